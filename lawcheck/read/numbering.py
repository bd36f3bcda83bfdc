"""Automatic numbers of a docx, computed from ``numbering.xml`` as Word shows them.

Counters belong to the abstract list; a list that overrides a start restarts it at its first use. A level restarts
when a higher one advances, unless its ``lvlRestart`` says otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from lawcheck.read import number_formats, ooxml
from lawcheck.read.ooxml import w
from lawcheck.read.styles import Styles

LEVELS = 9
_NUM_ID, _LEVEL = w("numId"), w("ilvl")
_MAX_LABEL = 100
_PLACEHOLDER = re.compile("%([1-9])")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SUFFIXES = {"space": " ", "nothing": ""}


_NO_LABEL = ("", "")


class Numbered(NamedTuple):
    """What a paragraph itself says of its list: the list and the level as written, None where it says nothing."""

    num_id: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. ``restart`` None: any higher level restarts it, 0: none does."""

    start: int
    format: str
    text: str
    suffix: str
    restart: int | None
    is_legal: bool
    style: str


@dataclass(slots=True)
class _Abstract:
    levels: dict[int, Level]
    style_link: str = ""
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]
    is_used: bool = False
    resolved: _Abstract | None = None


_NO_LEVEL = Level(1, "decimal", "", "", None, False, "")


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[str, _Abstract] = {}
        self._elements: dict[str, etree._Element] = {}
        self._lists: dict[str, _List] = {}
        self._steps: dict[tuple[Numbered, str], Step | None] = {}
        if root is None:
            return
        for element in root.iterchildren(w("abstractNum")):
            self._elements[str(element.get(w("abstractNumId")))] = element
        for element in root.iterchildren(w("num")):
            self._lists[str(element.get(w("numId")))] = _list(element)

    def label(self, numbered: Numbered, style_id: str) -> tuple[str, str]:
        """Count a paragraph and return its label and what follows it; both empty for a paragraph without number.

        ``numbered`` is what the paragraph itself says, ``style_id`` its style ("" for the default style).
        """
        step = self.step(numbered, style_id)
        return _NO_LABEL if step is None else step.advance()

    def step(self, numbered: Numbered, style_id: str) -> Step | None:
        """Where paragraphs that say the same are counted; None if they have no number."""
        if not self._lists:
            return None
        key = (numbered, style_id)
        if key not in self._steps:
            self._steps[key] = self._new_step(numbered, style_id)
        return self._steps[key]

    def _new_step(self, numbered: Numbered, style_id: str) -> Step | None:
        num_id = numbered.num_id
        level = None if numbered.level is None else ooxml.integer(numbered.level, 0)
        if num_id is None:
            num_id, level = self._from_style(style_id or self._styles.default, level)
        found = self._lists.get(num_id or "")
        if found is None or num_id == "0":
            return None
        abstract = self._abstract(found)
        levels = {**abstract.levels, **found.levels}
        index = min(max(level or 0, 0), LEVELS - 1)
        return Step(found, abstract.counts, levels, index) if index in levels else None

    def _from_style(self, style_id: str, level: int | None) -> tuple[str | None, int | None]:
        style = self._styles.get(style_id)
        if level is not None or style.num_id is None:
            return style.num_id, level
        found = self._lists.get(style.num_id)
        levels = {} if found is None else {**self._abstract(found).levels, **found.levels}
        for wanted in (style_id, style.number_style):
            for index, entry in levels.items():
                if entry.style == wanted:
                    return style.num_id, index
        return style.num_id, style.level

    def _abstract(self, found: _List) -> _Abstract:
        if found.resolved is None:
            found.resolved = self._resolved(found)
        return found.resolved

    def _known(self, identifier: str) -> _Abstract | None:
        """The abstract list of this id, read at its first use."""
        element = self._elements.get(identifier)
        if identifier not in self._abstracts and element is not None:
            levels = {_index(child): _level(child) for child in element.iterchildren(w("lvl"))}
            self._abstracts[identifier] = _Abstract(levels, ooxml.value(element, w("numStyleLink")) or "")
        return self._abstracts.get(identifier)

    def _resolved(self, found: _List) -> _Abstract:
        identifier = found.abstract
        seen: set[str] = set()
        while identifier not in seen:
            seen.add(identifier)
            abstract = self._known(identifier)
            if abstract is None:
                break
            linked = (
                self._lists.get(self._styles.get(abstract.style_link).num_id or "") if abstract.style_link else None
            )
            if linked is None or abstract.levels:
                return abstract
            identifier = linked.abstract
        return self._abstracts.setdefault(identifier, _Abstract({}))


class Step:
    """One level of a list in use: counts on and writes the label."""

    def __init__(self, found: _List, counts: dict[int, int], levels: dict[int, Level], index: int) -> None:
        self._list = found
        self._counts = counts
        self._levels = levels
        self._index = index
        level = levels[index]
        self._restarted = [
            deeper
            for deeper in range(index + 1, LEVELS)
            if (restart := levels.get(deeper, _NO_LEVEL).restart) is None or index < restart
        ]
        label = _PRIVATE.sub("•", level.text) if level.format == "bullet" else level.text
        # Words, then by turns a level and the words that follow its number.
        self._before, *parts = _PLACEHOLDER.split(label)
        self._numbers = [
            (
                other,
                number_formats.named("decimal" if level.is_legal else levels.get(other, _NO_LEVEL).format),
                after,
            )
            for other, after in zip((int(part) - 1 for part in parts[::2]), parts[1::2], strict=True)
        ]
        self._suffix = level.suffix

    def advance(self) -> tuple[str, str]:
        """Count one more paragraph; return its label and what follows it."""
        counts, index = self._counts, self._index
        if not self._list.is_used:
            self._list.is_used = True
            for started in self._list.starts:
                counts.pop(started, None)
        counts[index] = counts[index] + 1 if index in counts else self._first(index)
        if len(counts) > 1:
            for deeper in self._restarted:
                counts.pop(deeper, None)
        label = self._before
        for other, form, after in self._numbers:
            label += form(counts[other] if other in counts else self._first(other)) + after
        return label, self._suffix if label else ""

    def _first(self, index: int) -> int:
        return self._list.starts.get(index, self._levels.get(index, _NO_LEVEL).start)


def numbered(element: etree._Element | None) -> Numbered:
    """Read a ``w:numPr``; none says nothing."""
    num_id = level = None
    for child in element if element is not None else ():
        if child.tag == _NUM_ID and num_id is None:
            num_id = child.get(ooxml.VALUE)
        elif child.tag == _LEVEL and level is None:
            level = child.get(ooxml.VALUE)
    return Numbered(None if num_id is None else str(num_id), None if level is None else str(level))


def _index(element: etree._Element) -> int:
    return ooxml.integer(element.get(w("ilvl")), 0)


def _level(element: etree._Element) -> Level:
    form = element.find(w("numFmt"))
    if form is None:
        form = element.find(f"{ooxml.ALTERNATE}/{ooxml.FALLBACK}/{w('numFmt')}")
    restart = ooxml.value(element, w("lvlRestart"))
    return Level(
        start=ooxml.integer(ooxml.value(element, w("start")), 0),
        format="decimal" if form is None else str(form.get(ooxml.VALUE) or "decimal"),
        text=_clean(ooxml.value(element, w("lvlText")) or ""),
        suffix=_SUFFIXES.get(ooxml.value(element, w("suff")) or "tab", "\t"),
        restart=None if restart is None else ooxml.integer(restart, 0),
        is_legal=ooxml.is_on(element.find(w("isLgl"))),
        style=ooxml.value(element, w("pStyle")) or "",
    )


def _clean(text: str) -> str:
    return " ".join(re.split("[\n\r\x85\u2028\u2029]", text[:_MAX_LABEL]))


def _list(element: etree._Element) -> _List:
    levels: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for override in element.iterchildren(w("lvlOverride")):
        index = _index(override)
        start = ooxml.value(override, w("startOverride"))
        if start is not None:
            starts[index] = ooxml.integer(start, 1)
        replacement = override.find(w("lvl"))
        if replacement is not None:
            levels[index] = _level(replacement)
    return _List(ooxml.value(element, w("abstractNumId")) or "", levels, starts)
