"""Exact replacements as tracked revisions: refused they leave the draft as it was, accepted they are the new words."""

from __future__ import annotations

import io
from dataclasses import replace

import docx as python_docx
import pytest
import samples
from annotating import HEAD
from lxml import etree
from samples import docx, p, r

from lawcheck.model import Finding, Replacement, Span, Suppressed
from lawcheck.read import read_bytes
from lawcheck.report.annotate import annotate, annotated_text

Q = f"{{{samples.W}}}"
FIELD = (
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>"
    "<w:r><w:fldChar w:fldCharType='separate'/></w:r>{}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
)
MOVED = "<w:moveToRangeStart w:id='8' w:name='m'/>{}<w:moveToRangeEnd w:id='8'/>"


def replaced(text: str, quote: str, new: str, **changes: object) -> Finding:
    """A finding on the quote whose words can be replaced."""
    found = samples.finding(text, quote)
    return replace(found, replacements=(Replacement(found.span, new),), **changes)


def suggested(data: bytes, *findings: Finding) -> bytes:
    made = annotate(
        data, samples.read(data), samples.review(*findings), date=samples.WHEN, names=samples.NAMES, suggest=True
    )
    python_docx.Document(io.BytesIO(made))
    return made


def settled(data: bytes, *, accept: bool, author: str = "合法性审核") -> list[str]:
    """The text of each paragraph with this author's revisions accepted or refused."""
    root = samples.part(data, "word/document.xml")
    gone, kept = ("del", "ins") if accept else ("ins", "del")
    for element in list(root.iter(Q + gone)):
        if element.get(Q + "author") == author:
            element.getparent().remove(element)
    assert all(len(element) == 1 for element in root.iter(Q + kept) if element.get(Q + "author") == author)
    return ["".join(text.text or "" for text in para.iter(Q + "t", Q + "delText")) for para in root.iter(Q + "p")]


@pytest.mark.parametrize(
    ("body", "old", "new", "accepted"),
    [
        (p(r("资金存入专用帐户。")), "帐户", "账户", "资金存入专用账户。"),
        (p(r("帐户")), "帐户", "账户", "账户"),
        # Over several runs, with marks between that belong to nobody's text.
        (
            p(r("存入帐") + "<w:bookmarkStart w:id='3' w:name='b'/>" + r("户") + "<w:bookmarkEnd w:id='3'/>" + r("内")),
            "帐户", "账户", "存入账户内",
        ),
        # A tab elsewhere in the run does no harm: the run is divided.
        (p("<w:r><w:t>甲</w:t><w:tab/><w:t>帐户</w:t></w:r>"), "帐户", "账户", "甲账户"),
        (f"<w:tbl><w:tr><w:tc>{p(r('专用帐户'))}</w:tc></w:tr></w:tbl>", "帐户", "账户", "专用账户"),
        # Words that XML would take for marks.
        (p(r("帐户")), "帐户", "<账&户>", "<账&户>"),
    ],
)  # fmt: skip
def test_words_are_replaced(body: str, old: str, new: str, accepted: str) -> None:
    data = docx(HEAD + body)
    after = suggested(data, replaced(samples.read(data).text, old, new))
    assert settled(after, accept=True)[1] == accepted
    assert settled(after, accept=False) == settled(data, accept=True)
    assert list(samples.ranges(after).values()) == [new]  # old words are deleted text; the comment spans both


@pytest.mark.parametrize(
    ("body", "old"),
    [
        # The revisions of others, fields (also those left open), links, controls and moved ranges are not touched,
        (p(r("甲") + f"<w:ins w:id='1' w:author='王'>{r('帐户')}</w:ins>"), "帐户"),
        (p(r("帐") + f"<w:ins w:id='1' w:author='王'>{r('户')}</w:ins>"), "帐户"),
        (p(r("帐") + "<w:del w:id='1' w:author='王'><w:r><w:delText>号</w:delText></w:r></w:del>" + r("户")), "帐户"),
        (p(FIELD.format(r("帐户"))), "帐户"),
        (p("<w:r><w:fldChar w:fldCharType='begin'/></w:r>") + p(r("帐户")), "帐户"),
        (p(f"<w:hyperlink>{r('帐户')}</w:hyperlink>"), "帐户"),
        (f"<w:sdt><w:sdtContent>{p(r('帐户'))}</w:sdtContent></w:sdt>", "帐户"),
        (p(MOVED.format(r("帐户"))), "帐户"),
        # nor is what is no plain text, nor words over two paragraphs.
        (p("<w:r><w:t>帐</w:t><w:tab/><w:t>户</w:t></w:r>"), "帐\t户"),
        (p(r("帐")) + p(r("户")), "帐\n户"),
    ],
)  # fmt: skip
def test_what_is_not_plain_is_only_commented(body: str, old: str) -> None:
    data = docx(HEAD + body)
    after = suggested(data, replaced(samples.read(data).text, old, "账户"))
    assert samples.read(after).text == samples.read(data).text
    assert len(samples.comment_texts(after)) == 1
    root = samples.part(after, "word/document.xml")
    assert not [mark for mark in root.iter(Q + "ins", Q + "del") if mark.get(Q + "author") == "合法性审核"]


def test_automatic_numbers_are_left_alone() -> None:
    """第一条 stands in no run: there is nothing that could be replaced."""
    numbering = (
        f"<w:numbering xmlns:w='{samples.W}'><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
        "<w:numFmt w:val='chineseCounting'/><w:suff w:val='space'/><w:lvlText w:val='第%1条'/></w:lvl></w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>"
    )
    number = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"
    parts, relation = {"word/numbering.xml": numbering}, samples.relation("rId2", "numbering", "numbering.xml")
    data = docx(HEAD + p(number + r("存入帐户。")), parts, relation)
    source = read_bytes(data, "a.docx")
    finding = replaced(source.text, "第一条 存入", "第二条 存入")
    after = annotate(data, source, samples.review(finding), date=samples.WHEN, names=samples.NAMES, suggest=True)
    assert read_bytes(after, "a.docx").text == source.text


def test_marks_of_comments_stay_outside() -> None:
    """Ranges that end before, inside of and behind a revision; numbers are nobody else's; the format goes along."""
    bold = "<w:rPr><w:b/></w:rPr>"
    data = docx(HEAD + p(r("存入专用帐户内的资金", bold) + "<w:bookmarkStart w:id='77' w:name='b'/>"))
    text = samples.read(data).text
    others = [samples.finding(text, quote) for quote in ("专用帐", "户内", "存入专用帐户内")]
    after = suggested(data, replaced(text, "帐户", "账户"), *others)
    root = samples.part(after, "word/document.xml")
    marks = root.iter(Q + "commentRangeStart", Q + "commentRangeEnd", Q + "del", Q + "ins")
    assert {mark.getparent().tag for mark in marks} == {Q + "p"}
    mine = list(root.iter(Q + "del", Q + "ins"))
    numbers = [int(mark.get(Q + "id")) for mark in mine]
    assert len(set(numbers)) == len(numbers) == 3  # a comment ends inside: the old words are two runs
    assert min(numbers) > 77
    assert {(mark.get(Q + "author"), mark.get(Q + "date")) for mark in mine} == {
        ("合法性审核", "2026-06-01T09:30:00Z")
    }
    (inserted,) = root.iter(Q + "ins")
    assert [child.tag for child in inserted.iter()] == [Q + "ins", Q + "r", Q + "rPr", Q + "b", Q + "t"]
    assert samples.ranges(after)[3] == "存入专用账户内"


def test_only_what_counts_is_suggested() -> None:
    """Suppressed findings change nothing; of two that meet the longer one counts; without the option nothing changes."""
    data = docx(HEAD + p(r("存入专用帐户内")))
    text = samples.read(data).text
    suppressed = replaced(text, "帐户", "账户", suppressed=Suppressed("既有表述"))
    assert samples.read(suggested(data, suppressed)).text == text
    both = suggested(data, replaced(text, "帐户", "账户"), replaced(text, "专用帐户", "专户"))
    assert settled(both, accept=True)[1] == "存入专户内"
    plain = annotate(
        data, samples.read(data), samples.review(replaced(text, "帐户", "账户")), date=samples.WHEN, names={}
    )
    assert not list(samples.part(plain, "word/document.xml").iter(Q + "ins", Q + "del"))


def test_extracted_text_takes_revisions_too() -> None:
    source = samples.source("甲办法\n资金存入帐户。")
    made = annotated_text(
        source, samples.review(replaced(source.text, "帐户", "账户")), date=samples.WHEN, names={}, suggest=True
    )
    assert settled(made, accept=True)[-1] == "资金存入账户。"
    assert settled(made, accept=False)[-1] == "资金存入帐户。"


def test_replacement_of_nothing_is_none() -> None:
    """An empty stretch has no words to replace."""
    data = docx(HEAD + p(r("存入帐户")))
    finding = samples.whole_document(replacements=(Replacement(Span(3, 3), "新"),))
    assert samples.read(suggested(data, finding)).text == samples.read(data).text


def test_the_file_is_still_the_same_elsewhere() -> None:
    data = docx(HEAD + p(r("存入帐户")))
    after = suggested(data, replaced(samples.read(data).text, "帐户", "账户"))
    assert etree.tostring(samples.part(after, "_rels/.rels")) == etree.tostring(samples.part(data, "_rels/.rels"))
    assert suggested(data, replaced(samples.read(data).text, "帐户", "账户")) == after
