"""引用的文件在基准日尚未施行 — looks up the status of each citation at the as-of date.

Silent where the draft itself takes effect no earlier than the law, and where the sentence is about the beginning
(《…》施行之日起). A fragment does not say when it takes effect, which may be after the law: info. Facts not verified give
info at most. Misses what the corpus does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawcheck.checks.effective_date import stated_effective
from lawcheck.checks.support import sentence_span
from lawcheck.model import Citation, Hit, Span, Status
from lawcheck.rules.matter import Matter
from lawcheck.text.fold import skeleton

_IS_ABOUT_BEGINNING = re.compile(
    r"(?:施行|实施|生效)(?:之日|之后|之前|后|前|以后|以前|时)|尚未(?:施行|实施|生效)|起(?:施行|实施)"
)


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for each citation of a law that had not yet begun."""
    own = stated_effective(matter)
    unsaid = own is None and matter.document.profile.fragment
    for citation in matter.citations:
        resolution = citation.resolution
        if resolution is None or resolution.law is None or resolution.status is not Status.NOT_YET:
            continue
        begins = resolution.version.effective if resolution.version else None
        if (own and begins and begins <= own[1]) or _is_about_beginning(matter, citation):
            continue
        verified = {resolution.law.verified, resolution.version.verified if resolution.version else "V"}
        values = (("名称", resolution.law.title), ("施行日期", begins.isoformat() if begins else "基准日以后"))
        yield Hit(citation.span, values, severity="info" if unsaid or "U" in verified else None)


def _is_about_beginning(matter: Matter, citation: Citation) -> bool:
    text = matter.document.text
    rest = Span(citation.span.end, sentence_span(text, citation).end)
    return _IS_ABOUT_BEGINNING.search(skeleton(rest.of(text))) is not None
