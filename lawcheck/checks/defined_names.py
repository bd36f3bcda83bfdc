"""简称前后不一致 — a short name that is defined twice differently, defined and never used, used before its definition,
or used without one (《监察条例》 in a draft that cites 《劳动保障监察条例》).

Sees only names defined by 以下简称; words defined by 本办法所称 are not followed.
"""

from __future__ import annotations

from collections.abc import Iterator

from lawcheck.model import Hit
from lawcheck.rules.matter import Matter
from lawcheck.text.fold import skeleton

_TELLING = 4


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for each definition that is idle, late or contradicted."""
    words = matter.folded.text
    seen: dict[str, str] = {}
    for definition in matter.document.definitions:
        name = skeleton(definition.name)
        start = matter.folded.position(definition.span.start)
        end = matter.folded.position(definition.span.end)
        if name in seen and seen[name] != definition.full:
            yield Hit(definition.span, (("问题", f"简称“{name}”先后指向“{seen[name]}”和“{definition.full}”"),))
        elif words.find(name, end) < 0:
            yield Hit(definition.span, (("问题", f"简称“{name}”定义以后没有使用"),))
        elif definition.is_title and f"《{name}》" in words[:start]:
            yield Hit(definition.span, (("问题", f"简称“{name}”在定义以前已经使用"),))
        seen.setdefault(name, definition.full)
    yield from _never_defined(matter, frozenset(seen))


def _never_defined(matter: Matter, defined: frozenset[str]) -> Iterator[Hit]:
    """Titles that no corpus holds and that are the end of another title of the draft; 办法, 规定 alone are too common."""
    titles = {
        skeleton(one.target.title) for one in matter.citations if one.target.title and not one.target.internal
    }
    said: set[str] = set()
    for citation in matter.citations:
        title = skeleton(citation.target.title or "")
        if len(title) < _TELLING or title in said or title in defined or matter.corpus.named(title):
            continue
        whole = sorted(other for other in titles if other != title and other.endswith(title))
        if whole:
            said.add(title)
            yield Hit(citation.span, (("问题", f"“{title}”没有约定为简称，可能指《{whole[0]}》"),))
