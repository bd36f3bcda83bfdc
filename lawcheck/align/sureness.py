"""How sure it is that a difference is one: that both speak of the same act, and that it is not read wrongly.

A logistic function of signs, each of which a reader can check: how likely the article governs the sentence and how far
up it stands, whether the law is about what the draft is about by its title, how many concepts and rare words both share,
how much of the sentence and of the law's sentence is shared, whether a figure agrees, and the way in which the difference
was found. The weights were learnt from labelled pairs, from sentences of articles with one slot changed, and from
articles in which nothing is wrong (``benchmarks/train_alignment.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log

from lawcheck.align.learnt import linear
from lawcheck.align.norm import Norm
from lawcheck.align.slots import Slot, shared
from lawcheck.align.words import concepts

_CONCEPTS, _RAREST = 6, 4
_LEAST = 1e-4


def signs(
    slot: Slot,
    draft: Norm,
    law: Norm,
    rarity: Mapping[str, float],
    *,
    named: float,
    place: int,
    likely: float,
    agreed: bool,
    within: bool,
) -> dict[str, float]:
    """The signs of a difference.

    ``named``: share of the law's title that the draft names; ``place`` and ``likely`` of the article among those read;
    ``agreed``: a figure of the sentence agrees with the article; ``within``: one agreed with a likelier article.
    """
    common = draft.tokens & law.tokens
    weak = concepts().weak
    telling = sorted((rarity[token] for token in common if token not in weak), reverse=True)
    whole = sum(rarity[token] for token in draft.tokens) or 1.0
    both = shared(draft.tokens, law.tokens, rarity)
    found: dict[str, float] = {
        "likely": log(max(_LEAST, likely)),
        "place": place,
        "named": named,
        "concepts": min(_CONCEPTS, sum(token.startswith("=") for token in common if token not in weak)),
        "rare": sum(telling[:_RAREST]),
        "share": min(1.0, both / whole),
        "cover": len(common) / (8 + len(law.tokens)),
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


def sureness(of_difference: Mapping[str, float]) -> float:
    """From 0 to 1, of the signs."""
    return 1 / (1 + exp(-linear("sure", of_difference)))
