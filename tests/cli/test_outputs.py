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


WORDING = "临溪市资金管理办法\n临溪市人民政府\n第一条 资金存入专用帐户。\n第二条 申请人应该提交申请书。\n"


@pytest.fixture
def wording(tmp_path: Path) -> Path:
    """A draft with words that have an exact replacement."""
    path = tmp_path / "draft.txt"
    path.write_text(WORDING, encoding="utf-8")
    return path


def revisions(path: Path) -> dict[str, list[str]]:
    """Deleted and inserted words of a docx."""
    body = docx.Document(str(path)).element
    return {kind: [str(word) for word in body.xpath(f".//w:{kind}/w:r/*/text()")] for kind in ("del", "ins")}


def test_suggestions_are_revisions(wording: Path, tmp_path: Path) -> None:
    """Only with --suggest, in review and batch alike."""
    copy, folder = tmp_path / "批注.docx", tmp_path / "批注稿"
    for options, expected in (([], {"del": [], "ins": []}), (["--suggest"], SUGGESTED)):
        assert lawcheck("review", wording, "--as-of", "2026-06-01", "--annotate", copy, *options) in (0, 1)
        assert revisions(copy) == expected
        lawcheck("batch", wording, "--as-of", "2026-06-01", "--annotate", folder, "--no-cache", *options)
        assert revisions(folder / "draft.txt.docx") == expected


SUGGESTED = {"del": ["帐户", "应该"], "ins": ["账户", "应当"]}


def test_baseline_shows_what_is_new(wording: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Known findings are left out and do not count; an article put in before them changes nothing of that."""
    old, new, second = tmp_path / "旧.json", tmp_path / "新.json", tmp_path / "second.txt"
    wording.write_text(WORDING + "第三条 入园企业须预交环境管理费。\n", encoding="utf-8")
    common = ["--as-of", "2026-06-01", "--format", "json"]
    assert lawcheck("review", wording, *common, "--output", old) == 1
    known = json.loads(old.read_text(encoding="utf-8"))
    assert lawcheck("review", wording, *common, "--output", new, "--baseline", old) == 0
    same = json.loads(new.read_text(encoding="utf-8"))
    assert same["findings"] == []
    assert same["baseline"]["known"] == len(known["findings"]) > 2
    assert (same["conclusion"], [q["answer"] for q in same["questions"]]) == (
        known["conclusion"], [q["answer"] for q in known["questions"]],
    )  # fmt: skip
    text = wording.read_text(encoding="utf-8").replace(
        "第三条", "第三条 投标人在本市有同类业绩的，评标时加三分。\n第四条"
    )
    second.write_text(text, encoding="utf-8")
    assert lawcheck("review", second, *common, "--output", new, "--baseline", old) == 1
    points = {entry["review_point"] for entry in json.loads(new.read_text(encoding="utf-8"))["findings"]}
    assert "FC-9.3" in points
    assert points.isdisjoint({"LG-4.5", "DR-2"})
    for arguments in (
        ["memo", new, "--output", tmp_path / "m.docx"],
        ["register", "add", new, "--register", tmp_path / "r"],
    ):
        assert lawcheck(*arguments) == 2
        assert "只有新出现的发现" in capsys.readouterr().err


def test_memo_of_a_review(wording: Path, tmp_path: Path) -> None:
    """Nothing is decided yet: every finding stands under what is still open; the same bytes twice."""
    first, second = tmp_path / "a.docx", tmp_path / "b.docx"
    for target in (first, second):
        lawcheck("review", wording, "--as-of", "2026-06-01", "--memo", target, "--date", "2026-06-02")
    assert first.read_bytes() == second.read_bytes()
    words = "\n".join(paragraph.text for paragraph in docx.Document(str(first)).paragraphs)
    assert words.index("审核人员尚未确定审核意见") < words.index("待定事项") < words.index("帐户")
    assert "2026年6月2日" in words


def test_outputs_of_a_review_are_different_files(wording: Path, tmp_path: Path) -> None:
    for options in (["--memo", wording], ["--memo", tmp_path / "x.docx", "--annotate", tmp_path / "x.docx"]):
        assert lawcheck("review", wording, *options) == 2
