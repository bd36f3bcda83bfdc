"""What alignment says of a sentence of a draft: the superior articles that govern it, and what differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lawcheck.model.citing import Law
from lawcheck.model.place import Span

DifferenceKind = Literal[
    "penalty_amount", "time_limit", "threshold", "modality", "side", "authority", "condition", "scope"
]

Support = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Governing:
    """A superior article that speaks of the same matter; ``score`` orders the articles of one sentence."""

    law: Law
    article: str
    text: str
    score: float
    cited: bool = False


@dataclass(frozen=True, slots=True)
class Alike:
    """A clause of another draft that was found contrary to the same article, and why."""

    clause: str
    reason: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What a sentence and an article say differently, in one sentence for people.

    ``strength`` is between 0 and 1: how sure it is that both speak of the same and really differ. ``alike``: the clause that
    the sentence is most like, if it is much like one.
    """

    kind: DifferenceKind
    sentence: str
    governing: Governing
    strength: float
    alike: Alike | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence that reads like unlawful ones and the article that governs it; nothing is named that differs.

    ``words``: the sentence of the article that is nearest, as a skeleton; ``strength`` as of a difference. ``alike``: the
    clause that it is most like, if it is much like one.
    """

    words: str
    governing: Governing
    strength: float
    alike: Alike | None = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """A sentence of the draft with the articles that govern it, best first, and the differences, surest first.

    ``doubt``: where no difference has a name.
    ``support``: whether an article that the sentence cites bears it out; unknown too where it cites none.
    """

    span: Span
    passages: tuple[Governing, ...]
    differences: tuple[Difference, ...] = ()
    doubt: Doubt | None = None
    support: Support = "unknown"
