"""Batches: every input accounted for, the same bytes for any number of processes, kill and resume."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from datetime import date
from pathlib import Path

import docx
import pytest

from lawcheck.cli.app import run
from lawcheck.workflows.journal import Journal, partial
from lawcheck.workflows.review import Settings
from lawcheck.workflows.tasks import Job, Task, Workbench, copies
from tests.workflows import drafts

DAY = ("--as-of", "2026-06-01")


def batch(folder: Path, output: Path, *arguments: object) -> int:
    """Run a batch to jsonl in this process."""
    words = ["batch", folder, *DAY, "--format", "jsonl", "--output", output, *arguments]
    return run([str(word) for word in words])


def test_same_bytes_for_any_number_of_processes(tmp_path: Path) -> None:
    """Order of the inputs, every input once, with and without the cache."""
    folder = drafts.folder(tmp_path)
    made = []
    for number, arguments in enumerate(
        (["--jobs", 1, "--no-cache"], ["--jobs", 2, "--no-cache"], ["--jobs", 3], ["--jobs", 3], [])
    ):
        output = tmp_path / f"{number}.jsonl"
        assert batch(folder, output, *arguments) == 3
        made.append(output.read_bytes())
        assert not partial(output).exists()
    assert len(set(made)) == 1
    names = [Path(row["document"]["path"]).name for row in drafts.rows(output)]
    assert names == [
        "稿001.txt", "稿003.txt", "稿005.txt", "不是.pdf", "坏.docx", "稿000.txt", "稿002.txt", "稿004.txt", "空.txt",
    ]  # fmt: skip
    errors = {
        Path(row["document"]["path"]).name: row["error"]["code"] for row in drafts.rows(output) if "error" in row
    }
    assert errors == {"不是.pdf": "damaged", "坏.docx": "damaged", "空.txt": "empty"}


def test_killed_at_random_moments_and_resumed(tmp_path: Path) -> None:
    """After each SIGKILL the lines that were written are whole, and nothing is reviewed twice or lost."""
    folder = drafts.folder(tmp_path, 30)
    whole, output = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    assert batch(folder, whole, "--no-cache") == 3
    chance = random.Random(9)
    kept = 0
    for _ in range(4):
        process = drafts.start(
            "batch", folder, *DAY, "--format", "jsonl", "--output", output, "--no-cache", "--resume", "-j", 2,
            cache=tmp_path / "cache",
        )  # fmt: skip
        wanted = kept + chance.randrange(1, 6)
        while process.poll() is None and _written(output) < wanted:
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert _written(output) >= kept
        kept = _written(output)
    assert kept > 0
    assert batch(folder, output, "--no-cache", "--resume") == 3
    assert output.read_bytes() == whole.read_bytes()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".", "out"))] == ["out.jsonl"]


def _written(output: Path) -> int:
    """Complete lines of the journal, its head left out; or of the output once it is complete."""
    path = partial(output)
    try:
        return max(path.read_bytes().count(b"\n") - 1, 0)
    except FileNotFoundError:
        return 10**6 if output.exists() else 0


def test_journal_with_a_broken_end(tmp_path: Path) -> None:
    """The line that was cut off goes, the others stay; failed drafts are tried again."""
    path = tmp_path / "x.partial"
    with Journal(path, "key", "run", resume=False) as journal:
        journal.add(json.dumps({"document": {"path": "a", "sha256": "1"}}))
        journal.add(json.dumps({"document": {"path": "b"}, "error": {"code": "damaged", "message": ""}}))
    with path.open("ab") as stream:
        stream.write(b'{"document": {"path": "c"')
    with Journal(path, "key", "other", resume=True) as journal:
        assert list(journal.kept) == [("a", "1")]
        assert journal.run == "run"
        journal.add(json.dumps({"document": {"path": "d", "sha256": "4"}}))
    with Journal(path, "key", "other", resume=True) as journal:
        assert [name for name, _ in journal.kept] == ["a", "d"]
    with Journal(path, "another key", "other", resume=True) as journal:
        assert (journal.kept, journal.was_other, journal.run) == ({}, True, "other")


def test_resume_takes_nothing_of_a_changed_file(tmp_path: Path) -> None:
    """A line is taken over only for the same bytes; with other settings everything begins anew."""
    folder = drafts.folder(tmp_path, 3, unreadable=False)
    output = tmp_path / "out.jsonl"
    assert batch(folder, output) == 1
    lines = output.read_text(encoding="utf-8").splitlines()
    changed = folder / "稿001.txt"
    changed.write_text(drafts.FAULTY.format(number=77), encoding="utf-8")
    fresh = tmp_path / "fresh.jsonl"
    assert batch(folder, fresh, "--no-cache") == 1
    _interrupted(folder, output, lines)
    assert batch(folder, output, "--resume") == 1
    assert output.read_bytes() == fresh.read_bytes()


def _interrupted(folder: Path, output: Path, lines: list[str]) -> None:
    """The journal as a killed run leaves it, its head written by a run that is stopped at once."""
    output.unlink()
    process = drafts.start(
        "batch", folder, *DAY, "--format", "jsonl", "--output", output, cache=folder.parent / "none"
    )
    while not partial(output).exists() or not partial(output).read_bytes():
        time.sleep(0.005)
    process.kill()
    process.wait()
    head = partial(output).read_bytes().split(b"\n")[0]
    partial(output).write_bytes(head + b"\n" + "".join(f"{line}\n" for line in lines).encode())


def test_two_runs_into_one_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second is refused, not mixed in."""
    folder = drafts.folder(tmp_path, 1)
    output = tmp_path / "out.jsonl"
    with Journal(partial(output), "key", "run", resume=False):
        assert batch(folder, output) == 2
    assert "另一个 lawcheck batch" in capsys.readouterr().err


def test_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--resume without an output; copies among the drafts; wrong rules are said before the first draft."""
    folder = drafts.folder(tmp_path, 1)
    assert run(["batch", str(folder), "--resume"]) == 2
    assert batch(folder, tmp_path / "o", "--annotate", folder / "批注") == 2
    assert batch(folder, tmp_path / "o", "--select", "没有的规则") == 2
    assert batch(folder, folder / "乙/坏.docx") == 2
    assert not (tmp_path / "o.partial").exists()


def test_annotated_copies(tmp_path: Path) -> None:
    """The same tree; a copy that is gone is made again; with --resume half-written ones are swept away."""
    folder, target = drafts.folder(tmp_path, 4), tmp_path / "批注"
    output = tmp_path / "out.jsonl"
    arguments = ["--annotate", target, "--date", "2026-06-01", "--author", "张三"]
    assert batch(folder, output, *arguments) == 3
    made = sorted(path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file())
    assert made == ["乙/稿000.txt.docx", "乙/稿002.txt.docx", "稿001.txt.docx", "稿003.txt.docx"]
    (comment, *_) = docx.Document(str(target / "稿001.txt.docx")).comments
    assert comment.author == "张三"
    before = (target / "稿001.txt.docx").read_bytes()
    (target / ".稿001.txt.docx.abc.tmp").write_bytes(b"half")
    assert batch(folder, output, *arguments, "--resume") == 3
    assert (target / "稿001.txt.docx").read_bytes() == before
    assert not list(target.glob(".*"))


def test_copies_never_share_a_name(tmp_path: Path) -> None:
    """Also where names differ by case only, or two folders hold the same name."""
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
    paths = [folders[0] / "x.docx", folders[0] / "X.DOCX", folders[1] / "x.docx", folders[0] / "x.pdf"]
    made = copies(paths, folders, tmp_path / "t")
    assert [path.name for path in made] == ["x.docx", "X（2）.DOCX", "x（3）.docx", "x.pdf.docx"]


def test_other_formats_get_the_text_also_from_the_cache(tmp_path: Path) -> None:
    """A report that shows the draft is the same whether the review was made now or kept."""
    folder = drafts.folder(tmp_path, 3)
    made = []
    for arguments in (["--no-cache"], [], []):
        output = tmp_path / "out.html"
        words = ["batch", folder, *DAY, "--format", "html", "--output", output, *arguments]
        assert run([str(word) for word in words]) == 3
        made.append(output.read_bytes())
    assert made[0] == made[1] == made[2]


def test_other_files_are_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What is no draft is not passed over in silence."""
    folder = drafts.folder(tmp_path, 1, unreadable=False)
    (folder / "预算.xlsx").write_bytes(b"x")
    assert batch(folder, tmp_path / "out.jsonl") == 1
    assert "预算.xlsx" in capfd.readouterr().err


def test_closed_folder_is_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that may not be opened is listed with the reason."""
    folder = drafts.folder(tmp_path, 2, unreadable=False)
    real = os.scandir

    def scandir(path: str) -> object:
        if Path(path).name == "乙":
            raise PermissionError(13, "no", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    output = tmp_path / "out.jsonl"
    assert batch(folder, output) == 3
    assert [row.get("error", {}).get("code") for row in drafts.rows(output)] == [None, "no-permission"]


def test_rules_changed_meanwhile(tmp_path: Path) -> None:
    """A process that would review with other rules than the batch began with reviews nothing."""
    job = Job(Settings(as_of=date(2026, 6, 1)), identity="another")
    outcome = Workbench(job)(Task(0, str(tmp_path / "x.txt")))
    assert json.loads(outcome.line)["error"]["code"] == "changed"
