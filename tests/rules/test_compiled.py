"""Compiled rules: the same rules again, made anew when a file changes, and nothing else is let in."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

from lawcheck.rules import compiled
from lawcheck.rules.schema import Ruleset
from lawcheck.workflows.registry import registry
from tests.rules.test_loader import RULE, folder


def load(cache: Path, *extra: Path) -> Ruleset:
    """The ruleset through the cache."""
    return compiled.load(cache, extra, registry().keys())


def test_same_rules_again(tmp_path: Path) -> None:
    """What is read back is what was made."""
    first = load(tmp_path / "cache")
    assert len(list((tmp_path / "cache").glob("rules-*.pickle"))) == 1
    assert load(tmp_path / "cache") == first == compiled.load(None, (), registry().keys())


def test_changed_file_is_a_new_key(tmp_path: Path) -> None:
    """A rule that was edited is not taken from the cache."""
    own = folder(tmp_path / "rules" if (tmp_path / "rules").mkdir() is None else tmp_path, RULE)
    before = {rule.id: rule.title for rule in load(tmp_path / "cache", own).rules}
    folder(own, RULE.replace("title: 夜间敲钟", "title: 夜里敲钟"))
    after = {rule.id: rule.title for rule in load(tmp_path / "cache", own).rules}
    assert (before["own/bells"], after["own/bells"]) == ("夜间敲钟", "夜里敲钟")


def test_damaged_and_foreign_files_are_made_anew(tmp_path: Path) -> None:
    """A cut-off file is no error; a pickle that would run code is refused and replaced."""
    good = load(tmp_path)
    (path,) = tmp_path.glob("rules-*.pickle")
    path.write_bytes(path.read_bytes()[:1000])
    assert load(tmp_path) == good

    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.mkdir, (str(tmp_path / "evil"),)

    path.write_bytes(pickle.dumps(Evil()))
    assert load(tmp_path) == good
    assert not (tmp_path / "evil").exists()


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """A cache that cannot be written costs time and nothing else."""
    blocker = tmp_path / "file"
    blocker.write_text("x")
    assert load(blocker / "cache").rules
