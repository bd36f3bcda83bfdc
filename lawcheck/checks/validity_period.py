"""有效期过长 — the days from the day of effect to the day on which the draft ends, against the figure of the place.

Reads 自2026年1月1日起施行，有效期至2036年12月31日; a period in years is left to the rules. Without a day of effect it counts
from the day of issue, without either it says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lawcheck.model import Hit, Span
from lawcheck.rules.matter import Matter
from lawcheck.text import dates

_END = re.compile(
    rf"(?:有效期|试行期|执行期|施行期限?|有效)[^,。;]{{0,4}}至(?P<end>{dates.PATTERN})|(?:至|于)(?P<until>{dates.PATTERN})(?:自行)?(?:失效|废止)"
)
_BEGIN = re.compile(rf"自(?P<day>{dates.PATTERN})起?(?:开始|正式)?(?:施行|实施|执行|试行|生效)")
_TRIAL = re.compile(r"试行|暂行")
_OWN = re.compile(r"本(?:办法|规定|细则|意见|通知|方案|措施|规则|决定|通告|公告|指引)[^。]{0,40}$")


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit if the draft is to be in force for longer than the place allows."""
    words = matter.folded.text
    is_trial = _TRIAL.search(matter.document.profile.title or "") is not None
    figure = matter.figure("试行文件有效期" if is_trial else "规范性文件有效期")
    for match in _END.finditer(words):
        sentence = words.rfind("。", 0, match.start()) + 1
        if figure is None or not _OWN.search(words[sentence : match.start()]):
            continue
        end = dates.parse(match["end"] or match["until"])
        begin = _begin(matter, words[sentence : match.start()])
        if begin is None or end is None or (end - begin).days <= figure.value:
            continue
        span = Span(*matter.folded.span(match.start(), match.end()))
        yield Hit(
            span, (("起", begin.isoformat()), ("止", end.isoformat()), ("年", f"{(end - begin).days / 365.25:.1f}"))
        )


def _begin(matter: Matter, before: str) -> date | None:
    found = _BEGIN.search(before)
    if found is not None:
        return dates.parse(found["day"])
    issued = matter.document.profile.date
    return date.fromisoformat(issued) if issued else None
