"""Text, Markdown and HTML: encodings, lines, joins; paths that cannot be read."""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from builder import docx, paragraph
from hypothesis import given, settings
from hypothesis import strategies as st

from lawcheck.errors import LawcheckError, ReadError, UsageError
from lawcheck.model import Source, TextPlace
from lawcheck.read import read, read_bytes

ARTICLE = "第一条　为了规范停车场管理，根据《道路交通安全法》，制定本办法。"
SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def source(text: str) -> Source:
    return read_bytes(text.encode(), "a.txt")


def lines(text: str) -> list[str]:
    return source(text).text.split("\n")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_encodings(encoding: str) -> None:
    assert read_bytes((ARTICLE + "\r\n第二条　甲。\r\n").encode(encoding), "a").text == ARTICLE + "\n第二条　甲。"


def test_big5_rare_names_and_short_text() -> None:
    traditional = "第一條　為了規範停車場管理，制定本辦法。"
    assert read_bytes(traditional.encode("big5"), "a").text == traditional
    assert read_bytes("第四条　㐂村、𬱖川。".encode("gb18030"), "a").text == "第四条　㐂村、𬱖川。"
    assert read_bytes("第一条　甲。".encode("gbk"), "a").text == "第一条　甲。"


def test_one_bad_byte_is_shown_and_reported() -> None:
    data = ARTICLE.encode()[:60] + b"\xff" + ARTICLE.encode()[60:]
    found = read_bytes(data, "a")
    assert "\ufffd" in found.text
    assert found.warnings[0].code == "low-confidence"


def test_stated_encoding() -> None:
    assert read_bytes("條".encode("big5"), "a", encoding="big5").text == "條"
    with pytest.raises(UsageError):
        read_bytes(b"x", "a", encoding="klingon")
    with pytest.raises(UsageError):
        read_bytes(b"x", "a", encoding="rot13")
    with pytest.raises(ReadError, match="编码"):
        read_bytes(b"\xff\xfe\xfd", "a", encoding="utf-8")


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\x01\x02\x03\x04abc" * 9, b"\xff"])
def test_no_text(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a")
    assert caught.value.code == "not-text"


def test_line_ends_on_purpose() -> None:
    text = "\u2028".join("甲乙") + "\x0c丙\x0b丁\x85戊\r己\r\n\n  庚\x1c辛"
    found = source(text)
    assert found.text == "甲\n乙\n丙\n丁\n戊\n己\n庚\x1c辛"
    assert found.anchors[0].place == TextPlace(1, 1)
    assert found.anchors[-1].place == TextPlace(8, 3)


def test_a_sentence_broken_by_an_empty_line_is_mended() -> None:
    text = "10.研究制定《立法計劃》,\n\n  報請市委研究確定。\n\n11.繼續。"
    assert lines(text) == ["10.研究制定《立法計劃》,報請市委研究確定。", "11.繼續。"]
    assert lines("根据《道路交通\n安全法》制定。") == ["根据《道路交通安全法》制定。"]


def test_many_broken_lines_take_linear_time() -> None:
    assert len(lines("甲，\n" * 100_000)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "各区人民政府，\n一、加强领导",
        "包括甲、\n（一）乙；",
        "第一条　甲。\n第二条　乙。",
        "云州市人民政府\n2026年3月1日",
        "（一）《甲》\n说明",
    ],
)
def test_lines_that_stay_apart(text: str) -> None:
    assert lines(text) == text.split("\n")


def test_wrapped_text_is_joined_and_plain_text_is_not() -> None:
    whole = ["　　" + ARTICLE * 2, "　　第二条　" + "停车场经营者应当公示收费标准，" * 6 + "并接受监督。"]
    wrapped = "\n".join(line[start : start + 22] for line in whole for start in range(0, len(line), 22))
    assert lines(wrapped) == [line.strip() for line in whole]
    plain = "\n".join(f"第{number}条　经营者应当按照规定公示收费标准和服务时间" for number in "一二三四五六")
    assert lines(plain) == plain.split("\n")


def test_markdown_marks_are_left_out() -> None:
    text = "---\ntitle: x\n---\n# 办法 #\n<!-- 注\n释 -->\n**第一条** 甲[法](http://x)\\*。\n\n- （一）乙\n\n| 项 | 额 |\n|---|---|\n| 丙 | 5 |\n"
    found = source(text)
    assert found.format == "markdown"
    assert found.text == "办法\n第一条 甲法*。\n（一）乙\n项\n额\n丙\n5"
    assert [block.kind for block in found.blocks].count("cell") == 4
    assert found.blocks[0].style == "Heading 1"
    written = text.split("\n")
    for anchor in found.anchors:
        assert isinstance(anchor.place, TextPlace)
        assert written[anchor.place.line - 1][anchor.place.column - 1 :].startswith(anchor.span.of(found.text))


def test_blanks_to_fill_in_are_no_markdown() -> None:
    assert lines("____年____月\n* 注") == ["____年____月", "* 注"]


def test_html_shows_what_a_browser_shows() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>x</title><meta charset=gb2312><style>p{}</style></head><body><h2>章</h2>"
        "<p>第一条　甲<b>乙</b>㐂<br>丙<!-- 隐 --><span style='display: none'>隐</span></p><div hidden>隐</div>"
        "<script>隐</script><table><tr><td>格一</td><td>格\n二</td></tr></table>尾</body></html>"
    )
    found = read_bytes(page.encode("gb18030"), "a.docx")
    assert found.format == "html"
    assert found.text == "章\n第一条　甲乙㐂\n丙\n格一\n格二\n尾"
    assert [block.kind for block in found.blocks] == ["paragraph"] * 3 + ["cell"] * 2 + ["paragraph"]
    assert found.blocks[0].style == "Heading 2"


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "blank").write_text(" \n\u3000\n", "utf-8")
    for name, code in (("none", "not-found"), ("a\0b", "not-found"), (".", "not-a-file"), ("pipe", "not-a-file")):
        with pytest.raises(ReadError) as caught:
            read(str(tmp_path / name))
        assert caught.value.code == code
    for name, code in (("empty", "empty"), ("blank", "no-text")):
        with pytest.raises(ReadError) as caught:
            read(str(tmp_path / name))
        assert caught.value.code == code


def test_huge_and_locked_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        file.truncate(100 * 1024 * 1024 + 1)
    with pytest.raises(ReadError) as caught:
        read(str(huge))
    assert caught.value.code == "too-large"

    def refuse(_: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (tmp_path / "locked").touch()
    with pytest.raises(ReadError) as caught:
        read(str(tmp_path / "locked"))
    assert caught.value.code == "no-permission"


def test_the_content_decides_and_the_bytes_are_hashed(tmp_path: Path) -> None:
    data = docx(paragraph("甲"))
    (tmp_path / "a.doc").write_bytes(data)
    found = read(str(tmp_path / "a.doc"))
    assert (found.format, found.sha256) == ("docx", hashlib.sha256(data).hexdigest())
    assert read("-", stdin="乙".encode()).text == "乙"


def test_import_is_cheap() -> None:
    code = (
        "import sys, lawcheck.read; sys.exit(any(name in sys.modules for name in ('lxml', 'pdfplumber', 'docx')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "ignore")),
        st.text(max_size=100).map(lambda text: b"<html>" + text.encode("utf-8", "ignore")),
        st.text("#*|-<>!`\\[]()《》（），、。第一条\n\r\u2028 ", max_size=80).map(str.encode),
        st.sampled_from(
            [b"PK\x03\x04", b"%PDF-1.4\n", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"MIME-Version: 1.0\n"]
        ).flatmap(lambda head: st.binary(max_size=200).map(lambda rest: head + rest)),
    )
)
def test_any_bytes_give_a_source_or_an_error(data: bytes) -> None:
    with contextlib.suppress(LawcheckError):
        found = read_bytes(data, "a")
        position = 0
        for anchor in found.anchors:
            assert position <= anchor.span.start < anchor.span.end <= len(found.text)
            position = anchor.span.end
        assert found.text == "\n".join(block.span.of(found.text) for block in found.blocks)


@pytest.mark.skipif(not SHARED.exists(), reason="shared samples")
def test_the_first_draft_has_its_broken_sentence_mended() -> None:
    (path,) = (SHARED / "samples" / "seed").glob("*.txt")
    found = read(str(path))
    assert "立法計劃》,報請市委研究確定。\n11." in found.text
