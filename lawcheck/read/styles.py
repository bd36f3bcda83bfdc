"""Styles of a docx: names, list numbers and hidden text inherited along ``basedOn``."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from lawcheck.read import ooxml
from lawcheck.read.ooxml import w

_MAX_CHAIN = 50


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
    """The styles part, read lazily by style id."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._read: dict[str, Style] = {}
        self.default = ""
        for element in () if root is None else root.iterchildren(w("style")):
            identifier = str(element.get(w("styleId")) or "")
            self._elements[identifier] = element
            if element.get(w("type")) == "paragraph" and element.get(w("default")) in ("1", "true", "on"):
                self.default = identifier

    def get(self, identifier: str) -> Style:
        """Return the style; an unknown one has its id as name."""
        found = self._read.get(identifier)
        if found is None:
            found = self._read[identifier] = self._resolve(identifier)
        return found

    def _resolve(self, identifier: str) -> Style:
        element = self._elements.get(identifier)
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
        while identifier in self._elements and identifier not in seen and len(chain) < _MAX_CHAIN:
            seen.add(identifier)
            element = self._elements[identifier]
            chain.append((identifier, element))
            identifier = ooxml.value(element, w("basedOn")) or ""
        return chain


def _name(element: etree._Element, identifier: str) -> str:
    name = ooxml.value(element, w("name")) or identifier
    return "H" + name[1:] if name.startswith("heading ") else name
