"""What an article says, as far as it is weighed; remembered as long as the program runs, whatever corpus it stands in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from lawcheck.align.compare_figures import figure_kinds
from lawcheck.align.sentences import of_article

_KEPT = 20_000  # articles, at some 1 kB each
FINE = "罚款"
# The words by which a figure of a unit shows.
_UNITS = {"元": ("元", FINE), "日": ("日", "月", "年", "小时"), "比例": ("百分之", "%", "倍", "分之")}
EARLY = frozenset(("第一条", "第二条", "第三条", "第四条", "第五条"))


@dataclass(frozen=True, slots=True)
class Read:
    """What an article says, as far as it is weighed: the tokens of its sentences, kinds of figures, matters with sides.

    ``ids``: the tokens of all sentences, one sentence after the other; ``sizes``: how many each has.
    """

    ids: NDArray[np.intp]
    sizes: NDArray[np.float64]
    kinds: frozenset[tuple[str, bool]]
    sides: frozenset[str]


@dataclass(frozen=True, slots=True)
class Plain:
    """Signs of an article that its characters show."""

    length: float
    fine: bool
    units: frozenset[str]


# A number for each token that was met.
_NUMBERS: dict[str, int] = {}


def token_numbers(tokens: Iterable[str]) -> NDArray[np.intp]:
    """A number for each token, the same as long as the program runs."""
    return np.array([_NUMBERS.setdefault(token, len(_NUMBERS)) for token in tokens], np.intp)


@lru_cache(maxsize=_KEPT)
def plain(words: str) -> Plain:
    """The signs that the characters of an article show."""
    units = frozenset(unit for unit, known in _UNITS.items() if any(word in words for word in known))
    return Plain(log(20 + len(words)), FINE in words, units)


def units(words: str, asked: frozenset[str]) -> float:
    """The share of the units asked for of which an article may have a figure, by its characters alone."""
    if not asked:
        return 0.0
    there = plain(words).units
    return sum(unit in there if unit in _UNITS else unit in words for unit in asked) / len(asked)


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
