"""The lines between a law's title and its text: when it was passed, promulgated, amended, and under what number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from lawcheck.corpus.lawtext import AMENDED, FIRST, REVISED, Event
from lawcheck.corpus.names import normal_number
from lawcheck.text import dates, numerals
from lawcheck.text.fold import skeleton

_EVENT_START = re.compile(r"(?:根据|并经|经|依据)?(?:\d{4}年|[一二][〇零一二三四五六七八九○]{3}年)")
_CUT = re.compile(r"[\s　;；]+(?=(?:根据|自)?\s*\d{4}\s*年)|(?<=[过准布订正])(?=(?:根据)?\d{4}年)")
_ORDER = re.compile(
    rf"((?:国务院|[一-鿿]{{2,20}}?(?:部|委员会|总局|局|署|政府|银行|办公室))令(?:第)?(?:\d+|[{numerals.NUMERAL}]+)号"
    r"|(?:主席令|国家主席令)(?:第)?(?:\d+|[一二三四五六七八九十百]+)号"
    r"|(?:法释|高检发释字|[一-鿿]{1,10}[发办规函字]{1,2})[〔\[(]\d{4}[〕\])]\d+号)"
)
_DAY = re.compile(dates.PATTERN)
_QUOTED = re.compile(r"[《〈].*[》〉]")
_ISSUER = re.compile(
    r"([一-鿿]{2,12}?(?:省|自治区|市|州|县|旗))第?[一-鿿]{0,6}届?(人民代表大会(?:常务委员会)?|人大常委会)"
    r"|([一-鿿]{2,20}(?:人民代表大会(?:常务委员会)?))"
)
_AFTER_NAME = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Head:
    """What the lines above the text tell. ``announced`` is the day of effect where a line names it."""

    history: tuple[Event, ...]
    announced: date | None
    doc_number: str
    words: str


def read_head(lines: Iterable[str]) -> Head:
    """Read the lines; those without a date tell nothing but stay in ``words``."""
    events: list[Event] = []
    announced: date | None = None
    numbers: list[str] = []
    kept = [line.strip() for line in lines]
    for line in kept:
        for part in _parts(line):
            words = skeleton(part)
            days = [day for _, _, day in dates.find(_QUOTED.sub("", words)) if day.year >= 1949]
            if not days:
                continue
            if is_effect(words):
                announced = days[-1]
                continue
            _add(events, words, max(days), numbers)
    events.sort(key=lambda event: event.day)
    number = events[-1].number if events else ""
    # A law bears the number of its first promulgation until it is promulgated anew.
    return Head(tuple(events), announced, number or (numbers[-1] if numbers else ""), "\n".join(kept))


def is_effect(words: str) -> bool:
    """2022年1月1日施行, 自2022年1月1日起施行: the day of effect and no passing."""
    plain = _QUOTED.sub("", words)
    return bool(re.search(r"施行|生效|实施$", plain)) and not re.search(r"通过|公布|发布|批准|修正|修订", plain)


def _parts(line: str) -> list[str]:
    return [part.strip(" \u3000()（）") for part in _CUT.split(line.strip(" \u3000()（）")) if part.strip()]


def _add(events: list[Event], words: str, day: date, numbers: list[str]) -> None:
    kind = kind_of(words)
    if not kind:
        return
    order = _ORDER.search(_DAY.sub("", _QUOTED.sub("", words)))
    number = normal_number(order.group(1)) if order and kind != AMENDED else ""
    if number:
        numbers.append(number)
    before = events[-1] if events else None
    if kind == FIRST and before and before.kind == FIRST and abs(day - before.day) < _AFTER_NAME:
        # 通过 stands before 批准 and 公布; the number stands on the line of the promulgation.
        events[-1] = Event(max(day, before.day), FIRST, number or before.number)
    elif kind == FIRST and before and before.kind != FIRST and abs(day - before.day) < _AFTER_NAME:
        events[-1] = Event(max(day, before.day), before.kind, number or before.number)
    elif before and before.kind == kind and before.day == day:
        return
    else:
        # The courts write 通过 also for an amendment: a second one years later is none of the first text.
        events.append(Event(day, AMENDED if kind == FIRST and before else kind, number))


def kind_of(words: str) -> str:
    """What a line of the history says was done."""
    plain = _QUOTED.sub("", words)
    if "修订" in plain:
        return REVISED
    if re.search(r"修正|修改", plain) or re.search(r"修改|修正案", words):
        return AMENDED
    return FIRST if re.search(r"通过|公布|发布|批准|会议$|公告$", plain) else ""


def is_head_line(words: str) -> bool:
    """Tell whether a line above the text belongs to its history (``words`` folded)."""
    return bool(_EVENT_START.match(words.lstrip("(")) or (kind_of(words) and next(dates.find(words), None)))


def issuer_of(words: str) -> str:
    """The body that passed the text, from the first line that names one."""
    for line in words.split("\n"):
        plain = re.sub(
            r"\d{4}年\d{1,2}月\d{1,2}日|第[一二三四五六七八九十百\d]+(?:届|次)|会议.*", "", skeleton(line)
        )
        if "全国人民代表大会" in plain:
            return "全国人民代表大会常务委员会" if "常务委员会" in plain else "全国人民代表大会"
        match = _ISSUER.search(_QUOTED.sub("", plain))
        if match:
            body = (match.group(2) or "").replace("人大常委会", "人民代表大会常务委员会")
            return match.group(1) + body if match.group(1) else match.group(3)
        for name in ("国务院", "最高人民法院", "最高人民检察院"):
            if name in plain:
                return name
        order = re.search(r"([一-鿿]{2,20}?(?:部|委员会|总局|局|署|政府|银行|办公室))令", plain)
        if order:
            return order.group(1).removeprefix("中华人民共和国")
    return ""
