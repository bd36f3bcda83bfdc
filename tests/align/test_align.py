"""Alignment of a whole draft: which articles govern it, ranks, and the finding with its evidence."""

from __future__ import annotations

from datetime import date

import pytest

from lawcheck.align import align
from lawcheck.cite import find, resolve
from lawcheck.corpus import Corpus, MemoryCorpus, open_catalogue
from lawcheck.model import Alignment, Rank, Stated
from lawcheck.read import read_bytes
from lawcheck.structure import structure

DAY = date(2026, 6, 1)
LAWS = {
    "临溪养犬法": "第一条 为了维护市容环境卫生，制定本法。\n第二条 办理养犬登记，公安机关不得向养犬人收取费用。\n"
    "第三条 违规饲养烈性犬的，由公安机关处二百元以上一千元以下罚款。",
    "临溪供热法": "第一条 供热企业应当在每年十一月十五日前开始供热。\n第二条 供热企业停热检修的，应当提前三日通知用户。",
}
FINE = "饲养烈性犬的居民，由派出所处五千元以上八千元以下罚款。"


def aligned(clause: str, corpus: Corpus, title: str = "临溪市养犬管理办法") -> tuple[Alignment, ...]:
    """The alignments of a fragment of one clause."""
    source = read_bytes(f"{title}\n临溪市人民政府\n{clause}\n".encode(), "draft.txt")
    document = structure(source, Stated(fragment=True))
    return align(document, resolve(find(document), document, corpus, DAY), corpus, DAY)


@pytest.fixture(scope="module")
def corpus() -> MemoryCorpus:
    """Two laws in force."""
    return MemoryCorpus.of_texts(LAWS, date(2024, 1, 1))


def test_governing_article_first(corpus: MemoryCorpus) -> None:
    """The article on the same matter is first, with the difference and its numbers."""
    (one,) = [a for a in aligned(FINE, corpus) if a.differences]
    assert (one.passages[0].law.title, one.passages[0].article) == ("临溪养犬法", "第三条")
    difference = one.differences[0]
    assert difference.kind == "penalty_amount"
    assert "二百元以上一千元以下" in difference.sentence
    assert "五千元以上八千元以下" in difference.sentence


def test_cited_article_governs(corpus: MemoryCorpus) -> None:
    """The draft's own citation goes before what the index proposes."""
    found = aligned("停热检修的，依照《临溪养犬法》第二条的规定，提前一日通知用户。", corpus)
    assert found[0].passages[0].cited


@pytest.mark.parametrize("clause", ["提倡居民饲养烈性犬的，自愿缴纳罚款。", "本办法由市公安局负责解释。"])
def test_silence(clause: str, corpus: MemoryCorpus) -> None:
    """What is only wished for, and what no article speaks of."""
    assert not [a for a in aligned(clause, corpus) if a.differences]


def test_marks_of_formulas_are_no_words(corpus: MemoryCorpus) -> None:
    """A pair of characters with = in it is no name of a concept."""
    found = aligned("饲养烈性犬的居民，由派出所处=协议额=，五千元以上八千元以下罚款。", corpus)
    assert [one.differences[0].kind for one in found if one.differences] == ["penalty_amount"]


def test_own_rank_is_looked_at_and_own_title_is_not() -> None:
    """Another document of the draft's own rank is compared; what has its title is what it replaces."""
    equal = MemoryCorpus.of_texts(LAWS, date(2024, 1, 1), Rank.NORMATIVE_DOCUMENT)
    (one,) = [a for a in aligned(FINE, equal) if a.differences]
    assert one.differences[0].governing.law.rank is Rank.NORMATIVE_DOCUMENT
    assert not [a for a in aligned(FINE, equal, "临溪养犬法") if a.differences]


def test_without_texts() -> None:
    """The catalogue that ships holds no words: nothing is aligned, and nothing is looked for."""
    assert aligned(FINE, open_catalogue()) == ()
