"""Units: the stretches of a draft that the signal judges, each about as long as the cases it learnt from.

A unit is the sentences of one line (a 款, an 项 with its opening words) up to ``LIMIT`` characters; what is longer is
cut between sentences, so that one bad sentence does not drown in a long paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lawcheck.model import Span
from lawcheck.rules.matter import Matter
from lawcheck.rules.places import Place

LIMIT = 120
# Fewer characters are a caption, a field of a form, a mark: no labelled problem has fewer than nineteen.
FEWEST = 12


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch to judge: its span in the draft and its words (skeleton, own place marked, opening words first)."""

    span: Span
    text: str


def units(matter: Matter) -> Iterator[Unit]:
    """The units of a draft, in order of the text."""
    return (unit for unit in _every(matter) if len(unit.text) >= FEWEST)


def _every(matter: Matter) -> Iterator[Unit]:
    together: list[Place] = []
    for place in matter.places("sentence"):
        if together and not _goes_on(matter, together, place):
            yield _unit(together)
            together = []
        together.append(place)
    if together:
        yield _unit(together)


def _goes_on(matter: Matter, together: list[Place], place: Place) -> bool:
    """Same line, same opening words, and short enough together."""
    first, last = together[0], together[-1]
    if place.prefix != first.prefix or (place.prefix and place.prefix_start != first.prefix_start):
        return False
    if "\n" in matter.document.text[last.span.end - 1 : place.span.start]:
        return False
    return sum(len(one.text) - one.prefix for one in together) + len(place.text) <= LIMIT


def _unit(together: list[Place]) -> Unit:
    first = together[0]
    own = "".join(place.text[place.prefix :] for place in together)
    return Unit(Span(first.span.start, together[-1].span.end), first.text[: first.prefix] + own)
