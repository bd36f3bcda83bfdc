"""The characters of an OFD page with their places: text objects, also inside blocks and composite objects.

Lengths of the file are millimetres; places are in points, as for PDF.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from lawcheck.read.page_layout import Character

POINTS = 72 / 25.4
_ASCENT, _DESCENT = 0.88, 0.12
_NARROW = 0.5
_DEFAULT_SIZE = 4.2
_MAX_REPEAT = 100_000
_MAX_DEPTH = 8
_LIMIT = 1e5
_WHITE = ("255 255 255", "#FF #FF #FF", "#ff #ff #ff")


@dataclass(frozen=True, slots=True)
class Matrix:
    """An affine map of the plane, in the order of the file: a b c d e f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Map a point."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: Matrix) -> Matrix:
        """The map that applies ``first`` and then this one."""
        e, f = self.at(first.e, first.f)
        return Matrix(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            e,
            f,
        )


@dataclass(slots=True)
class Drawn:
    """What stands on a page: characters, those written sideways apart, and pictures."""

    upright: list[Character]
    turned: list[Character]
    images: int = 0

    @property
    def characters(self) -> list[Character]:
        """The upright characters, or the turned ones where most of the page is turned."""
        return self.upright if len(self.upright) >= len(self.turned) else self.turned


def local_name(element: etree._Element) -> str:
    """The name without its namespace, which varies between writers."""
    return str(element.tag).rpartition("}")[2]


def numbers(text: str | None) -> list[float]:
    """Read numbers as files write them; what is no usable number is zero."""
    return [_number(word) for word in (text or "").replace(",", " ").split()[:_MAX_REPEAT]]


def _number(word: str | None) -> float:
    try:
        value = float(word or 0)
    except ValueError:
        return 0.0
    return value if abs(value) < _LIMIT else 0.0


def drawn(roots: list[etree._Element], composites: Mapping[str, etree._Element]) -> Drawn:
    """Collect what a page and its templates draw; ``composites`` are the shared drawings by id."""
    found = Drawn([], [])
    for root in roots:
        _collect(root, Matrix(), composites, found, 0)
    return found


def _collect(
    root: etree._Element, outer: Matrix, composites: Mapping[str, etree._Element], found: Drawn, depth: int
) -> None:
    for element in root.iter("{*}TextObject", "{*}ImageObject", "{*}CompositeObject"):
        if str(element.get("Visible") or "true").lower() == "false":
            continue
        name = local_name(element)
        if name == "ImageObject":
            found.images += 1
            continue
        matrix = outer.after(_own(element))
        if name == "TextObject":
            sink = found.upright if abs(matrix.b) <= abs(matrix.a) else found.turned
            sink.extend(_characters(element, matrix))
            continue
        shared = composites.get(str(element.get("ResourceID") or ""))
        if shared is not None and depth < _MAX_DEPTH:
            _collect(shared, matrix, composites, found, depth + 1)


def _own(element: etree._Element) -> Matrix:
    """The map of an object: its own matrix, then its place on the page."""
    x, y = [*numbers(element.get("Boundary")), 0.0, 0.0][:2]
    stated = numbers(element.get("CTM"))
    inner = Matrix(*stated) if len(stated) == 6 else Matrix()
    return Matrix(e=x, f=y).after(inner)


def _characters(element: etree._Element, matrix: Matrix) -> Iterator[Character]:
    size = _number(element.get("Size")) or _DEFAULT_SIZE
    is_white = any(color.get("Value") in _WHITE for color in element.iterchildren("{*}FillColor"))
    x = y = 0.0
    for code in element.iterchildren("{*}TextCode"):
        # A text code without a place goes on where the object's last stated place was.
        x = _number(code.get("X")) if code.get("X") is not None else x
        y = _number(code.get("Y")) if code.get("Y") is not None else y
        yield from _code(code.text or "", x, y, size, code, matrix, is_white)


def _code(
    text: str, x: float, y: float, size: float, code: etree._Element, matrix: Matrix, is_white: bool
) -> Iterator[Character]:
    across, down = _steps(code.get("DeltaX")), _steps(code.get("DeltaY"))
    height = size * (math.hypot(matrix.c, matrix.d) or 1.0) * POINTS
    stretch = (math.hypot(matrix.a, matrix.b) or 1.0) * POINTS
    for index, sign in enumerate(text.replace("\r", "").replace("\n", " ")):
        step = _step(across, index)
        # A stated step says how wide a character is: figures may stand on a grid of full widths.
        width = min(size, step) if step is not None and step > 0 else size * (_NARROW if sign.isascii() else 1.0)
        left, base = (value * POINTS for value in matrix.at(x, y))
        yield Character(
            sign,
            left,
            base - _ASCENT * height,
            left + width * stretch,
            base + _DESCENT * height,
            height,
            is_white,
        )
        fall = _step(down, index)
        x += step if step is not None else 0.0 if fall else width
        y += fall or 0.0


def _step(steps: list[float], index: int) -> float | None:
    """The way to the next character; a list that is too short goes on with its last entry."""
    return steps[min(index, len(steps) - 1)] if steps else None


def _steps(text: str | None) -> list[float]:
    """Read a list of distances, in which ``g 3 5.6`` stands for 5.6 three times."""
    words = (text or "").split()
    found: list[float] = []
    index = 0
    while index < len(words) and len(found) < _MAX_REPEAT:
        if words[index] == "g" and index + 2 < len(words):
            count = min(max(int(_number(words[index + 1])), 0), _MAX_REPEAT - len(found))
            found.extend([_number(words[index + 2])] * count)
            index += 3
        else:
            found.append(_number(words[index]))
            index += 1
    return found
