"""What the signal reads of a clause: its characters and their pairs, triples and fours, hashed.

Numbers before a unit become one sign and the issuer's own place becomes 本, so that 处五百元 and 处两万元, 青岚市 and
本市 are the same. Hashes are CRC-32 of UTF-16 bytes: the same on every machine and fast.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import sqrt
from operator import mul
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


def hashes(text: str) -> frozenset[int]:
    """The hashed n-grams (1 to 4 characters) of a skeleton, each once; below ``1 << BITS``."""
    data = normalised(text).encode("utf-16-le", "surrogatepass")
    size = len(data)
    return frozenset(
        [crc32(data[i : i + width]) & _MASK for width in (2, 4, 6, 8) for i in range(0, size - width + 1, 2)]
    )


def weighted(text: str, rarity: Sequence[int]) -> tuple[list[int], list[float]]:
    """The features of a skeleton that are known (``rarity`` above 0) and their weights, together of length one."""
    found = sorted(filter(rarity.__getitem__, hashes(text)))
    rare = list(map(rarity.__getitem__, found))
    length = sqrt(sum(map(mul, rare, rare))) or 1.0
    return found, [one / length for one in rare]
