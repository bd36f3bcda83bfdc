"""What an article says, as far as it is weighed; remembered as long as the program runs, whatever corpus it stands in."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from lawcheck.align.compare_figures import figure_kinds
from lawcheck.align.sentences import of_article
from lawcheck.corpus.shelf import Positions, Shelf, Shelved
from lawcheck.text.fold import skeleton

Numbers = NDArray[np.float64]
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

    ``ids``: the tokens of all sentences, one sentence after the other; ``sizes``: how many each has. ``characters`` and
    ``lengths``: the same of their different characters, of at least one sentence.
    """

    ids: NDArray[np.intp]
    sizes: Numbers
    characters: Codes
    lengths: NDArray[np.intp]
    kinds: frozenset[tuple[str, bool]]
    sides: frozenset[str]


class _Numbers(dict[str, int]):
    """A number for each token that was met."""

    def __missing__(self, token: str) -> int:
        self[token] = number = len(self)
        return number


_NUMBERS = _Numbers()


def token_numbers(tokens: Iterable[str]) -> NDArray[np.intp]:
    """A number for each token, the same as long as the program runs."""
    return np.array(list(map(_NUMBERS.__getitem__, tokens)), np.intp)


class Plain:
    """Signs of the articles of a shelf that their characters show, told when they are first asked for."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._lengths = np.zeros(len(shelf))  # 0: not told yet
        self._marks = np.zeros(len(shelf), np.uint8)
        self._others: dict[str, NDArray[np.int8]] = {}
        self._characters: dict[int, Codes] = {}

    def told(self, positions: Positions, asked: Collection[str]) -> tuple[Numbers, Marks, Marks, Numbers]:
        """Of each article: how long it is, whether it is early in its text, whether it speaks of fines, and its units.

        The length is the logarithm of the characters, somewhat more of them than there are; the units are the share
        of those asked for of which the article may have a figure, by its characters alone.
        """
        lengths = self._lengths[positions]
        if not lengths.all():
            for position in positions[lengths == 0].tolist():
                article = self._shelf.article(position)
                self._lengths[position] = log(20 + len(article.words))
                self._marks[position] = _marks(article)
            lengths = self._lengths[positions]
        marks = self._marks[positions]
        units = np.zeros(len(positions))
        for unit in asked:
            units += (marks & _BITS[unit]) != 0 if unit in _BITS else self._having(unit, positions)
        return lengths, (marks & _EARLY_BIT) != 0, (marks & _FINE_BIT) != 0, units / max(1, len(asked))

    def characters(self, positions: Positions) -> list[Codes]:
        """The different characters of each article."""
        known, found = self._characters, []
        for position in positions.tolist():
            if position not in known:
                known[position] = _characters(skeleton(self._shelf.article(position).words))
            found.append(known[position])
        return found

    def _having(self, unit: str, positions: Positions) -> NDArray[np.int8]:
        """1 for each article that has a unit which is no common one, else 0."""
        there = self._others.get(unit)
        if there is None:
            there = self._others[unit] = np.full(len(self._shelf), -1, np.int8)
        for position in positions[there[positions] < 0].tolist():
            there[position] = unit in self._shelf.article(position).words
        return there[positions]


def _marks(article: Shelved) -> int:
    found = _EARLY_BIT * (article.name in _EARLY) | _FINE_BIT * (FINE in article.words)
    for unit, words in _UNITS.items():
        found |= _BITS[unit] * any(word in article.words for word in words)
    return found


def _characters(text: str) -> Codes:
    """The code points of the different characters of a text within the basic plane, and 0, so that no text has none."""
    return np.array([0, *(code for code in map(ord, sorted(set(text))) if code <= PLANE)], np.uint16)


@lru_cache(maxsize=_KEPT)
def read(words: str) -> Read:
    """Read an article sentence by sentence."""
    norms = of_article(words)
    parts = [sorted(norm.tokens) for norm in norms if norm.tokens]
    characters = [_characters(norm.text) for norm in norms] or [_characters("")]
    return Read(
        token_numbers(token for part in parts for token in part),
        np.array([len(part) for part in parts], np.float64),
        np.concatenate(characters),
        np.array([len(one) for one in characters], np.intp),
        frozenset(kind for norm in norms for kind in figure_kinds(norm)),
        frozenset(pole.name for norm in norms for pole in norm.poles),
    )
