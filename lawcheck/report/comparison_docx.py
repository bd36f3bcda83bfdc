"""条文对照表 as a Word file: A4 landscape, three columns, the heading repeated on every page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lawcheck.report import official_docx
from lawcheck.report.characters import for_xml
from lawcheck.report.comparison import CLOSING, HEADERS, Line

_WIDTHS = (99, 112, 46)  # millimetres: 257 of A4 landscape between margins of 20
_SIZE = 10.5  # 五号
_RED = "C00000"


def render(title: str, lines: Sequence[Line], author: str, day: datetime) -> bytes:
    """The file; equal content and day give equal bytes."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document = official_docx.new()
    _landscape(document)
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(heading, title, size=16, bold=True)
    grid = document.add_table(rows=1, cols=len(HEADERS), style="Table Grid")
    grid.autofit = False
    _widths(grid)
    for cell, words in zip(grid.rows[0].cells, HEADERS, strict=True):
        _write(_paragraph(cell, first=True), words, bold=True)
    _repeat(grid.rows[0])
    for line in lines:
        _row(grid.add_row(), line)
    _write(document.add_paragraph(), CLOSING, size=9)
    return official_docx.to_bytes(document, title, author, day)


def _landscape(document: Any) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    section.header_distance = section.footer_distance = Mm(10)


def _widths(grid: Any) -> None:
    from docx.shared import Mm

    for column, width in zip(grid.columns, _WIDTHS, strict=True):
        column.width = Mm(width)


def _repeat(row: Any) -> None:
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))


def _row(row: Any, line: Line) -> None:
    from docx.shared import Mm

    for cell, width in zip(row.cells, _WIDTHS, strict=True):
        cell.width = Mm(width)
    draft, superior, notes = row.cells
    paragraph = _paragraph(draft, first=True)
    for run in line.draft:
        for number, words in enumerate(run.words.split("\n")):
            paragraph = paragraph if number == 0 else _paragraph(draft)
            _write(paragraph, words, bold=run.marked, color=_RED if run.marked else None)
    for number, (name, text) in enumerate(line.superior):
        paragraph = _paragraph(superior, first=number == 0)
        _write(paragraph, name + "　", bold=True)
        for index, words in enumerate(text.split("\n")):
            _write(paragraph if index == 0 else _paragraph(superior), words)
    for number, note in enumerate(line.notes):
        _write(_paragraph(notes, first=number == 0), note, bold=line.differs, color=_RED if line.differs else None)


def _paragraph(cell: Any, *, first: bool = False) -> Any:
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    layout = paragraph.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(16)
    layout.first_line_indent = Pt(0)
    return paragraph


def _write(
    paragraph: Any, words: str, *, size: float = _SIZE, bold: bool = False, color: str | None = None
) -> None:
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(for_xml(words))
    run.font.size, run.bold = Pt(size), bold
    if color:
        run.font.color.rgb = RGBColor.from_string(color)
