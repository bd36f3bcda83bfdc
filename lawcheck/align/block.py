"""Sentences of a draft that are weighed together before the articles of a shelf."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import chain

import numpy as np

from lawcheck.align.articles import Codes, Read, numbers_end, token_numbers
from lawcheck.align.lawwords import LawWords
from lawcheck.align.norm import Norm
from lawcheck.align.rows import Numbers, Rows, Weights, lengths, starts
from lawcheck.align.words import concepts
from lawcheck.corpus.shelf import Positions

# What a sentence of an article is longer by when the share of it that is covered is told.
_BESIDE = 8


class Block:
    """The tokens and characters of the sentences, each with what they weigh; a sentence is a row of what is told."""

    def __init__(self, words: LawWords, norms: Sequence[Norm], title: Sequence[str]) -> None:
        """``title``: the tokens of the draft's title."""
        self.norms = norms
        self._words = words
        self._title = title
        self.held = [sorted(norm.tokens) for norm in norms]
        rarity = words.rarity(chain.from_iterable(self.held))
        self._weights = [list(map(rarity.__getitem__, held)) for held in self.held]
        # What the tokens of each sentence weigh together.
        self.whole = np.array(list(map(sum, self._weights)), np.float64)

    def __len__(self) -> int:
        return len(self.norms)

    def concepts(self, rows: Rows, positions: Positions) -> Numbers:
        """How many telling concepts of its sentence each article has."""
        weak = concepts().weak
        telling = [[token for token in held if token[0] == "=" and token not in weak] for held in self.held]
        return self._words.counted(telling, rows, positions)

    @cached_property
    def _known(self) -> Weights:
        """What each token of the sentences weighs, and the share of each character in the weight of all of its sentence.

        The last row are the characters of the title.
        """
        numbers, shares = [], []
        for held, weights in zip(self.held, self._weights, strict=True):
            codes, parts = self._words.characters(held)
            numbers.append(token_numbers(held) + codes)
            shares.append(weights + parts)
        codes, parts = self._words.characters(self._title)
        return Weights([*numbers, codes], [*shares, parts], numbers_end())

    def characters(self, rows: Rows, texts: Sequence[Codes]) -> tuple[Numbers, Numbers]:
        """The share of the characters of its sentence, and of those of the draft's title, that each text has."""
        sizes, columns = lengths(texts), self._known.columns(texts)
        firsts, title = starts(sizes), self._known.of_row(len(self), columns)
        return np.add.reduceat(self._known.of(rows, sizes, columns), firsts), np.add.reduceat(title, firsts)

    def nearest(self, rows: Rows, articles: Sequence[Read]) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """Of the sentences of each article the nearest to its sentence.

        By its tokens: their share, and how much of the article's sentence is covered; by characters: the highest share of
        any, the highest cover of any.
        """
        sizes, numbers = np.concatenate([one.sizes for one in articles]), [one.numbers for one in articles]
        every = self._known.of(rows, lengths(numbers), self._known.columns(numbers))
        common = np.add.reduceat((every > 0).view(np.int8), starts(sizes), dtype=np.intp)
        shares, covers = np.add.reduceat(every, starts(sizes)), common / (_BESIDE + sizes)
        counts = lengths([one.sizes for one in articles]) // 2
        firsts, whole = starts(counts), np.where(self.whole, self.whole, 1.0)
        by_tokens = shares[::2] / np.repeat(whole[rows], counts)
        most = np.maximum.reduceat(by_tokens, firsts)
        nearest = np.flatnonzero(by_tokens == np.repeat(most, counts))
        nearest = nearest[np.searchsorted(nearest, firsts)]
        by_characters = (np.maximum.reduceat(one[1::2], firsts) for one in (shares, covers))
        return most, covers[::2][nearest], *by_characters
