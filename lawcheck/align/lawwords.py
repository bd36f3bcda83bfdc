"""Which of a sentence's tokens articles hold, looked for in their words: much faster than reading all articles of a law."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from lawcheck.align.words import concepts, tokens
from lawcheck.text.fold import skeleton


class Texts:
    """Texts in one string, ``starts`` where each begins; the last number is the end. Remembers what it was asked."""

    def __init__(self, joined: str, starts: tuple[int, ...]) -> None:
        self._joined = joined
        self._starts = starts
        self._known: dict[str, tuple[int, ...]] = {}

    def held(self, wanted: Iterable[str]) -> list[set[str]]:
        """For each text the wanted tokens that it holds: pairs of characters, and concepts of which it has a word."""
        found: list[set[str]] = [set() for _ in self._starts[1:]]
        for token in wanted:
            places = self._known.get(token)
            if places is None:
                words = concepts().words[token] if token.startswith("=") else (token,)
                places = self._known[token] = tuple({place for word in words for place in self._holding(word)})
            for place in places:
                found[place].add(token)
        return found

    def _holding(self, word: str) -> Iterator[int]:
        """The places of the texts that hold a word, each once."""
        at = self._joined.find(word)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            yield place
            at = self._joined.find(word, self._starts[place + 1])


def joined(texts: Sequence[str]) -> Texts:
    """The texts with a line between each and the next, so that no word reaches from one into another."""
    return Texts("\n".join([*texts, ""]), (0, *accumulate(len(text) + 1 for text in texts)))


@lru_cache(maxsize=2048)  # some 8 kB each
def article_tokens(text: str) -> frozenset[str]:
    """All tokens of an article."""
    return tokens(skeleton(text))
