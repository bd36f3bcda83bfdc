"""Which superior articles govern a sentence: the draft's own citations, and all articles of the likeliest laws.

The articles in force lie side by side (``corpus/shelf.py``); every one of them gets the weight of the tokens that it
shares with the sentence, concepts among them, so that 员工 finds 劳动者. The nearest propose laws: for the draft by its
title, for the sentence by its words. Of the likeliest laws every article is weighed, since the one that governs often
shares few rare words; of the others those that are nearest. The order is a linear function of signs, each of which a
reader can check, learnt from labelled pairs (``learnt.py``, ``benchmarks/train_alignment.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from lawcheck.align import articles
from lawcheck.align.about import About
from lawcheck.align.articles import Numbers
from lawcheck.align.compare_figures import figure_kinds
from lawcheck.align.lawwords import Characters, LawWords, law_words
from lawcheck.align.learnt import weights
from lawcheck.align.norm import Norm
from lawcheck.align.sentences import article_tokens
from lawcheck.align.words import CONCEPT, concepts
from lawcheck.corpus import Corpus
from lawcheck.corpus.shelf import Floats, Positions, best, summed
from lawcheck.model import Citation, Document, Governing, Law, Rank, Target, is_superior

# Articles that propose laws for a sentence; laws of which all articles are weighed; articles that are weighed by their
# words, and that are read.
_PROPOSED, _LAWS, _WEIGHED, READ = 60, 8, 60, 20
# What the share of a law counts beside the words of an article when it is decided which articles are weighed.
_OF_LAW = 20.0
# The signs of a law, of an article by its words and its law, and of one that was read.
OF_LAW = ("found", "topic", "named", "statute")
LIKELY = (
    "named", "topic", "found", "law", "place", "statute", "regulation", "rule", "implementing",
    "shared", "concepts", "title", "length", "early", "units", "fine",
    "characters", "title characters",
)  # fmt: skip
AFTER_READING = ("nearest", "cover", "figures", "no figure", "sides", "nearest characters", "cover of characters")
_FARTHEST = 30


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that was read, with its signs in the order of ``LIKELY`` and ``AFTER_READING``; ``value`` is what they come to."""

    law: Law
    article: str
    text: str
    cited: bool
    row: Numbers
    value: float

    @property
    def signs(self) -> Mapping[str, float]:
        """The signs by name."""
        return dict(zip((*LIKELY, *AFTER_READING), self.row.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class _Laws:
    """The laws in question for a sentence: for every law of the shelf its signs, and its place among them."""

    found: Numbers
    named: Numbers
    value: Numbers
    place: NDArray[np.intp]


class Seeker:
    """Finds governing articles for the sentences of one draft."""

    def __init__(self, document: Document, corpus: Corpus, as_of: date) -> None:
        profile = document.profile
        self._corpus = corpus
        self._rank = profile.rank
        words = law_words(corpus, as_of, profile.region or "")
        self._about = About(words, profile) if words is not None else None

    def rarity(self, wanted: Iterable[str]) -> Mapping[str, float]:
        """What each token weighs if it is shared."""
        return self._about.words.rarity(wanted) if self._about else dict.fromkeys(wanted, CONCEPT)

    def governing(self, norm: Norm, cited: Sequence[Citation], limit: int) -> tuple[Governing, ...]:
        """The articles that govern a sentence: those that it cites, then the others, likeliest first.

        ``score`` is the share of likelihood among all that were read; what the draft cites of texts that are not in force
        for its place is taken at its word.
        """
        read = sorted(self.candidates(norm, cited), key=lambda one: not one.cited)
        shares = np.exp([one.value for one in read] - np.max([one.value for one in read], initial=-np.inf))
        beside = [one for one, position in self._of_citations(cited) if position is None]
        found = [
            Governing(one.law, one.article, one.text, share, one.cited)
            for place, (one, share) in enumerate(zip(read, (shares / shares.sum()).tolist(), strict=True))
            if place < limit or one.cited
        ]
        return (*beside, *found)

    def candidates(self, norm: Norm, cited: Sequence[Citation], limit: int = READ) -> list[Candidate]:
        """The articles that were read for a sentence, likeliest first."""
        about = self._about
        if about is None:
            return []
        words = about.words
        own = np.array(list(dict.fromkeys(at for _, at in self._of_citations(cited) if at is not None)), np.int32)
        held = sorted(norm.tokens)
        words.rarity(held)
        shared = summed([words.weighed(token) for token in held], len(words.shelf))
        near = shared * about.allowed
        near += about.near
        nearest = best(near, _PROPOSED)[:_PROPOSED]
        laws = _laws(about, held, shared, nearest, own)
        positions = _proposed(words, shared, nearest, laws, own)
        characters = words.characters(held)
        rows = _weighed(about, norm, positions, shared, characters, laws)
        order = np.argsort(-(rows @ _vector("likely", LIKELY)), kind="stable")
        order = order[(np.arange(len(order)) < limit) | (order < len(own))]
        return _read(words, norm, characters, positions[order], rows[order], own)

    def named(self, law: Law, norm: Norm) -> float:
        """The share of what a law is about, by its title, that the draft's title or the sentence names."""
        title = article_tokens(law.title)
        named = self._about.title if self._about else ()
        return (len(title & norm.tokens) + len((title - norm.tokens).intersection(named))) / max(1, len(title))

    def _of_citations(self, cited: Sequence[Citation]) -> Iterator[tuple[Governing, int | None]]:
        """The articles that a sentence cites, each with its position if it is on the shelf."""
        for citation in cited:
            resolution, article = citation.resolution, citation.target.article
            if resolution is None or resolution.law is None or resolution.version is None or article is None:
                continue
            words = self._corpus.wording(resolution.version, Target(article=article))
            if words and is_superior(resolution.law.rank, self._rank) is not False:
                position = self._about.words.position(resolution.version, article) if self._about else None
                yield Governing(resolution.law, article, words, 1.0, True), position


# Which laws


def _laws(about: About, held: Sequence[str], shared: Floats, nearest: Positions, own: Positions) -> _Laws:
    """The laws in question: those of the nearest articles, of the draft's matter, and those cited."""
    words = about.words
    law_of = words.shelf.law_of
    rarity = words.rarity(held)
    whole = about.whole + sum(map(rarity.__getitem__, held))
    near = shared[nearest] + about.held[nearest]
    found = np.bincount(law_of[nearest], near / whole, len(words.shelf.laws)).astype(np.float64)
    names = words.naming([token for token in held if token not in about.title])
    named = (names + about.named) / words.titles[1]
    found_too, topic_too, named_too, statute_too = _vector("law", OF_LAW).tolist()
    value = found_too * found + named_too * named
    value += topic_too * about.topics + statute_too * words.statute
    asked = (found > 0) | (about.topics > 0)
    asked[law_of[own]] = True
    order = np.flatnonzero(asked)
    order = order[np.argsort(-value[order], kind="stable")]
    place = np.full(len(found), _FARTHEST)
    place[order[:_FARTHEST]] = np.arange(min(len(order), _FARTHEST))
    return _Laws(found, named, value, place)


# Which articles


def _proposed(words: LawWords, shared: Floats, nearest: Positions, laws: _Laws, own: Positions) -> Positions:
    """Articles worth weighing: those cited, then those by the words that they share and by their law."""
    shelf = words.shelf
    likely = np.flatnonzero(laws.place < _LAWS).tolist()
    of_laws = np.concatenate([own[:0], *map(shelf.of_law, likely)])
    of_laws = of_laws[(shared[of_laws] > 0) & shelf.numbered[of_laws]]
    others = nearest[laws.place[shelf.law_of[nearest]] >= _LAWS]
    found = np.concatenate([of_laws, others])
    found = np.setdiff1d(found, own) if len(own) else found
    value = shared[found] + _OF_LAW * laws.value[shelf.law_of[found]]
    order = np.argsort(-value, kind="stable")[: _WEIGHED - len(own)]
    return np.concatenate([own, found[order]], dtype=np.int32)


def _weighed(
    about: About, norm: Norm, positions: Positions, shared: Floats, characters: Characters, laws: _Laws
) -> Numbers:
    """The signs of articles by their words and their law, in the order of ``LIKELY``."""
    words = about.words
    law, ranks = words.shelf.law_of[positions], words.of_rank
    units = frozenset(figure.unit for figure in norm.figures if not figure.conditional)
    lengths, early, fines, having = words.plain.told(positions, units)
    weak = concepts().weak
    telling = [token for token in norm.tokens if token.startswith("=") and token not in weak]
    columns = (
        laws.named[law], about.topics[law], laws.found[law], laws.value[law], laws.place[law],
        ranks[Rank.LAW][law], ranks[Rank.ADMIN_REGULATION][law], ranks[Rank.DEPARTMENT_RULE][law],
        words.implementing[law], shared[positions], words.counted(telling, positions),
        about.held[positions] / about.whole, lengths, early, having, fines & (articles.FINE in norm.text),
        *words.holding((characters, about.characters), words.plain.characters(positions)),
    )  # fmt: skip
    rows = np.empty((len(positions), len(columns)))
    for place, column in enumerate(columns):
        rows[:, place] = column
    return rows


def _read(
    words: LawWords, norm: Norm, characters: Characters, positions: Positions, rows: Numbers, own: Positions
) -> list[Candidate]:
    """Read articles: the nearest sentences, and whether there are figures and sides of the kinds in question."""
    shelf, cited = words.shelf, frozenset(own.tolist())
    shelved = [shelf.article(position) for position in positions.tolist()]
    laws = [shelf.laws[place] for place in shelf.law_of[positions].tolist()]
    read = [articles.read(article.words) for article in shelved]
    asked = figure_kinds(norm)
    sides = frozenset(pole.name for pole in norm.poles)
    further = [
        (
            *nearest,
            len(asked & one.kinds) / len(asked) if asked else 0.0,
            bool(asked) and not one.kinds,
            not sides.isdisjoint(one.sides),
        )
        for one, nearest in zip(read, words.nearest(sorted(norm.tokens), read), strict=True)
    ]
    by_words = np.array(further, np.float64).reshape(len(read), -1 if read else len(AFTER_READING) - 2)
    rows = np.column_stack([rows, by_words, *words.nearest_by_characters(characters, read)])
    values = rows @ _vector("read", (*LIKELY, *AFTER_READING))
    told, at = values.tolist(), positions.tolist()
    return [
        Candidate(laws[i], shelved[i].name, shelved[i].words, at[i] in cited, rows[i], told[i])
        for i in np.argsort(-values, kind="stable").tolist()
    ]


@cache
def _vector(name: str, signs: Sequence[str]) -> Numbers:
    """The weights of a function in the order of its signs."""
    known = weights(name)
    return np.array([known.get(sign, 0.0) for sign in signs])
