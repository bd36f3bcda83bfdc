"""与上位法抵触 — the draft says otherwise than the article that governs the same matter.

The alignment proposes the articles and names what differs. Assumes that a sentence on the same matter shares rare
words with its article, or other words for the same things that the list of concepts knows. Speaks once for a sentence,
of its surest difference. Where rank does not decide between the two (部门规章, 地方性法规), it only informs.
In a whole draft, where nearly every sentence agrees with the law, only a difference that is plain alarms; the others
inform. Of a clause that somebody asks about (a fragment) each is raised.
Does not see: conflicts that only appear when several articles are read together, and matters told in wholly other words.
"""

from __future__ import annotations

from collections.abc import Iterator

from lawcheck.model import Evidence, Hit, is_superior
from lawcheck.rules.matter import Matter

# From this strength on a difference alarms in a whole draft too: on long drafts in which nothing is wrong, none did.
_PLAIN = 0.75


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for each sentence that differs from the article that governs it."""
    profile = matter.document.profile
    for alignment in matter.alignments:
        for difference in alignment.differences[:1]:
            governing = difference.governing
            values = (
                ("名称", governing.law.title),
                ("条", governing.article),
                ("差异", difference.sentence),
            )
            evidence = (Evidence(governing.law.title, governing.article, governing.text, difference.sentence),)
            decided = is_superior(governing.law.rank, profile.rank)
            plain = profile.fragment or difference.strength >= _PLAIN
            yield Hit(
                alignment.span,
                values,
                evidence,
                severity=None if decided and plain else "info",
                note="" if decided and plain else "把握不大，供核对" if decided else "二者位阶不分上下，供核对",
            )
