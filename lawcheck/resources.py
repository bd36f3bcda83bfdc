"""Where the data folders are: inside the installed wheel, else in the checkout."""

from __future__ import annotations

from pathlib import Path

from lawcheck.errors import UsageError

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the folder ``rulesets`` or ``corpora``; the only code that knows both places."""
    for candidate in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise UsageError(f"安装不完整：找不到数据目录 {name}，请重新安装 lawcheck。", "installation")
