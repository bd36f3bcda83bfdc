"""A review or a batch as JUnit XML: a suite a draft, a case a question and a case a finding.

What makes the exit code 1 is a failure here too; all else passes with its words in ``system-out``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from lawcheck.model import Finding, Question
from lawcheck.report.characters import file_name, for_xml
from lawcheck.report.labels import SEVERITIES, basis_words, code_words, suppressed_words
from lawcheck.report.summary import BatchRow

if TYPE_CHECKING:
    from lxml.etree import _Element


def render(rows: Sequence[BatchRow], names: Mapping[str, str], failing: Collection[str] = ("error",)) -> bytes:
    """The XML; ``failing`` are the severities that count as failures."""
    from lxml import etree

    root = etree.Element("testsuites", name="lawcheck")
    for row in rows:
        _suite(root, row, names, failing)
    for key in ("tests", "failures", "errors", "skipped"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _suite(root: _Element, row: BatchRow, names: Mapping[str, str], failing: Collection[str]) -> None:
    from lxml import etree

    name = for_xml(file_name(row.path))
    suite = etree.SubElement(root, "testsuite", name=name)
    if row.review is None:
        case = etree.SubElement(suite, "testcase", classname="lawcheck", name="读取")
        message = for_xml(row.error_message or row.error_code or "原因不明")
        etree.SubElement(case, "error", message=message, type=row.error_code or "internal").text = message
    else:
        for number, question in enumerate(row.review.questions, 1):
            _question(suite, number, question)
        for finding in row.review.findings:
            _finding(suite, finding, names, failing)
    for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(key, str(len(suite.findall(f"testcase/{tag}"))))
    suite.set("tests", str(len(suite)))


def _question(suite: _Element, number: int, question: Question) -> None:
    """A question is a case that is run or skipped; it never fails, so that no finding counts twice."""
    from lxml import etree

    name = for_xml(f"{number}. {question.question}")
    case = etree.SubElement(suite, "testcase", classname="七项审核", name=name)
    if question.answer == "not_checked":
        etree.SubElement(case, "skipped", message=for_xml(question.note or "未审查"))


def _finding(suite: _Element, finding: Finding, names: Mapping[str, str], failing: Collection[str]) -> None:
    from lxml import etree

    code = code_words(finding.review_point, names.get(finding.review_point))
    # The fingerprint keeps cases of one name apart and lets a pipeline follow a case over runs.
    name = for_xml(f"{finding.location} {code} [{finding.fingerprint}]")
    case = etree.SubElement(suite, "testcase", classname=for_xml(finding.rule_id), name=name)
    lines = [
        f"级别：{SEVERITIES[finding.severity]}",
        f"原文：{finding.quote or '全文'}",
        f"问题：{finding.message}",
    ]
    if finding.basis:
        lines.append("依据：" + "；".join(basis_words(basis) for basis in finding.basis))
    if finding.suggestion:
        lines.append(f"建议：{finding.suggestion}")
    words = for_xml("\n".join(lines))
    if finding.suppressed:
        etree.SubElement(case, "skipped", message=for_xml("已豁免：" + suppressed_words(finding.suppressed)))
    elif finding.severity in failing:
        etree.SubElement(case, "failure", message=for_xml(finding.message), type=finding.severity).text = words
    else:
        etree.SubElement(case, "system-out").text = words
