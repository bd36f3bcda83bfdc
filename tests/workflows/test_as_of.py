"""The same drafts on four days: which findings, on which basis. The table is for jurists: tests/cases/as_of."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml

from lawcheck.model import Basis
from lawcheck.workflows.review import Reviewer, Settings
from tests.conftest import ROOT

FILES = sorted((ROOT / "tests/cases/as_of").glob("*.yaml"))
DRAFTS: dict[str, dict[str, Any]] = {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in FILES}
SEVERITY = {"error": "错误", "warning": "警告"}
DAYS = [date(2019, 6, 1), date(2022, 6, 1), date(2024, 9, 1), date(2026, 9, 1)]


def place(basis: Basis) -> str:
    """A basis as the table writes it."""
    paragraph = f"第{basis.paragraph}款" if basis.paragraph else None
    return " ".join(filter(None, (basis.law, basis.article, paragraph, basis.item)))


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("name", DRAFTS)
def test_as_of(name: str, day: date) -> None:
    """Errors and warnings of a draft on a day are exactly those of its table, each with its bases."""
    draft = DRAFTS[name]
    reviewer = Reviewer(Settings(as_of=day, ignore=("similar-cases",)))
    review = reviewer.review("draft.txt", draft["文稿"].encode()).review
    found = [
        [one.location.article, one.review_point, SEVERITY[one.severity], [place(basis) for basis in one.basis]]
        for one in review.findings
        if one.severity in SEVERITY and not one.review_point.startswith("DR")
    ]
    assert found == draft["应有"][day]


def test_every_draft_has_every_day() -> None:
    """Ten drafts, the same four days each."""
    assert len(DRAFTS) >= 10
    assert {name: sorted(draft["应有"]) for name, draft in DRAFTS.items()} == dict.fromkeys(DRAFTS, DAYS)
