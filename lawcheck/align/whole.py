"""A sentence as a whole beside the article that governs it: nothing is named that differs.

Half of the contradictions of a law hold no figure and turn no modal word round: a right is left out, a paper more is
asked, an exception is made, in words that the law does not use. What shows them is that the sentence reads like unlawful
ones (``suspicion``) and that the article governs it; what both order, and what the sentence adds, weigh too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lawcheck.align.compare_added import CONDITION, EXCEPTION
from lawcheck.align.norm import Norm
from lawcheck.align.slots import Rarity, shared
from lawcheck.align.sureness import Signs

# Signs that say more together.
_TOGETHER = (
    ("legality", "share"), ("legality", "likely"), ("legality", "named"), ("legality", "rare"), ("legality", "concepts"),
    ("anything", "share"), ("share", "likely"), ("named", "likely"), ("rare", "named"), ("rare", "likely"),
)  # fmt: skip


def nearest(draft: Norm, law: Sequence[Norm], rarity: Rarity) -> Norm | None:
    """The sentence of an article that shares most with one of the draft; None if none shares anything."""
    weights = [shared(draft.tokens, norm.tokens, rarity) for norm in law]
    most = max(weights, default=0.0)
    return law[weights.index(most)] if most else None


def signs(draft: Norm, law: Norm, known: Signs, *, agreed: bool) -> Signs:
    """The signs of a sentence before the nearest one of an article; ``known``: the common ones (``sureness.common``).

    ``agreed``: a figure of the sentence keeps within the article. What a sentence with a figure is like may differ from it in
    the figure only.
    """
    found = dict(known)
    figure = any(not one.conditional for one in draft.figures)
    found.update({"agreed": agreed, "figure": figure, "figure and like contrary": figure * known["like contrary"]})
    ours, theirs = _modalities(draft), _modalities(law)
    found.update((f"our {one}", 1.0) for one in ours)
    found.update((f"their {one}", 1.0) for one in theirs)
    found.update((f"both {one} {other}", 1.0) for one in ours for other in theirs)
    found.update((name, 1.0) for name in _cues(draft, law))
    found.update((f"{one} and {other}", known[one] * known[other]) for one, other in _TOGETHER)
    return found


def _modalities(norm: Norm) -> frozenset[str]:
    return frozenset(part.modality for part in norm.parts if part.own and part.modality)


def _cues(draft: Norm, law: Norm) -> Iterator[str]:
    """What the sentence adds, who acts, whether figures are ordered."""
    if CONDITION.search(draft.text):
        yield "adds"
    if EXCEPTION.search(draft.text):
        yield "excepts"
    if draft.actor:
        yield "actor"
    for name, norm in (("our figures", draft), ("their figures", law)):
        if any(not figure.conditional for figure in norm.figures):
            yield name
