"""The Chinese words of the reports for severities, answers and states, and how a provision is written."""

from __future__ import annotations

from collections.abc import Iterable

from lawcheck.model import Basis, Citation, Evidence, Finding, Location, Severity, Status, Suppressed

SEVERITIES: dict[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}
ANSWERS = {"ok": "未发现问题", "doubt": "存疑", "problem": "有问题", "not_checked": "未审查"}
ANSWER_MARKS = {"ok": "√", "doubt": "?", "problem": "×", "not_checked": "–"}  # GBK has these signs
STATUSES = {
    Status.CURRENT: "现行有效",
    Status.AMENDED: "已修改",
    Status.REPEALED: "已废止或失效",
    Status.NOT_YET: "尚未施行",
    Status.UNKNOWN: "未能核实",
    Status.INTERNAL_OK: "文内条款存在",
    Status.INTERNAL_BROKEN: "文内条款不存在",
}


def status_of(citation: Citation) -> Status:
    """The status of a citation; one that nobody resolved is unknown."""
    return citation.resolution.status if citation.resolution else Status.UNKNOWN


def count_by_severity(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Number of findings of each severity."""
    counts: dict[Severity, int] = dict.fromkeys(SEVERITIES, 0)
    for finding in findings:
        counts[finding.severity] += 1
    return counts


def unit_of(finding: Finding) -> str:
    """The article (or heading, or attachment) that a finding is listed under."""
    location = finding.location
    if location.article is None:
        return str(location)
    return (location.attachment or "") + location.article


def place(article: str | None, paragraph: int | None, item: str | None) -> str:
    """第八条第一款第（一）项; empty where nothing is named."""
    if article is None:
        return (f"第{paragraph}款" if paragraph else "") + (f"第{item}项" if item else "")
    return str(Location(article, paragraph, item))


def law_name(law: str) -> str:
    """The name in 《》, unless it carries its marks already or is no name but a number of a document."""
    is_general = law.startswith(("《", "各地", "本地"))
    return law if is_general or "〔" in law[:12] else f"《{law}》"


def basis_words(basis: Basis) -> str:
    """《公平竞争审查条例》第九条第（三）项（note)."""
    note = f"（{basis.note}）" if basis.note else ""
    return law_name(basis.law) + place(basis.article, basis.paragraph, basis.item) + note


def evidence_words(evidence: Evidence) -> str:
    """The provision, its words and what differs."""
    words = law_name(evidence.law) + (evidence.article or "")
    if evidence.text:
        words += f"：{evidence.text}"
    return words + (f"（{evidence.difference}）" if evidence.difference else "")


def suppressed_words(entry: Suppressed) -> str:
    """Why a finding does not count: reason, by whom, until when."""
    told = "，".join(filter(None, (entry.by, f"至 {entry.until}" if entry.until else "")))
    return entry.reason + (f"（{told}）" if told else "")


def code_words(code: str, name: str | None) -> str:
    """FC-9.3 and what the code is called."""
    return f"{code} {name}" if name else code
