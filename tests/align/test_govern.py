"""Which articles govern a sentence that shares hardly a pair of characters with them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from lawcheck.align.block import Block
from lawcheck.align.govern import Seeker
from lawcheck.align.lawwords import law_words
from lawcheck.align.reading import read
from lawcheck.corpus import MemoryCorpus
from lawcheck.model import Stated
from lawcheck.read import read_bytes
from lawcheck.structure import structure

DAY = date(2026, 6, 1)
LAWS = {
    "临溪劳动法": "第一条 用人单位应当为员工提供工作时间表。\n第二条 工作时间内请假的，扣除当日工资。\n"
    "第三条 怀孕女职工在劳动时间内进行产前检查，所需时间计入劳动时间。\n第四条 请假须提前登记。"
}


@pytest.fixture(scope="module")
def corpus() -> MemoryCorpus:
    """One law in force."""
    return MemoryCorpus.of_texts(LAWS, date(2024, 1, 1))


def seeker(corpus: MemoryCorpus) -> Seeker:
    """Of a draft."""
    source = read_bytes("临溪市用工管理办法\n临溪市人民政府\n女工产检须请假。\n".encode(), "draft.txt")
    return Seeker(structure(source, Stated(fragment=True)), corpus, DAY)


def governing(clause: str, corpus: MemoryCorpus) -> list[str]:
    """The articles for a clause, likeliest first."""
    return [one.article for one in seeker(corpus).governing([(read(clause, ""), ())], 4)[0]]


@pytest.mark.parametrize(
    ("clause", "first"),
    [
        (
            "女工产检须请假。",
            "第三条",
        ),  # no pair of 女工, 产检 stands there, but every character; 请假 stands elsewhere
        ("请假的工人，当日工资扣除。", "第二条"),  # nothing is shortened: the pairs decide
        ("请假须先登记。", "第四条"),
    ],
)
def test_shortened_words(clause: str, first: str, corpus: MemoryCorpus) -> None:
    """产检 is 产前检查."""
    assert governing(clause, corpus)[0] == first


def test_many_sentences_are_weighed_as_each_alone(corpus: MemoryCorpus) -> None:
    """Sentences that share nothing with any law stand between them, and there are more than are weighed at a time."""
    clauses = ["女工产检须请假。", "——", "请假的工人，当日工资扣除。", "𠀀", "请假须先登记，罚款五百元。"] * 60
    sentences = [(read(clause, ""), ()) for clause in clauses]
    together = seeker(corpus).candidates(sentences)
    alone = [seeker(corpus).candidates([sentence])[0] for sentence in sentences[:5]]
    for one, other in zip(together, alone * 60, strict=True):
        assert [(at.article, at.value, at.signs) for at in one] == [
            (at.article, at.value, at.signs) for at in other
        ]
    assert [len(one) for one in alone] == [3, 0, 4, 0, 2]
    assert seeker(corpus).governing([], 4) == []


def test_candidates_tell_their_signs(corpus: MemoryCorpus) -> None:
    """By name; articles that speak of no fine have no sign of one."""
    (found,) = seeker(corpus).candidates([(read("女工产检须请假。", ""), ())])
    assert [one.article for one in found] == governing("女工产检须请假。", corpus)
    nearest = [one.signs["nearest characters"] for one in found]
    assert nearest[0] == max(nearest) < 1
    assert not any(one.signs["fine"] for one in found)


def test_characters_are_shares_by_rarity(corpus: MemoryCorpus) -> None:
    """They come to 1; a character that all articles have weighs less than one of a single article; concepts have none."""
    words = law_words(corpus, DAY, "")
    assert words is not None
    codes, shares = words.characters(("产检", "时间", "=工资"))
    weight = dict(zip(map(chr, codes), shares, strict=True))
    assert sorted(weight) == sorted("产检时间")
    assert sum(weight.values()) == pytest.approx(1)
    assert weight["产"] > weight["时"]


def test_no_text_without_characters(corpus: MemoryCorpus) -> None:
    """A sentence without any word has no characters; nothing governs it, and nothing fails."""
    words = law_words(corpus, DAY, "")
    assert words is not None
    texts = words.plain.characters(words.shelf.of_law(0))
    block = Block(words, [read("——", "")], ())
    assert [found.tolist() for found in block.characters(np.zeros(4, np.intp), texts)] == [[0.0] * 4] * 2
    assert governing("——", corpus) == []
