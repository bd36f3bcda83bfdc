"""Clauses held against an article before: they find it in words that the law does not use, and are shown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from lawcheck.align import align
from lawcheck.align.govern import Seeker
from lawcheck.align.precedents import Held, Likeness, Precedents, clauses, hashed, indexed, load
from lawcheck.align.reading import read
from lawcheck.corpus import MemoryCorpus
from lawcheck.model import Stated
from lawcheck.read import read_bytes
from lawcheck.structure import structure
from lawcheck.text.fold import skeleton

DAY, SINCE = date(2026, 6, 1), date(2024, 1, 1)
LAWS = {
    "临溪劳动法": "第一条 用人单位应当为员工提供工作时间表。\n第二条 同一单位与同一员工只能约定一次试用期。\n"
    "第三条 怀孕女职工接受产前检查，所需时间计入劳动时间。"
}
TRIAL, CHECK = (Held("临溪劳动法", article, SINCE) for article in ("第二条", "第三条"))
LABELLED = (
    (TRIAL, True, "老师傅换岗到别的车间的，厂方再考察他三个月，考察期间按学徒发薪。"),
    (TRIAL, False, "老师傅换岗到别的车间的，厂方不再考察，按新岗位发薪。"),
    (CHECK, True, "孕妈妈上医院的半天按事假算。"),
)
CLAUSE = "熟手换岗到别的车间的，由厂方再考察两个月。"
PAIRS = Path(__file__).parents[1] / "cases/pairs"


def precedents(labelled: Sequence[tuple[Held, bool, str]] = LABELLED) -> Precedents:
    """An index of these clauses among others on nothing known; what most clauses have would tell nothing."""
    filler = [(Held("别法", f"第{n}条", SINCE), False, chr(0x5000 + n) + chr(0x5800 + n)) for n in range(60)]
    held, contrary, texts = zip(*sorted((*labelled, *filler), key=lambda one: one[0]), strict=True)
    return indexed(held, contrary, [hashed(read(skeleton(text), "")) for text in texts])


def seeker(since: date = SINCE) -> Seeker:
    """Before the laws, in force since a day."""
    source = read_bytes(f"临溪市用工管理办法\n临溪市人民政府\n{CLAUSE}\n".encode(), "draft.txt")
    corpus = MemoryCorpus.of_texts(LAWS, since)
    return Seeker(structure(source, Stated(fragment=True)), corpus, DAY, precedents())


def test_a_clause_in_other_words_is_found() -> None:
    """The sentence shares no word with the article, but with clauses held against it."""
    norm = read(skeleton(CLAUSE), "")
    first, *_ = seeker().governing([(norm, ())], 3)[0]
    assert first.article == "第二条"
    like = seeker().likeness(first, norm)
    assert 0.2 < like.lawful < 1 and 0.2 < like.contrary < 1


def test_not_of_another_text_of_the_law() -> None:
    """Numbers of articles move when a law is revised."""
    norm = read(skeleton(CLAUSE), "")
    other = seeker(date(2025, 1, 1))
    assert all(other.likeness(one, norm) == Likeness() for one in other.governing([(norm, ())], 3)[0])


@pytest.mark.parametrize(("held", "contrary", "clause"), LABELLED)
def test_a_clause_is_like_itself(held: Held, contrary: bool, clause: str) -> None:
    found = precedents().like(read(skeleton(clause), ""))
    assert next(iter(found)) == held
    like = found[held]
    assert (like.contrary if contrary else like.lawful) == pytest.approx(1)


def test_without_a_clause() -> None:
    """What is left out is not found, and nothing else changes."""
    every = precedents()
    row = every.like(read(skeleton(LABELLED[2][2]), ""))[CHECK].row
    less = every.without([row])
    assert CHECK not in less.like(read(skeleton(LABELLED[2][2]), ""))
    other = read(skeleton(CLAUSE), "")
    assert less.like(other) == every.like(other)


@pytest.mark.parametrize("text", ["", "——", "𠮷", "zzzz", "1"])
def test_nothing_known(text: str) -> None:
    assert load().like(read(text, "")) == {}


def test_what_a_sentence_is_like_is_shown() -> None:
    """With the reason why that clause was contrary; nothing where the text of the law is another."""
    clause = "厂内换到别的车间的熟练工，由厂方再同其约定一段试用期，期间一律按新进人员管理。"
    law = {
        "劳动合同法": "第一条 本法适用于企业。\n第十九条 同一单位与同一职工不得再次约定试用期。\n第二十条 工资按月支付。"
    }
    held = next(one for one in load().articles if one.law == "劳动合同法" and one.article == "第十九条")
    document = structure(
        read_bytes(f"临溪市用工管理办法\n临溪市人民政府\n{clause}\n".encode(), "a.txt"), Stated(fragment=True)
    )
    for since, shown in ((held.since, True), (SINCE, False)):
        found = align(document, (), MemoryCorpus.of_texts(law, since), DAY)
        said = [one.alike for each in found for one in (*each.differences, *filter(None, (each.doubt,)))]
        assert said
        assert all(bool(alike and "试用期" in alike.clause and alike.reason) is shown for alike in said[:1])


def test_table_and_index_belong_together() -> None:
    """Each clause of a sample finds its own article, and as what it is labelled."""
    table, index = clauses(), load()
    assert len(table) == len(index.lengths) == len(index.contrary)
    assert list(dict.fromkeys(one.held for one in table)) == list(index.articles)
    for one in table[:: len(table) // 50]:
        like = index.like(read(skeleton(one.clause), ""))[one.held]
        assert (like.contrary if one.contrary else like.lawful) == pytest.approx(1, abs=0.01)


def test_made_from_the_pairs_of_this_checkout() -> None:
    """All but those of a few laws of which no day is known."""
    files = (PAIRS / "precedents.jsonl", *PAIRS.glob("written*.jsonl"))
    cases = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    about = {(case["law"], case["article"], case["clause"]) for case in cases if case["relation"] != "unrelated"}
    shown = {(*one.held[:2], one.clause) for one in clauses()}
    assert shown <= about
    assert len(shown) > 0.98 * len(about)


def test_what_is_measured_on_is_not_looked_up() -> None:
    shown = {one.clause for one in clauses()}
    for file in (PAIRS / "dev.jsonl", PAIRS / "practice.jsonl", *PAIRS.glob("blind/*.jsonl")):
        cases = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        assert not [case["id"] for case in cases if case["clause"] in shown]
