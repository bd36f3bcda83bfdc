"""What an article says, as far as it is weighed; remembered as long as the program runs, whatever corpus it stands in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from lawcheck.align.compare_figures import figure_kinds
from lawcheck.align.sentences import of_article
from lawcheck.corpus.shelf import Positions, Shelf, Shelved

_KEPT = 20_000  # articles, at some 1 kB each
FINE = "罚款"
# The words by which a figure of a unit shows.
_UNITS = {"元": ("元", FINE), "日": ("日", "月", "年", "小时"), "比例": ("百分之", "%", "倍", "分之")}
_EARLY = frozenset(("第一条", "第二条", "第三条", "第四条", "第五条"))


@dataclass(frozen=True, slots=True)
class Read:
    """What an article says, as far as it is weighed: the tokens of its sentences, kinds of figures, matters with sides.

    ``ids``: the tokens of all sentences, one sentence after the other; ``sizes``: how many each has.
    """

    ids: NDArray[np.intp]
    sizes: NDArray[np.float64]
    kinds: frozenset[tuple[str, bool]]
    sides: frozenset[str]


# A number for each token that was met.
_NUMBERS: dict[str, int] = {}


def token_numbers(tokens: Iterable[str]) -> NDArray[np.intp]:
    """A number for each token, the same as long as the program runs."""
    return np.array([_NUMBERS.setdefault(token, len(_NUMBERS)) for token in tokens], np.intp)


class Plain:
    """Signs of the articles of a shelf that their characters show, told when they are first asked for."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._columns: dict[str, NDArray[np.float64] | NDArray[np.int8]] = {}

    def length(self, positions: Positions) -> NDArray[np.float64]:
        """How long each article is: the logarithm of its characters, somewhat more of them than there are."""
        return self._told("length", positions, lambda article: log(20 + len(article.words)), np.float64)

    def early(self, positions: Positions) -> NDArray[np.float64]:
        """1 for each article that is among the first of its text, else 0."""
        return self._told("early", positions, lambda article: article.name in _EARLY)

    def fine(self, positions: Positions) -> NDArray[np.float64]:
        """1 for each article that speaks of fines, else 0."""
        return self._told("fine", positions, lambda article: FINE in article.words)

    def units(self, positions: Positions, asked: Collection[str]) -> NDArray[np.float64]:
        """The share of the units asked for of which each article may have a figure, by its characters alone."""
        found = np.zeros(len(positions))
        for unit in asked:
            words = _UNITS.get(unit, (unit,))
            found += self._told(
                f"unit {unit}", positions, lambda article, words=words: any(word in article.words for word in words)
            )
        return found / max(1, len(asked))

    def _told(
        self,
        name: str,
        positions: Positions,
        tell: Callable[[Shelved], float],
        kind: type[np.float64] | type[np.int8] = np.int8,
    ) -> NDArray[np.float64]:
        """What is told of each article; -1 stands for what was not yet told."""
        column = self._columns.get(name)
        if column is None:
            column = self._columns[name] = np.full(len(self._shelf), -1, kind)
        for position in positions[column[positions] < 0].tolist():
            column[position] = tell(self._shelf.article(position))
        return column[positions].astype(np.float64)


@lru_cache(maxsize=_KEPT)
def read(words: str) -> Read:
    """Read an article sentence by sentence."""
    norms = of_article(words)
    parts = [sorted(norm.tokens) for norm in norms if norm.tokens]
    return Read(
        token_numbers(token for part in parts for token in part),
        np.array([len(part) for part in parts], np.float64),
        frozenset(kind for norm in norms for kind in figure_kinds(norm)),
        frozenset(pole.name for norm in norms for pole in norm.poles),
    )
