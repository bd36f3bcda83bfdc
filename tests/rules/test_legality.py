"""Who says the words and what they govern: clauses that differ in a word and in law."""

from __future__ import annotations

from datetime import date

import pytest

from lawcheck.model import Stated
from lawcheck.workflows.review import Reviewer, Settings


@pytest.fixture(scope="module")
def legality() -> Reviewer:
    return Reviewer(Settings(as_of=date(2026, 6, 1), stated=Stated(fragment=True)))


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
