"""Articles nearest to some words: BM25 over pairs of characters, all articles of a shelf at once.

A pair that stands in very many articles is left out where better ones are there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from lawcheck.corpus.shelf import VALUES, Floats, Positions, Shelf, added, best
from lawcheck.text import tokens

# A pair held by more than this share of the articles is no help if there are enough others.
_COMMON, _ENOUGH = 0.1, 4


@dataclass(frozen=True, slots=True)
class Ranked:
    """Positions with their scores, best first, and the score that a perfect article would have."""

    positions: Positions
    scores: list[float]
    best: float


def ranked(shelf: Shelf, text: str, limit: int) -> Ranked:
    """The articles nearest to a text."""
    codes = _telling(shelf, tokens.query_codes(text))
    if codes:
        total, perfect, lists = len(shelf), 0.0, []
        for code in codes:
            positions, values = shelf.weighted(code)
            rarity = log(1 + (total - len(positions) + 0.5) / (len(positions) + 0.5))
            lists.append((positions, values * np.float32(rarity)))
            perfect += rarity * float(VALUES[-1])
        scores = added(np.zeros(total, np.float32), lists)
    else:
        scores, perfect = _by_single_characters(shelf, text)
    scores *= shelf.ranked
    places = best(scores, limit)[:limit]
    return Ranked(places, scores[places].tolist(), perfect)


def _telling(shelf: Shelf, codes: Sequence[int]) -> list[int]:
    """The pairs that articles hold, without the common ones if there are others."""
    counts = [(code, len(shelf.weighted(code)[0])) for code in codes]
    held = [code for code, count in counts if count]
    telling = [code for code, count in counts if 0 < count <= _COMMON * len(shelf)]
    return telling if len(telling) >= _ENOUGH else held


def _by_single_characters(shelf: Shelf, text: str) -> tuple[Floats, float]:
    """A query of single characters: all pairs that begin with them; the score of each article and of a perfect one."""
    scores = np.zeros(len(shelf), np.float32)
    runs = tokens.single_characters(text)
    for low, high in runs:
        single = np.zeros(len(shelf), np.float32)
        for code in shelf.between(low, high):
            positions, values = shelf.weighted(code)
            single[positions] = np.maximum(single[positions], values)
        scores += single
    return scores, len(runs) * float(VALUES[-1])
