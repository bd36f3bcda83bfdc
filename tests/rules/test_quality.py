"""How well a review finds what labelled clauses hold. The floors lie a little below what is reached.

Counted as in the evaluation: findings of severity error or warning, by review point; a clean clause with any code that
its case does not tolerate is a false alarm. The blind sets were written from the law alone, by somebody who had seen
neither rules nor other cases, and nothing is trained on them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from lawcheck.model import Stated
from lawcheck.workflows.review import Reviewer, Settings

CASES = Path(__file__).parents[1] / "cases"


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of expected codes found, of codes given that are right, and of clean clauses alarmed."""

    recall: float
    precision: float
    false_alarms: float


@pytest.fixture(scope="module")
def reviewer() -> Reviewer:
    return Reviewer(Settings(as_of=date(2026, 6, 1), stated=Stated(fragment=True)))


def measure(path: Path, reviewer: Reviewer) -> Figures:
    expected = found = said = right = clean = alarmed = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        text = f"{case['title']}\n{case['issuer']}\n{case['clause']}"
        findings = reviewer.review("case.txt", text.encode()).review.findings
        codes = {one.review_point for one in findings if one.severity != "info" and one.review_point[:2] != "DR"}
        wanted = set(case["expect"])
        fine = wanted | set(case.get("also_ok") or ())
        expected, found = expected + len(wanted), found + len(wanted & codes)
        said, right = said + len(codes), right + len(codes & fine)
        clean, alarmed = clean + (not wanted), alarmed + (not wanted and bool(codes - fine))
    return Figures(found / expected, right / said, alarmed / clean)


@pytest.mark.parametrize(
    ("file", "recall", "precision", "false_alarms"),
    [
        ("labelled/fair-competition.blind.jsonl", 0.87, 0.84, 0.05),
        ("labelled/fair-competition.blind-2.jsonl", 0.88, 0.85, 0.05),
        ("labelled/fair-competition.blind-3.jsonl", 0.90, 0.83, 0.10),
        ("labelled/legality.blind.jsonl", 0.77, 0.85, 0.06),
        ("labelled/legality.blind-2.jsonl", 0.90, 0.90, 0.06),
        ("labelled/legality.blind-3.jsonl", 0.86, 0.84, 0.07),
        ("fair-competition.jsonl", 0.80, 0.80, 0.05),
        ("legality.jsonl", 0.80, 0.85, 0.08),
    ],
)
def test_floors(file: str, recall: float, precision: float, false_alarms: float, reviewer: Reviewer) -> None:
    figures = measure(CASES / file, reviewer)
    assert figures.recall >= recall, figures
    assert figures.precision >= precision, figures
    assert figures.false_alarms <= false_alarms, figures
