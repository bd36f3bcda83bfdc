"""PDF: rows become paragraphs again, heads and page numbers go, tables and columns are kept apart."""

from __future__ import annotations

import pytest
from builder import pdf

from lawcheck.errors import ReadError
from lawcheck.model import PdfPlace
from lawcheck.read import page_layout, read_bytes
from lawcheck.read.page_layout import Character, PageRow, Table
from lawcheck.read.wrapping import Frame, Row, continues, frame, is_start, joined

FULL = 100.0


def row(text: str, left: float = 0, right: float = FULL, size: float = 5) -> Row:
    return Row(text, None, left, right, size)


def characters(text: str, left: float, top: float, *, pitch: float = 10) -> list[Character]:
    return [
        Character(sign, left + pitch * index, top, left + pitch * index + 10, top + 10, 10)
        for index, sign in enumerate(text)
    ]


def texts(rows: list[PageRow]) -> list[str]:
    return [one.row.text for one in rows]


@pytest.mark.parametrize(
    "text",
    [
        "第一章　总则",
        "第十二条　甲",
        "一、总体要求",
        "（一）甲",
        "(3) x",
        "1. x",
        "2.1 范围",
        "①甲",
        "附件1：表",
        "第 3 条 甲",
        "【第六条】甲",
    ],
)
def test_starts_of_blocks(text: str) -> None:
    assert is_start(text)


@pytest.mark.parametrize(
    "text", ["第二十条的规定处罚", "2026年3月1日起", "附近的停车场", "一律不得", "1.5万元", "第三方机构"]
)
def test_no_starts_of_blocks(text: str) -> None:
    assert not is_start(text)


@pytest.mark.parametrize(
    ("previous", "following", "expected"),
    [
        (row("甲乙"), row("丙", right=40), True),
        (row("甲乙"), row("第二条　丙"), False),
        (row("甲乙"), row("丙", left=10), False),
        (row("甲乙。", right=70), row("丙"), False),
        (row("甲乙", right=70), row("丙"), False),
        (row("甲乙", right=85), row("丙"), True),
        (row("甲乙"), row("丙", size=8), False),
        (row("大标题", 20, 80, 8), row("第二行", 30, 70, 8), True),
        (row("署名", 20, 80), row("日期", 30, 70), False),
    ],
)
def test_which_line_continues(previous: Row, following: Row, expected: bool) -> None:
    assert continues(previous, following, Frame(0, FULL, 5)) is expected


def test_joining_puts_a_space_between_latin_words_only() -> None:
    rows = [row("中文"), row("继续 word"), row("next"), row("第二条　乙")]
    assert [line.text for line in joined(rows, frame(rows))] == ["中文继续 word next", "第二条　乙"]


def test_stretched_rows_get_no_spaces_and_no_columns() -> None:
    stretched = [one for top in range(0, 100, 20) for one in characters("停车场经营者应当", 0, top, pitch=24)]
    assert texts(page_layout.rows(stretched, 1, 800)) == ["停车场经营者应当"] * 5


def test_two_columns_are_read_one_after_the_other() -> None:
    title = characters("跨越两栏的标题文字在这里", 60, 0)
    body = [
        one
        for top in range(20, 160, 20)
        for x in (0, 140)
        for one in characters("左" * 10 if x == 0 else "右" * 10, x, top)
    ]
    found = page_layout.rows(title + body, 1, 800)
    assert texts(found) == ["跨越两栏的标题文字在这里", *["左" * 10] * 7, *["右" * 10] * 7]


def test_cells_stand_where_their_table_stands() -> None:
    table = Table((0, 30, 200, 60), ((0, 30, 100, 60), (100, 30, 200, 60)))
    drawn = characters("上", 0, 0) + characters("甲", 5, 35) + characters("乙", 105, 35) + characters("下", 0, 80)
    found = page_layout.rows(drawn, 1, 800, [table])
    assert texts(found) == ["上", "甲", "乙", "下"]
    assert [one.cell is not None for one in found] == [False, True, True, False]


def test_doubled_characters_count_once() -> None:
    drawn = [one for dx in (0, 0.3, 0.6) for one in characters("重影", dx, 0)]
    assert len(page_layout.without_doubles(drawn)) == 2


def test_a_whole_pdf() -> None:
    pages = [
        [
            (72, 800, "GAZETTE 2026"),
            (72, 700, "Article one says a long thing"),
            (72, 680, f"page {number}"),
            (290, 30, f"- {number} -"),
        ]
        for number in (1, 2, 3)
    ]
    found = read_bytes(pdf(pages), "a")
    assert found.format == "pdf"
    assert "GAZETTE" not in found.text
    assert "- 1 -" not in found.text
    assert found.text.count("Article one says a long thing") == 3
    assert [warning.code for warning in found.warnings] == ["page-numbers"]
    places = [anchor.place for anchor in found.anchors if anchor.place]
    assert all(isinstance(place, PdfPlace) for place in places)
    assert {place.page for place in places if isinstance(place, PdfPlace)} == {1, 2, 3}
    first = found.anchors[0]
    assert isinstance(first.place, PdfPlace)
    assert first.place.box[0] == pytest.approx(72, abs=1)


def test_a_cut_pdf_is_damaged_or_read() -> None:
    whole = pdf([[(72, 700, "Article one")]])
    for size in range(10, len(whole), 97):
        try:
            assert read_bytes(whole[:size], "a").text
        except ReadError as error:
            assert error.code in ("damaged", "no-text")
