"""Workbooks: every cell is a string or a number, never a formula; the same content gives the same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from lawcheck.report.characters import clip, for_xml

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | None
_CELL_LIMIT = 32_000  # Excel takes 32,767 characters in a cell
# A word like _x0041_ stands for a character in a workbook; its underscore must be written as one (ECMA-376, ST_Xstring).
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONSTANT_DAY = datetime(2000, 1, 1)
_CORE = "docProps/core.xml"


@dataclass(frozen=True, slots=True)
class Column:
    """A header and the width in characters."""

    header: str
    width: int


def new() -> Workbook:
    """A workbook without sheets."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    return book


def add(book: Workbook, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Worksheet:
    """A sheet with a head that stays in sight, filters and widths."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    top, line = Alignment(vertical="top", wrap_text=True), Side(style="thin", color="C8C8C8")
    border, bold = Border(line, line, line, line), Font(bold=True)
    fill = PatternFill("solid", fgColor="E8E8E4")
    for number, column in enumerate(columns, 1):
        head = put(sheet, 1, number, column.header)
        head.font, head.fill, head.border, head.alignment = bold, fill, border, top
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    last = 1
    for last, row in enumerate(rows, 2):
        for number, value in enumerate(row, 1):
            cell = put(sheet, last, number, value)
            cell.alignment, cell.border = top, border
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    return sheet


def put(sheet: Worksheet, row: int, column: int, value: Cell) -> Any:
    """Write a cell; words are words, also where they begin with =, +, - or @."""
    cell: Any = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = words(value)
        cell.data_type = "s"
        # Without this a program takes =… for a formula as soon as somebody edits the cell.
        cell.quotePrefix = value.startswith(("=", "+", "-", "@", "\t", "\r"))
    else:
        cell.value = value
    return cell


def plain(text: str) -> str:
    """What a program shows of a text in a cell."""
    return clip(for_xml(text.replace("\r", "\n")), _CELL_LIMIT)


def words(text: str) -> str:
    """What is written into a cell for a text."""
    return _CODED.sub("_x005F_", plain(text))


def to_bytes(book: Workbook) -> bytes:
    """The file, without the time of writing."""
    from openpyxl.packaging.core import DocumentProperties
    from openpyxl.xml.functions import tostring

    from lawcheck.report.docx_package import rewritten

    buffer = io.BytesIO()
    book.save(buffer)
    properties = DocumentProperties(creator="lawcheck", created=_CONSTANT_DAY, modified=_CONSTANT_DAY)
    return rewritten(buffer.getvalue(), {_CORE: tostring(properties.to_tree())})
