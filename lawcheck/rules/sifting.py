"""What the rules said of a draft, before it becomes findings: each problem is said once, by who can give the reason.

Restated law is left out. A hint (info) on words in which a second reader sees the same review point is a warning, and
the second reader's likeness makes room for its reason. Echoes are left out: a second reader in a 款 where a rule raised the point, and
a hint on words that an error or warning of the point is about, unless it shows a text of its own. Nothing here joins
what concerns different review points.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from lawcheck.model import Hit, Severity, Span
from lawcheck.rules.matter import Matter
from lawcheck.rules.restating import restating
from lawcheck.rules.schema import Rule

_MAY_RESTATE = "本条称依照上位法条文，法规库没有该条文字，不能核对是否转述，请核对"


@dataclass(frozen=True, slots=True)
class Said:
    """A rule's hit and the words that its fingerprint is made of."""

    rule: Rule
    hit: Hit
    words: str

    @property
    def point(self) -> str:
        """The code of the review point."""
        return self.rule.review_point

    @property
    def severity(self) -> Severity:
        """The severity before doubts about the basis and claimed exemptions lower it."""
        return self.hit.severity or self.rule.severity


def sifted(said: Iterable[Said], matter: Matter) -> list[Said]:
    """Without restated law and echoes, hints confirmed, in order of the text."""
    heard = _without_second_readers(_without_restated(said, matter), matter)
    kept = _without_echoes(_confirmed(heard, matter))
    return sorted(kept, key=lambda one: (one.hit.span.start, one.rule.id, one.hit.span.end))


def _without_restated(said: Iterable[Said], matter: Matter) -> list[Said]:
    """Without what only restates an article cited in the same 条; what may restate one that is not at hand informs."""
    kept = []
    for one in said:
        if one.severity == "info" or not one.point.startswith(("FC-", "LG-")):
            kept.append(one)
            continue
        found = restating(matter, one.hit.span, one.point)
        if found is None:
            kept.append(one)
        elif any((shown.law, shown.article) == found.article for shown in one.hit.evidence):
            kept.append(one)  # what it shows of that article is at hand, and the words depart from it
        elif found.answer == "unknown":
            kept.append(replace(one, hit=replace(one.hit, severity="info", note=_MAY_RESTATE)))
    return kept


def is_doubtful(rule: Rule, matter: Matter) -> bool:
    """All its bases, or a figure or setting power that it asks for, are marked U on this day: it may only inform."""
    if all(entry.verified == "U" for entry in rule.bases(matter.as_of)):
        return True
    return rule.match is not None and any(matter.is_doubtful(one) for one in rule.match.conditions())


def _without_second_readers(said: list[Said], matter: Matter) -> list[Said]:
    """Without second readers where a rule raises the same point in the same 款."""
    raised = _by_point(one for one in said if one.severity != "info" and not one.rule.second_reader)

    def is_silent(one: Said) -> bool:
        return one.rule.second_reader and _overlaps(matter.paragraph_span(one.hit.span), raised[one.point])

    return [one for one in said if not is_silent(one)]


def _confirmed(said: list[Said], matter: Matter) -> list[Said]:
    """The longest hint on what a second reader sees as a warning, in the place of the likeness that it explains."""
    hints = _by_point(one for one in said if _is_hint(one, matter))
    chosen: set[int] = set()
    explained: set[int] = set()
    for one in said:
        if one.rule.second_reader and one.severity != "info":
            fitting = [hint for hint in hints[one.point] if hint.hit.span.overlaps(one.hit.span)]
            if fitting:
                explained.add(id(one))
                if chosen.isdisjoint(map(id, fitting)):
                    chosen.add(id(max(fitting, key=lambda hint: len(hint.hit.span))))
    raised = (
        replace(one, hit=replace(one.hit, severity="warning")) if id(one) in chosen else one
        for one in said
        if id(one) not in explained
    )
    return list(raised)


def _is_hint(one: Said, matter: Matter) -> bool:
    """A rule that itself only informs, and not for lack of a verified basis."""
    is_first = not one.rule.second_reader
    return (
        is_first and one.rule.severity == "info" and one.hit.severity is None and not is_doubtful(one.rule, matter)
    )


def _by_point(said: Iterable[Said]) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        found[one.point].append(one)
    return found


def _without_echoes(said: list[Said]) -> list[Said]:
    """Without hints on words that an error or warning of the same point is about, unless they show a text of their own."""
    raised = _by_point(one for one in said if one.severity != "info" and not one.rule.second_reader)

    def is_echo(one: Said) -> bool:
        return one.severity == "info" and not one.hit.evidence and _overlaps(one.hit.span, raised[one.point])

    return [one for one in said if not is_echo(one)]


def _overlaps(span: Span, raised: Iterable[Said]) -> bool:
    return any(span.overlaps(one.hit.span) for one in raised)
