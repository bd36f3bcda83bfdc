"""Labels at the beginning of a line: 第三章, 第十六条之一, （三）, 一、, 1., and what they mean by themselves.

Whether a label is an article or only a reference at the start of a broken line is decided in ``layout``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from lawcheck.text import numerals
from lawcheck.text.fold import Folded, fold

LabelKind = Literal[
    "part", "chapter", "section", "article", "point", "bracket", "decimal", "decimal_bracket", "circle"
]

_N = f"[{numerals.NUMERAL}]"
_GRAND = re.compile(rf"第({_N}{{1,8}}|\d{{1,3}})(分编|编|章|节|部分)")
_ARTICLE = re.compile(
    rf"([【\[〔(])?第({_N}{{1,10}}|\d{{1,5}})条(?:之({_N}{{1,3}}))?([】\]〕)])?(?:[:.]|、(?!第|前))?"
)
_BRACKET = re.compile(rf"\(({_N}{{1,4}})\)、?|([㈠-㈩])")
_POINT = re.compile(rf"({_N}{{1,4}})[、.](?!\d)")
_DECIMAL = re.compile(r"(\d{1,3})(?:[.、](?!\d))")
_DECIMAL_BRACKET = re.compile(r"\((\d{1,3})\)、?|([⑴-⒇])")
_CIRCLE = re.compile(r"([①-⑳])")
_GRAND_KINDS: dict[str, LabelKind] = {
    "编": "part",
    "部分": "part",
    "分编": "section",
    "章": "chapter",
    "节": "section",
}


@dataclass(frozen=True, slots=True)
class Label:
    """A label: canonical ``number`` (第三条, （三）, 三、, 3.), its ``value``, and its length in the skeleton."""

    kind: LabelKind
    number: str
    value: int
    length: int
    is_separated: bool


def read(line: str) -> Label | None:
    """Read the label at the beginning of a line of text; None if there is none."""
    folded = fold(line)
    for reader in (_grand, _article, _bracket, _point, _decimal, _decimal_bracket, _circle):
        label = reader(folded)
        if label is not None:
            return label
    return None


def _is_separated(line: Folded, end: int) -> bool:
    """Tell whether the file has a blank (or nothing) after the label."""
    return end >= len(line.text) or line.offsets[end] > line.offsets[end - 1] + 1


def _grand(line: Folded) -> Label | None:
    match = _GRAND.match(line.text)
    if match is None:
        return None
    value = numerals.parse(match[1])
    if value is None:
        return None
    kind = _GRAND_KINDS[match[2]]
    number = f"第{article_numeral(value)}{match[2]}"
    return Label(kind, number, value, match.end(), _is_separated(line, match.end()))


def _article(line: Folded) -> Label | None:
    match = _ARTICLE.match(line.text)
    if match is None or bool(match[1]) != bool(match[4]):
        return None
    value = numerals.parse(match[2])
    if value is None or value > 99_999:
        return None
    separated = bool(match[1]) or _is_separated(line, match.end()) or match.group().endswith((":", ".", "、"))
    return Label("article", article_number(value, match[3]), value, match.end(), separated)


def article_number(value: int, inserted: str | None = None) -> str:
    """第十六条, or 第二百三十四条之一 for an inserted article."""
    tail = ""
    if inserted:
        tail = "之" + article_numeral(numerals.parse(inserted) or 0)
    return f"第{article_numeral(value)}条{tail}"


def article_numeral(value: int) -> str:
    """Chinese numeral of a number up to 9999; ASCII digits above."""
    return numerals.chinese(value) if value <= 9999 else str(value)


def _bracket(line: Folded) -> Label | None:
    match = _BRACKET.match(line.text)
    if match is None:
        return None
    value = ord(match[2]) - ord("㈠") + 1 if match[2] else numerals.parse(match[1])
    if value is None or value > 9999:
        return None
    return Label("bracket", f"（{numerals.chinese(value)}）", value, match.end(), True)


def _point(line: Folded) -> Label | None:
    match = _POINT.match(line.text)
    value = numerals.parse(match[1]) if match else None
    if match is None or value is None or value > 999:
        return None
    return Label("point", f"{numerals.chinese(value)}、", value, match.end(), True)


def _decimal(line: Folded) -> Label | None:
    match = _DECIMAL.match(line.text)
    return match and Label("decimal", f"{int(match[1])}.", int(match[1]), match.end(), True)


def _decimal_bracket(line: Folded) -> Label | None:
    match = _DECIMAL_BRACKET.match(line.text)
    if match is None:
        return None
    value = ord(match[2]) - ord("⑴") + 1 if match[2] else int(match[1])
    return Label("decimal_bracket", f"（{value}）", value, match.end(), True)


def _circle(line: Folded) -> Label | None:
    match = _CIRCLE.match(line.text)
    return match and Label("circle", match[1], ord(match[1]) - ord("①") + 1, match.end(), True)
