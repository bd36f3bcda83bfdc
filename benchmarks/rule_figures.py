"""What each rule is worth on cases that it was not written from: how often it speaks, and how often it is right.

    python benchmarks/rule_figures.py          writes docs/rules/figures.json; then run docs/generate.py

The cases: ``tests/cases/labelled/*.blind*.jsonl`` and the two files of ``tests/cases`` that were written without sight of
the rules. Every clause is reviewed alone, every severity counts, and a rule speaks at most once of a clause. Right: the
case expects or tolerates the rule's review point. Deterministic; needs no corpus.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from lawcheck.model import Stated
from lawcheck.workflows.review import Reviewer, Settings

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
FILES = (
    *sorted(f"labelled/{path.name}" for path in CASES.glob("labelled/*.blind*.jsonl")),
    "fair-competition.jsonl",
    "legality.jsonl",
)


def cases(file: str) -> Iterator[dict[str, Any]]:
    """The cases of a file."""
    for line in (CASES / file).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def main() -> None:
    """Review every case and write the counts."""
    reviewer = Reviewer(Settings(as_of=date(2026, 6, 1), stated=Stated(fragment=True)))
    points = {rule.id: rule.review_point for rule in reviewer.ruleset.rules}
    counts: dict[str, Counter[str]] = {name: Counter() for name in points}
    sizes: dict[str, int] = {}
    for file in FILES:
        for case in cases(file):
            sizes[file] = sizes.get(file, 0) + 1
            wanted = set(case["expect"])
            fine = wanted | set(case.get("also_ok") or ())
            text = "\n".join((case["title"], case["issuer"], case["clause"]))
            spoke = {one.rule_id for one in reviewer.review("case.txt", text.encode()).review.findings}
            for name, point in points.items():
                count = counts[name]
                count["expected"] += point in wanted
                count["found"] += name in spoke and point in wanted
                count["said"] += name in spoke
                count["right"] += name in spoke and point in fine
                count["false_alarms"] += name in spoke and not wanted and point not in fine
    rules = {name: dict(sorted(count.items())) for name, count in counts.items()}
    digest = next(identity[2] for identity in reviewer.ruleset.identities if identity[0] == "lawcheck")
    figures = {"cases": sizes, "ruleset": digest[:12], "rules": rules}
    target = ROOT / "docs" / "rules" / "figures.json"
    target.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{sum(sizes.values())} cases, {len(rules)} rules: {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
