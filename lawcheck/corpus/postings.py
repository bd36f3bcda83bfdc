"""The search index: for each pair of characters the articles that hold it, in a file that is mapped and never loaded.

Layout, all numbers 32 bits little-endian: a header of eight numbers (mark, format, token version, articles, pairs,
three of reserve); then the pairs in order, then where the list of each begins and the last one ends; then for each
article, from 0, the number of different pairs in its own words; then the lists. An
entry of a list is an article (high 28 bits), whether only the title of its law has the pair (one bit), and a level (three
bits): how much BM25 gives an article for this pair, without the rarity of the pair. The articles of a list rise.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
import sys
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from lawcheck.errors import CorpusError
from lawcheck.text import tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Entries = NDArray[np.uint32]

_MARK, FORMAT = 0x5844494C, 3
_HEADER = struct.Struct("<8I")
# What an index is made by, for a corpus to tell that it must be made anew.
MADE_BY = f"{tokens.VERSION}.{FORMAT}"
LEVELS = 8
# Where the article stands in an entry, the bit of a pair that only the title has, and the bits of the level.
SHIFT, OF_TITLE, LEVEL = 4, 8, 7
_K1, _B = 1.2, 0.6
# The usual length of an article in pairs; fixed, so that adding laws does not change the levels of others.
_USUAL = 130.0
_TOP = _K1 + 1
# What an article of each level gets, before the rarity of the pair is counted in.
LEVEL_VALUES = tuple((level + 0.5) * _TOP / LEVELS for level in range(LEVELS))
_MAX_COUNT = 12


class IndexBuilder:
    """Collects articles in order of their numbers and writes the file."""

    def __init__(self) -> None:
        self.lists: dict[int, array[int]] = defaultdict(_new_list)
        self.sizes = array("I", (0,))
        self.articles = 0

    def add(self, article: int, words: str, title: str) -> None:
        """Add an article, found by its words and by the title of its law; numbers must rise.

        行政许可 may stand nowhere else than in the title.
        """
        own, above = tokens.pair_codes(words), _pairs(title)
        levels = _levels(len(own) + above.total())
        lists, place = self.lists, article << SHIFT
        held = Counter(own)
        for code, count in held.items():
            lists[code].append(place | levels[count if count < _MAX_COUNT else _MAX_COUNT])
        for code, count in above.items():
            total = min(_MAX_COUNT, held[code] + count)
            if code in held:
                lists[code][-1] = place | levels[total]
            else:
                lists[code].append(place | OF_TITLE | levels[total])
        self.sizes.extend([0] * (article - self.articles - 1))
        self.sizes.append(len(held))
        self.articles = article

    def write(self, path: Path) -> None:
        """Write the file; the caller sees to it that nobody reads it before."""
        write_file(path, self.sizes, self.lists)


def write_file(path: Path, sizes: array[int] | Entries, lists: Mapping[int, array[int] | Entries]) -> None:
    """Write an index: the number of different pairs of each article from 0, and the entries of each pair."""
    codes = sorted(lists)
    with path.open("wb") as stream:
        stream.write(_HEADER.pack(_MARK, FORMAT, tokens.VERSION, len(sizes) - 1, len(codes), 0, 0, 0))
        _put(stream, array("I", codes))
        _put(stream, array("I", accumulate((len(lists[code]) for code in codes), initial=0)))
        _put(stream, sizes)
        for code in codes:
            _put(stream, lists[code])


def file_hash(path: Path) -> str:
    """Hash of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@lru_cache(maxsize=4)
def _pairs(title: str) -> Counter[int]:
    """The pairs of a title, which all articles of a law have."""
    return Counter(tokens.pair_codes(title))


def _new_list() -> array[int]:
    return array("I")


def _put(stream: BinaryIO, numbers: array[int] | Entries) -> None:
    if sys.byteorder == "big":
        swapped = array("I", numbers)
        swapped.byteswap()
        numbers = swapped
    stream.write(numbers.tobytes())


def _levels(length: int) -> list[int]:
    """The level for each number of occurrences in an article of that length."""
    norm = _K1 * (1 - _B + _B * length / _USUAL)
    return [min(LEVELS - 1, int(count * _TOP / (count + norm) / _TOP * LEVELS)) for count in range(_MAX_COUNT + 1)]


class Postings:
    """An index opened for reading."""

    def __init__(self, path: Path) -> None:
        if sys.byteorder == "big":
            raise CorpusError("本机的字节序不支持检索索引。")
        try:
            with path.open("rb") as stream:
                self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            header = _HEADER.unpack_from(self._map)
        except (OSError, ValueError, struct.error):
            raise CorpusError(f"检索索引 {path} 打不开，请重新导入法规库。") from None
        mark, form, version, self.articles, pairs = header[:5]
        if (mark, form, version) != (_MARK, FORMAT, tokens.VERSION):
            raise CorpusError("检索索引是另一个版本的软件建立的，请重新导入法规库。")
        words = memoryview(self._map).cast("I")
        begin = _HEADER.size // 4
        self.codes = words[begin : begin + pairs]
        self._ends = words[begin + pairs : begin + 2 * pairs + 1]
        lists = begin + 2 * pairs + 1
        self._sizes = words[lists : lists + self.articles + 1]
        self._entries = words[lists + self.articles + 1 :]

    def find(self, code: int) -> int | None:
        """Place of a pair; None if no article holds it."""
        place = bisect_left(self.codes, code)
        return place if place < len(self.codes) and self.codes[place] == code else None

    def between(self, low: int, high: int) -> memoryview:
        """The pairs from low to high."""
        return self.codes[bisect_left(self.codes, low) : bisect_left(self.codes, high + 1)]

    def count(self, low: int, high: int) -> int:
        """The number of entries of the pairs from low to high."""
        return self._ends[bisect_left(self.codes, high + 1)] - self._ends[bisect_left(self.codes, low)]

    def entries(self, code: int) -> Entries:
        """The entries of a pair; none if no article holds it."""
        import numpy as np

        place = self.find(code)
        start, end = (0, 0) if place is None else (self._ends[place], self._ends[place + 1])
        return np.frombuffer(self._entries, np.uint32, end - start, 4 * start)

    def sizes(self) -> Entries:
        """For each article, from 0, the number of different pairs in its own words."""
        import numpy as np

        return np.frombuffer(self._sizes, np.uint32)

    def all_entries(self) -> tuple[Entries, Entries]:
        """Where the list of each pair begins and the last one ends, and all lists one after the other."""
        import numpy as np

        return np.frombuffer(self._ends, np.uint32), np.frombuffer(self._entries, np.uint32)

    def close(self) -> None:
        """Let go of the file; entries that were handed out must not be used any more."""
        for view in (self.codes, self._ends, self._sizes, self._entries):
            view.release()
        self._map.close()
