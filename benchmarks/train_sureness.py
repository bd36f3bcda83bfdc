"""How sure a difference is, and how sure a doubt: what ``train_alignment.py`` learns beside the order of articles.

Two logistic functions over the signs of ``align/sureness.py`` and ``align/whole.py``. They learn from the labelled pairs,
from lawful clauses labelled for other questions (``tests/cases/labelled``, the blind ones left out), from articles of
local regulations, in which hardly anything is wrong, and from sentences of articles with one slot changed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log
from typing import Protocol

import numpy as np
from align_control import control_draft, sample
from align_mutations import mutated, mutated_draft
from pair_cases import DAY, ROOT, Case, draft, of_file, right_articles
from sklearn.linear_model import LogisticRegression

from lawcheck.align.alignment import COMPARED, Asked, asked, differing, doubted, orders
from lawcheck.align.govern import READ, Candidate, Seeker
from lawcheck.align.precedents import Precedents
from lawcheck.align.sureness import Signs
from lawcheck.corpus.store import StoredCorpus
from lawcheck.model import Document, Governing
from lawcheck.suspicion.contrary import Detector
from lawcheck.suspicion.features import hashes

LABELLED = ROOT / "tests/cases/labelled"
ALL, SEED = 1000, 5
# What a clause of its kind counts in learning: a difference from a wrong article, a clause that contradicts nothing, a
# lawful clause, an article of a local regulation, a changed sentence; how many of the last two, of lawful clauses a file.
WRONG_ARTICLE, QUIET, LAWFUL_WEIGHT, LOCAL_WEIGHT, MUTATED_WEIGHT = 0.15, 1.5, 0.5, 0.3, 0.15
LOCAL, MUTATED, OTHER_SEED, LAWFUL = 240, 50, 11, 700
# How strictly weights are kept small.
STRICT = 0.3
# From which value on each function speaks, chosen with laws held out so that about one consistent pair in thirteen is
# alarmed; written into its constant, so that one half is the bound in use.
SPEAKS = {"sure": 0.5, "doubt": 0.6}
Weights = Mapping[str, Mapping[str, float]]


class Known(Protocol):
    """What is known of other cases when a case is read (``train_precedents.HeldOut``)."""

    def precedents(self, case: Case) -> Precedents:
        """The clauses to compare with."""
        ...

    def detector(self, case: Case) -> Detector:
        """The detector of what is contrary."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence of a draft with every candidate read."""

    seeker: Seeker
    asked: Asked
    candidates: Sequence[Candidate]


@dataclass(frozen=True, slots=True)
class Judged:
    """A clause with what was found, for each function: the signs, and whether the article is a right one.

    ``conflict``: the clause contradicts an article; ``weight``: what a clause of its kind counts in learning.
    """

    case: str
    law: str
    conflict: bool
    weight: float
    found: Mapping[str, Sequence[tuple[Signs, bool]]]


def sentences(
    corpus: StoredCorpus, document: Document, precedents: Precedents | None = None, detector: Detector | None = None
) -> list[Reading]:
    """The sentences of a draft for which articles are looked for; its citations are left out.

    ``precedents`` and ``detector``: those that do not know the draft, None for those that ship.
    """
    seeker = Seeker(document, corpus, DAY, precedents)
    every = list(asked(document, ()))
    if detector is not None:
        every = [
            replace(one, suspicion=replace(one.suspicion, contrary=detector.of(tuple(hashes(one.norm.text)))))
            for one in every
        ]
    candidates = seeker.candidates([(one.norm, ()) for one in every], ALL)
    return [Reading(seeker, one, some) for one, some in zip(every, candidates, strict=True)]


def found(
    own: Sequence[Reading], weights: Weights, right: set[tuple[str, str]]
) -> dict[str, list[tuple[Signs, bool]]]:
    """The differences and doubts of a draft, with the order that the weights give."""
    sure, doubt = [], []
    for one in own:
        norm, suspicion, passages = one.asked.norm, one.asked.suspicion, ordered(one.candidates, weights)
        if orders(norm):
            for slot, passage, signs in differing(norm, passages, one.seeker, suspicion):
                if slot.kind is not None:
                    sure.append((signs, _is_right(passage, right)))
        for _, passage, signs in doubted(norm, passages, one.seeker, suspicion):
            doubt.append((signs, _is_right(passage, right)))
    return {"sure": sure, "doubt": doubt}


def _is_right(passage: Governing, right: set[tuple[str, str]]) -> bool:
    return (passage.law.title, passage.article) in right


def ordered(candidates: Sequence[Candidate], weights: Weights) -> list[Governing]:
    """The candidates as ``Seeker.governing`` orders them, under other weights."""
    likely = sorted(candidates, key=lambda one: -value(weights["likely"], one))[:READ]
    best = sorted(((value(weights["read"], one), one) for one in likely), key=lambda pair: -pair[0])
    whole = sum(exp(one[0] - best[0][0]) for one in best)
    return [
        Governing(one.law, one.article, one.text, exp(score - best[0][0]) / whole, one.cited)
        for score, one in best[:COMPARED]
    ]


def value(weights: Mapping[str, float], one: Candidate) -> float:
    """The value of an article under other weights."""
    return sum(weights.get(sign, 0.0) * number for sign, number in one.signs.items())


def judge(cases: Sequence[Case], own: Sequence[Sequence[Reading]], weights: Weights) -> list[Judged]:
    """The labelled pairs with what was found in them."""
    return [
        Judged(
            case["id"], case["law"], case["relation"] == "conflict", 1.0 if case["relation"] == "conflict" else QUIET,
            found(readings, weights, right_articles(case)),
        )
        for case, readings in zip(cases, own, strict=True)
    ]  # fmt: skip


def others(corpus: StoredCorpus, weights: Weights, known: Known) -> Iterator[Judged]:
    """Lawful clauses, articles of local regulations, and sentences of articles as they stand and with one slot changed."""
    for case in lawful():
        own = sentences(corpus, draft(case), known.precedents(case), known.detector(case))
        yield Judged(case["id"], case["id"], False, LAWFUL_WEIGHT, found(own, weights, set()))
    for law, number, words in sample(corpus, LOCAL, OTHER_SEED):
        own = sentences(corpus, control_draft(law, number, words))
        yield Judged(law.title + number, law.title, False, LOCAL_WEIGHT, found(own, weights, set()))
    for changed in mutated(corpus, MUTATED, OTHER_SEED):
        right, wrong = {(changed.law, changed.article)}, changed.kind not in ("verbatim", "favourable")
        every = found(sentences(corpus, mutated_draft(changed)), weights, right)
        kept = {name: [one for one in some if one[1] or not wrong] for name, some in every.items()}
        weight = MUTATED_WEIGHT * (1 if wrong else 2)
        yield Judged(changed.sentence, changed.law, wrong, weight, kept)


def lawful() -> Iterator[Case]:
    """Labelled clauses in which nothing is wrong, at most so many of a file; the blind ones are left for measuring."""
    for file in sorted(LABELLED.glob("*.jsonl")):
        if "blind" in file.name:
            continue
        clean = [one for one in of_file(file) if not one["expect"] and "LG-3" not in one.get("also_ok", ())]
        yield from random.Random(SEED).sample(clean, min(LAWFUL, len(clean)))


def functions(judged: Sequence[Judged]) -> dict[str, dict[str, float]]:
    """Both logistic functions of the signs, in plain units, with the bound written into the constant."""
    return {name: _function(judged, name) for name in SPEAKS}


def _function(judged: Sequence[Judged], name: str) -> dict[str, float]:
    rows, wanted, counts = [], [], []
    for one in judged:
        for signs, right in one.found[name]:
            rows.append(signs)
            wanted.append(one.conflict and right)
            counts.append(one.weight if one.conflict == right else WRONG_ARTICLE if one.conflict else one.weight)
    names = sorted({sign for signs in rows for sign in signs})
    table = np.array([[float(signs.get(sign, 0.0)) for sign in names] for signs in rows])
    scale = table.std(0) + 1e-6
    model = LogisticRegression(C=STRICT, max_iter=2000).fit(table / scale, wanted, sample_weight=counts)
    weights = {sign: round(float(w), 4) for sign, w in zip(names, model.coef_[0] / scale, strict=True)}
    bound = SPEAKS[name]
    return {"constant": round(float(model.intercept_[0]) - log(bound / (1 - bound)), 4), **weights}


def surest(weights: Weights, one: Judged) -> tuple[float, bool]:
    """The value of what is surest in a clause, and whether its article is right; differences go before doubts."""
    best = (-ALL, False)
    for name in SPEAKS:
        known = weights[name]
        values = (
            (known["constant"] + sum(known.get(sign, 0.0) * number for sign, number in signs.items()), right)
            for signs, right in one.found[name]
        )
        best = max(values, default=(-ALL, False))
        if best[0] >= 0:
            break
    return best
