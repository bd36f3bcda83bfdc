"""Suggested wording as tracked revisions: the old words deleted and the new ones inserted, to be accepted or refused.

Words are replaced only where nothing else is touched: runs that stand directly in a body paragraph and hold text
alone, outside of fields, content controls, moved ranges and the revisions of others. Where that is not so, the
comment alone says what should be changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import count

from lxml import etree

from lawcheck.read.ooxml import w
from lawcheck.read.runs import TEXT
from lawcheck.report.docx_runs import RUN, run_text

_FIELD, _FIELD_TYPE = w("fldChar"), w("fldCharType")
_PLAIN = frozenset({w("rPr"), TEXT, w("lastRenderedPageBreak")})
_BETWEEN = frozenset(
    map(
        w,
        (
            "bookmarkStart",
            "bookmarkEnd",
            "proofErr",
            "commentRangeStart",
            "commentRangeEnd",
            "permStart",
            "permEnd",
        ),
    )
)
_CLOSED = tuple(map(w, ("ins", "del", "moveFrom", "moveTo", "sdt")))
_MOVES = {
    w("moveFromRangeStart"): 1, w("moveToRangeStart"): 1, w("moveFromRangeEnd"): -1, w("moveToRangeEnd"): -1,
}  # fmt: skip
_ID, _SPACE = w("id"), "{http://www.w3.org/XML/1998/namespace}space"


# For each run that a revision took in: the first and last child of the paragraph that now stand in its place.
Places = Mapping[etree._Element, tuple[etree._Element, etree._Element]]


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose revisions they are, when they were made, and the first number that is free."""

    author: str
    stamp: str
    first: int


@dataclass(frozen=True, slots=True)
class Revision:
    """Runs (as divided, from first to last), the words that they hold, and the words to stand there."""

    first: etree._Element
    last: etree._Element
    old: str
    new: str


class Reviser:
    """Writes the revisions of one author into one main part."""

    def __init__(self, root: etree._Element, hand: Hand) -> None:
        self._closed = _closed_runs(root)
        self._attributes = {w("author"): hand.author, w("date"): hand.stamp}
        self._numbers = count(max(hand.first, 1 + max(map(_number, root.iter()), default=0)))

    def apply(self, revisions: Sequence[Revision]) -> Places:
        """Make the revisions that can be made."""
        places: dict[etree._Element, tuple[etree._Element, etree._Element]] = {}
        for revision in revisions:
            runs = self._runs(revision)
            if not runs:
                continue
            inserted = self._inserted(runs[0], revision.new)
            for run in runs:
                deleted = self._deleted(run)
                places[run] = (deleted, deleted)
            deleted.addnext(inserted)
            places[runs[-1]] = (deleted, inserted)
        return places

    def _runs(self, revision: Revision) -> list[etree._Element]:
        """The runs of a revision; none where it would touch anything but plain words."""
        runs: list[etree._Element] = []
        node: etree._Element | None = revision.first
        while node is not None:
            if node.tag == RUN:
                runs.append(node)
            elif node.tag not in _BETWEEN:
                return []
            if node is revision.last:
                break
            node = node.getnext()
        is_plain = all(run not in self._closed and {child.tag for child in run} <= _PLAIN for run in runs)
        is_free = node is not None and next(revision.first.iterancestors(*_CLOSED), None) is None
        return runs if is_plain and is_free and "".join(map(run_text, runs)) == revision.old else []

    def _inserted(self, like: etree._Element, words: str) -> etree._Element:
        inserted = self._mark(like, "ins")
        run = etree.SubElement(inserted, RUN)
        properties = like.find(w("rPr"))
        if properties is not None:
            run.append(deepcopy(properties))
        text = etree.SubElement(run, TEXT, {_SPACE: "preserve"})
        text.text = words
        return inserted

    def _deleted(self, run: etree._Element) -> etree._Element:
        """Take a run into a deletion that stands in its place."""
        deleted = self._mark(run, "del")
        run.addprevious(deleted)
        deleted.append(run)
        for text in run.findall(TEXT):
            text.tag = w("delText")
            text.set(_SPACE, "preserve")
        return deleted

    def _mark(self, near: etree._Element, kind: str) -> etree._Element:
        """A mark, made in the same document: moving it on costs little then."""
        number = str(next(self._numbers))
        parent = near.getparent()
        assert parent is not None
        return etree.SubElement(parent, w(kind), {_ID: number, **self._attributes})


def _closed_runs(root: etree._Element) -> frozenset[etree._Element]:
    """Runs inside fields, also those over several paragraphs, and inside moved ranges."""
    found = set()
    field = move = 0
    for element in root.iter(RUN, _FIELD, *_MOVES):
        if element.tag == _FIELD:
            field = max(0, field + {"begin": 1, "end": -1}.get(str(element.get(_FIELD_TYPE)), 0))
        elif element.tag in _MOVES:
            move = max(0, move + _MOVES[str(element.tag)])
        elif field or move:
            found.add(element)
    return frozenset(found)


def _number(element: etree._Element) -> int:
    number = str(element.get(_ID) or "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
