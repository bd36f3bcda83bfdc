"""The layout of official documents (GB/T 9704-2012): A4, margins 37/35/28/26 mm, 22 lines a page, numbers outside.

Fonts are named as offices have them; each names others that stand in where it is missing.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from lawcheck.report.characters import for_xml

_TITLE, _BODY, _BLACK, _KAI, _LATIN = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "Times New Roman"
_ALTERNATES = {
    _TITLE: "方正小标宋_GBK,宋体,Noto Serif CJK SC",
    _BODY: "仿宋,FangSong,Noto Serif CJK SC",
    _BLACK: "SimHei,Noto Sans CJK SC",
    _KAI: "楷体,KaiTi,Noto Serif CJK SC",
}
_LINE = 28.95  # points: 225 mm of text over 22 lines
_SIZE, _TABLE_SIZE, _TITLE_SIZE, _PAGE_SIZE = 16, 14, 22, 14  # 三号, 四号, 二号, 四号


def new() -> Any:
    """An empty document of this layout."""
    from lawcheck.report import docx_new

    document = docx_new.document()
    _page(document)
    _styles(document)
    _fonts(document)
    _numbers(document)
    return document


def to_bytes(document: Any, title: str, author: str, day: datetime) -> bytes:
    """The file; equal content and day give equal bytes."""
    from lawcheck.report.docx_package import rewritten

    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = (
        for_xml(title)[:250],
        for_xml(author)[:250],
        "",
    )
    properties.comments, properties.created, properties.modified = "", day, day
    buffer = io.BytesIO()
    document.save(buffer)
    return rewritten(buffer.getvalue(), {})


# The page


def _page(document: Any) -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(23)


def _styles(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.enum.text import WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt

    normal = document.styles["Normal"]
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    _letters(normal.element.get_or_add_rPr(), _BODY, _SIZE)
    layout = normal.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_LINE)
    layout.widow_control = False
    for name, font, size, level in (
        ("文件标题", _TITLE, _TITLE_SIZE, None), ("一级标题", _BLACK, _SIZE, 0), ("二级标题", _KAI, _SIZE, 1),
        ("正文段落", _BODY, _SIZE, None), ("表格文字", _BODY, _TABLE_SIZE, None),
    ):  # fmt: skip
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _letters(style.element.get_or_add_rPr(), font, size)
        if name in ("一级标题", "二级标题", "正文段落"):
            _indent(style.element.get_or_add_pPr(), 200, 2 * _SIZE * 20)
        if level is not None:
            style.paragraph_format.keep_with_next = True
            _child(style.element.get_or_add_pPr(), "w:outlineLvl", {"w:val": str(level)})
    title = document.styles["文件标题"].paragraph_format
    title.alignment, title.line_spacing, title.space_after = ALIGN.CENTER, Pt(35), Pt(_LINE)
    document.styles["表格文字"].paragraph_format.line_spacing = Pt(24)
    document.styles["正文段落"].paragraph_format.alignment = ALIGN.JUSTIFY


def _letters(properties: Any, font: str, size: float) -> None:
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for key in list(fonts.attrib):  # names of a theme would win over names of fonts
        del fonts.attrib[key]
    for slot, name in (("ascii", _LATIN), ("hAnsi", _LATIN), ("cs", _LATIN), ("eastAsia", font)):
        fonts.set(qn(f"w:{slot}"), name)
    for tag in ("w:sz", "w:szCs"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    properties.sz_val = _points(size)
    _child(properties, "w:szCs", {"w:val": str(int(size * 2))}, before=("w:highlight", "w:u", "w:lang"))


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)


def _indent(properties: Any, hundredths: int, twips: int) -> None:
    from docx.oxml.ns import qn

    indent = properties.get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(hundredths))
    indent.set(qn("w:firstLine"), str(twips))


def _child(parent: Any, tag: str, attributes: Mapping[str, str], before: Sequence[str] = ()) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(qn(key), value)
    names = {qn(name) for name in before}
    following = next((child for child in parent if child.tag in names), None)
    if following is None:
        parent.append(element)
    else:
        following.addprevious(element)
    return element


def _fonts(document: Any) -> None:
    """Name the fonts that stand in for those that a machine lacks."""
    from lxml import etree

    from lawcheck.read.ooxml import w

    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            root = etree.fromstring(part.blob)
            for name, alternates in _ALTERNATES.items():
                font = etree.SubElement(root, w("font"), {w("name"): name})
                family = "swiss" if name == _BLACK else "roman"
                for tag, value in (
                    ("altName", alternates),
                    ("charset", "86"),
                    ("family", family),
                    ("pitch", "default"),
                ):
                    etree.SubElement(font, w(tag), {w("val"): value})
            part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _numbers(document: Any) -> None:
    """— 1 —: outside on both sides, one character from the edge (GB/T 9704, 7.5)."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.oxml.ns import qn

    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, alignment, side in (
        (section.footer, ALIGN.RIGHT, "right"),
        (section.even_page_footer, ALIGN.LEFT, "left"),
    ):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = alignment
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
        indent.set(qn(f"w:{side}Chars"), "100")
        indent.set(qn(f"w:{side}"), str(_PAGE_SIZE * 20))
        for kind, words in (
            ("", "— "),
            ("begin", ""),
            ("code", "PAGE"),
            ("separate", ""),
            ("", "1"),
            ("end", ""),
            ("", " —"),
        ):
            run = paragraph.add_run(words if not kind else "")
            _letters(run._r.get_or_add_rPr(), "宋体", _PAGE_SIZE)
            if kind == "code":
                _child(run._r, "w:instrText", {}).text = words
            elif kind:
                _child(run._r, "w:fldChar", {"w:fldCharType": kind})


# The text


def add(document: Any, words: str, style: str = "正文段落") -> Any:
    """A paragraph."""
    paragraph = document.add_paragraph(style=style)
    _write(paragraph, words)
    return paragraph


def _write(paragraph: Any, words: str) -> None:
    """Add a run; the hint gives “” and … to the Chinese font, which Word would set in the Latin one."""
    from docx.oxml.ns import qn

    run = paragraph.add_run(for_xml(words))
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")


def table(
    document: Any, head: tuple[str, str] | None, rows: Sequence[tuple[str, str]], widths: tuple[int, int]
) -> None:
    """A table of two columns; widths in millimetres."""
    from docx.shared import Mm

    grid = document.add_table(rows=0, cols=2, style="Table Grid")
    grid.autofit = False
    for index, row in enumerate(([head] if head else []) + list(rows)):
        line = grid.add_row()
        _child(line._tr.get_or_add_trPr(), "w:cantSplit", {})
        if head and index == 0:
            _child(line._tr.get_or_add_trPr(), "w:tblHeader", {})
        for cell, words, width in zip(line.cells, row, widths, strict=True):
            cell.width = Mm(width)
            paragraph = cell.paragraphs[0]
            paragraph.style = document.styles["表格文字"]
            _write(paragraph, words)
            if head and index == 0:
                paragraph.alignment = 1
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)


def signature(document: Any, office: str, officer: str, day: str, role: str = "审核") -> None:
    """Office, officer and day, on the right, never alone on a page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.oxml.ns import qn

    last = document.paragraphs[-1]
    last.paragraph_format.keep_with_next = True
    blank = add(document, "", "Normal")
    blank.paragraph_format.keep_with_next = True
    lines = (f"{role}机构：{office or '　' * 8}", f"{role}人：{officer or '　' * 8}", day)
    for words in lines:
        paragraph = add(document, words, "Normal")
        paragraph.alignment = ALIGN.RIGHT
        paragraph.paragraph_format.keep_with_next = words != lines[-1]
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
        indent.set(qn("w:rightChars"), "400")
        indent.set(qn("w:right"), str(4 * _SIZE * 20))
