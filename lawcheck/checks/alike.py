"""What is said of a clause of another draft that was found contrary to the same article."""

from __future__ import annotations

from lawcheck.model import Alike


def said(alike: Alike | None) -> str:
    """The end of a message: the clause, and what the article orders; nothing without a clause."""
    if alike is None:
        return ""
    reason = f"（上位法：{alike.reason}）" if alike.reason else ""
    return f"；已标注的相近写法：“{alike.clause.rstrip('。')}”{reason}"
