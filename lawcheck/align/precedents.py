"""Clauses of drafts that were held against an article before, unlawful and lawful ones, and how like them a sentence is.

A draft says a matter in the words of its office, which the law does not use; another office has mostly said it in much
the same words before. So a sentence that is like a clause labelled with an article finds the article, and that it is
liker to the unlawful than to the lawful ones counts when it is asked whether it contradicts the article.

The clauses are ``data/precedents.csv``, of laws as they were in force on the day beside each; the index of their tokens
(pairs of characters, concepts, single characters) is ``data/precedents.npz``. Both are written by
``benchmarks/train_precedents.py`` from the labelled pairs.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import as_file, files
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from lawcheck.align.norm import Norm

# So many clauses that are likest are told; a likeness below this is none.
_LIKEST, _LEAST = 40, 0.12
# What more than this share of the clauses have tells nothing.
_COMMON = 0.05
COLUMNS = ("law", "article", "since", "contrary", "clause", "reason")
TABLE, INDEX = "precedents.csv", "precedents.npz"


class Held(NamedTuple):
    """An article against which clauses were held: of the text of the law that is in force since that day."""

    law: str
    article: str
    since: date


@dataclass(frozen=True, slots=True)
class Precedent:
    """A clause that was held against an article; one that contradicts it with the ``reason``: what the article orders."""

    held: Held
    contrary: bool
    clause: str
    reason: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a sentence is to the likest contrary and the likest lawful clause of an article, from 0 to 1.

    ``row``: the number of the contrary one.
    """

    contrary: float = 0.0
    lawful: float = 0.0
    row: int = -1

    @property
    def most(self) -> float:
        """To the likest of all."""
        return max(self.contrary, self.lawful)


@dataclass(frozen=True, slots=True)
class Precedents:
    """The index of the clauses, which lie in order of their articles.

    ``articles``: those held against; of each clause ``places``: the number of its article, ``contrary``: whether it
    contradicts, ``lengths``: of its tokens, infinite for one left out. ``keys``: hashed tokens in order, ``starts`` where the
    clauses of each begin in ``rows``; ``squares``: what each counts that two texts have, at the end of one unknown. What
    too many have counts nothing and has no rows.
    """

    articles: Sequence[Held]
    places: NDArray[np.intp]
    contrary: NDArray[np.bool_]
    lengths: NDArray[np.float64]
    keys: NDArray[np.uint32]
    starts: NDArray[np.intp]
    rows: NDArray[np.uint16]
    squares: NDArray[np.float64]

    def like(self, norm: Norm) -> dict[Held, Likeness]:
        """The articles whose clauses are likest to a sentence, the likest first."""
        scores = self._scores(hashed(norm))
        rows = np.flatnonzero(scores >= _LEAST)
        rows = rows[np.argsort(-scores[rows], kind="stable")][:_LIKEST]
        found: dict[Held, Likeness] = {}
        told = zip(rows.tolist(), self.places[rows].tolist(), self.contrary[rows].tolist(), strict=True)
        for row, place, contrary in told:
            held, score = self.articles[place], float(scores[row])
            one = found.get(held, Likeness())
            if contrary and score > one.contrary:
                found[held] = replace(one, contrary=score, row=row)
            elif not contrary and score > one.lawful:
                found[held] = replace(one, lawful=score)
        return found

    def _scores(self, wanted: NDArray[np.uint32]) -> NDArray[np.float64]:
        """For each clause the cosine of its tokens and these, rare ones first."""
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        at = at[self.keys[at] == wanted]
        squares = self.squares[at]
        length = np.sqrt(squares.sum() + self.squares[-1] * (len(wanted) - len(at))) or 1.0
        lists = [self.rows[self.starts[one] : self.starts[one + 1]] for one in at.tolist()]
        every = np.concatenate([self.rows[:0], *lists])
        counts = np.repeat(squares, [len(one) for one in lists])
        found: NDArray[np.float64] = np.bincount(every, counts, len(self.lengths)) / (self.lengths * length)
        return found

    def without(self, rows: Collection[int]) -> Precedents:
        """The same, as if some clauses were not there."""
        lengths = self.lengths.copy()
        lengths[list(rows)] = np.inf
        return replace(self, lengths=lengths)


def hashed(norm: Norm) -> NDArray[np.uint32]:
    """The tokens of a sentence and its characters, hashed, each once and in order."""
    every = norm.tokens | {one for one in norm.text if one.isalpha()}
    return np.array(sorted({crc32(one.encode("utf-16-le", "surrogatepass")) for one in every}), np.uint32)


@cache
def load() -> Precedents:
    """The index that ships."""
    with as_file(files(__package__) / "data" / INDEX) as path, np.load(path) as stored:
        arrays = dict(stored)
    named = zip(*(arrays.pop(name).tolist() for name in Held._fields), strict=True)
    return Precedents([Held(law, article, date.fromisoformat(since)) for law, article, since in named], **arrays)


def precedent(row: int) -> Precedent:
    """The clause with that number in the index."""
    return _parsed(_lines()[row])


def clauses() -> list[Precedent]:
    """All clauses in the order of the index."""
    return list(map(_parsed, _lines()))


@cache
def _lines() -> list[str]:
    """The lines of the table; parsed when they are asked for, since all clauses as objects take many times as much."""
    return (files(__package__) / "data" / TABLE).read_text("utf-8").splitlines()[1:]


def _parsed(line: str) -> Precedent:
    law, article, since, contrary, clause, reason = next(csv.reader([line]))
    return Precedent(Held(law, article, date.fromisoformat(since)), contrary == "1", clause, reason)


def indexed(held: Sequence[Held], contrary: Sequence[bool], tokens: Sequence[NDArray[np.uint32]]) -> Precedents:
    """The index of clauses, given in the order of their articles, of which the hashed tokens are known."""
    articles = list(dict.fromkeys(held))
    places = {one: place for place, one in enumerate(articles)}
    keys, at = np.unique(np.concatenate(tokens), return_inverse=True)
    rows = np.repeat(np.arange(len(tokens)), [len(one) for one in tokens])
    order = np.argsort(at, kind="stable")
    having = np.bincount(at, minlength=len(keys))
    having[having > _COMMON * len(tokens)] = 0
    told = having[at] > 0
    squares = np.log((1 + len(tokens)) / (1 + np.append(having, 0))) ** 2
    squares[:-1][having == 0] = 0.0
    lengths = np.sqrt(np.bincount(rows[told], squares[at[told]], len(tokens)))
    lengths[lengths == 0] = np.inf
    return Precedents(
        articles, np.array(list(map(places.__getitem__, held)), np.intp), np.array(contrary, bool), lengths,
        keys, np.append(0, np.cumsum(having)), rows[order[told[order]]].astype(np.uint16), squares,
    )  # fmt: skip
