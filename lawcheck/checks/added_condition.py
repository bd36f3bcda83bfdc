"""在上位法的许可条件、材料之外增加 — an item that the list of the superior article does not have, where leave is given by it.

See ``lists`` for what it assumes and misses.
"""

from __future__ import annotations

from collections.abc import Iterator

from lawcheck.checks.lists import added_items
from lawcheck.model import Evidence, Hit
from lawcheck.rules.matter import Matter


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for each item added to the conditions or documents of a licence, registration or qualification."""
    for added in added_items(matter):
        if added.permits:
            law, article = added.passage.law.title, added.passage.article
            evidence = Evidence(law, article, added.passage.text, f"该条没有“{added.words[:40]}”")
            yield Hit(added.span, (("名称", law), ("条", article), ("增加", added.words[:60])), (evidence,))
