"""Issued documents of a folder: read and structured only, so that their text can be looked up in the register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lawcheck.errors import LawcheckError
from lawcheck.model import Profile
from lawcheck.text.digest import text_sha256
from lawcheck.workflows.review import Reviewer


@dataclass(frozen=True, slots=True)
class Issued:
    """A document with the hash of its text; without one, why it could not be read."""

    path: Path
    text_sha256: str | None = None
    profile: Profile | None = None
    reason: str = ""


def issued(paths: Sequence[Path], reviewer: Reviewer) -> Iterator[Issued]:
    """Read each document in turn; one that cannot be read is there with its reason."""
    from lawcheck.read import load

    for path in paths:
        try:
            document = reviewer.document(str(path), load(str(path)))
        except LawcheckError as error:
            yield Issued(path, reason=error.message)
        except Exception as error:  # one document must not hide the others
            yield Issued(path, reason=f"程序内部错误（{error.__class__.__name__}），请报告。")
        else:
            yield Issued(path, text_sha256(document.text), document.profile)
