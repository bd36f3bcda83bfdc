"""lawcheck: legality review of Chinese normative documents, offline.

>>> from datetime import date
>>> import lawcheck
>>> lawcheck.review("draft.docx", as_of=date(2026, 6, 1)).conclusion  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Document", "Finding", "Review", "open_corpus", "review"]

if TYPE_CHECKING:
    from lawcheck.corpus import open_corpus
    from lawcheck.model import Document, Finding, Review
    from lawcheck.workflows.api import review


def __getattr__(name: str) -> Any:
    """Import on first use, so that ``import lawcheck`` and ``lawcheck --help`` cost nothing."""
    places = {
        "review": "lawcheck.workflows.api",
        "open_corpus": "lawcheck.corpus",
        "Document": "lawcheck.model",
        "Finding": "lawcheck.model",
        "Review": "lawcheck.model",
    }
    if name not in places:
        raise AttributeError(f"module 'lawcheck' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(places[name]), name)
