"""Dates as documents write them: 2020年4月30日, 二〇二〇年四月三十日, 2020-04-30."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lawcheck.text import numerals

_DIGIT = "[〇零一二三四五六七八九]"
PATTERN = (
    rf"(?:(?:19|20)[0-9][0-9]|[一二]{_DIGIT}{{3}})年(?:[0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}})月"
    r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})日|(?:19|20)[0-9][0-9][-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9])"
)
_DATE = re.compile(PATTERN)
_FIELDS = re.compile(r"[^年月日\-/.]+")


def parse(text: str) -> date | None:
    """Read one folded date; None if it is none or no day of the calendar."""
    fields = [numerals.parse(field) for field in _FIELDS.findall(text)]
    if len(fields) != 3:
        return None
    year, month, day = fields
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find(folded: str) -> Iterator[tuple[int, int, date]]:
    """Yield (start, end, date) for every date of a folded text."""
    for match in _DATE.finditer(folded):
        value = parse(match.group())
        if value is not None:
            yield match.start(), match.end(), value
