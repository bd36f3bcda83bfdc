"""Old files of a batch go through LibreOffice in one call; what fails there is tried again by itself."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import docx
import pytest

from lawcheck.cli.app import run
from lawcheck.read import convert, old_format, read_bytes
from lawcheck.workflows.tasks import Converted
from tests.workflows import drafts

TEXT = (
    "临溪市停车管理办法",
    "临溪市人民政府",
    "第一条 入园企业须预交环境管理费三百元。",
    "第二条 本办法自发布之日起施行。",
)
posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in for LibreOffice is a shell script")
# Converts every file that does not hold the word "bad"; writes down how many files each call had.
SCRIPT = """#!/bin/sh
while [ "$1" != --outdir ]; do shift; done
out="$2"; shift 2; echo "$#" >> {log}
for file; do name="${{file##*/}}"; grep -q bad "$file" || cp {made} "$out/${{name%.*}}.docx"; done
"""


def rtf(number: int, word: str = "") -> bytes:
    """A file that looks old; what is in it comes from the stand-in."""
    return b"{\\rtf1 " + f"{number}{word}".encode() + b"}"


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in first on the search path, so that all processes of a batch find it; the numbers of files it was given."""
    log, made, places = tmp_path / "log", tmp_path / "made.docx", tmp_path / "bin"
    document = docx.Document()
    for line in TEXT:
        document.add_paragraph(line)
    document.save(str(made))
    places.mkdir()
    (places / "soffice").write_text(SCRIPT.format(log=log, made=made), encoding="utf-8")
    (places / "soffice").chmod(0o700)
    monkeypatch.setenv("PATH", f"{places}{os.pathsep}{os.environ['PATH']}")
    return log


def batch(folder: Path, output: Path, *arguments: str) -> int:
    words = [
        "batch",
        str(folder),
        "--as-of",
        "2026-06-01",
        "--format",
        "jsonl",
        "--output",
        str(output),
        *arguments,
    ]
    return run([*words, "--jobs", "2", "--fail-on", "never"])


@posix
def test_one_call_for_many_and_one_more_for_what_failed(calls: Path, tmp_path: Path) -> None:
    folder, output = tmp_path / "送审", tmp_path / "out.jsonl"
    folder.mkdir()
    for number in range(4):
        (folder / f"稿{number}.doc").write_bytes(rtf(number))
    (folder / "坏.wps").write_bytes(rtf(9, "bad"))
    (folder / "新.txt").write_text("\n".join(TEXT), encoding="utf-8")
    assert batch(folder, output, "--no-cache") == 3
    assert calls.read_text().split() == ["5", "1"]
    rows = {Path(row["document"]["path"]).name: row for row in drafts.rows(output)}
    assert rows.pop("坏.wps")["error"]["code"] == "converter-failed"
    plain = rows.pop("新.txt")
    assert len(rows) == 4
    for name, row in rows.items():
        assert row["document"]["sha256"] == hashlib.sha256((folder / name).read_bytes()).hexdigest()
        assert [one["fingerprint"] for one in row["findings"]] == [one["fingerprint"] for one in plain["findings"]]
        assert "LibreOffice" in row["warnings"][0]


@posix
def test_what_is_in_the_cache_is_not_converted_again(
    calls: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAWCHECK_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "送审"
    folder.mkdir()
    for number in range(3):
        (folder / f"稿{number}.doc").write_bytes(rtf(number))
    first, second = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    assert batch(folder, first) == batch(folder, second) == 0
    assert calls.read_text().split() == ["3"]
    assert first.read_bytes() == second.read_bytes()


def test_a_docx_is_used_for_the_file_it_was_made_of_only() -> None:
    made = Converted(hashlib.sha256(rtf(1)).hexdigest(), b"PK")
    assert (made.of(rtf(1)), made.of(rtf(2))) == (b"PK", None)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (rtf(1), "rtf"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), None),
        (b"%PDF-1.4", None),
        ("第一条".encode(), None),
        (b"", None),
    ],
)
def test_what_is_worth_a_call(data: bytes, kind: str | None) -> None:
    """An OLE file that is damaged is refused without LibreOffice."""
    assert old_format(data) == kind


@pytest.mark.skipif(convert.office() is None, reason="LibreOffice (soffice) is not installed")
def test_many_at_once_give_what_each_gives_alone() -> None:
    files = [
        b"{\\rtf1\\ansi\\ansicpg936 \\'b5\\'da\\'d2\\'bb\\'cc\\'f5 " + str(number).encode() + b"}"
        for number in range(3)
    ]
    many = convert.to_docx_many([(data, "rtf") for data in files])
    for data, made in zip(files, many, strict=True):
        assert made is not None
        assert read_bytes(data, "a", converted=made) == read_bytes(data, "a")
