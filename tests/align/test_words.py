"""The tokens of a part are those that it has by itself; an expression without its words is not tried."""

from __future__ import annotations

import pytest

from lawcheck.align.needed import needed
from lawcheck.align.reading import dimensions
from lawcheck.align.words import Placed, tokens

TEXTS = (
    "用人单位不得向劳动者收取押金,逾期不改正的,由劳动行政部门责令限期改正",
    "有下列应当撤销情形之一的,对其直接负责的主管人员和其他直接责任人员给予警告",
    "供热企业停热检修的,应当提前三日通知用户",
    "职工3人以上的单位",
    "费",
    "",
)


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_of_a_part(text: str) -> None:
    """Wherever a part begins and ends, also inside a phrase that says nothing as a whole."""
    placed = Placed(text)
    for start in range(len(text) + 1):
        for end in range(start, len(text) + 1):
            assert placed.within(start, end) == tokens(text[start:end]), text[start:end]


# A sentence, tokens that it has, and pairs that are none.
TOKENS: tuple[tuple[str, set[str], set[str], str], ...] = (
    ("员工可以加入工会", {"=劳动者", "加入", "工会"}, {"可以"}, "a concept by another of its words; what all say"),
    ("第十二条规定", set(), {"十二", "二条", "规定"}, "numbers and what stands everywhere"),
    ("责令限期改正", set(), {"令限", "限期", "期改"}, "a phrase of every penalty article"),
    ("停车,收费", {"停车", "收费"}, {"车,", "车收"}, "no pair across a comma"),
)


@pytest.mark.parametrize(("text", "there", "absent", "why"), TOKENS)
def test_tokens(text: str, there: set[str], absent: set[str], why: str) -> None:
    """What is a token and what is none."""
    found = tokens(text)
    assert there <= found and absent.isdisjoint(found), why


# An expression, and the words of which each match has one.
NEEDED = (
    ("免费|无偿", {"免费", "无偿"}, "one of two"),
    ("先(?:行)?(?:足额)?补偿", {"补偿"}, "what may be left out is not needed; pairs before characters"),
    ("不(?:收|退)费", {"不"}, "of characters the first"),
    ("(?:可以|应当){1,2}[^,]{0,8}公开", {"公开"}, "of a sequence that which says most"),
    ("(?:可以|应当){1,2}[^,]{0,8}", {"可以", "应当"}, "a repeat that occurs at least once"),
    ("[甲乙]级", {"级"}, "a set beside a character"),
    ("强制(?!性|执行)", {"强制"}, "what must not follow is not needed"),
)


@pytest.mark.parametrize(("pattern", "words", "why"), NEEDED)
def test_needed(pattern: str, words: set[str], why: str) -> None:
    """The words without which an expression cannot match."""
    assert needed(pattern) == words, why


def test_nothing_needed() -> None:
    """An expression that may match without any known word is told, not passed over."""
    with pytest.raises(ValueError):
        needed("(?:甲乙)?[^,]{1,3}")


@pytest.mark.parametrize("name", dimensions())
def test_sides_need_words(name: str) -> None:
    """No side of a matter has to be tried on every sentence."""
    dimension = dimensions()[name]
    assert needed(dimension.positive.pattern) and needed(dimension.negative.pattern)
