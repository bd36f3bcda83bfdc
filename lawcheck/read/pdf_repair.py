"""The second reader of a PDF, pdfplumber: slower, it finds ruled tables and reads pages that pdfium reads wrongly."""

from __future__ import annotations

import io
import logging
from typing import Any

from lawcheck.read import page_layout
from lawcheck.read.page_layout import Character

_MAX_EDGES = 2000
_MIN_EDGES = 4
_THIN = 3.0


class Second:
    """Opened when the first page needs it; a file that it cannot open has no tables and no second reading."""

    def __init__(self, data: bytes, password: str) -> None:
        for name in ("pdfminer", "pdfplumber"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._data = data
        self._password = password
        self._document: Any = None

    def pages(self) -> list[Any]:
        """The pages; raises whatever pdfminer raises for a damaged file."""
        if self._document is None:
            import pdfplumber

            self._document = pdfplumber.open(io.BytesIO(self._data), password=self._password)
        return list(self._document.pages)

    def page(self, number: int) -> Any:
        """A page by its number from 1; None where there is none."""
        try:
            return self.pages()[number - 1]
        except MemoryError:
            raise
        except Exception:  # the second reader may fail where the first did not
            return None

    def close(self) -> None:
        """Let go of the file."""
        if self._document is not None:
            self._document.close()


def characters(page: Any) -> list[Character]:
    """The characters of a page; those that stand sideways only where most of them do."""
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


def image_share(page: Any) -> float:
    """The share of a page that pictures cover."""
    area = float(page.width) * float(page.height)
    covered = sum(abs(float(image["width"]) * float(image["height"])) for image in page.images)
    return covered / area if area > 0 else 0.0


def tables(page: Any) -> list[page_layout.Table]:
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
