"""The layout of a PDF page: characters into rows, columns, table cells; running heads and page numbers found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from lawcheck.model import PdfPlace
from lawcheck.read.wrapping import Frame, Row

Box = tuple[float, float, float, float]
_DOUBLE = 1.0
_SPACE = 0.4
_SPACE_LATIN = 0.2
_WIDE_GAP = 2.0
_MIN_COLUMN_ROWS = 4
_CROSSING_SHARE = 0.25
_MARGIN = 0.12
_HEAD_SHARE = 0.5
_PAGE_NUMBER = re.compile(
    r"[\s—–－\-·]*(?:\d{1,4}|[ivxlcIVXLC]{1,7})[\s—–－\-·]*|第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
)
_BAD = re.compile("\\(cid:\\d+\\)|[\ufffd\ue000-\uf8ff\x00-\x08]")


class Character(NamedTuple):
    """A character, or a stretch of characters that touch, and its box on the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    is_white: bool = False
    after_space: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: its box and those of its cells."""

    box: Box
    cells: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row of a page; ``cell`` names the table cell it lies in (page, table, cell), ``column`` 0 is the whole width."""

    row: Row
    page: int
    top: float
    height: float
    column: int = 0
    cell: tuple[int, int, int] | None = None


def without_doubles(characters: Iterable[Character]) -> list[Character]:
    """Drop characters drawn again at nearly the same place, as printers do for bold; linear, by a grid."""
    kept: list[Character] = []
    grid: dict[tuple[str, int, int], list[Character]] = {}
    for one in characters:
        x, y = int(one.left / _DOUBLE), int(one.top / _DOUBLE)
        near = ((x + dx, y + dy) for dx in (0, -1, 1) for dy in (0, -1, 1))
        if any(_is_double(one, other) for cell in near for other in grid.get((one.text, *cell), ())):
            continue
        grid.setdefault((one.text, x, y), []).append(one)
        kept.append(one)
    return kept


def _is_double(one: Character, other: Character) -> bool:
    return abs(one.left - other.left) <= _DOUBLE and abs(one.top - other.top) <= _DOUBLE


def bad_share(characters: Sequence[Character]) -> float:
    """Share of characters that the reader could not name; 1 if there are none at all to compare."""
    if not characters:
        return 1.0
    text = "".join([character.text for character in characters])
    return len(_BAD.findall(text)) / len(text) if text else 1.0


def rows(characters: Sequence[Character], page: int, height: float, tables: Sequence[Table] = ()) -> list[PageRow]:
    """Rows of a page in reading order: column by column, cells where their table stands."""
    visible = [character for character in characters if character.text.strip()]
    outside: list[Character] = []
    inside: dict[tuple[int, int], list[Character]] = {}
    for character in visible:
        place = _cell_of(character, tables)
        if place is None:
            outside.append(character)
        else:
            inside.setdefault(place, []).append(character)
    found = _in_columns(_grouped(outside), page, height)
    for index in range(len(tables) - 1, -1, -1):
        cells = _cell_rows(tables[index], index, inside, page, height)
        below = [number for number, row in enumerate(found) if row.top >= tables[index].box[1]]
        found[below[0] if below else len(found) : below[0] if below else len(found)] = cells
    return found


def _cell_of(character: Character, tables: Sequence[Table]) -> tuple[int, int] | None:
    x, y = (character.left + character.right) / 2, (character.top + character.bottom) / 2
    for index, table in enumerate(tables):
        left, top, right, bottom = table.box
        if left <= x <= right and top <= y <= bottom:
            for number, cell in enumerate(table.cells):
                if cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]:
                    return index, number
    return None


def _cell_rows(
    table: Table, index: int, inside: dict[tuple[int, int], list[Character]], page: int, height: float
) -> list[PageRow]:
    order = sorted(
        range(len(table.cells)), key=lambda number: (round(table.cells[number][1]), table.cells[number][0])
    )
    return [
        PageRow(_row(group, page), page, group[0].top, height, 0, (page, index, number))
        for number in order
        for group in _grouped(inside.get((index, number), []))
    ]


def _grouped(characters: Sequence[Character]) -> list[list[Character]]:
    """Characters whose boxes share more than half their height stand in one row; rows from top to bottom."""
    groups: list[list[Character]] = []
    top = bottom = 0.0
    for character in sorted(characters, key=lambda one: ((one.top + one.bottom) / 2, one.left)):
        middle = (character.top + character.bottom) / 2
        if groups and top <= middle <= bottom:
            groups[-1].append(character)
            continue
        groups.append([character])
        extent = character.bottom - character.top
        top, bottom = character.top + extent * 0.1, character.bottom - extent * 0.1
    return [sorted(group, key=lambda one: one.left) for group in groups]


def _row(group: Sequence[Character], page: int) -> Row:
    text = group[0].text
    usual = _usual_gap(group)
    for before, after in pairwise(group):
        is_latin = before.text[-1].isascii() and after.text[0].isascii()
        is_space = after.left - before.right - usual > (_SPACE_LATIN if is_latin else _SPACE) * after.size
        text += (" " if is_space or (is_latin and after.after_space) else "") + after.text
    left, right = group[0].left, max(character.right for character in group)
    top, bottom = min(character.top for character in group), max(character.bottom for character in group)
    box = (round(left, 2), round(top, 2), round(right, 2), round(bottom, 2))
    return Row(
        " ".join(re.split("[\n\r\x0b\x0c\x85\u2028\u2029]", text)),
        PdfPlace(page, box),
        left,
        right,
        max(group, key=lambda one: len(one.text)).size or 1.0,
    )


def _usual_gap(group: Sequence[Character]) -> float:
    """The gap between most characters of a row: above nothing where a line is stretched to its full width."""
    gaps = sorted([max(0.0, after.left - before.right) for before, after in pairwise(group)])
    inner = sum([len(one.text) - 1 for one in group])  # inside a stretch there is no gap
    middle = (inner + len(gaps)) // 2 - inner
    return gaps[middle] if 0 <= middle < len(gaps) else 0.0


def _in_columns(groups: list[list[Character]], page: int, height: float) -> list[PageRow]:
    gutter = _gutter(groups)
    if gutter is None:
        return [PageRow(_row(group, page), page, group[0].top, height) for group in groups]
    found: list[PageRow] = []
    halves: tuple[list[PageRow], list[PageRow]] = ([], [])
    for group in groups:
        left = [one for one in group if one.right <= gutter]
        right = [one for one in group if one.left >= gutter]
        if len(left) + len(right) < len(group) or _is_across(left, right):
            found += [*halves[0], *halves[1], PageRow(_row(group, page), page, group[0].top, height)]
            halves[0].clear()
            halves[1].clear()
            continue
        for column, part in enumerate((left, right)):
            if part:
                halves[column].append(PageRow(_row(part, page), page, part[0].top, height, column + 1))
    return [*found, *halves[0], *halves[1]]


def _is_across(left: Sequence[Character], right: Sequence[Character]) -> bool:
    return bool(left and right) and right[0].left - left[-1].right < right[0].size + _usual_gap([*left, *right])


def _gutter(groups: list[list[Character]]) -> float | None:
    """The x of a gap between two columns: clear in most rows, with text on both sides in many of them."""
    gaps: list[tuple[float, float]] = []
    for group in groups:
        usual = _usual_gap(group)
        length = sum(len(one.text) for one in group)
        for before, after in pairwise(group):
            if after.left - before.right - usual > max(after.size, 1.0) and length > _MIN_COLUMN_ROWS:
                gaps.append((before.right, after.left))
    if len(gaps) < _MIN_COLUMN_ROWS:
        return None
    left = min(group[0].left for group in groups)
    right = max(group[-1].right for group in groups)
    low, high = left + 0.35 * (right - left), right - 0.35 * (right - left)
    candidates = sorted({(start + end) / 2 for start, end in gaps if low <= (start + end) / 2 <= high})
    best = max(candidates, key=lambda x: sum(start < x < end for start, end in gaps), default=None)
    if best is None:
        return None
    shared = sum(start < best < end for start, end in gaps)
    crossing = sum(any(one.left < best < one.right for one in group) or _covers(group, best) for group in groups)
    enough = shared >= max(_MIN_COLUMN_ROWS, 0.4 * len(groups))
    return best if enough and crossing <= _CROSSING_SHARE * len(groups) else None


def _covers(group: Sequence[Character], x: float) -> bool:
    """Tell whether text stands closely on both sides of x."""
    before = max((one.right for one in group if one.right <= x), default=None)
    after = min((one.left for one in group if one.left >= x), default=None)
    return before is not None and after is not None and after - before < group[0].size


def in_frame(row: Row, own: Frame, other: Frame) -> Row:
    """Move a row of one column so that its edges can be compared in the frame of another one."""
    return (
        row
        if own is other
        else replace(row, left=row.left - own.left + other.left, right=row.right - own.right + other.right)
    )


def without_heads(found: Sequence[PageRow]) -> tuple[list[PageRow], list[PageRow]]:
    """Part the rows into body, and running heads with page numbers.

    A head stands in the upper or lower margin, with the same words (figures aside) on most pages, at least on two.
    """
    pages = {row.page for row in found}
    seen: dict[tuple[str, bool], set[int]] = {}
    for row in found:
        if _in_margin(row):
            seen.setdefault(_head_key(row), set()).add(row.page)
    body: list[PageRow] = []
    heads: list[PageRow] = []
    for row in found:
        count = len(seen.get(_head_key(row), ())) if _in_margin(row) else 0
        is_head = count >= max(2, _HEAD_SHARE * len(pages) * 0.8)
        is_number = _in_margin(row) and _PAGE_NUMBER.fullmatch(row.row.text.strip()) is not None
        (heads if row.cell is None and (is_head or is_number) else body).append(row)
    return body, heads


def _in_margin(row: PageRow) -> bool:
    return row.top < _MARGIN * row.height or row.top > (1 - _MARGIN) * row.height


def _head_key(row: PageRow) -> tuple[str, bool]:
    return re.sub(r"\d+", "0", "".join(row.row.text.split())), row.top < row.height / 2
