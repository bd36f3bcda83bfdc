"""文内引用错误 — 本办法第三十二条 where there are thirty articles; 前款 where nothing stands before it.

Assumes that an unnamed article means this draft. A draft without articles (notice style) is not checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from lawcheck.model import Hit, Status
from lawcheck.rules.matter import Matter


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for each internal reference that leads nowhere."""
    for citation in matter.citations:
        if citation.resolution and citation.resolution.status is Status.INTERNAL_BROKEN:
            yield Hit(citation.span, (("原因", citation.resolution.reason),))
