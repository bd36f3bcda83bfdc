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
from lawcheck.model import Law, Version

if TYPE_CHECKING:
    from lawcheck.corpus.postings import Entries

Positions = NDArray[np.intp]
Floats = NDArray[np.float32]
# What an article gets for holding a pair at all: one that has all words goes before one that repeats a single word.
_PRESENT = 1.0
VALUES: Floats = (np.array(LEVEL_VALUES) + _PRESENT).astype(np.float32)
_BLOCK = 64


class Index(Protocol):
    """What a shelf asks of an index."""

    @property
    def articles(self) -> int:
        """The number of the last article."""
        ...

    def entries(self, code: int) -> Entries:
        """The entries of a pair."""
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
    """An article: its number (or label), whether it has a number, and its words."""

    name: str
    numbered: bool
    words: str


class Shelf:
    """The articles of an index that are in force; positions count from 0."""

    def __init__(self, index: Index, runs: Sequence[Run], articles: Callable[[Run], Sequence[Shelved]]) -> None:
        """``articles``: reads the articles of a run."""
        self._index = index
        self._runs = runs
        self._articles = articles
        self._read: dict[int, Sequence[Shelved]] = {}
        self._counts = np.array([run.count for run in runs], np.intp)
        self._starts = np.concatenate([[0], np.cumsum(self._counts)])
        self._weighted: dict[int, tuple[Positions, Floats]] = {}
        self._holding: dict[int, Positions] = {}
        laws = {run.version: run for run in runs}
        self.laws: tuple[Law, ...] = tuple(run.law for run in laws.values())
        self.versions: tuple[Version, ...] = tuple(laws)

    def __len__(self) -> int:
        return int(self._starts[-1])

    @cached_property
    def law_of(self) -> NDArray[np.intp]:
        """For each article the place of its law among ``laws``."""
        places = {version: place for place, version in enumerate(self.versions)}
        return np.repeat(np.array([places[run.version] for run in self._runs], np.intp), self._counts)

    @cached_property
    def _positions(self) -> NDArray[np.intp]:
        """For each article of the index its position, -1 if it is not on the shelf."""
        found = np.full(self._index.articles + 1, -1, np.intp)
        for run, start in zip(self._runs, self._starts.tolist(), strict=False):
            found[run.first : run.first + run.count] = np.arange(start, start + run.count)
        return found

    def of_law(self, place: int) -> range:
        """The positions of the articles of a law."""
        bounds = self._bounds
        return range(int(bounds[place]), int(bounds[place + 1]))

    @cached_property
    def _bounds(self) -> NDArray[np.intp]:
        return np.searchsorted(self.law_of, np.arange(len(self.laws) + 1))

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

    def article(self, position: int) -> Shelved:
        """The article at a position; all articles of its text are read at once and remembered."""
        run = int(np.searchsorted(self._starts, position, side="right")) - 1
        if run not in self._read:
            self._read[run] = self._articles(self._runs[run])
        return self._read[run][position - int(self._starts[run])]


def best(scores: Floats, limit: int) -> Positions:
    """Positions of the highest scores above 0, highest first, equals in order; all that equal the last are in.

    The least of the highest scores is no lower than that of the highest blocks: only what reaches it is sorted.
    """
    floor = np.float32(0)
    blocks = len(scores) // _BLOCK
    if blocks > limit:
        tops = scores[: blocks * _BLOCK].reshape(blocks, _BLOCK).max(axis=1)
        floor = np.partition(tops, blocks - limit)[blocks - limit]
    found = np.flatnonzero(scores >= floor) if floor > 0 else np.flatnonzero(scores > 0)
    return found[np.argsort(-scores[found], kind="stable")]
