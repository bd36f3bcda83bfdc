"""A review or a batch as a workbook: findings, citations, and what was reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lawcheck.report import sheets
from lawcheck.report.characters import file_name
from lawcheck.report.citations import cited_name, cited_note, cited_place
from lawcheck.report.facts import conclusion_words, facts, notice, open_matters
from lawcheck.report.labels import (
    ANSWERS,
    SEVERITIES,
    STATUSES,
    basis_words,
    evidence_words,
    status_of,
    suppressed_words,
)
from lawcheck.report.questions import question_of, question_words
from lawcheck.report.sheets import Cell, Column
from lawcheck.report.summary import BatchRow

_FINDINGS = (
    Column("序号", 6), Column("文件", 22), Column("位置", 18), Column("级别", 7), Column("审核问题", 24),
    Column("审查要点", 9), Column("要点名称", 22), Column("原文", 40), Column("问题", 40), Column("依据", 34),
    Column("建议", 40), Column("对照", 40), Column("豁免", 20), Column("规则", 28), Column("指纹", 18),
)  # fmt: skip
_CITATIONS = (
    Column("序号", 6), Column("文件", 22), Column("位置", 14), Column("引用原文", 34), Column("引用文件", 34),
    Column("条款", 20), Column("状态", 14), Column("说明", 40), Column("条文", 60),
)  # fmt: skip
_OVERVIEW = (Column("文件", 24), Column("项目", 30), Column("内容", 90))


def render(rows: Sequence[BatchRow], names: Mapping[str, str]) -> bytes:
    """The workbook; ``names`` gives the review points' Chinese names."""
    book = sheets.new()
    sheets.add(book, "审核发现", _FINDINGS, _findings(rows, names))
    sheets.add(book, "引用核验", _CITATIONS, _citations(rows))
    sheets.add(book, "概况", _OVERVIEW, _overview(rows))
    return sheets.to_bytes(book)


def _findings(rows: Sequence[BatchRow], names: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        for number, finding in enumerate(row.review.findings if row.review else (), 1):
            yield (
                number,
                file_name(row.path),
                str(finding.location),
                SEVERITIES[finding.severity],
                question_words(question_of(finding)),
                finding.review_point,
                names.get(finding.review_point, ""),
                finding.quote,
                finding.message,
                "；".join(basis_words(basis) for basis in finding.basis),
                finding.suggestion,
                "\n".join(evidence_words(evidence) for evidence in finding.evidence),
                suppressed_words(finding.suppressed) if finding.suppressed else "",
                finding.rule_id,
                finding.fingerprint,
            )


def _citations(rows: Sequence[BatchRow]) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        for number, (citation, said, location) in enumerate(row.review.citations if row.review else (), 1):
            resolution = citation.resolution
            yield (
                number,
                file_name(row.path),
                location,
                said,
                cited_name(citation),
                cited_place(citation, said),
                STATUSES[status_of(citation)],
                cited_note(citation, texts=False),
                (resolution.text or "") if resolution else "",
            )


def _overview(rows: Sequence[BatchRow]) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        path, review = file_name(row.path), row.review
        if review is None:
            yield path, "未能审核", row.error_message or row.error_code or "原因不明"
            continue
        first = notice(review)
        if first:
            yield path, "注意", first
        yield from ((path, name, value) for name, value in facts(review))
        reason = f"（{review.conclusion_reason}）" if review.conclusion_reason else ""
        yield path, "结论", conclusion_words(review) + reason
        yield from ((path, question.question, ANSWERS[question.answer]) for question in review.questions)
        yield from ((path, "未审查事项", matter) for matter in open_matters(review))
