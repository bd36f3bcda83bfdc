"""References inside: to the draft itself, or to a law that the same 条 has cited before."""

from __future__ import annotations

import pytest

from tests.cite.test_resolve import resolutions

HEAD = "临溪市值班办法\n临溪市人民政府\n第一条　为了规范值班，制定本办法。\n第二条　"
LAW = "依照《中华人民共和国行政许可法》第三十条的规定公示，"
TABLE = [
    # (second article, status of its last reference, why the case exists)
    ("依照本办法第九条办理。", "internal_broken", "there are two articles"),
    (LAW + "违反本法第六十条的，责令改正。", "unknown", "本法 in an 办法 is the law cited"),
    (LAW + "违反第六十条的，责令改正。", "unknown", "a bare number that only the law cited has"),
    (LAW + "违反第九十九条的，责令改正。", "internal_broken", "the law cited has eighty-three"),
    (LAW + "违反本办法第六十条的，责令改正。", "internal_broken", "本办法 is the draft: a 法 is no 办法"),
    ("值班表由区局制定。第三条本办法自发布之日起施行。", "unknown", "the next article without a line of its own"),
    ("值班表由区局制定。第四条另有规定的除外。", "internal_broken", "not the next article"),
    (LAW + "违反本办法第一条的，责令改正。", "internal_ok", "the draft has it"),
]


@pytest.mark.parametrize(("text", "status", "why"), TABLE, ids=[row[2] for row in TABLE])
def test_reference(text: str, status: str, why: str) -> None:
    """Only what neither the draft nor the law cited can mean is broken."""
    assert resolutions(HEAD + text, fragment=False)[-1].status.value == status, why


PART = [
    # (articles of the draft, status of the last reference, why the case exists)
    (
        "第五十八条　甲。\n第五十九条　依照本办法第六十条办理。",
        "unknown",
        "an excerpt does not begin at the beginning",
    ),
    ("第五十九条　前条规定的单位应当登记。\n第六十条　乙。", "unknown", "前条 may be one that was not sent"),
    ("第五十九条　依照本办法第五十九条第三款办理。\n第六十条　乙。", "internal_broken", "the article is there"),
    ("第一条　甲。\n第五十九条　依照本办法第六十条办理。", "unknown", "an excerpt of two articles far apart"),
    ("第一条　甲。\n第三条　依照本办法第六十条办理。", "internal_broken", "a number skipped makes no excerpt"),
]


@pytest.mark.parametrize(("text", "status", "why"), PART, ids=[row[2] for row in PART])
def test_reference_out_of_an_excerpt(text: str, status: str, why: str) -> None:
    """What was not sent may hold the article."""
    head = HEAD.partition("第一条")[0]
    assert resolutions(head + text, fragment=False)[-1].status.value == status, why
