"""Articles that are worth weighing for a sentence, by the words that they share with it and by their laws.

Every article of the shelf gets the weight of the tokens that it shares with the sentence. The nearest propose laws, beside
those that the title of the draft is about; of the likeliest laws all articles are proposed, of the others the nearest.
This goes sentence by sentence: the scores of all articles stay in the processor's cache.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lawcheck.align.about import About
from lawcheck.align.block import Block
from lawcheck.align.learnt import vector
from lawcheck.align.rows import Numbers, highest
from lawcheck.corpus.shelf import Floats, Positions, added, best

# Articles that propose laws for a sentence; laws of which all articles are proposed; articles that are weighed.
_PROPOSED, _LAWS, _WEIGHED = 60, 8, 60
# What the share of a law counts beside the words of an article when it is decided which articles are weighed.
_OF_LAW = 20.0
_FARTHEST = 30
# The signs of a law.
OF_LAW = ("found", "topic", "named", "statute")


class Proposed(NamedTuple):
    """Articles for a sentence, those cited first; what they share with it; of their laws what was found and named, value, place."""

    positions: Positions
    shared: Floats
    found: Numbers
    named: Numbers
    value: Numbers
    place: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Laws:
    """For each law of the shelf its signs for a sentence, and what they come to."""

    found: Numbers
    named: Numbers
    value: Numbers


def propose(
    about: About, block: Block, cited: Sequence[Sequence[int]], like: Sequence[Sequence[int]]
) -> Iterator[Proposed]:
    """The articles for each sentence.

    ``cited``: the positions of those that it cites; ``like``: of those against which clauses like it were held.
    """
    words, title = about.words, frozenset(about.title)
    names = words.naming([[token for token in held if token not in title] for held in block.held])
    named = (names + about.named) / words.titles[1]
    found_too, topic_too, named_too, statute_too = vector("law", OF_LAW).tolist()
    values = named_too * named + (topic_too * about.topics + statute_too * words.statute)
    law_of = words.shelf.law_of
    shared, near = np.empty((2, len(words.shelf)), np.float32)
    for row, (held, whole) in enumerate(zip(block.held, block.whole.tolist(), strict=True)):
        shared.fill(0)
        added(shared, list(map(words.weighed, held)))
        np.multiply(shared, about.allowed, out=near)
        np.add(near, about.near, out=near)
        nearest = best(near, _PROPOSED)[:_PROPOSED]
        shares = (shared[nearest] + about.held[nearest]) / (about.whole + whole)
        found = np.bincount(law_of[nearest], shares, len(words.shelf.laws)).astype(np.float64)
        laws = _Laws(found, named[row], values[row] + found_too * found)
        yield _proposed(about, shared, nearest, laws, np.array(cited[row], np.int32), np.array(like[row], np.int32))


def _proposed(
    about: About, shared: Floats, nearest: Positions, laws: _Laws, own: Positions, like: Positions
) -> Proposed:
    """The articles for one sentence: those cited, those proposed by clauses, of the likeliest laws, the nearest others."""
    shelf = about.words.shelf
    place, likely = _places(about, laws, shelf.law_of[own])
    of_laws = np.concatenate([own[:0], *map(shelf.numbered_of, likely)])
    of_laws = of_laws[shared.take(of_laws) > 0]
    positions = np.concatenate([of_laws, nearest[place[shelf.law_of[nearest]] >= _LAWS]])
    first = np.array(list(dict.fromkeys((*own.tolist(), *like.tolist()))), np.int32)
    for one in first.tolist():
        positions = positions[positions != one]
    worth = shared.take(positions) + _OF_LAW * laws.value.take(shelf.law_of.take(positions))
    positions = np.concatenate([first, positions[highest(worth, _WEIGHED - len(first))]])
    law = shelf.law_of[positions]
    return Proposed(positions, shared[positions], laws.found[law], laws.named[law], laws.value[law], place[law])


def _places(about: About, laws: _Laws, own: NDArray[np.int32]) -> tuple[NDArray[np.intp], list[int]]:
    """For each law of the shelf its place among those in question; and the likeliest, in order of the shelf."""
    asked = (laws.found > 0) | (about.topics > 0)
    asked[own] = True
    those = np.flatnonzero(asked)
    those = those[highest(laws.value[those], _FARTHEST)]
    place = np.full(len(asked), _FARTHEST)
    place[those] = np.arange(len(those))
    return place, sorted(those[:_LAWS].tolist())
