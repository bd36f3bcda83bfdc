"""One walk over a part of a docx: its paragraphs become lines with places, as if all revisions were accepted.

The walk is iterative and counts ``w:p`` and ``w:r`` as it meets them, so that places cost nothing extra: a run's
number inside its paragraph is the number of runs seen since that paragraph began.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from lawcheck.model.place import BlockKind
from lawcheck.read import ooxml, runs
from lawcheck.read.assemble import Line, Piece
from lawcheck.read.numbering import Numbering, numbered
from lawcheck.read.ooxml import w
from lawcheck.read.plain_paragraph import Plain, PlainParagraphs
from lawcheck.read.styles import Styles
from lawcheck.read.walk_state import Bit, Container, Counts, OpenParagraph, OpenRun

PARAGRAPH, RUN, PROPERTIES = w("p"), w("r"), w("pPr")
_RUN_PROPERTIES, _NUMBERED, _STYLE = w("rPr"), w("numPr"), w("pStyle")
_CELL, _ROW, _BOX = w("tc"), w("tr"), w("txbxContent")
_NOTES = (w("footnote"), w("endnote"))
_REFERENCES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_REMOVED = (w("del"), w("moveFrom"))
_ADDED = (w("ins"), w("moveTo"))
_LEFT_OUT = (w("sdtPr"), w("sdtEndPr"), w("rt"), w("rubyPr"), w("tblPr"), w("sectPr"))
_FIELD, _CHUNK, _SUBDOCUMENT = w("fldChar"), w("altChunk"), w("subDoc")
PAGE_NUMBER = re.compile(
    r"\s*(?:[—–－-]+\s*\d{1,4}\s*[—–－-]+|第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?)\s*"
)
# Most lines end so; they need no closer look.
_NO_NUMBER = frozenset("。；：，、")
_LINE_SPLIT = re.compile("[\u2028\u2029\x85]")


class Walker:
    """Walks one part. ``lines`` and ``notes`` (by id) are the result; ``references`` the notes that are referred to."""

    def __init__(
        self,
        part: str,
        styles: Styles,
        numbering: Numbering,
        counts: Counts,
        kind: BlockKind,
        chunk: Callable[[str], list[Line]] | None = None,
        plain: PlainParagraphs | None = None,
    ) -> None:
        self.lines: list[Line] = []
        self.notes: dict[str, list[Line]] = {}
        self.references: dict[tuple[str, str], None] = {}
        self._part = part
        self._styles = styles
        self._numbering = numbering
        self._counts = counts
        self._chunk = chunk
        self._plain = plain
        self._paragraphs: list[OpenParagraph] = []
        self._containers = [Container(kind)]
        self._fields: list[bool] = []
        self._paragraph_count = 0
        self._run_count = 0
        self._walk: etree.iterwalk | None = None

    def walk(self, root: etree._Element) -> None:
        """Walk the part from its root."""
        self._walk = etree.iterwalk(root, events=("start", "end"), tag=_STARTS)
        for event, element in self._walk:
            handler = (_STARTS if event == "start" else _ENDS).get(element.tag)
            if handler is not None:
                handler(self, element)
        self._walk = None
        self._flush(self._containers[0])

    def _skip(self, element: etree._Element) -> None:
        """Leave out what is inside the element, but count its paragraphs and runs."""
        for inner in element.iterdescendants(PARAGRAPH, RUN):
            if inner.tag == PARAGRAPH:
                self._paragraph_count += 1
            else:
                self._run_count += 1
        assert self._walk is not None
        self._walk.skip_subtree()

    # Paragraphs

    def _start_paragraph(self, _: etree._Element) -> None:
        if self._plain and not self._paragraphs and not self._fields and not self._containers[-1].carried:
            found = self._plain.at(self._paragraph_count)
            if found is not None:
                self._add_plain(found)
                return
        self._paragraphs.append(OpenParagraph(self._paragraph_count, self._run_count))
        self._paragraph_count += 1

    def _properties(self, element: etree._Element) -> None:
        if self._paragraphs:
            paragraph = self._paragraphs[-1]
            for child in element:
                if child.tag == _STYLE:
                    paragraph.style = str(child.get(ooxml.VALUE) or "")
                elif child.tag == _NUMBERED:
                    paragraph.numbered = child
                elif child.tag == _RUN_PROPERTIES:
                    self._mark(paragraph, child)
        self._skip(element)

    def _mark(self, paragraph: OpenParagraph, properties: etree._Element) -> None:
        for child in properties:
            if child.tag in _REMOVED:
                paragraph.is_mark_removed = True
                self._counts.revisions += 1
            elif child.tag in _ADDED:
                self._counts.revisions += 1
            elif child.tag == _VANISH:
                paragraph.is_mark_hidden = ooxml.is_on(child)

    def _add_plain(self, found: Plain) -> None:
        """Take over a paragraph that was read the short way."""
        assert self._walk is not None
        self._walk.skip_subtree()
        next(self._walk)  # the end of the same paragraph
        (style, step), pieces, count = found
        self._paragraph_count += 1
        self._run_count += count
        label, suffix = ("", "") if step is None else step.advance()
        if not pieces or (pieces[0][0].isspace() and all(words.isspace() for words, _ in pieces)):
            if not any(character.isalnum() for character in label):
                return
            pieces = [(label, None)]
        elif label:
            pieces.insert(0, (label + suffix, None))
        line = Line(tuple(pieces), self._containers[-1].kind, style)
        if pieces[-1][0][-1] in _NO_NUMBER or not self._is_page_number(line):
            self.lines.append(line)

    def _end_paragraph(self, _: etree._Element) -> None:
        paragraph = self._paragraphs.pop()
        container = self._containers[-1]
        while self._fields and not self._fields[-1]:  # field codes do not run past their paragraph
            self._fields.pop()
        bits = container.carried + paragraph.bits
        if paragraph.is_mark_removed:
            container.carried = bits
            self._sink().extend(paragraph.after)
            return
        container.carried = []
        has_text = any(bit[0] for bit in bits)
        label = suffix = ""
        if has_text or not paragraph.is_mark_hidden:
            label, suffix = self._numbering.label(numbered(paragraph.numbered), paragraph.style)
        self._sink().extend(self._made(bits, label, suffix if has_text else "", paragraph.style))
        self._sink().extend(paragraph.after)

    def _sink(self) -> list[Line]:
        return self._paragraphs[-1].after if self._paragraphs else self.lines

    def _made(self, bits: list[Bit], label: str, suffix: str, style: str) -> Iterator[Line]:
        kind = self._containers[-1].kind
        name = self._styles.get(style).name if style else ""
        for pieces in self._split(bits, label, suffix):
            line = Line(tuple(pieces), kind, name)
            if not self._is_page_number(line):
                yield line

    def _is_page_number(self, line: Line) -> bool:
        """Tell and count a line that is only the number of a page."""
        if line.kind != "paragraph" or not PAGE_NUMBER.fullmatch(line.text):
            return False
        self._counts.page_numbers += 1
        return True

    def _split(self, bits: list[Bit], label: str, suffix: str) -> Iterator[list[Piece]]:
        """Part the bits at breaks; the label goes before the first part that has text, or stands alone."""
        parts: list[list[Bit]] = [[]]
        for bit in bits:
            if bit[0] is None:
                parts.append([])
            else:
                parts[-1].append(bit)
        filled = [part for part in parts if any(text and not text.isspace() for text, _, _ in part)]
        start: list[Piece] = [(label + suffix, None)] if label else []
        if not filled and any(character.isalnum() for character in label):
            yield [(label, None)]
        for part in filled:
            yield start + self._pieces(part)
            start = []

    def _pieces(self, bits: list[Bit]) -> list[Piece]:
        pieces: list[Piece] = []
        last: tuple[int, int] | None = None
        end = 0
        for text, run, offset in bits:
            if not text:
                continue
            if run is not None and run == last and offset == end:
                pieces[-1] = (pieces[-1][0] + text, pieces[-1][1])
            else:
                pieces.append((text, None if run is None else (self._part, *run, offset)))
            last, end = run, offset + len(text)
        return pieces

    # Runs and what is in them

    def _start_run(self, element: etree._Element) -> None:
        number = self._run_count
        self._run_count += 1
        if not self._paragraphs:
            return
        paragraph = self._paragraphs[-1]
        paragraph.runs.append(OpenRun(number - paragraph.first_run, self._is_hidden(element, paragraph.style)))

    def _is_hidden(self, run: etree._Element, style: str) -> bool:
        properties = run[0] if len(run) and run[0].tag == _RUN_PROPERTIES else None
        if properties is not None:
            vanish = properties.find(_VANISH)
            if vanish is not None:
                return ooxml.is_on(vanish)
            character_style = properties.find(_RUN_STYLE)
            if character_style is not None:
                hidden = self._styles.get(str(character_style.get(ooxml.VALUE) or "")).hidden
                if hidden is not None:
                    return hidden
        return bool(self._styles.get(style or self._styles.default).hidden)

    def _end_run(self, _: etree._Element) -> None:
        if self._paragraphs and self._paragraphs[-1].runs:
            self._paragraphs[-1].runs.pop()

    def _text(self, element: etree._Element) -> None:
        text = runs.characters(element)
        if not text or not self._paragraphs:
            return
        paragraph = self._paragraphs[-1]
        run = paragraph.runs[-1] if paragraph.runs else None
        offset = 0
        if run is not None:
            offset = run.offset
            run.offset += len(text)
        if self._is_muted(text, run):
            return
        place = None if run is None else (paragraph.number, run.number)
        if _LINE_SPLIT.search(text) is None:
            paragraph.bits.append((text, place, offset))
            return
        for index, part in enumerate(_LINE_SPLIT.split(text)):
            if index:
                paragraph.bits.append((None, None, 0))
            paragraph.bits.append((part, place, offset))
            offset += len(part) + 1

    def _is_muted(self, text: str, run: OpenRun | None) -> bool:
        if False in self._fields:
            return True
        if run is not None and run.is_hidden:
            self._counts.hidden += len(text)
            return True
        return False

    def _math(self, element: etree._Element) -> None:
        if self._paragraphs and element.text:
            self._paragraphs[-1].bits.append((" ".join(element.text.split()), None, 0))

    def _break(self, _: etree._Element) -> None:
        if self._paragraphs:
            paragraph = self._paragraphs[-1]
            if not (paragraph.runs and paragraph.runs[-1].is_hidden):
                paragraph.bits.append((None, None, 0))

    def _field(self, element: etree._Element) -> None:
        """Follow complex fields: text between begin and separate is an instruction."""
        kind = element.get(_FIELD_TYPE)
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _reference(self, element: etree._Element) -> None:
        self.references[_REFERENCES[str(element.tag)], str(element.get(w("id")) or "")] = None

    # Containers, revisions, alternatives

    def _start_row(self, element: etree._Element) -> None:
        removed = element.find(f"{w('trPr')}/{w('del')}")
        if removed is not None:
            self._counts.revisions += 1
            self._skip(element)

    def _start_cell(self, element: etree._Element) -> None:
        self._containers.append(Container("cell"))
        if element.find(f"{w('tcPr')}/{w('cellDel')}") is not None:
            self._counts.revisions += 1
            self._skip(element)

    def _start_box(self, _: etree._Element) -> None:
        self._containers.append(Container("textbox"))

    def _end_container(self, _: etree._Element) -> None:
        if len(self._containers) > 1:
            self._flush(self._containers[-1])
            self._containers.pop()

    def _flush(self, container: Container) -> None:
        if container.carried:
            self._sink().extend(self._made(container.carried, "", "", ""))
            container.carried = []

    def _note(self, element: etree._Element) -> None:
        kind = element.get(w("type"))
        if kind not in (None, "normal"):
            self._skip(element)
            return
        self.lines = self.notes.setdefault(str(element.get(w("id")) or ""), [])

    def _removed(self, element: etree._Element) -> None:
        self._counts.revisions += 1
        self._skip(element)

    def _added(self, _: etree._Element) -> None:
        self._counts.revisions += 1

    def _choice(self, element: etree._Element) -> None:
        """Take the first choice of alternatives, the fallback only where there is no choice."""
        parent = element.getparent()
        if parent is not None and parent.tag == ooxml.ALTERNATE:
            first = parent.find(ooxml.CHOICE)
            if first is not None and first is not element:
                self._skip(element)

    def _embedded(self, element: etree._Element) -> None:
        if self._chunk is not None:
            self._sink().extend(self._chunk(str(element.get(ooxml.RELATION_ID) or "")))

    def _subdocument(self, _: etree._Element) -> None:
        self._counts.subdocuments += 1


_VANISH, _RUN_STYLE, _FIELD_TYPE = w("vanish"), w("rStyle"), w("fldCharType")

# Methods by the element that they take; bound ones inside the walker would keep it and its lines alive.
_STARTS: dict[str, Callable[[Walker, etree._Element], None]] = {
    PARAGRAPH: Walker._start_paragraph,
    RUN: Walker._start_run,
    PROPERTIES: Walker._properties,
    _CELL: Walker._start_cell,
    _ROW: Walker._start_row,
    _BOX: Walker._start_box,
    _FIELD: Walker._field,
    _CHUNK: Walker._embedded,
    _SUBDOCUMENT: Walker._subdocument,
    ooxml.MATH_TEXT: Walker._math,
    ooxml.CHOICE: Walker._choice,
    ooxml.FALLBACK: Walker._choice,
    **dict.fromkeys(_NOTES, Walker._note),
    **dict.fromkeys(_REFERENCES, Walker._reference),
    **dict.fromkeys(_REMOVED, Walker._removed),
    **dict.fromkeys(_ADDED, Walker._added),
    **dict.fromkeys(_LEFT_OUT, Walker._skip),
    **dict.fromkeys(runs.TEXT_TAGS, Walker._text),
    **dict.fromkeys(runs.BREAK_TAGS, Walker._break),
}
_ENDS: dict[str, Callable[[Walker, etree._Element], None]] = {
    PARAGRAPH: Walker._end_paragraph,
    RUN: Walker._end_run,
    _CELL: Walker._end_container,
    _BOX: Walker._end_container,
}
