"""The search index of a next generation from that of the last one: articles renumbered, dropped and added.

Building the index takes most of the time of an import, and one further law changes little of it. The file is the same,
byte by byte, as one built from all texts: articles keep their order, and the level of an article in a pair does not
depend on other articles.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path

from lawcheck.corpus.postings import LEVELS, IndexBuilder, Postings, block, write_file
from lawcheck.text import tokens


class Extension:
    """Collects what differs from an old index and writes the new one."""

    def __init__(self, old: Postings, numbers: Sequence[int]) -> None:
        """``numbers``: for each old article (from 0) its new number, rising; 0 if it is not in the new index."""
        self._codes, self._offsets, self._counts, words = old.whole()
        self._ends = [*self._offsets[1:], len(words)]
        self._words = _renumbered(words, self._offsets, numbers)
        self._added = IndexBuilder()
        self._touched: set[int] = set()
        self._last = max(numbers, default=0)

    def add(self, article: int, text: str) -> None:
        """Add an article that the old index does not have; numbers must rise."""
        self._added.add(article, text)
        self._last = max(self._last, article)

    def drop(self, text: str) -> None:
        """Tell the words of an old article whose new number is 0."""
        self._touched.update(tokens.pair_codes(text))

    def write(self, path: Path) -> None:
        """Write the file; the caller sees to it that nobody reads it before."""
        changed = self._changed()
        codes = sorted(code for code in {*self._codes, *changed} if len(changed.get(code, "?")))
        places = dict(zip(self._codes, range(len(self._codes)), strict=True))
        counts, sizes = [], []
        for code in codes:
            if code in changed:
                words = changed[code]
                counts.append(len(words) - 1 - words[0].bit_count())
                sizes.append(len(words))
            else:
                place = places[code]
                counts.append(self._counts[place])
                sizes.append(self._ends[place] - self._offsets[place])
        kept = memoryview(self._words)
        blocks = (
            changed[code] if code in changed else kept[self._offsets[places[code]] : self._ends[places[code]]]
            for code in codes
        )
        write_file(path, self._last, codes, counts, sizes, blocks)

    def _changed(self) -> dict[int, array[int]]:
        """The new blocks of the pairs that dropped and added articles hold; empty if none is left."""
        levels: dict[int, dict[int, array[int]]] = {code: self._kept(code) for code in self._touched}
        for code, level, articles in self._added.lists():
            if code not in levels:
                levels[code] = self._kept(code)
            levels[code][level] = array("I", sorted([*levels[code].get(level, ()), *articles]))
        return {code: block(found) if found else array("I") for code, found in levels.items()}

    def _kept(self, code: int) -> dict[int, array[int]]:
        """Level → the old articles of a pair that are in the new index."""
        place = bisect_left(self._codes, code)
        if place == len(self._codes) or self._codes[place] != code:
            return {}
        offset, found = self._offsets[place], {}
        present = [level for level in range(LEVELS - 1, -1, -1) if self._words[offset] >> level & 1]
        start = offset + 1 + len(present)
        for index, level in enumerate(present):
            end = start + self._words[offset + 1 + index]
            articles = array("I", filter(None, self._words[start:end]))
            if articles:
                found[level] = articles
            start = end
        return found


def _renumbered(words: memoryview, offsets: Sequence[int], numbers: Sequence[int]) -> array[int]:
    """All words of an index with the new numbers of articles.

    Every word is looked up in one go, also those that are no article; these are put back: one by one would take ten
    times as long. Before the first block stand the pairs, which are larger than any article.
    """
    begin = offsets[0] if len(offsets) else len(words)
    # A block begins with its mark of levels, which may be above the last article of a small index.
    table = [*numbers, *range(len(numbers), 1 << LEVELS)]
    made = array("I", bytes(4 * begin))
    made.extend(map(table.__getitem__, words[begin:]))
    for offset in offsets:
        end = offset + 1 + words[offset].bit_count()
        made[offset:end] = array("I", words[offset:end])
    return made
