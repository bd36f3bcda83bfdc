"""The articles in force on a day for a place, side by side: what is searched, and what is weighed against a draft.

Articles are known by their position among these, and all articles of one law lie together. Which of them hold a pair of
characters is read from the index when it is first asked for, and remembered: drafts speak of the same things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from lawcheck.corpus.postings import LEVEL, LEVEL_VALUES, OF_TITLE, SHIFT
from lawcheck.model import Law, Rank, Version

if TYPE_CHECKING:
    from lawcheck.corpus.postings import Entries

# Positions are kept in four bytes each: a shelf remembers millions.
Positions = NDArray[np.int32]
Floats = NDArray[np.float32]
# What an article gets for holding a pair at all: one that has all words goes before one that repeats a single word.
_PRESENT = 1.0
VALUES: Floats = (np.array(LEVEL_VALUES) + _PRESENT).astype(np.float32)
# In a search a text of a higher rank goes before a lower one of about the same likeness.
_WEIGHT = {
    Rank.CONSTITUTION: 1.15, Rank.LAW: 1.15, Rank.ADMIN_REGULATION: 1.12, Rank.JUDICIAL_INTERPRETATION: 1.0,
    Rank.DEPARTMENT_RULE: 1.05, Rank.LOCAL_REGULATION: 0.9, Rank.LOCAL_RULE: 0.9, Rank.NORMATIVE_DOCUMENT: 0.9,
}  # fmt: skip
_DEALT = 64


class Index(Protocol):
    """What a shelf asks of an index."""

    @property
    def articles(self) -> int:
        """The number of the last article."""
        ...

    def entries(self, code: int) -> Entries:
        """The entries of a pair."""
        ...

    def sizes(self) -> Entries:
        """For each article, from 0, the number of different pairs in its own words."""
        ...

    def between(self, low: int, high: int) -> Iterable[int]:
        """The pairs from low to high."""
        ...


@dataclass(frozen=True, slots=True)
class Run:
    """Articles of one text, one after the other: their law and text, the first number in the index, how many."""

    law: Law
    version: Version
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Shelved:
    """An article: its number (or label) and its words."""

    name: str
    words: str


class Shelf:
    """The articles of an index that are in force; positions count from 0."""

    def __init__(
        self,
        index: Index,
        runs: Sequence[Run],
        articles: Callable[[Run], Sequence[Shelved]],
        unnumbered: Sequence[int],
    ) -> None:
        """``articles``: reads the articles of a run; ``unnumbered``: passages of the index that have no number."""
        self._index = index
        self._runs = runs
        self._unnumbered = unnumbered
        self._articles = articles
        self._read: dict[int, Sequence[Shelved]] = {}
        self._counts = np.array([run.count for run in runs], np.intp)
        self._firsts = np.concatenate([np.zeros(1, np.intp), np.cumsum(self._counts)])
        self._weighted: dict[int, tuple[Positions, Floats]] = {}
        self._holding: dict[int, Positions] = {}
        self._numbered: dict[int, Positions] = {}
        laws = {run.version: run for run in runs}
        self.laws: tuple[Law, ...] = tuple(run.law for run in laws.values())
        self.versions: tuple[Version, ...] = tuple(laws)

    def __len__(self) -> int:
        return int(self._firsts[-1])

    @cached_property
    def law_of(self) -> NDArray[np.int32]:
        """For each article the place of its law among ``laws``."""
        places = {version: place for place, version in enumerate(self.versions)}
        return np.repeat(np.array([places[run.version] for run in self._runs], np.int32), self._counts)

    @cached_property
    def ranked(self) -> Floats:
        """For each article what its score in a search is multiplied by, for its rank."""
        return np.array([_WEIGHT[law.rank] for law in self.laws], np.float32)[self.law_of]

    @cached_property
    def _positions(self) -> Positions:
        """For each article of the index its position, -1 if it is not on the shelf."""
        found = np.full(self._index.articles + 1, -1, np.int32)
        for run, start in zip(self._runs, self._firsts.tolist(), strict=False):
            found[run.first : run.first + run.count] = np.arange(start, start + run.count)
        return found

    @cached_property
    def sizes(self) -> Floats:
        """For each article the number of different pairs in its own words."""
        there = self._positions >= 0
        found = np.zeros(len(self), np.float32)
        found[self._positions[there]] = self._index.sizes()[there]
        return found

    @cached_property
    def numbered(self) -> NDArray[np.bool_]:
        """For each article whether it has a number; passages without one are no articles."""
        found = np.ones(len(self), bool)
        without = self._positions[np.array(self._unnumbered, np.intp)]
        found[without[without >= 0]] = False
        return found

    def of_law(self, place: int) -> Positions:
        """The positions of the articles of a law."""
        return np.arange(*self._bounds[place : place + 2], dtype=np.int32)

    def numbered_of(self, place: int) -> Positions:
        """The positions of the articles of a law that have a number."""
        found = self._numbered.get(place)
        if found is None:
            every = self.of_law(place)
            found = self._numbered[place] = every[self.numbered[every]]
        return found

    @cached_property
    def _bounds(self) -> list[int]:
        found: list[int] = np.searchsorted(self.law_of, np.arange(len(self.laws) + 1)).tolist()
        return found

    def weighted(self, code: int) -> tuple[Positions, Floats]:
        """The articles that hold a pair, and what BM25 gives each, without the rarity of the pair."""
        found = self._weighted.get(code)
        if found is None:
            positions, entries = self._shelved(code)
            found = self._weighted[code] = positions, VALUES[entries & LEVEL]
        return found

    def holding(self, code: int) -> Positions:
        """The articles whose own words hold a pair."""
        found = self._holding.get(code)
        if found is None:
            positions, entries = self._shelved(code)
            found = self._holding[code] = positions[(entries & OF_TITLE) == 0]
        return found

    def _shelved(self, code: int) -> tuple[Positions, Entries]:
        entries = self._index.entries(code)
        positions = self._positions[entries >> SHIFT]
        there = positions >= 0
        return positions[there], entries[there]

    def between(self, low: int, high: int) -> Iterable[int]:
        """The pairs of the index from low to high."""
        return self._index.between(low, high)

    def at(self, positions: Positions) -> list[Shelved]:
        """The articles at positions; all articles of a text are read at once and remembered."""
        runs = np.searchsorted(self._firsts, positions, "right") - 1
        read, which = self._read, runs.tolist()
        for run in set(which).difference(read):
            read[run] = self._articles(self._runs[run])
        places = (positions - self._firsts[runs]).tolist()
        return [read[run][place] for run, place in zip(which, places, strict=True)]


def added(scores: Floats, lists: Sequence[tuple[Positions, Floats]]) -> Floats:
    """The scores of the articles of a shelf, to which what the lists give each is added in place."""
    if lists:
        positions = np.concatenate([positions for positions, _ in lists], dtype=np.intp)
        np.add.at(scores, positions, np.concatenate([values for _, values in lists]))
    return scores


def best(scores: Floats, limit: int) -> Positions:
    """Positions of the highest scores above 0, highest first, equals in order; all that equal the last are in.

    The scores are dealt out to hands: the least of the highest scores is no lower than that of the highest hands, and
    only what reaches it is sorted.
    """
    hands = len(scores) // _DEALT
    if hands <= limit:
        found = np.flatnonzero(scores > 0)
    else:
        dealt = scores[: hands * _DEALT].reshape(_DEALT, hands)
        tops = dealt.max(axis=0)
        floor = max(np.partition(tops, hands - limit)[hands - limit], np.finfo(np.float32).tiny)
        holding = np.flatnonzero(tops >= floor)
        rows, columns = np.divmod(np.flatnonzero(dealt.take(holding, axis=1) >= floor), len(holding))
        rest = np.flatnonzero(scores[hands * _DEALT :] >= floor) + hands * _DEALT
        found = np.concatenate([rows * hands + holding[columns], rest])
        found.sort()
    return found[np.argsort(-scores[found], kind="stable")].astype(np.int32)
