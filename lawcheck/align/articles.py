"""What an article says, as far as it is weighed; remembered as long as the program runs, whatever corpus it stands in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from lawcheck.align.compare_figures import figure_kinds
from lawcheck.align.rows import Numbers, Rows
from lawcheck.align.sentences import of_article
from lawcheck.corpus.shelf import Positions, Shelf, Shelved
from lawcheck.text.fold import skeleton

Marks = NDArray[np.bool_]
Codes = NDArray[np.uint16]
_KEPT = 20_000  # articles, at some 1.5 kB each
PLANE = 0xFFFF
FINE = "罚款"
# The words by which a figure of a unit shows.
_UNITS = {"元": ("元", FINE), "日": ("日", "月", "年", "小时"), "比例": ("百分之", "%", "倍", "分之")}
_BITS = {unit: 1 << place for place, unit in enumerate(_UNITS)}
_EARLY_BIT, _FINE_BIT = 1 << len(_UNITS), 2 << len(_UNITS)
_EARLY = frozenset(("第一条", "第二条", "第三条", "第四条", "第五条"))


@dataclass(frozen=True, slots=True)
class Read:
    """What an article says, as far as it is weighed: the tokens of its sentences, kinds of figures, matters with sides.

    ``numbers``: the tokens of the first sentence, its different characters, the tokens of the second and so on; there is
    one sentence at least, and one number of each kind for each. ``sizes``: how many numbers each of these lists has.
    """

    numbers: NDArray[np.int32]
    sizes: NDArray[np.intp]
    kinds: frozenset[tuple[str, bool]]
    sides: frozenset[str]


class _Numbers(dict[str, int]):
    """A number for each token that was met, above those of characters, which are their code points."""

    def __missing__(self, token: str) -> int:
        self[token] = number = PLANE + 1 + len(self)
        return number


_NUMBERS = _Numbers()


def token_numbers(tokens: Iterable[str]) -> list[int]:
    """A number for each token, the same as long as the program runs."""
    return list(map(_NUMBERS.__getitem__, tokens))


def numbers_end() -> int:
    """The number that the next new token will have: all others are below."""
    return PLANE + 1 + len(_NUMBERS)


class Plain:
    """Signs of the articles of a shelf that their characters show, told when they are first asked for."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._lengths = np.zeros(len(shelf))  # 0: not told yet
        self._marks = np.zeros(len(shelf), np.uint8)
        self._others: dict[str, NDArray[np.int8]] = {}
        self._characters: dict[int, Codes] = {}

    def told(self, positions: Positions) -> tuple[Numbers, Marks, Marks]:
        """Of each article: how long it is, whether it is early in its text, and whether it speaks of fines.

        The length is the logarithm of the characters, somewhat more of them than there are.
        """
        lengths = self._lengths[positions]
        if not lengths.all():
            fresh = positions[lengths == 0]
            read = self._shelf.at(fresh)
            self._lengths[fresh] = [log(20 + len(article.words)) for article in read]
            self._marks[fresh] = list(map(_marks, read))
            lengths = self._lengths[positions]
        marks = self._marks[positions]
        return lengths, (marks & _EARLY_BIT) != 0, (marks & _FINE_BIT) != 0

    def units(self, asked: Sequence[Collection[str]], rows: Rows, positions: Positions) -> Numbers:
        """The share of the units of its row of which each article, told before, may have a figure, by its characters alone."""
        found = np.zeros(len(positions))
        for unit in sorted(set().union(*asked)):
            having = np.flatnonzero(np.array([unit in units for units in asked])[rows])
            found[having] += self._having(unit, positions[having])
        found /= np.array([len(units) or 1 for units in asked])[rows]
        return found

    def characters(self, positions: Positions) -> list[Codes]:
        """The different characters of each article."""
        known, asked = self._characters, positions.tolist()
        fresh = sorted(set(asked).difference(known))
        for position, article in zip(fresh, self._shelf.at(np.array(fresh, np.int32)), strict=True):
            known[position] = _characters(skeleton(article.words))
        return list(map(known.__getitem__, asked))

    def _having(self, unit: str, positions: Positions) -> Marks:
        """For each article whether it has a unit."""
        if unit in _BITS:
            common: Marks = (self._marks[positions] & _BITS[unit]) != 0
            return common
        there = self._others.get(unit)
        if there is None:
            there = self._others[unit] = np.full(len(self._shelf), -1, np.int8)
        fresh = positions[there[positions] < 0]
        there[fresh] = [unit in article.words for article in self._shelf.at(fresh)]
        return there[positions] > 0


def _marks(article: Shelved) -> int:
    found = _EARLY_BIT * (article.name in _EARLY) | _FINE_BIT * (FINE in article.words)
    for unit, words in _UNITS.items():
        found |= _BITS[unit] * any(word in article.words for word in words)
    return found


def _characters(text: str) -> Codes:
    return np.array(_codes(text), np.uint16)


def _codes(text: str) -> list[int]:
    """The code points of the different characters of a text within the basic plane, and 0, so that no text has none."""
    return [0, *(code for code in map(ord, sorted(set(text))) if code <= PLANE)]


@lru_cache(maxsize=_KEPT)
def read(words: str) -> Read:
    """Read an article sentence by sentence."""
    norms = of_article(words)
    lists: list[list[int]] = []
    for norm in norms:
        lists += [token_numbers(sorted(norm.tokens) or [""]), _codes(norm.text)]
    lists = lists or [token_numbers([""]), _codes("")]
    return Read(
        np.array([number for one in lists for number in one], np.int32),
        np.array(list(map(len, lists)), np.intp),
        frozenset(kind for norm in norms for kind in figure_kinds(norm)),
        frozenset(pole.name for norm in norms for pole in norm.poles),
    )
