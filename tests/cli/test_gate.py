"""``lawcheck gate``: only exactly the reviewed text passes, whatever it looks like; everything else with its reason."""

from __future__ import annotations

import json
import random
from pathlib import Path

import docx
import pytest

from lawcheck.cli.app import run
from lawcheck.workflows.register import Circumstances, Register
from lawcheck.workflows.review import Reviewer
from tests.workflows import entries
from tests.workflows.chinese_pdf import chinese_pdf

TEXT = (
    "临溪市第{number}号停车管理办法\n第一条 为了规范停车秩序，根据有关法律，制定本办法。\n"
    "第二条 市公安机关负责停车管理工作，收费标准为每小时{number}元。\n第三条 本办法自2026年9月1日起施行。\n"
)


def gate(
    folder: Path, ledger: Path, capsys: pytest.CaptureFixture[str], *arguments: object
) -> tuple[int, dict[str, str]]:
    """Exit code, and the reasons by file name of what was stopped."""
    capsys.readouterr()
    words = ["gate", folder, "--register", ledger, "--format", "json", *arguments]
    code = run([str(word) for word in words])
    shown = capsys.readouterr().out
    rows = json.loads(shown) if shown else []
    return code, {Path(row["path"]).name: row["reason"] for row in rows if not row["pass"]}


def enter(ledger: Path, reviewer: Reviewer, text: str, *, approved: bool = True, **changes: object) -> None:
    """Review a text and enter it, as the officer approves or the review says."""
    review = reviewer.review("稿.txt", text.encode()).review
    register = Register(ledger)
    register.chain.create()
    about = Circumstances(entries.AT, "张三", approved=approved)
    register.add(entries.replace(review, **changes), about)


def as_docx(path: Path, text: str) -> None:
    """The same text in a Word file, with other layout."""
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = ""
    for number, line in enumerate(text.rstrip().split("\n")):
        paragraph = made.add_paragraph()
        middle = len(line) // 2
        paragraph.add_run(line[:middle]).bold = number == 0
        paragraph.add_run(line[middle:])
        if number == 1:
            paragraph.runs[0].font.name = "黑体"
            paragraph.paragraph_format.page_break_before = True
    made.save(str(path))


def test_forty_documents(tmp_path: Path, reviewer: Reviewer, capsys: pytest.CaptureFixture[str]) -> None:
    """Some changed by one character, some never reviewed, some not approved: exactly those are named."""
    folder, ledger = tmp_path / "印发", tmp_path / "台账.db"
    folder.mkdir()
    chance = random.Random(7)
    expected: dict[str, str] = {}
    for number in range(40):
        text = TEXT.format(number=number)
        name = f"第{number}号.{'docx' if number % 2 else 'txt'}"
        kind = chance.choice(["changed", "missing", "undecided", "good", "good", "good"])
        if kind != "missing":
            enter(ledger, reviewer, text, approved=kind != "undecided", conclusion="应当予以修改")
        if kind == "changed":
            places = [place for place, character in enumerate(text) if character not in "\n 　"]
            place = chance.choice(places)
            text = text[:place] + ("甲" if text[place] != "甲" else "乙") + text[place + 1 :]
        if kind != "good":
            expected[name] = {"changed": "文字", "missing": "没有这份文本", "undecided": "没有同意印发"}[kind]
        if name.endswith(".docx"):
            as_docx(folder / name, text)
        else:
            (folder / name).write_text(text, encoding="utf-8")
    code, stopped = gate(folder, ledger, capsys)
    assert code == 1
    assert sorted(stopped) == sorted(expected)
    for name, words in expected.items():
        assert words in stopped[name] or (words == "文字" and "没有这份文本" in stopped[name])
    for name in expected:
        (folder / name).unlink()
    assert gate(folder, ledger, capsys) == (0, {})


@pytest.mark.parametrize("way", ["docx", "pdf", "wrapped", "full width", "traditional", "html"])
def test_layout_makes_no_difference(
    way: str, tmp_path: Path, reviewer: Reviewer, capsys: pytest.CaptureFixture[str]
) -> None:
    """The reviewed text in another dress passes."""
    text = TEXT.format(number=5)
    enter(tmp_path / "t.db", reviewer, text)
    folder = tmp_path / "印发"
    folder.mkdir()
    if way == "docx":
        as_docx(folder / "x.docx", text)
    elif way == "pdf":
        (folder / "x.pdf").write_bytes(chinese_pdf(text))
    elif way == "html":
        body = "".join(f"<p>{line}</p>" for line in text.rstrip().split("\n"))
        (folder / "x.html").write_text(f"<html><meta charset=utf-8><body>{body}</body></html>", encoding="utf-8")
    else:
        changed = {
            "wrapped": text.replace("根据有关法律，", "根据有关\n法律，").replace("第三条", "\n\n　　第三条"),
            "full width": text.replace("5", "５").replace("2026", "２０２６"),
            "traditional": text.replace("规", "規").replace("关", "關"),
        }[way]
        (folder / "x.txt").write_text(changed, encoding="utf-8")
    assert gate(folder, tmp_path / "t.db", capsys) == (0, {})


@pytest.mark.parametrize(
    ("changes", "approved", "words"),
    [
        ({"conclusion": "合法"}, False, ""),
        ({"conclusion": "不合法"}, False, "不合法"),
        ({"conclusion": "应当予以修改"}, False, "没有同意印发"),
        ({"conclusion": None}, False, "没有提出审核结论"),
        ({"conclusion": None}, True, ""),
        ({"conclusion": "应当予以修改"}, True, ""),
    ],
)
def test_which_conclusions_pass(
    changes: dict[str, object], approved: bool, words: str, tmp_path: Path, reviewer: Reviewer,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """合法 passes by itself, 不合法 never, all else by the officer's approval."""
    text = TEXT.format(number=1)
    (tmp_path / "d").mkdir()
    (tmp_path / "d/x.txt").write_text(text, encoding="utf-8")
    enter(tmp_path / "t.db", reviewer, text, approved=approved, **changes)
    code, stopped = gate(tmp_path / "d", tmp_path / "t.db", capsys)
    assert code == (1 if words else 0)
    assert words in stopped.get("x.txt", "")


def test_the_last_review_counts(tmp_path: Path, reviewer: Reviewer, capsys: pytest.CaptureFixture[str]) -> None:
    """Approved, then reviewed again without approval: stopped until it is approved again."""
    text, ledger = TEXT.format(number=1), tmp_path / "t.db"
    (tmp_path / "d").mkdir()
    (tmp_path / "d/x.txt").write_text(text, encoding="utf-8")
    enter(ledger, reviewer, text)
    enter(ledger, reviewer, text, approved=False, conclusion="应当予以修改")
    assert gate(tmp_path / "d", ledger, capsys)[0] == 1
    enter(ledger, reviewer, text, conclusion="应当予以修改")
    assert gate(tmp_path / "d", ledger, capsys)[0] == 0


def test_age_and_rules(tmp_path: Path, reviewer: Reviewer, capsys: pytest.CaptureFixture[str]) -> None:
    """A review that is too old, or of other rules, does not count where that is asked."""
    text, ledger = TEXT.format(number=1), tmp_path / "t.db"
    (tmp_path / "d").mkdir()
    (tmp_path / "d/x.txt").write_text(text, encoding="utf-8")
    enter(ledger, reviewer, text, as_of="2020-01-01")
    assert gate(tmp_path / "d", ledger, capsys)[0] == 0
    assert "超过 30 天" in gate(tmp_path / "d", ledger, capsys, "--max-age", 30)[1]["x.txt"]
    tool = reviewer.tool
    other = entries.replace(tool, rulesets=(entries.replace(tool.rulesets[0], sha256="0" * 64),))
    enter(ledger, reviewer, text, tool=other)
    assert "另一版规则" in gate(tmp_path / "d", ledger, capsys, "--same-rules")[1]["x.txt"]


def test_what_cannot_be_judged(tmp_path: Path, reviewer: Reviewer, capsys: pytest.CaptureFixture[str]) -> None:
    """Unreadable: 3; nothing to look at, no register, a register that was tampered with: 2."""
    folder, ledger = tmp_path / "d", tmp_path / "t.db"
    folder.mkdir()
    assert gate(folder, ledger, capsys)[0] == 2
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 nonsense")
    assert gate(folder, ledger, capsys)[0] == 2
    enter(ledger, reviewer, TEXT.format(number=1))
    code, stopped = gate(folder, ledger, capsys)
    assert (code, list(stopped)) == (3, ["坏.docx"])
    (folder / "坏.docx").unlink()
    assert gate(folder, ledger, capsys, "--allow-empty")[0] == 0
    with entries.tampered(ledger) as connection:
        connection.execute("UPDATE entry SET content=replace(content, '张三', '李四')")
    (folder / "x.txt").write_text(TEXT.format(number=1), encoding="utf-8")
    assert gate(folder, ledger, capsys)[0] == 2
