"""Articles nearest to some words: BM25 over pairs of characters, with a bound on the work.

The rarest pairs of the query choose the candidates; the common ones only order them. So a long query costs little
more than a short one, and a pair that stands in half of all articles costs nothing where better ones are there.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import log

from lawcheck.corpus.postings import LEVEL_VALUES, LEVELS, Postings
from lawcheck.text import tokens

# Postings that may be read to choose candidates, and to order them.
_CHOOSE, _ORDER = 4_000, 30_000
_KEPT = 300
# A pair held by more than this share of the articles is no help if there are enough others.
_COMMON, _ENOUGH = 0.1, 4


# What an article gets for holding a pair at all: one that has all words goes before one that repeats a single word.
_PRESENT = 1.0
_VALUES = tuple(_PRESENT + value for value in LEVEL_VALUES)


class Ranked:
    """Articles with their scores, best first, and the score that a perfect one would have."""

    __slots__ = ("best", "found")

    def __init__(self, found: list[tuple[int, float]], best: float) -> None:
        self.found = found
        self.best = best


def ranked(index: Postings, text: str) -> Ranked:
    """Rank the articles for a query."""
    terms = _terms(index, tokens.query_codes(text))
    scores: dict[int, float] = {}
    if not terms:
        return _by_single_characters(index, text)
    best = sum(rarity * _VALUES[LEVELS - 1] for _, _, rarity in terms)
    work, position = 0, 0
    for count, place, rarity in terms:
        if position and work + count > _CHOOSE:
            break
        work += _add(index, place, rarity, scores, _CHOOSE)
        position += 1
    kept = _most(scores, _KEPT)
    _order(index, terms[position:], kept)
    return Ranked(sorted(kept.items(), key=lambda pair: (-pair[1], pair[0])), best)


def _terms(index: Postings, codes: Iterable[int]) -> list[tuple[int, int, float]]:
    """(articles, place, rarity) of the pairs that the index has, rarest first."""
    found = sorted((hit[1], hit[0]) for code in codes if (hit := index.find(code)))
    total = index.articles
    terms = [(count, place, log(1 + (total - count + 0.5) / (count + 0.5))) for count, place in found]
    telling = [term for term in terms if term[0] <= _COMMON * total]
    return telling if len(telling) >= _ENOUGH else terms


def _add(index: Postings, place: int, rarity: float, scores: dict[int, float], limit: int) -> int:
    """Add one pair to the scores; of an endless list only the levels that count most."""
    read = 0
    for level, articles in index.levels(place):
        if read and read + len(articles) > limit:
            break
        weight = rarity * _VALUES[level]
        _add_weight(scores, articles.tolist()[:limit], weight)
        read += len(articles)
    return read


def _add_weight(scores: dict[int, float], articles: list[int], weight: float) -> None:
    if not scores:
        scores.update(dict.fromkeys(articles, weight))
        return
    known = scores.keys() & articles
    old = [(article, scores[article] + weight) for article in known]
    scores.update(dict.fromkeys(articles, weight))
    scores.update(old)


def _most(scores: dict[int, float], limit: int) -> dict[int, float]:
    if len(scores) <= limit:
        return dict(scores)
    floor = sorted(scores.values(), reverse=True)[limit - 1]
    return {article: score for article, score in scores.items() if score >= floor}


def _order(index: Postings, terms: list[tuple[int, int, float]], kept: dict[int, float]) -> None:
    """Add the common pairs to the candidates alone."""
    chosen = frozenset(kept)
    work = 0
    for count, place, rarity in terms:
        work += count
        if work > _ORDER and count > _CHOOSE:
            break
        for level, articles in index.levels(place):
            weight = rarity * _VALUES[level]
            for article in chosen.intersection(articles):
                kept[article] += weight


def _by_single_characters(index: Postings, text: str) -> Ranked:
    """A query of single characters: all pairs that begin with them."""
    scores: dict[int, float] = {}
    runs = tokens.single_characters(text)
    for low, high in runs:
        single: dict[int, float] = {}
        for place in index.between(low, high):
            for level, articles in index.levels(place):
                value = _VALUES[level]
                for article in articles:
                    if value > single.get(article, 0.0):
                        single[article] = value
            if len(single) > _CHOOSE:
                break
        for article, value in single.items():
            scores[article] = scores.get(article, 0.0) + value
    best = len(runs) * _VALUES[LEVELS - 1]
    return Ranked(sorted(_most(scores, _KEPT).items(), key=lambda pair: (-pair[1], pair[0])), best)
