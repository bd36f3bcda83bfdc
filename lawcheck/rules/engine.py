"""Rules + matter → findings. A rule that fails is reported as incomplete; the others go on."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from lawcheck.model import Basis, Finding, Hit, Incomplete, Replacement, Severity, Span
from lawcheck.rules.conditions import Asker, Reading
from lawcheck.rules.matter import Matter
from lawcheck.rules.phrase import occurrences
from lawcheck.rules.places import Place
from lawcheck.rules.schema import DatedBasis, Match, Rule, Ruleset
from lawcheck.rules.sifting import Said, is_doubtful, sifted
from lawcheck.text.fold import skeleton

Check = Callable[[Matter], Iterable[Hit]]
_EXEMPTION = re.compile(
    r"公平竞争审查条例》?第十二条|例外规定|维护国家安全和发展利益|促进科学技术进步、增强国家自主创新能力|实现节约能源、保护环境、救灾救助等社会公共利益"
)
_MAX_QUOTE = 300


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules found and what could not be checked."""

    findings: tuple[Finding, ...]
    incomplete: tuple[Incomplete, ...]


def check(matter: Matter, ruleset: Ruleset, checks: Mapping[str, Check]) -> Outcome:
    """Apply every rule that is awake and applies; order of the result: (start, rule id)."""
    asker = Asker(matter, ruleset)
    said: list[Said] = []
    incomplete: list[Incomplete] = []
    for rule in ruleset.rules:
        if not is_asked(rule, matter):
            continue
        try:
            said.extend(Said(rule, hit, _words(matter, hit)) for hit in _hits(rule, matter, asker, checks))
        except Exception as error:  # a rule must not take the review with it
            reason = f"规则运行出错（{error.__class__.__name__}: {str(error)[:120]}），请报告"
            incomplete.append(Incomplete(reason, rule_id=rule.id))
    points = dict(ruleset.review_points)
    ordinals: Counter[tuple[str, str]] = Counter()
    findings = []
    for one in sifted(said, matter):
        key = (one.rule.id, one.words)
        findings.append(_finding(matter, one, ordinals[key], points[one.rule.review_point]))
        ordinals[key] += 1
    return Outcome(tuple(_related(findings)), tuple(incomplete))


def is_awake(rule: Rule, matter: Matter) -> bool:
    """Whether the rule has a basis in force, and a whole normative document if it asks for one.

    Words found in a fragment are words of the document; that words are absent only the whole document can tell.

    A rule for certain issuers or regions has answered its question as soon as it is known whose draft this is.
    """
    profile = matter.document.profile
    if not rule.bases(matter.as_of) or (rule.applies.issuers and profile.issuer is None):
        return False
    if rule.where != "document":
        return True
    return profile.normative and (not profile.fragment or rule.match is not None)


def is_asked(rule: Rule, matter: Matter) -> bool:
    """Whether the rule is awake and concerns a draft of this kind."""
    profile, applies = matter.document.profile, rule.applies
    if not is_awake(rule, matter):
        return False
    if applies.doc_types and profile.doc_type not in applies.doc_types:
        return False
    if applies.ranks and profile.rank not in applies.ranks:
        return False
    if applies.issuers and not next(occurrences(applies.issuers, skeleton(profile.issuer or ""), 1), None):
        return False
    return not applies.regions or any((profile.region or "").startswith(region) for region in applies.regions)


def _hits(rule: Rule, matter: Matter, asker: Asker, checks: Mapping[str, Check]) -> Iterator[Hit]:
    if rule.check is not None:
        yield from checks[rule.check](matter)
    elif rule.absent is not None:
        yield from _absent(rule, matter)
    elif rule.match is not None:
        for place in asker.candidates(rule.match, rule.where):
            readings = asker.match(rule.match, place)
            if readings is not None:
                hit = _hit(matter, place, readings)
                yield replace(hit, replacements=_replacements(rule, rule.match, matter, asker, place))


def _absent(rule: Rule, matter: Matter) -> Iterator[Hit]:
    if rule.absent is None:
        return
    for place in matter.places(rule.where):
        if next(occurrences(rule.absent, place.text, 1), None) is None:
            title = matter.document.profile.title_span or Span(0, 0)
            span = title if rule.where == "document" else place.span
            yield Hit(span, absent=rule.absent.source)


def _hit(matter: Matter, place: Place, readings: list[Reading]) -> Hit:
    """The hull of the first words read inside the place; the place itself if no words were asked for."""
    values: dict[str, str] = {}
    span = place.span
    chosen = next((r for r in readings if r.occurrence and r.place is place), None)
    for reading in readings:
        if reading.occurrence is None:
            continue
        for name, (start, end) in reading.occurrence.values:
            first, last = reading.place.position(start), reading.place.position(end - 1) + 1
            values.setdefault(name, matter.folded.text[first:last])
    if chosen is not None and chosen.occurrence is not None:
        start = max(chosen.occurrence.start, place.prefix)
        end = max(chosen.occurrence.end, start + 1)
        span = Span(*matter.folded.span(place.position(start), place.position(end - 1) + 1))
    return Hit(span, tuple(values.items()))


def _replacements(rule: Rule, match: Match, matter: Matter, asker: Asker, place: Place) -> tuple[Replacement, ...]:
    """For each of the rule's words in the place that it can replace, the words in its stead."""
    if not rule.replace:
        return ()
    exact, found = dict(rule.replace), {}
    for occurrence in asker.words(match, place):
        words = exact.get(place.text[occurrence.start : occurrence.end])
        if words is not None:
            first, last = place.position(occurrence.start), place.position(occurrence.end - 1) + 1
            span = Span(*matter.folded.span(first, last))
            found[span] = Replacement(span, words)
    return tuple(sorted(found.values(), key=lambda one: one.span.start))


def _words(matter: Matter, hit: Hit) -> str:
    """What the fingerprint is made of: the folded clause, or the words looked for."""
    if hit.absent is not None:
        return "absent:" + hit.absent
    clauses = matter.document.clauses
    number = bisect_right(clauses, hit.span.start, key=lambda clause: clause.span.start) - 1
    clause = clauses[number] if number >= 0 and hit.span.start < clauses[number].span.end else None
    return skeleton((clause.span if clause else hit.span).of(matter.document.text))


def _finding(matter: Matter, said: Said, ordinal: int, point: str) -> Finding:
    """``point``: the name of the review point."""
    rule, hit = said.rule, said.hit
    bases = rule.bases(matter.as_of)
    severity, note = _severity(rule, hit, matter)
    values = dict(hit.values)
    fingerprint = hashlib.sha256(f"{rule.id}\0{said.words}\0{ordinal}".encode()).hexdigest()[:16]
    span = Span(hit.span.start, min(hit.span.end, hit.span.start + _MAX_QUOTE))
    return Finding(
        fingerprint=fingerprint,
        rule_id=rule.id,
        review_point=rule.review_point,
        severity=severity,
        location=matter.document.at(span),
        span=span,
        quote=span.of(matter.document.text),
        message=_filled(rule.message, values) + (f"（{hit.note}）" if hit.note else "") + note,
        basis=tuple(_marked(entry) for entry in bases),
        suggestion=_filled(rule.suggestion, values),
        evidence=hit.evidence,
        suspected=point if rule.second_reader else None,
        # The words of rules and catalogue are simplified: in a traditional text they would not be exact.
        replacements=() if matter.document.profile.script == "traditional" else hit.replacements,
    )


def _severity(rule: Rule, hit: Hit, matter: Matter) -> tuple[Severity, str]:
    if is_doubtful(rule, matter):
        return "info", ""
    severity = hit.severity or rule.severity
    if rule.review_point.startswith("FC-") and severity != "info" and _is_exempt(matter, hit.span):
        note = "。本条主张公平竞争审查条例第十二条的例外，请核对：目的属于该条列举、没有对公平竞争影响更小的替代方案、确定了合理的实施期限或者终止条件，缺一不可"
        return "info", note
    return severity, ""


def _is_exempt(matter: Matter, span: Span) -> bool:
    """公平竞争审查条例 article 12 is claimed in the same article; claimed for a clause, never for a document."""
    return _EXEMPTION.search(skeleton(matter.article_span(span).of(matter.document.text))) is not None


def _marked(entry: DatedBasis) -> Basis:
    note = {"W": "据公开转载，未取得正式文本", "U": "出处未核实"}.get(entry.verified)
    notes = "；".join(part for part in (entry.basis.note, note) if part)
    return replace(entry.basis, note=notes or None)


def _filled(template: str, values: Mapping[str, str]) -> str:
    """Put in what the concepts read; a concept that read nothing stands with its own name."""
    return re.sub(r"\{([^{}]{1,20})\}", lambda match: values.get(match[1], match[1]), template)


def _related(findings: list[Finding]) -> list[Finding]:
    """Findings (in order, none longer than a quote) of one problem under different codes: they name each other."""
    starts = [one.span.start for one in findings]
    linked = []
    for one in findings:
        first, last = bisect_left(starts, one.span.start - _MAX_QUOTE), bisect_left(starts, one.span.end)
        others = tuple(
            other.fingerprint
            for other in findings[first:last]
            if other.review_point != one.review_point and one.span and other.span.overlaps(one.span)
        )
        linked.append(replace(one, related=others) if others else one)
    return linked
