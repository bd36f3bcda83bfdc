"""Word comments in a docx at the level of its XML: ranges in the main part, texts in the comments part."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from lawcheck.read.ooxml import w
from lawcheck.report.characters import for_xml
from lawcheck.report.docx_package import CONTENT_TYPES, DocxPackage, refusal
from lawcheck.report.docx_revisions import Hand, Places, Reviser, Revision
from lawcheck.report.docx_runs import Part, divide

_W = w("").strip("{}")
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_COMMENT, _ID = w("comment"), w("id")
_START, _END, _REFERENCE = w("commentRangeStart"), w("commentRangeEnd"), w("commentReference")
# The draft's body style often has large type and an indent of two characters; a comment wants neither.
_PROPERTIES = '<w:p><w:pPr><w:ind w:left="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
_WORDS, _LAST = '<w:r><w:rPr><w:sz w:val="20"/></w:rPr><w:t xml:space="preserve">', "</w:t></w:r></w:p>"
_FIRST, _NEXT = f"{_PROPERTIES}<w:r><w:annotationRef/></w:r>{_WORDS}", f"{_LAST}{_PROPERTIES}{_WORDS}"
_MARKS = '<w:commentRangeStart w:id="%"/><w:commentRangeEnd w:id="%"/><w:r><w:commentReference w:id="%"/></w:r>'
_DECLARATION = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_BREAKS = {"\r": "&#13;"}  # a parser would turn it into a line feed


class Edge(NamedTuple):
    """A side of a range: a child of a paragraph, and where to cut it if it is a run (None: not at all)."""

    element: etree._Element
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """A range and the paragraphs of its comment: without line ends and the characters that XML forbids."""

    start: Edge
    end: Edge
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A range, the words in it, and the words to suggest in their place."""

    start: Edge
    end: Edge
    old: str
    new: str


def write(
    package: DocxPackage,
    tree: etree._ElementTree,
    comments: Sequence[Comment],
    author: str,
    date: datetime,
    changes: Sequence[Change] = (),
) -> None:
    """Put the comments into the main part (``tree``, as parsed) and the comments part, the changes as revisions."""
    part = package.related("comments")
    is_new = part is None or part not in package
    if part is None:
        part = _free_name(package)
        _relate(package, part)
    if is_new:
        _declare(package, part)
        texts = etree.ElementTree(etree.Element(w("comments"), nsmap={"w": _W}))
    else:
        texts = package.parse(part)
    first = 1 + max(_taken(tree.getroot(), texts.getroot()), default=-1)
    stamp = date.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
    name = for_xml(author) or "lawcheck"
    divided = _divided(comments, changes)
    places = _revised(tree.getroot(), changes, divided, Hand(name, stamp, first + len(comments)))
    _mark(tree.getroot(), comments, first, divided, places)
    written = _comments(comments, first, name, stamp)
    if len(texts.getroot()):
        texts.getroot().extend(list(etree.fromstring(written)))
        package.replace(part, texts)
    else:
        package.put(part, _DECLARATION + written.encode())  # nothing to keep: no need to parse them
    package.replace(package.main, tree)


def _taken(main: etree._Element, texts: etree._Element) -> Iterable[int]:
    """Ids in use, also those of ranges whose comment is gone."""
    for root, tags in ((texts, (_COMMENT,)), (main, (_START, _END, _REFERENCE))):
        for element in root.iter(*tags):
            number = str(element.get(_ID) or "")
            if number.isascii() and number.isdigit() and len(number) < 10:
                yield int(number)


def _divided(comments: Sequence[Comment], changes: Sequence[Change]) -> Mapping[etree._Element, _Divided]:
    """Every run divided once, whatever the number of comments on it."""
    cuts: dict[etree._Element, set[int]] = defaultdict(set)
    for edge in chain.from_iterable((one.start, one.end) for group in (comments, changes) for one in group):
        if edge.offset is not None:
            cuts[edge.element].add(edge.offset)
    return {run: _Divided(divide(run, offsets)) for run, offsets in cuts.items()}


def _revised(
    root: etree._Element, changes: Sequence[Change], divided: Mapping[etree._Element, _Divided], hand: Hand
) -> Places:
    """Make the changes; the places of the runs that they took in."""
    if not changes:
        return {}
    revisions = [
        Revision(
            divided[change.start.element].first(change.start.offset),
            divided[change.end.element].last(change.end.offset),
            change.old,
            change.new,
        )
        for change in changes
    ]
    return Reviser(root, hand).apply(revisions)


def _mark(
    root: etree._Element,
    comments: Sequence[Comment],
    first: int,
    divided: Mapping[etree._Element, _Divided],
    places: Places,
) -> None:
    """Insert the range marks."""
    marks = iter(_marks(range(first, first + len(comments))))
    before: dict[etree._Element, list[etree._Element]] = defaultdict(list)
    after: dict[etree._Element, list[etree._Element]] = defaultdict(list)
    for comment in comments:
        start, end = comment.start.element, comment.end.element
        if start in divided:
            start = divided[start].first(comment.start.offset)
        if end in divided:
            end = divided[end].last(comment.end.offset)
        before[places[start][0] if start in places else start].append(next(marks))
        after[places[end][1] if end in places else end] += (next(marks), next(marks))
    for element, here in before.items():
        for mark in here:
            element.addprevious(mark)
    for element, here in after.items():
        for mark in reversed(here):
            element.addnext(mark)


def _marks(numbers: Iterable[int]) -> list[etree._Element]:
    """For each comment the marks of its start and end and the run that refers to it; as text, for the time it takes."""
    written = (_MARKS.replace("%", str(number)) for number in numbers)
    return list(etree.fromstring(f'<w:p xmlns:w="{_W}">{"".join(written)}</w:p>'))


class _Divided:
    """The parts of a divided run, found by where they begin and where they end."""

    __slots__ = ("_ends", "_parts", "_starts")

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._starts: dict[int, etree._Element] = {}
        self._ends: dict[int, etree._Element] = {}
        for element, start, end in parts:
            if end > start:
                self._starts[start] = self._ends[end] = element

    def first(self, offset: int | None) -> etree._Element:
        """The part that begins at the offset; None means the whole run."""
        return self._starts.get(-1 if offset is None else offset, self._parts[0].element)

    def last(self, offset: int | None) -> etree._Element:
        """The part that ends at the offset."""
        return self._ends.get(-1 if offset is None else offset, self._parts[-1].element)


def _comments(comments: Sequence[Comment], first: int, author: str, stamp: str) -> str:
    """All comments, written as text: making some ten elements a comment took half the time."""
    head = f'w:author={quoteattr(author)} w:date="{stamp}" w:initials={quoteattr(author[:2])}'
    written = [f'<w:comments xmlns:w="{_W}">']
    for number, comment in enumerate(comments, first):
        lines = escape("\n".join(comment.lines), _BREAKS).replace("\n", _NEXT)
        written.append(f'<w:comment w:id="{number}" {head}>{_FIRST}{lines}{_LAST}</w:comment>')
    return "".join((*written, "</w:comments>"))


def _free_name(package: DocxPackage) -> str:
    folder = posixpath.dirname(package.main)
    names = (posixpath.join(folder, f"comments{number or ''}.xml") for number in range(1000))
    name = next((name for name in names if name not in package), None)
    if name is None:
        raise refusal("批注部件的名称都已被占用")
    return name


def _relate(package: DocxPackage, part: str) -> None:
    """Let the main part refer to the comments part."""
    name = package.main_relations
    if name in package:
        tree = package.parse(name)
    else:
        tree = etree.ElementTree(etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>'))
    root = tree.getroot()
    taken = {str(element.get("Id")) for element in root}
    number = len(root) + 1
    while f"rId{number}" in taken:
        number += 1
    etree.SubElement(
        root,
        f"{{{_RELATIONS}}}Relationship",
        {"Id": f"rId{number}", "Type": f"{_OFFICE}/comments", "Target": posixpath.basename(part)},
    )
    package.replace(name, tree)


def _declare(package: DocxPackage, part: str) -> None:
    """Name the content type of the comments part."""
    tree = package.parse(CONTENT_TYPES)
    name = f"/{part}"
    overrides = tree.getroot().iter(f"{{{_TYPES}}}Override")
    if not any(str(element.get("PartName") or "").lower() == name.lower() for element in overrides):
        attributes = {"PartName": name, "ContentType": _COMMENTS_TYPE}
        etree.SubElement(tree.getroot(), f"{{{_TYPES}}}Override", attributes)
        package.replace(CONTENT_TYPES, tree)
