"""Weights learnt from labelled pairs: which article governs a sentence, and how sure a difference is.

Linear functions over named signs. The file is written by ``benchmarks/train_alignment.py``; each sign is defined where
it is read (``proposing.py``, ``weighing.py``, ``sureness.py``, ``whole.py``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lawcheck.align.rows import Numbers


@cache
def weights(name: str) -> Mapping[str, float]:
    """The weights of one function: ``likely``, ``read``, ``sure`` or ``doubt``; a sign that is not there weighs nothing."""
    stored = json.loads((files(__package__) / "data" / "weights.json").read_text("utf-8"))
    found: dict[str, float] = stored[name]
    return found


@cache
def vector(name: str, signs: tuple[str, ...]) -> Numbers:
    """The weights of a function in the order of its signs."""
    import numpy as np

    known = weights(name)
    return np.array([known.get(sign, 0.0) for sign in signs])


def linear(name: str, signs: Mapping[str, float]) -> float:
    """The value of a function for the signs, with its constant."""
    known = weights(name)
    return known.get("constant", 0.0) + sum(known.get(sign, 0.0) * value for sign, value in signs.items())
