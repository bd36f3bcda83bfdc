"""``lawcheck register`` as a person uses it: add, list, show, mark, export, verify, anchor, rate; and from batches."""

from __future__ import annotations

import csv
import io
import json
import random
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lawcheck.cli.app import run
from lawcheck.report import as_json
from lawcheck.workflows.chain import Chain
from lawcheck.workflows.register import Register
from tests.workflows import drafts, entries

DAY = ("--as-of", "2026-06-01")


def lawcheck(*arguments: object) -> int:
    """Run the command line in this process."""
    return run([str(argument) for argument in arguments])


def saved(folder: Path, number: int = 1, **changes: object) -> Path:
    """A review in a file."""
    path = folder / f"review{number}.json"
    path.write_text(as_json.dumps(entries.review(number, **changes)), encoding="utf-8")
    return path


def register(folder: Path, *arguments: object) -> int:
    """A subcommand on the register of the folder."""
    return lawcheck("register", *arguments, "--register", folder / "台账.db")


def test_the_whole_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Add, add again, approve, mark, list, show, anchor, verify."""
    one, two = saved(tmp_path), saved(tmp_path, 2, conclusion="应当予以修改")
    assert register(tmp_path, "add", one, two, "--officer", "张三") == 0
    assert register(tmp_path, "add", one, "--officer", "张三") == 0
    assert "以前已登记，是第 1 号" in capsys.readouterr().out
    assert register(tmp_path, "add", two, "--approve") == 2  # by whom?
    assert register(tmp_path, "add", two, "--approve", "--officer", "李四", "--note", "常务会议决定") == 0
    assert register(tmp_path, "mark", 1, "filed", "--date", "2026-06-20", "--number", "备1") == 0
    capsys.readouterr()
    assert register(tmp_path, "list") == 0
    shown = capsys.readouterr().out
    for words in ("应当予以修改（同意印发）", "李四", "备案", "共 4 条"):
        assert words in shown
    assert register(tmp_path, "show", 3) == 0
    assert json.loads(capsys.readouterr().out)["note"] == "常务会议决定"
    anchor = tmp_path / "锚点.json"
    assert register(tmp_path, "anchor", "--output", anchor) == 0
    assert register(tmp_path, "verify", "--anchor", anchor) == 0
    assert "共 4 条" in capsys.readouterr().out
    assert register(tmp_path, "verify") == 0
    assert "末尾有没有被截去" in capsys.readouterr().out
    assert register(tmp_path, "show", 9) == 2
    assert register(tmp_path, "verify", "--anchor", one) == 2


def test_jsonl_of_a_batch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All reviews of a batch; what could not be read is said, exit code 3."""
    lines = [as_json.line(entries.review(1)), as_json.batch_line("坏.docx", None, "damaged", "坏"), ""]
    (tmp_path / "out.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert register(tmp_path, "add", tmp_path / "out.jsonl") == 3
    assert "1 件没有审查结果" in capsys.readouterr().err
    assert len(Register(tmp_path / "台账.db").entries()) == 1
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    assert register(tmp_path, "add", tmp_path / "broken.json") == 2


def test_decisions_are_counted(tmp_path: Path) -> None:
    """How many findings are decided, and how, goes into the entry."""
    place = drafts.folder(tmp_path, 1, unreadable=False)
    review = tmp_path / "review.json"
    draft = place / "乙/稿000.txt"
    assert lawcheck("review", draft, *DAY, "--select", "LG-4", "--format", "json", "--output", review) == 1
    data = json.loads(review.read_text(encoding="utf-8"))
    row = {
        "fingerprint": data["findings"][0]["fingerprint"],
        "decision": "不采纳",
        "reason": "有依据",
        "by": "张三",
    }
    decided = {
        "schema_version": 1,
        "document": {"sha256": data["document"]["sha256"]},
        "as_of": data["as_of"],
        "decisions": [row],
    }
    (tmp_path / "d.json").write_text(json.dumps(decided), encoding="utf-8")
    assert register(tmp_path, "add", review, "--decisions", tmp_path / "d.json") == 0
    (entry,) = Register(tmp_path / "台账.db").entries()
    counts = entry.values["decisions"]
    assert (counts["open"], counts["decided"], counts["adopted"]) == (0, 1, 0)


def test_export_obeys_nobody(tmp_path: Path) -> None:
    """Cells that a spreadsheet would take for formulas are words, in csv and in xlsx."""
    hostile = entries.review(1)
    for number, title in enumerate(["=1+1", "@SUM(A1)", "+甲", "-乙", "\t=x", '=HYPERLINK("x")'], 1):
        document = entries.replace(entries.review(number).document, title=title, path=f"={number}.docx")
        saved(tmp_path, number, document=document)
        assert register(tmp_path, "add", tmp_path / f"review{number}.json", "--officer", "=cmd") == 0
    assert hostile.document.title
    assert register(tmp_path, "export", "--output", tmp_path / "t.csv") == 0
    content = (tmp_path / "t.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) == 7
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert register(tmp_path, "export", "--output", tmp_path / "t.xlsx") == 0
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]
    assert sheet.cell(2, 2).value == "=1+1"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} <= {"s", "n"}


def test_tampering_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """verify and anchor refuse, with the number of the entry."""
    assert register(tmp_path, "add", saved(tmp_path, 1), saved(tmp_path, 2)) == 0
    with closing(sqlite3.connect(tmp_path / "台账.db")) as connection, connection:
        connection.execute("DROP TRIGGER no_update")
        connection.execute("UPDATE entry SET content=replace(content, '合法', '不合法') WHERE seq=1")
    assert register(tmp_path, "verify") == 1
    assert "第 1 号的内容被改动" in capsys.readouterr().out
    assert register(tmp_path, "anchor") == 2


def issued_folder(tmp_path: Path) -> tuple[Path, Path]:
    """Three issued documents, two of them reviewed; and the result of the batch."""
    place = drafts.folder(tmp_path, 3, unreadable=False)
    output = tmp_path / "out.jsonl"
    assert lawcheck("batch", place, *DAY, "--format", "jsonl", "--output", output) == 1
    lines = output.read_text(encoding="utf-8").splitlines()
    output.write_text("\n".join(lines[:2]) + "\n", encoding="utf-8")
    return place, output


def test_rates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Against the folder the missing one is named; without it the review rate is not given."""
    place, output = issued_folder(tmp_path)
    assert register(tmp_path, "add", output) == 0
    for number, filed in ((1, "2026-06-30"), (2, "2026-08-01")):
        assert register(tmp_path, "mark", number, "issued", "--date", "2026-06-10") == 0
        assert register(tmp_path, "mark", number, "filed", "--date", filed) == 0
    capsys.readouterr()
    arguments = ["rate", "--against", place, "--by", "period", "--by", "unit", "--period", "quarter"]
    assert register(tmp_path, *arguments, "--format", "json") == 0
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    total = data["groups"][-1]
    assert (total["total"], total["reviewed"], total["fair"], total["filed"], total["timely"]) == (3, 2, 2, 2, 1)
    assert data["groups"][0]["group"] == "2026年第2季度　临溪市人民政府"
    assert [Path(name).name for name, what in data["missing"] if "未审核" in what] == ["稿002.txt"]
    assert register(tmp_path, *arguments) == 0
    assert "66.6%" in capsys.readouterr().out
    assert register(tmp_path, "rate") == 0
    shown = capsys.readouterr().out
    assert "审核率不计" in shown
    assert "50.0%" in shown


def test_reviews_and_batches_enter_themselves(tmp_path: Path) -> None:
    """--register, or register in the configuration."""
    place = drafts.folder(tmp_path, 3)
    (tmp_path / "lawcheck.toml").write_text('register = "台账.db"\nas-of = 2026-06-01\n', encoding="utf-8")
    assert lawcheck("batch", place, "--officer", "张三") == 3
    assert lawcheck("review", place / "稿001.txt", "--officer", "李四") == 1
    found = Register(tmp_path / "台账.db").entries()
    assert len(found) == 4
    assert [entry.text("officer") for entry in found].count("李四") == 1


def test_two_killed_batches_into_one_register(tmp_path: Path) -> None:
    """Killed at random moments and resumed, both at once: every review of either run once, the chain whole."""
    place, ledger = drafts.folder(tmp_path, 8), tmp_path / "台账.db"
    outputs = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    chance = random.Random(3)

    def start(output: Path) -> Any:
        words = ["batch", place, *DAY, "--format", "jsonl", "--output", output, "--resume", "--register", ledger]
        return drafts.start(*words, "-j", 2, cache=tmp_path / "cache")

    for _ in range(2):
        runs = [start(output) for output in outputs]
        before = _count(ledger)
        while _count(ledger) < before + 2 and any(process.poll() is None for process in runs):
            time.sleep(0.01)
        time.sleep(chance.random() / 10)
        for process in runs:
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert not ledger.exists() or Chain(ledger).verify() == ()
    for process in [start(output) for output in outputs]:
        assert process.wait() == 3
    assert Chain(ledger).verify() == ()
    found = Register(ledger).entries()
    runs_seen: dict[str, list[str]] = {}
    for entry in found:
        runs_seen.setdefault(entry.text("run"), []).append(Path(entry.text("path")).name)
    for names in runs_seen.values():
        assert len(names) == len(set(names))
    complete = [names for names in runs_seen.values() if len(names) == 8]
    assert len(complete) >= 2
    assert outputs[0].read_bytes() == outputs[1].read_bytes()


def _count(ledger: Path) -> int:
    try:
        return len(Chain(ledger).links())
    except Exception:  # not there, or being made
        return 0
