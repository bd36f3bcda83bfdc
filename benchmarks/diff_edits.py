"""How many of the findings fixed, remaining and new are told right on seeded edits: python benchmarks/diff_edits.py [N]."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests/report")]


def main(number: int) -> int:
    """Print the share; exit 1 below 0.97."""
    import edits

    from lawcheck.workflows.review import Reviewer, Settings

    reviewer = Reviewer(Settings(as_of=date(2026, 6, 1)))
    total = right = 0
    for seed in range(number):
        _, findings, correct = edits.judged(reviewer, *edits.edited(reviewer, seed))
        total, right = total + findings, right + correct
    print(f"{number} edited drafts, {total} findings, {right} right: {right / total:.4f}")
    return 0 if right / total >= 0.97 else 1


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
