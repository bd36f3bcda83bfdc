"""The rules over many clauses, against a plain loop over the same patterns; and how long the rules take to load.

    python benchmarks/rules_speed.py [--clauses 10000] [--min 10] [--max-load 10]

The clauses are the labelled ones, a hundred to a draft, in an order drawn with a fixed seed; the rules are those that
are written as patterns, without the statistical signal and without checks in Python. Two plain loops: the one tries
every pattern at every place of its rule (clause, sentence, article); the other is the engine with everything left out
that tells beforehand where a rule can match, and its findings must be the same. Reading, structure and citations are
not counted. The processor time of the best of a few runs is taken, so that other work on the machine matters less.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path

from lawcheck import __version__
from lawcheck.model import Citation, Document, Finding, Span, Stated
from lawcheck.rules import compiled, engine
from lawcheck.rules.matter import Matter
from lawcheck.rules.phrase import Group, Occurrence, Phrase, occurrences
from lawcheck.rules.places import Place
from lawcheck.rules.schema import Ruleset, Where
from lawcheck.rules.sightings import Sightings
from lawcheck.rules.words import WordIndex, phrases_of
from lawcheck.workflows.review import Reviewer, Settings

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases" / "labelled"
DAY = date(2026, 6, 1)
Draft = tuple[Document, tuple[Citation, ...]]


class EverywhereSightings(Sightings):
    """Every place may hold every word."""

    def holding(self, where: Where, needs: tuple[Group, ...], *, in_open: bool) -> int:
        """All places."""
        return (1 << len(self._places(where))) - 1


class EverywhereMatter(Matter):
    """Every pattern is tried everywhere, from every character."""

    @cached_property
    def sightings(self) -> Sightings:
        """Nothing is known beforehand."""
        return EverywhereSightings(self._words, self.marked, self.places)

    def holds(self, place: Place, needs: tuple[Group, ...]) -> bool:
        """It may."""
        return True

    def occurrences(self, phrase: Phrase, place: Place) -> Iterator[Occurrence]:
        """The matches of a phrase in a place."""
        return occurrences(phrase, place.text)

    def occurs(self, phrase: Phrase, span: Span) -> bool:
        """Whether a phrase occurs in a part of a clause."""
        start, end = self.folded.position(span.start), self.folded.position(span.end)
        return next(occurrences(phrase, self.marked[start:end], 1), None) is not None


def drafts(reviewer: Reviewer, wanted: int) -> tuple[list[Draft], int]:
    """Structured drafts with their citations until there are as many clauses, and how many these are."""
    cases = [
        json.loads(line)["clause"]
        for file in sorted(CASES.glob("*.jsonl"))
        for line in file.open("r", encoding="utf-8")
    ]
    random.Random(4).shuffle(cases)
    found: list[Draft] = []
    count = 0
    for start in range(0, len(cases), 100):
        articles = [f"第{n}条　{one}".replace("\n", "") for n, one in enumerate(cases[start : start + 100], 1)]
        text = "\n".join(("临溪市若干事项管理办法", "临溪市人民政府", *articles))
        document = reviewer.document("draft.txt", text.encode())
        found.append((document, reviewer.cite(document)))
        count += len(document.clauses)
        if count >= wanted:
            break
    return found, count


def best(runs: int, work: Callable[[], object]) -> float:
    """Seconds of processor time of the fastest run."""
    times = []
    for _ in range(runs):
        before = time.process_time()
        work()
        times.append(time.process_time() - before)
    return min(times)


def checked(kind: type[Matter], made: list[Draft], rules: Ruleset, reviewer: Reviewer) -> list[tuple[Finding, ...]]:
    """The findings of every draft."""
    words = WordIndex(rules.rules)
    matters = (kind(document, cited, reviewer.corpus, rules, DAY, words) for document, cited in made)
    return [engine.check(matter, rules, {}).findings for matter in matters]


def tried(made: list[Draft], rules: Ruleset, reviewer: Reviewer) -> int:
    """Every pattern at every place of its rule; how often one is met."""
    patterns = [(rule.where, re.compile(phrase.pattern)) for rule in rules.rules for phrase in phrases_of(rule)]
    words = WordIndex(rules.rules)
    met = 0
    for document, cited in made:
        matter = Matter(document, cited, reviewer.corpus, rules, DAY, words)
        for where, pattern in patterns:
            met += sum(pattern.search(place.text) is not None for place in matter.places(where))
    return met


def loading(reviewer: Reviewer) -> float:
    """Seconds for reading the rules from their cache."""
    names = reviewer.checks.keys()
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        compiled.load(cache, (), names, __version__)
        return best(20, lambda: compiled.load(cache, (), names, __version__))


def main() -> None:
    """Print both ratios, the check of the findings and the time of loading."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clauses", type=int, default=10_000)
    parser.add_argument("--min", type=float, default=0.0, help="exit 1 if either ratio is smaller")
    parser.add_argument("--max-load", type=float, default=1000.0, help="exit 1 if loading takes more milliseconds")
    arguments = parser.parse_args()
    reviewer = Reviewer(Settings(as_of=DAY, stated=Stated(fragment=True)))
    load = loading(reviewer) * 1000  # before the drafts fill the memory that is swept on the way, as at a start
    rules = replace(reviewer.ruleset, rules=tuple(rule for rule in reviewer.ruleset.rules if rule.check is None))
    made, count = drafts(reviewer, arguments.clauses)
    findings = checked(Matter, made, rules, reviewer)
    same = findings == checked(EverywhereMatter, made, rules, reviewer)
    fast = best(5, lambda: checked(Matter, made, rules, reviewer))
    plain = best(2, lambda: checked(EverywhereMatter, made, rules, reviewer)) / fast
    loop = best(2, lambda: tried(made, rules, reviewer)) / fast
    print(
        f"{count} clauses in {len(made)} drafts, {sum(map(len, findings))} findings, {'identical' if same else 'NOT the same'}"
    )
    print(f"{fast / count * 1e6:.0f} µs a clause; the loop over the patterns takes {loop:.1f} times as long,")
    print(f"the engine without looking beforehand {plain:.1f} times; loading {load:.1f} ms")
    if not same or min(plain, loop) < arguments.min or load > arguments.max_load:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
