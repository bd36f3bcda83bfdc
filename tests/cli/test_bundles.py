"""Bundles of options: spread out for the parser, put together for the command."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from lawcheck.cli import bundles
from lawcheck.config import Config
from lawcheck.model import Stated

given: list[tuple[str, bundles.Law, bundles.Draft]] = []
app = typer.Typer()


@app.command()
@bundles.spread
def example(name: str, *, law: bundles.Law, draft: bundles.Draft) -> None:
    """Keep what came in."""
    given.append((name, law, draft))


@pytest.mark.parametrize(
    ("arguments", "law", "draft"),
    [
        ([], bundles.Law(), bundles.Draft()),
        (["--as-of", "2026-06-01"], bundles.Law("2026-06-01"), bundles.Draft()),
        (["--corpus", "laws", "--fragment"], bundles.Law(corpus=Path("laws")), bundles.Draft(fragment=True)),
        (["--region", "云州市"], bundles.Law(), bundles.Draft(region="云州市")),
    ],
)
def test_a_command_gets_its_bundles(arguments: list[str], law: bundles.Law, draft: bundles.Draft) -> None:
    given.clear()
    assert CliRunner().invoke(app, ["draft.docx", *arguments]).exit_code == 0
    assert given == [("draft.docx", law, draft)]


CONFIG = Config(as_of=date(2025, 1, 1), region="云州市", select=("legality",), corpus=Path("own"))


@pytest.mark.parametrize(
    ("law", "rules", "draft", "expected"),
    [  # what the command line says beats the configuration, option by option
        (None, None, None, (date(2025, 1, 1), Path("own"), ("legality",), Stated(region="云州市"))),
        (bundles.Law("2026-06-01"), None, None, (date(2026, 6, 1), Path("own"), ("legality",), Stated(region="云州市"))),
        (None, bundles.Rules(["citation"]), bundles.Draft(region="江南省"),
         (date(2025, 1, 1), Path("own"), ("citation",), Stated(region="江南省"))),
    ],
)  # fmt: skip
def test_the_command_line_beats_the_configuration(
    law: bundles.Law | None, rules: bundles.Rules | None, draft: bundles.Draft | None, expected: tuple[object, ...]
) -> None:
    made = bundles.settings(law=law, rules=rules, draft=draft, config=CONFIG)
    assert (made.as_of, made.corpus, made.select, made.stated) == expected
