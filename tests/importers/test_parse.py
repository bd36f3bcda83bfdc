"""One file → one law text, in every layout, with what it says of itself and what is wrong with it."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawcheck.corpus import lawtext
from lawcheck.corpus.lawtext import LawText
from lawcheck.errors import ReadError
from lawcheck.importers import Office, law_text
from lawcheck.model import Rank
from lawcheck.read import read_bytes
from tests.importers import law_samples as samples


def parsed(text: str, name: str) -> LawText:
    return law_text(text.encode(), name)


def numbers(text: LawText) -> list[str]:
    return [article.label for article in text.articles]


def test_markdown_with_dates_above_the_text() -> None:
    text = parsed(samples.PARKING, "laws/山东/威海市停车管理条例(2015-05-10).md")
    facts = text.facts
    assert (facts.title, facts.region, facts.rank) == ("威海市停车管理条例", "山东省威海市", "local_regulation")
    assert facts.issuer == "威海市人民代表大会常务委员会"
    assert (facts.promulgated, facts.kind, facts.effective()) == (date(2015, 5, 10), "公布", date(2015, 7, 1))
    assert facts.repeals == ("威海市停车场暂行规定",)
    assert (facts.first, facts.last, facts.gaps, facts.complete) == (1, 3, (), True)
    assert numbers(text) == ["第一条", "第二条", "第三条"]
    assert text.articles[1].text.split("\n")[-1] == "临时停车场的期限不超过两年。"


def test_markdown_with_bold_numbers() -> None:
    facts = parsed(samples.INSPECTION_2026, "laws/行政法/检验法(2025-10-28).md").facts
    assert (facts.title, facts.full_title, facts.rank) == ("检验法", "中华人民共和国检验法", "law")
    assert [(event.day.year, event.kind) for event in facts.history] == [(2016, "公布"), (2025, "修正")]
    # The closing article gives the day of the first text, which is not that of the amended one.
    assert (facts.stated, facts.effective()) == (date(2017, 6, 1), None)


def test_inserted_articles_keep_both_numbers() -> None:
    text = parsed(samples.INSPECTION_2026, "检验法.md")
    assert [(article.number, article.added) for article in text.articles] == [(1, 0), (1, 1), (2, 0)]


@pytest.mark.parametrize(
    ("content", "name", "title", "part"),
    [
        (samples.CODE_ONE, "民法典/总则.md", "试验法典", "总则"),
        (samples.FOLDER_ONE, "环境/园林法典(2026-03-12)/01-one.md", "园林法典", "01-one"),
        (samples.FOLDER_HEAD, "环境/园林法典(2026-03-12)/README.md", "园林法典", "README"),
        (samples.PARKING, "条例.md", "威海市停车管理条例", ""),
    ],
)
def test_files_that_hold_a_part(content: str, name: str, title: str, part: str) -> None:
    facts = parsed(content, name).facts
    assert (facts.title, facts.part) == (title, part)


def test_a_gap_and_a_missing_end_make_a_text_incomplete() -> None:
    facts = parsed(samples.CUT_OFF, "山东/威海市养犬条例.md").facts
    assert (facts.gaps, facts.complete) == ((3,), False)
    assert facts.defects == ("缺第3条", "末尾没有施行条款，可能不全")


def test_a_decision_without_articles_gives_passages() -> None:
    text = parsed(samples.DECISION, "山东/决定.md")
    assert [article.number for article in text.articles] == [0, 0, 0]
    assert [article.label for article in text.articles] == ["", "一、", "二、"]
    assert not text.facts.complete


def test_plain_text_and_number() -> None:
    facts = parsed(samples.PLAIN, "规章/威海市城市绿化办法.txt").facts
    assert (facts.title, facts.rank) == ("威海市城市绿化办法", "local_rule")
    assert (facts.promulgated, facts.effective()) == (date(2012, 3, 2), date(2012, 5, 1))
    assert facts.doc_number == "威海市人民政府令第12号"


def test_docx_as_the_national_database_gives_it() -> None:
    """Title, history in one bracket, contents list, then the text."""
    document = docx.Document()
    for line in (
        "中华人民共和国试用法",
        "（2001年2月3日第九届全国人民代表大会常务委员会第二十次会议通过　根据2012年8月31日第十一届全国人民代表大会"
        "常务委员会第二十八次会议《关于修改〈中华人民共和国试用法〉的决定》修正）",
        "目　　录",
        "第一章　总　　则",
        "第二章　附　　则",
        "第一章　总　　则",
        "第一条　为了试用，制定本法。",
        "第二条　有下列情形之一的，不予试用：",
        "（一）没有申请的；",
        "（二）申请不实的。",
        "第二章　附　　则",
        "第三条　本法自公布之日起施行。",
    ):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    text = law_text(stream.getvalue(), "中华人民共和国试用法_20120831.docx")
    facts = text.facts
    assert (facts.title, facts.rank, facts.last) == ("试用法", "law", 3)
    assert (facts.promulgated, facts.kind, facts.complete) == (date(2012, 8, 31), "修正", True)
    assert [(event.day, event.kind) for event in facts.history] == [
        (date(2001, 2, 3), "公布"),
        (date(2012, 8, 31), "修正"),
    ]


def test_html() -> None:
    page = "<html><body><h1>威海市灯光条例</h1><p>第一条　灯光应当节约。</p><p>第二条　本条例自2019年1月1日起施行。</p></body></html>"
    facts = law_text(page.encode(), "山东/灯光.html").facts
    assert (facts.title, facts.last, facts.stated) == ("威海市灯光条例", 2, date(2019, 1, 1))


def test_own_documents_have_the_rank_and_issuer_stated() -> None:
    office = Office(Rank.NORMATIVE_DOCUMENT, "威海市财政局")
    facts = law_text(
        "关于规范票据的通知\n各单位：\n一、票据应当登记。\n二、本通知自2024年1月1日起施行。\n".encode(),
        "a.txt",
        office,
    ).facts
    assert (facts.rank, facts.issuer, facts.own) == ("normative_document", "威海市财政局", True)


def test_a_name_older_than_the_text_does_not_count() -> None:
    """A collection may keep the file name of the text that was replaced."""
    facts = parsed(samples.PARKING, "山东/威海市停车管理条例(1999-01-01).md").facts
    assert facts.promulgated == date(2015, 5, 6)


@pytest.mark.parametrize("text", ["# My notes\n\nSome words.\n", "# 说一说\n\n随便写几句话。\n"])
def test_other_papers_are_refused(text: str) -> None:
    with pytest.raises(ReadError, match="看不出"):
        parsed(text, "readme.md")


@pytest.mark.parametrize("name", sorted(samples.LIBRARY))
def test_printed_again_the_text_is_the_same(name: str) -> None:
    data = samples.LIBRARY[name].encode()
    text = law_text(data, name)
    assert text.printed() == read_bytes(data, name).text
    again = lawtext.facts_of(lawtext.facts_json(text.facts))
    assert again == text.facts


LINES = st.sampled_from(
    [
        "第一条 甲应当乙。",
        "第二条　丙。",
        "（一）丁；",
        "(二)戊。",
        "1.己。",
        "第一章 总则",
        "附件1",
        "庚辛壬癸。",
        "第三条",
        "附则",
        "| 表 | 格 |",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=14))
def test_any_lines_come_back(lines: list[str]) -> None:
    data = ("# 威海市杂项条例\n\n" + "\n\n".join(lines) + "\n").encode()
    assert law_text(data, "山东/a.md").printed() == read_bytes(data, "a.md").text
