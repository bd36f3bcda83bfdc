"""From a span of the text to the paragraph children of a docx that hold it.

A place names a run by two numbers, which hold only for the file as it was read: everything is found before anything
is changed. Words inside a content control, a hyperlink, a revision, a field or a text box are reached through the
child of the body paragraph that contains them, since a comment's marks may not stand inside those.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from lawcheck.model import DocxPlace, Source, Span
from lawcheck.model.place import Anchors, DocxValues
from lawcheck.read.ooxml import w
from lawcheck.report.docx_comments import Edge
from lawcheck.report.docx_package import DocxPackage, refusal
from lawcheck.report.docx_runs import FIELD, PARAGRAPH, PARAGRAPH_PROPERTIES, RUN, divisible_words, fields

_NOTES = {"footnotes": (w("footnote"), w("footnoteReference")), "endnotes": (w("endnote"), w("endnoteReference"))}
_TITLE_LINES = 30
_CHANGE = w("rPrChange")


class Range(NamedTuple):
    """A stretch of the main part; ``is_exact`` if it holds the words asked for and no others."""

    start: Edge
    end: Edge
    is_exact: bool


class _Layout(NamedTuple):
    """The paragraphs in order of the file, those around a mark of a field, and runs whose format is a revision.

    Dividing such a run would make two revisions of one.
    """

    paragraphs: list[etree._Element]
    with_fields: set[etree._Element]
    changed: set[etree._Element]


class _Spot(NamedTuple):
    """Where a run is reached from the body: children ``first`` to ``last`` of a body paragraph."""

    first: etree._Element
    last: etree._Element
    run: etree._Element | None  # the run itself, if it may be divided
    is_body: bool  # the words stand in the body paragraph itself, not in a text box or note
    text: str = ""
    children: tuple[etree._Element, ...] = ()  # kept, since lxml would make them anew each time they are looked at


class Ranges:
    """Finds ranges in one docx."""

    def __init__(self, package: DocxPackage, root: etree._Element, source: Source, title: str) -> None:
        self._package = package
        self._root = root
        self._trunk = root.find(w("body"))
        self._source = source
        self._title = "".join(title.split())
        self._main = package.main.lower()
        self._starts, self._ends, self._places = _columns(source)
        self._block_starts = [block.span.start for block in source.blocks]
        self._spots: dict[tuple[str, int, int], _Spot | None] = {}
        self._runs: dict[int, list[etree._Element]] = {}
        self._fields: dict[etree._Element, dict[etree._Element, tuple[etree._Element, etree._Element]]] = {}
        self._notes: dict[str, list[etree._Element]] = {}

    def of(self, span: Span) -> Range:
        """The range of a span: its words, else what is nearest to them; an empty span means the whole document."""
        if not span:
            whole = self._title_span if span.start == 0 else self._block_span(span.start)
            return self._covered(whole) or self._nearest(whole.start)
        return self._covered(span) or self._beside(span) or self._nearest(span.start)

    def _covered(self, span: Span) -> Range | None:
        """The range of words that the file holds; those in the body count before those in boxes and notes."""
        low = max(0, bisect_right(self._starts, span.start) - 1)
        high = bisect_left(self._starts, span.end)
        if low < high and self._ends[low] <= span.start:
            low += 1
        found = [(i, spot) for i in range(low, high) if (spot := self._spot(i)) is not None]
        inside = [pair for pair in found if pair[1].is_body]
        if inside:
            start, end = self._edge(*inside[0], span.start, False), self._edge(*inside[-1], span.end, True)
            missing = high - low - len(inside)
            is_whole = not missing or missing == self._places[low:high].count(None)
            return Range(start, end, is_whole and start.offset is not None and end.offset is not None)
        return Range(Edge(found[0][1].first), Edge(found[0][1].last), False) if found else None

    def _body(self, anchor: int) -> _Spot | None:
        spot = self._spot(anchor)
        return spot if spot is not None and spot.is_body else None

    def _edge(self, anchor: int, spot: _Spot, position: int, is_end: bool) -> Edge:
        """The side of a range at a position of the text, moved to the nearest character of the anchor."""
        place = self._places[anchor]
        assert place is not None
        start, end, offset = self._starts[anchor], self._ends[anchor], place[3]
        if spot.run is None or not spot.text.startswith(self._source.text[start:end], offset):
            return Edge(spot.last if is_end else spot.first)
        return Edge(spot.run, offset + min(max(position, start), end) - start)

    def _beside(self, span: Span) -> Range | None:
        """For words without a place (an automatic number): the first run of their line."""
        block = self._block_span(span.start)
        low, high = bisect_left(self._starts, block.start), bisect_left(self._starts, block.end)
        for anchor in range(low, high):
            spot = self._spot(anchor)
            if spot is not None:
                return Range(Edge(spot.first), Edge(spot.last), False)
        return None

    def _nearest(self, position: int) -> Range:
        """The body paragraph nearest before the position, else after it, else the first there is."""
        index = bisect_right(self._starts, position)
        for candidates in (range(index - 1, -1, -1), range(index, len(self._starts))):
            for number in candidates:
                found = self._body(number)
                if found is not None:
                    return self._whole(found.first.getparent())
        return self._whole(next((p for p in self._paragraphs if not _is_inside_paragraph(p)), None))

    def _whole(self, paragraph: etree._Element | None) -> Range:
        if paragraph is None:
            raise refusal("正文没有段落")
        children = [child for child in paragraph if child.tag != PARAGRAPH_PROPERTIES]
        if not children:
            children = [etree.SubElement(paragraph, RUN)]
        return Range(Edge(children[0]), Edge(children[-1]), False)

    # Lines of the text

    def _block_span(self, position: int) -> Span:
        index = max(0, bisect_right(self._block_starts, position) - 1)
        blocks = self._source.blocks
        return blocks[index].span if blocks else Span(0, len(self._source.text))

    @cached_property
    def _title_span(self) -> Span:
        """The lines that make up the title, else the first line."""
        text = self._source.text
        found: Span | None = None
        for block in self._source.blocks[:_TITLE_LINES]:
            words = "".join(block.span.of(text).split())
            if len(words) > 1 and words in self._title:
                found = Span(found.start if found else block.span.start, block.span.end)
            elif found:
                break
        return found or self._block_span(0)

    # Places of the file

    @cached_property
    def _paragraphs(self) -> list[etree._Element]:
        return self._layout.paragraphs

    @cached_property
    def _layout(self) -> _Layout:
        found = _Layout([], set(), set())
        for element in self._root.iter(PARAGRAPH, FIELD, _CHANGE):
            if element.tag == PARAGRAPH:
                found.paragraphs.append(element)
            elif element.tag == FIELD:
                found.with_fields.update(element.iterancestors(PARAGRAPH))
            else:
                found.changed.update(element.iterancestors(RUN))
        return found

    def _spot(self, anchor: int) -> _Spot | None:
        place = self._places[anchor]
        if place is None:
            return None
        part, paragraph, run, _ = place
        key = part, paragraph, run
        if key not in self._spots:
            part = part.lstrip("/").lower()
            self._spots[key] = (
                self._body_spot(paragraph, run) if part == self._main else self._note_spot(part, paragraph)
            )
        return self._spots[key]

    def _body_spot(self, paragraph: int, run: int) -> _Spot | None:
        if paragraph not in self._runs:
            if paragraph >= len(self._paragraphs):
                return None
            self._runs[paragraph] = list(self._paragraphs[paragraph].iter(RUN))
        runs = self._runs[paragraph]
        return self._reached(runs[run], self._paragraphs[paragraph]) if run < len(runs) else None

    def _reached(self, element: etree._Element, own: etree._Element) -> _Spot | None:
        """Where an element is reached from the outermost paragraph around it."""
        if element.getparent() is own and own.getparent() is self._trunk:
            child, home = element, own  # as nearly all words are
        elif (found := _climbed(element)) is None:
            return None
        else:
            child, home = found
        first = last = child
        layout = self._layout
        if home in layout.with_fields:
            first, last = self._fields_of(home).get(child, (child, child))
        is_own = child is element and first is last and element not in layout.changed
        children = tuple(element) if is_own else ()
        words = divisible_words(children)
        return _Spot(first, last, None if words is None else element, home is own, words or "", children)

    def _fields_of(self, paragraph: etree._Element) -> dict[etree._Element, tuple[etree._Element, etree._Element]]:
        if paragraph not in self._fields:
            self._fields[paragraph] = fields(paragraph)
        return self._fields[paragraph]

    def _note_spot(self, part: str, paragraph: int) -> _Spot | None:
        """A note is reached through its mark in the body; headers and embedded files have none."""
        for kind, (note, reference) in _NOTES.items():
            name = self._package.related(kind)
            if name is None or name.lower() != part or name not in self._package:
                continue
            if part not in self._notes:
                self._notes[part] = list(self._package.parse(name).getroot().iter(PARAGRAPH))
            if paragraph >= len(self._notes[part]):
                return None
            owner = next(self._notes[part][paragraph].iterancestors(note), None)
            identifier = None if owner is None else owner.get(w("id"))
            mark = next((m for m in self._root.iter(reference) if m.get(w("id")) == identifier), None)
            return None if mark is None else self._reached(mark, self._root)
        return None


def _climbed(element: etree._Element) -> tuple[etree._Element, etree._Element] | None:
    """The outermost paragraph around an element, and the child of it that holds the element."""
    found = None
    node = element
    while (parent := node.getparent()) is not None:
        if parent.tag == PARAGRAPH:
            found = node, parent
        node = parent
    return found


def _columns(source: Source) -> tuple[Sequence[int], Sequence[int], list[DocxValues | None]]:
    """Starts, ends and places of the anchors, without making an object of each."""
    anchors = source.anchors
    if isinstance(anchors, Anchors):
        return anchors.starts, anchors.ends, [p if isinstance(p, tuple) else _values(p) for p in anchors.places]
    return (
        [anchor.span.start for anchor in anchors],
        [anchor.span.end for anchor in anchors],
        [_values(anchor.place) for anchor in anchors],
    )


def _values(place: object) -> DocxValues | None:
    return (place.part, place.paragraph, place.run, place.offset) if isinstance(place, DocxPlace) else None


def _is_inside_paragraph(paragraph: etree._Element) -> bool:
    return next(paragraph.iterancestors(PARAGRAPH), None) is not None
