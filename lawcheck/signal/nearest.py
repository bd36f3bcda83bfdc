"""The labelled cases that a judgment rests on: the nearest ones of the same review point, shown with the finding."""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass
from functools import cache
from math import sqrt

from lawcheck.resources import folder
from lawcheck.suspicion.features import hashes
from lawcheck.suspicion.model import load
from lawcheck.text.fold import skeleton


def nearest(code: str, text: str) -> str:
    """The words of the labelled case of this code that shares most with the clause (skeleton), rare features first."""
    own, weight = hashes(text), _squares().__getitem__
    return max(
        ((sum(map(weight, own.intersection(case.features))) / case.length, case.words) for case in _cases(code)),
        default=(0.0, ""),
    )[1]


@dataclass(frozen=True, slots=True)
class _Case:
    words: str
    features: array[int]  # an array, since sets of thousands of cases would take tens of megabytes
    length: float


@cache
def _cases(code: str) -> tuple[_Case, ...]:
    weight = _squares().__getitem__
    found = []
    for words in _labelled()[code]:
        features = array("I", sorted(filter(weight, hashes(skeleton(words)))))
        found.append(_Case(words, features, sqrt(sum(map(weight, features)) or 1)))
    return tuple(found)


@cache
def _squares() -> array[int]:
    """How much a feature counts that both clauses have."""
    return array("H", (one * one for one in load().rarity))


@cache
def _labelled() -> dict[str, list[str]]:
    """Review point → clauses labelled with it."""
    path = folder("rulesets") / "similar-cases" / "cases.json"
    cases: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return cases
