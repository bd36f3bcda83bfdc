"""Suppressions applied: a finding that is known and accepted stays listed, but does not count for the exit code."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from lawcheck.config import Suppression
from lawcheck.model import Finding, Review, Suppressed


@dataclass(frozen=True, slots=True)
class Applied:
    """The review with its suppressed findings marked, and the numbers (from 0) of the entries that met something."""

    review: Review
    used: frozenset[int]


def apply(review: Review, entries: Sequence[Suppression], path: str, place: str = "") -> Applied:
    """Mark what the entries name. They count on the as-of date: so the same review gives the same bytes on any day.

    An entry that has run out is said in the warnings of the review that it would have concerned. ``place`` is where
    the draft lies, if ``path`` as given does not say so in this process.
    """
    day = date.fromisoformat(review.as_of)
    used: set[int] = set()
    expired: dict[int, None] = {}
    findings = []
    for finding in review.findings:
        for number, entry in enumerate(entries):
            if not _meets(entry, finding, path, place or path):
                continue
            used.add(number)
            if entry.until is not None and entry.until < day:
                expired[number] = None
            elif finding.suppressed is None:
                finding = replace(finding, suppressed=Suppressed(entry.reason, entry.by, _shown(entry.until)))
        findings.append(finding)
    warnings = tuple(f"豁免已于 {_shown(entries[n].until)} 到期，不再起作用：{entries[n]}" for n in expired)
    marked = replace(review, findings=tuple(findings), warnings=(*review.warnings, *warnings))
    return Applied(marked, frozenset(used))


def complaints(entries: Sequence[Suppression], used: Collection[int], as_of: date) -> tuple[str, ...]:
    """What to say after a run: entries that have expired, and entries that met nothing in all its drafts."""
    found = []
    for number, entry in enumerate(entries):
        if entry.until is not None and entry.until < as_of:
            found.append(f"第{number + 1}个 [[suppress]] 已于 {_shown(entry.until)} 到期：{entry}")
        elif number not in used:
            found.append(f"第{number + 1}个 [[suppress]] 没有对上任何发现：{entry}")
    return tuple(found)


def counted(review: Review) -> tuple[Finding, ...]:
    """The findings that count: those that are not suppressed."""
    return tuple(finding for finding in review.findings if finding.suppressed is None)


def _meets(entry: Suppression, finding: Finding, path: str, place: str) -> bool:
    if entry.fingerprint is not None and finding.fingerprint != entry.fingerprint:
        return False
    if entry.rule is not None and finding.rule_id != entry.rule:
        return False
    return entry.path is None or _is_at(path, place, entry.path, entry.folder)


def _is_at(path: str, place: str, pattern: str, folder: Path) -> bool:
    pattern = pattern.replace("\\", "/").removeprefix("./")
    if "/" not in pattern:
        return fnmatchcase(Path(path).name, pattern)
    try:
        below = Path(place).resolve().relative_to(folder).as_posix()
    except (OSError, ValueError):
        below = Path(path).as_posix()
    return fnmatchcase(below, pattern)


def _shown(day: date | None) -> str | None:
    return day.isoformat() if day else None
