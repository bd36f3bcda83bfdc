"""What heads, closing articles and file names say."""

from __future__ import annotations

from datetime import date

import pytest

from lawcheck.importers import closing, head, origin
from lawcheck.model import Rank


@pytest.mark.parametrize(
    ("lines", "history", "number"),
    [
        (["2019年5月31日 河南省第十三届人民代表大会常务委员会第十次会议通过"], [("2019-05-31", "公布")], ""),
        # 通过 and 批准 are one event on the later day.
        (["2016年12月26日 甲市第十六届人大常委会会议通过", "2017年1月18日 山东省人大常委会批准"], [("2017-01-18", "公布")], ""),
        (["2007年2月14日 中华人民共和国国务院令第488号公布"], [("2007-02-14", "公布")], "国务院令第488号"),
        (["1992年7月23日 国务院令第103号发布", "2011年1月8日 《国务院关于废止和修改部分行政法规的决定》第一次修订"], [("1992-07-23", "公布"), ("2011-01-08", "修订")], "国务院令第103号"),
        # Two events run together in one line.
        (["1997年12月6日 浙江省人大常委会通过2006年3月29日浙江省人大常委会第一次修订"], [("1997-12-06", "公布"), ("2006-03-29", "修订")], ""),
        (["２０１２年１２月１９日 公安部令第１２５号发布"], [("2012-12-19", "公布")], "公安部令第125号"),
        (["2013年1月1日 施行"], [], ""),
        (["人薪发［1995］32号"], [], ""),
    ],
)  # fmt: skip
def test_history(lines: list[str], history: list[tuple[str, str]], number: str) -> None:
    found = head.read_head(lines)
    assert [(event.day.isoformat(), event.kind) for event in found.history] == history
    assert found.doc_number == number


def test_day_of_effect_above_the_text() -> None:
    assert head.read_head(["2020年5月28日 全国人民代表大会通过", "2021年1月1日 施行"]).announced == date(2021, 1, 1)


@pytest.mark.parametrize(
    ("words", "issuer"),
    [
        ("2019年5月31日 河南省第十三届人民代表大会常务委员会第十次会议通过", "河南省人民代表大会常务委员会"),
        ("1994年7月5日 第八届全国人民代表大会常务委员会第八次会议通过", "全国人民代表大会常务委员会"),
        ("2007年2月14日 中华人民共和国国务院令第488号公布", "国务院"),
        ("2021年8月2日 国家市场监督管理总局令第46号公布", "国家市场监督管理总局"),
        ("2021年8月2日", ""),
    ],
)
def test_issuer(words: str, issuer: str) -> None:
    assert head.issuer_of(words) == issuer


@pytest.mark.parametrize(
    ("text", "day", "at_once", "closes"),
    [
        ("本法自2021年7月15日起施行。", date(2021, 7, 15), False, True),
        ("本条例从一九九九年十月一日起施行。", date(1999, 10, 1), False, True),
        ("本办法自公布之日起施行。", None, True, True),
        ("1990年的《某办法》同时废止。", None, False, True),
        # These speak of other matters and end no law.
        ("法律另有规定的，依照其规定执行。", None, False, False),
        ("公共停车场收费执行政府定价，由主管部门组织实施。", None, False, False),
    ],
)
def test_closing(text: str, day: date | None, at_once: bool, closes: bool) -> None:
    assert (closing.stated_day([text]), closing.is_at_once([text]), closing.closes([text])) == (
        day,
        at_once,
        closes,
    )


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("本法自2020年1月1日起施行。《甲法》、《乙条例》同时废止。", ("甲法", "乙条例")),
        ("2010年通过的《丙市〈丁法〉实施办法》同时废止。", ("丙市〈丁法〉实施办法",)),
        # Only an article of it, or an amending decision: the law itself goes on.
        ("《甲法》第三条同时废止。", ()),
        ("《关于修改甲法的决定》同时废止。", ()),
        ("本法自2020年1月1日起施行。", ()),
    ],
)
def test_repeals(text: str, titles: tuple[str, ...]) -> None:
    assert closing.repeals([text]) == titles


@pytest.mark.parametrize(
    ("name", "title", "day", "rank"),
    [
        ("corpus/local/山东/甲条例(2020-01-02).md", "甲条例", date(2020, 1, 2), Rank.LOCAL_REGULATION),
        ("corpus/national/行政法规/乙条例(2020-01-02).md", "乙条例", date(2020, 1, 2), Rank.ADMIN_REGULATION),
        ("中华人民共和国丙法_20240426.docx", "中华人民共和国丙法", date(2024, 4, 26), None),
        ("丁办法（试行）.md", "丁办法（试行）", None, None),
        ("宪法修正案（2018年）.md", "宪法修正案（2018年）", None, None),
        ("戊(2020-13-45).md", "戊(2020-13-45)", None, None),
    ],
)
def test_file_names(name: str, title: str, day: date | None, rank: Rank | None) -> None:
    found = origin.origin_of(name)
    assert (found.title, found.day, found.rank) == (title, day, rank)
