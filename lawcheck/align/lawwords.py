"""Which articles of a shelf hold a token, and the signs of an article that are the same for every draft.

A concept is held where all pairs of one of its words are: the words themselves need not be looked at. What was asked
once is remembered as long as the corpus is open, since drafts speak of the same things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import accumulate, filterfalse, pairwise
from math import expm1, log1p

import numpy as np
from numpy.typing import NDArray

from lawcheck.align.articles import PLANE, Codes, Numbers, Plain, Read, token_numbers
from lawcheck.align.words import CONCEPT, WEAK, concepts, tokens
from lawcheck.corpus import Corpus
from lawcheck.corpus.shelf import Floats, Positions, Shelf
from lawcheck.model import Rank, Version
from lawcheck.text.fold import skeleton

# Code points, and what each weighs.
Characters = tuple[NDArray[np.intp], Numbers]


class LawWords:
    """The words of the articles of a shelf."""

    def __init__(self, corpus: Corpus, shelf: Shelf) -> None:
        self.shelf = shelf
        self._corpus = corpus
        self._rare: dict[str, float] = {}
        self._weighed: dict[str, tuple[Positions, Floats]] = {}
        self._weight = np.zeros(0)
        self._there: dict[str, NDArray[np.uint8]] = {}
        self.plain = Plain(shelf)

    # Rarity

    def rarity(self, wanted: Iterable[str]) -> Mapping[str, float]:
        """What each token weighs if it is shared; the map may hold others too."""
        missing = list(filterfalse(self._rare.__contains__, wanted))
        if missing:
            pairs = self._corpus.rarities([token for token in missing if not token.startswith("=")])
            for token in missing:
                self._rare[token] = self._of_concept(token) if token.startswith("=") else pairs.get(token, CONCEPT)
        return self._rare

    def _of_concept(self, name: str) -> float:
        """How rare a concept is, as if no article held two of its words."""
        if name in concepts().weak:
            return WEAK
        words = concepts().words[name]
        pairs = self._corpus.rarities({one + other for word in words for one, other in pairwise(word)})
        rarest = [max(pairs.get(one + other, CONCEPT) for one, other in pairwise(word)) for word in words]
        return log1p(1 / sum(1 / expm1(value) for value in rarest))

    def characters(self, held: Iterable[str]) -> Characters:
        """The characters of the pairs, as code points, with the share of each in what they weigh together.

        女工 and 女职工, 产检 and 产前检查 have no pair in common, but every character.
        """
        known = sorted({one for token in held if token[0] != "=" for one in token if ord(one) <= PLANE})
        rarity = self._corpus.rarities(known)
        weights = np.array([rarity.get(one, 0.0) for one in known])
        return np.array(list(map(ord, known)), np.intp), weights / (weights.sum() or 1.0)

    # Articles that hold a token

    def weighed(self, token: str) -> tuple[Positions, Floats]:
        """The articles that hold a token, and what it weighs there."""
        found = self._weighed.get(token)
        if found is None:
            positions = self._of_words(concepts().words[token]) if token.startswith("=") else self._of_word(token)
            weight = np.float32(self.rarity((token,))[token])
            found = self._weighed[token] = positions, np.broadcast_to(weight, positions.shape)
        return found

    def _of_words(self, words: Sequence[str]) -> Positions:
        there = np.zeros(len(self.shelf), bool)
        for word in words:
            there[self._of_word(word)] = True
        return np.flatnonzero(there).astype(np.int32)

    def _of_word(self, word: str) -> Positions:
        """The articles that hold every pair of a word."""
        first, *others = [self._of_pair(one + other) for one, other in pairwise(word)]
        for other in others:
            there = np.zeros(len(self.shelf), bool)
            there[other] = True
            first = first[there[first]]
        return first

    def _of_pair(self, pair: str) -> Positions:
        return self.shelf.holding(ord(pair[0]) << 16 | ord(pair[1]) if max(pair) <= "\uffff" else 0)

    # Laws

    @cached_property
    def titles(self) -> tuple[Mapping[str, NDArray[np.intp]], Numbers]:
        """Token → laws whose title has it, and the number of tokens of each title."""
        found: dict[str, list[int]] = defaultdict(list)
        sizes = []
        for place, law in enumerate(self.shelf.laws):
            about = tokens(skeleton(law.title))
            sizes.append(max(1, len(about)))
            for token in about:
                found[token].append(place)
        return {token: np.array(places, np.intp) for token, places in found.items()}, np.array(sizes, np.float64)

    def naming(self, held: Iterable[str]) -> Numbers:
        """For each law how many of the tokens its title has."""
        places = [self.titles[0][token] for token in held if token in self.titles[0]]
        every = np.concatenate([np.zeros(0, np.intp), *places])
        return np.bincount(every, minlength=len(self.shelf.laws)).astype(np.float64)

    @cached_property
    def of_rank(self) -> Mapping[Rank, NDArray[np.bool_]]:
        """For each rank the laws that have it."""
        ranks = [law.rank for law in self.shelf.laws]
        return {rank: np.array([one is rank for one in ranks], bool) for rank in Rank}

    @cached_property
    def statute(self) -> Numbers:
        """1 for each law or regulation of the State Council, else 0."""
        found: Numbers = (self.of_rank[Rank.LAW] | self.of_rank[Rank.ADMIN_REGULATION]).astype(np.float64)
        return found

    @cached_property
    def implementing(self) -> NDArray[np.bool_]:
        """The laws that implement another."""
        return np.array(["实施" in law.title for law in self.shelf.laws], bool)

    # Articles

    def position(self, version: Version, article: str) -> int | None:
        """The position of an article of a text in force."""
        law = self._places.get(version)
        places = () if law is None else self.shelf.of_law(law).tolist()
        return next((place for place in places if self.shelf.article(place).name == article), None)

    @cached_property
    def _places(self) -> Mapping[Version, int]:
        return {version: place for place, version in enumerate(self.shelf.versions)}

    def counted(self, held: Sequence[str], positions: Positions) -> Numbers:
        """For each of the articles how many of the tokens it has."""
        found = np.zeros(len(positions))
        octets, bits = positions >> 3, np.uint8(128) >> (positions & 7).astype(np.uint8)
        for token in held:
            there = self._there.get(token)
            if there is None:
                every = np.zeros(len(self.shelf), bool)
                every[self.weighed(token)[0]] = True
                there = self._there[token] = np.packbits(every)  # a bit each: the concepts are many
            found += (there[octets] & bits) != 0
        return found

    def nearest(self, held: Sequence[str], articles: Sequence[Read]) -> list[tuple[float, float]]:
        """For each article that was read its nearest sentence: the share of the weight of the tokens, and the cover."""
        rarity, ids = self.rarity(held), token_numbers(held)
        weights = list(map(rarity.__getitem__, held))
        whole = sum(weights) or 1.0
        sizes = np.concatenate([np.zeros(0), *(one.sizes for one in articles)])
        every = self._weights(ids, weights, np.concatenate([ids[:0], *(one.ids for one in articles)]))
        starts = (np.cumsum(sizes) - sizes).astype(np.intp)
        shares = np.add.reduceat(every, starts) / whole if len(starts) else sizes
        common = np.add.reduceat((every > 0).view(np.int8), starts, dtype=np.intp) if len(starts) else sizes
        told, covers = shares.tolist(), (common / (8 + sizes)).tolist()
        ends = accumulate((len(one.sizes) for one in articles), initial=0)
        found = []
        for begin, end in pairwise(ends):
            share = max(told[begin:end], default=0.0)
            found.append((share, covers[told.index(share, begin)] if share else 0.0))
        return found

    def holding(self, asked: Sequence[Characters], texts: Sequence[Codes]) -> list[Numbers]:
        """For each set of characters what those weigh that each text has."""
        sizes = np.array(list(map(len, texts)), np.intp)
        starts = np.cumsum(sizes) - sizes
        every = np.concatenate([np.zeros(0, np.uint16), *texts]).astype(np.intp)
        return [np.add.reduceat(self._weights(*one, every), starts) if texts else np.zeros(0) for one in asked]

    def nearest_by_characters(self, asked: Characters, articles: Sequence[Read]) -> tuple[Numbers, Numbers]:
        """For each article that was read the most that a sentence shares of the characters, and the most covered of one."""
        if not articles:
            return np.zeros(0), np.zeros(0)
        lengths = np.concatenate([one.lengths for one in articles])
        every = self._weights(*asked, np.concatenate([one.characters for one in articles]).astype(np.intp))
        starts = np.cumsum(lengths) - lengths
        shares = np.add.reduceat(every, starts)
        covers = np.add.reduceat((every > 0).view(np.int8), starts, dtype=np.intp) / (8 + lengths)
        sentences = np.array([len(one.lengths) for one in articles], np.intp)
        firsts = np.cumsum(sentences) - sentences
        return np.maximum.reduceat(shares, firsts), np.maximum.reduceat(covers, firsts)

    def _weights(
        self, ids: NDArray[np.intp], weights: Sequence[float] | Numbers, wanted: NDArray[np.intp]
    ) -> Numbers:
        """The weight of each wanted token, 0 of those that have none."""
        last = max(ids.max(initial=-1), wanted.max(initial=-1))
        if len(self._weight) <= last:
            self._weight = np.zeros(2 * (last + 1))
        self._weight[ids] = weights
        found: Numbers = self._weight[wanted]
        self._weight[ids] = 0.0
        return found


@lru_cache(maxsize=2)
def law_words(corpus: Corpus, as_of: date, region: str) -> LawWords | None:
    """The words of the articles in force; None if the corpus has none."""
    shelf = corpus.shelf(as_of, region)
    return LawWords(corpus, shelf) if shelf is not None and len(shelf) else None
