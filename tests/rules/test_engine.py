"""The engine through reviews: conditions, dates of bases, fingerprints, failing rules, the conclusion."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lawcheck.align import align
from lawcheck.corpus import open_corpus
from lawcheck.model import Stated
from lawcheck.rules import engine, examples, loader
from lawcheck.workflows.registry import registry
from lawcheck.workflows.review import Reviewer, Settings
from tests.conftest import review

HEAD = "临溪市停车管理办法\n临溪市人民政府\n"
END = "\n第九条 根据《中华人民共和国道路交通安全法》，本办法自2026年9月1日起施行，有效期五年。"


def codes(text: str, reviewer: Reviewer) -> list[tuple[str, str]]:
    """(review point, severity) of all findings."""
    return [(f.review_point, f.severity) for f in review(reviewer, text).findings]


def test_every_example_of_every_rule() -> None:
    """Bad examples give the rule, good ones nothing of it, todo ones still fail."""
    checks, corpus = registry(), open_corpus()
    ruleset = loader.load((), checks.keys())
    assert all(len(rule.examples.bad) >= 2 and len(rule.examples.good) >= 2 for rule in ruleset.rules)
    wrong = [
        f"{result.rule.id}: {result.example.text} {result.error}"
        for rule in ruleset.rules
        for result in examples.run(rule, ruleset, checks, corpus, align)
        if not result.is_right
    ]
    assert not wrong


def test_examples_can_fail() -> None:
    """The runner tells a wrong example from a right one."""
    ruleset = loader.load((), registry().keys())
    rule = next(rule for rule in ruleset.rules if rule.id == "legality/fee-set")
    swapped = replace(rule, examples=replace(rule.examples, bad=rule.examples.good, good=rule.examples.bad))
    results = list(examples.run(swapped, ruleset, registry(), open_corpus()))
    assert results
    assert not any(result.is_right for result in results)


def test_own_place_name_is_local(fragments: Reviewer) -> None:
    """本地 also means the issuer's own place, and only this issuer's."""
    clause = "投标人在{}有同类业绩的，评标时加三分。"
    ours = f"某办法\n临溪市人民政府\n{clause.format('临溪')}"
    theirs = f"某办法\n青禾县人民政府\n{clause.format('临溪')}"
    assert ("FC-9.3", "error") in codes(ours, fragments)
    assert ("FC-9.3", "error") not in codes(theirs, fragments)


def test_basis_of_the_day() -> None:
    """Before the regulation its predecessors are cited; before all of them the rule sleeps."""
    text = "某办法\n临溪市人民政府\n供应商应当在本市设立分公司。"
    laws = {}
    for day in (date(2026, 6, 1), date(2022, 6, 1), date(2019, 6, 1), date(2016, 1, 1)):
        made = Reviewer(
            Settings(as_of=day, stated=Stated(fragment=True), select=("fair-competition/local-establishment",))
        )
        laws[day.year] = [basis.law for finding in review(made, text).findings for basis in finding.basis]
    assert laws == {
        2026: ["公平竞争审查条例", "公平竞争审查条例实施办法"],
        2022: ["公平竞争审查制度实施细则"],
        2019: ["国务院关于在市场体系建设中建立公平竞争审查制度的意见"],
        2016: [],
    }


def test_penalty_by_rank_and_basis(reviewer: Reviewer) -> None:
    """A normative document may restate a penalty with its basis, not set one; a rule of a city may."""
    bare = HEAD + "第一条 未清扫积雪的商户，处五百元以下罚款。" + END
    cited = (
        HEAD + "第一条 未清扫积雪的商户，依照《中华人民共和国大气污染防治法》第一百一十五条处五百元以下罚款。" + END
    )
    assert ("LG-4.2", "error") in codes(bare, reviewer)
    assert ("LG-4.2", "error") not in codes(cited, reviewer)
    rule = "临溪市停车管理办法\n（政府规章送审稿）\n临溪市人民政府\n第一条 未清扫积雪的商户，处五百元以下罚款。"
    assert ("LG-4.2", "error") not in codes(rule, reviewer)


def test_exemption_is_claimed_for_a_clause(fragments: Reviewer) -> None:
    """公平竞争审查条例 article 12: the finding stays, its severity falls, the elements are asked for."""
    text = "某办法\n临溪市人民政府\n为维护国家安全，依据《公平竞争审查条例》第十二条，投标人在本市有同类业绩的，评标时加三分。"
    (finding,) = [f for f in review(fragments, text).findings if f.review_point == "FC-9.3"]
    assert finding.severity == "info"
    assert "实施期限" in finding.message


def test_fingerprint_knows_no_position(reviewer: Reviewer) -> None:
    """An article inserted elsewhere changes no fingerprint; equal clauses get different ones."""
    clause = "第一条 入园企业须预交环境管理费。"
    twice = HEAD + clause + "\n第二条 甲。\n第三条 入园企业须预交环境管理费。" + END
    before = {
        f.fingerprint for f in review(reviewer, HEAD + clause + END).findings if f.rule_id == "legality/fee-set"
    }
    after = [
        f.fingerprint
        for f in review(reviewer, HEAD + "第零条 甲。\n" + clause + END).findings
        if f.rule_id == "legality/fee-set"
    ]
    both = [f.fingerprint for f in review(reviewer, twice).findings if f.rule_id == "legality/fee-set"]
    assert set(after) == before
    assert len(set(both)) == 2


def test_quotes_are_slices_and_order_is_by_place(reviewer: Reviewer) -> None:
    """Every quote is its slice of the text; findings are ordered by start, then rule."""
    text = (
        HEAD
        + "第一条 入园企业须预交环境管理费，处五百元罚款。\n第二条 依照《中华人民共和国合同法》第三条办理。"
        + END
    )
    done = reviewer.review("draft.txt", text.encode())
    findings = done.review.findings
    assert len(findings) >= 3
    assert all(finding.quote == finding.span.of(done.document.text) for finding in findings)
    assert [(f.span.start, f.rule_id) for f in findings] == sorted((f.span.start, f.rule_id) for f in findings)


def test_failing_rule_is_reported_and_others_go_on(reviewer: Reviewer) -> None:
    """One rule that breaks: incomplete with its id, no conclusion, the rest is there."""
    made = Reviewer(reviewer.settings)

    def broken(_: object) -> list[object]:
        raise RuntimeError("boom")

    made.__dict__["checks"] = {**registry(), "article_numbering": broken}
    found = review(made, HEAD + "第一条 甲。" + END)
    assert [entry.rule_id for entry in found.incomplete] == ["drafting/numbering"]
    assert found.conclusion is None
    assert {f.review_point for f in found.findings} >= set()


@pytest.mark.parametrize(
    ("text", "conclusion", "reason"),
    [
        (HEAD + "第一条 占道摆摊的，处五百元以上二千元以下罚款。" + END, "应当予以修改", "应当修改"),
        ("临溪市商务局2026年工作要点\n一、加强学习。", None, "不属于行政规范性文件"),
        (
            "临溪市停车整治指挥部关于停车的通告\n临溪市停车整治工作领导小组\n一、车主应当有序停车。\n二、本通告自2026年9月1日起施行。",
            "不合法",
            "制定主体",
        ),
    ],
)
def test_conclusion(reviewer: Reviewer, text: str, conclusion: str | None, reason: str) -> None:
    """Proposed, or null with the reason."""
    found = review(reviewer, text)
    assert found.conclusion == conclusion
    assert reason in found.conclusion_reason
    assert len(found.questions) == 7


def test_fragment_has_no_conclusion(fragments: Reviewer) -> None:
    """Of a fragment no whole document is judged, and nothing is missing from it."""
    found = review(fragments, "某办法\n临溪市人民政府\n入园企业须预交环境管理费。")
    assert found.conclusion is None
    assert [f.review_point for f in found.findings] == ["LG-4.5"]


def test_unverified_basis_gives_info_at_most(tmp_path: Path) -> None:
    """U: information, never a warning."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own/bells.yaml").write_text(
        "id: own/bells\ntitle: 敲钟\nreview_point: LG-5.2\nseverity: error\nmatch: {text: 敲钟}\n"
        "basis: [{law: 某规定, verified: U}]\nmessage: 敲钟\nsuggestion: 删去\n"
        "examples: {bad: [应当敲钟。, 必须敲钟。], good: [不得敲钟, 甲]}\n",
        encoding="utf-8",
    )
    made = Reviewer(
        Settings(as_of=date(2026, 6, 1), rules_dirs=(tmp_path,), select=("own",), stated=Stated(fragment=True))
    )
    assert codes("某办法\n临溪市人民政府\n商户应当敲钟。", made) == [("LG-5.2", "info")]


def test_outcome_is_the_same_twice(reviewer: Reviewer) -> None:
    """The same draft, rules, corpus and date give the same review."""
    text = HEAD + "第一条 入园企业须预交环境管理费。" + END
    assert review(reviewer, text) == review(reviewer, text)
    assert engine.Outcome((), ()) == engine.Outcome((), ())
