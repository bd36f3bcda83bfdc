"""The formats of review and batch as a user asks for them: files, exit codes, the same bytes twice."""

from __future__ import annotations

import json
from pathlib import Path

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
