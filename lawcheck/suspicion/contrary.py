"""How much a clause looks like one that contradicts the article it is about, by its words alone.

Learnt from the labelled pairs of a clause and an article, contrary and lawful ones about the same matter. Linear over the
same hashed features as the signal, with rarities of its own; written by ``benchmarks/train_precedents.py``.
"""

from __future__ import annotations

import json
import zlib
from array import array
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from operator import itemgetter

from lawcheck.errors import UsageError
from lawcheck.suspicion import model
from lawcheck.suspicion.features import BITS, hashes, weighted
from lawcheck.suspicion.model import FEW, Suspicion, Vector

FILE = "contrary.bin"


@dataclass(frozen=True, slots=True)
class Detector:
    """``rarity``: a byte for each hashed feature, 0 for one unknown."""

    rarity: bytes
    vector: Vector

    def of(self, every: tuple[int, ...]) -> float:
        """Its reading of a clause, of which all features are given (``features.hashes``).

        Above 0: rather contrary than lawful; 0 if too little of it is known.
        """
        clause = weighted(every, self.rarity)
        return self.vector.of(itemgetter(*clause.found), clause) if len(clause.found) >= FEW else 0.0


@cache
def load() -> Detector:
    """The weights that ship. Raises UsageError if they are damaged."""
    try:
        head, _, body = zlib.decompress((files(__package__) / FILE).read_bytes()).partition(b"\n")
        scale, constant = json.loads(head)
        weights = array("b")
        weights.frombytes(body[1 << BITS :])
        return Detector(body[: 1 << BITS], Vector(weights, scale, constant))
    except (OSError, ValueError, zlib.error) as error:
        raise UsageError(
            f"安装不完整：统计信号的权重文件损坏（{FILE}），请重新安装 lawcheck。", "installation"
        ) from error


def suspicion(text: str) -> Suspicion:
    """All readings of a clause (skeleton)."""
    every = tuple(hashes(text))
    return replace(model.load().suspicion(every), contrary=load().of(every))
