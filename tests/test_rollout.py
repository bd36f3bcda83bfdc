"""What the rollout guide and the examples for pipelines say exists: options, keys, files."""

from __future__ import annotations

import re
import shlex
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from lawcheck import config
from lawcheck.cli.app import COMMANDS
from lawcheck.rules import loader
from tests.conftest import ROOT

GUIDE = ROOT / "docs/rollout.md"
EXAMPLES = sorted((ROOT / "docs/ci").iterdir())


def commands(text: str) -> list[list[str]]:
    """The command lines of a page, as words."""
    lines = re.findall(r"(?:\$ |entry: |- run: |^ +- )(lawcheck .*)$", text, re.M)
    return [shlex.split(line.split("  #")[0]) for line in lines]


@pytest.mark.parametrize("path", [GUIDE, *EXAMPLES], ids=lambda path: path.name)
def test_commands_and_options_exist(path: Path) -> None:
    """Every command that is shown, with every option."""
    found = commands(path.read_text(encoding="utf-8"))
    assert found
    for _, name, *rest in found:
        command: Any = get_command(import_module(COMMANDS[name][0]).app)
        if hasattr(command, "commands"):
            command = command.commands[rest[0]]
        options = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in rest if word.startswith("--")} <= options, (name, rest)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples_are_yaml(path: Path) -> None:
    """They can be read."""
    assert yaml.safe_load(path.read_text(encoding="utf-8"))


def test_configuration_in_the_guide(tmp_path: Path) -> None:
    """It is accepted, and names rules that exist."""
    (text,) = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.S)
    (tmp_path / config.FILE_NAME).write_text(text, encoding="utf-8")
    read = config.load(tmp_path / config.FILE_NAME)
    assert tomllib.loads(text)["fail-on"] == "never"
    files = loader.folder("rulesets")
    for rule in [name for name, _ in read.severity] + [entry.rule for entry in read.suppress]:
        assert (files / f"{rule}.yaml").is_file()


def test_links_of_the_guide() -> None:
    """They lead somewhere."""
    for target in re.findall(r"\]\(([^)#]+)\)", GUIDE.read_text(encoding="utf-8")):
        assert (GUIDE.parent / target).is_file(), target
