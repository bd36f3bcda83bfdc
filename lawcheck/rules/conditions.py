"""Conditions of a rule asked of a place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lawcheck.model import Span
from lawcheck.model.rank import Rank, is_at_least
from lawcheck.rules.matter import Matter
from lawcheck.rules.phrase import Occurrence, Phrase, occurrences
from lawcheck.rules.places import Place
from lawcheck.rules.schema import Comparison, Condition, Inside, Match, Ruleset, Where
from lawcheck.text import quantities


@dataclass(frozen=True, slots=True)
class Reading:
    """What a condition read: the place it looked at and the occurrence (None for conditions without words)."""

    place: Place
    occurrence: Occurrence | None


_PARTS = ("actor", "action", "object", "condition", "exception")


class Asker:
    """Asks conditions of places of one matter."""

    def __init__(self, matter: Matter, ruleset: Ruleset) -> None:
        self._matter = matter
        self._ruleset = ruleset
        self._known: dict[tuple[Where, int, bool], int] = {}
        self._choices: dict[tuple[Where | None, int], list[tuple[int, Condition]]] = {}

    def candidates(self, match: Match, where: Where) -> Iterator[Place]:
        """The places of a kind that hold the words without which the rule cannot match, in order."""
        bits = self._possible(where, match.all)
        if bits and match.any:
            bits &= self._either(where, match.any)
        places = self._matter.places(where) if bits else ()
        while bits:
            lowest = bits & -bits
            yield places[lowest.bit_length() - 1]
            bits ^= lowest

    def _possible(self, where: Where, conditions: Iterable[Condition], *, ignore_shields: bool = False) -> int:
        """The places where all of the conditions find their words, as bits."""
        bits = -1
        for condition in conditions:
            bits &= self._bits(where, condition, ignore_shields)
            if not bits:
                break
        return bits & (1 << len(self._matter.places(where))) - 1

    def _either(self, where: Where, conditions: Iterable[Condition]) -> int:
        bits = 0
        for condition in conditions:
            bits |= self._bits(where, condition, False)
        return bits

    def _options(
        self, where: Where | None, conditions: tuple[Condition, ...], *, ignore_shields: bool
    ) -> Sequence[tuple[int, Condition]]:
        """Each condition with the places where it finds its words, as bits."""
        key = (where, id(conditions))
        known = self._choices.get(key)
        if known is None:
            known = [(self._bits(where, one, ignore_shields) if where else -1, one) for one in conditions]
            self._choices[key] = known
        return known

    def _bits(self, where: Where, condition: Condition, ignore_shields: bool) -> int:
        key = (where, id(condition), ignore_shields)
        bits = self._known.get(key)
        if bits is None:
            bits = -1
            if condition.inside is None:
                if condition.text is not None:
                    in_open = not ignore_shields and not _read(condition)
                    bits = self._matter.sightings.holding(where, condition.text.needs, in_open=in_open)
                if condition.at_least is not None:
                    bits &= self._either(where, condition.at_least[1]) if not ignore_shields else -1
            elif condition.text is not None and not self._may_hold_elsewhere(condition.inside, condition.text):
                bits = 0
            self._known[key] = bits
        return bits

    def _may_hold_elsewhere(self, inside: Inside, phrase: Phrase) -> bool:
        """Whether the title, where it is asked for, or else the draft as a whole holds the words of a phrase."""
        title = self._matter.document.profile.title_span
        if inside == "title":
            return title is not None and self._matter.holds(self._matter.stretch(title), phrase.needs)
        return self._matter.holds(self._matter.whole, phrase.needs)

    def match(self, match: Match, place: Place) -> list[Reading] | None:
        """The readings of a candidate if all, one of any, and none of unless hold; else None."""
        readings: list[Reading] = []
        for condition in match.all:
            reading = self._ask(condition, place)
            if reading is None:
                return None
            readings.append(reading)
        if match.any:
            found: Reading | None = None
            for bits, condition in self._options(place.where, match.any, ignore_shields=False):
                option = self._ask(condition, place) if bits >> place.number & 1 else None
                if option is not None:
                    found = found or option
                    if _is_own(option, place):
                        found = option
                        break
            if found is None:
                return None
            readings.append(found)
        if _repeats_opening(readings, place):
            return None
        for bits, condition in self._options(place.where, match.unless, ignore_shields=True):
            if bits >> place.number & 1 and self._ask(condition, place, ignore_shields=True):
                return None
        return readings

    def _ask(self, condition: Condition, place: Place, *, ignore_shields: bool = False) -> Reading | None:
        """A reading if the condition holds, else None; asked only where its words are (see ``_bits``)."""
        looked = self._inside(condition, place) if condition.inside else place
        if looked is None:
            return None
        if looked is not place and condition.text and not self._matter.holds(looked, condition.text.needs):
            return None
        if not self._facts(condition, place):
            return None
        if condition.at_least is not None:
            number, options = condition.at_least
            held = sum(self._holds(option, place, ignore_shields) for option in options)
            if held < number:
                return None
        if condition.text is None:
            return Reading(looked, None)
        read = _read(condition)
        opening: Reading | None = None
        for occurrence in self._matter.occurrences(condition.text, looked):
            if not ignore_shields and is_shielded(occurrence, looked, read):
                continue
            if not all(self._compares(c, occurrence, looked) for c in condition.comparisons):
                continue
            reading = Reading(looked, occurrence)
            if _is_own(reading, looked):
                return reading
            opening = opening or reading
        return opening

    def _holds(self, option: Condition, place: Place, ignore_shields: bool) -> bool:
        """Whether one of several conditions holds, with words of the place's own."""
        if place.where and not self._bits(place.where, option, ignore_shields) >> place.number & 1:
            return False
        reading = self._ask(option, place, ignore_shields=ignore_shields)
        return reading is not None and _is_own(reading, place)

    def words(self, match: Match, place: Place) -> Iterator[Occurrence]:
        """Every occurrence of the words that the conditions ask of the place itself, outside of shields."""
        for condition in (*match.all, *match.any):
            if condition.text is None or condition.inside is not None or not self._facts(condition, place):
                continue
            for occurrence in self._matter.occurrences(condition.text, place):
                if occurrence.start >= place.prefix and not is_shielded(occurrence, place, _read(condition)):
                    yield occurrence

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
        for name in _PARTS:
            phrase = getattr(condition, name)
            if phrase is not None and not self._part(phrase, name, place):
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
        return any(self._matter.occurs(phrase, span) for span in spans)

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
        return bool(cited) and wanted == self._matter.support(place.span)

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


def _is_own(reading: Reading, place: Place) -> bool:
    """The words read reach beyond the opening words that an item inherits: else every item would repeat them."""
    return reading.occurrence is None or reading.place.span != place.span or reading.occurrence.end > place.prefix


def _repeats_opening(readings: Sequence[Reading], place: Place) -> bool:
    """All words read stand in the opening words that the item inherits: what they say is said of these already."""
    read = [one for one in readings if one.occurrence is not None]
    return bool(place.prefix and read) and not any(_is_own(one, place) for one in read)


# A condition that names the modality reads inside its shield: what is forbidden, what nobody need do.
_READS = (("prohibited", "must_not"), ("exempted", "need_not"))


def _read(condition: Condition) -> frozenset[str]:
    if not condition.modality:
        return condition.reads
    return condition.reads | {kind for kind, modality in _READS if modality in condition.modality}


def is_shielded(occurrence: Occurrence, place: Place, read: Collection[str]) -> bool:
    """Tell whether a word of the occurrence lies in a shield not ``read``; a gap may cross one."""
    for kind, start, end in place.shields:
        if kind in read:
            continue
        if any(first < end and start < last for first, last in occurrence.words):
            return True
    return False
