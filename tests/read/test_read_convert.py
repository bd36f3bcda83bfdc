"""Old formats: with LibreOffice they are read, without it the sentence says what to do; nothing is left behind."""

from __future__ import annotations

import os
import subprocess
import time
from datetime import datetime
from pathlib import Path

import pytest
from builder import docx, level, numbered, numbering, paragraph, zipped

from lawcheck.errors import ReadError
from lawcheck.read import convert, ole, read_bytes
from lawcheck.report import annotate
from lawcheck.workflows.review import Reviewer

RTF = b"{\\rtf1\\ansi\\ansicpg936 \\'b5\\'da\\'d2\\'bb\\'cc\\'f5\\u-3842?}"
# An OLE file with a Word stream, as far as the reader looks before it hands the file on.
DOC = (
    ole.MAGIC + bytes(26) + b"\x09\x00" + bytes(480) + b"\xec\xa5" + bytes(600) + "WordDocument".encode("utf-16-le")
)
ODT = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}
needs_office = pytest.mark.skipif(convert.office() is None, reason="LibreOffice (soffice) is not installed")
posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in for LibreOffice is a shell script")


def code(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.doc")
    assert caught.value.message.endswith("。")
    return caught.value.code


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A script in the place of LibreOffice; the test writes it. Temporary folders are watched."""
    script = tmp_path / "soffice"
    private = tmp_path / "private"
    private.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(private))
    monkeypatch.setattr(convert, "office", lambda: str(script))
    monkeypatch.setattr(convert, "SECONDS", 2.0)
    return script


def write(script: Path, body: str) -> None:
    script.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    script.chmod(0o700)


@pytest.mark.parametrize("data", [RTF, DOC, zipped(ODT), ole.OLD_WORD[0] + bytes(600)])
def test_without_the_program_the_sentence_says_what_to_do(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "office", lambda: None)
    assert code(data) == "needs-converter"
    with pytest.raises(ReadError, match=r"另存为 \.docx，或者安装 LibreOffice"):
        read_bytes(data, "a")


def test_locked_files_and_bombs_never_reach_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "to_docx", lambda *_: pytest.fail("converted"))
    locked = DOC[:522] + b"\x00\x01" + DOC[524:]
    assert code(locked) == "encrypted"
    assert code(zipped({**ODT, "META-INF/manifest.xml": "<x><manifest:encryption-data/></x>"})) == "encrypted"
    assert code(zipped({**ODT, "content.xml": "x" * (65 * 1024 * 1024)})) == "too-large"


@posix
@pytest.mark.parametrize(
    "body", ["exit 0", "exit 1", 'for a; do o="$p"; p="$a"; done; echo no zip > "$o/0000.docx"']
)
def test_a_program_that_fails(body: str, stand_in: Path) -> None:
    write(stand_in, body)
    assert code(RTF) == "converter-failed"
    assert list((stand_in.parent / "private").iterdir()) == []


@posix
def test_a_program_that_hangs_is_ended_with_its_children(stand_in: Path) -> None:
    mark = "9137.5"
    write(stand_in, f"sleep {mark} & sleep {mark}")
    began = time.monotonic()
    assert code(RTF) == "timeout"
    assert time.monotonic() - began < 8
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=False).stdout
    assert f"sleep {mark}" not in running.splitlines()
    assert list((stand_in.parent / "private").iterdir()) == []


@posix
def test_the_program_is_kept_apart(stand_in: Path) -> None:
    log = stand_in.parent / "log"
    write(stand_in, f'echo "$HOME $@" > {log}; cat "$HOME/profile/user/registrymodifications.xcu" >> {log}')
    assert code(RTF) == "converter-failed"
    told = log.read_text("utf-8")
    private = str(stand_in.parent / "private")
    assert told.startswith(private)
    assert f"-env:UserInstallation=file://{private}" in told
    assert "MacroSecurityLevel" in told


@needs_office
def test_rtf_is_read_and_annotated(reviewer: Reviewer) -> None:
    found = read_bytes(RTF, "a.rtf")
    assert found.text.startswith("第一条")
    assert found.format == "converted"
    assert found.warnings[0].code == "converted"
    assert all(anchor.place is None for anchor in found.anchors)
    done = reviewer.review("a.rtf", RTF)
    assert any("LibreOffice" in warning for warning in done.review.warnings)
    copy = annotate.annotated(RTF, done.document.source, done.review, date=datetime(2026, 6, 1), names={})
    assert read_bytes(copy, "copy").text == done.document.text


@needs_office
@pytest.mark.parametrize("kind", ["doc", "odt"])
def test_automatic_numbers_survive(kind: str, tmp_path: Path) -> None:
    levels = level(0, "chineseCountingThousand", "第%1条")
    body = "".join(
        paragraph(text, numbered(1)) for text in ("为了规范管理，制定本办法。", "经营者应当公示收费标准。")
    )
    (tmp_path / "a.docx").write_bytes(docx(body, {"numbering": numbering(levels)}))
    command = [str(convert.office()), f"-env:UserInstallation={(tmp_path / 'p').as_uri()}", "--headless"]
    command += ["--convert-to", kind, "--outdir", str(tmp_path), str(tmp_path / "a.docx")]
    subprocess.run(command, check=False, capture_output=True, timeout=100)
    found = read_bytes((tmp_path / f"a.{kind}").read_bytes(), f"a.{kind}")
    assert "".join(found.text.split()) == "第一条为了规范管理，制定本办法。第二条经营者应当公示收费标准。"
