"""Runs of a paragraph: dividing one without changing its text, and what must not be divided.

What a run contributes to the text is decided by the reader (``lawcheck.read.runs``) and nowhere else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from copy import copy, deepcopy
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from lawcheck.read.ooxml import w
from lawcheck.read.runs import TEXT, characters

PARAGRAPH, RUN, PARAGRAPH_PROPERTIES = w("p"), w("r"), w("pPr")
_RUN_PROPERTIES, FIELD, _FIELD_TYPE = w("rPr"), w("fldChar"), w("fldCharType")
_SIMPLE = ([TEXT], [_RUN_PROPERTIES, TEXT])
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Part(NamedTuple):
    """One of the runs that a run was divided into, and the characters it has of the whole."""

    element: etree._Element
    start: int
    end: int


def run_text(run: etree._Element) -> str:
    """The characters that a run contributes."""
    return "".join(characters(child) for child in run)


def divisible_words(children: Sequence[etree._Element]) -> str | None:
    """The characters of a run with these children; None if there are none or they open or close a field.

    Such a run may not be divided.
    """
    tags = [child.tag for child in children]
    if not tags or FIELD in tags:
        return None
    return "".join([characters(child) for child, tag in zip(children, tags, strict=True) if tag != _RUN_PROPERTIES])


def divide(run: etree._Element, cuts: Collection[int]) -> list[Part]:
    """Divide a run at these offsets of its text; children that are not text stay whole.

    A child without characters (a line break) that stands at a cut becomes a part of its own, so that it belongs
    neither to the words before it nor to those after it.
    """
    if [child.tag for child in run] in _SIMPLE:
        return _divide_words(run, cuts)
    atoms = list(_atoms(run, frozenset(cuts)))
    groups: list[list[tuple[etree._Element, int, int]]] = []
    for atom in atoms:
        _, start, end = atom
        if groups and not (start in cuts and (start < end or groups[-1][-1][2] > groups[-1][0][1])):
            groups[-1].append(atom)
        else:
            groups.append([atom])
    if len(groups) < 2:
        return [Part(run, 0, atoms[-1][2] if atoms else 0)]
    return _replace(run, groups)


def _divide_words(run: etree._Element, cuts: Collection[int]) -> list[Part]:
    """The same for a run of one text, as most are: the run itself keeps the last words.

    A copy of the whole run, set anew, is made in a third of the time that its elements would take one by one.
    """
    text = run[-1]
    words = text.text or ""
    bounds = [0, *sorted(cut for cut in cuts if 0 < cut < len(words)), len(words)]
    parts = []
    for start, end in pairwise(bounds[:-1]):
        element = copy(run)
        _write(element[-1], words[start:end])
        run.addprevious(element)
        parts.append(Part(element, start, end))
    if parts:
        _write(text, words[bounds[-2] :])
    parts.append(Part(run, bounds[-2], bounds[-1]))
    return parts


def _atoms(run: etree._Element, cuts: frozenset[int]) -> Iterator[tuple[etree._Element, int, int]]:
    """The children with their characters; a w:t with a cut inside it comes in pieces."""
    position = 0
    for child in list(run):
        if child.tag == _RUN_PROPERTIES:
            continue
        end = position + len(characters(child))
        inner = sorted(cut for cut in cuts if position < cut < end) if child.tag == TEXT else []
        if not inner:
            yield child, position, end
        else:
            words, bounds = child.text or "", [position, *inner, end]
            for first, last in pairwise(bounds):
                yield _text_like(child, words[first - position : last - position]), first, last
        position = end


def _like(original: etree._Element) -> etree._Element:
    """An empty element of the same name and attributes, made in the same document: moving it on costs little then."""
    parent = original.getparent()
    made = etree.Element(original.tag) if parent is None else etree.SubElement(parent, original.tag)
    for name, value in original.attrib.items():
        made.set(str(name), str(value))
    return made


def _text_like(original: etree._Element, words: str) -> etree._Element:
    element = _like(original)
    _write(element, words)
    return element


def _write(text: etree._Element, words: str) -> None:
    """Set the words of a text; blanks at its sides count only if it says so."""
    if words[:1].isspace() or words[-1:].isspace():
        text.set(_SPACE, "preserve")
    text.text = words


def _replace(run: etree._Element, groups: list[list[tuple[etree._Element, int, int]]]) -> list[Part]:
    """New runs before the run for all groups but the last, which the run itself keeps."""
    properties = run.find(_RUN_PROPERTIES)
    parts = []
    for group in groups[:-1]:
        element = _like(run)
        if properties is not None:
            element.append(deepcopy(properties))
        element.extend([atom[0] for atom in group])
        run.addprevious(element)
        parts.append(Part(element, group[0][1], group[-1][2]))
    kept = [atom[0] for atom in groups[-1]]
    for child in list(run):
        if child is not properties and child not in kept:  # a text that was cut: its pieces are new elements
            run.remove(child)
    run.extend(kept)
    return [*parts, Part(run, groups[-1][0][1], groups[-1][-1][2])]


def fields(paragraph: etree._Element) -> dict[etree._Element, tuple[etree._Element, etree._Element]]:
    """For each child that belongs to a field closed within the paragraph, the first and last child of that field."""
    found: dict[etree._Element, tuple[etree._Element, etree._Element]] = {}
    opened: list[etree._Element] = []
    depth = 0
    for child in paragraph:
        marks = [mark.get(_FIELD_TYPE) for mark in child.iter(FIELD)]
        if depth or "begin" in marks:
            opened.append(child)
        for mark in marks:
            depth = max(0, depth + (mark == "begin") - (mark == "end"))
        if not depth and opened:
            found.update(dict.fromkeys(opened, (opened[0], opened[-1])))
            opened = []
    return found
