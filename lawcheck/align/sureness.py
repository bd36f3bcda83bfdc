"""How sure it is that a difference is one: that both speak of the same act, and that it is not read wrongly.

A logistic function of signs, each of which a reader can check: how likely the article governs the sentence and how far
up it stands, whether the law is about what the draft is about by its title, how many concepts and rare words both share,
how much of the sentence and of the law's sentence is shared, whether a figure agrees, the way in which the difference
was found, and how suspicious the sentence is by its words alone. The weights were learnt from labelled pairs, from
lawful clauses, from sentences of articles with one slot changed, and from articles in which nothing is wrong
(``benchmarks/train_alignment.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log
from typing import TYPE_CHECKING

from lawcheck.align.learnt import linear
from lawcheck.align.norm import Norm
from lawcheck.align.slots import Rarity, Slot, shared
from lawcheck.align.words import concepts
from lawcheck.suspicion import Suspicion

if TYPE_CHECKING:
    from lawcheck.align.precedents import Likeness

_CONCEPTS, _RAREST = 6, 4
_LEAST = 1e-4
_LOWEST, _HIGHEST = -5.0, 4.0
Signs = dict[str, float]


def common(
    draft: Norm,
    law: Norm,
    rarity: Rarity,
    suspicion: Suspicion,
    like: Likeness,
    *,
    named: float,
    place: int,
    likely: float,
) -> Signs:
    """The signs that both speak of the same, and that the sentence is suspicious.

    ``like``: likeness to clauses held against the article; ``named``: share of the law's title that the draft names; ``place`` and ``likely`` of the article among those read.
    """
    both = draft.tokens & law.tokens
    weak = concepts().weak
    telling = sorted((rarity[token] for token in both if token not in weak), reverse=True)
    whole = sum(rarity[token] for token in draft.tokens) or 1.0
    return {
        "likely": log(max(_LEAST, likely)),
        "place": place,
        "named": named,
        "concepts": min(_CONCEPTS, sum(token.startswith("=") for token in both if token not in weak)),
        "rare": sum(telling[:_RAREST]),
        "share": min(1.0, shared(draft.tokens, law.tokens, rarity) / whole),
        "cover": len(both) / (8 + len(law.tokens)),
        "legality": _bounded(suspicion.legality),
        "fair competition": _bounded(suspicion.fair_competition),
        "anything": _bounded(suspicion.anything),
        "contrary": _bounded(suspicion.contrary),
        "like contrary": like.contrary,
        "like lawful": like.lawful,
    }


def _bounded(reading: float) -> float:
    """Beyond the bounds a reading says no more: long sentences near to the law read below -10."""
    return max(_LOWEST, min(_HIGHEST, reading))


def of_slot(
    slot: Slot, draft: Norm, rarity: Rarity, known: Mapping[str, float], *, agreed: bool, within: bool
) -> Signs:
    """The signs of a difference beside the common ones.

    ``agreed``: a figure of the sentence agrees with the article; ``within``: one agreed with a likelier article.
    """
    whole = sum(rarity[token] for token in draft.tokens) or 1.0
    found: Signs = {
        **known,
        "around": min(1.0, slot.strength / whole),
        "agreed": agreed,
        "within": within,
        "strict": any(part.modality in ("refused", "need_not", "only") and part.own for part in draft.parts),
        "leave": any(part.modality == "may" and part.own for part in draft.parts),
        "duty": any(part.modality == "must" and part.own for part in draft.parts),
        f"kind {slot.kind}": 1.0,
    }
    if slot.way:
        found[f"way {slot.way}"] = 1.0
    return found


def sureness(function: str, signs: Mapping[str, float]) -> float:
    """From 0 to 1, of the signs; ``function``: ``sure`` of a difference, ``doubt`` of a sentence as a whole."""
    return 1 / (1 + exp(-linear(function, signs)))
