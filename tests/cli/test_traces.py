"""What stays behind: after any command the words of a draft are in the files that were asked for, and nowhere else."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

import docx
import pytest

from lawcheck.cli.app import run
from tests.workflows.chinese_pdf import chinese_pdf

WORDS = "蓝鲸栈桥"
DRAFT = (
    "临溪市停车管理办法\n临溪市人民政府\n第一条 为了规范停车，制定本办法。\n"
    f"第二条 入园企业须预交{WORDS}环境管理费五百元，供应商应当在本市设立分支机构。\n"
    "第三条 本办法自2026年9月1日起施行，有效期五年。\n"
)
REVIEW = ("review", "送审/稿.docx", "--as-of", "2026-06-01", "--fail-on", "never", "--output")
BATCH = ("batch", "送审", "--as-of", "2026-06-01", "--fail-on", "never", "--format", "jsonl", "--output")
COMMANDS = (
    *((*REVIEW, f"出/{name}", "--format", name) for name in ("json", "html", "xlsx", "sarif", "junit", "markdown")),
    (*REVIEW, "出/报告.txt", "--annotate", "出/批注.docx"),
    ("review", "送审/稿.pdf", "--as-of", "2026-06-01", "--fail-on", "never", "--annotate", "出/批注.pdf"),
    ("outline", "送审/稿.docx"),
    ("cite", "送审/稿.txt"),
    ("diff", "送审/稿.docx", "送审/稿.txt"),
    ("decide", "出/json", "--output", "出/决定.xlsx"),
    ("memo", "出/json", "--output", "出/意见书.docx"),
    (*BATCH, "出/结果.jsonl", "--no-cache", "--annotate", "出/批注"),
    ("register", "add", "出/json", "--register", "出/台账.db", "--officer", "张三"),
    ("gate", "送审", "--register", "出/台账.db"),
)  # fmt: skip


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every place where a program may leave something, below one folder; three drafts beside it."""
    place = tmp_path / "家"
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "LAWCHECK_CACHE"):
        (place / name).mkdir(parents=True)
        monkeypatch.setenv(name, str(place / name))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "送审").mkdir()
    (tmp_path / "出").mkdir()
    document = docx.Document()
    for line in DRAFT.splitlines():
        document.add_paragraph(line)
    document.save("送审/稿.docx")
    Path("送审/稿.pdf").write_bytes(chinese_pdf(DRAFT))
    Path("送审/稿.txt").write_text(DRAFT, encoding="utf-8")
    return place


def holding(folder: Path) -> list[str]:
    """The files that hold the words, in any of the ways of writing them, also inside packages."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        parts = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                parts = [package.read(name) for name in package.namelist()]
        forms = [WORDS.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "unicode_escape")]
        forms.append(WORDS.encode("ascii", "xmlcharrefreplace"))
        if any(form in part for form in forms for part in parts):
            found.append(path.relative_to(folder).as_posix())
    return found


def test_nothing_stays_behind(home: Path, tmp_path: Path) -> None:
    """All commands, the words found in what they wrote, and in no cache, log or temporary file."""
    for command in COMMANDS:
        assert run(list(command)) in (0, 1), command
    assert holding(home) == []
    assert not list((home / "TMPDIR").iterdir())
    written = holding(tmp_path / "出")
    assert {"json", "html", "xlsx", "批注.docx", "结果.jsonl", "批注/稿.docx"} <= set(written)
    assert not [name for name in written if name.startswith(".") or name.endswith((".tmp", ".partial"))]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["出", "家", "送审"]


def test_what_the_cache_keeps(home: Path) -> None:
    """Reviews with their quotes, for the owner only; nothing of a draft that bears a mark of secrecy."""
    assert run([*BATCH, "出/一.jsonl"]) == 0
    kept = holding(home)
    assert kept
    assert all(name.startswith("LAWCHECK_CACHE/") and (home / name).stat().st_mode & 0o077 == 0 for name in kept)
    for name in kept:
        (home / name).unlink()
    for path in Path("送审").iterdir():
        path.unlink()
    Path("送审/密.txt").write_text("机密★10年\n" + DRAFT, encoding="utf-8")
    assert run([*BATCH, "出/二.jsonl"]) == 0
    assert holding(home) == []
