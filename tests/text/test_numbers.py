"""Chinese numerals, dates and quantities."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawcheck.text import dates, numerals, quantities


@given(st.integers(0, 9999))
def test_numerals_come_back(number: int) -> None:
    """Writing and reading are inverse."""
    assert numerals.parse(numerals.chinese(number)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [("一百零五", 105), ("十", 10), ("二百一十", 210), ("二〇二四", 2024), ("两千", 2000), ("壹万贰仟", 12000),
     ("三万五千", 35000), ("一亿", 100_000_000), ("16", 16), ("", None), ("甲", None), ("九" * 40, None)],
)  # fmt: skip
def test_numerals(text: str, value: int | None) -> None:
    """The ways people write numbers; too long is none."""
    assert numerals.parse(text) == value


@pytest.mark.parametrize(
    ("text", "day"),
    [("2020年4月30日", date(2020, 4, 30)), ("二〇二〇年十二月三十一日", date(2020, 12, 31)),
     ("2020-04-30", date(2020, 4, 30)), ("2020年2月30日", None), ("2020年13月1日", None)],
)  # fmt: skip
def test_dates(text: str, day: date | None) -> None:
    """A day that the calendar does not have is no date."""
    assert dates.parse(text) == day


@pytest.mark.parametrize(
    ("kind", "text", "value", "unit"),
    [("数额", "五百元", 500, "元"), ("数额", "5万元", 50_000, "元"), ("数额", "三十万元", 300_000, "元"),
     ("期限", "三十日", 30, "日"), ("期限", "15个工作日", 15, "工作日"), ("期限", "三个月", 90, "月"), ("期限", "五年", 1825, "年"),
     ("期限", "三个半月", 105, "月"), ("期限", "一年半", 547.5, "年"), ("期限", "一年零六个月", 545, "年"), ("期限", "六月以下", 180, "月"),
     ("期限", "于三月底前", None, ""), ("比例", "一成八", 0.18, "成"), ("比例", "5‰", 0.005, "‰"), ("比例", "百分之八点五", 0.085, "百分之"),
     ("比例", "百分之五", 0.05, "百分之"), ("比例", "2.5%", 0.025, "%"), ("比例", "三分之二", 2 / 3, "分之")],
)  # fmt: skip
def test_quantities(kind: quantities.Kind, text: str, value: float | None, unit: str) -> None:
    """Value in the base unit, unit as written; a month of the year is no period."""
    match = re.search(quantities.PATTERNS[kind], text)
    found = quantities.read(kind, match.group()) if match else None
    assert (found and round(found.value, 6)) == (value and round(value, 6))
    assert not found or found.unit == unit
