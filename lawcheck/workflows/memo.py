"""The memo of a review: composed, set in the office's template or in the layout of official documents, written."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from lawcheck.report import memo as layout
from lawcheck.report import memo_template
from lawcheck.report.memo_content import Memo, Stated, compose
from lawcheck.workflows import decide, files


def memo_of(review_path: Path, decisions: Path | None, stated: Stated) -> Memo:
    """The memo of a review file and of its decisions, by default those beside it."""
    from lawcheck.errors import UsageError

    review = decide.review_of(review_path)
    if decisions is not None and not decisions.exists():
        raise UsageError(f"找不到决定文件 {decisions}，请检查路径。")
    return compose(review, decide.decisions_of(decisions or decide.beside(review_path), review), stated)


def write(memo: Memo, day: datetime, target: Path, template: Path | None = None) -> None:
    """Write the docx."""
    if template is None:
        files.write(target, layout.render(memo, day))
        return
    from lawcheck.read import load

    files.write(target, memo_template.fill(load(str(template)), memo))
