"""A draft with a mark of secrecy is announced first and leaves nothing behind."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lawcheck.report import as_json, markdown, terminal
from lawcheck.report.summary import BatchRow
from lawcheck.workflows import files
from lawcheck.workflows.batch import Batch, Plan
from lawcheck.workflows.journal import partial
from lawcheck.workflows.review import Reviewer, Settings
from lawcheck.workflows.tasks import Job

DRAFT = "临溪市停车管理办法\n临溪市人民政府\n第一条 为了规范停车秩序，制定本办法。\n第二条 本办法自2026年9月1日起施行。\n"


@pytest.fixture(scope="module")
def reviewer() -> Reviewer:
    return Reviewer(Settings(date(2026, 6, 1), select=("drafting",)))


def test_the_notice_stands_before_everything(reviewer: Reviewer) -> None:
    done = reviewer.review("a.txt", f"机密★1年\n{DRAFT}".encode())
    review = done.review
    assert review.document.secrecy == "机密★1年"
    assert "机密★1年" in review.warnings[0]
    assert as_json.loads(as_json.dumps(review)) == review
    shown = terminal.render(review, done.document.text, width=400, color=False)
    assert "机密★1年" in shown.splitlines()[1]
    assert shown.count("密级或者内部标志") == 1
    written = markdown.render([BatchRow("a.txt", review, text=done.document.text)], {})
    assert "机密★1年" in written.splitlines()[0]
    plain = reviewer.review("a.txt", DRAFT.encode()).review
    assert plain.document.secrecy is None
    assert "密级" not in "".join(plain.warnings)


def test_nothing_of_a_marked_draft_is_written_beside_the_output(reviewer: Reviewer, tmp_path: Path) -> None:
    """The record for --resume and the cache hold the ordinary draft only; the output holds both."""
    drafts, output, cache = tmp_path / "drafts", tmp_path / "out.jsonl", tmp_path / "cache"
    drafts.mkdir()
    (drafts / "a.txt").write_text(f"机密★1年\n{DRAFT}", encoding="utf-8")
    (drafts / "b.txt").write_text(DRAFT, encoding="utf-8")
    plan = Plan(Job(reviewer.settings, cache=cache), files.survey([drafts]), jobs=1, output=output, run="r")
    with Batch(plan, reviewer) as batch:
        assert len(list(batch.run())) == 2
        kept = partial(output).read_text(encoding="utf-8")
        assert ("a.txt" in kept, "b.txt" in kept) == (False, True)
        assert [row.review is not None for row in batch.rows()] == [True, True]
        assert len(list(cache.rglob("*.json"))) == 1
