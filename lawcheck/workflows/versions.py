"""Articles of two versions aligned: by equal words first, then by likeness, never by number.

Numbers are the first thing that changes when an article is put in, so they only decide between equals.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lawcheck.model import Document, Provision, Span
from lawcheck.text.fold import skeleton

# Two articles that share less than this (0 to 100, rapidfuzz ratio) are different articles.
_ALIKE = 50.0
# A part of an article that became its own, or went into another, is found again in it to this degree.
_PART, _PART_SIZE = 85.0, 15


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece that is compared: an article, a heading with its own paragraphs, or a paragraph outside of both."""

    label: str
    span: Span
    text: str
    key: str
    kind: str

    @property
    def is_article(self) -> bool:
        """Articles count; in a notice the headings do."""
        return self.kind in ("article", "heading")


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs of indexes (old, new) in order of the new text, and parts: (old, new) of splits and merges."""

    pairs: tuple[tuple[int, int], ...]
    splits: tuple[tuple[int, int], ...]
    merges: tuple[tuple[int, int], ...]
    moved: frozenset[int]  # old indexes that stand in another order


def units(document: Document) -> tuple[Unit, ...]:
    """The units in order of the text."""
    return tuple(unit for top in document.provisions for unit in _units(top, "", document.text))


def unit_at(found: Sequence[Unit], place: int) -> int | None:
    """The index of the unit that holds an offset."""
    index = bisect_right(found, place, key=lambda unit: unit.span.start) - 1
    return index if index >= 0 and place < max(found[index].span.end, found[index].span.start + 1) else None


def _units(provision: Provision, prefix: str, text: str) -> Iterator[Unit]:
    level, span = provision.level, provision.span
    if level == "article":
        start = span.start + len(provision.label)
        yield _unit(prefix + provision.number, span, text[start : span.end], "article")
    elif level == "heading":
        label = prefix + provision.number
        inner = [child for child in provision.children if child.level == "heading"]
        end = inner[0].span.start if inner else span.end
        start = span.start + len(provision.label)
        yield _unit(label, Span(span.start, max(end, start)), text[start:end], "heading")
        for child in inner:
            yield from _units(child, label, text)
    elif level in ("paragraph", "item", "subitem"):
        yield _unit(prefix, span, span.of(text), "paragraph")
    else:
        if level == "attachment":
            prefix += provision.number
        if level in ("part", "chapter", "section"):
            end = min((child.span.start for child in provision.children), default=span.end)
            start = span.start + len(provision.label)
            yield _unit(prefix + provision.number, Span(span.start, max(end, start)), text[start:end], "chapter")
        for child in provision.children:
            yield from _units(child, prefix, text)


def _unit(label: str, span: Span, text: str, kind: str) -> Unit:
    return Unit(label, span, text.strip(), skeleton(text).replace("\n", ""), kind)


def align(old: Sequence[Unit], new: Sequence[Unit]) -> Alignment:
    """Match the units of two versions."""
    partner = _equal(old, new)
    _alike(old, new, partner)
    pairs = tuple(sorted(partner.items(), key=lambda pair: pair[1]))
    back = {target: source for source, target in partner.items()}
    splits = tuple(_parts(new, old, back))
    merges = tuple((part, whole) for whole, part in _parts(old, new, partner))
    return Alignment(pairs, splits, merges, _moved(pairs))


def _equal(old: Sequence[Unit], new: Sequence[Unit]) -> dict[int, int]:
    """Units of the same kind and words; several of the same words in their order, the same number first."""
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, unit in enumerate(new):
        places[unit.kind, unit.key].append(index)
    partner: dict[int, int] = {}
    for by_label in (True, False):
        for index, unit in enumerate(old):
            left = places[unit.kind, unit.key]
            same = [place for place in left if new[place].label == unit.label] if by_label else left
            if index not in partner and same:
                partner[index] = same[0]
                left.remove(same[0])
    return partner


def _alike(old: Sequence[Unit], new: Sequence[Unit], partner: dict[int, int]) -> None:
    """Pair what is left, the most alike first; the number and the neighbourhood decide between equals."""
    from rapidfuzz import fuzz

    taken = set(partner.values())
    rest = [index for index in range(len(new)) if index not in taken]
    scored = []
    for index, unit in enumerate(old):
        if index in partner:
            continue
        for place in rest:
            other = new[place]
            if other.kind != unit.kind or not unit.key or not other.key:
                continue
            score = fuzz.ratio(unit.key, other.key, score_cutoff=_ALIKE)
            if not score and min(len(unit.key), len(other.key)) >= _PART_SIZE:
                score = _ALIKE * (fuzz.partial_ratio(unit.key, other.key) >= 95)
            if score:
                scored.append((-score, unit.label != other.label, abs(index - place), index, place))
    for _, _, _, index, place in sorted(scored):
        if index not in partner and place not in taken:
            partner[index] = place
            taken.add(place)


def _parts(loose: Sequence[Unit], whole: Sequence[Unit], partner: dict[int, int]) -> Iterator[tuple[int, int]]:
    """(whole, loose): units without a partner whose words stand in a unit of the other version."""
    from rapidfuzz import fuzz

    back = {target: source for source, target in partner.items()}
    for index, unit in enumerate(loose):
        if index in partner or len(unit.key) < _PART_SIZE:
            continue
        best, found = _PART, None
        for place, other in enumerate(whole):
            if place not in back or other.kind != unit.kind or len(other.key) < len(unit.key):
                continue
            score = fuzz.partial_ratio(unit.key, other.key, score_cutoff=best)
            # The words must be gone from the unit's own partner: else they are only much alike.
            if score > best and fuzz.partial_ratio(unit.key, loose[back[place]].key) < score - 15:
                best, found = score, place
        if found is not None:
            yield found, index


def _moved(pairs: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Old indexes outside the longest run of pairs in the same order."""
    tails: list[int] = []
    chain: list[int] = []
    before: list[int] = []
    for position, (source, _) in enumerate(pairs):
        place = bisect_left(tails, source)
        before.append(chain[place - 1] if place else -1)
        if place == len(tails):
            tails.append(source)
            chain.append(position)
        else:
            tails[place], chain[place] = source, position
    kept = set()
    position = chain[-1] if chain else -1
    while position >= 0:
        kept.add(pairs[position][0])
        position = before[position]
    return frozenset(source for source, _ in pairs if source not in kept)
