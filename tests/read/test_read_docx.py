"""What Word shows is what the reader gives, and each anchor leads back to its characters."""

from __future__ import annotations

import contextlib
import io
import zipfile
from dataclasses import replace

import nasty
import pytest
from builder import HEAD, NS, W, docx, level, numbered, numbering, paragraph, pdf, run, styles, zipped
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from lawcheck.errors import ReadError
from lawcheck.model import DocxPlace, Source
from lawcheck.read import read_bytes, runs
from lawcheck.read.numbering import Numbering
from lawcheck.read.ooxml import w
from lawcheck.read.plain_paragraph import PlainParagraphs
from lawcheck.read.styles import Styles

INSERTED = '<w:ins w:id="1" w:author="甲">{}</w:ins>'
DELETED = '<w:del w:id="2" w:author="甲"><w:r><w:delText>{}</w:delText></w:r></w:del>'
BOX = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"


def lines(data: bytes) -> list[str]:
    return read_bytes(data, "a.docx").text.split("\n")


def codes(source: Source) -> set[str]:
    return {warning.code for warning in source.warnings}


def check_anchors(data: bytes, source: Source) -> int:
    """Every place gives exactly the anchored characters; anchors are in order and inside the text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        roots = {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")}
    position = checked = 0
    for anchor in source.anchors:
        assert position <= anchor.span.start < anchor.span.end <= len(source.text)
        position = anchor.span.end
        if anchor.place is None:
            continue
        assert isinstance(anchor.place, DocxPlace)
        found = list(roots[anchor.place.part].iter(w("p")))[anchor.place.paragraph]
        element = list(found.iter(w("r")))[anchor.place.run]
        text = "".join(runs.characters(child) for child in element)
        assert text[anchor.place.offset :].startswith(anchor.span.of(source.text))
        checked += 1
    for block in source.blocks:
        covered = sum(len(anchor.span) for anchor in source.anchors if block.span.covers(anchor.span))
        assert covered == len(block.span)
        assert "\n" not in block.span.of(source.text)
    assert source.text == "\n".join(block.span.of(source.text) for block in source.blocks)
    return checked


def test_articles_are_numbered_through_chapters() -> None:
    levels = level(0, "chineseCountingThousand", "第%1章", suffix="space") + level(
        1, "chineseCountingThousand", "第%2条", extra='<w:lvlRestart w:val="0"/>', suffix="tab"
    )
    body = (
        paragraph("总则", numbered(1)) + paragraph("甲。", numbered(1, 1)) + paragraph("附则", numbered(1))
    ) + paragraph("乙。", numbered(1, 1))
    data = docx(body, {"numbering": numbering(levels)})
    assert lines(data) == ["第一章 总则", "第一条\t甲。", "第二章 附则", "第二条\t乙。"]
    source = read_bytes(data, "a")
    assert source.anchors[0].place is None
    assert check_anchors(data, source) == 4


def test_levels_restart_and_legal_numbers_are_digits() -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "upperRoman", "%1.%2", extra="<w:isLgl/>")
    body = "".join(
        paragraph(text, numbered(1, index)) for text, index in (("甲", 0), ("乙", 1), ("丙", 0), ("丁", 1))
    )
    assert lines(docx(body, {"numbering": numbering(levels)})) == ["一、甲", "1.1乙", "二、丙", "2.1丁"]


def test_style_gives_level_by_name_and_chain() -> None:
    levels = level(0, "decimal", "%1.") + level(1, "chineseCounting", "第%2条", extra='<w:pStyle w:val="b"/>')
    described = styles(
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="条"/><w:basedOn w:val="b"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = paragraph("甲", '<w:pStyle w:val="a"/>') + paragraph("乙", '<w:pStyle w:val="b"/>')
    source = read_bytes(docx(body, {"numbering": numbering(levels), "styles": described}), "a")
    assert source.text == "第一条甲\n第二条乙"
    assert [block.style for block in source.blocks] == ["条", "Heading 1"]


def test_start_override_counts_at_first_use_only() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    body = "".join(paragraph("甲", numbered(number)) for number in (1, 2, 2, 1))
    data = docx(body, {"numbering": numbering(level(0, "decimal", "%1)"), nums)})
    assert lines(data) == ["1)甲", "7)甲", "8)甲", "9)甲"]


def test_number_zero_and_history_are_no_numbers() -> None:
    history = f"{numbered(0)}<w:pPrChange><w:pPr>{numbered(1)}</w:pPr></w:pPrChange>"
    body = paragraph("甲", history) + paragraph("乙", numbered(1))
    assert lines(docx(body, {"numbering": numbering(level(0, "decimal", "%1."))})) == ["甲", "1.乙"]


def test_revisions_read_as_accepted() -> None:
    removed_mark = '<w:rPr><w:del w:id="7" w:author="甲"/></w:rPr>'
    body = paragraph(run("处") + DELETED.format("五千元") + INSERTED.format(run("一万元")))
    body += paragraph("前半", removed_mark) + paragraph("后半")
    source = read_bytes(data := docx(body), "a")
    assert source.text == "处一万元\n前半后半"
    assert "revisions" in codes(source)
    assert "3 处" in source.warnings[0].message
    assert check_anchors(data, source) == 4


def test_removed_mark_at_the_end_of_a_cell_keeps_the_words() -> None:
    cell = paragraph("甲", '<w:rPr><w:del w:id="7"/></w:rPr>')
    source = read_bytes(docx(f"<w:tbl><w:tr><w:tc>{cell}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr></w:tbl>"), "a")
    assert [(block.kind, block.span.of(source.text)) for block in source.blocks] == [("cell", "甲"), ("cell", "乙")]


def test_hidden_text_is_left_out_and_counted() -> None:
    described = styles('<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>')
    body = paragraph(
        run("见")
        + run("隐", "<w:vanish/>")
        + run("藏", '<w:rStyle w:val="h"/>')
        + run("到", '<w:vanish w:val="0"/>')
    )
    source = read_bytes(docx(body, {"styles": described}), "a")
    assert source.text == "见到"
    assert "hidden-text" in codes(source)


def test_breaks_part_blocks_and_tabs_stay() -> None:
    body = paragraph("<w:r><w:t>甲</w:t><w:br/><w:t>乙\n丙</w:t><w:tab/><w:t>丁</w:t><w:cr/></w:r>")
    source = read_bytes(data := docx(body), "a")
    assert source.text == "甲\n乙 丙\t丁"
    assert check_anchors(data, source) == 2


def test_text_box_is_read_once_after_its_paragraph() -> None:
    box = BOX.format(paragraph("特急"))
    twice = f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    body = paragraph(run("前") + twice + run("后")) + paragraph("下段")
    source = read_bytes(data := docx(body), "a")
    assert source.text == "前后\n特急\n下段"
    assert [block.kind for block in source.blocks] == ["paragraph", "textbox", "paragraph"]
    assert check_anchors(data, source) == 4
    assert source.anchors[-1].place == DocxPlace("word/document.xml", 3, 0, 0)


def test_field_codes_are_no_text_and_an_open_field_swallows_nothing() -> None:
    begin, middle, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    code = "<w:r><w:instrText> REF x </w:instrText></w:r>"
    body = paragraph(run("见") + begin + code + run("码") + middle + run("第五条") + end) + paragraph(begin + code)
    assert lines(docx(body + paragraph("末段"))) == ["见第五条", "末段"]


def test_controls_links_ruby_symbols() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('shen')}</w:rt><w:rubyBase>{run('慎')}</w:rubyBase></w:ruby></w:r>"
    link = f"<w:hyperlink>{run('链')}</w:hyperlink><w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run('控')}</w:sdtContent></w:sdt>"
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="x" w:char="F000"/><w:t>是</w:t></w:r>'
    math = "<m:oMath><m:r><m:t>a×b</m:t></m:r></m:oMath>"
    source = read_bytes(data := docx(paragraph(link + ruby + symbol + math)), "a")
    assert source.text == "链控慎☑\ufffc是a×b"
    assert check_anchors(data, source) == 4


def test_notes_come_after_the_body_and_headers_apart() -> None:
    notes = f'{HEAD}<w:footnotes {NS}><w:footnote w:type="separator" w:id="0">{paragraph("线")}</w:footnote><w:footnote w:id="1">{paragraph("注一")}</w:footnote><w:footnote w:id="2">{paragraph("无人引")}</w:footnote></w:footnotes>'
    header = f"{HEAD}<w:hdr {NS}>{paragraph('云政规〔2026〕3号')}{paragraph('— 2 —')}</w:hdr>"
    body = paragraph(run("甲") + '<w:r><w:footnoteReference w:id="1"/></w:r>') + paragraph("乙")
    body += '<w:sectPr><w:headerReference r:id="r_header"/></w:sectPr>'
    source = read_bytes(data := docx(body, {"footnotes": notes, "header": header}), "a")
    assert source.text == "甲\n乙\n注一"
    assert source.blocks[-1].kind == "footnote"
    assert source.headers == ("云政规〔2026〕3号",)
    assert check_anchors(data, source) == 3


def test_typed_page_numbers_are_dropped_and_counted() -> None:
    source = read_bytes(docx(paragraph("— 1 —") + paragraph("第3页　共9页") + paragraph("第一条　甲")), "a")
    assert source.text == "第一条　甲"
    assert codes(source) == {"page-numbers"}


def test_embedded_html_is_read_without_places() -> None:
    body = paragraph("甲") + '<w:altChunk r:id="r_aFChunk"/><w:altChunk r:id="none"/>'
    source = read_bytes(docx(body, {"aFChunk": "<html><body><p>块内</p></body></html>"}), "a")
    assert source.text == "甲\n块内"
    assert source.anchors[-1].place is None
    assert "embedded" in codes(source)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (docx("", document="<!DOCTYPE d [<!ENTITY x 'y'>]><d>&x;</d>"), "unsafe"),
        (docx("", document="no xml"), "damaged"),
        (docx(paragraph("甲"))[:-40], "damaged"),
        (docx(""), "no-text"),
        (docx("", document="<html/>"), "not-a-document"),
        (docx("<w:sdt>" * 3000 + "</w:sdt>" * 3000), "too-large"),
        (docx("", document=f"<w:document {NS}>" + "<w:p/>" * 12_000_000 + "</w:document>"), "too-large"),
        (zipped({"a.txt": "x"}), "not-a-document"),
        (zipped({str(number): "" for number in range(4100)}), "too-large"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "damaged"),
        (b"%PDF-1.4\n%%EOF\n", "damaged"),
        (pdf([[]]), "no-text"),
        (b"", "empty"),
    ],
)
def test_refusals(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.docx")
    assert caught.value.code == code
    assert caught.value.message.endswith("。")


WORDS = st.text("甲乙条 \t，\u3000第1", min_size=0, max_size=4)
RUNS = st.one_of(
    WORDS.map(run),
    WORDS.map(lambda text: run(text, "<w:vanish/>")),
    WORDS.map(lambda text: INSERTED.format(run(text))),
    WORDS.map(lambda text: f"<w:hyperlink>{run(text)}</w:hyperlink>"),
    st.just(DELETED.format("删")),
    st.just("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:noBreakHyphen/><w:t>c</w:t></w:r>"),
    WORDS.map(lambda text: BOX.format(paragraph(run(text)) + paragraph(run("框")))),
)
MARKS = st.sampled_from(
    ["", numbered(1), "<w:rPr><w:del w:id='9'/></w:rPr>", "<w:rPr><w:vanish/></w:rPr>" + numbered(1)]
)
PARAGRAPHS = st.tuples(st.lists(RUNS, max_size=5), MARKS).map(lambda made: paragraph("".join(made[0]), made[1]))
BODIES = st.lists(
    st.one_of(PARAGRAPHS, PARAGRAPHS.map(lambda text: f"<w:tbl><w:tr><w:tc>{text}</w:tc></w:tr></w:tbl>")),
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(BODIES)
def test_anchors_lead_back_to_the_file(body: list[str]) -> None:
    data = docx(paragraph("标题") + "".join(body), {"numbering": numbering(level(0, "chineseCounting", "第%1条"))})
    check_anchors(data, read_bytes(data, "a"))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_docx_gives_a_source_or_an_error(chosen: st.DataObject) -> None:
    data = bytearray(docx(paragraph("第一条　甲"), {"numbering": numbering(level(0, "decimal", "%1"))}))
    for place in chosen.draw(st.lists(st.integers(0, len(data) - 1), min_size=1, max_size=6)):
        data[place] = chosen.draw(st.integers(0, 255))
    with contextlib.suppress(ReadError):
        assert read_bytes(bytes(data), "a").text


def by_the_long_way(data: bytes) -> Source:
    """Read the file with a line end more between its paragraphs: then none counts as plain."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for info in old.infolist():
            new.writestr(info, old.read(info).replace(b"</w:body>", b"\n</w:body>"))
    return read_bytes(buffer.getvalue(), "a")


@settings(max_examples=100, deadline=None)
@given(BODIES)
def test_the_short_way_gives_what_the_long_way_gives(body: list[str]) -> None:
    parts: dict[str, str | bytes] = {"numbering": numbering(level(0, "chineseCounting", "第%1条"))}
    data = docx(paragraph("标题") + "".join(body), parts)
    short = read_bytes(data, "a")
    assert replace(by_the_long_way(data), sha256=short.sha256) == short


@pytest.mark.parametrize("name", [name for name, file in nasty.files().items() if file.data.startswith(b"PK")])
def test_both_ways_agree_on_awkward_files(name: str) -> None:
    data = nasty.files()[name].data
    with contextlib.suppress(ReadError):
        short = read_bytes(data, "a")
        assert replace(by_the_long_way(data), sha256=short.sha256) == short


BOLD = "<w:rPr><w:b/></w:rPr>"


@pytest.mark.parametrize(
    ("written", "is_plain"),
    [
        ("<w:p><w:r><w:t>甲</w:t></w:r></w:p>", True),
        (
            f'<w:p w:rsidR="00A1"><w:pPr>{numbered(1)}</w:pPr><w:r w:rsidR="00A1">{BOLD}<w:t>甲</w:t></w:r></w:p>',
            True,
        ),
        ('<w:p><w:bookmarkStart w:id="0"/><w:r><w:tab/><w:t>甲</w:t></w:r><w:bookmarkEnd w:id="0"/></w:p>', True),
        ('<w:p><w:r><w:t xml:space="preserve">a &gt; b</w:t></w:r></w:p>', False),
        ("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>", False),
        ('<w:p><w:ins w:id="1"><w:r><w:t>甲</w:t></w:r></w:ins></w:p>', False),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r></w:p>", False),
        ('<w:p><w:r><w:rPr><w:rStyle w:val="h"/></w:rPr><w:t>甲</w:t></w:r></w:p>', False),
        ('<w:p><w:pPr><w:pStyle w:val="h"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>', False),
        (f"<w:p>{BOX.format('<w:p><w:r><w:t>甲</w:t></w:r></w:p>')}</w:p>", False),
        ("<w:p/>", False),
    ],
)
def test_what_is_plain(written: str, is_plain: bool) -> None:
    described = Styles(styles('<w:style w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>').encode())
    data = f"{HEAD}<w:document {NS}><w:body>{written}</w:body></w:document>".encode()
    found = PlainParagraphs(data, "a", described, Numbering(None, described)).at(0)
    assert (found is not None) == is_plain


@pytest.mark.parametrize(
    "document",
    [
        f"{HEAD}<w:document {NS}><!-- <w:p> --><w:body>{{}}</w:body></w:document>",
        f"{HEAD}<w:document {NS}><w:body><w:p><w:r><w:t><![CDATA[<w:p>]]></w:t></w:r></w:p>{{}}</w:body></w:document>",
        f'{HEAD}<w:document {NS}><w:body xmlns:y="{W}"><y:p/>{{}}</w:body></w:document>',
        f'{HEAD}<w:document {NS}><w:body><w:x xmlns:w = "urn:x"><w:p/></w:x>{{}}</w:body></w:document>',
        f'{HEAD}<w:document {NS} xmlns:y="{W}"><w:body><y:p/>{{}}</w:body></w:document>',
    ],
)
def test_no_paragraph_is_plain_where_they_cannot_be_counted(document: str) -> None:
    data = document.format(paragraph("甲")).encode()
    assert PlainParagraphs(data, "a", Styles(None), Numbering(None, Styles(None))).at(1) is None
    assert read_bytes(docx("", document=document.format(paragraph("甲"))), "a").text.endswith("甲")


@pytest.mark.parametrize(
    "written",
    [
        "{}",
        "<!-- <w:style w:type='paragraph' w:styleId='h'/> -->{}",
        '<!-- <w:style w:type="paragraph" w:styleId="h"><w:name w:val="x"/></w:style> -->{}',
        '<w:style w:type="paragraph" w:styleId="e"/>{}',
    ],
)
def test_a_style_is_found_however_the_part_is_written(written: str) -> None:
    hidden = '<w:style w:type="paragraph" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
    default = '<w:style w:type="paragraph" w:default="1" w:styleId="n"><w:name w:val="Normal"/></w:style>'
    body = paragraph("见") + paragraph("隐", '<w:pStyle w:val="h"/>') + paragraph("空", '<w:pStyle w:val="e"/>')
    for described in (
        written.format(default + hidden),
        written.format(hidden),
        written.format(hidden.replace('"', "'")),
    ):
        assert read_bytes(docx(body, {"styles": styles(described)}), "a").text == "见\n空"
