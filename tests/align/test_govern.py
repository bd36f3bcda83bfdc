"""Which articles govern a sentence that shares hardly a pair of characters with them."""

from __future__ import annotations

from datetime import date

import pytest

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


def governing(clause: str, corpus: MemoryCorpus) -> list[str]:
    """The articles for a clause, likeliest first."""
    source = read_bytes(f"临溪市用工管理办法\n临溪市人民政府\n{clause}\n".encode(), "draft.txt")
    seeker = Seeker(structure(source, Stated(fragment=True)), corpus, DAY)
    return [one.article for one in seeker.governing(read(clause, ""), (), 4)]


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


def test_characters_are_shares_by_rarity(corpus: MemoryCorpus) -> None:
    """They come to 1; a character that all articles have weighs less than one of a single article; concepts have none."""
    words = law_words(corpus, DAY, "")
    assert words is not None
    codes, shares = words.characters(("产检", "时间", "=工资"))
    weight = dict(zip(map(chr, codes.tolist()), shares.tolist(), strict=True))
    assert sorted(weight) == sorted("产检时间")
    assert sum(weight.values()) == pytest.approx(1)
    assert weight["产"] > weight["时"]


def test_no_text_without_characters(corpus: MemoryCorpus) -> None:
    """A sentence without any word has no characters; nothing governs it, and nothing fails."""
    words = law_words(corpus, DAY, "")
    assert words is not None
    nothing = words.characters(())
    texts = words.plain.characters(words.shelf.of_law(0))
    assert [found.tolist() for found in words.holding((nothing,), texts)] == [[0.0] * 4]
    assert governing("——", corpus) == []
