"""A review or a batch as SARIF 2.1.0, for code hosts and pipelines.

Regions count in the draft's plain text (``lawcheck outline --format text``): a docx has no lines of its own.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from lawcheck.model import Finding, Review
from lawcheck.report.characters import for_xml
from lawcheck.report.labels import basis_words, evidence_words, suppressed_words
from lawcheck.report.summary import BatchRow
from lawcheck.rules.schema import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def render(rows: Sequence[BatchRow], names: Mapping[str, str], rules: Sequence[Rule] = ()) -> str:
    """The log as text; ``rules`` describe what the findings came from, ``names`` are those of the review points."""
    used = _rule_ids(rows)
    known = {rule.id: rule for rule in rules}
    points = {f.rule_id: f.review_point for row in rows if row.review for f in row.review.findings}
    order = {rule_id: index for index, rule_id in enumerate(used)}
    results = [
        _result(finding, row, index, order)
        for index, row in enumerate(rows)
        if row.review
        for finding in row.review.findings
    ]
    versions = [row.review.tool.version for row in rows if row.review]
    driver = {
        "name": "lawcheck",
        **({"version": versions[0]} if versions else {}),
        "language": "zh-CN",
        "rules": [_rule(rule_id, points[rule_id], known.get(rule_id), names) for rule_id in used],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [_invocation(rows)],
        "artifacts": [_artifact(row) for row in rows],
        "results": results,
        "columnKind": "unicodeCodePoints",
        "defaultEncoding": "utf-8",
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return for_xml(json.dumps(log, ensure_ascii=False, indent=2)) + "\n"


def _rule_ids(rows: Sequence[BatchRow]) -> list[str]:
    return sorted({finding.rule_id for row in rows if row.review for finding in row.review.findings})


def _text(words: str) -> dict[str, str]:
    return {"text": for_xml(words)}


def _rule(rule_id: str, point: str, rule: Rule | None, names: Mapping[str, str]) -> dict[str, Any]:
    name = names.get(point, point)
    described: dict[str, Any] = {
        "id": rule_id,
        "shortDescription": _text(rule.title if rule else name),
        "fullDescription": _text(rule.message if rule else name),
        "properties": {"tags": [point], "reviewPoint": point, "reviewPointName": name},
    }
    if rule is not None:
        basis = "；".join(basis_words(entry.basis) for entry in rule.basis)
        described["help"] = _text(f"依据：{basis}\n建议：{rule.suggestion}")
        described["defaultConfiguration"] = {"level": _LEVELS[rule.severity]}
    return described


def _result(finding: Finding, row: BatchRow, artifact: int, order: Mapping[str, int]) -> dict[str, Any]:
    message = finding.message
    if finding.basis:
        message += "\n依据：" + "；".join(basis_words(basis) for basis in finding.basis)
    if finding.suggestion:
        message += f"\n建议：{finding.suggestion}"
    for evidence in finding.evidence:
        message += f"\n对照：{evidence_words(evidence)}"
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": uri(row.path), "index": artifact}},
        "logicalLocations": [{"name": for_xml(str(finding.location)), "kind": "module"}],
    }
    region = _region(finding, row.text)
    if region:
        location["physicalLocation"]["region"] = region
    suppressions: list[dict[str, str]] = []
    if finding.suppressed:
        justification = for_xml(suppressed_words(finding.suppressed))
        suppressions.append({"kind": "external", "status": "accepted", "justification": justification})
    return {
        "ruleId": finding.rule_id,
        "ruleIndex": order[finding.rule_id],
        "level": _LEVELS[finding.severity],
        "message": _text(message),
        "locations": [location],
        "partialFingerprints": {"lawcheckFinding/v1": finding.fingerprint},
        "suppressions": suppressions,
    }


def _region(finding: Finding, text: str) -> dict[str, Any] | None:
    """Where the words stand; a finding about the whole document has no region."""
    span = finding.span
    if not len(span):
        return None
    region: dict[str, Any] = {"charOffset": span.start, "charLength": len(span), "snippet": _text(finding.quote)}
    if span.of(text) == finding.quote:
        starts = _line_starts(text)
        first, last = bisect_right(starts, span.start), bisect_right(starts, span.end - 1)
        region = {
            "startLine": first,
            "startColumn": span.start - starts[first - 1] + 1,
            "endLine": last,
            "endColumn": span.end - starts[last - 1] + 1,
            **region,
        }
    return region


@lru_cache(maxsize=2)
def _line_starts(text: str) -> tuple[int, ...]:
    """Offsets of the lines; kept for the findings of one draft."""
    return (0, *(match.end() for match in re.finditer("\n", text)))


def _artifact(row: BatchRow) -> dict[str, Any]:
    artifact: dict[str, Any] = {"location": {"uri": uri(row.path)}}
    if row.review is not None:
        artifact["hashes"] = {"sha-256": row.review.document.sha256}
    return artifact


def uri(path: str) -> str:
    """A path as URI reference: relative ones stay relative; bytes of the name that are no UTF-8 are kept."""
    pure = PurePath(path)
    escaped = quote(pure.as_posix().encode("utf-8", "surrogateescape"))
    if pure.is_absolute():
        return f"file://{'' if escaped.startswith('/') else '/'}{escaped}"
    # A first part with a colon would be read as the name of a scheme.
    return escaped


def _invocation(rows: Sequence[BatchRow]) -> dict[str, Any]:
    notes = []
    for index, row in enumerate(rows):
        if row.review is None:
            notes.append(_notification(index, "error", row.error_message or row.error_code or "原因不明"))
            continue
        notes += [_notification(index, "warning", words) for words in _incomplete(row.review)]
    invocation: dict[str, Any] = {"executionSuccessful": all(row.review is not None for row in rows)}
    if notes:
        invocation["toolExecutionNotifications"] = notes
    return invocation


def _incomplete(review: Review) -> list[str]:
    failed = [f"{entry.rule_id or entry.stage or '审核'} 未完成：{entry.reason}" for entry in review.incomplete]
    return [*failed, *review.warnings]


def _notification(artifact: int, level: str, words: str) -> dict[str, Any]:
    place = {"physicalLocation": {"artifactLocation": {"index": artifact}}}
    return {"level": level, "message": _text(words), "locations": [place]}
