"""What a passage is found by: pairs of neighbouring characters, the same for the index and for a query.

A pair is one number, first character high, second low, so that all pairs of one first character lie side by side:
a query of a single character is a range. At the end of a run of characters the second half is zero.
"""

from __future__ import annotations

import re
from functools import cache

from lawcheck.text.fold import skeleton

# Stored with an index and compared when it is opened; changes with every change of the pairs.
VERSION = 1
_SEPARATORS = "\n,.;:!?、。；：！？，·…()（）〔〕[]{}【】《》〈〉“”‘’\"'<>-—_/\\|*#+=~`^&%$@"
_LOW = 0xFFFF


@cache
def _to_gaps() -> dict[int, str]:
    return dict.fromkeys(map(ord, _SEPARATORS), "\0")


def pair_codes(text: str) -> list[int]:
    """All pairs of a text, repeated as often as they stand there, without pairs that begin at a gap."""
    plain = "\0" + skeleton(text).translate(_to_gaps()) + "\0"
    units = memoryview(plain[::-1].encode("utf-16-le", "surrogatepass")).cast("H")
    # The reversed text puts the first character of each pair into the high half of a little-endian number.
    if len(units) % 2:
        even, odd = units[:-1], units[1:]
    else:
        even, odd = units, units[1:-1]
    codes = [*even.cast("B").cast("I"), *odd.cast("B").cast("I")]
    return [code for code in codes if code > _LOW]


def query_codes(text: str) -> list[int]:
    """The pairs that a query asks for, each once, in order; without the ends of runs. A blank parts words."""
    return [code for code in dict.fromkeys(sorted(pair_codes("\n".join(text.split())))) if code & _LOW]


def single_characters(text: str) -> list[tuple[int, int]]:
    """For each run of one character in a query the range of pairs (low, high) that begin with it."""
    plain = skeleton("\n".join(text.split())).translate(_to_gaps())
    runs = [run for run in re.split("\0+", plain) if len(run) == 1]
    return [(ord(run) << 16, (ord(run) << 16) | _LOW) for run in dict.fromkeys(runs) if ord(run) <= _LOW]
