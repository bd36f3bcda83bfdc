"""What a report says first: the draft, the law and the rules that it was reviewed with. Plain words, not yet escaped."""

from __future__ import annotations

from collections.abc import Iterable

from lawcheck.model import Finding, Rank, Review, Summary, Tool
from lawcheck.report.characters import file_name
from lawcheck.report.labels import SEVERITIES, count_by_severity

NOT_SEEN = "未识别到"
_SHIPPED = "随附规则"
CLOSING = "以上由 lawcheck 依据所列规则和法规库提出，供审核人员参考；每一项是否成立、最终审核结论，由审核人员决定。"
NO_FINDINGS = "所用规则没有发现问题；这不等于文件没有问题。"
UNKNOWN_HINT = "未能核实不等于不存在：法规库没有收录的文件，请人工核对。"


def secrecy_notice(mark: str) -> str:
    """What is said before all else of a draft that bears a mark of secrecy."""
    return (
        f"文件带有密级或者内部标志“{mark}”：请先确认本机和存放审核结果的地方可以处理这类文件。"
        "本次审核不留缓存和中断记录；所输出的报告、批注稿含有原文，请按同样的密级保管。"
    )


def notice(review: Review) -> str | None:
    """The notice that stands before the report, if there is one."""
    return secrecy_notice(review.document.secrecy) if review.document.secrecy else None


def facts(review: Review) -> tuple[tuple[str, str], ...]:
    """Names and values for the head of a report."""
    document = review.document
    return (
        ("标题", document.title or NOT_SEEN),
        ("文件", file_name(document.path)),
        ("制定机关", document.issuer or NOT_SEEN),
        ("发文字号", document.doc_number or NOT_SEEN),
        ("文种", document.doc_type or NOT_SEEN),
        ("效力位阶", rank_words(document.rank)),
        ("成文日期", document.date or NOT_SEEN),
        ("规范性", normative_words(document)),
        ("结构", structure_words(document)),
        ("审核基准日", review.as_of),
        *tool_facts(review.tool),
    )


def rank_words(value: str) -> str:
    """The rank in Chinese; a rank that is not known as it stands."""
    rank = next((rank for rank in Rank if rank.value == value), None)
    return rank.chinese if rank else value


def normative_words(document: Summary) -> str:
    """Whether it is a normative document, and why."""
    kind = "行政规范性文件" if document.normative else "不是行政规范性文件"
    return kind + (f"（{document.normative_reason}）" if document.normative_reason else "")


def structure_words(document: Summary) -> str:
    """3 章 27 条."""
    script = "，繁体" if document.script == "traditional" else ""
    fragment = "（按片段审核，未作全文检查）" if document.fragment else ""
    chapters = f"{document.chapters} 章 " if document.chapters else ""
    articles = f"{document.articles} 条" if document.articles else "没有条（按标题层次审核）"
    return f"{chapters}{articles}{script}{fragment}"


def tool_facts(tool: Tool) -> tuple[tuple[str, str], ...]:
    """The corpus and the rules as used."""
    names = (
        (_SHIPPED if ruleset.name == "lawcheck" else ruleset.name, ruleset.version) for ruleset in tool.rulesets
    )
    rulesets = "、".join(f"{name} {version}" for name, version in names) or "无"
    corpus = tool.corpus
    counts = f"{corpus.documents} 件 {corpus.articles} 条"
    words = f"{corpus.name or '法规库'}（{counts}，{corpus.sha256[:12]}）"
    note = f"：{corpus.note}" if corpus.note else ""
    return (("法规库", words + note), ("规则", f"{rulesets}（lawcheck {tool.version}）"))


def conclusion_words(review: Review) -> str:
    """The proposed conclusion, or that none is proposed."""
    return "不提出结论" if review.conclusion is None else f"拟提出的结论：{review.conclusion}"


def counts_words(findings: Iterable[Finding]) -> str:
    """错误 3，警告 1，提示 0."""
    counts = count_by_severity(findings)
    return "，".join(f"{SEVERITIES[severity]} {number}" for severity, number in counts.items())


def open_matters(review: Review) -> tuple[str, ...]:
    """What was not reviewed: failed rules and stages, questions not asked, what the reader left out."""
    lines = [f"{_stage(entry.rule_id, entry.stage)}：{entry.reason}" for entry in review.incomplete]
    skipped = [question.question for question in review.questions if question.answer == "not_checked"]
    if skipped:
        lines.append("未审查的问题：" + "；".join(skipped))
    first = notice(review)  # stands at the head of the report
    lines.extend(f"读取提示：{warning}" for warning in review.warnings if warning != first)
    return tuple(lines)


def _stage(rule_id: str | None, stage: str | None) -> str:
    return f"规则 {rule_id} 未能运行" if rule_id else f"{stage or '审核'} 未完成"
