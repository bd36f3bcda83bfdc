"""Two versions of a draft: articles aligned, words and strength changed, findings fixed, remaining and new."""

from __future__ import annotations

from collections.abc import Sequence

from lawcheck.model import Finding, Review
from lawcheck.report.changes import Comparison, UnitChange
from lawcheck.text.fold import skeleton
from lawcheck.workflows import versions, word_changes
from lawcheck.workflows.review import Reviewed
from lawcheck.workflows.versions import Alignment, Unit


def compare(old: Reviewed, new: Reviewed) -> Comparison:
    """Compare two reviewed versions."""
    before, after = versions.units(old.document), versions.units(new.document)
    aligned = versions.align(before, after)
    partner = _matched(old.review, new.review, before, after, aligned)
    gone = {finding.fingerprint for finding in old.review.findings} - set(partner)
    came = {finding.fingerprint for finding in new.review.findings} - set(partner.values())
    by_fingerprint = {finding.fingerprint: finding for finding in new.review.findings}
    return Comparison(
        old.review,
        new.review,
        tuple(_units(before, after, aligned)),
        tuple(finding for finding in old.review.findings if finding.fingerprint in gone),
        tuple(
            (finding, by_fingerprint[partner[finding.fingerprint]])
            for finding in old.review.findings
            if finding.fingerprint in partner
        ),
        tuple(finding for finding in new.review.findings if finding.fingerprint in came),
    )


def _units(before: Sequence[Unit], after: Sequence[Unit], aligned: Alignment) -> list[UnitChange]:
    """The new version in order; what was dropped stands where it stood, behind its predecessor."""
    source = {target: index for index, target in aligned.pairs}
    parts = {target: index for index, target in aligned.splits}
    merged = dict(aligned.merges)
    found: list[tuple[tuple[float, int], UnitChange]] = []
    for place, unit in enumerate(after):
        if place in source:
            change = _pair(before[source[place]], unit, source[place] in aligned.moved)
        elif place in parts:
            change = UnitChange("split", before[parts[place]].label, unit.label, unit.is_article)
        else:
            words = word_changes.changes("", unit.text)
            change = UnitChange("added", None, unit.label, unit.is_article, words=words)
        found.append(((place, 0), change))
    target = dict(aligned.pairs)
    last = -1.0
    for index, unit in enumerate(before):
        if index in target:
            last = target[index] if index not in aligned.moved else last
            continue
        if index in merged:
            change = UnitChange("merged", unit.label, after[merged[index]].label, unit.is_article)
        else:
            words = word_changes.changes(unit.text, "")
            change = UnitChange("dropped", unit.label, None, unit.is_article, words=words)
        found.append(((last + 0.5, index), change))
    return [change for _, change in sorted(found, key=lambda entry: entry[0])]


def _pair(before: Unit, after: Unit, moved: bool) -> UnitChange:
    renumbered = before.label != after.label
    if before.key == after.key:
        return UnitChange("unchanged", before.label, after.label, after.is_article, renumbered, moved)
    words = word_changes.changes(before.text, after.text)
    strength = word_changes.strength(words)
    return UnitChange("changed", before.label, after.label, after.is_article, renumbered, moved, words, strength)


def _matched(
    old: Review, new: Review, before: Sequence[Unit], after: Sequence[Unit], aligned: Alignment
) -> dict[str, str]:
    """Old fingerprint → new one: equal fingerprints, else rule and aligned article, the most alike words first."""
    from rapidfuzz import fuzz

    known = {finding.fingerprint for finding in new.findings}
    partner = {f.fingerprint: f.fingerprint for f in old.findings if f.fingerprint in known}
    taken = set(partner.values())
    same_place = {*aligned.pairs, *aligned.splits, *aligned.merges, (None, None)}
    rest = [f for f in new.findings if f.fingerprint not in taken]
    scored = []
    for index, finding in enumerate(old.findings):
        if finding.fingerprint in partner:
            continue
        place = _place(finding, before)
        for number, other in enumerate(rest):
            if other.rule_id == finding.rule_id and (place, _place(other, after)) in same_place:
                score = fuzz.ratio(skeleton(finding.quote), skeleton(other.quote))
                scored.append((-score, index, number))
    for _, index, number in sorted(scored):
        key, target = old.findings[index].fingerprint, rest[number].fingerprint
        if key not in partner and target not in taken:
            partner[key] = target
            taken.add(target)
    return partner


def _place(finding: Finding, found: Sequence[Unit]) -> int | None:
    """The unit a finding is about; None for the whole document, whatever words stand for it."""
    return None if str(finding.location) == "全文" else versions.unit_at(found, finding.span.start)
