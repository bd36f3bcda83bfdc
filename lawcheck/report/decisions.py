"""The officer's decisions: a file of their own beside the review, so that a review is never changed after it was made."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NoReturn

from lawcheck.errors import UsageError
from lawcheck.model import Review
from lawcheck.report.characters import for_xml

VERDICTS = ("采纳", "部分采纳", "不采纳", "撤回")
ADOPTED = frozenset({"采纳", "部分采纳"})
NEEDS_REASON = frozenset({"不采纳"})
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on one finding; ``carried`` where it was taken over from an earlier version of the draft."""

    fingerprint: str
    decision: str
    reason: str = ""
    by: str = ""
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions on one review, in the order of its findings."""

    document_sha256: str
    as_of: str
    entries: tuple[Decision, ...]

    def of(self, fingerprint: str) -> Decision | None:
        """The decision on a finding, None while there is none."""
        return next((entry for entry in self.entries if entry.fingerprint == fingerprint), None)


def made(review: Review, entries: Iterable[Decision]) -> Decisions:
    """Decisions on this review, put in order; what names no finding of it is left out."""
    by_fingerprint = {entry.fingerprint: entry for entry in entries}
    found = [by_fingerprint[f.fingerprint] for f in review.findings if f.fingerprint in by_fingerprint]
    return Decisions(review.document.sha256, review.as_of, tuple(dict.fromkeys(found)))


def check(entry: Decision, place: str) -> None:
    """Refuse a word that is no decision, and a refusal without a reason; ``place`` says where it stands."""
    if entry.decision not in VERDICTS:
        raise UsageError(f"{place}的决定“{entry.decision}”不可用，请填 {'、'.join(VERDICTS)} 之一，或者留空。")
    if entry.decision in NEEDS_REASON and not entry.reason.strip():
        raise UsageError(f"{place}决定“{entry.decision}”但没有写理由，请补写理由。")


def dumps(decisions: Decisions) -> str:
    """The decisions as JSON."""
    data = {
        "schema_version": _VERSION,
        "document": {"sha256": decisions.document_sha256},
        "as_of": decisions.as_of,
        "decisions": [
            {
                "fingerprint": entry.fingerprint,
                "decision": entry.decision,
                "reason": for_xml(entry.reason),
                "by": for_xml(entry.by),
                "carried": entry.carried,
            }
            for entry in decisions.entries
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def loads(content: bytes, review: Review) -> Decisions:
    """Read decisions for this review. A file for another draft, or that names a finding it has not, is refused."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UsageError("决定文件无法读取：不是完整的 JSON。") from error
    if not isinstance(data, dict) or data.get("schema_version") != _VERSION:
        _refuse(f"schema_version 应当是 {_VERSION}")
    document = data.get("document")
    if not isinstance(document, dict) or document.get("sha256") != review.document.sha256:
        raise UsageError("决定文件不是针对这份送审稿的，请核对审核结果和决定文件是否配套。")
    rows = data.get("decisions")
    if not isinstance(rows, list):
        _refuse("decisions 应当是列表")
    known = {finding.fingerprint for finding in review.findings}
    return made(review, [_entry(row, number, known) for number, row in enumerate(rows, 1)])


def _entry(row: Any, number: int, known: set[str]) -> Decision:
    if not isinstance(row, dict):
        _refuse(f"第 {number} 项应当是对象")
    fingerprint, decision, reason, by = (row.get(key, "") for key in ("fingerprint", "decision", "reason", "by"))
    if not all(isinstance(text, str) for text in (fingerprint, decision, reason, by)):
        _refuse(f"第 {number} 项的各个字段应当是文字")
    if fingerprint not in known:
        raise UsageError(f"决定文件第 {number} 项的指纹 {fingerprint} 不在审核结果里，请核对是否配套。")
    entry = Decision(fingerprint, decision, reason, by, row.get("carried") is True)
    check(entry, f"决定文件第 {number} 项")
    return entry


def _refuse(reason: str) -> NoReturn:
    raise UsageError(f"决定文件无法读取：{reason}。")
