"""Bases of rules verified against a corpus: wrong only what the corpus knows to be otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lawcheck.cli.app import run
from lawcheck.corpus import MemoryCorpus, open_catalogue
from lawcheck.model import Basis, Law, Rank, Version
from lawcheck.rules import bases, loader
from lawcheck.rules.schema import DatedBasis, Rule
from lawcheck.workflows.registry import registry
from tests.conftest import ROOT

NAME = "钟楼管理法"
OLD = {
    "第三条": "钟楼管理人应当在每日正午敲钟，敲钟的次数由区人民政府确定并且向社会公布。",
    "第四条": "有下列情形之一的，不得敲钟：\n（一）夜间；\n（二）考试期间。",
    "第五条": "钟楼管理的费用由使用钟楼的单位承担，具体办法另行制定。",
}
NEW = {"第三条": "国家鼓励修缮古钟。", "第四条": OLD["第三条"], "第五条": OLD["第四条"], "第六条": OLD["第五条"]}


def version(label: str, begins: int, ends: int | None, articles: int, cause: str = "") -> Version:
    """A complete text in force from the first day of one year to that of another."""
    first = date(begins, 1, 1)
    last = date(ends, 1, 1) if ends else None
    return Version(NAME, label, "", first, first, last, cause, articles, complete=True)


def corpus() -> MemoryCorpus:
    """A law in two texts that ends in 2030."""
    law = Law(NAME, NAME, NAME, Rank.LAW)
    texts = {version("2010年公布", 2010, 2020, 5, "修订"): OLD, version("2020年修订", 2020, 2030, 6, "废止"): NEW}
    return MemoryCorpus({law: texts})


def rule(*entries: DatedBasis) -> Rule:
    """A rule of the shipped ones with other bases."""
    return replace(loader.load((), registry().keys()).rules[0], basis=entries)


CASES = [
    # article, paragraph, item, first year, last year, verdict, a word of the reason
    ("第三条", None, None, 2010, 2019, "right", ""),
    ("第四条", 1, "（二）", 2010, 2019, "right", ""),
    ("第五条", None, "（二）", 2020, 2029, "right", ""),
    (None, None, None, 2012, 2029, "right", ""),
    ("第六条", None, None, 2010, 2019, "wrong", "没有第六条"),
    ("第七条", None, None, 2020, 2029, "wrong", "没有第七条"),
    ("第四条", None, "（三）", 2010, 2019, "wrong", "没有第四条第（三）项"),
    ("第四条", 2, None, 2010, 2019, "wrong", "没有第四条第二款"),
    ("第三条", None, None, 2009, 2019, "wrong", "尚未施行"),
    # An open end reaches beyond the end of the law.
    ("第六条", None, None, 2020, None, "wrong", "已经失效"),
    # The number is there on every day, yet it is another article since 2020.
    ("第四条", None, None, 2010, 2029, "wrong", "在2020年修订是第五条"),
]  # fmt: skip


@pytest.mark.parametrize(("article", "paragraph", "item", "first", "last", "verdict", "reason"), CASES)
def test_verdicts(
    article: str | None,
    paragraph: int | None,
    item: str | None,
    first: int,
    last: int | None,
    verdict: str,
    reason: str,
) -> None:
    until = date(last, 12, 31) if last else None
    entry = DatedBasis(Basis(NAME, article, paragraph, item), date(first, 1, 1), until, "W")
    (result,) = bases.verify(rule(entry), corpus())
    assert (result.verdict, reason in result.reason) == (verdict, True), result.reason


def test_not_held_is_not_wrong() -> None:
    entry = DatedBasis(Basis("鼓楼管理法", "第九百条"), None, None, "W")
    (result,) = bases.verify(rule(entry), corpus())
    assert (result.verdict, result.reason) == ("unverified", "法规库没有收录")


def test_every_basis_that_ships_stands_in_the_catalogue() -> None:
    known = open_catalogue()
    results = [r for one in loader.load((), registry().keys()).rules for r in bases.verify(one, known)]
    assert [(r.rule.id, r.basis.basis, r.reason) for r in results if r.verdict == "wrong"] == []
    assert sum(r.verdict == "right" for r in results) > 50


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The catalogue that ships serves as a corpus; a rule on a missing article fails the test."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "bells.yaml").write_text(
        "id: own/bells\ntitle: 夜间敲钟\nreview_point: LG-5.2\nseverity: warning\nmatch:\n  text: 夜间 .. 敲钟\n"
        "basis:\n  - {law: 行政许可法, article: 第八十四条, from: 2019-04-23, verified: W}\n"
        "message: 要求夜间敲钟\nsuggestion: 删去\nexamples:\n"
        "  bad: [商户应当在夜间敲钟。, 单位必须夜间敲钟。]\n  good: [商户应当敲钟。, 夜间不营业。]\n",
        encoding="utf-8",
    )
    catalogue = str(ROOT / "corpora" / "catalogue")
    assert run(["rules", "test", "own/bells", "--rules-dir", str(tmp_path), "--corpus", catalogue]) == 1
    assert "[依据不符] own/bells 《行政许可法》第八十四条" in capsys.readouterr().out
