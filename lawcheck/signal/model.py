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
from math import exp, sqrt
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
class Trust:
    """How far a judgment can be trusted: a logistic function of four readings, learnt from cases held out.

    ``least``: the trust from which on the family speaks.
    """

    weights: tuple[float, ...]
    constant: float
    least: float

    def of(self, readings: tuple[float, float, float, float]) -> float:
        """Trust between 0 and 1 of (detector, nearest code, its lead over the next, side of the family)."""
        drawn = self.constant + float(sum(map(mul, self.weights, curved(readings))))
        return 1 / (1 + exp(-drawn))


def curved(readings: Sequence[float]) -> tuple[float, ...]:
    """The readings, their squares, and the product of the first two."""
    return (*readings, *(one * one for one in readings), readings[0] * readings[1])


@dataclass(frozen=True, slots=True)
class Judgment:
    """The review point that a clause comes nearest to, and how far that can be trusted."""

    code: str
    trust: float


@dataclass(frozen=True, slots=True)
class Model:
    """What the signal learnt. ``trained_on``: counts and digests of the cases, as the trainer wrote them."""

    rarity: bytes
    detectors: dict[str, Vector]
    family: Vector
    codes: dict[str, dict[str, Vector]]
    trust: dict[str, Trust]
    trained_on: dict[str, object]

    def judge(self, text: str) -> tuple[Judgment, ...]:
        """What a clause (skeleton) comes near enough to, at most one point of each family; mostly nothing."""
        found = sorted(hashes(text))
        rarity = list(map(self.rarity.__getitem__, found))
        length = sqrt(sum(map(mul, rarity, rarity)))
        judgments: list[Judgment] = []
        for family, detector in self.detectors.items():
            detected = _value(detector, found, rarity, length)
            if detected < FAINT:
                continue
            side = _value(self.family, found, rarity, length) * (1 if family == "FC" else -1)
            small = [one & _SMALL for one in found]
            ranked = sorted(
                ((_value(vector, small, rarity, length), code) for code, vector in self.codes[family].items()),
                reverse=True,
            )
            (best, code), (next_best, _) = ranked[:2]
            trust = self.trust[family].of((detected, best, best - next_best, side))
            if trust >= self.trust[family].least:
                judgments.append(Judgment(code, trust))
        return tuple(judgments)


# A detector below this is not worth asking which code: no judgment so faint is ever trusted.
FAINT = -1.5
# Codes need less room than detectors: they are told apart by the words of violations only.
CODE_BITS = 16
_SMALL = (1 << CODE_BITS) - 1


def _value(vector: Vector, found: Sequence[int], rarity: Sequence[int], length: float) -> float:
    products: int = sum(map(mul, rarity, map(vector.weights.__getitem__, found)))
    return products * vector.scale / length + vector.constant


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
        raise UsageError(
            f"安装不完整：统计信号的权重文件损坏（{path().name}），请重新安装 lawcheck。", "installation"
        ) from error


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
    codes = {name: {code: vector(entry, CODE_BITS) for code, entry in shapes[name].items()} for name in FAMILIES}
    trusts: dict[str, list[float]] = head["trust"]  # type: ignore[assignment]
    trust = {name: Trust(tuple(entry[:-2]), entry[-2], entry[-1]) for name, entry in trusts.items()}
    return Model(rarity, detectors, family, codes, trust, head["trained_on"])  # type: ignore[arg-type]
