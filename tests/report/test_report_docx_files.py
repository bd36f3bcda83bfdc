"""The file around the comments: existing comments, relationships, odd zips, refusals, inputs that are no docx."""

from __future__ import annotations

import io
import zipfile

import docx as python_docx
import pytest
import samples
from annotating import HEAD, comments_on, footnoted, on_words
from samples import docx, p, r

from lawcheck.errors import ReadError
from lawcheck.report.annotate import annotated, annotated_text, warnings


def test_existing_comments_are_continued() -> None:
    old = f"<w:comments xmlns:w='{samples.W}'><w:comment w:id='7' w:author='王'>{p(r('旧批注'))}</w:comment></w:comments>"
    marked = (
        "<w:commentRangeStart w:id='7'/>" + r("甲乙") + "<w:commentRangeEnd w:id='7'/>"
        "<w:r><w:commentReference w:id='7'/></w:r>" + r("丙丁")
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    data = docx(
        p(marked),
        {"word/notes/c.xml": old},
        samples.relation("rId5", "comments", "notes/c.xml"),
        f'<Override PartName="/word/notes/c.xml" ContentType="{kind}"/>',
    )
    source = samples.read(data)
    after = comments_on(data, samples.finding(source.text, "乙丙"))
    assert samples.ranges(after) == {7: "甲乙", 8: "乙丙"}
    texts = samples.comment_texts(after, "word/notes/c.xml")
    assert texts[7] == ["旧批注"]
    assert texts[8][0].startswith("[错误]")
    for name in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
        assert zipfile.ZipFile(io.BytesIO(after)).read(name) == zipfile.ZipFile(io.BytesIO(data)).read(name)
    python_docx.Document(io.BytesIO(after))


def test_existing_relationships_get_one_more() -> None:
    after = on_words(footnoted(), "第二条")
    relations = samples.part(after, "word/_rels/document.xml.rels")
    assert sorted(str(relation.get("Target")) for relation in relations) == ["comments.xml", "footnotes.xml"]
    assert len({relation.get("Id") for relation in relations}) == 2


def test_same_input_same_bytes() -> None:
    data = footnoted()
    assert on_words(data, "第一条", "注里") == on_words(data, "第一条", "注里")


def test_nothing_found_nothing_changed() -> None:
    data = docx(HEAD)
    assert comments_on(data) == data


def test_stale_places_do_no_harm() -> None:
    """A source of another file: the comments land somewhere, the text stays."""
    data, other = docx(HEAD + p(r("短"))), docx(p(r("甲") + r("乙")) + p(r("丙丁戊") * 9) + p(r("己")))
    source = samples.read(other)
    after = comments_on(data, samples.finding(source.text, "丁"), samples.finding(source.text, "己"), source=source)
    assert samples.read(after).text == samples.read(data).text
    assert len(samples.ranges(after)) == 2


STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (docx("<w:sectPr/>"), "正文没有段落"),
        (
            docx("", {"word/document.xml": f'<w:document xmlns:w="{STRICT}"><w:body><w:p/></w:body></w:document>'}),
            "严格",
        ),
    ],
)
def test_refusals(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as caught:
        comments_on(data, samples.whole_document(), source=samples.source("云州市政府采购管理办法"))
    assert caught.value.code == "not-annotatable"


def test_missing_main_part_and_types_are_refused() -> None:
    for missing in ("word/document.xml", "[Content_Types].xml"):
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(docx(HEAD))) as old, zipfile.ZipFile(buffer, "w") as new:
            for name in old.namelist():
                if name != missing:
                    new.writestr(name, old.read(name))
        with pytest.raises(ReadError) as caught:
            comments_on(buffer.getvalue(), samples.whole_document(), source=samples.source("甲"))
        assert caught.value.code == "not-annotatable"


def test_doctype_is_refused() -> None:
    hostile = (
        f'<!DOCTYPE x [<!ENTITY a "b">]><w:document xmlns:w="{samples.W}"><w:body>{HEAD}</w:body></w:document>'
    )
    with pytest.raises(ReadError) as caught:
        comments_on(docx("", {"word/document.xml": hostile}), samples.whole_document(), source=samples.source("甲"))
    assert caught.value.code == "unsafe"


def test_signature_warning() -> None:
    assert warnings(docx(HEAD)) == ()
    signed = warnings(docx(HEAD, {"_xmlsignatures/origin.sigs": "x"}))
    assert [warning.code for warning in signed] == ["signature"]
    macros = docx(
        HEAD, types='<Override PartName="/x" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
    )
    assert [warning.code for warning in warnings(macros)] == ["suffix"]


def test_odd_zips_are_copied() -> None:
    """Stored, described, duplicate and oddly named entries, and bytes before the zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(HEAD + p(r("正文"))))) as old, zipfile.ZipFile(buffer, "w") as new:
        for info in old.infolist():
            with new.open(info.filename, "w") as stream:
                stream.write(old.read(info))
        new.writestr("word/备注.txt", "非 ASCII 名称")
        with pytest.warns(UserWarning, match="Duplicate"):
            new.writestr("word/document.xml", old.read("word/document.xml"))
        with pytest.warns(UserWarning, match="Duplicate"):
            new.writestr("word/备注.txt", "第二份")
    data = b"junk" + buffer.getvalue()
    after = on_words(data, "正文")
    names = zipfile.ZipFile(io.BytesIO(after)).namelist()
    assert names.count("word/document.xml") == 1
    assert names.count("word/备注.txt") == 2


# Inputs that are no docx


def test_a_docx_of_extracted_text() -> None:
    text = samples.TEXT.replace("本办法。供", "本办法。\t供").replace("规定。", "规定\x0c\ud800。")
    source = samples.source(text, path="目录/甲<>.pdf")
    review = samples.review(samples.finding(text, "在本市设立分支机构"), samples.finding(text, "规定\x0c\ud800"))
    data = annotated(b"%PDF", source, review, date=samples.WHEN, names=samples.NAMES)
    document = python_docx.Document(io.BytesIO(data))
    assert "\n".join(paragraph.text for paragraph in document.paragraphs) == text.replace(
        "\x0c\ud800", "\ufffd\ufffd"
    )
    assert samples.ranges(data) == {0: "在本市设立分支机构", 1: "规定\ufffd\ufffd"}
    assert document.core_properties.title == "由 甲<>.pdf 文本提取生成"
    assert "提取" in document.core_properties.comments
    assert document.core_properties.created.replace(tzinfo=None) == samples.WHEN
    assert data == annotated_text(source, review, date=samples.WHEN, names=samples.NAMES)


def test_a_docx_of_text_without_findings() -> None:
    data = annotated_text(samples.source("甲\n乙"), samples.review(), date=samples.WHEN, names={})
    assert [paragraph.text for paragraph in python_docx.Document(io.BytesIO(data)).paragraphs] == ["甲", "乙"]
