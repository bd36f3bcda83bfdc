"""引用的文件即将废止 — a citation of a law in force whose end, after the as-of date, is already known.

A draft outlives the day of its review: the law that it is made upon, or any law that ends before the draft begins, has to be
named by its successor. What is only applied until then (依照《…》第九条处理) informs. Silent where the sentence is about the repeal
and where the end is not verified. An end is announced some months before: on a day more than a year before, nobody knew it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from lawcheck.checks.effective_date import stated_effective
from lawcheck.checks.repealed_citation import is_about_repeal
from lawcheck.checks.support import sentence_span
from lawcheck.corpus.timeline import ends_law
from lawcheck.model import Citation, Hit, Status
from lawcheck.rules.matter import Matter
from lawcheck.text.fold import skeleton

_ANNOUNCED = timedelta(days=365)
_IS_BASIS = re.compile(r"制定|依据(?:为|是)|立法依据")


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for the first citation of each law that is about to end."""
    said: set[str] = set()
    begins = stated_effective(matter)
    for citation in matter.citations:
        end = _end(matter, citation)
        law = citation.resolution.law if citation.resolution else None
        if end is None or law is None or law.key in said or is_about_repeal(matter, citation):
            continue
        said.add(law.key)
        day, cause = end
        values = (("名称", law.title), ("废止日期", day.isoformat()), ("原因", cause))
        needed = _is_basis(matter, citation) or (begins is not None and begins[1] >= day)
        yield Hit(citation.span, values, severity=None if needed else "info")


def _is_basis(matter: Matter, citation: Citation) -> bool:
    return (
        _IS_BASIS.search(skeleton(sentence_span(matter.document.text, citation).of(matter.document.text)))
        is not None
    )


def _end(matter: Matter, citation: Citation) -> tuple[date, str] | None:
    """The day on which the law itself ends, after the as-of date, and why."""
    resolution = citation.resolution
    if resolution is None or resolution.law is None or resolution.status is not Status.CURRENT:
        return None
    versions = matter.corpus.versions(resolution.law)
    last = versions[-1] if versions else None
    if last is None or last.ceased is None or last.verified == "U" or not ends_law(last):
        return None
    return (last.ceased, last.cause) if matter.as_of < last.ceased <= matter.as_of + _ANNOUNCED else None
