"""The 公平竞争审查表: the standards of articles 8 to 11 of 公平竞争审查条例, and what was found under each.

As in the memo, only adopted findings count; open ones are called so; a standard that was not asked about is left to
the officer. Exemptions (article 12) are claimed by people, with reasons, and therefore stay blank.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from lawcheck.model import Finding, Review
from lawcheck.report import official_docx
from lawcheck.report.decisions import ADOPTED, Decisions
from lawcheck.report.memo_content import Stated, problem, written
from lawcheck.report.official_docx import add
from lawcheck.text.numerals import chinese

TITLE = "公平竞争审查表"
_GROUPS = (
    (8, "关于市场准入和退出", 5),
    (9, "关于商品、要素自由流动", 6),
    (10, "关于影响生产经营成本", 4),
    (11, "关于影响生产经营行为", 4),
)
_BLANK = "（由审查人员填写）"


def render(
    review: Review, decisions: Decisions | None, stated: Stated, names: Mapping[str, str], day: datetime
) -> bytes:
    """The table as docx; the same arguments give the same bytes."""
    document = official_docx.new()
    add(document, TITLE, "文件标题")
    add(document, "一、政策措施", "一级标题")
    said = review.document
    rows = (
        ("政策措施名称", said.title or _BLANK),
        ("起草单位", stated.addressee or said.issuer or _BLANK),
        ("文种", said.doc_type or _BLANK),
        ("审查机构", stated.office or _BLANK),
        ("征求意见情况", _BLANK),
    )
    official_docx.table(document, None, rows, (40, 116))
    standing = []
    for number, (article, title, items) in enumerate(_GROUPS, 2):
        add(document, f"{chinese(number)}、{title}（第{chinese(article)}条）", "一级标题")
        lines = []
        for item in range(1, items + 1):
            point = f"FC-{article}.{item}"
            adopted, pending = _findings(review, decisions, point)
            standing += [*adopted, *pending]
            lines.append((f"（{chinese(item)}）{names.get(point, '')}", _said(review, point, adopted, pending)))
        official_docx.table(document, ("审查标准", "审查情况"), lines, (66, 90))
    add(document, "六、例外规定", "一级标题")
    add(document, f"适用《公平竞争审查条例》第十二条的，写明所属情形、理由、替代方案和实施期限：{_BLANK}")
    add(document, "七、审查结论", "一级标题")
    add(document, _conclusion(bool(standing)))
    official_docx.signature(document, stated.office, stated.officer, written(stated.day), "审查")
    return official_docx.to_bytes(document, TITLE, stated.office, day)


def _findings(review: Review, decisions: Decisions | None, point: str) -> tuple[list[Finding], list[Finding]]:
    """Adopted and undecided findings under a standard."""
    verdicts = {entry.fingerprint: entry.decision for entry in decisions.entries} if decisions else {}
    own = [finding for finding in review.findings if finding.review_point == point]
    adopted = [finding for finding in own if verdicts.get(finding.fingerprint) in ADOPTED]
    return adopted, [finding for finding in own if finding.fingerprint not in verdicts]


def _said(review: Review, point: str, adopted: list[Finding], pending: list[Finding]) -> str:
    parts = [_words("存在问题", finding) for finding in adopted] + [
        _words("待确定", finding) for finding in pending
    ]
    if parts:
        return "；".join(parts) + "。"
    return "未发现问题" if point in review.asked else _BLANK


def _words(kind: str, finding: Finding) -> str:
    quote = " ".join(finding.quote.split())
    return f"{kind}：{finding.location}“{quote[:120]}”，{problem(finding).rstrip('。')}"


def _conclusion(is_standing: bool) -> str:
    if is_standing:
        return "拟提出的审查结论：存在违反审查标准的内容，应当修改。（尚待审查人员确定）"
    return f"审查结论：{_BLANK}"
