"""Resolution: outside against the catalogue at a date, inside against the draft."""

from __future__ import annotations

from datetime import date

import pytest

from lawcheck.cite import find, resolve
from lawcheck.corpus import open_corpus
from lawcheck.model import Resolution
from tests.conftest import DAY, document


def resolutions(text: str, day: date = DAY, *, fragment: bool = True) -> list[Resolution]:
    """The resolutions of all citations of a text."""
    found = document(text, fragment=fragment)
    return [c.resolution for c in resolve(find(found), found, open_corpus(), day) if c.resolution]


@pytest.mark.parametrize(
    ("sentence", "day", "status", "exists"),
    [
        ("依照《中华人民共和国行政处罚法》第十六条处理。", DAY, "current", True),
        ("依照《行政处罚法》第九十六条处理。", DAY, "current", False),
        (
            "依照《行政处罚法》第七十二条处理。",
            date(2020, 1, 1),
            "current",
            None,
        ),  # no count of the older text is certain
        ("依照《中华人民共和国合同法》第五十二条处理。", DAY, "repealed", True),
        ("依照《中华人民共和国合同法》第五十二条处理。", date(2019, 1, 1), "current", True),
        ("依照《公平竞争审查条例》第九条处理。", date(2024, 7, 1), "not_yet", True),
        ("依照《临溪市停车条例》第九条处理。", DAY, "unknown", None),  # not held is not "does not exist"
        ("依照国办发〔2018〕37号执行。", DAY, "current", None),
    ],
)
def test_outside(sentence: str, day: date, status: str, exists: bool | None) -> None:
    """Status on the day, and whether the article exists; None is "cannot verify"."""
    (found,) = resolutions(sentence, day)
    assert found.status.value == status
    if exists is not None or status == "unknown":
        assert found.article_exists is exists


DRAFT = "某办法\n第一条 甲。\n第二条 有下列情形：\n（一）甲；\n（二）乙。\n后一款，{}。\n第三条 {}。"


@pytest.mark.parametrize(
    ("second", "third", "statuses"),
    [
        ("前款规定", "依照第二条第二款", ["internal_ok", "internal_ok"]),
        ("依照第二条第三项", "依照第二条第一款第二项", ["internal_broken", "internal_ok"]),
        (
            "依照第九条",
            "前款规定",
            ["internal_broken", "internal_broken"],
        ),  # 第三条 has no paragraph before its first
        ("前条规定", "前两条规定", ["internal_ok", "internal_ok"]),
        # A bare item behind an article named in the same provision is one of that article.
        ("甲", "违反第二条，有第二项行为的", ["internal_ok", "internal_ok"]),
        ("甲", "违反第二条，有第五项行为的", ["internal_ok", "internal_broken"]),
        ("甲", "违反《临溪市停车条例》，有第五项行为的", ["unknown", "unknown"]),
        ("甲", "有第二项行为的", ["internal_broken"]),
        ("本办法第一条至第三条", "本办法第一条至第七条", ["internal_ok", "internal_broken"]),
    ],
)
def test_inside(second: str, third: str, statuses: list[str]) -> None:
    """References into the draft itself."""
    found = resolutions(DRAFT.format(second, third), fragment=False)
    assert [one.status.value for one in found] == statuses


def test_nothing_is_said_of_a_fragment() -> None:
    """Of an excerpt nobody knows how many articles the draft has."""
    (found,) = resolutions("违反本办法第九条的，责令改正。")
    assert found.status.value == "unknown"
