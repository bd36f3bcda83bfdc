"""What the signal reads of a clause: its characters and their pairs, triples and fours, hashed.

Numbers before a unit become one sign and the issuer's own place becomes 本, so that 处五百元 and 处两万元, 青岚市 and
本市 are the same. Hashes are CRC-32 of UTF-16 bytes: the same on every machine and fast.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, compress
from math import sqrt
from operator import itemgetter, mul, xor
from struct import unpack
from zlib import crc32

from lawcheck.text.fold import OWN_PLACE

BITS = 20
_MASK = (1 << BITS) - 1
_OWN = re.compile(f"{OWN_PLACE}+")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_NUMERALS = re.compile(r"[一二三四五六七八九十百千万亿两〇零]+(?=[个年月日天人元吨亩平公米次倍分名家%小周级])")


def normalised(text: str) -> str:
    """The skeleton with numbers and the own place made alike, between a sign for its beginning and its end."""
    return "^" + _NUMERALS.sub("0", _DIGITS.sub("0", _OWN.sub("本", text))) + "$"


class _Shares(dict[int, tuple[int, int, int, int]]):
    """UTF-16 unit → what it adds to the hash of an n-gram as its last character, its last but one, and so on.

    CRC-32 is linear: the hash of an n-gram is that of its units, each before zeros, combined by exclusive or. What
    the length of an n-gram itself adds is reckoned in with its first unit.
    """

    def __missing__(self, unit: int) -> tuple[int, int, int, int]:
        alone = unit.to_bytes(2, "little")
        one, two, three, four = (crc32(alone + bytes(2 * behind)) & _MASK for behind in range(4))
        self[unit] = found = one, two ^ _ZEROS[0], three ^ _ZEROS[1], four ^ _ZEROS[2]
        return found


# The hashes of one to three units that are zero.
_ZEROS = tuple(crc32(bytes(2 * width)) & _MASK for width in (1, 2, 3))
_SHARES = _Shares()


def hashes(text: str) -> frozenset[int]:
    """The hashed n-grams (1 to 4 characters) of a skeleton, each once; below ``1 << BITS``."""
    data = normalised(text).encode("utf-16-le", "surrogatepass")
    units = unpack(f"<{len(data) // 2}H", data)
    ones, second, third, fourth = zip(*map(_SHARES.__getitem__, units), strict=True)
    twos = tuple(map(xor, second, ones[1:]))
    threes = tuple(map(xor, third, twos[1:]))
    return frozenset(chain(ones, twos, threes, map(xor, fourth, threes[1:])))


@dataclass(frozen=True, slots=True)
class Features:
    """The features of a clause that are known, what each weighs, and the length of the vector that these make."""

    found: list[int]
    weights: list[int]
    length: float


def weighted(every: tuple[int, ...], rarity: Sequence[int]) -> Features:
    """The features of a skeleton (``hashes``) of which ``rarity`` is above 0; it is their weight."""
    rare = itemgetter(*every)(rarity)
    known = list(filter(None, rare))
    return Features(list(compress(every, rare)), known, sqrt(sum(map(mul, known, known))) or 1.0)
