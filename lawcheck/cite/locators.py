"""第八条第一款、第三款和第九条第（一）至（三）项: lists and ranges of articles, paragraphs and items, on the skeleton."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lawcheck.text import numerals

_N = rf"(?:[{numerals.NUMERAL}]{{1,9}}|\d{{1,4}})"
_LIST = "、|和|及|以及|或者|或|与|并|,(?=第)"
_RANGE = "至|到|-|~"
# 第一、二款; 第（一）、（四）项; 第十至十三条: numbers that share one unit, which stands at the end.
_GROUP = re.compile(
    rf"(?:(?<=条)的(?=第))?(?P<numbers>第?\(?{_N}\)?(?:(?:{_LIST}|{_RANGE})第?\(?{_N}\)?){{0,12}})"
    rf"(?P<unit>条(?!件|例|约|幅|线|地铁线|公交|赛道|跑道|航线|生产线|款(?!第))|款(?!式|项|待|额)|项(?!目|工作|任务|措施|内容|制度|改革|活动|指标|资金|行动))"
    rf"(?:之(?P<inserted>[一二三四五六七八九十]{{1,3}}))?"
)
_BARE_ITEM = re.compile(r"\((?P<number>[一二三四五六七八九十]{1,3})\)(?!项)")
_MEMBER = re.compile(rf"(?P<connector>{_LIST}|{_RANGE})?第?\(?(?P<number>{_N})\)?")
_CONNECTOR = re.compile(rf"(?P<list>(?:,?(?:以及|或者|和|及|与|或|并)|、|,(?=第)))|(?P<range>{_RANGE})")
# 第二章, also 物权编: parts are not recorded.
_HEADINGS = re.compile(rf"(?:第{_N}(?:分编|编|章|节)|[一-鿿]{{1,5}}编(?=第))+(?!的?规定第)")
# 第二条(户口)、第七条(申请): a note on a member does not end its list.
_NOTE = re.compile(r"\([^()]{1,20}\)(?=(?:、|和|及|以及|或者)第)")
# 第五十五条、五十六条: the later number is an article too, if nothing is counted.
_UNMARKED = re.compile(rf"{_N}条(?=[的第、,。;和及规所或至到之与(])")
_RANGES = frozenset(_RANGE.split("|"))


@dataclass(frozen=True, slots=True)
class Locator:
    """One member of a list. Positions are of the skeleton."""

    article: str | None
    paragraph: int | None
    item: str | None
    range_to: str | None
    start: int
    end: int


def skip_headings(text: str, position: int) -> int:
    """第二章 and the like after a title are not recorded; return the position behind them."""
    match = _HEADINGS.match(text, position)
    return match.end() if match else position


def parse(
    text: str, position: int, *, article: str | None = None, paragraph: int | None = None, needs_mark: bool = False
) -> list[Locator]:
    """Read the list of locators that begins at ``position``; empty if there is none.

    ``article`` and ``paragraph`` are inherited by what names neither. ``needs_mark``: the first number must
    carry its 第 (a bare 16条 in running text is a count of articles).
    """
    found: list[Locator] = []
    current = Locator(article, paragraph, None, None, position, position)
    fresh, is_range = True, False
    while True:
        group = _GROUP.match(text, position)
        if group and _is_number_group(group, found, needs_mark):
            current, members, is_range = _apply(group, current, fresh, is_range, found)
            found = members
            position = group.end()
        else:
            bare = _BARE_ITEM.match(text, position)
            if bare is None or not found or not fresh_after_unit(text, bare.start()):
                break
            current = _bare_item(bare, current, found, is_new=fresh, is_range=is_range)
            is_range = False
            position = bare.end()
        fresh = False
        note = _NOTE.match(text, position)
        link = _CONNECTOR.match(text, note.end() if note else position)
        if link is None:
            continue
        after = _GROUP.match(text, link.end()) or (_BARE_ITEM.match(text, link.end()) if current.item else None)
        if after is None or not _begins_marked(text, link.end()):
            break
        position, fresh, is_range = link.end(), True, link["range"] is not None
    return found


def _bare_item(
    bare: re.Match[str], current: Locator, found: list[Locator], *, is_new: bool, is_range: bool
) -> Locator:
    """Take （三） behind an article into the list: it completes the last member, ends its range, or is one more."""
    item = f"（{bare['number']}）"
    if is_range:
        found[-1] = replace(found[-1], range_to=item, end=bare.end())
        return current
    start = bare.start() if is_new else found[-1].start
    member = replace(current, item=item, range_to=None, start=start, end=bare.end())
    if is_new:
        found.append(member)
    else:
        found[-1] = member
    return member


def fresh_after_unit(text: str, position: int) -> bool:
    """A bare （一） belongs to the article or paragraph right before it, or to a list of such."""
    return position > 0 and text[position - 1] in "条款)、和及至一二三四五六七八九十"


def _begins_marked(text: str, position: int) -> bool:
    return text[position : position + 1] in ("第", "(") or _UNMARKED.match(text, position) is not None


def _is_number_group(group: re.Match[str], found: list[Locator], needs_mark: bool) -> bool:
    first = group["numbers"]
    if found:
        return True
    if first.startswith("第"):
        return True
    return not needs_mark and (first.startswith("(") or first[0].isdigit())


def _apply(
    group: re.Match[str], current: Locator, is_fresh: bool, is_range: bool, found: list[Locator]
) -> tuple[Locator, list[Locator], bool]:
    """Take one group into the list: as the end of a range, as more of the last member, or as new members."""
    members = list(found)
    unit, inserted = group["unit"], group["inserted"]
    for match in _MEMBER.finditer(group["numbers"]):
        value = numerals.parse(match["number"])
        if value is None:
            continue
        connector = match["connector"]
        words = _written(unit, value, inserted)
        if (is_range and connector is None) or connector in _RANGES:
            members[-1] = replace(members[-1], range_to=_range_word(unit, value, inserted), end=group.end())
            is_range = False
            continue
        changed = _with(current, unit, words, group)
        extends = bool(members) and not is_fresh and connector is None
        current = replace(changed, start=members[-1].start) if extends else changed
        if extends:
            members[-1] = current
        else:
            members.append(current)
    return current, members, False


def _with(base: Locator, unit: str, words: str | int, group: re.Match[str]) -> Locator:
    start, end = group.start(), group.end()
    if unit == "条":
        return Locator(str(words), None, None, None, start, end)
    if unit == "款":
        return Locator(base.article, int(words), None, None, start, end)
    return Locator(base.article, base.paragraph, str(words), None, start, end)


def _written(unit: str, value: int, inserted: str | None) -> str | int:
    if unit == "款":
        return value
    numeral = numerals.chinese(value) if value <= 9999 else str(value)
    if unit == "项":
        return f"（{numeral}）"
    return f"第{numeral}条" + (f"之{inserted}" if inserted else "")


def _range_word(unit: str, value: int, inserted: str | None) -> str:
    return f"第{numerals.chinese(value)}款" if unit == "款" else str(_written(unit, value, inserted))
