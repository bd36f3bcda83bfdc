"""The memo of a review: composed, set in the office's template or in the layout of official documents, written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lawcheck.errors import UsageError
from lawcheck.model import Review
from lawcheck.report import memo as layout
from lawcheck.report import memo_template
from lawcheck.report.decisions import Decisions
from lawcheck.report.memo_content import Memo, Stated, compose
from lawcheck.workflows import decide, files


@dataclass(frozen=True, slots=True)
class Case:
    """A review with the officer's decisions and what the office states."""

    review: Review
    decisions: Decisions
    stated: Stated

    @property
    def memo(self) -> Memo:
        """The memo as words."""
        return compose(self.review, self.decisions, self.stated)


def case(review_path: Path, decisions: Path | None, stated: Stated) -> Case:
    """Read a review file and its decisions, by default those beside it."""
    review = decide.review_of(review_path)
    if review.baseline is not None:
        raise UsageError(
            f"{review_path} 只有新出现的发现（--baseline），不能据此写意见书，请用全部发现的审查结果。"
        )
    if decisions is not None and not decisions.exists():
        raise UsageError(f"找不到决定文件 {decisions}，请检查路径。")
    return Case(review, decide.decisions_of(decisions or decide.beside(review_path), review), stated)


def write_undecided(review: Review, day: datetime, officer: str, target: Path) -> None:
    """Write the memo of a review on which nothing is decided yet: every finding stands under what is still open."""
    write(compose(review, None, Stated(day.date(), officer=officer)), day, target)


def write(memo: Memo, day: datetime, target: Path, template: Path | None = None) -> None:
    """Write the memo."""
    if template is None:
        files.write(target, layout.render(memo, day))
        return
    from lawcheck.read import load

    files.write(target, memo_template.fill(load(str(template)), memo))


def write_fair_table(made: Case, day: datetime, target: Path) -> None:
    """Write the 公平竞争审查表."""
    from lawcheck.report import fair_table

    files.write(target, fair_table.render(made.review, made.decisions, made.stated, decide.point_names(), day))
