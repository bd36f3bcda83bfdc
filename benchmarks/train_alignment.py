"""Train the comparison with superior law: labelled pairs + an imported corpus → lawcheck/align/data/weights.json.

Two functions are learnt: which article governs a sentence (before and after the articles were read), and how sure a
difference is.

    pip install -e ".[train]"
    python benchmarks/train_alignment.py CORPUS             # writes the weights
    python benchmarks/train_alignment.py CORPUS --measure   # figures on laws held out, writes nothing

Learns from ``tests/cases/pairs/*.jsonl``: a draft clause with the article beside it; the first function also from
``later/written3.jsonl``, the second from articles of local regulations, in which hardly anything is wrong, and from
sentences of articles with one slot changed.
Whatever is reported is measured on pairs whose law was not learnt from. Deterministic: all seeds are fixed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp
from pathlib import Path
from typing import Any

import numpy as np
from align_control import control_draft, sample
from align_mutations import mutated, mutated_draft
from sklearn.linear_model import LogisticRegression

from lawcheck.align.alignment import COMPARED, SHORT, differing, orders
from lawcheck.align.govern import AFTER_READING, READ, Candidate, Seeker
from lawcheck.align.norm import Norm
from lawcheck.align.reading import read
from lawcheck.align.sentences import of_draft
from lawcheck.corpus.store import StoredCorpus
from lawcheck.model import Document, Governing, Stated
from lawcheck.read import read_bytes
from lawcheck.structure import structure

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests/cases/pairs"
# Pairs in an office's own words: from them it is learnt which article governs, not how sure a difference is.
OWN_WORDS = CASES / "later/written3.jsonl"
WEIGHTS = ROOT / "lawcheck/align/data/weights.json"
DAY = date(2026, 6, 1)
ALL, PARTS, SEED, STEPS, DECAY = 1000, 5, 5, 400, 3e-3
RANKS = (1, 3, 5, 16)
# What a difference from a wrong article counts, a clause that contradicts nothing, an article of a local regulation, a
# changed sentence; how many of the last two; how strictly weights are kept small.
WRONG_ARTICLE, QUIET, LOCAL_WEIGHT, MUTATED_WEIGHT, LOCAL, MUTATED, OTHER_SEED, STRICT = (
    0.3,
    1.5,
    0.3,
    0.15,
    240,
    50,
    11,
    0.3,
)
# Signs that are only known once an article was read.
READ_SIGNS = AFTER_READING


@dataclass(frozen=True, slots=True)
class Group:
    """A sentence with its candidates: signs as rows, and which are right."""

    case: str
    law: str
    signs: tuple[str, ...]
    rows: np.ndarray
    right: tuple[int, ...]


def draft(case: dict[str, Any]) -> Document:
    """The clause below its title and issuer."""
    lines = [case[key] for key in ("title", "issuer", "clause") if case.get(key)]
    return structure(read_bytes("\n".join(lines).encode(), "case.txt"), Stated(fragment=True))


def pairs() -> list[dict[str, Any]]:
    """The labelled pairs of all files, in order."""
    return [case for file in sorted(CASES.glob("*.jsonl")) for case in labelled(file)]


def labelled(file: Path) -> list[dict[str, Any]]:
    """The labelled pairs of a file."""
    return [json.loads(line) for line in file.open(encoding="utf-8")]


def right_articles(case: dict[str, Any]) -> set[tuple[str, str]]:
    """The article beside the clause and those that are equally right."""
    return {(one["law"], one["article"]) for one in [case, *(case.get("also") or ())]}


def groups(corpus: StoredCorpus, cases: Sequence[dict[str, Any]]) -> list[Group]:
    """The sentences of the pairs that are about the article, with every candidate read."""
    found = []
    for case in cases:
        if case["relation"] == "unrelated":
            continue
        document, right = draft(case), right_articles(case)
        seeker = Seeker(document, corpus, DAY)
        for sentence in of_draft(document):
            candidates = seeker.candidates(read(sentence.text, sentence.before), (), ALL)
            if candidates:
                found.append(group(case, candidates, right))
    return found


def group(case: dict[str, Any], candidates: Sequence[Candidate], right: set[tuple[str, str]]) -> Group:
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
    """Case → the place of the best right candidate; ``kept``: the weights that choose those that are read."""
    best: dict[str, int] = {}
    for one in found:
        order = np.argsort(-one.rows @ vector(one, weights), kind="stable")
        if kept is not None:
            read_ones = set(np.argsort(-one.rows @ vector(one, kept), kind="stable")[:READ].tolist())
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
    likely = learn(found, [sign for sign in signs if sign not in READ_SIGNS])
    return {"likely": likely, "read": learn(found, signs)}


@dataclass(frozen=True, slots=True)
class Judged:
    """A clause with the differences found: the signs of each, and whether its article is a right one.

    ``conflict``: the clause contradicts an article; ``weight``: what a clause of its kind counts in learning.
    """

    case: str
    law: str
    conflict: bool
    weight: float
    found: tuple[tuple[dict[str, float], bool], ...]


Sentences = list[tuple[Seeker, Norm, list[Candidate]]]


def sentences(corpus: StoredCorpus, document: Document) -> Sentences:
    """The sentences of a draft that order something, with every candidate read."""
    seeker = Seeker(document, corpus, DAY)
    norms = (read(one.text, one.before) for one in of_draft(document) if len(one.text) >= SHORT)
    return [(seeker, norm, seeker.candidates(norm, (), ALL)) for norm in norms if orders(norm)]


def judged(own: Sentences, weights: dict[str, dict[str, float]], right: set[tuple[str, str]]) -> Iterator[Any]:
    """The differences of a draft, with the order that the weights give."""
    for seeker, norm, candidates in own:
        for slot, passage, signs in differing(norm, ordered(candidates, weights), seeker):
            if slot.kind is not None:
                yield signs, (passage.law.title, passage.article) in right


def ordered(candidates: Sequence[Candidate], weights: dict[str, dict[str, float]]) -> list[Governing]:
    """The candidates as ``Seeker.governing`` orders them, under other weights."""
    likely = sorted(candidates, key=lambda one: -value(weights["likely"], one))[:READ]
    best = sorted(((value(weights["read"], one), one) for one in likely), key=lambda pair: -pair[0])
    whole = sum(exp(one[0] - best[0][0]) for one in best)
    return [
        Governing(one.law, one.article, one.text, exp(score - best[0][0]) / whole, one.cited)
        for score, one in best[:COMPARED]
    ]


def value(weights: dict[str, float], one: Candidate) -> float:
    """The value of an article under other weights."""
    return sum(weights.get(sign, 0.0) * number for sign, number in one.signs.items())


def surety(found: Sequence[Judged]) -> dict[str, float]:
    """The logistic function of the signs of a difference, in plain units."""
    rows, wanted, counts = [], [], []
    for one in found:
        for signs, right in one.found:
            rows.append(signs)
            wanted.append(one.conflict and right)
            counts.append(one.weight if one.conflict == right else WRONG_ARTICLE if one.conflict else one.weight)
    names = sorted({sign for signs in rows for sign in signs})
    table = np.array([[float(signs.get(name, 0.0)) for name in names] for signs in rows])
    scale = table.std(0) + 1e-6
    model = LogisticRegression(C=STRICT, max_iter=1000).fit(table / scale, wanted, sample_weight=counts)
    weights = {name: round(float(w), 4) for name, w in zip(names, model.coef_[0] / scale, strict=True)}
    return {"constant": round(float(model.intercept_[0]), 4), **weights}


def others(corpus: StoredCorpus, weights: dict[str, dict[str, float]]) -> Iterator[Judged]:
    """Articles of local regulations, and sentences of articles as they stand and with one slot changed."""
    for law, number, words in sample(corpus, LOCAL, OTHER_SEED):
        own = sentences(corpus, control_draft(law, number, words))
        yield Judged(law.title + number, law.title, False, LOCAL_WEIGHT, tuple(judged(own, weights, set())))
    for case in mutated(corpus, MUTATED, OTHER_SEED):
        right, wrong = {(case.law, case.article)}, case.kind not in ("verbatim", "favourable")
        found = tuple(judged(sentences(corpus, mutated_draft(case)), weights, right))
        kept = found if not wrong else tuple(one for one in found if one[1])
        yield Judged(case.sentence, case.law, wrong, MUTATED_WEIGHT * (1 if wrong else 2), kept)


def sure_of(weights: dict[str, float], one: Judged) -> tuple[float, bool]:
    """The value of the surest difference of a clause, and whether its article is right."""
    values = (
        (weights["constant"] + sum(weights.get(sign, 0.0) * number for sign, number in signs.items()), right)
        for signs, right in one.found
    )
    return max(values, default=(-ALL, False))


def judge(
    cases: Sequence[dict[str, Any]], own: Sequence[Sentences], weights: dict[str, dict[str, float]]
) -> list[Judged]:
    """The labelled pairs with their differences."""
    return [
        Judged(
            case["id"], case["law"], case["relation"] == "conflict", 1.0 if case["relation"] == "conflict" else QUIET,
            tuple(judged(sentence, weights, right_articles(case))),
        )
        for case, sentence in zip(cases, own, strict=True)
    ]  # fmt: skip


def measure(corpus: StoredCorpus, cases: Sequence[dict[str, Any]], found: Sequence[Group]) -> None:
    """Print both functions' figures on laws held out."""
    parts = by_law([*(case["law"] for case in cases), *(one.law for one in found)])
    places_held: dict[str, int] = {}
    said: dict[str, tuple[float, bool]] = {}
    beside = list(others(corpus, trained(found)))
    own = [sentences(corpus, draft(case)) for case in cases]
    for part in range(PARTS):
        weights = trained([one for one in found if parts[one.law] != part])
        held = [one for one in found if parts[one.law] == part]
        places_held.update(places(held, weights["read"], weights["likely"]))
        differences = judge(cases, own, weights)
        sure = surety([*(one for one in differences if parts[one.law] != part), *beside])
        said.update({one.case: sure_of(sure, one) for one in differences if parts[one.law] == part})
    for file in sorted(CASES.glob("*.jsonl")):
        report_places(file, places_held)
        report_said(file, said)
    report_places(OWN_WORDS, places_held)


def report_places(file: Path, places_held: dict[str, int]) -> None:
    """Print how often a right article is among the first, of the pairs of a file."""
    places_own = [places_held[case["id"]] for case in labelled(file) if case["id"] in places_held]
    shares = ", ".join(f"@{rank} {sum(p < rank for p in places_own) / len(places_own):.3f}" for rank in RANKS)
    print(f"{file.name}, laws held out: {len(places_own)} clauses {shares}")


def report_said(file: Path, said: dict[str, tuple[float, bool]]) -> None:
    """Print how many contradictions of a file are found, and how many alarms are false."""
    cases = labelled(file)
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
    parser.add_argument("--measure", action="store_true", help="figures on laws held out; writes nothing")
    options = parser.parse_args()
    corpus, cases = StoredCorpus(options.corpus), pairs()
    found = groups(corpus, [*cases, *labelled(OWN_WORDS)])
    if options.measure:
        measure(corpus, cases, found)
        return 0
    weights = trained(found)
    own = [sentences(corpus, draft(case)) for case in cases]
    weights["sure"] = surety([*judge(cases, own, weights), *others(corpus, weights)])
    stored = json.loads(WEIGHTS.read_text("utf-8"))
    WEIGHTS.write_text(json.dumps({**stored, **weights}, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
