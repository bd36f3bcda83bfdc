"""Facts that only the law texts tell: last article, inserted articles, history of a text, what it repeals.

Nothing of the wording is kept: numbers, dates and titles only. Used by build_catalogue.py with ``--texts``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lawcheck.corpus.names import normal_number
from lawcheck.text import numerals

_NUMERAL = "[一二三四五六七八九十百千零〇]+"
_ARTICLE = re.compile(rf"^\**\s*(第({_NUMERAL})条(之[一二三四五六七八九十]+)?)\**([\s:：]?)", re.M)
_DATE = re.compile(r"(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日")
_ORDER = re.compile(
    rf"((?:国务院|国家[一-龥]{{2,14}}|[一-龥]{{2,10}}部)令\s*第?\s*(?:\d+|{_NUMERAL})\s*号|(?:法释|高检发释字)\s*[〔\[（(]\d{{4}}[〕\]）)]\s*\d+\s*号)"
)
_TITLE = re.compile(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》")


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a text's history: ``kind`` is 公布, 修正 or 修订."""

    day: date
    kind: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class TextFacts:
    """What one file says of itself. ``stated`` is the day in its closing article, ``at_once`` 自公布之日起施行."""

    last: int
    inserted: tuple[str, ...]
    gaps: tuple[int, ...]
    stated: date | None
    at_once: bool
    events: tuple[Event, ...]
    repeals: tuple[str, ...]


def read_facts(path: Path, own_title: str) -> TextFacts:
    """Read one file."""
    text = path.read_text(encoding="utf-8").replace("\u3000", " ").replace("\u00a0", " ")
    head, body = _split(text)
    plain, inserted = _articles(body)
    last = max(plain, default=0)
    gaps = tuple(number for number in range(min(plain, default=1), last) if number not in plain)
    tail = "\n".join(body.strip().splitlines()[-14:])
    stated = _stated(tail)
    at_once = stated is None and bool(re.search(r"自(?:公布|发布)之日起(?:施行|实施|生效)", tail))
    return TextFacts(last, inserted, gaps, stated, at_once, history(head), repeals(tail, own_title))


def _split(text: str) -> tuple[str, str]:
    if "INFO END" in text:
        head, _, body = text.partition("INFO END")
        return head, body
    begin = re.search(r"^##|^\**第一条", text, re.M)
    return (text[: begin.start()], text[begin.start() :]) if begin else (text[:600], text)


def _articles(body: str) -> tuple[set[int], tuple[str, ...]]:
    """Numbers of the articles that begin a line, in rising order: a quoted article falls out of the sequence.

    A number with no blank behind it counts only where it is the next one; else it is a reference in a sentence.
    """
    plain: set[int] = set()
    inserted: list[str] = []
    highest = 0
    for match in _ARTICLE.finditer(body):
        number = numerals.parse(match.group(2)) or 0
        if match.group(3):
            if number == highest:
                inserted.append(match.group(1))
        elif number > highest and (match.group(4) or number == highest + 1):
            plain.add(number)
            highest = number
    return plain, tuple(dict.fromkeys(inserted))


def _stated(tail: str) -> date | None:
    found = None
    for match in re.finditer(rf"自\s*{_DATE.pattern}\s*起\s*(?:施行|实施|生效|执行)", tail):
        found = date(*(int(field) for field in match.groups()))
    return found


def history(head: str) -> tuple[Event, ...]:
    """Promulgation and amendments from the lines above the text, in order of their days."""
    events: list[Event] = []
    for line in head.splitlines():
        found = _DATE.search(line)
        kind = _kind(line) if found and not line.startswith("#") else ""
        if not found or not kind:
            continue
        day = date(*(int(field) for field in found.groups()))
        order = _ORDER.search(re.sub(r"[《〈][^》〉]*[》〉]", "", line))
        number = normal_number(order.group(1)) if order and kind != "修正" else ""
        before = events[-1] if events else None
        if kind == "公布" and before and before.kind == "公布" and (day - before.day).days < 400:
            # 通过 stands before 公布; the number stands on the line of the promulgation.
            later = day if re.search("公布|发布", line) else before.day
            events[-1] = Event(later, kind, number or before.number)
        else:
            # The courts write 通过 also for an amendment: a second one years later is none of the first text.
            events.append(Event(day, "修正" if kind == "公布" and before else kind, number))
    return tuple(sorted(events, key=lambda event: event.day))


def _kind(line: str) -> str:
    plain = re.sub(r"[《〈].*[》〉]", "", line)
    if "修订" in plain:
        return "修订"
    if re.search(r"修正|修改", plain) or re.search(r"修改|修正案", line):
        return "修正"
    return "公布" if re.search(r"通过|公布|发布|批准", plain) else ""


def repeals(tail: str, own_title: str) -> tuple[str, ...]:
    """Titles that the closing articles repeal on the day this text enters into force."""
    found: list[str] = []
    for sentence in re.split(r"[。；;\n]", tail):
        stop = re.search(r"同时废止|同时失效|即行废止|一并废止", sentence)
        for title in _TITLE.findall(sentence[: stop.start()]) if stop else ():
            if title != own_title and not re.search(r"修改|修订|修正案|部分条|第.+条", title):
                found.append(title)
    return tuple(dict.fromkeys(found))
