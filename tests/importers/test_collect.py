"""Folders, zips and repositories; nothing leaves its place and nothing is unpacked."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from lawcheck.errors import ReadError
from lawcheck.importers import opened
from lawcheck.importers.collect import readable
from lawcheck.read import package
from tests.importers.law_samples import CODE_ONE, zipped


def names(place: Path) -> list[str]:
    with opened(str(place)) as found:
        return [file.name for file in found]


def test_a_folder_without_hidden_and_foreign_files(tmp_path: Path) -> None:
    root = tmp_path / "laws"
    (root / "b").mkdir(parents=True)
    (root / ".git").mkdir()
    for name in ("a.md", "b/c.txt", ".hidden.md", "list.csv", ".git/x.md", "LICENSE.md", "~$d.docx"):
        (root / name).write_text("x", encoding="utf-8")
    assert names(root) == ["laws/a.md", "laws/b/c.txt"]


def test_a_zip_is_read_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "laws.zip"
    path.write_bytes(zipped({"民法典/总则.md": CODE_ONE.encode(), "__MACOSX/._x.md": b"x", "x.csv": b"x"}))
    with opened(str(path)) as found:
        files = list(found)
    assert [(file.name, file.read().decode()) for file in files] == [("laws/民法典/总则.md", CODE_ONE)]
    assert [entry.name for entry in tmp_path.iterdir()] == ["laws.zip"]


def test_names_that_climb_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "evil.zip"
    path.write_bytes(zipped({"../../etc/a.md": b"x", "/abs/b.md": b"y"}))
    with opened(str(path)) as found:
        assert [(file.name, file.data) for file in found] == [("evil/abs/b.md", b"y")]
    assert [entry.name for entry in tmp_path.iterdir()] == ["evil.zip"]


def test_a_zip_that_swells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_TOTAL", 2_000_000)
    path = tmp_path / "bomb.zip"
    path.write_bytes(zipped({f"{number}.md": b"0" * 1_500_000 for number in range(3)}))
    with pytest.raises(ReadError) as caught:
        names(path)
    assert caught.value.code == "too-large"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_of_chinese_windows(encoding: str) -> None:
    assert readable("山东/停车条例.md".encode(encoding).decode("cp437")) == "山东/停车条例.md"
    assert readable("山东/停车条例.md") == "山东/停车条例.md"
    assert readable("laws/a.md") == "laws/a.md"


def test_a_broken_zip_is_no_zip(tmp_path: Path) -> None:
    path = tmp_path / "broken.zip"
    path.write_bytes(zipped({"a.md": b"x"})[:-30])
    # Without a directory at its end it is a single file, and the reader says what is wrong with it.
    assert names(path) == ["broken.zip"]


def test_a_missing_place(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="找不到"):
        names(tmp_path / "none")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is missing")
def test_a_repository_is_cloned_only_when_named(tmp_path: Path) -> None:
    root = tmp_path / "laws"
    root.mkdir()
    (root / "甲.md").write_text(CODE_ONE, encoding="utf-8")
    author = ["-c", "user.name=a", "-c", "user.email=a@b.c"]
    for command in (["init", "-q"], ["add", "."], [*author, "commit", "-qm", "x"]):
        subprocess.run(["git", "-C", str(root), *command], check=True, capture_output=True)
    with opened(root.as_uri()) as found:
        assert [(file.name, file.read().decode()) for file in found] == [("laws/甲.md", CODE_ONE)]
    with pytest.raises(ReadError, match="取不到"), opened((tmp_path / "none").as_uri()) as found:
        list(found)
