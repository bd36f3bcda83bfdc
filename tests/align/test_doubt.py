"""A suspicious sentence before the article that governs it: in doubt, without a difference that has a name."""

from __future__ import annotations

from datetime import date

import pytest

from lawcheck.align import align
from lawcheck.corpus import MemoryCorpus
from lawcheck.model import Alignment, Stated
from lawcheck.read import read_bytes
from lawcheck.structure import structure
from lawcheck.text.fold import skeleton

DAY = date(2026, 6, 1)
LIBRARY = (
    "第一条 为了促进图书馆事业发展，制定本法。\n第二条 图书馆应当向社会公众平等开放，读者可以自主选择阅览的文献。\n"
    "第三条 读者可以查阅、复制馆藏的地方文献，图书馆应当提供便利。\n第四条 图书馆应当设置少年儿童阅览区域。"
)
INTRODUCED = (
    "外地户籍的读者查阅馆藏地方文献的，须提交用人单位介绍信，没有介绍信的一律不予接待，已办理的读者证予以收回。"
)
BARRED = "欠缴物业费的读者一律不得进入图书馆阅览文献，由社区出具结清证明后方可恢复。"


def aligned(clause: str, law: str = LIBRARY) -> tuple[Alignment, ...]:
    """The alignments of one clause with a law in force."""
    corpus = MemoryCorpus.of_texts({"临溪图书馆法": law}, date(2024, 1, 1))
    source = read_bytes(f"临溪市图书馆阅览管理办法\n临溪市文化和旅游局\n{clause}\n".encode(), "draft.txt")
    return align(structure(source, Stated(fragment=True)), (), corpus, DAY)


def test_it_shows_the_article() -> None:
    (doubt,) = [one.doubt for one in aligned(BARRED) if one.doubt]
    assert doubt.governing.law.title == "临溪图书馆法"
    assert doubt.words in skeleton(doubt.governing.text)


@pytest.mark.parametrize(
    "clause",
    [
        "读者查阅馆藏地方文献的，由工作人员当场提取并提供阅览座位。",
        "图书馆应当设置少年儿童阅览区域。",
        "鼓励欠缴物业费的读者一律不进入图书馆，由社区出具证明。",
        "驾驶电动自行车逆行的，一律暂扣车辆，由村委会决定发还。",
    ],
    ids=["lawful", "restated", "merely wished for", "no article on the matter"],
)
def test_silence(clause: str) -> None:
    assert not [one for one in aligned(clause) if one.doubt or one.differences]


def test_what_the_law_says_itself_is_in_no_doubt() -> None:
    """However suspicious the words are."""
    assert [one for one in aligned(INTRODUCED) if one.doubt]
    assert not [
        one for one in aligned(INTRODUCED, f"{LIBRARY}\n第五条 {INTRODUCED}") if one.doubt or one.differences
    ]
