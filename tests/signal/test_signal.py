"""The statistical signal: what it reads, what it judges, what it says, and that its weights belong to the cases."""

from __future__ import annotations

import hashlib
import itertools
import json
from datetime import date
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawcheck.model import Stated
from lawcheck.rules.matter import Matter
from lawcheck.signal.nearest import nearest
from lawcheck.signal.units import LIMIT, units
from lawcheck.suspicion.features import BITS, hashes, normalised
from lawcheck.suspicion.model import load
from lawcheck.workflows.review import Reviewer, Settings

ROOT = Path(__file__).parents[2]
LOCAL = "外地施工企业在本市设立子公司后方可参加投标，本市企业投标的加五分。"


@pytest.fixture(scope="module")
def reviewer() -> Reviewer:
    return Reviewer(Settings(as_of=date(2026, 6, 1), stated=Stated(fragment=True)))


def findings(reviewer: Reviewer, text: str) -> list[tuple[str, str]]:
    review = reviewer.review("x.txt", f"某事项管理办法\n临溪市商务局\n{text}".encode()).review
    return [(one.rule_id, one.severity) for one in review.findings]


def test_numbers_and_the_own_place_are_alike() -> None:
    assert normalised("处五百元") == normalised("处两万元")
    assert normalised("在\ue000\ue000市注册") == normalised("在\ue000市注册")
    assert normalised("统一由一家经营") == "^统一由一家经营$".replace("一家", "0家")


@given(st.text(max_size=200))
def test_features_are_the_checksums_of_all_ngrams(text: str) -> None:
    """They are put together of those of single characters; the weights were learnt on these very numbers."""
    data = normalised(text).encode("utf-16-le")
    every = (data[i : i + 2 * width] for width in range(1, 5) for i in range(0, len(data) - 2 * width + 1, 2))
    assert hashes(text) == {crc32(one) % (1 << BITS) for one in every}


@given(st.text(max_size=200))
def test_any_text_is_judged(text: str) -> None:
    assert all(0 <= one.trust <= 1 for one in load().judge(text))


def test_units_are_short_and_in_order(reviewer: Reviewer) -> None:
    sentences = "".join(
        f"第{number}批企业由市商务局按照规定组织实地核查并公布核查的结果和整改的时限。" for number in range(12)
    )
    document = reviewer.document("x.txt", f"某办法\n临溪市商务局\n第一条 {sentences}".encode())
    matter = Matter(document, (), reviewer.corpus, reviewer.ruleset, date(2026, 6, 1), reviewer.words)
    found = list(units(matter))
    assert len(found) > 2
    assert all(len(unit.text) <= LIMIT for unit in found)
    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(found))


def test_an_item_is_judged_with_its_opening_words(reviewer: Reviewer) -> None:
    text = "某办法\n临溪市商务局\n第一条 投标人有下列情形之一的，加三分：\n（一）在本市纳税；\n（二）有同类业绩。"
    document = reviewer.document("x.txt", text.encode())
    matter = Matter(document, (), reviewer.corpus, reviewer.ruleset, date(2026, 6, 1), reviewer.words)
    assert [unit.text.startswith("投标人有下列情形之一的") for unit in units(matter)] == [True, True, True]


def test_captions_and_marks_are_no_units(reviewer: Reviewer) -> None:
    text = "某办法\n（征求意见稿）\n临溪市商务局\n第一条 投标人应当在本市设立分公司。\n申领金额（元）\n备注："
    document = reviewer.document("x.txt", text.encode())
    matter = Matter(document, (), reviewer.corpus, reviewer.ruleset, date(2026, 6, 1), reviewer.words)
    assert [unit.text for unit in units(matter)] == ["投标人应当在本市设立分公司。"]


def test_ordinary_provisions_are_left_alone(reviewer: Reviewer) -> None:
    text = "第三条 市商务局应当会同有关部门建立工作协调机制，研究解决展会筹备中的问题。\n第四条 展会档案由承办单位按照档案管理的规定整理归档。"
    assert not [rule for rule, severity in findings(reviewer, text) if severity != "info"]


@pytest.mark.parametrize("agency", ["市粮食和物资储备局", "县地震局", "区园林绿化中心", "省公安厅", "乡人民政府"])
def test_closing_provisions_are_left_alone(agency: str, reviewer: Reviewer) -> None:
    closing = ("本办法由{}负责解释。", "本规定由{}解释。", "本细则由{}负责解释，自2026年9月1日起施行，有效期五年。")
    text = "\n".join(f"第{number}条 {one.format(agency)}" for number, one in zip("一二三", closing, strict=True))
    assert not [rule for rule, severity in findings(reviewer, text) if severity != "info"]


def test_it_never_raises_an_error_and_yields_to_a_rule_of_the_same_point(reviewer: Reviewer) -> None:
    found = findings(reviewer, f"第三条 {LOCAL}")
    assert all(severity != "error" for rule, severity in found if rule.startswith("similar-cases/"))
    points = {rule.id: rule.review_point for rule in reviewer.ruleset.rules}
    by_rule = {
        points[rule] for rule, severity in found if severity != "info" and not rule.startswith("similar-cases/")
    }
    assert by_rule
    assert not by_rule & {points[rule] for rule, _ in found if rule.startswith("similar-cases/")}


def test_the_case_shown_is_one_of_the_code(reviewer: Reviewer) -> None:
    shown = nearest("FC-9.2", LOCAL)
    cases = json.loads((ROOT / "rulesets/similar-cases/cases.json").read_text(encoding="utf-8"))
    assert shown in cases["FC-9.2"]


def test_the_weights_were_trained_on_the_cases_of_this_checkout() -> None:
    lines = [
        json.loads(line)
        for file in sorted((ROOT / "tests/cases/labelled").glob("*.jsonl"))
        if "blind" not in file.name
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    digest = hashlib.sha256("\n".join(case["id"] + case["clause"] for case in lines).encode()).hexdigest()
    assert load().trained_on["sha256"] == digest, "cases changed: run benchmarks/train_signal.py"
