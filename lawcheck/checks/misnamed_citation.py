"""引用名称错误 — a name that the corpus does not hold, but that becomes one that it holds by leaving out or adding a few words.

Assumes that a title of the same kind (法, 条例, 办法 …) which differs by left-out or added characters only is a slip:
《道路交通安全管理法》. Another word in the same place (食品 for 药品) is another document. A local document may rightly
bear nearly the name of a national one, so a title with a place name is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from lawcheck.model import Evidence, Hit
from lawcheck.rules.matter import Matter
from lawcheck.text.fold import skeleton

_LIKENESS = 0.6
_MOST_CHARACTERS = 3
_KINDS = ("法", "条例", "规定", "办法", "决定", "细则")


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
        bare = skeleton(title).removeprefix("中华人民共和国")
        if not bare.endswith(_KINDS) or any(place in bare for place in matter.own_places):
            continue
        near = nearest_slip(matter, title)
        if near is not None:
            yield Hit(citation.span, (("名称", title), ("相近名称", near)), (Evidence(near),))


def nearest_slip(matter: Matter, title: str) -> str | None:
    """The known title that this one is probably meant to be."""
    bare = skeleton(title).removeprefix("中华人民共和国")
    for name, likeness in matter.corpus.similar(title, 3):
        if likeness >= _LIKENESS and is_slip(bare, skeleton(name)):
            return name
    return None


def is_slip(written: str, known: str) -> bool:
    """Both are of one kind, and one is the other with a few characters left out, or the same characters in another order."""
    shorter, longer = sorted((written, known), key=len)
    same_kind = any(
        written.endswith(kind) and known.endswith(kind) for kind in ("办法", "法", "条例", "规定", "决定", "细则")
    )
    if written.endswith("办法") != known.endswith("办法"):
        return False
    if sorted(shorter) == sorted(longer):
        return True
    characters = iter(longer)
    return (
        same_kind and 0 < len(longer) - len(shorter) <= _MOST_CHARACTERS and all(c in characters for c in shorter)
    )
