"""与上位法抵触 — the draft says otherwise than the article that governs the same matter.

The alignment proposes the articles and names what differs. Assumes that a sentence on the same matter shares rare
words with its article, or other words for the same things that the list of concepts knows. Speaks once for a sentence,
of its surest difference. Where rank does not decide between the two (部门规章, 地方性法规), it only informs.
In a whole draft, where nearly every sentence agrees with the law, only a difference that is plain alarms, or a figure
other than that of the very article which the sentence cites; the others inform. Of a clause that somebody asks about (a fragment) each is raised.
Regulations and rules may add to the law and fit it to their place (立法法 articles 82, 91, 93): of them only a fine outside
the law's band is an error (行政处罚法 articles 11 to 14), every other difference a warning.
Does not see: conflicts that only appear when several articles are read together, and matters told in wholly other words.
"""

from __future__ import annotations

from collections.abc import Iterator

from lawcheck.checks import alike
from lawcheck.model import Difference, Evidence, Hit, Profile, Rank, Severity, is_superior
from lawcheck.rules.matter import Matter

# From this strength on a difference alarms in a whole draft too: on long drafts in which nothing is wrong, none did.
_PLAIN = 0.82
_FIGURES = ("penalty_amount", "time_limit", "threshold")


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
                ("相近", alike.said(difference.alike)),
            )
            evidence = (Evidence(governing.law.title, governing.article, governing.text, difference.sentence),)
            severity, note = _weighed(profile, difference)
            yield Hit(alignment.span, values, evidence, severity=severity, note=note)


def _weighed(profile: Profile, difference: Difference) -> tuple[Severity | None, str]:
    """The severity (None: that of the rule) and what to say of it."""
    decided = is_superior(difference.governing.law.rank, profile.rank)
    if not decided:
        return "info", "二者位阶不分上下，供核对" if decided is None else "同级文件，不是上位法，请核对前后是否一致"
    of_cited = difference.governing.cited and difference.kind in _FIGURES
    plain = profile.fragment or of_cited or difference.strength >= _PLAIN
    if not plain:
        return "info", "把握不大，供核对"
    if profile.rank is not Rank.NORMATIVE_DOCUMENT and difference.kind != "penalty_amount":
        return "warning", "法规、规章可以补充和细化上位法，请核对是否超出"
    return None, ""
