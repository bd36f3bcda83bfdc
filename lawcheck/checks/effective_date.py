"""施行日期早于成文日期 — compares 自……起施行 with the date of the signature.

Looks at the last effective-date clause of the draft only. Without a date of issue nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lawcheck.model import Hit, Span
from lawcheck.rules.matter import Matter
from lawcheck.text import dates

_EFFECTIVE = re.compile(rf"自(?P<day>{dates.PATTERN})起?(?:开始)?(?:施行|实施|执行|生效)")


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit if the effective date lies before the date of issue."""
    issued, stated = matter.document.profile.date, stated_effective(matter)
    if issued is None or stated is None:
        return
    span, day = stated
    if day < date.fromisoformat(issued):
        yield Hit(span, (("施行日期", day.isoformat()), ("成文日期", issued)))


def stated_effective(matter: Matter) -> tuple[Span, date] | None:
    """The words and the day of the draft's last effective-date clause (本办法自……起施行)."""
    found = [match for match in _EFFECTIVE.finditer(matter.folded.text) if _is_own(matter, match.start())]
    for match in found[-1:]:
        day = dates.parse(match["day"])
        if day is not None:
            return Span(*matter.folded.span(match.start(), match.end())), day
    return None


def _is_own(matter: Matter, position: int) -> bool:
    """The clause speaks of this draft (本办法自…), not of another document."""
    before = matter.folded.text[max(0, position - 12) : position]
    return bool(re.search(r"本[^,。;《》]{1,8}$", before))
