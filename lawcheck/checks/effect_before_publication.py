"""施行早于公布 — a day of effect that lies before the day of publication, both written in one 款.

于七月二十日公布，七月一日起生效; 2026年11月12日张贴，自2026年9月1日起执行. Reads the words beside each day; a day that speaks of
another document (《…》) or of signing by somebody else is left out. Misses days told by events (见报之日).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawcheck.model import Hit, Span
from lawcheck.rules.matter import Matter
from lawcheck.text import day_months
from lawcheck.text.day_months import Day

_SAID = "公布|发布|印发|张贴|刊出|挂网|挂出|成文|落款|下发|签发|贴出|对外公开"
_AFTER_SAID = re.compile(rf"^[^,。;《]{{0,4}}?(?:{_SAID})(?!的?《)")
_BEFORE_SAID = re.compile(rf"(?:{_SAID})(?:日期|时间)?(?:为|是|于|在|:)?$")
_AFTER_EFFECT = re.compile(r"^(?:零时)?起?(?:算|开始|正式|即)?(?:施行|执行|生效|实施|起用|起算|算起)")
_BEFORE_EFFECT = re.compile(r"(?:施行|生效|执行|适用)(?:日期|时间|起点)?(?:定为|为|是)$")
_OWN = re.compile(
    r"本(?:暂行)?(?:办法|规定|细则|意见|方案|通知|措施|政策|通告|公告|标准|指引|规程|规则|决定|件|文件)|此件|此文|全文"
)


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit on the day of effect for each 款 whose day of effect lies before its day of publication."""
    text = matter.folded.text
    for place in matter.places("paragraph"):
        start, end = place.start, place.start + len(place.text)
        if _OWN.search(text, start, end) is None:
            continue
        days = list(day_months.find(text, start, end))
        published = next((one for one in days if _is_published(text, one)), None)
        effect = next((one for one in days if one != published and _is_effect(text, one)), None)
        if published is not None and effect is not None and effect.is_before(published):
            span = Span(*matter.folded.span(effect.start, effect.end))
            said, begins = (text[one.start : one.end] for one in (published, effect))
            yield Hit(span, (("公布日期", said), ("施行日期", begins)))


def _is_published(text: str, day: Day) -> bool:
    return _AFTER_SAID.search(text[day.end : day.end + 12]) is not None or _before(_BEFORE_SAID, text, day)


def _is_effect(text: str, day: Day) -> bool:
    return _AFTER_EFFECT.search(text[day.end : day.end + 10]) is not None or _before(_BEFORE_EFFECT, text, day)


def _before(pattern: re.Pattern[str], text: str, day: Day) -> bool:
    return pattern.search(text[max(0, day.start - 10) : day.start]) is not None
