"""Where an article of an earlier text stands in a later one, found by the likeness of the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial
from itertools import pairwise

from lawcheck.text.fold import skeleton

# Below this likeness (0 to 100) two articles are no versions of each other.
_ALIKE = 50.0
# An article that was merged into a longer one: so many of its character pairs are found there.
_SWALLOWED = 0.75
_CANDIDATES = 4
_SHORT = 12


def renumbered(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Old number → new number; an article that is missing here was dropped.

    First the articles that kept their words, then the most alike pairs, each article once, then those that were
    taken into a longer article.
    """
    before = {number: skeleton(text) for number, text in old.items()}
    after = {number: skeleton(text) for number, text in new.items()}
    found = _unchanged(before, after)
    taken = set(found.values())
    rest = {number: text for number, text in before.items() if number not in found}
    pairs = {number: _pairs(text) for number, text in after.items()}
    index = _index(pairs)
    ranked: list[tuple[float, int, str, str]] = []
    order = {number: place for place, number in enumerate(before)}
    for number, text in rest.items():
        ranked.extend(
            (-likeness, order[number], number, other) for other, likeness in _alike(text, after, pairs, index)
        )
    for _, _, number, other in sorted(ranked):
        if number not in found and other not in taken:
            found[number] = other
            taken.add(other)
    for number, text in rest.items():
        if number not in found and len(text) > _SHORT:
            home = _home(_pairs(text), pairs, index)
            if home:
                found[number] = home
    return {number: found[number] for number in before if number in found}


def _unchanged(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Articles with exactly the same words; the same number first where several are equal."""
    places: dict[str, list[str]] = {}
    for number, text in after.items():
        places.setdefault(text, []).append(number)
    found: dict[str, str] = {}
    for number, text in before.items():
        if after.get(number) == text:
            found[number] = number
            places[text].remove(number)
    for number, text in before.items():
        if number not in found and places.get(text):
            found[number] = places[text].pop(0)
    return found


def _pairs(text: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(text)))


def _index(pairs: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for number, held in pairs.items():
        for pair in held:
            index.setdefault(pair, []).append(number)
    return index


def _overlaps(wanted: frozenset[str], index: Mapping[str, list[str]]) -> Counter[str]:
    """How many pairs each article shares; pairs that are everywhere tell nothing and cost most."""
    shared: Counter[str] = Counter()
    for pair in wanted:
        shared.update(index.get(pair, ()))
    return shared


def _alike(
    text: str, after: Mapping[str, str], pairs: Mapping[str, frozenset[str]], index: Mapping[str, list[str]]
) -> list[tuple[str, float]]:
    from rapidfuzz import fuzz

    wanted = _pairs(text)
    shared = _overlaps(wanted, index)
    key = partial(_share, shared, wanted, pairs)
    nearest = sorted(shared, key=lambda number: (-key(number), number))[:_CANDIDATES]
    scored = ((number, fuzz.ratio(text, after[number])) for number in nearest)
    return [(number, score) for number, score in scored if score >= _ALIKE]


def _share(
    shared: Mapping[str, int], wanted: frozenset[str], pairs: Mapping[str, frozenset[str]], number: str
) -> float:
    return shared[number] / (len(wanted) + len(pairs[number]))


def _home(
    wanted: frozenset[str], pairs: Mapping[str, frozenset[str]], index: Mapping[str, list[str]]
) -> str | None:
    shared = _overlaps(wanted, index)
    if not shared:
        return None
    number = min(shared, key=lambda other: (-shared[other], other))
    return number if shared[number] >= _SWALLOWED * len(wanted) else None
