"""The commands as a user types them: output, exit codes, errors in one Chinese sentence, originals untouched."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from lawcheck.cli.app import COMMANDS, run
from tests.conftest import ROOT, SHARED

BAD = "临溪市停车管理办法\n临溪市人民政府\n第一条 入园企业须预交环境管理费。\n第二条 本办法自2026年9月1日起施行，有效期五年。\n"
EXAMPLE = ROOT / "examples/小微企业服务管理办法（送审稿）.docx"


def draft(folder: Path, text: str = BAD, name: str = "draft.txt") -> Path:
    """A draft in a folder."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def lawcheck(*arguments: object) -> int:
    """Run the command line in this process."""
    return run([str(argument) for argument in arguments])


def test_review_shows_the_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The terminal report names the article, the words, the basis; exit code 1 for an error."""
    assert lawcheck("review", draft(tmp_path), "--as-of", "2026-06-01") == 1
    shown = capsys.readouterr().out
    for words in ("第一条", "预交环境管理费", "优化营商环境条例", "应当予以修改"):
        assert words in shown


def test_review_as_json(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """The contract of fields; offsets count in the text of outline --format text."""
    path = draft(tmp_path)
    assert lawcheck("review", path, "--as-of", "2026-06-01", "--format", "json", "--fail-on", "never") == 0
    data = json.loads(capfdbinary.readouterr().out)
    assert lawcheck("outline", path, "--format", "text") == 0
    text = capfdbinary.readouterr().out.decode()
    assert data["schema_version"] == 1
    assert data["document"]["title"] == "临溪市停车管理办法"
    assert (data["document"]["articles"], data["document"]["normative"]) == (2, True)
    (finding,) = [entry for entry in data["findings"] if entry["review_point"] == "LG-4.5"]
    assert text[finding["start"] : finding["end"]] == finding["quote"]
    assert (finding["article"], finding["paragraph"]) == ("第一条", 1)


def test_annotated_copy(tmp_path: Path) -> None:
    """A copy with one comment a finding on the very words; the original stays as it was."""
    before = EXAMPLE.read_bytes()
    target, report = tmp_path / "annotated.docx", tmp_path / "review.json"
    arguments = [
        "--as-of",
        "2026-06-01",
        "--annotate",
        target,
        "--format",
        "json",
        "--output",
        report,
        "--date",
        "2026-06-01",
    ]
    assert lawcheck("review", EXAMPLE, *arguments) == 1
    assert EXAMPLE.read_bytes() == before
    findings = json.loads(report.read_text(encoding="utf-8"))["findings"]
    comments = list(docx.Document(str(target)).comments)
    assert len(comments) == len(findings) > 3
    first = target.read_bytes()
    assert lawcheck("review", EXAMPLE, *arguments) == 1
    assert target.read_bytes() == first


def test_annotating_text_makes_a_docx(tmp_path: Path) -> None:
    """A text file cannot take comments; its text becomes a docx that can."""
    target = tmp_path / "annotated.docx"
    assert lawcheck("review", draft(tmp_path), "--as-of", "2026-06-01", "--annotate", target) == 1
    made = docx.Document(str(target))
    assert [paragraph.text for paragraph in made.paragraphs][:2] == ["临溪市停车管理办法", "临溪市人民政府"]
    assert list(made.comments)


def test_original_is_never_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An output that names the input, also by a link, is wrong use."""
    path = draft(tmp_path)
    link = tmp_path / "link.docx"
    link.symlink_to(path)
    assert lawcheck("review", path, "--annotate", link) == 2
    assert "原件不能改动" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == BAD


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["review", "没有这个文件.docx"], 3, "找不到"),
        (["review"], 2, "缺少参数"),
        (["review", "x", "--nonsense"], 2, "没有选项 --nonsense"),
        (["nonsense"], 2, "用 --help 查看用法"),
        (["review", "x", "--as-of", "昨天"], 2, "不是日期"),
        (["review", "x", "--rules-dir", "没有"], 3, "找不到"),
        (["rules", "list", "不存在的规则"], 2, "没有规则"),
        (["batch", "没有这个目录"], 3, "找不到文件夹"),
        (["review", "x", "--suggest"], 2, "要与 --annotate 同用"),
        (["review", "x", "--suggest", "--annotate", "x.PDF"], 2, "PDF 里写不了修订"),
        (["batch", "x", "--suggest"], 2, "要与 --annotate 同用"),
        (["cite", "x", "--corpus", "没有"], 3, "找不到"),
    ],
)
def test_wrong_use(arguments: list[str], code: int, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One Chinese sentence, the right exit code, no traceback."""
    assert lawcheck(*arguments) == code
    shown = capsys.readouterr()
    assert words in shown.err
    assert "Traceback" not in shown.err
    assert shown.err.count("\n") == 1


def test_batch_survives_an_unreadable_file(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line a file; the unreadable one with its reason; exit code 3."""
    monkeypatch.setenv("COLUMNS", "200")  # a narrow table breaks the name of a file
    draft(tmp_path)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/broken.docx").write_bytes(b"PK\x03\x04 nonsense")
    (tmp_path / "~$lock.docx").write_bytes(b"x")
    output = tmp_path / "out.jsonl"
    assert lawcheck("batch", tmp_path, "--as-of", "2026-06-01", "--format", "jsonl", "--output", output) == 3
    rows = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert [Path(row["document"]["path"]).name for row in rows] == ["draft.txt", "broken.docx"]
    assert rows[1]["error"]["code"] == "damaged"
    assert "broken.docx" in capfd.readouterr().err


def test_cite_and_outline_and_rules(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The other commands show what they are for."""
    path = draft(tmp_path, BAD.replace("第一条 ", "第一条 依照《中华人民共和国合同法》第五条，"))
    assert lawcheck("cite", path, "--as-of", "2026-06-01") == 0
    assert lawcheck("outline", path) == 0
    assert lawcheck("rules", "list", "fair-competition") == 0
    assert lawcheck("rules", "show", "legality/fee-set") == 0
    assert lawcheck("rules", "test", "legality/fee-set") == 0
    shown = capsys.readouterr().out
    for words in ("合同法", "已废止", "第一条", "fair-competition/local-establishment", "应当报出", "0 个不符"):
        assert words in shown


def test_hostile_text_is_shown_harmlessly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Escapes and markup in a draft stay words."""
    text = BAD.replace("入园企业", "入园企业\x1b[31m[/bold]\u202e")
    assert lawcheck("review", draft(tmp_path, text), "--as-of", "2026-06-01") == 1
    shown = capsys.readouterr().out
    assert "\x1b[31m" not in shown
    assert "\u202e" not in shown
    assert "[/bold]" in shown


def test_standard_input() -> None:
    """- reads standard input."""
    done = subprocess.run(
        [sys.executable, "-m", "lawcheck", "review", "-", "--as-of", "2026-06-01", "--format", "json"],
        input=BAD.encode("gb18030"), capture_output=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr.decode()
    assert json.loads(done.stdout)["document"]["title"] == "临溪市停车管理办法"


def test_help_imports_nothing_heavy() -> None:
    """--help is instant because no command, reader or table is imported for it."""
    code = (
        "import sys; from lawcheck.cli.app import run; run(['--help']); "
        "print([m for m in ('rich', 'docx', 'lxml', 'pdfplumber', 'jieba', 'rapidfuzz', 'yaml', 'opencc', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "[]"
    assert all(name in done.stdout for name in COMMANDS)


@pytest.mark.skipif(not SHARED.exists(), reason="samples are not at hand")
@pytest.mark.parametrize("folder", ["samples", "eval/drafts", "eval/clean"])
def test_every_sample_gives_a_review_or_a_refusal(folder: str, tmp_path: Path) -> None:
    """No sample makes it fail: each has a review or a reason that is no internal error."""
    output = tmp_path / "out.jsonl"
    assert lawcheck("batch", SHARED / folder, "--as-of", "2026-06-01", "--format", "jsonl", "--output", output) in (
        0,
        1,
        3,
    )
    rows = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert len(rows) >= 5
    assert not [row for row in rows if row.get("error", {}).get("code") == "internal"]
