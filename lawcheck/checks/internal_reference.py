"""文内引用错误 — 本办法第三十二条 where there are thirty articles; 前款 where nothing stands before it.

Assumes that an unnamed article means this draft. A draft without articles (notice style) is not checked, and of an excerpt
only what it holds. The members of one list (第三条第（一）、（五）项) are one hit.
"""

from __future__ import annotations

from collections.abc import Iterator

from lawcheck.model import Hit, Span, Status
from lawcheck.rules.matter import Matter


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for each internal reference, or list of them, that leads nowhere."""
    lists: list[tuple[Span, list[str]]] = []
    for citation in matter.citations:
        if citation.resolution is None or citation.resolution.status is not Status.INTERNAL_BROKEN:
            continue
        span, reason = citation.span, citation.resolution.reason
        if lists and span.overlaps(lists[-1][0]):
            first, reasons = lists[-1]
            lists[-1] = (Span(first.start, max(first.end, span.end)), [*reasons, reason])
        else:
            lists.append((span, [reason]))
    for span, reasons in lists:
        yield Hit(span, (("原因", "；".join(dict.fromkeys(reasons))),))
