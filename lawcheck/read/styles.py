"""Styles of a docx: names, list numbers and hidden text inherited along ``basedOn``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from lawcheck.read import ooxml
from lawcheck.read.ooxml import w

_MAX_CHAIN = 50
_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^<>]*\?>)?\s*(<w:styles\s[^<>]*[^/<>]>)")
_ENCODING = re.compile(rb"""encoding=["'](?!utf-8["'])""", re.I)
_MAIN = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DEFAULT = re.compile(
    rb'<w:style(?=[^<>]*\sw:type="paragraph")(?=[^<>]*\sw:default="(?:1|true|on)")[^<>]*\sw:styleId="([^"<>&]*)"'
)


@dataclass(frozen=True, slots=True)
class Style:
    """What the reader needs of a style, inheritance included.

    ``number_style`` is the id of the style in the chain that holds the list number.
    """

    name: str = ""
    num_id: str | None = None
    level: int | None = None
    number_style: str = ""
    hidden: bool | None = None


class Styles:
    """The styles part, searched by style id: it is often ten times as long as the text and uses three styles."""

    def __init__(self, data: bytes | None) -> None:
        self._data = data or b""
        self._read: dict[str, Style] = {}
        self._elements: dict[str, etree._Element] = {}
        self._is_parsed = False
        root = _ROOT.match(self._data)
        is_usual = root is not None and _MAIN in root.group() and not _ENCODING.search(root.group())
        # The opening tag of the part, which holds the names of its namespaces; none if it is not as Word writes it.
        self._root = root.group(1) if root is not None and is_usual else b""
        self.default = ""
        default = _DEFAULT.search(self._data) if self._root else None
        if default is not None:
            self.default = default.group(1).decode("utf-8", "replace")
        elif data:
            self._parse_all()

    def _parse_all(self) -> None:
        """Read the part as a whole, where it is not as Word writes it."""
        self._is_parsed = True
        for element in ooxml.parse(self._data).iterchildren(w("style")):
            identifier = str(element.get(w("styleId")) or "")
            self._elements[identifier] = element
            if element.get(w("type")) == "paragraph" and element.get(w("default")) in ("1", "true", "on"):
                self.default = identifier

    def _element(self, identifier: str) -> etree._Element | None:
        if identifier and identifier not in self._elements and not self._is_parsed and self._data:
            stretch = self._stretch(identifier)
            if stretch is None:
                self._parse_all()
            else:
                self._elements[identifier] = ooxml.parse(self._root + stretch + b"</w:styles>")[0]
        return self._elements.get(identifier)

    def _stretch(self, identifier: str) -> bytes | None:
        """The bytes of one style, found without parsing the others."""
        data = self._data
        place = data.find(f'w:styleId="{escape(identifier)}"'.encode())
        start = data.rfind(b"<w:style ", 0, max(place, 0))
        end = data.find(b"</w:style>", place)
        is_plain = 0 <= start < place < end and data.find(b">", start, place) < 0
        if not is_plain or data.rfind(b"<!", 0, start) >= 0:
            return None
        inner = data[start : end + len(b"</w:style>")]
        return None if data[data.find(b">", place) - 1 : data.find(b">", place) + 1] == b"/>" else inner

    def get(self, identifier: str) -> Style:
        """Return the style; an unknown one has its id as name."""
        found = self._read.get(identifier)
        if found is None:
            found = self._read[identifier] = self._resolve(identifier)
        return found

    def _resolve(self, identifier: str) -> Style:
        element = self._element(identifier)
        if element is None:
            return Style(identifier)
        num_id: str | None = None
        level: int | None = None
        number_style = ""
        hidden: bool | None = None
        for name, link in self._chain(identifier):
            numbered = link.find(f"{w('pPr')}/{w('numPr')}")
            if numbered is not None and num_id is None:
                num_id = ooxml.value(numbered, w("numId"))
                number_style = name if num_id is not None else ""
                stated = ooxml.value(numbered, w("ilvl"))
                level = ooxml.integer(stated, 0) if stated is not None and level is None else level
            vanish = link.find(f"{w('rPr')}/{w('vanish')}")
            if vanish is not None and hidden is None:
                hidden = ooxml.is_on(vanish)
        return Style(_name(element, identifier), num_id, level, number_style, hidden)

    def _chain(self, identifier: str) -> list[tuple[str, etree._Element]]:
        chain: list[tuple[str, etree._Element]] = []
        seen: set[str] = set()
        while identifier not in seen and len(chain) < _MAX_CHAIN:
            seen.add(identifier)
            element = self._element(identifier)
            if element is None:
                break
            chain.append((identifier, element))
            identifier = ooxml.value(element, w("basedOn")) or ""
        return chain


def _name(element: etree._Element, identifier: str) -> str:
    name = ooxml.value(element, w("name")) or identifier
    return "H" + name[1:] if name.startswith("heading ") else name
