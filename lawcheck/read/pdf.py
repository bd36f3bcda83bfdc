"""PDF: the text layer by pdfium; tables, and pages that pdfium reads wrongly, by pdfplumber; scans by Tesseract if asked.

Lines become paragraphs again; running heads and page numbers are left out and counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lawcheck.errors import ReadError
from lawcheck.model import Warn
from lawcheck.read import ocr, page_layout, pages, pdf_repair, pdf_text
from lawcheck.read.assemble import Content
from lawcheck.read.ole import encrypted
from lawcheck.read.page_layout import Character, PageRow

_IMAGE_SHARE = 0.5
_BAD_SHARE = 0.01
_WRONG_PASSWORD = 4
_TAIL = 2048


@dataclass(slots=True)
class _Found:
    """What was found on the pages read so far."""

    rows: list[PageRow] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    recognised: list[int] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)
    white: int = 0
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class _Page:
    """One page as one of the two readers found it."""

    number: int
    height: float
    characters: list[Character]
    tables: list[page_layout.Table]
    is_image: bool


def read_pdf(data: bytes, passwords: Sequence[str] = (), *, recognise: bool = False) -> Content:
    """Read the bytes of a PDF; raises ``ReadError``. With ``recognise`` the words of scanned pages are recognised."""
    found = _Found(is_cut=b"%%EOF" not in data[-_TAIL:])
    try:
        _read(data, passwords, recognise, found)
    except (ReadError, MemoryError):
        raise
    except Exception:  # pdfminer raises whatever a damaged file leads it to
        raise _damaged() from None
    if not any(row.row.text.strip() for row in found.rows):
        raise _nothing(found)
    body, heads = page_layout.without_heads(found.rows)
    return Content("pdf", tuple(pages.lines(body)), warnings=_warnings(found, len(heads)))


def _read(data: bytes, passwords: Sequence[str], recognise: bool, found: _Found) -> None:
    document, password = _opened(data, passwords)
    second = pdf_repair.Second(data, password)
    try:
        if document is None:
            # pdfium gives up on some files that pdfminer still reads.
            found_pages = second.pages()
            _check_count(len(found_pages))
            for number, page in enumerate(found_pages, start=1):
                _add(_by_plumber(page, number), found)
                page.close()
            return
        _check_count(len(document))
        for index in range(len(document)):
            page = document[index]
            try:
                _read_page(page, index + 1, second, recognise, found)
            finally:
                page.close()
    finally:
        second.close()
        if document is not None:
            document.close()


def _check_count(count: int) -> None:
    if count > pages.MAX_PAGES:
        raise ReadError("too-large", f"PDF 超过 {pages.MAX_PAGES} 页，请拆分后再审。")
    if not count:
        raise _damaged()


def _opened(data: bytes, passwords: Sequence[str]) -> tuple[Any, str]:
    """Open with no password or the first that fits; no document where pdfium finds none in the bytes."""
    import pypdfium2

    is_locked = False
    for password in ("", *passwords):
        try:
            document = pypdfium2.PdfDocument(data, password=password or None)
        except pypdfium2.PdfiumError as error:
            code = getattr(error, "err_code", None)
            is_locked = is_locked or code == _WRONG_PASSWORD or "password" in str(error).lower()
            if not is_locked:
                return None, ""
            continue
        return document, password
    raise _wrong_password() if passwords else _locked()


def _locked() -> ReadError:
    return ReadError("encrypted", encrypted().message.removesuffix("。") + "，或者用 --password-file 给出密码。")


def _wrong_password() -> ReadError:
    return ReadError("encrypted", "密码文件里的密码都打不开此 PDF，请核对密码（一行一个）。")


def _read_page(page: Any, number: int, second: pdf_repair.Second, recognise: bool, found: _Found) -> None:
    things = pdf_text.things(page)
    characters, turn = pdf_text.stretches(page, apart=things.has_rules)
    tables: list[page_layout.Table] = []
    is_bad = bool(characters) and page_layout.bad_share(characters) > _BAD_SHARE
    has_rules = things.has_rules and not turn
    if has_rules or is_bad:
        other = second.page(number)
        if other is not None:
            tables = _tables(other) if has_rules else []
            if is_bad:
                characters = _better(characters, other)
            other.close()
    height = float(page.get_width() if turn in (90, 270) else page.get_height())
    read = _Page(number, height, characters, tables, things.image_share > _IMAGE_SHARE)
    if recognise and _is_scan(read):
        found.rows += ocr.rows(pdf_text.picture(page), number, ocr.ready())
        found.recognised.append(number)
        return
    _add(read, found)


def _tables(page: Any) -> list[page_layout.Table]:
    try:
        return pdf_repair.tables(page)
    except MemoryError:
        raise
    except Exception:  # without its tables a page still has its words
        return []


def _better(first: list[Character], page: Any) -> list[Character]:
    """The reading of the page with fewer characters that have no name."""
    try:
        other = pdf_repair.characters(page)
    except MemoryError:
        raise
    except Exception:  # then the first reading stands
        return first
    return other if page_layout.bad_share(other) < page_layout.bad_share(first) else first


def _by_plumber(page: Any, number: int) -> _Page:
    is_image = pdf_repair.image_share(page) > _IMAGE_SHARE
    return _Page(number, float(page.height), pdf_repair.characters(page), _tables(page), is_image)


def _is_scan(page: _Page) -> bool:
    return page.is_image and sum(len(one.text) for one in page.characters) < pages.FEW_LETTERS


def _add(page: _Page, found: _Found) -> None:
    characters = page_layout.without_doubles(page.characters)
    if _is_scan(page):
        found.scanned.append(page.number)
    elif page_layout.bad_share(characters) > _BAD_SHARE:
        found.unsure.append(page.number)
    found.white += sum(len(one.text) for one in characters if one.is_white)
    found.rows.extend(page_layout.rows(characters, page.number, page.height, page.tables))


def _damaged() -> ReadError:
    return ReadError("damaged", "PDF 已损坏，打不开，请重新导出 PDF 后再审。")


def _nothing(found: _Found) -> ReadError:
    if found.scanned:
        return ReadError("scanned", "PDF 是扫描图像，没有文字，请提供电子版，或者加 --ocr 识别文字。")
    return ReadError("no-text", "PDF 里没有可以审核的文字。")


def _warnings(found: _Found, heads: int) -> tuple[Warn, ...]:
    listed = pages.listed
    stated = [
        (heads, "page-numbers", f"有 {heads} 行页眉、页脚或页码，未计入正文。"),
        (found.white, "white-text", f"有 {found.white} 个白色文字的字符，看不见但已计入正文，请核对。"),
        (len(found.scanned), "scanned-pages", f"第 {listed(found.scanned)} 页是扫描图像，其文字未审核。"),
        (
            len(found.recognised),
            "ocr",
            f"第 {listed(found.recognised)} 页的文字由 Tesseract 识别，可信度低，所报问题请对照原件核对。",
        ),
        (len(found.unsure), "low-confidence", f"第 {listed(found.unsure)} 页有字符认不出，请核对原文。"),
        (found.is_cut, "low-confidence", "PDF 结尾不完整，可能缺页，请核对原文。"),
    ]
    return tuple(Warn(code, sentence) for count, code, sentence in stated if count)
