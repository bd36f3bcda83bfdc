"""Which articles of a shelf hold a token, and the signs of an article that are the same for every draft.

A concept is held where all pairs of one of its words are: the words themselves need not be looked at. What was asked
once is remembered as long as the corpus is open, since drafts speak of the same things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain, filterfalse, pairwise
from math import expm1, log1p

import numpy as np
from numpy.typing import NDArray

from lawcheck.align.articles import PLANE, Plain
from lawcheck.align.precedents import Held
from lawcheck.align.rows import Numbers, Rows, ranges, starts
from lawcheck.align.words import CONCEPT, WEAK, concepts, tokens
from lawcheck.corpus import Corpus
from lawcheck.corpus.shelf import Floats, Positions, Shelf
from lawcheck.model import Rank, Version
from lawcheck.text.fold import skeleton

# Code points, and what each weighs.
Characters = tuple[list[int], list[float]]

# How far the length of an article counts against it when articles are proposed, and the usual number of its pairs.
_LONG, _USUAL = np.float32(0.5), np.float32(90)


class LawWords:
    """The words of the articles of a shelf."""

    def __init__(self, corpus: Corpus, shelf: Shelf) -> None:
        self.shelf = shelf
        self._corpus = corpus
        self._rare: dict[str, float] = {}
        self._weighed: dict[str, tuple[Positions, Floats]] = {}
        self._there: dict[str, NDArray[np.uint8]] = {}
        self._names: dict[int, Mapping[str, int]] = {}
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
        known = sorted(set("".join([token for token in held if token[0] != "="])))
        if known and ord(known[-1]) > PLANE:
            known = [one for one in known if ord(one) <= PLANE]
        weights = list(map(self.rarity(known).__getitem__, known))
        whole = sum(weights) or 1.0
        return list(map(ord, known)), [weight / whole for weight in weights]

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

    def naming(self, held: Sequence[Iterable[str]]) -> Numbers:
        """For each set of tokens, and each law, how many of them its title has."""
        titles, laws = self.titles[0], len(self.shelf.laws)
        found = [(row, titles[token]) for row, tokens in enumerate(held) for token in tokens if token in titles]
        every = np.concatenate([np.zeros(0, np.intp), *(places for _, places in found)])
        counts = np.array([len(places) for _, places in found], np.intp)
        every += np.repeat(laws * np.array([row for row, _ in found], np.intp), counts)
        return np.bincount(every, minlength=len(held) * laws).reshape(len(held), laws).astype(np.float64)

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

    @cached_property
    def brevity(self) -> Floats:
        """For each numbered article how near it is counted for its length when articles are proposed; 0 for others."""
        return self.shelf.numbered / (1 - _LONG + _LONG * self.shelf.sizes / _USUAL)

    def position(self, version: Version, article: str) -> int | None:
        """The position of an article of a text in force."""
        law = self._places.get(version)
        if law is None:
            return None
        places = self.shelf.of_law(law)
        names = [one.name for one in self.shelf.at(places)]
        return int(places[names.index(article)]) if article in names else None

    def held(self, held: Held) -> int | None:
        """The position of an article against which clauses were held, if the same text of its law is in force."""
        law = self._of_title.get((held.law, held.since))
        if law is None:
            return None
        if law not in self._names:
            places = self.shelf.of_law(law)
            names = (one.name for one in self.shelf.at(places))
            self._names[law] = dict(zip(names, places.tolist(), strict=True))
        return self._names[law].get(held.article)

    @cached_property
    def _of_title(self) -> Mapping[tuple[str, date | None], int]:
        laws = enumerate(zip(self.shelf.laws, self.shelf.versions, strict=True))
        return {(law.title, version.effective): place for place, (law, version) in laws if not law.region}

    @cached_property
    def _places(self) -> Mapping[Version, int]:
        return {version: place for place, version in enumerate(self.shelf.versions)}

    def counted(self, held: Sequence[Sequence[str]], rows: Rows, positions: Positions) -> Numbers:
        """How many of the tokens of its row each article has."""
        every = list(chain.from_iterable(held))
        if not every:
            return np.zeros(len(positions))
        places = {token: place for place, token in enumerate(dict.fromkeys(every))}
        there = np.stack(list(map(self._having, places)))
        token = np.array(list(map(places.__getitem__, every)), np.intp) * there.shape[1]
        sizes = np.array(list(map(len, held)), np.intp)
        counts = sizes[rows]
        article = np.repeat(np.arange(len(positions)), counts)
        octets = token[ranges(starts(sizes)[rows], counts)] + (positions >> 3)[article]
        bits = (np.uint8(128) >> (positions & 7).astype(np.uint8))[article]
        return np.bincount(article[(there.ravel()[octets] & bits) != 0], minlength=len(positions)).astype(
            np.float64
        )

    def _having(self, token: str) -> NDArray[np.uint8]:
        """The articles that hold a token, a bit each: the concepts are many."""
        found = self._there.get(token)
        if found is None:
            every = np.zeros(len(self.shelf), bool)
            every[self.weighed(token)[0]] = True
            found = self._there[token] = np.packbits(every)
        return found


@lru_cache(maxsize=2)
def law_words(corpus: Corpus, as_of: date, region: str) -> LawWords | None:
    """The words of the articles in force; None if the corpus has none."""
    shelf = corpus.shelf(as_of, region)
    return LawWords(corpus, shelf) if shelf is not None and len(shelf) else None
