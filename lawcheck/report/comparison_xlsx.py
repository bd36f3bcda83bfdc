"""条文对照表 as a workbook: one row for each pair of articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lawcheck.report import sheets
from lawcheck.report.comparison import Line
from lawcheck.report.sheets import Cell, Column

_COLUMNS = (
    Column("条", 12), Column("本文件条文", 60), Column("上位法", 26), Column("上位法条文", 70), Column("异同", 44),
)  # fmt: skip


def render(lines: Sequence[Line]) -> bytes:
    """The workbook."""
    book = sheets.new()
    sheets.add(book, "条文对照", _COLUMNS, _cells(lines))
    return sheets.to_bytes(book)


def _cells(lines: Sequence[Line]) -> Iterator[tuple[Cell, ...]]:
    for line in lines:
        draft = "".join(run.words for run in line.draft)
        for number, (name, text) in enumerate(line.superior or (("", ""),)):
            notes = "\n".join(line.notes) if number == 0 else ""
            yield (line.number, draft if number == 0 else "", name, text, notes)
