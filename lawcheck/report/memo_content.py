"""What a 合法性审核意见书 says, before it is set: from a review, the officer's decisions and what the office states.

Only what the officer adopted is an opinion; what is still open stands apart and is called so; what was refused or
withdrawn does not appear. No name of a program, rule or code gets into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from lawcheck.model import Basis, Finding, Question, Review
from lawcheck.report.decisions import ADOPTED, Decisions
from lawcheck.report.labels import law_name, place
from lawcheck.text.numerals import chinese

CONCLUSIONS = ("合法", "应当予以修改", "不合法")
TITLE = "合法性审核意见书"
_MANDATE = "《国务院办公厅关于全面推行行政规范性文件合法性审核机制的指导意见》（国办发〔2018〕115号）"
_SAID = {
    "合法": "经审核，该文件符合法律、法规、规章和国家政策规定，审核结论为：合法。",
    "应当予以修改": "经审核，该文件存在上述问题，审核结论为：应当予以修改。请按照审核意见修改后，再按程序办理。",
    "不合法": "经审核，该文件存在上述问题，审核结论为：不合法。",
}
_OPEN = "审核结论尚待审核人员确定。"
# Marks of how far a basis was checked, and words that only make sense beside the program.
_MARKS = re.compile(r"[；;]?据公开转载，未取得正式文本")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_IF_FOUND = re.compile(r"^经核对确有问题的，")
_WORDS = (
    ("出处未核实", "依据原文待核对"),
    ("法规库没有", "未查到"),
    ("法规库未收录", "未查到"),
    ("法规库", "现有法规资料"),
    ("已启用的规则", "本次审核"),
)


@dataclass(frozen=True, slots=True)
class Stated:
    """What the office says: none of it can be read from the draft."""

    day: date
    office: str = ""
    officer: str = ""
    addressee: str = ""
    conclusion: str | None = None
    materials: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """One matter: where, and its paragraphs as (name, words)."""

    heading: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Memo:
    """The memo as words."""

    title: str
    number: str
    addressee: str
    opening: str
    facts: tuple[tuple[str, str], ...]
    questions: tuple[tuple[str, str], ...]
    opinions: tuple[Opinion, ...]
    pending: tuple[Opinion, ...]
    conclusion: str
    office: str
    officer: str
    day: str
    document: str = ""
    materials: tuple[str, ...] = field(default=())
    undecided: int = 0  # findings, of which several may stand in one matter


def compose(review: Review, decisions: Decisions | None, stated: Stated) -> Memo:
    """Put the memo together."""
    verdicts = {entry.fingerprint: entry for entry in decisions.entries} if decisions else {}
    adopted = [
        f for f in review.findings if f.fingerprint in verdicts and verdicts[f.fingerprint].decision in ADOPTED
    ]
    pending = [f for f in review.findings if f.fingerprint not in verdicts]
    reasons = {key: entry.reason for key, entry in verdicts.items() if entry.decision == "部分采纳"}
    places, waiting = _by_place(adopted), _by_place(pending)
    document = review.document
    name = law_name(document.title) if document.title else "送审文件"
    materials = stated.materials or (f"{name}送审稿",)
    return Memo(
        title=TITLE,
        number=stated.number,
        addressee=stated.addressee or document.issuer or "",
        opening=f"你单位报送的{name}收悉。根据{_MANDATE}等规定，对该文件进行了合法性审核，意见如下。",
        facts=_facts(review, materials),
        questions=tuple((q.question, _answer(q, places, waiting)) for q in review.questions),
        opinions=tuple(_opinion(group, reasons, document.title) for group in places),
        pending=tuple(_opinion(group, {}, document.title) for group in waiting),
        conclusion=_conclusion(review, stated.conclusion, adopted, pending),
        office=stated.office,
        officer=stated.officer,
        day=written(stated.day),
        document=name,
        materials=materials,
        undecided=len(pending),
    )


def written(day: date) -> str:
    """2026年6月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def plain(text: str) -> str:
    """Words of a finding without what only makes sense beside the program."""
    text = _IF_FOUND.sub("", text)
    for old, new in _WORDS:
        text = text.replace(old, new)
    return _DAY.sub(lambda match: f"{match[1]}年{int(match[2])}月{int(match[3])}日", text)


def problem(finding: Finding) -> str:
    """What is wrong, as an opinion says it: a second reader's likeness only helps to check, its kind of problem counts."""
    is_likeness = finding.suspected and not finding.evidence
    return f"存在“{finding.suspected}”的问题" if is_likeness else plain(finding.message)


def ordinal(number: int) -> str:
    """（一）."""
    return f"（{chinese(number)}）"


def _facts(review: Review, materials: Sequence[str]) -> tuple[tuple[str, str], ...]:
    document = review.document
    day = date.fromisoformat(review.as_of)
    size = (f"共{document.chapters}章" if document.chapters else "共") + f"{document.articles}条"
    rows = [
        ("文件名称", document.title or ""),
        ("制定机关", document.issuer or ""),
        ("发文字号", document.doc_number or ""),
        ("文种", document.doc_type or ""),
        ("篇幅", size if document.articles else ""),
        ("收到的材料", "；".join(materials)),
        ("审核所依据的规定", f"截至{written(day)}施行的法律、法规、规章和国家政策规定"),
    ]
    return tuple((name, value) for name, value in rows if value)


def _by_place(findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], ...]:
    """Findings on one provision together: it is one matter to whoever has to change it."""
    places: dict[str, list[Finding]] = {}
    for finding in findings:
        places.setdefault(str(finding.location), []).append(finding)
    return tuple(tuple(group) for group in places.values())


def _answer(question: Question, adopted: Sequence[Sequence[Finding]], pending: Sequence[Sequence[Finding]]) -> str:
    numbers, waiting = (
        [ordinal(n) for n, group in enumerate(groups, 1) if any(f.fingerprint in question.findings for f in group)]
        for groups in (adopted, pending)
    )
    parts = [f"存在问题，见审核意见{'、'.join(numbers)}"] if numbers else []
    if waiting:
        parts.append(f"有待确定的事项，见待定事项{'、'.join(waiting)}")
    if parts:
        return "；".join(parts)
    return "待审核人员审查" if question.answer == "not_checked" else "未发现问题"


def _opinion(findings: Sequence[Finding], reasons: Mapping[str, str], title: str | None) -> Opinion:
    """One place; of several findings on it each one's first line bears its number."""
    lines: list[tuple[str, str]] = []
    for number, finding in enumerate(findings, 1):
        (name, words), *rest = _lines(finding, reasons.get(finding.fingerprint, ""), title)
        lines += [(f"{number}. {name}" if len(findings) > 1 else name, words), *rest]
    where = str(findings[0].location)
    return Opinion("关于全文" if where == "全文" else f"关于{where}", tuple(lines))


def _lines(finding: Finding, reason: str, title: str | None) -> list[tuple[str, str]]:
    lines = []
    quote = " ".join(finding.quote.split())
    # What concerns the whole document stands at its title.
    if quote and not (str(finding.location) == "全文" and quote.replace(" ", "") in (title or quote)):
        lines.append(("原文", f"“{quote}”"))
    lines.append(("问题", _sentence(problem(finding))))
    if finding.basis:
        lines.append(("依据", _sentence("；".join(map(_basis, finding.basis)))))
    if finding.suggestion:
        lines.append(("建议", _sentence(plain(finding.suggestion))))
    if reason:
        lines.append(("说明", _sentence(reason)))
    return lines


def _basis(basis: Basis) -> str:
    note = plain(_MARKS.sub("", basis.note or "")).strip("；; ")
    return law_name(basis.law) + place(basis.article, basis.paragraph, basis.item) + (f"（{note}）" if note else "")


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith(("。", "！", "？")) else f"{text}。"


def _conclusion(review: Review, chosen: str | None, adopted: Iterable[Finding], pending: Iterable[Finding]) -> str:
    """The officer's conclusion; else what is proposed, if the findings that it rests on still stand."""
    if chosen is not None:
        return _SAID[chosen]
    standing = any(finding.severity != "info" for finding in (*adopted, *pending))
    if review.conclusion is None or (review.conclusion != "合法" and not standing):
        return _OPEN
    return f"拟提出的审核结论为：{review.conclusion}。（尚待审核人员确定）"
