"""The summary of a batch: one row a file, also for files that could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawcheck.model import Review
from lawcheck.report.characters import visible, visible_name
from lawcheck.report.flow import Flow
from lawcheck.report.labels import count_by_severity
from lawcheck.report.screen import capture

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_STYLES = {"合法": "green", "应当予以修改": "yellow", "不合法": "bold red"}


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One file of a batch: its review, or why there is none. ``text`` is the draft, for reports that show it."""

    path: str
    review: Review | None
    error_code: str | None = None
    error_message: str | None = None
    text: str = ""


def render_batch(rows: Iterable[BatchRow], *, width: int | None = None, color: bool | None = None) -> str:
    """The summary as a string."""
    kept = tuple(rows)
    return capture(lambda console: print_batch(console, kept), width=width, color=color)


def print_batch(console: Console, rows: Sequence[BatchRow]) -> None:
    """Print a table of the files and, below it, how many there are of each outcome."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True, show_edge=False)
    table.add_column("文件", ratio=3, overflow="fold")
    table.add_column("规范性", no_wrap=True)
    table.add_column("拟提出的结论", ratio=2, overflow="fold")
    for header in ("错误", "警告", "提示"):
        table.add_column(header, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(Flow(Text(visible_name(row.path))), *_cells(row))
    console.print(table)
    console.print(_totals(rows))


def _cells(row: BatchRow) -> tuple[Text | Flow | str, ...]:
    from rich.text import Text

    review = row.review
    if review is None:
        reason = row.error_message or row.error_code or "原因不明"
        return "–", Flow(Text(f"未能审核：{visible(reason)}", style="red")), "–", "–", "–"
    counts = count_by_severity(review.findings)
    normative = "是" if review.document.normative else "否"
    if review.conclusion is None:
        words = Text(f"不提出结论：{visible(review.conclusion_reason)}", style="dim")
    else:
        words = Text(visible(review.conclusion), style=_STYLES.get(review.conclusion, ""))
    error = Text(str(counts["error"]), style="bold red" if counts["error"] else "dim")
    return normative, Flow(words), error, str(counts["warning"]), str(counts["info"])


def _totals(rows: Sequence[BatchRow]) -> str:
    unread = sum(row.review is None for row in rows)
    outcomes: dict[str, int] = {}
    for row in rows:
        if row.review is not None:
            outcome = visible(row.review.conclusion or "不提出结论")
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
    parts = [f"{outcome} {number}" for outcome, number in sorted(outcomes.items())]
    parts += [f"未能审核 {unread}"] if unread else []
    return f"共 {len(rows)} 件" + (f"：{'，'.join(parts)}" if parts else "")
