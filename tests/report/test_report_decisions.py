"""Decisions: out to a sheet, back from it and from Word comments; what does not fit is refused in one sentence."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import samples
from lxml import etree

from lawcheck.cli.app import run
from lawcheck.errors import UsageError
from lawcheck.model import Review
from lawcheck.report import annotate, as_json, decision_comments, decision_sheet, decisions
from lawcheck.report.decisions import Decision
from lawcheck.report.docx_package import rewritten
from lawcheck.workflows import decide

NAMES = samples.NAMES


def a_review() -> Review:
    return samples.review(
        samples.finding(samples.TEXT, "在本市设立分支机构", fingerprint="aa"),
        samples.finding(samples.TEXT, "供应商应当遵守", fingerprint="bb", message="=不是公式 _x0041_\n第二行"),
        samples.whole_document(fingerprint="cc"),
    )


def filled(change: Callable[[Any], None]) -> bytes:
    """The exported sheet after somebody worked in it."""
    book = openpyxl.load_workbook(io.BytesIO(decision_sheet.render(a_review(), None, NAMES)))
    change(book["决定"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def put(**cells: Any) -> Callable[[Any], None]:
    """Set cells by address."""

    def change(sheet: Any) -> None:
        for address, value in cells.items():
            sheet[address] = value

    return change


def test_sheet_round_trip() -> None:
    content = filled(put(I2="采纳", K2="王五", I3="不采纳", J3="上位法已有规定"))
    found = decision_sheet.read(content, a_review(), NAMES, by="张三")
    assert found == {
        "aa": Decision("aa", "采纳", "", "王五"),
        "bb": Decision("bb", "不采纳", "上位法已有规定", "张三"),
        "cc": None,
    }
    again = decision_sheet.render(a_review(), decisions.made(a_review(), filter(None, found.values())), NAMES)
    assert decision_sheet.read(again, a_review(), NAMES) == found
    assert decision_sheet.render(a_review(), None, NAMES) == decision_sheet.render(a_review(), None, NAMES)


def test_sheet_may_be_sorted_and_cut() -> None:
    """Rows go by their fingerprint; a row that was deleted says nothing."""

    def change(sheet: Any) -> None:
        first = [cell.value for cell in sheet[2]]
        for index, cell in enumerate(sheet[4]):
            sheet.cell(2, index + 1).value, cell.value = cell.value, first[index]
        sheet["I4"] = "部分采纳"
        sheet.delete_rows(3)

    assert decision_sheet.read(filled(change), a_review(), NAMES) == {
        "cc": None,
        "aa": Decision("aa", "部分采纳"),
    }


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (put(I2="不采纳"), "第 2 行决定“不采纳”但没有写理由"),
        (put(I2="同意"), "第 2 行的决定“同意”不可用"),
        (put(J2="理由"), "第 2 行写了理由但没有填决定"),
        (put(F3="改写了的问题"), "第 3 行“问题”一栏与审核结果不一致"),
        (put(M2="zz"), "第 2 行的指纹“zz”不在审核结果里"),
        (put(M3="aa"), "同一项发现"),
        (put(J2="=1+1", I2="采纳"), "J2 是公式"),
        (put(I1="意见"), "缺少“决定”一栏"),
    ],
)
def test_sheet_that_does_not_fit(change: Callable[[Any], None], words: str) -> None:
    with pytest.raises(UsageError, match=words.replace("？", "")) as caught:
        decision_sheet.read(filled(change), a_review(), NAMES)
    assert caught.value.message.endswith("。")
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nonsense", b"a,b,c"])
def test_no_sheet_at_all(content: bytes) -> None:
    with pytest.raises(UsageError, match="不是完整的 xlsx"):
        decision_sheet.read(content, a_review(), NAMES)


def test_json_round_trip_and_refusals() -> None:
    made = decisions.made(
        a_review(), [Decision("cc", "撤回", by="李"), Decision("aa", "采纳"), Decision("zz", "采纳")]
    )
    assert [entry.fingerprint for entry in made.entries] == ["aa", "cc"]
    text = decisions.dumps(made)
    assert decisions.loads(text.encode(), a_review()) == made
    for old, new, words in (
        ('"aa"', '"zz"', "不在审核结果里"),
        ("采纳", "也许", "不可用"),
        ("采纳", "不采纳", "没有写理由"),
        ("ab" * 32, "cd" * 32, "不是针对这份送审稿"),
        ('"schema_version": 1', '"schema_version": 9', "schema_version"),
        ("{", "", "不是完整的 JSON"),
    ):
        with pytest.raises(UsageError, match=words):
            decisions.loads(text.replace(old, new, 1).encode(), a_review())


def annotated(answers: dict[int, str]) -> bytes:
    """The annotated docx with a line added to some of its comments."""
    body = "".join(samples.p(samples.r(line)) for line in samples.TEXT.split("\n"))
    data = samples.docx(body)
    source = samples.read(data)
    copy = annotate.annotate(data, source, a_review(), date=datetime(2026, 6, 1), names=NAMES)
    document = docx.Document(io.BytesIO(copy))
    for number, comment in enumerate(document.comments):
        if number in answers:
            comment.add_paragraph(answers[number])
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_decisions_in_comments() -> None:
    content = annotated({0: "采纳", 1: "决定：不采纳：另有规定", 2: "看不懂"})
    found, lost = decision_comments.read(content, a_review(), NAMES)
    assert lost == 0
    assert found == {
        "aa": Decision("aa", "采纳", "", "合法性审核"),
        "bb": Decision("bb", "不采纳", "另有规定", "合法性审核"),
    }
    with pytest.raises(UsageError, match="没有写理由"):
        decision_comments.read(annotated({0: "不采纳"}), a_review(), NAMES)
    other = samples.review(samples.whole_document())
    assert decision_comments.read(annotated({0: "采纳"}), other, NAMES) == ({}, 1)


def test_carried_to_the_next_version() -> None:
    """By fingerprint; else by rule and likeness; what is gone is counted."""
    new = samples.review(
        samples.finding(samples.TEXT, "在本市设立分支机构，方可参加", fingerprint="a2"),
        samples.whole_document(fingerprint="cc"),
    )
    old = decisions.made(
        a_review(), [Decision("aa", "采纳", "是"), Decision("bb", "撤回"), Decision("cc", "不采纳", "有")]
    )
    done = decide.carry(a_review(), old, new, decisions.made(new, [Decision("cc", "采纳")]))
    assert (done.carried, done.dropped) == (1, 1)
    assert done.decisions.entries == (Decision("a2", "采纳", "是", carried=True), Decision("cc", "采纳"))


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Out, filled, back; an exported sheet is not overwritten."""
    path = tmp_path / "review.json"
    path.write_text(as_json.dumps(a_review()), encoding="utf-8")
    sheet = tmp_path / "review.decisions.xlsx"
    assert run(["decide", str(path)]) == 0
    assert run(["decide", str(path)]) == 2
    assert "已经存在" in capsys.readouterr().err
    book = openpyxl.load_workbook(sheet)
    book["决定"]["I2"] = "采纳"
    book.save(sheet)
    assert run(["decide", str(path), "--import", str(sheet), "--by", "张三"]) == 0
    data = json.loads((tmp_path / "review.decisions.json").read_text(encoding="utf-8"))
    assert data["decisions"] == [
        {"fingerprint": "aa", "decision": "采纳", "reason": "", "by": "张三", "carried": False}
    ]
    new = tmp_path / "new.json"
    new.write_text(as_json.dumps(a_review()), encoding="utf-8")
    assert run(["decide", str(new), "--carry", str(path)]) == 0
    assert "沿用 1 项决定" in capsys.readouterr().out
    assert run(["decide", str(new), "--output", str(tmp_path / "new.xlsx")]) == 0
    assert openpyxl.load_workbook(tmp_path / "new.xlsx")["决定"]["L2"].value == "沿用上一版"
    assert run(["decide", str(tmp_path / "没有.json")]) == 3


def test_decisions_in_replies() -> None:
    """Word keeps replies as comments that name the paragraph they answer; the last word counts, and who said it."""
    data = annotated({})
    comments = samples.part(data, "word/comments.xml")
    name, ids = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId", iter(range(0x100, 0x200))
    w = f"{{{samples.W}}}"
    for paragraph in comments.iter(f"{w}p"):
        paragraph.set(name, f"{next(ids):08X}")
    first = comments[0]
    key = list(first.iter(f"{w}p"))[-1].get(name)
    entries = ""
    for number, (author, words) in enumerate((("李四", "采纳"), ("王五", "部分采纳，只改一处"))):
        reply = etree.SubElement(comments, f"{w}comment", {f"{w}id": str(900 + number), f"{w}author": author})
        paragraph = etree.SubElement(reply, f"{w}p", {name: f"{number + 1:08X}"})
        etree.SubElement(etree.SubElement(paragraph, f"{w}r"), f"{w}t").text = words
        entries += f'<w15:commentEx w15:paraId="{number + 1:08X}" w15:paraIdParent="{key}" w15:done="0"/>'
    space = "http://schemas.microsoft.com/office/word/2012/wordml"
    extended = f'<w15:commentsEx xmlns:w15="{space}">{entries}</w15:commentsEx>'
    content = rewritten(
        data, {"word/comments.xml": etree.tostring(comments), "word/commentsExtended.xml": extended.encode()}
    )
    found, lost = decision_comments.read(content, a_review(), NAMES)
    assert (found, lost) == ({"aa": Decision("aa", "部分采纳", "只改一处", "王五")}, 0)
