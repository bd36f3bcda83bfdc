"""Train the comparison with superior law: labelled pairs + an imported corpus → lawcheck/align/data/weights.json.

Learnt are which article governs a sentence (before and after the articles were read), and, by ``train_sureness.py``, how
sure a difference is, and a doubt.

    pip install -e ".[train]"
    python benchmarks/train_alignment.py CORPUS --laws FOLDER             # writes the weights
    python benchmarks/train_alignment.py CORPUS --laws FOLDER --measure   # figures on laws held out, writes nothing

Learns from ``tests/cases/pairs/*.jsonl``: a draft clause with the article beside it.
Whatever is reported is measured on pairs whose law was not learnt from. Deterministic: all seeds are fixed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pair_cases import CASES, ROOT, Case, draft, of_file, pairs, right_articles
from train_precedents import HeldOut, of_article, of_law, provisions
from train_sureness import Judged, Reading, functions, judge, others, sentences, surest

from lawcheck.align.govern import AFTER_READING, Candidate
from lawcheck.corpus.store import StoredCorpus

WEIGHTS = ROOT / "lawcheck/align/data/weights.json"
ALL, PARTS, SEED, STEPS, DECAY = 1000, 5, 5, 400, 3e-3
RANKS = (1, 3, 5, 16)


@dataclass(frozen=True, slots=True)
class Group:
    """A sentence with its candidates: signs as rows, and which are right."""

    case: str
    law: str
    signs: tuple[str, ...]
    rows: np.ndarray
    right: tuple[int, ...]


def groups(cases: Sequence[Case], own: Sequence[Sequence[Reading]]) -> list[Group]:
    """The sentences of the pairs that are about the article, with every candidate read."""
    return [
        group(case, one.candidates, right_articles(case))
        for case, readings in zip(cases, own, strict=True)
        for one in readings
        if case["relation"] != "unrelated" and one.candidates
    ]


def group(case: Case, candidates: Sequence[Candidate], right: set[tuple[str, str]]) -> Group:
    """The signs of all candidates of one sentence."""
    signs = tuple(candidates[0].signs)
    rows = np.array([[float(one.signs[sign]) for sign in signs] for one in candidates])
    at = (place for place, one in enumerate(candidates) if (one.law.title, one.article) in right)
    return Group(case["id"], case["law"], signs, rows, tuple(at))


def learn(found: Sequence[Group], names: Sequence[str]) -> dict[str, float]:
    """Weights under which the right candidates are likeliest (softmax over each sentence), in plain units of the signs."""
    columns = [found[0].signs.index(name) for name in names]
    usable = [(one.rows[:, columns], list(one.right)) for one in found if one.right]
    scale = np.vstack([rows for rows, _ in usable]).std(0) + 1e-6
    weights, first, second = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        slope = DECAY * weights
        for rows, right in usable:
            scores = rows / scale @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            wanted = np.zeros(len(rows))
            wanted[right] = shares[right] / shares[right].sum()
            slope = slope + (rows / scale).T @ (shares - wanted) / len(usable)
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope * slope
        weights -= 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return {name: round(float(value), 4) for name, value in zip(names, weights / scale, strict=True)}


def places(
    found: Sequence[Group], weights: dict[str, float], kept: dict[str, float] | None = None
) -> dict[str, int]:
    """Case → the place of the best right candidate; ``kept``: the weights that choose the sixteen that are read."""
    best: dict[str, int] = {}
    for one in found:
        order = np.argsort(-one.rows @ vector(one, weights), kind="stable")
        if kept is not None:
            read_ones = set(np.argsort(-one.rows @ vector(one, kept), kind="stable")[: RANKS[-1]].tolist())
            order = [place for place in order if place in read_ones]
        at = min((place for place, row in enumerate(order) if row in one.right), default=ALL)
        best[one.case] = min(best.get(one.case, ALL), at)
    return best


def vector(one: Group, weights: dict[str, float]) -> np.ndarray:
    """The weights in the order of the signs."""
    return np.array([weights.get(sign, 0.0) for sign in one.signs])


def by_law(laws: Sequence[str]) -> dict[str, int]:
    """Law → part; all pairs of a law are in one part."""
    names = sorted(set(laws))
    random.Random(SEED).shuffle(names)
    return {law: place % PARTS for place, law in enumerate(names)}


def trained(found: Sequence[Group]) -> dict[str, dict[str, float]]:
    """Both orders: before and after reading."""
    signs = found[0].signs
    likely = learn(found, [sign for sign in signs if sign not in AFTER_READING])
    return {"likely": likely, "read": learn(found, signs)}


def measure(cases: Sequence[Case], own: Sequence[Sequence[Reading]], beside: Sequence[Judged]) -> None:
    """Print all functions' figures on laws held out."""
    found = groups(cases, own)
    parts = by_law([case["law"] for case in cases])
    places_held: dict[str, int] = {}
    said: dict[str, tuple[float, bool]] = {}
    for part in range(PARTS):
        weights = trained([one for one in found if parts[one.law] != part])
        held = [one for one in found if parts[one.law] == part]
        places_held.update(places(held, weights["read"], weights["likely"]))
        clauses = judge(cases, own, weights)
        sure = functions([*(one for one in clauses if parts[one.law] != part), *beside])
        said.update({one.case: surest(sure, one) for one in clauses if parts[one.law] == part})
    for file in sorted(CASES.glob("*.jsonl")):
        report(file, places_held, said)


def report(file: Path, places_held: dict[str, int], said: dict[str, tuple[float, bool]]) -> None:
    """Print the figures of one file of pairs."""
    cases = [case for case in of_file(file) if case["id"] in said]
    places_own = [places_held[case["id"]] for case in cases if case["id"] in places_held]
    shares = ", ".join(f"@{rank} {sum(p < rank for p in places_own) / len(places_own):.3f}" for rank in RANKS)
    print(f"{file.name}, laws held out: {len(places_own)} clauses {shares}")
    conflicts = [said[case["id"]] for case in cases if case["relation"] == "conflict"]
    quiet = [said[case["id"]] for case in cases if case["relation"] != "conflict"]
    hit = [right for sure, right in conflicts if sure >= 0]
    recall, first = len(hit) / len(conflicts), sum(hit) / max(1, len(hit))
    alarms = sum(sure >= 0 for sure, _ in quiet) / len(quiet)
    print(f"  recall {recall:.3f}, right article {first:.3f}, false alarms {alarms:.3f} at sureness 0.5")


def main() -> int:
    """Write the weights, or measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--laws", type=Path, required=True, help="a folder of law texts (markdown)")
    parser.add_argument("--measure", action="store_true", help="figures on laws held out; writes nothing")
    options = parser.parse_args()
    corpus, cases = StoredCorpus(options.corpus), pairs()
    known = HeldOut(corpus, provisions(options.laws), of_law if options.measure else of_article)
    own = [sentences(corpus, draft(case), known.precedents(case), known.detector(case)) for case in cases]
    weights = trained(groups(cases, own))
    beside = list(others(corpus, weights, known))
    if options.measure:
        measure(cases, own, beside)
        return 0
    weights.update(functions([*judge(cases, own, weights), *beside]))
    stored = json.loads(WEIGHTS.read_text("utf-8"))
    WEIGHTS.write_text(json.dumps({**stored, **weights}, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
