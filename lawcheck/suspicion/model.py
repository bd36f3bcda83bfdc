"""The weights: detectors (a problem of either family, of any kind), one vector that tells the families apart, one a code.

All vectors are linear over the hashed features, each feature weighted by how rare it is and a clause scaled to
length one. The file is written by ``benchmarks/train_signal.py``: a line of JSON, then the arrays, compressed.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from operator import attrgetter, itemgetter, mul
from pathlib import Path

from lawcheck.errors import UsageError
from lawcheck.resources import folder
from lawcheck.suspicion.features import BITS, Features, hashes, weighted

FAMILIES = ("FC", "LG")
# A detector below this is not worth asking which code: no judgment so faint is ever trusted.
FAINT = -1.5
# Codes need less room than detectors: they are told apart by the words of violations mostly.
CODE_BITS = 18
_SMALL = (1 << CODE_BITS) - 1
# So many codes of a family are weighed for a clause: the right one is nearly always among them.
CANDIDATES = 4
# A clause of which fewer features are known says nothing.
FEW = 4


# Takes the weights of a clause's features out of a vector, all at once: many vectors are asked about one clause.
Picker = Callable[["array[int]"], "tuple[int, ...]"]


@dataclass(frozen=True, slots=True)
class Vector:
    """A linear function: weights in steps of ``scale``, and a constant."""

    weights: array[int]
    scale: float
    constant: float

    def of(self, picked: Picker, clause: Features) -> float:
        """Its value for the features of a clause, scaled to length one."""
        total: int = sum(map(mul, clause.weights, picked(self.weights)))
        return total * self.scale / clause.length + self.constant


@dataclass(frozen=True, slots=True)
class Trust:
    """How far a judgment can be trusted: a logistic function of its readings, learnt from cases held out.

    ``least``: the trust from which on the family speaks; ``also``: from which on a further code is named beside.
    """

    weights: tuple[float, ...]
    constant: float
    least: float
    also: float

    def of(self, readings: Sequence[float]) -> float:
        """Trust between 0 and 1."""
        drawn: float = self.constant + sum(map(mul, self.weights, curved(readings)))
        return 1 / (1 + exp(-max(-30.0, min(30.0, drawn))))


def readings(detected: float, anything: float, side: float, ranked: Sequence[float]) -> Iterator[tuple[float, ...]]:
    """What is known of each candidate code: the detectors, the side of the family, its value, its lead, whether first.

    ``ranked``: values of the codes of a family, highest first, at least two. The lead of the first is over the second,
    of any other over the first.
    """
    for number, value in enumerate(ranked[:CANDIDATES]):
        yield detected, anything, side, value, value - ranked[0 if number else 1], float(not number)


def curved(given: Sequence[float]) -> tuple[float, ...]:
    """The readings, squares of the first five, and products that matter."""
    detected, anything, _, value, lead, first = given
    return (*given, *(one * one for one in given[:5]), detected * value, detected * anything, first * lead)


@dataclass(frozen=True, slots=True)
class Judgment:
    """A review point that a clause comes near to, and how far that can be trusted."""

    code: str
    trust: float


@dataclass(frozen=True, slots=True)
class Suspicion:
    """How far a clause looks like a problem of each family and of any kind; above 0 rather yes than no.

    ``contrary``: how far it looks like one that contradicts superior law.
    """

    fair_competition: float
    legality: float
    anything: float
    contrary: float = 0.0


@dataclass(frozen=True, slots=True)
class Model:
    """What the signal learnt. ``trained_on``: counts and digests of the cases, as the trainer wrote them."""

    rarity: bytes
    detectors: dict[str, Vector]
    anything: Vector
    family: Vector
    codes: dict[str, dict[str, Vector]]
    trust: dict[str, Trust]
    trained_on: dict[str, object]

    def suspicion(self, every: tuple[int, ...]) -> Suspicion:
        """The detectors' readings of a clause, of which all features are given (``features.hashes``)."""
        clause = weighted(every, self.rarity)
        if len(clause.found) < FEW:
            return _NONE
        picked: Picker = itemgetter(*clause.found)
        detectors = (self.detectors["FC"], self.detectors["LG"], self.anything)
        return Suspicion(*(detector.of(picked, clause) for detector in detectors))

    def judge(self, text: str) -> tuple[Judgment, ...]:
        """What a clause (skeleton) comes near enough to; mostly nothing."""
        clause = weighted(tuple(hashes(text)), self.rarity)
        if len(clause.found) < FEW:
            return ()
        picked: Picker = itemgetter(*clause.found)
        judgments: list[Judgment] = []
        for family, detector in self.detectors.items():
            detected = detector.of(picked, clause)
            if detected < FAINT:
                continue
            anything = self.anything.of(picked, clause)
            side = self.family.of(picked, clause) * (1 if family == "FC" else -1)
            candidates = self._candidates(family, clause, (detected, anything, side))
            trust = self.trust[family]
            if candidates[0].trust >= trust.least:
                judgments.append(candidates[0])
                judgments.extend(one for one in candidates[1:] if one.trust >= trust.also)
        return tuple(judgments)

    def _candidates(self, family: str, clause: Features, known: tuple[float, float, float]) -> list[Judgment]:
        """The codes of a family that come nearest, the most trusted first."""
        picked: Picker = itemgetter(*(one & _SMALL for one in clause.found))
        ranked = sorted(
            ((vector.of(picked, clause), code) for code, vector in self.codes[family].items()), reverse=True
        )
        every = readings(*known, [value for value, _ in ranked])
        weighed = (
            Judgment(code, self.trust[family].of(each)) for each, (_, code) in zip(every, ranked, strict=False)
        )
        return sorted(weighed, key=attrgetter("trust"), reverse=True)


_NONE = Suspicion(FAINT, FAINT, FAINT)


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
    """Arrays follow one another in the order of the head: rarity, detectors, anything, family, codes of each family."""
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
    anything, family = (vector(shapes["across"][name], BITS) for name in ("anything", "family"))
    codes = {name: {code: vector(entry, CODE_BITS) for code, entry in shapes[name].items()} for name in FAMILIES}
    trusts: dict[str, list[float]] = head["trust"]  # type: ignore[assignment]
    trust = {name: Trust(tuple(entry[:-3]), *entry[-3:]) for name, entry in trusts.items()}
    return Model(rarity, detectors, anything, family, codes, trust, head["trained_on"])  # type: ignore[arg-type]
