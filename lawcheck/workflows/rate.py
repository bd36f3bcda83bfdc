"""审核率, 公平竞争审查率, 备案率, 及时率: how many of the documents are in the register, and which are not.

The whole is a folder of issued documents: what was never brought to the register cannot be counted from the register.
Without a folder only the share among registered texts that were issued can be given, and it says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lawcheck.report.characters import file_name
from lawcheck.workflows.issued import Issued
from lawcheck.workflows.register import Entry, events, reviews_by_text

FILING_DAYS = 30
NAMES = ("审核率", "公平竞争审查率", "备案率", "及时率")
UNKNOWN = "未识别"


@dataclass(frozen=True, slots=True)
class Case:
    """A document and what is known of it; None: it does not apply or is not known."""

    name: str
    day: date | None
    unit: str
    doc_type: str
    reviewed: bool
    fair: bool
    filed: bool
    timely: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Rates:
    """The counts of a group."""

    group: str
    total: int
    reviewed: int
    fair: int
    filed: int
    timely: int


@dataclass(frozen=True, slots=True)
class Report:
    """The groups, the whole (last), and what is missing: (name, what)."""

    groups: tuple[Rates, ...]
    missing: tuple[tuple[str, str], ...]
    is_against_folder: bool


def from_folder(documents: Iterable[Issued], entries: tuple[Entry, ...], days: int) -> list[Case]:
    """A case for each issued document; one that cannot be read counts as not reviewed."""
    reviews, followed = reviews_by_text(entries), events(entries)
    found = []
    for document in documents:
        entry = reviews.get(document.text_sha256 or "")
        profile = document.profile
        reason = document.reason or ("" if entry else "台账里没有这份文本的审核记录")
        stated = _day(profile.date) if profile else None
        filed, timely, day = _filing(followed.get(document.text_sha256 or "", {}), stated, days)
        unit = (entry.text("unit") if entry else "") or (profile.issuer if profile else None) or UNKNOWN
        kind = (entry.text("doc_type") if entry else "") or (profile.doc_type if profile else None) or UNKNOWN
        fair = entry is not None and entry.values.get("fair_competition") is True
        name = file_name(str(document.path))
        found.append(Case(name, day, unit, kind, entry is not None, fair, filed, timely, reason))
    return found


def from_register(entries: tuple[Entry, ...], days: int) -> list[Case]:
    """A case for each registered text that was issued."""
    followed = events(entries)
    found = []
    for text, entry in reviews_by_text(entries).items():
        if "issued" not in followed.get(text, {}):
            continue
        filed, timely, day = _filing(followed[text], _day(entry.text("date")), days)
        name = entry.text("title") or entry.text("path")
        fair = entry.values.get("fair_competition") is True
        kinds = (entry.text("unit") or UNKNOWN, entry.text("doc_type") or UNKNOWN)
        found.append(Case(name, day, *kinds, True, fair, filed, timely))
    return found


def _filing(followed: dict[str, Entry], stated: date | None, days: int) -> tuple[bool, bool, date | None]:
    """(filed, in time, day of issue): the day of issue as registered, else as the document bears it."""
    day = _day(followed["issued"].text("date")) if "issued" in followed else stated
    filed = _day(followed["filed"].text("date")) if "filed" in followed else None
    timely = filed is not None and day is not None and day <= filed <= day + timedelta(days=days)
    return filed is not None, timely, day


def report(cases: Sequence[Case], by: Sequence[str], period: str, *, is_against_folder: bool) -> Report:
    """Group the cases by period, unit or type (a period is a year, quarter or month), and list what is missing."""
    groups: dict[str, list[Case]] = {}
    for case in cases:
        groups.setdefault("　".join(_NAMES[kind](case, period) for kind in by), []).append(case)
    rows = [_rates(name, own) for name, own in sorted(groups.items())] if by else []
    missing = []
    for case in cases:
        if not case.reviewed:
            missing.append((case.name, f"未审核：{case.reason}"))
            continue
        missing += [(case.name, "未作公平竞争审查")] if not case.fair else []
        missing += [(case.name, "未登记备案")] if not case.filed else []
        missing += [(case.name, "备案不在期限内，或者印发日期不明")] if case.filed and not case.timely else []
    return Report((*rows, _rates("合计", cases)), tuple(missing), is_against_folder)


def _rates(group: str, cases: Sequence[Case]) -> Rates:
    return Rates(
        group,
        len(cases),
        sum(case.reviewed for case in cases),
        sum(case.fair for case in cases),
        sum(case.filed for case in cases),
        sum(case.timely for case in cases),
    )


def _period(case: Case, period: str) -> str:
    if case.day is None:
        return "日期不明"
    year = f"{case.day.year}年"
    if period == "year":
        return year
    return f"{year}{case.day.month:02}月" if period == "month" else f"{year}第{(case.day.month + 2) // 3}季度"


_NAMES: dict[str, Callable[[Case, str], str]] = {
    "period": _period,
    "unit": lambda case, _: case.unit,
    "type": lambda case, _: case.doc_type,
}


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def share(part: int, whole: int) -> str:
    """A share in per cent, rounded down: 100% means all."""
    return "–" if whole == 0 else f"{part * 1000 // whole / 10:.1f}%"
