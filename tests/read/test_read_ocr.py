"""Passwords and scans: what opens, what is refused, what is recognised and how it is marked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builder import pdf, scan

from lawcheck.cli.app import run
from lawcheck.errors import ReadError
from lawcheck.model import Source
from lawcheck.read import child, ocr, pdf_text, read_bytes
from lawcheck.read.ocr import Picture
from lawcheck.read.pdf import read_pdf

SCAN = scan("Article one says a long thing", "and the clerk files it daily.")
# Opened with the password "old one"; written once with a PDF library, since the cipher is not ours to test.
LOCKED = Path(__file__).parent / "locked.pdf"


def has_tesseract() -> bool:
    program = ocr.program()
    return program is not None and ocr.LANGUAGE in ocr.languages(program)


needs_tesseract = pytest.mark.skipif(not has_tesseract(), reason="Tesseract with chi_sim is not installed")


def table(*words: tuple[int, str, int, int, int, int]) -> str:
    """Write Tesseract's table: line, word, left, top, width, height."""
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    rows = (
        f"5\t1\t1\t1\t{line}\t1\t{left}\t{top}\t{wide}\t{high}\t90\t{text}"
        for line, text, left, top, wide, high in words
    )
    return head + "\n".join(rows)


def recognised(monkeypatch: pytest.MonkeyPatch, written: str) -> Source:
    """Read a scan in this process with a stand-in for Tesseract."""
    monkeypatch.setattr(ocr, "ready", lambda: "tesseract")
    monkeypatch.setattr(ocr, "_table", lambda picture, path: written)
    monkeypatch.setattr(
        child, "content", lambda data, wanted: read_pdf(data, wanted.passwords, recognise=wanted.ocr)
    )
    return read_bytes(SCAN, "a.pdf", ocr=True)


def test_a_scan_is_refused_unless_asked() -> None:
    with pytest.raises(ReadError, match="--ocr") as caught:
        read_bytes(SCAN, "a")
    assert caught.value.code == "scanned"


def test_recognised_words_are_lines_with_places_and_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    found = recognised(
        monkeypatch,
        table(
            (1, "第一条", 100, 100, 90, 30),
            (1, "停车", 190, 100, 60, 30),
            (2, "第二", 100, 150, 60, 30),
            (2, "条", 160, 150, 30, 30),
            (2, "收费", 190, 150, 60, 30),
        ),
    )
    assert found.text == "第一条停车\n第二条收费"
    assert [warning.code for warning in found.warnings] == ["ocr"]
    assert "可信度低" in found.warnings[0].message


def test_rows_of_figures_and_odd_tables_do_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReadError, match="没有可以审核"):
        recognised(monkeypatch, "level\n\n5\t1\n" + table((1, " ", 1, 1, 1, 1)))


@pytest.mark.parametrize(("program", "known"), [(None, ()), ("/opt/tesseract", ("eng",))])
def test_without_tesseract_the_sentence_says_what_to_install(
    program: str | None, known: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "program", lambda: program)
    monkeypatch.setattr(ocr, "languages", lambda _: known)
    with pytest.raises(ReadError, match="tesseract-ocr-chi-sim") as caught:
        read_pdf(SCAN, recognise=True)
    assert caught.value.code == "scanned"
    assert read_pdf(pdf([[(72, 700, "Article one")]]), recognise=True).lines


def test_a_program_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    for path, code in (("/nowhere/tesseract", "converter-failed"), ("false", "converter-failed")):
        monkeypatch.setattr(ocr, "ready", lambda path=path: path)
        with pytest.raises(ReadError) as caught:
            read_pdf(SCAN, recognise=True)
        assert caught.value.code == code


def test_a_huge_page_is_drawn_smaller() -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf([[]]).replace(b"[0 0 595 842]", b"[0 0 14e3 14e3]"))
    drawn: Picture = pdf_text.picture(document[0])
    assert drawn.width * drawn.height <= 41_000_000
    assert len(drawn.pixels) == drawn.width * drawn.height
    document.close()


@needs_tesseract
def test_tesseract_reads_a_scan() -> None:
    found = read_bytes(SCAN, "a.pdf", ocr=True)
    assert "Article" in found.text
    assert {warning.code for warning in found.warnings} == {"ocr"}


def test_passwords(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = LOCKED.read_bytes()
    for passwords, words in (((), "--password-file"), (("wrong", "x"), "都打不开")):
        with pytest.raises(ReadError, match=words) as caught:
            read_bytes(data, "a", passwords=passwords)
        assert caught.value.code == "encrypted"
    assert read_bytes(data, "a", passwords=("wrong", "old one")).text == "Article one"
    listed = tmp_path / "passwords.txt"
    listed.write_bytes("\ufeffwrong\r\n\r\nold one\r\n".encode())
    assert run(["outline", "--format", "text", "--password-file", str(listed), str(LOCKED)]) == 0
    assert run(["outline", "--password-file", str(tmp_path / "none"), str(LOCKED)]) == 2
    assert re.search("密码文件", capsys.readouterr().err)
