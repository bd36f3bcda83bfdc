"""Days as sentences of one document write them beside each other: 2026年12月10日 … 同年9月1日, 十月二十日 … 当年一月一日, 元旦.

A day without a year is one of the year of the other; a month without a day is its last day (月底, 下旬), its tenth (上旬) or its
first where only its beginning counts. Two such days can be compared, not put into a calendar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lawcheck.text import numerals

_NUMBER = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = "(?:(?:19|20)[0-9]{2}|[一二][〇零一二三四五六七八九]{3})年"
_DAY = re.compile(
    rf"(?:(?P<year>{_YEAR})|同年|当年|本年|今年|(?P<next>次年|翌年|明年|来年|下一?年|第二年))?(?:(?P<month>{_NUMBER})月(?:(?P<day>{_NUMBER})日|(?P<part>底|末|初|上旬|中旬|下旬)|份)|(?P<newyear>元旦))"
)
_PARTS = {"初": 1, "上旬": 10, "中旬": 20, "下旬": 31, "底": 31, "末": 31}


@dataclass(frozen=True, slots=True)
class Day:
    """A day at (start, end) of a folded text; without a ``year`` it is of the year of the day beside it, or the next."""

    start: int
    end: int
    year: int | None
    is_next_year: bool
    month: int
    day: int

    def is_before(self, other: Day) -> bool:
        """Earlier than the other; years count only where both are written."""
        if self.year is not None and other.year is not None and self.year != other.year:
            return self.year < other.year
        return (self.is_next_year, self.month, self.day) < (other.is_next_year, other.month, other.day)


def find(folded: str, start: int, end: int) -> Iterator[Day]:
    """The days of a part of a folded text, in order."""
    for match in _DAY.finditer(folded, start, end):
        year = numerals.parse(match["year"][:-1]) if match["year"] else None
        is_next = match["next"] is not None
        if match["newyear"]:
            yield Day(match.start(), match.end(), year, is_next, 1, 1)
            continue
        month = numerals.parse(match["month"]) or 0
        day = numerals.parse(match["day"]) if match["day"] else _PARTS.get(match["part"] or "", 1)
        if 1 <= month <= 12 and day and 1 <= day <= 31:
            yield Day(match.start(), match.end(), year, is_next, month, day)
