"""引用的条不存在 — compares the number of the cited article with the last article of the law in force on the day.

Speaks only where the corpus knows the complete text; otherwise it cannot be verified and nothing is said.
Does not see paragraphs and items as long as the corpus holds no texts.
"""

from __future__ import annotations

from collections.abc import Iterator

from lawcheck.model import Hit
from lawcheck.rules.matter import Matter


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for each external citation of an article that the law does not have."""
    for citation in matter.citations:
        resolution, target = citation.resolution, citation.target
        if (
            resolution is None
            or target.internal
            or resolution.article_exists is not False
            or resolution.law is None
        ):
            continue
        version = resolution.version
        last = f"共{version.articles}条" if version and version.articles else "没有这一条"
        values = (("名称", resolution.law.title), ("条", target.range_to or target.article or ""), ("条数", last))
        yield Hit(citation.span, values, severity="info" if version and version.verified == "U" else None)
