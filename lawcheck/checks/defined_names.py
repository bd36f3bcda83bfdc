"""简称前后不一致 — a short name that is defined twice differently, defined and never used, or used before its definition.

Sees only names defined by 以下简称; words defined by 本办法所称 are not followed.
"""

from __future__ import annotations

from collections.abc import Iterator

from lawcheck.model import Hit
from lawcheck.rules.matter import Matter
from lawcheck.text.fold import skeleton


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
