"""The labelled cases that a judgment rests on: the nearest ones of the same review point, shown with the finding."""

from __future__ import annotations

import json
from functools import cache
from math import sqrt

from lawcheck.resources import folder
from lawcheck.signal.features import hashes
from lawcheck.signal.model import Model
from lawcheck.text.fold import skeleton


def nearest(model: Model, code: str, text: str) -> str:
    """The words of the labelled case of this code that shares most with the clause (skeleton), rare features first."""
    own = hashes(text)

    def nearness(case: tuple[str, frozenset[int]]) -> tuple[float, str]:
        words, features = case
        shared = sum(model.rarity[one] ** 2 for one in own & features)
        return shared / sqrt(sum(model.rarity[one] ** 2 for one in features) or 1), words

    return max(map(nearness, _cases(code)), default=(0.0, ""))[1]


@cache
def _cases(code: str) -> tuple[tuple[str, frozenset[int]], ...]:
    return tuple((words, hashes(skeleton(words))) for words in _labelled()[code])


@cache
def _labelled() -> dict[str, list[str]]:
    """Review point → clauses labelled with it."""
    path = folder("rulesets") / "similar-cases" / "cases.json"
    cases: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return cases
