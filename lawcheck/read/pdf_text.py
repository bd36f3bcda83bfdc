"""A page of a PDF as pdfium sees it: stretches of characters with their boxes, pictures, rules, and its picture.

The functions of pdfium are called directly, three for a character: this loop decides the speed of the PDF reader.
Characters that touch are one stretch, so that what follows handles words and not letters.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lawcheck.read.ocr import RESOLUTION, Picture
from lawcheck.read.page_layout import Character

# A gap or an overlap of more than this part of the height ends a stretch; so does a change of line or of height.
_GAP = 0.08
_SHIFT = 0.15
_DOUBLE = 1.0
# The cosine of about six degrees.
_UPRIGHT = 0.995
# Parts of a ligature (ffi) share a box; any other sign at its own place again was drawn twice for bold.
_LIGATURES = "fil"
_LINE_END_HYPHENS = (0x02, 0xFFFE)
_TALL = 8.0
_MAX_OBJECTS = 20_000
_MAX_DEPTH = 4
_MAX_PIXELS = 40_000_000
_WHITE = 252
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Things:
    """What is on a page besides words: the share of it that pictures cover, and whether rules may form a table."""

    image_share: float
    has_rules: bool


def stretches(page: Any, *, apart: bool = False) -> tuple[list[Character], int]:
    """The words of a page in drawing order; ``apart`` keeps every character for itself.

    Words that stand otherwise than most are left out, as a watermark is. The second value says how far the page had
    to be turned for its words to stand upright: 0 as it is shown, else 90, 180 or 270 degrees.
    """
    text_page = page.get_textpage()
    try:
        for turn in (0, 90, 270, 180):
            upright, turned = _Stretches(page, text_page.raw, apart, turn).all()
            if not turn:
                first = upright or turned
            if _letters(upright) >= _letters(turned):
                return upright, turn
    finally:
        text_page.close()
    return first, 0


def _letters(found: list[Character]) -> int:
    return sum([len(one.text) for one in found])


class _Stretches:
    def __init__(self, page: Any, raw: Any, apart: bool, turn: int) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._raw = raw
        self._apart = apart
        self._rotation = (int(page.get_rotation()) + turn) % 360
        self._place = _placing(self._rotation, page.get_cropbox())
        self._found: tuple[list[Character], list[Character]] = ([], [])
        self._matrix = pdfium.FS_MATRIX()
        self._colors = tuple(ctypes.c_uint() for _ in range(4))
        self._color_refs = tuple(ctypes.byref(color) for color in self._colors)

    def all(self) -> tuple[list[Character], list[Character]]:
        """Upright and turned stretches."""
        pdfium, raw = self._pdfium, self._raw
        rect = pdfium.FS_RECTF()
        reference = ctypes.byref(rect)
        unicode_of, box_of, place = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox, self._place
        signs: list[str] = []
        first = high = 0
        is_spaced = after_space = False
        start = stop = top = bottom = height = step = 0.0
        for index in range(pdfium.FPDFText_CountChars(raw)):
            code = unicode_of(raw, index)
            if code <= 0x20 or 0xD800 <= code < 0xE000:
                if code == 0 or code >= 0xD800 or code in _LINE_END_HYPHENS:
                    code, high = _odd(code, high)
                if code <= 0x20:
                    is_spaced = is_spaced or code == 0x20
                    continue
            elif code == 0x3000 or code == 0xA0:
                is_spaced = True
                continue
            elif code == 0xFFFE:
                code = 0x2D
            box_of(raw, index, reference)
            x0, y0, x1, y1 = place(rect.left, rect.top, rect.right, rect.bottom)
            sign = chr(code)
            if signs:
                if abs(x0 - stop + step) < _DOUBLE and abs(y0 - top) < _DOUBLE:
                    if sign in _LIGATURES and x1 == stop:
                        signs.append(sign)
                        continue
                    if sign == signs[-1]:
                        continue
                slack = _GAP * height
                if (
                    not is_spaced
                    and -slack < x0 - stop < slack
                    and abs(y1 - y0 - height) < slack
                    and abs(y0 - top) < _SHIFT * height
                    and not self._apart
                ):
                    signs.append(sign)
                    step, stop = x1 - x0, x1
                    continue
                self._add(signs, first, (start, top, stop, bottom), after_space)
            signs, first, after_space, is_spaced = [sign], index, is_spaced, False
            start, stop, top, bottom, height, step = x0, x1, y0, y1, y1 - y0, x1 - x0
        if signs:
            self._add(signs, first, (start, top, stop, bottom), after_space)
        return self._found

    def _add(self, signs: list[str], first: int, box: _Box, after_space: bool) -> None:
        """Add a stretch; size, slant and colour are those of its first character."""
        pdfium, raw, matrix = self._pdfium, self._raw, self._matrix
        left, top, right, bottom = box
        size, turned = bottom - top, False
        if pdfium.FPDFText_GetMatrix(raw, first, ctypes.byref(matrix)):
            size = pdfium.FPDFText_GetFontSize(raw, first) * math.hypot(matrix.c, matrix.d) or size
            angle = math.atan2(matrix.b, matrix.a) - math.radians(self._rotation)
            turned = math.cos(angle) < _UPRIGHT
        is_white = False
        if pdfium.FPDFText_GetFillColor(raw, first, *self._color_refs):
            is_white = min(color.value for color in self._colors[:3]) >= _WHITE
        self._found[turned].append(
            Character("".join(signs), left, top, right, bottom, size or 1.0, is_white, after_space)
        )


def _odd(code: int, high: int) -> tuple[int, int]:
    """Halves of a pair are put together, a glyph without a character shows as such, a line-end hyphen is one."""
    if code in _LINE_END_HYPHENS:
        return 0x2D, 0
    if code == 0:
        return 0xFFFD, 0
    if code < 0xDC00:
        return 0, code
    return (0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0) if high else (0xFFFD, 0)


def _placing(rotation: int, box: _Box) -> Callable[[float, float, float, float], _Box]:
    """How left, top, right, bottom of the file (upwards) become those of the page as shown (downwards)."""
    x0, y0, x1, y1 = (float(edge) for edge in box)
    if rotation == 90:
        return lambda left, top, right, bottom: (bottom - y0, left - x0, top - y0, right - x0)
    if rotation == 180:
        return lambda left, top, right, bottom: (x1 - right, bottom - y0, x1 - left, top - y0)
    if rotation == 270:
        return lambda left, top, right, bottom: (y1 - top, x1 - right, y1 - bottom, x1 - left)
    return lambda left, top, right, bottom: (left - x0, y1 - top, right - x0, y1 - bottom)


def things(page: Any) -> Things:
    """Look at pictures and rules; words are passed over."""
    import pypdfium2.raw as pdfium

    area = abs(float(page.get_width()) * float(page.get_height())) or 1.0
    covered, tall = 0.0, 0
    # An object, and whether its box stands for it (the drawings inside a form have a plane of their own).
    todo: list[tuple[Any, int]] = [
        (pdfium.FPDFPage_GetObject(page.raw, index), 0)
        for index in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MAX_OBJECTS))
    ]
    seen = 0
    while todo and seen < _MAX_OBJECTS:
        item, depth = todo.pop()
        seen += 1
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            width, height = _extent(pdfium, item)
            covered += width * height
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            tall += _extent(pdfium, item)[1] > _TALL
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            count = min(pdfium.FPDFFormObj_CountObjects(item), _MAX_OBJECTS - seen)
            todo += [(pdfium.FPDFFormObj_GetObject(item, index), depth + 1) for index in range(count)]
    return Things(covered / area, tall > 0)


def _extent(pdfium: Any, item: Any) -> tuple[float, float]:
    edges = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(item, *(ctypes.byref(edge) for edge in edges))
    left, bottom, right, top = (edge.value for edge in edges)
    return abs(right - left), abs(top - bottom)


def picture(page: Any) -> Picture:
    """Draw the page in grey; a huge page is drawn smaller."""
    scale = RESOLUTION / 72
    pixels = float(page.get_width()) * float(page.get_height()) * scale * scale
    if pixels > _MAX_PIXELS:
        scale *= math.sqrt(_MAX_PIXELS / pixels)
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        data, stride, width = bytes(bitmap.buffer), bitmap.stride, bitmap.width
        rows = b"".join(data[row * stride : row * stride + width] for row in range(bitmap.height))
        return Picture(width, bitmap.height, rows, scale)
    finally:
        bitmap.close()
