"""The search index of a next generation from that of the last one: articles renumbered, dropped and added.

Building the index takes most of the time of an import, and one further law changes little of it. The file is the same,
byte by byte, as one built from all texts: articles keep their order, and the level of an article in a pair does not
depend on other articles.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lawcheck.corpus.postings import SHIFT, IndexBuilder, Postings, write_file

if TYPE_CHECKING:
    from lawcheck.corpus.postings import Entries


class Extension:
    """Collects what differs from an old index and writes the new one."""

    def __init__(self, old: Postings, numbers: Sequence[int]) -> None:
        """``numbers``: for each old article (from 0) its new number, rising; 0 if it is not in the new index."""
        self._kept = _renumbered(old, numbers)
        self._sizes = _moved(old, numbers)
        self._added = IndexBuilder()

    def add(self, article: int, words: str, title: str) -> None:
        """Add an article that the old index does not have; numbers must rise."""
        self._added.add(article, words, title)

    def write(self, path: Path) -> None:
        """Write the file; the caller sees to it that nobody reads it before."""
        import numpy as np

        lists: dict[int, array[int] | Entries] = dict(self._kept)
        for code, entries in self._added.lists.items():
            old = lists.get(code)
            fresh = np.frombuffer(entries, np.uint32)
            lists[code] = fresh if old is None else np.sort(np.concatenate([np.asarray(old), fresh]))
        sizes = np.zeros(max(len(self._sizes), len(self._added.sizes)), np.uint32)
        sizes[: len(self._sizes)] = self._sizes
        added = np.frombuffer(self._added.sizes, np.uint32)
        sizes[: len(added)] += added
        write_file(path, sizes, lists)


def _moved(old: Postings, numbers: Sequence[int]) -> Entries:
    """The sizes of the articles under their new numbers."""
    import numpy as np

    new = np.asarray(numbers, np.intp)
    sizes = np.zeros(int(new.max(initial=0)) + 1, np.uint32)
    sizes[new[new > 0]] = old.sizes()[new > 0]
    return sizes


def _renumbered(old: Postings, numbers: Sequence[int]) -> dict[int, Entries]:
    """Pair → its entries with the new numbers of articles, without those that were dropped; pairs that have any left."""
    import numpy as np

    ends, entries = old.all_entries()
    new = np.asarray(numbers, np.uint32)[entries >> SHIFT]
    stays = new > 0
    kept = ((new << SHIFT) | (entries & ((1 << SHIFT) - 1)))[stays]
    places = np.concatenate([[0], np.cumsum(stays)])[ends].tolist()
    return {
        code: kept[start:end]
        for code, start, end in zip(old.codes, places[:-1], places[1:], strict=True)
        if start < end
    }
