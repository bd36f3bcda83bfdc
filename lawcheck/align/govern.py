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

import numpy as np

from lawcheck.align.about import About
from lawcheck.align.lawwords import law_words
from lawcheck.align.norm import Norm
from lawcheck.align.precedents import Likeness, Precedents, load, precedent
from lawcheck.align.rows import Numbers
from lawcheck.align.sentences import article_tokens
from lawcheck.align.weighing import AFTER_READING, LIKELY, READ, Weighed, weigh
from lawcheck.align.words import CONCEPT
from lawcheck.corpus import Corpus
from lawcheck.corpus.shelf import Positions, Shelf
from lawcheck.model import Alike, Citation, Document, Governing, Law, Target, is_superior

# Sentences that are weighed together: what that takes stays in the processor's cache.
_TOGETHER = 128
# From which likeness on the clause is shown that a sentence is like.
_MUCH = 0.3
# A sentence with the citations in it.
Sentence = tuple[Norm, Sequence[Citation]]


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


class Seeker:
    """Finds governing articles for the sentences of one draft."""

    def __init__(
        self, document: Document, corpus: Corpus, as_of: date, precedents: Precedents | None = None
    ) -> None:
        """``precedents``: None for those that ship."""
        profile = document.profile
        self._corpus = corpus
        self._precedents = load() if precedents is None else precedents
        self._likeness: dict[str, dict[tuple[str, str], tuple[int, Likeness]]] = {}
        self._rank = profile.rank
        words = law_words(corpus, as_of, profile.region or "")
        self._about = About(words, profile) if words is not None else None

    def rarity(self, wanted: Iterable[str]) -> Mapping[str, float]:
        """What each token weighs if it is shared."""
        return self._about.words.rarity(wanted) if self._about else dict.fromkeys(wanted, CONCEPT)

    def governing(self, sentences: Sequence[Sentence], limit: int) -> list[tuple[Governing, ...]]:
        """The articles that govern each sentence: those that it cites, then the others, likeliest first.

        ``score`` is the share of likelihood among all that were read; what the draft cites of texts that are not in force
        for its place is taken at its word.
        """
        cited = self._cited(sentences)
        found = [[one for one, position in known if position is None] for known in cited]
        for first, shelf, read in self._weighed(sentences, cited, READ):
            kept = np.flatnonzero((read.ranks < limit) | read.cited)
            rows, shares, own = read.rows[kept].tolist(), read.shares[kept].tolist(), read.cited[kept].tolist()
            for told, row, *beside in zip(_told(shelf, read.positions[kept]), rows, shares, own, strict=True):
                found[first + row].append(Governing(*told, *beside))
        return list(map(tuple, found))

    def candidates(self, sentences: Sequence[Sentence], limit: int = READ) -> list[list[Candidate]]:
        """The articles that were read for each sentence: those that it cites, then the others, likeliest first."""
        found: list[list[Candidate]] = [[] for _ in sentences]
        for first, shelf, read in self._weighed(sentences, self._cited(sentences), limit):
            rows, own, values = read.rows.tolist(), read.cited.tolist(), read.values.tolist()
            for told, row, *beside in zip(_told(shelf, read.positions), rows, own, read.signs, values, strict=True):
                found[first + row].append(Candidate(*told, *beside))
        return found

    def likeness(self, passage: Governing, norm: Norm) -> Likeness:
        """How like a sentence is to the clauses held against an article."""
        return self._like(norm).get((passage.law.title, passage.article), (0, Likeness()))[1]

    def alike(self, passage: Governing, norm: Norm) -> Alike | None:
        """The clause that contradicts the article and that a sentence is most like, if it is much like it."""
        like = self.likeness(passage, norm)
        if like.contrary < max(_MUCH, like.lawful):
            return None
        found = precedent(like.row)
        return Alike(found.clause, found.reason)

    def _like(self, norm: Norm) -> dict[tuple[str, str], tuple[int, Likeness]]:
        """(law, article) → position and likeness, of the articles whose clauses are likest to a sentence."""
        found = self._likeness.get(norm.text)
        if found is None and self._about is not None:
            told = ((held, self._about.words.held(held), one) for held, one in self._precedents.like(norm).items())
            found = {(held.law, held.article): (at, one) for held, at, one in told if at is not None}
            self._likeness[norm.text] = found
        return found or {}

    def named(self, law: Law, norm: Norm) -> float:
        """The share of what a law is about, by its title, that the draft's title or the sentence names."""
        title = article_tokens(law.title)
        named = self._about.title if self._about else ()
        return (len(title & norm.tokens) + len((title - norm.tokens).intersection(named))) / max(1, len(title))

    def _cited(self, sentences: Sequence[Sentence]) -> list[list[tuple[Governing, int | None]]]:
        return [list(self._of_citations(citations)) for _, citations in sentences]

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

    def _weighed(
        self, sentences: Sequence[Sentence], cited: Sequence[Sequence[tuple[Governing, int | None]]], limit: int
    ) -> Iterator[tuple[int, Shelf, Weighed]]:
        """The articles that were read for some sentences at a time; which is the first of these; where they stand."""
        if self._about is None:
            return
        own = [list(dict.fromkeys(at for _, at in known if at is not None)) for known in cited]
        for first in range(0, len(sentences), _TOGETHER):
            some = slice(first, first + _TOGETHER)
            norms = [norm for norm, _ in sentences[some]]
            like = [dict(self._like(norm).values()) for norm in norms]
            read = weigh(self._about, norms, own[some], like, limit)
            yield first, self._about.words.shelf, read


def _told(shelf: Shelf, positions: Positions) -> Iterator[tuple[Law, str, str]]:
    """The law of each article, its number and its words."""
    for law, article in zip(shelf.law_of[positions].tolist(), shelf.at(positions), strict=True):
        yield shelf.laws[law], article.name, article.words
