"""How sure it is that a difference is one: that both speak of the same act, and that it is not read wrongly.

A logistic model of seven signs, each of which a reader can check: is the law about what the draft is about by its title,
how far up the article stands among those proposed and with what score, how many concepts and rare words both share,
how much of the sentence is shared at all (a sentence shared nearly whole restates rather than contradicts), and the kind
of difference. The weights were fitted on labelled pairs and on articles of local regulations in which nothing is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp

from lawcheck.align.norm import Norm
from lawcheck.align.slots import Slot, shared
from lawcheck.align.words import concepts
from lawcheck.model.aligning import DifferenceKind

_CONSTANT, _NAMED, _PLACE, _SCORE, _CONCEPT, _RARE, _SHARE = -2.1, 1.08, -0.36, 0.0016, 0.36, 0.035, -0.63
_CONCEPTS, _RAREST = 6, 4
_KINDS: dict[DifferenceKind, float] = {
    "penalty_amount": -0.42, "time_limit": 0.26, "threshold": 0.21, "modality": -0.42, "side": -0.06, "authority": 0.61,
    "condition": -1.44, "scope": -0.86,
}  # fmt: skip


def sureness(
    slot: Slot, draft: Norm, law: Norm, rarity: Mapping[str, float], named: float, place: int, score: float
) -> float:
    """From 0 to 1. ``named``: share of the law's title that the draft names; ``place`` and ``score`` of the article."""
    common = draft.tokens & law.tokens
    weak = concepts().weak
    telling = sorted((rarity[token] for token in common if token not in weak), reverse=True)
    whole = sum(rarity[token] for token in draft.tokens) or 1.0
    value = (
        _CONSTANT
        + _NAMED * named
        + _PLACE * place
        + _SCORE * score
        + _CONCEPT * min(_CONCEPTS, sum(token.startswith("=") for token in common if token not in weak))
        + _RARE * sum(telling[:_RAREST])
        + _SHARE * min(1.0, shared(draft.tokens, law.tokens, rarity) / whole)
        + (_KINDS.get(slot.kind, 0.0) if slot.kind else 0.0)
    )
    return 1 / (1 + exp(-value))
