"""Restating an article with its citation is lawful, adding to it is not; without its words it may be a restatement."""

from __future__ import annotations

from datetime import date

import pytest

from lawcheck.align import align
from lawcheck.cite import find, resolve
from lawcheck.corpus import MemoryCorpus
from lawcheck.model import Rank
from lawcheck.rules import engine, loader
from lawcheck.rules.matter import Matter
from lawcheck.workflows.registry import registry
from tests.conftest import DAY, document

RULES = loader.select(loader.load((), registry().keys()), ("LG-3", "LG-4", "LG-5"), ("similar-cases",))
HEAD = "青禾县养犬管理办法\n青禾县人民政府\n第一条　"
CITED = "依照《临溪养犬条例》第三条的规定，"
FINE = "养犬人未办理登记的，由公安机关责令改正，处二百元以上五百元以下罚款；情节严重的，没收犬只。"
WITHOUT = MemoryCorpus({})


def holding(rank: Rank) -> MemoryCorpus:
    """A regulation with one article on fines; it begins in 2020."""
    text = (
        f"第一条 为了规范养犬行为，制定本条例。\n第二条 养犬应当登记。\n第三条 {FINE}\n养犬人应当缴纳登记费一百元。"
    )
    return MemoryCorpus.of_texts({"临溪养犬条例": text}, date(2020, 1, 1), rank)


def alarms(text: str, corpus: MemoryCorpus) -> set[str]:
    """The review points of errors and warnings."""
    draft = document(HEAD + text)
    citations = resolve(find(draft), draft, corpus, DAY)
    matter = Matter(draft, citations, corpus, RULES, DAY, aligner=align)
    return {one.review_point for one in engine.check(matter, RULES, registry()).findings if one.severity != "info"}


LAW, REGULATION = holding(Rank.ADMIN_REGULATION), holding(Rank.LOCAL_REGULATION)
TABLE = [
    # (text of the article, corpus, expected, why the case exists)
    (CITED + FINE, LAW, set(), "restated word by word"),
    (
        CITED + "按照下列规定处理。\n" + FINE,
        LAW,
        set(),
        "the citation stands in the first paragraph, the fine in the second",
    ),
    (FINE, LAW, {"LG-4.2"}, "the same without its citation"),
    (
        CITED + "按照下列规定处理。\n" + FINE.replace("没收犬只", "吊销犬只经营许可证"),
        LAW,
        {"LG-4.2"},
        "one thing added",
    ),
    (CITED + "按照下列规定处理。\n养犬人应当缴纳登记费一百元。", LAW, set(), "a fee of a 行政法规 restated"),
    (
        CITED + "按照下列规定处理。\n养犬人应当缴纳登记费一百元。",
        REGULATION,
        {"LG-4.5"},
        "优化营商环境条例 25 asks for more",
    ),
    (CITED + FINE, WITHOUT, set(), "without the words of the article nobody can tell"),
    (CITED + "按照下列规定处理。\n" + FINE, WITHOUT, set(), "the same where only the first paragraph cites"),
    (CITED + "按照下列规定处理。\n本县" + FINE, WITHOUT, {"LG-4.2"}, "no law of others speaks of this county"),
]


@pytest.mark.parametrize(("text", "corpus", "expected", "why"), TABLE, ids=[row[3] for row in TABLE])
def test_restating(text: str, corpus: MemoryCorpus, expected: set[str], why: str) -> None:
    """Exactly what goes beyond the article cited is alarmed."""
    assert alarms(text, corpus) == expected, why
