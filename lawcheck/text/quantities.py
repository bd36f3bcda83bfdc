"""Quantities as the law writes them: money, periods, shares. Patterns are for folded text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from lawcheck.text import dates, numerals

Kind = Literal["数额", "期限", "比例", "日期"]

_DIGIT = "[〇零一二三四五六七八九]"
_NUMBER = rf"(?:[0-9]{{1,12}}(?:\.[0-9]{{1,4}})?|[{numerals.NUMERAL}]{{1,12}}(?:点{_DIGIT}{{1,4}})?)(?:余)?"
# 2031年 is no period of 2,031 years, and none of 31.
_NOT_A_YEAR = (
    rf"(?<![0-9])(?<![{numerals.NUMERAL}])(?!(?:(?:19|20)[0-9]{{2}}|[一二][〇零一二三四五六七八九]{{3}})年)"
)
PATTERNS: dict[Kind, str] = {
    "数额": rf"(?:人民币)?{_NUMBER}(?:万|亿|千|百)?元",
    # 三月底 is a date: months are counted with 个, or 三月以内.
    "期限": rf"{_NOT_A_YEAR}{_NUMBER}(?:个?(?:工作日|自然日|日历日|日(?![起报程用])|天|周|星期|季度)|个半?月|月(?=以?[上下内]|之内)|年半|年[零又]?{_NUMBER}个月|年(?![一二三四五六七八九十0-9]))",
    "比例": rf"(?:百分之{_NUMBER}|{_NUMBER}[%‰]|{_NUMBER}成[一二三四五六七八九半]?|(?:千分之|万分之){_NUMBER}|[{numerals.NUMERAL}]{{1,3}}分之{_NUMBER})",
    "日期": dates.PATTERN,
}
# Days that a unit of time stands for when two periods are compared; a working day counts as one and keeps its name.
_DAYS = {
    "工作日": 1,
    "自然日": 1,
    "日历日": 1,
    "日": 1,
    "天": 1,
    "周": 7,
    "星期": 7,
    "月": 30,
    "季度": 90,
    "年": 365,
}
_OF_SIGN = {"%": 100, "‰": 1000}
_COUNTED = re.compile(
    rf"(?P<number>{_NUMBER})个?(?P<half>半)?(?P<unit>{'|'.join(_DAYS)})(?P<rest>半|[零又]?(?P<months>{_NUMBER})个月)?"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in its base unit (元, 日, or a share of 1) and the unit as written."""

    kind: Kind
    value: float
    unit: str


def read(kind: Kind, folded: str) -> Quantity | None:
    """Read what one of ``PATTERNS`` matched; None if the number makes no sense."""
    if kind == "日期":
        day = dates.parse(folded)
        return Quantity(kind, float(day.toordinal()), "日") if day else None
    readers = {"数额": _money, "期限": _period, "比例": _share}
    return readers[kind](folded)


def _number(text: str) -> float | None:
    whole, point, tenths = text.rstrip("余").partition("点")
    try:
        return float(whole)
    except ValueError:
        value = numerals.parse(whole)
    if value is None:
        return None
    return value + (float(f"0.{numerals.parse(tenths)}") if point else 0.0)


def _money(text: str) -> Quantity | None:
    body = text.removeprefix("人民币").removesuffix("元")
    factor = 1.0
    if body and body[0].isascii():
        while body and body[-1] in "百千万亿":
            factor *= {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}[body[-1]]
            body = body[:-1]
    value = _number(body)
    return None if value is None else Quantity("数额", value * factor, "元")


def _period(text: str) -> Quantity | None:
    match = _COUNTED.fullmatch(text)
    value = _number(match["number"]) if match else None
    if match is None or value is None:
        return None
    days = value * _DAYS[match["unit"]]
    if match["half"] or match["rest"] == "半":
        days += _DAYS[match["unit"]] / 2
    elif match["months"]:
        days += (_number(match["months"]) or 0) * _DAYS["月"]
    return Quantity("期限", days, match["unit"])


def _share(text: str) -> Quantity | None:
    for word, base in (("百分之", 100.0), ("千分之", 1000.0), ("万分之", 10000.0)):
        if text.startswith(word):
            value = _number(text.removeprefix(word))
            return None if value is None else Quantity("比例", value / base, word)
    if text[-1] in _OF_SIGN:
        value = _number(text[:-1])
        return None if value is None else Quantity("比例", value / _OF_SIGN[text[-1]], text[-1])
    if "成" in text:
        tenths, _, hundredths = text.partition("成")
        whole, rest = _number(tenths), 5 if hundredths == "半" else _number(hundredths or "零")
        return None if whole is None or rest is None else Quantity("比例", (10 * whole + rest) / 100, "成")
    below, _, above = text.partition("分之")
    denominator, numerator = _number(below), _number(above)
    if not denominator or numerator is None:
        return None
    return Quantity("比例", numerator / denominator, "分之")
