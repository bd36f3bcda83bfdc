"""引用名称错误 — a name that the corpus does not hold, but that is nearly the name of one that it holds.

Assumes that a title which differs in one or two characters is a slip. A local document may rightly bear nearly the
name of a national one, so a title with a place name in front is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from lawcheck.model import Evidence, Hit
from lawcheck.rules.matter import Matter
from lawcheck.text.fold import skeleton

_LIKENESS = 0.9


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for each unknown title of a law or regulation that is very near a known one."""
    for citation in matter.citations:
        title = citation.target.title
        resolution = citation.resolution
        if (
            not title
            or citation.target.internal
            or resolution is None
            or resolution.law is not None
            or resolution.reason.startswith("引用的是本文件")
        ):
            continue
        bare = skeleton(title)
        if not bare.endswith(("法", "条例", "规定", "办法", "决定", "细则")) or any(
            place in bare for place in matter.own_places
        ):
            continue
        near = next(iter(matter.corpus.similar(title, 1)), None)
        if (
            near is None
            or near[1] < _LIKENESS
            or abs(len(skeleton(near[0])) - len(bare.removeprefix("中华人民共和国"))) > 2
        ):
            continue
        yield Hit(citation.span, (("名称", title), ("相近名称", near[0])), (Evidence(near[0]),))
