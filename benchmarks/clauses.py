"""Quality on labelled clauses: recall, precision and false alarms, and what each part of the reading contributes.

    python benchmarks/clauses.py tests/cases/labelled/*.blind.jsonl             # as shipped
    python benchmarks/clauses.py --ablation tests/cases/labelled/*.blind.jsonl  # with one part left out at a time

Counted as in the evaluation: codes of errors and warnings; a clean clause with a code that it does not tolerate is a
false alarm. Deterministic; with ``--corpus`` citations and contradictions are seen, too.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from lawcheck.align import align
from lawcheck.model import Document, Stated
from lawcheck.rules import engine
from lawcheck.rules.matter import Matter
from lawcheck.rules.schema import Condition, Match, Ruleset
from lawcheck.rules.words import WordIndex
from lawcheck.workflows.review import Reviewer, Settings

DAY = date(2026, 6, 1)


def without_shields(document: Document) -> Document:
    """Every word counts as ordered, also what is prohibited, abolished or quoted."""
    return replace(document, clauses=tuple(replace(clause, shields=()) for clause in document.clauses))


def stripped(ruleset: Ruleset, **left_out: object) -> Ruleset:
    """The rules with some keys of their conditions left out; a condition that asked nothing else goes too."""

    def condition(one: Condition) -> Condition | None:
        bare = replace(one, **left_out)  # type: ignore[arg-type]
        return None if bare == Condition() else bare

    def part(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
        return tuple(bare for one in conditions if (bare := condition(one)) is not None)

    def match(one: Match | None) -> Match | None:
        return None if one is None else Match(part(one.all), part(one.any), part(one.unless))

    return replace(ruleset, rules=tuple(replace(rule, match=match(rule.match)) for rule in ruleset.rules))


class Variant:
    """A review with some part left out."""

    def __init__(self, reviewer: Reviewer, ruleset: Ruleset, change: Callable[[Document], Document]) -> None:
        self.reviewer, self.ruleset, self.change = reviewer, ruleset, change
        self.words = WordIndex(ruleset.rules)

    def codes(self, text: str) -> set[str]:
        """The review points of errors and warnings."""
        reviewer = self.reviewer
        document = self.change(reviewer.document("case.txt", text.encode()))
        matter = Matter(document, reviewer.cite(document), reviewer.corpus, self.ruleset, DAY, self.words, align)
        found = engine.check(matter, self.ruleset, reviewer.checks).findings
        return {
            one.review_point for one in found if one.severity != "info" and not one.review_point.startswith("DR")
        }


def measure(variant: Variant, file: Path) -> tuple[float, float, float]:
    """Recall, precision, false alarms."""
    expected = found = said = right = clean = alarmed = 0
    for line in file.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        codes = variant.codes("\n".join((case["title"], case["issuer"], case["clause"])))
        wanted, fine = set(case["expect"]), set(case["expect"]) | set(case["also_ok"])
        expected, found = expected + len(wanted), found + len(wanted & codes)
        said, right = said + len(codes), right + len(codes & fine)
        clean, alarmed = clean + (not wanted), alarmed + (not wanted and bool(codes - fine))
    return found / max(1, expected), right / max(1, said), alarmed / max(1, clean)


def variants(reviewer: Reviewer) -> dict[str, Variant]:
    """As shipped, and with one part left out at a time."""
    rules = reviewer.ruleset

    def kept(wanted: Callable[[str], bool]) -> Ruleset:
        return replace(rules, rules=tuple(rule for rule in rules.rules if wanted(rule.id)))

    def same(document: Document) -> Document:
        return document

    return {
        "as shipped": Variant(reviewer, rules, same),
        "without the signal": Variant(reviewer, kept(lambda name: not name.startswith("similar-cases/")), same),
        "the signal alone": Variant(reviewer, kept(lambda name: name.startswith("similar-cases/")), same),
        "without shields": Variant(reviewer, rules, without_shields),
        "without frames (modality, addressee)": Variant(
            reviewer, stripped(rules, modality=frozenset(), addressee=None), same
        ),
        "without basis and its rank": Variant(
            reviewer, stripped(rules, basis=None, basis_rank=None, basis_supports=None), same
        ),
        "without powers (who may set what)": Variant(reviewer, stripped(rules, sets=None), same),
    }


def main() -> None:
    """Print one line a variant and file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument(
        "--corpus", type=Path, help="an imported corpus to check citations and contradictions against"
    )
    arguments = parser.parse_args()
    reviewer = Reviewer(Settings(as_of=DAY, corpus=arguments.corpus, stated=Stated(fragment=True)))
    for name, variant in variants(reviewer).items():
        if name != "as shipped" and not arguments.ablation:
            continue
        for file in arguments.files:
            print(f"{name:40} {file.name:34}", *(f"{one:.3f}" for one in measure(variant, file)), flush=True)


if __name__ == "__main__":
    main()
