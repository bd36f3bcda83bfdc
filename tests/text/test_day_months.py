"""Days of one sentence beside each other, and which of two comes first."""

from __future__ import annotations

import pytest

from lawcheck.text.day_months import find

TABLE = [
    # (words with two days, whether the second is before the first, why the case exists)
    ("2026年12月10日对外公布，自2026年9月1日起施行", True, "both years written"),
    ("2026年12月10日对外公布，自2027年1月1日起施行", False, "the next year"),
    ("二〇二六年十月十二日成文，自同年二月一日起执行", True, "同年 is the year beside it"),
    ("七月二十日公布，七月一日起生效", True, "no year at all"),
    ("十二月一日公布，次年一月一日起施行", False, "次年 is later"),
    ("2026年12月1日公布，翌年元旦起施行", False, "翌年 beside a written year"),
    ("三月中旬公布，从同年元旦起施行", True, "元旦 is January 1st"),
    ("十月底公布，十月三十一日施行", False, "底 is the last day"),
]


@pytest.mark.parametrize(("words", "is_before", "why"), TABLE, ids=[row[2] for row in TABLE])
def test_order(words: str, is_before: bool, why: str) -> None:
    first, second = find(words, 0, len(words))
    assert second.is_before(first) is is_before, why


def test_a_month_without_a_day_is_none() -> None:
    assert [(day.month, day.day) for day in find("四月二十日公布，五月起施行", 0, 13)] == [(4, 20)]
