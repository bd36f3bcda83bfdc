"""The one function of the library's face."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from lawcheck.model import Review, Stated
from lawcheck.workflows.review import Reviewer, Settings


def review(path: str | Path, *, as_of: date, corpus: Path | None = None, stated: Stated | None = None) -> Review:
    """Review one draft as of a day. Raises ``lawcheck.errors.ReadError`` for what cannot be read."""
    return Reviewer(Settings(as_of=as_of, corpus=corpus, stated=stated or Stated())).review(str(path)).review
