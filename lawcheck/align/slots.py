"""A difference found in one slot, and the measure of what two texts share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import repeat

from lawcheck.model.aligning import DifferenceKind

Rarity = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Slot:
    """One difference: its kind (None: the two agree), the sentence for people, the place of the law's sentence.

    ``strength`` is what speaks for it, ``way`` how it was found: some ways are surer than others.
    """

    kind: DifferenceKind | None
    sentence: str
    norm: int
    strength: float
    way: str = ""


def shared(one: frozenset[str], other: frozenset[str], rarity: Rarity) -> float:
    """What the tokens in common weigh; ``rarity`` knows those of the draft."""
    return sum(map(rarity.get, one & other, repeat(0.0)))
