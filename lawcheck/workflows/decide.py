"""Decisions on the findings of a review: out to a workbook, back from it or from Word comments, on to a new version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from lawcheck.errors import UsageError
from lawcheck.model import Finding, Review
from lawcheck.report.decisions import Decision, Decisions, dumps, loads, made
from lawcheck.report.parse_json import loads as load_review
from lawcheck.text.fold import skeleton
from lawcheck.workflows import files

# Two findings of one rule whose words are this alike are the same finding in two versions of a draft.
_ALIKE = 60.0


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: all decisions now, how many were read, how many comments belong to no finding."""

    decisions: Decisions
    read: int
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Carried:
    """What a carrying over did: all decisions now, how many were taken over, how many found no place."""

    decisions: Decisions
    carried: int
    dropped: int


@cache
def point_names() -> Mapping[str, str]:
    """The review points' Chinese names, from the rulesets that ship."""
    from lawcheck.rules import loader
    from lawcheck.workflows.registry import registry

    return dict(loader.load((), dict(registry()).keys()).review_points)


def review_of(path: Path) -> Review:
    """A review read from its JSON file."""
    from lawcheck.read import load

    return load_review(load(str(path)))


def beside(path: Path, suffix: str = ".decisions.json") -> Path:
    """Where the decisions on a review are kept: review.json → review.decisions.json."""
    return path.with_name(path.stem + suffix)


def decisions_of(path: Path, review: Review) -> Decisions:
    """The decisions of a file; none where there is no such file yet."""
    if not path.exists():
        return made(review, ())
    return loads(path.read_bytes(), review)


def export(review: Review, decisions: Decisions, target: Path) -> None:
    """Write the workbook. A file that is already there may hold what somebody has filled in: it is not replaced."""
    from lawcheck.report import decision_sheet

    if target.exists():
        raise UsageError(
            f"{target} 已经存在，里面可能有填写的决定，请先用 --import 导入，或者用 --output 换一个文件名。"
        )
    files.write(target, decision_sheet.render(review, decisions, point_names()))


def import_file(source: Path, review: Review, before: Decisions, by: str) -> Imported:
    """Read a filled workbook or an annotated docx; what it does not speak of stays as it was."""
    from lawcheck.read import load

    content = load(str(source))
    lost = 0
    if source.suffix.lower() in (".docx", ".docm"):
        from lawcheck.report import decision_comments

        found, lost = decision_comments.read(content, review, point_names())
    else:
        from lawcheck.report import decision_sheet

        found = decision_sheet.read(content, review, point_names(), by)
    entries: dict[str, Decision | None] = {entry.fingerprint: entry for entry in before.entries}
    entries.update(found)
    decisions = made(review, [entry for entry in entries.values() if entry is not None])
    return Imported(decisions, sum(entry is not None for entry in found.values()), lost)


def save(decisions: Decisions, target: Path) -> None:
    """Write the decisions."""
    files.write(target, dumps(decisions).encode())


def carry(old: Review, old_decisions: Decisions, new: Review, before: Decisions) -> Carried:
    """Take decisions over to a new version: by fingerprint, else by rule and likeness of the words.

    What the new version has decided already stays. 撤回 and 不采纳 are carried like the others: the reason goes along.
    """
    partner = matched(old.findings, new.findings)
    entries = {entry.fingerprint: entry for entry in before.entries}
    carried = dropped = 0
    for entry in old_decisions.entries:
        fingerprint = partner.get(entry.fingerprint)
        if fingerprint is None:
            dropped += 1
        elif fingerprint not in entries:
            entries[fingerprint] = replace(entry, fingerprint=fingerprint, carried=True)
            carried += 1
    return Carried(made(new, entries.values()), carried, dropped)


def matched(old: tuple[Finding, ...], new: tuple[Finding, ...]) -> dict[str, str]:
    """Old fingerprint → new one. One finding is matched once; the most alike first."""
    from rapidfuzz import fuzz

    known = {finding.fingerprint for finding in new}
    partner = {finding.fingerprint: finding.fingerprint for finding in old if finding.fingerprint in known}
    rest_old = [finding for finding in old if finding.fingerprint not in partner]
    taken = set(partner.values())
    rest_new = [finding for finding in new if finding.fingerprint not in taken]
    pairs = []
    for index, before in enumerate(rest_old):
        for place, after in enumerate(rest_new):
            if before.rule_id == after.rule_id:
                score = fuzz.ratio(skeleton(before.quote), skeleton(after.quote))
                score += 20 * (before.location == after.location)
                pairs.append((-score, index, place))
    used: set[str] = set()
    for negative, index, place in sorted(pairs):
        key, target = rest_old[index].fingerprint, rest_new[place].fingerprint
        if -negative >= _ALIKE and key not in partner and target not in used:
            partner[key] = target
            used.add(target)
    return partner
