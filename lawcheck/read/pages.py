"""Rows of pages become lines of a document: joined within a column and within a cell. Used for PDF and OFD."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lawcheck.model.place import BlockKind
from lawcheck.read import page_layout, wrapping
from lawcheck.read.assemble import Line, Piece
from lawcheck.read.page_layout import PageRow

MAX_PAGES = 2000
# A page with fewer letters and a picture is a scan with, at most, a stamp of words on it.
FEW_LETTERS = 20
_SHOWN = 10


def lines(rows: Iterable[PageRow]) -> list[Line]:
    """Join rows in runs of the same column; cells stay apart."""
    rows = list(rows)
    body = [row for row in rows if row.cell is None]
    columns = {row.column for row in body}
    frames = {column: wrapping.frame([row.row for row in body if row.column == column]) for column in columns}
    found: list[tuple[BlockKind, list[Piece]]] = []
    previous: PageRow | None = None
    for row in rows:
        piece = (row.row.text, row.row.place)
        if previous is not None and _goes_on(previous, row, frames):
            wrapping.append(found[-1][1], [piece])
        else:
            found.append(("paragraph" if row.cell is None else "cell", [piece]))
        previous = row
    return wrapping.mended(Line(tuple(pieces), kind) for kind, pieces in found)


def _goes_on(previous: PageRow, row: PageRow, frames: dict[int, wrapping.Frame]) -> bool:
    if row.cell is not None or previous.cell is not None:
        return row.cell == previous.cell and not wrapping.is_start(row.row.text)
    own, other = frames[row.column], frames[previous.column]
    return wrapping.continues(page_layout.in_frame(previous.row, other, own), row.row, own)


def listed(numbers: Sequence[int]) -> str:
    """Name pages in a sentence, the first ten of them."""
    shown = "、".join(str(number) for number in numbers[:_SHOWN])
    return shown + ("……" if len(numbers) > _SHOWN else "")
