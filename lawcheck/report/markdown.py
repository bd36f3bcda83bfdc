"""A review as Markdown. Every character of a draft that Markdown would obey is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from lawcheck.model import Finding, Review, Status
from lawcheck.report.characters import file_name, for_xml, visible
from lawcheck.report.citations import cited_name, cited_note, cited_place
from lawcheck.report.excerpt import excerpt, marked, together
from lawcheck.report.facts import (
    CLOSING,
    NO_FINDINGS,
    UNKNOWN_HINT,
    conclusion_words,
    counts_words,
    facts,
    notice,
    open_matters,
)
from lawcheck.report.labels import (
    ANSWERS,
    SEVERITIES,
    STATUSES,
    basis_words,
    code_words,
    evidence_words,
    status_of,
    suppressed_words,
    unit_of,
)
from lawcheck.report.summary import BatchRow

# Besides the marks of CommonMark: : and @ and . of bare addresses, $ of formulas, which GitHub obeys.
_MARKS = re.compile(r"([\\`*_{}\[\]<>|~#&$@!^=])")
_ADDRESS = re.compile(r"(?i)(:)(?=//)|(?<=www)(\.)")
_LINE_START = re.compile(r"^(\s*)([-+]|\d+(?=[.)]))(?=[\s.)])")


def words(text: str) -> str:
    """Any text of others in one line, escaped."""
    plain = visible(for_xml(text)).strip()
    escaped = _ADDRESS.sub(r"\\\g<0>", _MARKS.sub(r"\\\1", plain))
    return _LINE_START.sub(lambda match: f"{match[1]}\\{match[2]}" if match[2] in "-+" else match[0], escaped)


def render(rows: Sequence[BatchRow], names: Mapping[str, str]) -> str:
    """One review, or the reviews of a batch one after another."""
    parts: list[str] = []
    if len(rows) != 1:
        parts += [f"# 合法性审核：共 {len(rows)} 件\n", _table(("文件", "结果"), map(_result, rows))]
    for row in rows:
        parts.extend(_review(row.review, row.text, names) if row.review else _unread(row))
    return "\n".join((*parts, f"---\n\n{words(CLOSING)}\n"))


def _result(row: BatchRow) -> tuple[str, str]:
    if row.review is None:
        return words(file_name(row.path)), f"未能审核：{words(row.error_message or row.error_code or '')}"
    said = f"{conclusion_words(row.review)}；{counts_words(row.review.findings)}"
    return words(file_name(row.path)), words(said)


def _unread(row: BatchRow) -> Iterator[str]:
    yield f"# {words(file_name(row.path))}\n"
    yield f"未能审核：{words(row.error_message or row.error_code or '原因不明')}\n"


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(headers)} |", f"|{'---|' * len(headers)}"]
    return "\n".join((*lines, *(f"| {' | '.join(row)} |" for row in rows), ""))


def _review(review: Review, text: str, names: Mapping[str, str]) -> Iterator[str]:
    warned = notice(review)
    if warned:
        yield f"> **{words(warned)}**\n"
    yield f"# 合法性审核：{words(review.document.title or file_name(review.document.path))}\n"
    yield _table(("项目", "内容"), ((words(name), words(value)) for name, value in facts(review)))
    yield f"**{words(conclusion_words(review))}**\n"
    if review.conclusion_reason:
        yield f"理由：{words(review.conclusion_reason)}\n"
    if review.questions:
        yield "## 七项审核\n"
        rows = ((words(q.question), ANSWERS[q.answer], words(_note(q.findings, q.note))) for q in review.questions)
        yield _table(("问题", "答复", "说明"), rows)
    yield f"## 审核发现（{counts_words(review.findings)}）\n"
    if not review.findings:
        yield f"{NO_FINDINGS}\n"
    numbers = count(1)
    for group in together(text, review.findings):
        if len(group) > 1:
            pieces = (
                f"【{words(piece)}】" if is_meant else words(piece) for piece, is_meant in marked(text, group)
            )
            yield f"{words(unit_of(group[0]))}原文：{''.join(pieces)}\n"
        for finding in group:
            yield from _finding(next(numbers), finding, text, names, is_alone=len(group) == 1)
    yield from _citations(review)
    matters = open_matters(review)
    if matters:
        yield "## 未审查事项和读取提示\n"
        yield "".join(f"- {words(line)}\n" for line in matters)


def _note(findings: Sequence[str], note: str) -> str:
    return "；".join(filter(None, (f"见发现 {len(findings)} 处" if findings else "", note)))


def _finding(
    number: int, finding: Finding, text: str, names: Mapping[str, str], *, is_alone: bool
) -> Iterator[str]:
    code = code_words(finding.review_point, names.get(finding.review_point))
    head = f"{unit_of(finding)} [{SEVERITIES[finding.severity]}] {code}"
    yield f"### {number}\\. {words(head)}\n"
    lines = [("位置", words(str(finding.location)))]
    found = excerpt(text, finding)
    if found is not None and not is_alone:
        lines.append(("所指", words(finding.quote)))
    elif found is not None:
        quote = words(found.quote)
        lines.append(("原文", f"{words(found.before)}【{quote}】{words(found.after)}"))
    lines.append(("问题", words(finding.message)))
    if finding.basis:
        lines.append(("依据", words("；".join(basis_words(basis) for basis in finding.basis))))
    if finding.suggestion:
        lines.append(("建议", words(finding.suggestion)))
    lines += [("对照", words(evidence_words(evidence))) for evidence in finding.evidence]
    if finding.suppressed:
        lines.append(("豁免", words(suppressed_words(finding.suppressed))))
    lines.append(("规则", words(finding.rule_id)))
    yield "".join(f"- {name}：{value}\n" for name, value in lines)


def _citations(review: Review) -> Iterator[str]:
    if not review.citations:
        return
    yield f"## 引用核验（{len(review.citations)} 处）\n"
    yield _table(
        ("引用", "条款", "状态", "位置", "说明"),
        (
            (
                words(cited_name(citation)),
                words(cited_place(citation, said)),
                STATUSES[status_of(citation)],
                words(location),
                words(cited_note(citation, texts=True)),
            )
            for citation, said, location in review.citations
        ),
    )
    if any(status_of(entry[0]) is Status.UNKNOWN for entry in review.citations):
        yield f"{UNKNOWN_HINT}\n"
