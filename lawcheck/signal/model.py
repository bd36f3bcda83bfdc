"""The weights: one detector for each family of review points, one that tells the families apart, one vector a code.

All vectors are linear over the hashed features, each feature weighted by how rare it is and a clause scaled to
length one. The file is written by ``benchmarks/train_signal.py``: a line of JSON, then the arrays, compressed.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from operator import mul
from pathlib import Path

from lawcheck.errors import UsageError
from lawcheck.resources import folder
from lawcheck.signal.features import BITS, hashes

FAMILIES = ("FC", "LG")


@dataclass(frozen=True, slots=True)
class Vector:
    """A linear function: weights in steps of ``scale``, and a constant."""

    weights: array[int]
    scale: float
    constant: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on a family speaks, how sure its words must point to it, and how near a second code must come."""

    detect: float
    belong: float
    second: float


@dataclass(frozen=True, slots=True)
class Model:
    """What the signal learnt. ``trained_on``: counts and digests of the cases, as the trainer wrote them."""

    rarity: bytes
    detectors: dict[str, Vector]
    family: Vector
    codes: dict[str, dict[str, Vector]]
    thresholds: dict[str, Thresholds]
    trained_on: dict[str, object]

    def codes_of(self, text: str) -> tuple[str, ...]:
        """The review points that a clause (skeleton) comes near enough to, the nearest first; mostly none."""
        found = sorted(hashes(text))
        rarity = list(map(self.rarity.__getitem__, found))
        length = sqrt(sum(map(mul, rarity, rarity)))
        if not length:
            return ()
        side = 0.0
        named: list[str] = []
        for family, detector in self.detectors.items():
            limits = self.thresholds[family]
            if _value(detector, found, rarity, length) < limits.detect:
                continue
            side = side or _value(self.family, found, rarity, length)
            if (side if family == "FC" else -side) < limits.belong:
                continue
            named.extend(self._nearest(family, found, rarity, length, limits.second))
        return tuple(named)

    def _nearest(
        self, family: str, found: Sequence[int], rarity: Sequence[int], length: float, second: float
    ) -> list[str]:
        """The code of a family that the clause comes nearest to, and the next one if it is nearly as near."""
        small = [one & _SMALL for one in found]
        ranked = sorted(
            ((_value(vector, small, rarity, length), code) for code, vector in self.codes[family].items()),
            reverse=True,
        )
        return [code for value, code in ranked[:2] if value >= ranked[0][0] - second]


# Codes need less room than detectors: they are told apart by the words of violations only.
CODE_BITS = 16
_SMALL = (1 << CODE_BITS) - 1


def _value(vector: Vector, found: Sequence[int], rarity: Sequence[int], length: float) -> float:
    products = map(mul, rarity, map(vector.weights.__getitem__, found))
    return sum(products) * vector.scale / length + vector.constant


def path() -> Path:
    """Where the weights are: beside the rules that speak for them."""
    return folder("rulesets") / "similar-cases" / "weights.bin"


@cache
def load() -> Model:
    """The weights that ship. Raises UsageError if they are damaged."""
    try:
        data = zlib.decompress(path().read_bytes())
        head, _, body = data.partition(b"\n")
        return _read(json.loads(head), memoryview(body))
    except (OSError, ValueError, KeyError, zlib.error) as error:
        raise UsageError(f"安装不完整：统计信号的权重文件损坏（{path().name}），请重新安装 lawcheck。", "installation") from error


def _read(head: dict[str, object], body: memoryview) -> Model:
    """Arrays follow one another in the order of the head: rarity, detectors, family, codes of each family."""
    offset = 0

    def take(size: int) -> memoryview:
        nonlocal offset
        offset += size
        return body[offset - size : offset]

    def vector(entry: list[float], bits: int) -> Vector:
        weights = array("b")
        weights.frombytes(take(1 << bits))
        return Vector(weights, entry[0], entry[1])

    rarity = bytes(take(1 << BITS))
    shapes: dict[str, dict[str, list[float]]] = head["vectors"]  # type: ignore[assignment]
    detectors = {name: vector(shapes["detectors"][name], BITS) for name in FAMILIES}
    family = vector(shapes["family"]["family"], BITS)
    codes = {
        name: {code: vector(entry, CODE_BITS) for code, entry in shapes[name].items()} for name in FAMILIES
    }
    limits: dict[str, list[float]] = head["thresholds"]  # type: ignore[assignment]
    thresholds = {name: Thresholds(*limits[name]) for name in FAMILIES}
    return Model(rarity, detectors, family, codes, thresholds, head["trained_on"])  # type: ignore[arg-type]
