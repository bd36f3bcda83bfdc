"""The formats of review and batch as a user asks for them: files, exit codes, the same bytes twice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from lxml import etree

from lawcheck.cli.app import run
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples/小微企业服务管理办法（送审稿）.docx"
FORMATS = ("markdown", "html", "xlsx", "sarif", "junit")


def lawcheck(*arguments: object) -> int:
    return run([str(argument) for argument in arguments])


@pytest.mark.parametrize("name", FORMATS)
def test_review_formats(name: str, tmp_path: Path) -> None:
    """A file each, equal on the second run; the exit code is that of the findings."""
    first, second = tmp_path / "a", tmp_path / "b"
    for target in (first, second):
        assert lawcheck("review", EXAMPLE, "--as-of", "2026-06-01", "--format", name, "--output", target) == 1
    assert first.read_bytes() == second.read_bytes()
    assert first.stat().st_size > 1000


@pytest.mark.parametrize("name", FORMATS)
def test_batch_formats(name: str, tmp_path: Path) -> None:
    """All drafts in one file, the unreadable one with its reason."""
    folder = tmp_path / "drafts"
    folder.mkdir()
    (folder / "一.txt").write_bytes((ROOT / "examples/规范停车秩序的通知.txt").read_bytes())
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 nonsense")
    target = tmp_path / "out"
    assert lawcheck("batch", folder, "--as-of", "2026-06-01", "--format", name, "--output", target) == 3
    assert target.stat().st_size > 1000


def test_failures_follow_fail_on(tmp_path: Path) -> None:
    """JUnit's failures are what makes the exit code 1."""
    target = tmp_path / "junit.xml"
    for level, is_failing in (("never", False), ("error", True)):
        lawcheck("review", EXAMPLE, "--as-of", "2026-06-01", "--format", "junit", "-o", target, "--fail-on", level)
        assert (etree.parse(target).getroot().get("failures") != "0") is is_failing


def test_sarif_to_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Machine formats go to standard output whole."""
    lawcheck("review", EXAMPLE, "--as-of", "2026-06-01", "--format", "sarif")
    log = json.loads(capfdbinary.readouterr().out)
    assert log["version"] == "2.1.0"
    assert log["runs"][0]["results"]


@pytest.mark.parametrize("command", ["decide", "memo", "diff", "review", "batch"])
def test_help_of_a_command_is_light(command: str) -> None:
    """What writes tables and documents is imported when something is written."""
    code = (
        f"import sys; from lawcheck.cli.app import run; run(['{command}', '--help']); "
        "print([m for m in ('openpyxl', 'docx', 'rich', 'lxml', 'rapidfuzz', 'pdfplumber') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_whole_way(tmp_path: Path) -> None:
    """Review, decisions in the annotated copy, decisions read back, memo: no step changes the draft."""
    before = EXAMPLE.read_bytes()
    report, copy, memo = tmp_path / "审核.json", tmp_path / "批注.docx", tmp_path / "意见书.docx"
    arguments = ["--as-of", "2026-06-01", "--format", "json", "--output", report, "--annotate", copy]
    lawcheck("review", EXAMPLE, *arguments, "--date", "2026-06-01")
    document = docx.Document(str(copy))
    comments = list(document.comments)
    comments[0].add_paragraph("采纳")
    comments[1].add_paragraph("不采纳：本条另有依据")
    document.save(str(copy))
    assert lawcheck("decide", report, "--import", copy) == 0
    decisions = json.loads((tmp_path / "审核.decisions.json").read_text(encoding="utf-8"))["decisions"]
    findings = json.loads(report.read_text(encoding="utf-8"))["findings"]
    assert [(entry["fingerprint"], entry["decision"]) for entry in decisions] == [
        (findings[0]["fingerprint"], "采纳"),
        (findings[1]["fingerprint"], "不采纳"),
    ]
    assert lawcheck("memo", report, "--output", memo, "--date", "2026-06-01", "--conclusion", "应当予以修改") == 0
    words = "\n".join(paragraph.text for paragraph in docx.Document(str(memo)).paragraphs)
    assert "本条另有依据" not in words
    assert "审核结论为：应当予以修改" in words
    assert EXAMPLE.read_bytes() == before
