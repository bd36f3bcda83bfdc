"""Conditions of a rule asked of a place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lawcheck.model import Span
from lawcheck.model.rank import Rank, is_at_least
from lawcheck.rules.matter import Matter, Place
from lawcheck.rules.phrase import Occurrence, Phrase, occurrences
from lawcheck.rules.schema import Comparison, Condition, Match, Ruleset
from lawcheck.text import quantities


@dataclass(frozen=True, slots=True)
class Reading:
    """What a condition read: the place it looked at and the occurrence (None for conditions without words)."""

    place: Place
    occurrence: Occurrence | None


class Asker:
    """Asks conditions of places of one matter."""

    def __init__(self, matter: Matter, ruleset: Ruleset) -> None:
        self._matter = matter
        self._ruleset = ruleset

    def match(self, match: Match, place: Place) -> list[Reading] | None:
        """The readings if all, one of any, and none of unless hold; else None."""
        readings: list[Reading] = []
        for condition in match.all:
            reading = self.ask(condition, place)
            if reading is None:
                return None
            readings.append(reading)
        if match.any:
            found = next((r for condition in match.any if (r := self.ask(condition, place))), None)
            if found is None:
                return None
            readings.append(found)
        if any(self.ask(condition, place, ignore_shields=True) for condition in match.unless):
            return None
        return readings

    def ask(self, condition: Condition, place: Place, *, ignore_shields: bool = False) -> Reading | None:
        """A reading if the condition holds, else None."""
        looked = self._inside(condition, place)
        if looked is None or (condition.text and not self._matter.holds(looked, condition.text.needs)):
            return None
        if not self._facts(condition, place):
            return None
        if condition.at_least is not None:
            number, options = condition.at_least
            if (
                sum(self.ask(option, place, ignore_shields=ignore_shields) is not None for option in options)
                < number
            ):
                return None
        if condition.text is None:
            return Reading(looked, None)
        read = {kind for kind, modality in _READS if modality in condition.modality}
        for occurrence in occurrences(condition.text, looked.text):
            if not ignore_shields and is_shielded(occurrence, looked, read):
                continue
            if looked.prefix and occurrence.end <= looked.prefix:
                continue
            if all(self._compares(c, occurrence, looked) for c in condition.comparisons):
                return Reading(looked, occurrence)
        return None

    def _inside(self, condition: Condition, place: Place) -> Place | None:
        if condition.inside is None:
            return place
        if condition.inside == "document":
            return self._matter.whole
        if condition.inside == "paragraph":
            return self._matter.stretch(self._matter.paragraph_span(place.span))
        if condition.inside == "article":
            return self._matter.stretch(self._matter.article_span(place.span))
        if condition.inside == "title":
            span = self._matter.document.profile.title_span
            return self._matter.stretch(span) if span else None
        attachments = [p for p in self._matter.document.provisions if p.level == "attachment"]
        return (
            self._matter.stretch(Span(attachments[0].span.start, attachments[-1].span.end)) if attachments else None
        )

    def _facts(self, condition: Condition, place: Place) -> bool:
        """The conditions that need no words of the place, cheap ones first."""
        clause = place.clause
        if condition.modality and (clause is None or clause.modality not in condition.modality):
            return False
        if condition.addressee and (clause is None or clause.addressee != condition.addressee):
            return False
        if not all(self._part(phrase, name, place) for name, phrase in _parts(condition)):
            return False
        if condition.basis is not None and not self._basis(condition.basis, place):
            return False
        if condition.basis_rank is not None and not self._basis_rank(condition.basis_rank, place):
            return False
        if condition.basis_supports is not None and not self._supports(condition.basis_supports, place):
            return False
        return condition.sets is None or self._sets(condition.sets, place)

    def _part(self, phrase: Phrase, name: str, place: Place) -> bool:
        """The phrase occurs in that part of the clause (actor, action, object, conditions, exceptions)."""
        if place.clause is None:
            return False
        found = getattr(place.clause, {"condition": "conditions", "exception": "exceptions"}.get(name, name))
        spans = found if isinstance(found, tuple) else (found,) if found else ()
        folded = self._matter.folded
        for span in spans:
            words = self._matter.marked[folded.position(span.start) : folded.position(span.end)]
            if next(occurrences(phrase, words, 1), None):
                return True
        return False

    def _basis(self, wanted: str | Phrase, place: Place) -> bool:
        titles = [
            (
                c.resolution.law.full_title
                if c.resolution and c.resolution.law
                else c.target.title or c.target.doc_no or ""
            )
            for c in self._matter.citations_in(place.span)
            if not c.target.internal
        ]
        if isinstance(wanted, Phrase):
            return any(next(occurrences(wanted, title, 1), None) for title in titles)
        return bool(titles) if wanted == "cited" else not titles

    def _basis_rank(self, floor: Rank, place: Place) -> bool:
        ranks = frozenset(rank for rank in Rank if is_at_least(rank, floor))
        return self._matter.has_basis_of(place.span, ranks)

    def _supports(self, wanted: str, place: Place) -> bool:
        """Whether a cited article bears the clause out: unknown as long as no text of the article is at hand."""
        cited = [c for c in self._matter.citations_in(place.span) if not c.target.internal]
        return bool(cited) and wanted == "unknown"

    def _sets(self, kind: str, place: Place) -> bool:
        """The draft sets a norm of this kind that its rank may not set, and cites nothing that may."""
        power = self._ruleset.power(kind, self._matter.as_of)
        if power is None or self._matter.document.profile.rank in power.ranks:
            return False
        return not self._matter.has_basis_of(self._matter.paragraph_span(place.span), power.ranks)

    def _compares(self, comparison: Comparison, occurrence: Occurrence, place: Place) -> bool:
        figure = self._matter.figure(comparison.parameter)
        if figure is None:
            return False
        for name, (start, end) in occurrence.values:
            quantity = quantities.read(name, place.text[start:end]) if name == comparison.quantity else None  # type: ignore[arg-type]
            if quantity is None:
                continue
            value = quantity.value
            if comparison.quantity == "期限" and figure.unit == "日" and quantity.unit == "工作日":
                # A working day is at least a day: seven of five working days.
                value = value * 7 / 5
            if (value < figure.value) if comparison.operator == "less_than" else (value > figure.value):
                return True
        return False


def _parts(condition: Condition) -> Iterator[tuple[str, Phrase]]:
    for name in ("actor", "action", "object", "condition", "exception"):
        phrase = getattr(condition, name)
        if phrase is not None:
            yield name, phrase


# A condition that names the modality reads inside its shield: what is forbidden, what nobody need do.
_READS = (("prohibited", "must_not"), ("exempted", "need_not"))


def is_shielded(occurrence: Occurrence, place: Place, read: Collection[str]) -> bool:
    """Tell whether a word of the occurrence lies in a shield not ``read``; a gap may cross one."""
    for kind, start, end in place.shields:
        if kind in read:
            continue
        if any(first < end and start < last for first, last in occurrence.words):
            return True
    return False
