"""引用名称错误 — a name that the corpus does not hold, but that becomes one that it holds by leaving out or adding a few words.

Assumes that a title of the same kind (法, 条例, 办法 …) which differs by left-out or added characters only is a slip:
《道路交通安全管理法》. Another word in the same place (食品 for 药品) is another document. A local document may rightly
bear nearly the name of a national one, so a title with a place name is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from lawcheck.model import Citation, Evidence, Hit, Replacement
from lawcheck.rules.matter import Matter
from lawcheck.text.fold import skeleton

_LIKENESS = 0.6
_MOST_CHARACTERS = 3
_STATE = "中华人民共和国"
_KINDS = ("办法", "法", "条例", "规定", "决定", "细则", "规则", "通则")


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
        bare = skeleton(title).removeprefix(_STATE)
        if not bare.endswith(_KINDS) or any(place in bare for place in matter.own_places):
            continue
        near = nearest_slip(matter, title)
        if near is not None:
            values = (("名称", title), ("相近名称", near))
            yield Hit(citation.span, values, (Evidence(near),), replacements=_renamed(matter, citation, near))


def nearest_slip(matter: Matter, title: str) -> str | None:
    """The known title that this one is probably meant to be."""
    return next(_slips(matter, title), None)


def _slips(matter: Matter, title: str) -> Iterator[str]:
    bare = skeleton(title).removeprefix(_STATE)
    for name, likeness in matter.corpus.similar(title, 3):
        if likeness >= _LIKENESS and is_slip(bare, skeleton(name)):
            yield name


def _renamed(matter: Matter, citation: Citation, near: str) -> tuple[Replacement, ...]:
    """The right name in place of the wrong one: where the name is written out and only one known title is near it."""
    name, title = citation.name, citation.target.title or ""
    if name is None or skeleton(name.of(matter.document.text)) != skeleton(title):
        return ()
    if len(set(_slips(matter, title))) != 1:
        return ()
    prefix = _STATE if skeleton(title).startswith(_STATE) and not near.startswith(_STATE) else ""
    return (Replacement(name, prefix + near),)


def is_slip(written: str, known: str) -> bool:
    """Both are of one kind, and one is the other with a few characters left out, or the same characters in another order."""
    shorter, longer = sorted((written, known), key=len)
    same_kind = any(written.endswith(kind) and known.endswith(kind) for kind in _KINDS)
    if written.endswith("办法") != known.endswith("办法"):
        return False
    if sorted(shorter) == sorted(longer):
        return True
    characters = iter(longer)
    return (
        same_kind and 0 < len(longer) - len(shorter) <= _MOST_CHARACTERS and all(c in characters for c in shorter)
    )
