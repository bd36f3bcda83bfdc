"""The labelled pairs of a draft clause and the article beside it, as the alignment's trainer and benchmarks read them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from lawcheck.model import Document, Stated
from lawcheck.read import read_bytes
from lawcheck.structure import structure

ROOT = Path(__file__).parents[1]
PRECEDENTS = "precedents.jsonl"
CASES = ROOT / "tests/cases/pairs"
DAY = date(2026, 6, 1)
Case = dict[str, Any]


def draft(case: Case) -> Document:
    """The clause below its title and issuer."""
    lines = [case[key] for key in ("title", "issuer", "clause") if case.get(key)]
    return structure(read_bytes("\n".join(lines).encode(), "case.txt"), Stated(fragment=True))


def of_file(file: Path) -> list[Case]:
    """The cases of a file, in order."""
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def pairs() -> list[Case]:
    """The labelled pairs by which the comparison learns to weigh signs, in order.

    Not those of the precedents: their writers kept out of each other's articles, so that before them a precedent would
    never seem to help.
    """
    return [case for file in sorted(CASES.glob("*.jsonl")) if file.name != PRECEDENTS for case in of_file(file)]


def right_articles(case: Case) -> set[tuple[str, str]]:
    """The article beside the clause and those that are equally right."""
    return {(one["law"], one["article"]) for one in [case, *(case.get("also") or ())]}
