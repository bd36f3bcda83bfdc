"""Where the words of the rules stand in a draft, and which places hold them: found once, asked by every rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from operator import and_, or_

from lawcheck.rules.phrase import Group, words_of
from lawcheck.rules.places import Place, change
from lawcheck.rules.schema import Where
from lawcheck.rules.words import WordIndex


class Sightings:
    """The words of an index in a text; ``places`` gives the places of a kind, in order, with their shields.

    The places of all kinds that rules ask about share one row of bits, twice: all words, and words in the open. So
    one pass over the words that occur tells for every group which places hold it.
    """

    def __init__(self, index: WordIndex, text: str, places: Callable[[Where], tuple[Place, ...]]) -> None:
        self._index = index
        self._text = text
        self._places = places
        self._positions: dict[Group, list[int]] = {}

    def holding(self, where: Where, needs: tuple[Group, ...], *, in_open: bool) -> int:
        """The places of a kind that hold a word of every group (opening words included), as bits by their number.

        ``in_open``: only words outside of shields count; those of opening words always do.
        """
        first, every = self._row[where]
        table, numbers = self._table, self._index.numbers
        bits = -1
        for group in needs:
            bits &= table[numbers[group]]
        return bits >> (first + self._width if in_open else first) & every

    def positions(self, group: Group) -> list[int]:
        """Where words of the group stand, in order."""
        known = self._positions.get(group)
        if known is None:
            known = self._positions[group] = _together(
                [self._words[word] for word in words_of(group) if word in self._words]
            )
        return known

    @cached_property
    def _words(self) -> Mapping[str, list[int]]:
        return self._index.positions(self._text)

    @cached_property
    def _row(self) -> Mapping[Where, tuple[int, int]]:
        """For each kind the number of its first bit, and bits for all its places."""
        row: dict[Where, tuple[int, int]] = {}
        first = 0
        for where in self._index.kinds:
            count = len(self._places(where))
            row[where] = (first, (1 << count) - 1)
            first += count
        return row

    @cached_property
    def _width(self) -> int:
        return sum(every.bit_length() for _, every in self._row.values())

    @cached_property
    def _table(self) -> list[int]:
        """For every group the places that hold one of its words, as bits."""
        table = [0] * len(self._index.numbers)
        bits_at, groups_of = self._bits_at(), self._index.groups_of
        for word, positions in self._words.items():
            bits = 0
            for position in positions:
                bits |= bits_at[position]
            if bits:
                for number in groups_of[word]:
                    table[number] |= bits
        return table

    def _bits_at(self) -> list[int]:
        """For each position the places that hold it: all, and again those in the open, none where a shield lies."""
        bits_at = [0] * (len(self._text) + 1)
        openings: dict[tuple[int, int], int] = {}
        for where, (first, _) in self._row.items():
            for place in self._places(where):
                bit = 1 << first + place.number
                bit |= bit << self._width
                change(bits_at, place.start, place.start + len(place.text) - place.prefix, partial(or_, bit))
                if place.prefix:
                    opening = (place.prefix_start, place.prefix_start + place.prefix)
                    openings[opening] = openings.get(opening, 0) | bit
        not_open = partial(and_, (1 << self._width) - 1)
        for start, end in self._shields():
            change(bits_at, start, end, not_open)
        for (start, end), bits in openings.items():
            change(bits_at, start, end, partial(or_, bits))
        return bits_at

    def _shields(self) -> Iterator[tuple[int, int]]:
        """The stretches of the text that lie in a shield of their clause."""
        for place in self._places("clause"):
            for _, start, end in place.shields:
                if end > place.prefix:
                    yield place.position(max(start, place.prefix)), place.position(end)


def _together(rows: list[list[int]]) -> list[int]:
    """Positions of several words as one row in order."""
    return rows[0] if len(rows) == 1 else sorted({position for row in rows for position in row})
