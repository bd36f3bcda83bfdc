"""``lawcheck rules new``: the file that it writes is a rule whose examples pass, and nothing is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from lawcheck.cli.app import run


def test_a_new_rule_passes_its_own_examples(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path)
    assert run(["rules", "new", "office/my-rule", "--rules-dir", folder]) == 0
    assert run(["rules", "test", "office/my-rule", "--rules-dir", folder]) == 0
    assert "4 个例句，0 个不符" in capsys.readouterr().out


def test_an_existing_rule_stays(tmp_path: Path) -> None:
    (tmp_path / "office").mkdir()
    kept = tmp_path / "office/my-rule.yaml"
    kept.write_text("mine", encoding="utf-8")
    assert run(["rules", "new", "office/my-rule", "--rules-dir", str(tmp_path)]) == 2
    assert kept.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["my-rule", "../x/y", "Office/x", "office/", "office/a b"])
def test_a_name_that_is_none(tmp_path: Path, name: str) -> None:
    assert run(["rules", "new", name, "--rules-dir", str(tmp_path / "r")]) == 2
    assert not (tmp_path / "r").exists()
