"""Each problem is said once: hints echo, likenesses are explained, and other review points are never touched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lawcheck.corpus import MemoryCorpus
from lawcheck.model import Basis, Evidence, Hit, Severity, Span
from lawcheck.rules import loader
from lawcheck.rules.matter import Matter
from lawcheck.rules.schema import DatedBasis, Examples, Rule
from lawcheck.rules.sifting import Said, sifted
from lawcheck.workflows.registry import registry
from lawcheck.workflows.review import Reviewer
from tests.conftest import DAY, document, review

LINES = "第一条　摊主乱倒污水的，处五百元罚款，并停业三日。\n第二条　摊主应当缴纳保洁费。\n"
TEXT = "临溪市摊位管理办法\n临溪市人民政府\n" + LINES


def said(name: str, words: str, severity: Severity, point: str = "LG-4.2", mark: str = "V") -> Said:
    """A rule that speaks of the words; ``second …`` is a second reader, mark U leaves its basis in doubt."""
    basis = DatedBasis(Basis("行政处罚法"), None, None, mark)
    rule = Rule(
        name,
        name,
        point,
        severity,
        "clause",
        (basis,),
        "",
        "",
        Examples(),
        "",
        second_reader=name.startswith("second"),
    )
    start = TEXT.index(words)
    return Said(rule, Hit(Span(start, start + len(words))), name)


FINE, CLAUSE, HALT, FEE = "处五百元罚款", "摊主乱倒污水的，处五百元罚款，并停业三日。", "停业三日", "缴纳保洁费"
TABLE = [
    # (what the rules said, what is left: name and severity, why the case exists)
    ([said("a", FINE, "error"), said("b", CLAUSE, "info")], [("a", "error")], "a hint on the words of an error"),
    (
        [said("a", FINE, "error"), said("b", HALT, "info")],
        [("a", "error"), ("b", "info")],
        "a hint on other words of the sentence",
    ),
    (
        [said("a", FINE, "error"), said("b", CLAUSE, "info", "LG-5.1")],
        [("b", "info"), ("a", "error")],
        "another review point on the same words",
    ),
    (
        [said("a", FINE, "error"), said("b", CLAUSE, "warning")],
        [("b", "warning"), ("a", "error")],
        "a warning is no hint",
    ),
    ([said("a", FINE, "info"), said("b", HALT, "info")], [("a", "info"), ("b", "info")], "hints alone stay"),
    ([said("a", FINE, "error"), said("second", HALT, "warning")], [("a", "error")], "a likeness in the same 款"),
    (
        [said("a", FINE, "error"), said("second", FEE, "warning")],
        [("a", "error"), ("second", "warning")],
        "a likeness elsewhere",
    ),
    (
        [said("a", FINE, "info"), said("second", CLAUSE, "warning")],
        [("a", "warning")],
        "a hint gives the reason for the likeness and takes its severity",
    ),
    (
        [said("a", FINE, "info"), said("b", CLAUSE, "info"), said("second", CLAUSE, "warning")],
        [("b", "warning")],
        "of two hints the longer one, the other is its echo",
    ),
    (
        [said("a", FINE, "info", mark="U"), said("second", CLAUSE, "warning")],
        [("second", "warning"), ("a", "info")],
        "a basis in doubt only informs, whoever agrees",
    ),
    (
        [said("a", FINE, "info", "LG-5.1"), said("second", CLAUSE, "warning")],
        [("second", "warning"), ("a", "info")],
        "a hint of another review point explains nothing",
    ),
    ([said("a", FINE, "info"), said("second", CLAUSE, "info")], [("second", "info"), ("a", "info")], "both only inform"),
]  # fmt: skip


@pytest.fixture(scope="module")
def draft() -> Matter:
    return Matter(document(TEXT), (), MemoryCorpus({}), loader.load((), registry().keys()), DAY)


@pytest.mark.parametrize(("all_said", "left", "why"), TABLE, ids=[why for *_, why in TABLE])
def test_each_problem_is_said_once(
    all_said: list[Said], left: list[tuple[str, Severity]], why: str, draft: Matter
) -> None:
    assert [(one.rule.id, one.severity) for one in sifted(all_said, draft)] == left, why


def test_a_hint_with_a_text_to_show_is_no_echo(draft: Matter) -> None:
    hint = said("b", CLAUSE, "info")
    shown = replace(hint, hit=replace(hint.hit, evidence=(Evidence("行政处罚法", "第十六条"),)))
    assert [one.rule.id for one in sifted([said("a", FINE, "error"), shown], draft)] == ["b", "a"]


def test_a_fine_is_said_once(fragments: Reviewer) -> None:
    """legality/fine-set and legality/penalty-set both read it."""
    text = "某办法\n临溪市人民政府\n露天烧烤摊点超时经营的，由街道处五百元以上二千元以下罚款。"
    found = [
        (one.rule_id, one.severity) for one in review(fragments, text).findings if one.review_point == "LG-4.2"
    ]
    assert found == [("legality/fine-set", "error")]
