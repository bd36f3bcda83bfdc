"""One self-contained page: the draft with its words marked, findings beside it, filters, overview, cited texts.

Without script everything but the filter works.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lawcheck.model import Evidence, Finding, Review, Status
from lawcheck.report.characters import clip, file_name
from lawcheck.report.citations import cited_name, cited_note, cited_place
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
from lawcheck.report.html_batch import index
from lawcheck.report.html_chart import chart
from lawcheck.report.html_draft import draft, words
from lawcheck.report.html_page import page, scroll, table
from lawcheck.report.labels import (
    ANSWER_MARKS,
    ANSWERS,
    SEVERITIES,
    STATUSES,
    basis_words,
    code_words,
    law_name,
    status_of,
    suppressed_words,
)
from lawcheck.report.questions import OTHER, question_of, question_words
from lawcheck.report.summary import BatchRow


def render(rows: Sequence[BatchRow], names: Mapping[str, str]) -> str:
    """The page for one review or for a batch; ``names`` gives the review points' Chinese names."""
    single = rows[0].review if len(rows) == 1 else None
    title = "合法性审核" if single is None else f"合法性审核：{single.document.title or file_name(rows[0].path)}"
    parts = [_part(row, f"d{number}", names, len(rows) > 1) for number, row in enumerate(rows, 1)]
    body = "\n".join(
        (
            index(rows, names) if len(rows) != 1 else "",
            _filter(rows),
            f"<main>{''.join(parts)}</main>",
            f"<footer><p><strong>{words(CLOSING)}</strong></p></footer>",
        )
    )
    return page(title, body, start="d1" if len(rows) == 1 else "index", has_script=True)


def _filter(rows: Sequence[BatchRow]) -> str:
    found = sorted({question_of(finding) for row in rows if row.review for finding in row.review.findings})
    boxes = "".join(
        f'<label><input type="checkbox" value="{key}" checked> {name}</label> ' for key, name in SEVERITIES.items()
    )
    options = "".join(f'<option value="{index}">{words(question_words(index))}</option>' for index in found)
    return (
        f'<div class="bar" id="filter" role="group" aria-label="筛选审核发现" hidden>{boxes}'
        f'<label>问题 <select id="question"><option value="">全部</option>{options}</select></label>'
        '<button type="button" id="previous">上一处</button><button type="button" id="next">下一处</button>'
        '<span id="shown" role="status" aria-live="polite"></span></div>'
    )


def _part(row: BatchRow, part: str, names: Mapping[str, str], with_title: bool) -> str:
    review = row.review
    heading = words((review.document.title if review else None) or file_name(row.path))
    title = f"<h2>{heading}</h2>" if with_title else ""
    if review is None:
        reason = words(row.error_message or row.error_code or "原因不明")
        return f'<section class="part" id="{part}"><h2>{heading}</h2><p>未能审核：{reason}</p></section>'
    cards = "".join(_finding(review, index, row.text, part, names) for index in range(len(review.findings)))
    overview = chart(review.findings, part)
    text = (
        draft(row.text, review.findings, part, review.document.title) if row.text else "<p>没有附送审稿文字。</p>"
    )
    return (
        f'<section class="part" id="{part}" aria-label="{heading}">{title}{_head(review)}'
        f"<h2>总览（{words(counts_words(review.findings))}）</h2>"
        + (scroll(overview, "总览图") if overview else "")
        + f'<h2>送审稿和审核发现</h2><div class="sheet"><article class="draft" aria-label="送审稿">{text}</article>'
        f'<aside class="findings" tabindex="0" aria-label="审核发现"><ol>{cards}</ol>'
        f"{'' if cards else f'<p>{NO_FINDINGS}</p>'}</aside></div>{_citations(review)}{_open(review)}</section>\n"
    )


def _head(review: Review) -> str:
    rows = "".join(
        f'<tr><th scope="row">{words(name)}</th><td>{words(value)}</td></tr>' for name, value in facts(review)
    )
    reason = f"<br>理由：{words(review.conclusion_reason)}" if review.conclusion_reason else ""
    first = notice(review)
    warned = f'<p class="notice" role="alert">{words(first)}</p>' if first else ""
    questions = [
        (
            words(question.question),
            f'<span class="answer">{ANSWER_MARKS[question.answer]} {ANSWERS[question.answer]}</span>',
            words(
                "；".join(
                    filter(None, (f"见发现 {len(question.findings)} 处" * bool(question.findings), question.note))
                )
            ),
        )
        for question in review.questions
    ]
    return (
        f'{warned}<div class="conclusion"><strong>{words(conclusion_words(review))}</strong>{reason}</div>'
        f'<table class="facts"><tbody>{rows}</tbody></table>'
        + (f"<h2>七项审核</h2>{table(('问题', '答复', '说明'), questions, '七项审核')}" if questions else "")
    )


def _finding(review: Review, index: int, text: str, part: str, names: Mapping[str, str]) -> str:
    finding = review.findings[index]
    number, severity = index + 1, finding.severity
    has_mark = bool(len(finding.span)) and finding.span.of(text) == finding.quote
    quote = words(clip(finding.quote, 200))
    rows = [("原文", f'<a href="#{part}-m{number}">{quote}</a>' if has_mark else quote or "全文")]
    rows.append(("问题", words(finding.message)))
    if finding.basis:
        rows.append(("依据", words("；".join(basis_words(basis) for basis in finding.basis))))
    if finding.suggestion:
        rows.append(("建议", words(finding.suggestion)))
    rows += [("对照", _evidence(evidence)) for evidence in finding.evidence]
    related = _related(review, finding, part)
    if related:
        rows.append(("另见", related))
    if finding.suppressed:
        rows.append(("豁免", words(suppressed_words(finding.suppressed))))
    rows.append(("规则", f'<span class="quiet">{words(finding.rule_id)}</span>'))
    body = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows)
    code = words(code_words(finding.review_point, names.get(finding.review_point)))
    return (
        f'<li class="finding {severity}" id="{part}-f{number}" tabindex="-1" data-severity="{severity}" '
        f'data-question="{min(question_of(finding), OTHER)}"><h4>{number}. <span class="severity">{SEVERITIES[severity]}'
        f"</span> {words(str(finding.location))}　{code}</h4><dl>{body}</dl></li>\n"
    )


def _evidence(evidence: Evidence) -> str:
    name = words(law_name(evidence.law) + (evidence.article or ""))
    difference = f"<br>{words(evidence.difference)}" if evidence.difference else ""
    if not evidence.text:
        return name + difference
    return f"<details><summary>{name}</summary>{words(evidence.text)}</details>{difference}"


def _related(review: Review, finding: Finding, part: str) -> str:
    numbers = {other.fingerprint: number for number, other in enumerate(review.findings, 1)}
    found = [numbers[key] for key in finding.related if key in numbers]
    return "、".join(f'<a href="#{part}-f{number}">发现 {number}</a>' for number in found)


def _citations(review: Review) -> str:
    if not review.citations:
        return ""
    rows = []
    for citation, said, location in review.citations:
        resolution = citation.resolution
        text = resolution.text if resolution else None
        shown = f"<details><summary>条文</summary>{words(text)}</details>" if text else ""
        rows.append(
            (
                words(cited_name(citation)),
                words(cited_place(citation, said)),
                STATUSES[status_of(citation)],
                words(location),
                words(cited_note(citation, texts=False)) + shown,
            )
        )
    is_open = any(status_of(entry[0]) is Status.UNKNOWN for entry in review.citations)
    hint = f'<p class="quiet">{UNKNOWN_HINT}</p>' if is_open else ""
    shown = table(("引用", "条款", "状态", "位置", "说明"), rows, "引用核验")
    return f"<h2>引用核验（{len(rows)} 处）</h2>{shown}{hint}"


def _open(review: Review) -> str:
    lines = "".join(f"<li>{words(line)}</li>" for line in open_matters(review))
    return f"<h2>未审查事项和读取提示</h2><ul>{lines}</ul>" if lines else ""
