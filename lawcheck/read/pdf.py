"""PDF: the text layer by pdfplumber, pages that it reads wrongly by pdfium; lines become paragraphs again."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass, field
from typing import Any

from lawcheck.errors import ReadError
from lawcheck.model import Warn
from lawcheck.read import page_layout, pages
from lawcheck.read.assemble import Content
from lawcheck.read.ole import encrypted
from lawcheck.read.page_layout import Character, PageRow

_IMAGE_SHARE = 0.5
_BAD_SHARE = 0.01
_MAX_EDGES = 2000
_MIN_EDGES = 4
_THIN = 3.0


@dataclass(slots=True)
class _Pages:
    """What was found on the pages read so far."""

    rows: list[PageRow] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)
    white: int = 0


def read_pdf(data: bytes) -> Content:
    """Read the bytes of a PDF; raises ``ReadError``."""
    for name in ("pdfminer", "pdfplumber"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        found = _read(data)
    except (ReadError, MemoryError):
        raise
    except Exception as error:  # pdfminer raises whatever a damaged file leads it to
        raise _open_error(error) from None
    if not any(row.row.text.strip() for row in found.rows):
        raise _nothing(found)
    body, heads = page_layout.without_heads(found.rows)
    return Content("pdf", tuple(pages.lines(body)), warnings=_warnings(found, len(heads)))


def _read(data: bytes) -> _Pages:
    import pdfplumber

    found = _Pages()
    with pdfplumber.open(io.BytesIO(data)) as document:
        if len(document.pages) > pages.MAX_PAGES:
            raise ReadError("too-large", f"PDF 超过 {pages.MAX_PAGES} 页，请拆分后再审。")
        if not document.pages:
            raise _damaged()
        for page in document.pages:
            _read_page(page, data, found)
            page.close()
    return found


def _read_page(page: Any, data: bytes, found: _Pages) -> None:
    number = int(page.page_number)
    characters = _characters(page)
    if page_layout.bad_share(characters) > _BAD_SHARE:
        second = _by_pdfium(data, number, float(page.height))
        if page_layout.bad_share(second) <= page_layout.bad_share(characters):
            characters = second
    letters = sum(not character.text.isspace() for character in characters)
    is_bad = page_layout.bad_share(characters) > _BAD_SHARE
    if letters < pages.FEW_LETTERS and _is_image(page):
        found.scanned.append(number)
    elif is_bad:
        found.unsure.append(number)
    found.white += sum(character.is_white for character in characters)
    tables = _tables(page)
    found.rows.extend(page_layout.rows(characters, number, float(page.height), tables))


def _characters(page: Any) -> list[Character]:
    chars = page.chars
    upright = [char for char in chars if char.get("upright", True)]
    return page_layout.without_doubles(
        Character(
            str(char["text"]),
            float(char["x0"]),
            float(char["top"]),
            float(char["x1"]),
            float(char["bottom"]),
            float(char.get("size") or 1.0),
            _is_white(char.get("non_stroking_color")),
        )
        for char in (upright if 2 * len(upright) >= len(chars) else chars)
    )


def _is_white(color: Any) -> bool:
    if isinstance(color, (int, float)):
        color = (color,)
    if not isinstance(color, (tuple, list)) or not all(isinstance(part, (int, float)) for part in color):
        return False
    return len(color) in (1, 3) and all(part >= 0.99 for part in color)


def _by_pdfium(data: bytes, number: int, height: float) -> list[Character]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        try:
            text_page = document[number - 1].get_textpage()
            text = text_page.get_text_range()
            boxes = [text_page.get_charbox(index) for index in range(text_page.count_chars())]
        finally:
            document.close()
    except Exception:  # the second reader may fail too; then the first one stands
        return []
    if len(boxes) != len(text):
        return []
    return [
        Character(sign, left, height - top, right, height - bottom, max(top - bottom, 1.0), False)
        for sign, (left, bottom, right, top) in zip(text, boxes, strict=True)
        if sign not in "\r\n" and right > left
    ]


def _is_image(page: Any) -> bool:
    area = float(page.width) * float(page.height)
    covered = sum(abs(float(image["width"]) * float(image["height"])) for image in page.images)
    return area > 0 and covered > _IMAGE_SHARE * area


def _tables(page: Any) -> list[page_layout.Table]:
    """Ruled tables with more than one column; a frame around the text is none."""
    count = len(page.lines) + len(page.rects) + len(page.curves)
    if not _MIN_EDGES <= count <= _MAX_EDGES:
        return []
    found = []
    for table in page.filter(_is_ruling).find_tables():
        cells = tuple(tuple(float(edge) for edge in cell) for cell in table.cells)
        if len({cell[0] for cell in cells}) > 1 and len({cell[1] for cell in cells}) > 1:
            left, top, right, bottom = (float(edge) for edge in table.bbox)
            found.append(page_layout.Table((left, top, right, bottom), cells))
    return found


def _is_ruling(thing: Any) -> bool:
    """Leave out filled areas behind words; thin ones are drawn as lines."""
    if thing.get("object_type") != "rect" or thing.get("stroke"):
        return True
    return min(abs(float(thing["width"])), abs(float(thing["height"]))) < _THIN


def _damaged() -> ReadError:
    return ReadError("damaged", "PDF 已损坏，打不开，请重新导出 PDF 后再审。")


def _open_error(error: BaseException) -> ReadError:
    """Find the cause: pdfplumber wraps the password error without a word."""
    seen: list[BaseException | None] = [error, error.__cause__, error.__context__, *error.args[:1]]
    if any("Password" in type(cause).__name__ for cause in seen if cause is not None):
        return encrypted()
    return _damaged()


def _nothing(found: _Pages) -> ReadError:
    if found.scanned:
        return ReadError("scanned", "PDF 是扫描图像，没有文字，请提供电子版，或者先做文字识别。")
    return ReadError("no-text", "PDF 里没有可以审核的文字。")


def _warnings(found: _Pages, heads: int) -> tuple[Warn, ...]:
    stated = [
        (heads, "page-numbers", f"有 {heads} 行页眉、页脚或页码，未计入正文。"),
        (found.white, "white-text", f"有 {found.white} 个白色文字的字符，看不见但已计入正文，请核对。"),
        (len(found.scanned), "scanned-pages", f"第 {pages.listed(found.scanned)} 页是扫描图像，其文字未审核。"),
        (len(found.unsure), "low-confidence", f"第 {pages.listed(found.unsure)} 页有字符认不出，请核对原文。"),
    ]
    return tuple(Warn(code, sentence) for count, code, sentence in stated if count)
