"""Places: what one hit is about, and quick answers to where something stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from lawcheck.model import Clause, Span
from lawcheck.model.document import ShieldKind
from lawcheck.rules.schema import Where


@dataclass(frozen=True, slots=True)
class Place:
    """What one hit is about: a stretch of the skeleton, with the opening words it inherits from before it.

    ``text`` is prefix + own; ``shields`` are (kind, start, end) within ``text``; ``number`` counts the places of a kind.
    """

    text: str
    prefix: int
    prefix_start: int
    start: int
    clause: Clause | None
    shields: tuple[tuple[ShieldKind, int, int], ...]
    span: Span
    where: Where | None = None
    number: int = 0

    def counted(self, where: Where, number: int) -> Place:
        """The same place with its number among those of a kind (many are made, and ``replace`` takes its time)."""
        return Place(
            self.text,
            self.prefix,
            self.prefix_start,
            self.start,
            self.clause,
            self.shields,
            self.span,
            where,
            number,
        )

    def position(self, index: int) -> int:
        """Skeleton position of the document for an index of ``text``."""
        return self.prefix_start + index if index < self.prefix else self.start + index - self.prefix


class Stretches:
    """Which of many stretches hold a position; the innermost first.

    Stretches are in order and may nest (headings of a notice): ``_reach`` is how far any one up to a number goes.
    """

    def __init__(self, stretches: Sequence[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in stretches]
        self._ends = [end for _, end in stretches]
        self._reach = list(accumulate(self._ends, max))

    def around(self, position: int) -> Iterator[int]:
        """Numbers of the stretches that hold the position, the innermost first."""
        number = bisect_right(self._starts, position) - 1
        while number >= 0 and self._reach[number] > position:
            if position < self._ends[number]:
                yield number
            number -= 1


def change(bits_at: list[int], start: int, end: int, changed: Callable[[int], int]) -> None:
    """Change the bits at every position of a stretch; at once where the stretch is all alike, as it mostly is."""
    before = bits_at[start:end]
    if before and before.count(before[0]) == len(before):
        bits_at[start:end] = [changed(before[0])] * len(before)
    else:
        bits_at[start:end] = map(changed, before)


def between(positions: Sequence[int], start: int, end: int) -> Sequence[int]:
    """The positions (in order) from start up to end."""
    return positions[bisect_left(positions, start) : bisect_left(positions, end)]


def any_between(positions: Sequence[int], start: int, end: int) -> bool:
    """Whether one of the positions (in order) lies from start up to end."""
    index = bisect_left(positions, start)
    return index < len(positions) and positions[index] < end
