"""A review as JSON, in the shape that the command line promises; reading it back is ``parse_json``."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from lawcheck.model import Baseline, Basis, Finding, Incomplete, Question, Review, Summary, Suppressed, Tool
from lawcheck.report.characters import file_name, for_xml
from lawcheck.report.citations import citations_dict
from lawcheck.report.parse_json import from_dict, loads

__all__ = ["SCHEMA_VERSION", "batch_line", "dumps", "from_dict", "line", "loads", "to_dict"]

SCHEMA_VERSION = 1
# Legal inside a JSON string, but many readers of JSON lines take these for line ends.
_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}
T = TypeVar("T")


def to_dict(review: Review) -> dict[str, Any]:
    """The review as plain data, keys in a fixed order, without characters that XML 1.0 forbids."""
    return _clean(
        {
            "schema_version": SCHEMA_VERSION,
            "tool": _tool(review.tool),
            "document": _document(review.document),
            "as_of": review.as_of,
            "conclusion": review.conclusion,
            "conclusion_reason": review.conclusion_reason,
            "questions": [_question(question) for question in review.questions],
            "incomplete": [_incomplete(entry) for entry in review.incomplete],
            "citations": citations_dict(review.citations),
            "findings": [_finding(finding) for finding in review.findings],
            "warnings": list(review.warnings),
            "asked": list(review.asked),
            "baseline": _baseline(review.baseline),
        }
    )


def dumps(review: Review, indent: int | None = 2) -> str:
    """The review as JSON text, Chinese written as such."""
    return json.dumps(to_dict(review), ensure_ascii=False, indent=indent)


def line(review: Review) -> str:
    """The review as one line of JSON lines, without the line end."""
    return _line(to_dict(review))


def batch_line(path: str, review: Review | None, error_code: str | None, error_message: str | None) -> str:
    """One line of a batch: the review, or for an unreadable file its path and the reason."""
    if review is not None:
        return line(review)
    error = {"code": error_code or "internal", "message": error_message or ""}
    return _line(_clean({"schema_version": SCHEMA_VERSION, "document": {"path": file_name(path)}, "error": error}))


def _line(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_LINE_ENDS)


def _tool(tool: Tool) -> dict[str, Any]:
    corpus = tool.corpus
    return {
        "name": "lawcheck",
        "version": tool.version,
        "rulesets": [
            {"name": ruleset.name, "version": ruleset.version, "sha256": ruleset.sha256}
            for ruleset in tool.rulesets
        ],
        "corpus": {
            "sha256": corpus.sha256,
            "documents": corpus.documents,
            "articles": corpus.articles,
            "name": corpus.name,
            "note": corpus.note,
        },
    }


def _document(document: Summary) -> dict[str, Any]:
    return {
        "path": file_name(document.path),
        "sha256": document.sha256,
        "text_sha256": document.text_sha256,
        "title": document.title,
        "issuer": document.issuer,
        "doc_number": document.doc_number,
        "doc_type": document.doc_type,
        "rank": document.rank,
        "region": document.region,
        "date": document.date,
        "normative": document.normative,
        "normative_reason": document.normative_reason,
        "chapters": document.chapters,
        "articles": document.articles,
        "script": document.script,
        "fragment": document.fragment,
        "secrecy": document.secrecy,
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "question": question.question,
        "answer": question.answer,
        "findings": list(question.findings),
        "note": question.note,
    }


def _incomplete(entry: Incomplete) -> dict[str, Any]:
    named: dict[str, Any] = {}
    if entry.rule_id is not None:
        named["rule_id"] = entry.rule_id
    if entry.stage is not None:
        named["stage"] = entry.stage
    return {**named, "reason": entry.reason}


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.location
    return {
        "fingerprint": finding.fingerprint,
        "rule_id": finding.rule_id,
        "review_point": finding.review_point,
        "severity": finding.severity,
        "article": place.article,
        "paragraph": place.paragraph,
        "item": place.item,
        "heading": place.heading,
        "attachment": place.attachment,
        "location": str(place),
        "start": finding.span.start,
        "end": finding.span.end,
        "quote": finding.quote,
        "message": finding.message,
        "basis": [_basis(basis) for basis in finding.basis],
        "suggestion": finding.suggestion,
        "evidence": [
            {"law": shown.law, "article": shown.article, "text": shown.text, "difference": shown.difference}
            for shown in finding.evidence
        ],
        "related": list(finding.related),
        "suppressed": _suppressed(finding.suppressed),
        "replacements": [
            {"start": one.span.start, "end": one.span.end, "text": one.text} for one in finding.replacements
        ],
        "suspected": finding.suspected,
    }


def _suppressed(entry: Suppressed | None) -> dict[str, str | None] | None:
    return None if entry is None else {"reason": entry.reason, "by": entry.by, "until": entry.until}


def _baseline(earlier: Baseline | None) -> dict[str, Any] | None:
    if earlier is None:
        return None
    return {"sha256": earlier.sha256, "as_of": earlier.as_of, "known": earlier.known}


def _basis(basis: Basis) -> dict[str, Any]:
    return {
        "law": basis.law,
        "article": basis.article,
        "paragraph": basis.paragraph,
        "item": basis.item,
        "note": basis.note,
    }


def _clean(value: T) -> T:
    """Clean every string of plain data; numbers and None stay."""
    cleaned: Any = value
    if isinstance(value, str):
        cleaned = for_xml(value)
    elif isinstance(value, list):
        cleaned = [_clean(entry) for entry in value]
    elif isinstance(value, dict):
        cleaned = {key: _clean(entry) for key, entry in value.items()}
    result: T = cleaned
    return result
