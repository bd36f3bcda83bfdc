"""The frame that a clause of a draft and a sentence of a superior article are both read into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Bound = Literal["at_least", "at_most", "exact"]
Sign = Literal[1, -1]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity with its bounds.

    ``unit`` is the base unit (元, 日, 比例, 倍, 人 …), ``low`` and ``high`` count in it. ``words`` is as written,
    ``part`` the part of the sentence between commas in which it stands, ``before`` and ``after`` the words around it.
    ``working``: working days. ``conditional``: it describes the case (满三年的), not what is ordered.
    ``per``: 日 of 每天一小时.
    """

    unit: str
    low: float
    high: float
    bound: Bound
    words: str
    part: int
    before: str
    after: str
    working: bool = False
    conditional: bool = False
    per: str = ""

    @property
    def value(self) -> float:
        """The value of a figure that is no range."""
        return self.low if self.bound == "at_least" else self.high


@dataclass(frozen=True, slots=True)
class Part:
    """The words between two commas: their tokens, what the modal word makes of them, and whether they are a case.

    ``act``: the tokens behind the modal word, ``head`` those of its first words, ``verb`` of
    the very first, or of the object where the verb says little (提供担保). ``own``:
    the modal word stands in this part and not before it.
    """

    words: str
    tokens: frozenset[str]
    act: frozenset[str]
    head: frozenset[str]
    verb: frozenset[str]
    sign: Sign
    modality: str
    own: bool
    conditional: bool


@dataclass(frozen=True, slots=True)
class Pole:
    """A side taken in a matter of which there are two: free or paid, of own will or forced. ``words`` as found."""

    name: str
    sign: Sign
    words: str
    part: int


@dataclass(frozen=True, slots=True)
class Norm:
    """What a sentence orders: its parts, figures, sides taken, and all tokens. ``text`` is a skeleton.

    ``descriptive``: it lists offences and what follows, and orders none of what it names.
    """

    text: str
    parts: tuple[Part, ...]
    tokens: frozenset[str]
    figures: tuple[Figure, ...]
    poles: tuple[Pole, ...]
    actor: str
    descriptive: bool
