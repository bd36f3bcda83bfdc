"""Weighing the articles proposed for the sentences of a draft, many sentences at once: what the order of ``govern.py`` rests on.

What an article and a sentence have in common is told by signs: of all that are proposed by their words and their laws,
of the likeliest of these by reading them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lawcheck.align import articles
from lawcheck.align.about import About
from lawcheck.align.block import Block
from lawcheck.align.compare_figures import figure_kinds
from lawcheck.align.lawwords import LawWords
from lawcheck.align.learnt import vector
from lawcheck.align.norm import Norm
from lawcheck.align.precedents import Likeness
from lawcheck.align.proposing import Proposed, propose
from lawcheck.align.rows import Numbers, Rows, highest, lengths, starts
from lawcheck.corpus.shelf import Positions
from lawcheck.model import Rank

# Position of an article → how like a sentence is to clauses held against it.
Like = Mapping[int, Likeness]
# Articles of a sentence that are read.
READ = 20
# The signs of an article by its words and its law, and of one that was read.
LIKELY = (
    "named", "topic", "found", "law", "place", "statute", "regulation", "rule", "implementing",
    "shared", "concepts", "title", "length", "early", "units", "fine",
    "characters", "title characters", "precedent",
)  # fmt: skip
AFTER_READING = ("nearest", "cover", "figures", "no figure", "sides", "nearest characters", "cover of characters")


@dataclass(frozen=True, slots=True)
class Weighed:
    """Articles that were read, sentence by sentence, those cited first and then the likeliest.

    ``rows``: the sentence of each; ``ranks``: its place among those of the sentence; ``signs`` in the order of ``LIKELY``
    and ``AFTER_READING``; ``values``: what these come to; ``shares``: of the likelihood of all that were read.
    """

    rows: Rows
    positions: Positions
    cited: NDArray[np.bool_]
    ranks: Rows
    signs: Numbers
    values: Numbers
    shares: Numbers


def weigh(
    about: About, norms: Sequence[Norm], cited: Sequence[Sequence[int]], like: Sequence[Like], limit: int
) -> Weighed:
    """Weigh the articles that each sentence cites, by position, and the likeliest others up to a limit.

    ``like``: for each sentence the positions of articles against which like clauses were held, and how like.
    """
    block = Block(about.words, norms, about.title)
    each = list(propose(about, block, cited, [list(one) for one in like]))
    proposed = Proposed(*map(np.concatenate, zip(*each, strict=True)))
    counts = lengths([one.positions for one in each])
    rows = np.repeat(np.arange(len(norms)), counts)
    own = np.arange(len(rows)) - starts(counts)[rows] < lengths(cited)[rows]
    if not len(rows):
        return _ordered(rows, proposed.positions, own, np.zeros((0, len(LIKELY) + len(AFTER_READING))))
    signs = _by_words(about, block, rows, proposed, like)
    likely = np.split(_values(signs, "likely", LIKELY), np.cumsum(counts)[:-1])
    kept = np.concatenate([first + highest(one, limit) for first, one in zip(starts(counts), likely, strict=True)])
    kept = np.union1d(kept, np.flatnonzero(own))
    rows, positions = rows[kept], proposed.positions[kept]
    return _ordered(
        rows, positions, own[kept], np.hstack([signs[kept], _by_reading(about.words, block, rows, positions)])
    )


def _ordered(rows: Rows, positions: Positions, cited: NDArray[np.bool_], signs: Numbers) -> Weighed:
    """The articles of each sentence in order, with their shares."""
    values = _values(signs, "read", (*LIKELY, *AFTER_READING))
    order = np.lexsort((-values, ~cited, rows))
    rows, values = rows[order], values[order]
    counts = np.bincount(rows)
    tops = np.full(len(counts), -np.inf)
    np.maximum.at(tops, rows, values)
    shares = np.exp(values - tops[rows])
    shares /= np.bincount(rows, shares)[rows]
    ranks = np.arange(len(rows)) - starts(counts)[rows]
    return Weighed(rows, positions[order], cited[order], ranks, signs[order], values, shares)


def _by_words(about: About, block: Block, rows: Rows, proposed: Proposed, like: Sequence[Like]) -> Numbers:
    """The signs of articles by their words and their law, in the order of ``LIKELY``."""
    words, positions = about.words, proposed.positions
    law, ranks = words.shelf.law_of[positions], words.of_rank
    length, early, fines = words.plain.told(positions)
    fined = np.array([articles.FINE in norm.text for norm in block.norms], bool)
    alike = zip(rows.tolist(), positions.tolist(), strict=True)
    most = np.array([like[row][at].most if at in like[row] else 0.0 for row, at in alike])
    units = [{figure.unit for figure in norm.figures if not figure.conditional} for norm in block.norms]
    return _side_by_side(
        proposed.named, about.topics[law], proposed.found, proposed.value, proposed.place,
        ranks[Rank.LAW][law], ranks[Rank.ADMIN_REGULATION][law], ranks[Rank.DEPARTMENT_RULE][law],
        words.implementing[law], proposed.shared, block.concepts(rows, positions),
        about.held[positions] / about.whole, length, early, words.plain.units(units, rows, positions), fines & fined[rows],
        *block.characters(rows, words.plain.characters(positions)), most,
    )  # fmt: skip


def _by_reading(words: LawWords, block: Block, rows: Rows, positions: Positions) -> Numbers:
    """The signs of articles that show when they are read, in the order of ``AFTER_READING``.

    They are the nearest sentences, and whether there are figures and sides of the kinds in question.
    """
    read = [articles.read(article.words) for article in words.shelf.at(positions)]
    asked = list(map(figure_kinds, block.norms))
    taken = [{pole.name for pole in norm.poles} for norm in block.norms]
    figures, without, sides = np.zeros((3, len(read)))
    for place, (row, one) in enumerate(zip(rows.tolist(), read, strict=True)):
        if asked[row]:
            figures[place], without[place] = len(asked[row] & one.kinds) / len(asked[row]), not one.kinds
        if taken[row]:
            sides[place] = not taken[row].isdisjoint(one.sides)
    share, cover, by_characters, covered = block.nearest(rows, read)
    return _side_by_side(share, cover, figures, without, sides, by_characters, covered)


def _values(signs: Numbers, name: str, names: tuple[str, ...]) -> Numbers:
    """What the signs of each article come to; to the last bit the same whatever stands beside them."""
    found: Numbers = (signs * vector(name, names)).sum(axis=1)
    return found


def _side_by_side(*columns: NDArray[Any]) -> Numbers:
    """Columns of numbers as a table; numpy's own way is slow with columns of many types."""
    table = np.empty((len(columns[0]), len(columns)))
    for place, column in enumerate(columns):
        table[:, place] = column
    return table
