"""引用的文件已经废止或者失效 — looks up the status of each citation at the as-of date.

Assumes that the name means the law of that name; does not speak of a citation that is itself about the repeal
(《…》同时废止), but does of one that would still amend it (将《…》第九条修改为). Facts not verified give info at most. Misses what the corpus does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawcheck.model import Citation, Hit, Status
from lawcheck.rules.matter import Matter
from lawcheck.text.fold import skeleton

_IS_ABOUT_REPEAL = re.compile(
    r"(?:同时)?(?:予以)?(?:废止|失效|停止执行|停止施行|宣布失效|修改(?!为)|修订(?!为)|清理)"
)


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for each citation of a law that had ceased."""
    for citation in matter.citations:
        resolution = citation.resolution
        if resolution is None or resolution.law is None or resolution.status is not Status.REPEALED:
            continue
        if is_about_repeal(matter, citation):
            continue
        version = resolution.version
        verified = {resolution.law.verified, version.verified if version else "V"}
        values = (("名称", resolution.law.title), ("原因", resolution.reason))
        yield Hit(citation.span, values, severity="info" if "U" in verified else None)


def is_about_repeal(matter: Matter, citation: Citation) -> bool:
    """What follows in the sentence repeals, stops or cleans up: the end is its subject."""
    return _IS_ABOUT_REPEAL.search(skeleton(_after(matter, citation.span.end))) is not None


def _after(matter: Matter, end: int) -> str:
    text = matter.document.text[end : end + 60]
    stop = next((i for i, character in enumerate(text) if character in "。；\n"), len(text))
    return text[:stop]
