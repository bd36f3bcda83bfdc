"""The search index: for each pair of characters the articles that hold it, in a file that is mapped and never loaded.

Layout, all numbers 32 bits little-endian: a header of eight numbers (mark, format, token version, articles, pairs,
three of reserve); then the pairs in order, the offset of each posting list, the number of articles in it; then the
lists. A list begins with a bit for each level that it has, then the length of each such level, then the articles,
highest level first. The level is how much BM25 gives an article for this pair, without the rarity of the pair.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
import sys
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO

from lawcheck.errors import CorpusError
from lawcheck.text import tokens

_MARK, _FORMAT = 0x5844494C, 1
_HEADER = struct.Struct("<8I")
LEVELS = 8
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
        self._lists: dict[int, array[int]] = defaultdict(_new_list)
        self._articles = 0

    def add(self, article: int, text: str) -> None:
        """Add an article; numbers must rise."""
        codes = tokens.pair_codes(text)
        levels = _levels(len(codes))
        lists = self._lists
        for code, count in Counter(codes).items():
            lists[code * LEVELS + levels[count if count < _MAX_COUNT else _MAX_COUNT]].append(article)
        self._articles = article

    def lists(self) -> Iterator[tuple[int, int, array[int]]]:
        """(pair, level, articles) of what was added."""
        return ((*divmod(key, LEVELS), articles) for key, articles in self._lists.items())

    def write(self, path: Path) -> None:
        """Write the file; the caller sees to it that nobody reads it before."""
        by_code: dict[int, list[int]] = defaultdict(list)
        for key in self._lists:
            by_code[key // LEVELS].append(key)
        codes = sorted(by_code)
        counts = [sum(len(self._lists[key]) for key in by_code[code]) for code in codes]
        sizes = [1 + len(by_code[code]) + count for code, count in zip(codes, counts, strict=True)]
        blocks = (block({key % LEVELS: self._lists[key] for key in by_code[code]}) for code in codes)
        write_file(path, self._articles, codes, counts, sizes, blocks)


def block(levels: Mapping[int, array[int]]) -> array[int]:
    """The postings of one pair as the file holds them: articles by level."""
    order = sorted(levels, reverse=True)
    words = array("I", [sum(1 << level for level in order), *(len(levels[level]) for level in order)])
    for level in order:
        words.extend(levels[level])
    return words


def write_file(
    path: Path,
    articles: int,
    codes: Sequence[int],
    counts: Sequence[int],
    sizes: Iterable[int],
    blocks: Iterable[array[int] | memoryview],
) -> None:
    """Write an index: the last article, the pairs in order with the number of their articles, their blocks and sizes."""
    offsets = [_HEADER.size // 4 + 3 * len(codes), *sizes]
    with path.open("wb") as stream:
        stream.write(_HEADER.pack(_MARK, _FORMAT, tokens.VERSION, articles, len(codes), 0, 0, 0))
        for numbers in (codes, list(accumulate(offsets))[:-1], counts):
            _put(stream, array("I", numbers))
        for words in blocks:
            _put(stream, words)


def file_hash(path: Path) -> str:
    """Hash of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _new_list() -> array[int]:
    return array("I")


def _put(stream: BinaryIO, numbers: array[int] | memoryview) -> None:
    if sys.byteorder == "big":
        swapped = array("I", numbers)
        swapped.byteswap()
        numbers = swapped
    stream.write(numbers)


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
        if (mark, form, version) != (_MARK, _FORMAT, tokens.VERSION):
            raise CorpusError("检索索引是另一个版本的软件建立的，请重新导入法规库。")
        self._words = memoryview(self._map).cast("I")
        begin = _HEADER.size // 4
        self._codes = self._words[begin : begin + pairs]
        self._offsets = self._words[begin + pairs : begin + 2 * pairs]
        self._counts = self._words[begin + 2 * pairs : begin + 3 * pairs]

    def find(self, code: int) -> tuple[int, int] | None:
        """Place of a pair and the number of its articles; None if no article holds it."""
        place = bisect_left(self._codes, code)
        if place == len(self._codes) or self._codes[place] != code:
            return None
        return place, self._counts[place]

    def between(self, low: int, high: int) -> range:
        """Places of the pairs from low to high."""
        return range(bisect_left(self._codes, low), bisect_left(self._codes, high + 1))

    def count(self, place: int) -> int:
        """The number of articles that hold the pair."""
        return self._counts[place]

    def levels(self, place: int) -> Iterator[tuple[int, memoryview]]:
        """The articles that hold the pair, by level, highest first."""
        words = self._words
        offset = self._offsets[place]
        mask = words[offset]
        present = [level for level in range(LEVELS - 1, -1, -1) if mask >> level & 1]
        start = offset + 1 + len(present)
        for index, level in enumerate(present):
            length = words[offset + 1 + index]
            yield level, words[start : start + length]
            start += length

    def whole(self) -> tuple[memoryview, memoryview, memoryview, memoryview]:
        """The pairs, where the block of each begins, how many articles it has, and all words of the file."""
        return self._codes, self._offsets, self._counts, self._words

    def close(self) -> None:
        """Let go of the file."""
        for view in (self._codes, self._offsets, self._counts, self._words):
            view.release()
        self._map.close()
