"""How well the legality rules find what the labelled clauses hold. The floors lie a little below what is reached.

Counted as in the evaluation: findings of severity error or warning, by review point; a clean clause with any code that
its case does not tolerate is a false alarm.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from lawcheck.model import Stated
from lawcheck.workflows.review import Reviewer, Settings

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "legality.jsonl"
DEVELOPMENT = ROOT.parent / "shared" / "eval" / "legality.dev.jsonl"


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of expected codes found, of codes given that are right, and of clean clauses alarmed."""

    recall: float
    precision: float
    false_alarms: float


@pytest.fixture(scope="module")
def legality() -> Reviewer:
    return Reviewer(Settings(as_of=date(2026, 6, 1), stated=Stated(fragment=True), select=("legality",)))


def measure(path: Path, reviewer: Reviewer) -> Figures:
    found = missed = wrong = clean = alarmed = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        text = f"{case['title']}\n{case['issuer']}\n{case['clause']}"
        findings = reviewer.review("case.txt", text.encode()).review.findings
        codes = {finding.review_point for finding in findings if finding.severity != "info"}
        expected = {code for code in case["expect"] if code.startswith("LG-")}
        beyond = codes - set(case["expect"]) - set(case.get("also_ok") or ())
        found += len(expected & codes)
        missed += len(expected - codes)
        wrong += len(beyond)
        if not case["expect"]:
            clean += 1
            alarmed += bool(beyond)
    return Figures(found / (found + missed), found / (found + wrong), alarmed / clean)


def test_cases_written_blind(legality: Reviewer) -> None:
    figures = measure(CASES, legality)
    assert figures.recall >= 0.85 and figures.precision >= 0.95 and figures.false_alarms <= 0.03, figures


@pytest.mark.skipif(not DEVELOPMENT.is_file(), reason="the development cases lie beside the checkout")
def test_development_cases(legality: Reviewer) -> None:
    figures = measure(DEVELOPMENT, legality)
    assert figures.recall >= 0.93 and figures.precision >= 0.93 and figures.false_alarms <= 0.03, figures


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # The same words, by whom they are said and what they govern.
        ("拒不清理的商户，处五百元罚款。", "LG-4.2"),
        ("执法人员不得以罚款代替责令改正。", None),
        ("乱扔垃圾的，依照《城市市容和环境卫生管理条例》第三十四条的规定处罚。", None),
        ("工作人员迟到三次的，取消当年评优资格。", None),
        ("巡查发现乱停的三轮车的，执法队可以先行扣押车辆。", "LG-4.3"),
        ("检查发现扣押车辆不规范的问题两起，已经纠正。", None),
        ("企业应当在开工前向街道缴纳清洁保证金五千元。", "LG-4.5"),
        ("不得要求企业缴纳清洁保证金。", None),
        ("拒绝搬迁的家庭，其子女不得在镇小学就读。", "LG-5.1"),
    ],
)
def test_who_and_what(text: str, code: str | None, legality: Reviewer) -> None:
    findings = legality.review("x.txt", f"某项工作管理办法\n临溪市城市管理局\n{text}".encode()).review.findings
    codes = {finding.review_point for finding in findings if finding.severity != "info"}
    assert code in codes if code else not codes
