"""A copy of a PDF draft with every finding as a highlight with a note on the very words.

The reader gives the box of a line; the words within it are placed by their share of the line, which is exact for
Chinese characters and near enough for others.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from lawcheck.errors import ReadError
from lawcheck.model import Anchor, Finding, PdfPlace, Review, Source, Span
from lawcheck.report.annotate import comment_lines
from lawcheck.report.characters import for_xml

_COLORS = {"error": (255, 150, 140), "warning": (255, 225, 120), "info": (160, 205, 255)}
_Box = tuple[float, float, float, float]
_IDENTITY = re.compile(rb"/ID\s*\[\s*<([0-9A-Fa-f]*)>\s*<([0-9A-Fa-f]*)>\s*\]")


def highlighted(
    data: bytes, source: Source, review: Review, *, author: str, date: datetime, names: Mapping[str, str]
) -> bytes:
    """The copy; equal arguments give equal bytes. A finding about the whole document stands on its first line."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise ReadError("not-annotatable", "无法在此 PDF 上加批注，请把批注稿的文件名改为 .docx。") from error
    try:
        pages: dict[int, Any] = {}
        for finding in review.findings:
            note = "\n".join(comment_lines(finding, names, with_quote=False))
            for number, boxes in _places(source, finding).items():
                if number not in pages:
                    pages[number] = document[number - 1]
                _annotate(pages[number], boxes, finding, note, author, date)
        for page in pages.values():
            page.close()
        buffer = io.BytesIO()
        document.save(buffer)
    finally:
        document.close()
    return _same_identity(buffer.getvalue())


def _places(source: Source, finding: Finding) -> dict[int, list[_Box]]:
    """Page → boxes as shown (left, top, right, bottom, downwards) of the words of a finding."""
    span = finding.span if len(finding.span) else Span(finding.span.start, finding.span.start + 1)
    found: dict[int, list[_Box]] = {}
    for anchor in source.anchors:
        if anchor.span.overlaps(span) and isinstance(anchor.place, PdfPlace):
            found.setdefault(anchor.place.page, []).append(_part(anchor, span))
    return found


def _part(anchor: Anchor, span: Span) -> _Box:
    assert isinstance(anchor.place, PdfPlace)
    left, top, right, bottom = anchor.place.box
    size = max(1, len(anchor.span))
    first = (max(span.start, anchor.span.start) - anchor.span.start) / size
    last = (min(span.end, anchor.span.end) - anchor.span.start) / size
    return left + (right - left) * first, top, left + (right - left) * last, bottom


def _annotate(page: Any, boxes: list[_Box], finding: Finding, note: str, author: str, date: datetime) -> None:
    import pypdfium2.raw as raw

    annotation = raw.FPDFPage_CreateAnnot(page.raw, raw.FPDF_ANNOT_HIGHLIGHT)
    corners = [_on_page(page, box) for box in boxes]
    outer = raw.FS_RECTF(
        min(box[0] for box in corners), max(box[3] for box in corners),
        max(box[2] for box in corners), min(box[1] for box in corners),
    )  # fmt: skip
    raw.FPDFAnnot_SetRect(annotation, outer)
    for left, bottom, right, top in corners:
        points = raw.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom)
        raw.FPDFAnnot_AppendAttachmentPoints(annotation, points)
    raw.FPDFAnnot_SetColor(annotation, raw.FPDFANNOT_COLORTYPE_Color, *_COLORS[finding.severity], 255)
    raw.FPDFAnnot_SetFlags(annotation, raw.FPDF_ANNOT_FLAG_PRINT)
    stamp = date.strftime("D:%Y%m%d%H%M%S")
    for key, words in (("Contents", note), ("T", author), ("M", stamp), ("CreationDate", stamp)):
        for value in _strings(words):
            raw.FPDFAnnot_SetStringValue(annotation, key.encode() + b"\0", value)
    raw.FPDFPage_CloseAnnot(annotation)


def _strings(words: str) -> Iterator[Any]:
    """The words as pdfium takes them: UTF-16, ended by zero."""
    import ctypes

    encoded = for_xml(words).encode("utf-16-le") + b"\0\0"
    yield (ctypes.c_ushort * (len(encoded) // 2)).from_buffer_copy(encoded)


def _on_page(page: Any, box: _Box) -> _Box:
    """A box as shown becomes (left, bottom, right, top) of the file, which counts upwards and before rotation."""
    left, top, right, bottom = box
    x0, y0, x1, y1 = (float(edge) for edge in page.get_cropbox())
    return {
        90: (x0 + top, y0 + left, x0 + bottom, y0 + right),
        180: (x1 - right, y0 + top, x1 - left, y0 + bottom),
        270: (x1 - bottom, y1 - right, x1 - top, y1 - left),
    }.get(page.get_rotation(), (x0 + left, y1 - bottom, x0 + right, y1 - top))


def _same_identity(data: bytes) -> bytes:
    """pdfium makes the identity of a copy (both halves where the original has none) of the clock: it becomes zeros."""
    found = list(_IDENTITY.finditer(data))
    for start, end in (found[-1].span(1), found[-1].span(2)) if found else ():
        data = data[:start] + b"0" * (end - start) + data[end:]
    return data
