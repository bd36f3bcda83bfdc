"""引用的条、款、项不存在 — compares the citation with the text of the law in force on the day.

Speaks only where the corpus knows the complete text; otherwise it cannot be verified and nothing is said.
Paragraphs and items are seen only where the corpus holds the words of the article.
"""

from __future__ import annotations

from collections.abc import Iterator

from lawcheck.model import Citation, Hit
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
        values = (("名称", resolution.law.title), ("缺", _missing(matter, citation)))
        yield Hit(citation.span, values, severity="info" if version and version.verified == "U" else None)


def _missing(matter: Matter, citation: Citation) -> str:
    """What is missing, in words: the article beyond the last one, or the paragraph or item of an article."""
    resolution, target = citation.resolution, citation.target
    version = resolution.version if resolution else None
    if version is None or target.article is None:
        return "没有这一条"
    if matter.corpus.has_article(version, target.article):
        paragraph = f"第{target.paragraph}款" if target.paragraph else ""
        item = f"第{target.item}项" if target.item else ""
        beyond = (
            target.range_to
            if target.range_to and target.range_to.endswith("条")
            else f"{target.article}{paragraph}{item}"
        )
        return f"没有{beyond}"
    last = f"共{version.articles}条，" if version.articles else ""
    return f"{last}没有{target.article}"
