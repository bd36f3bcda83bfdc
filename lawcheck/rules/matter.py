"""Matter (送审件): all that a rule may see of a draft. Rules cannot open files, ask the clock or see other findings."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property

from lawcheck.corpus import Corpus
from lawcheck.model import (
    Alignment,
    Citation,
    Clause,
    Document,
    Provision,
    Rank,
    Shield,
    Span,
    Support,
    articles_in,
)
from lawcheck.rules.phrase import Group, Occurrence, Phrase, occurrences, occurrences_at
from lawcheck.rules.places import Place, Stretches, any_between, between
from lawcheck.rules.schema import Condition, Figure, Ruleset, Where
from lawcheck.rules.sightings import Sightings
from lawcheck.rules.words import WordIndex
from lawcheck.text.fold import OWN_PLACE, Folded, fold, skeleton

_PLACE_PART = re.compile(
    r"[^省市县区州盟旗镇乡]{1,8}(?:自治区|自治州|自治县|自治旗|省|市|县|区|州|盟|旗|镇|乡)|[^道]{1,6}街道"
)
Aligner = Callable[[Document, tuple[Citation, ...], Corpus, date], tuple[Alignment, ...]]
_PLACE_TAIL = re.compile(r"(?:自治区|自治州|自治县|自治旗|街道|省|市|县|区|州|盟|旗|镇|乡)$")


class Matter:
    """A draft ready for rules: document, resolved citations, corpus facts, date.

    ``words``: the index of the rules' words, made once for many drafts; made here if it is not given.
    ``aligner`` finds the superior articles that govern the draft; asked only if a rule wants to know.
    """

    def __init__(
        self,
        document: Document,
        citations: tuple[Citation, ...],
        corpus: Corpus,
        ruleset: Ruleset,
        as_of: date,
        words: WordIndex | None = None,
        aligner: Aligner | None = None,
    ) -> None:
        self.document = document
        self.citations = citations
        self.corpus = corpus
        self.as_of = as_of
        self._ruleset = ruleset
        self._aligner = aligner
        self._words = words or WordIndex(ruleset.rules)
        self._numbered: dict[Where, tuple[Place, ...]] = {}
        self._stretches: dict[Span, Place] = {}

    def figure(self, name: str) -> Figure | None:
        """A figure of ``parameters.yaml`` as of this date in this region."""
        return self._ruleset.figure(name, self.as_of, self.document.profile.region)

    def is_doubtful(self, condition: Condition) -> bool:
        """Whether a figure or a setting power that the condition asks for is marked U on this date."""
        figures = [self.figure(comparison.parameter) for comparison in condition.comparisons]
        power = self._ruleset.power(condition.sets, self.as_of) if condition.sets else None
        return any(entry is not None and entry.verified == "U" for entry in (*figures, power))

    @cached_property
    def alignments(self) -> tuple[Alignment, ...]:
        """The sentences of the draft with the superior articles that govern them; empty without texts of laws."""
        return self._aligner(self.document, self.citations, self.corpus, self.as_of) if self._aligner else ()

    def support(self, span: Span) -> Support:
        """Whether an article cited in the span bears out the sentence that cites it; yes goes before no."""
        known = {one.support for one in self.alignments if one.span.overlaps(span)}
        return "yes" if "yes" in known else "no" if "no" in known else "unknown"

    @cached_property
    def folded(self) -> Folded:
        """The skeleton of the whole draft."""
        return fold(self.document.text)

    @cached_property
    def own_places(self) -> tuple[str, ...]:
        """Names of the issuer's place, longest first: 青岚市, 青岚; and defined names of its districts and zones."""
        region = skeleton(self.document.profile.region or "")
        names = set()
        for part in _PLACE_PART.findall(region):
            names.add(part)
            stem = _PLACE_TAIL.sub("", part)
            if len(stem) >= 2:
                names.add(stem)
        for definition in self.document.definitions:
            if (
                not definition.is_title
                and re.search(r"(?:区|园区|市|县|新城)$", definition.name)
                and len(definition.name) <= 8
            ):
                names.add(definition.name)
        return tuple(sorted(names, key=lambda name: (-len(name), name)))

    @cached_property
    def marked(self) -> str:
        """The skeleton in which the issuer's place name stands as ``OWN_PLACE`` characters (its 市, 县 stays).

        So that <本地> also means the issuer's own place without compiling a phrase for each document.
        """
        if not self.own_places:
            return self.folded.text
        pattern = re.compile("|".join(map(re.escape, self.own_places)))

        def mark(match: re.Match[str]) -> str:
            tail = _PLACE_TAIL.search(match.group())
            kept = tail.group() if tail and tail.start() else ""
            return OWN_PLACE * (len(match.group()) - len(kept)) + kept

        return pattern.sub(mark, self.folded.text)

    @cached_property
    def articles(self) -> tuple[Provision, ...]:
        """The articles of the main parts, attachments left out."""
        return articles_in([p for p in self.document.provisions if p.level != "attachment"])

    def citations_in(self, span: Span) -> tuple[Citation, ...]:
        """Citations that begin inside the span."""
        first = bisect_left(self.citations, span.start, key=lambda citation: citation.span.start)
        last = bisect_left(self.citations, span.end, key=lambda citation: citation.span.start)
        return self.citations[first:last]

    def article_span(self, span: Span) -> Span:
        """The article (or innermost notice heading) around a span; else its line; else the span itself."""
        index, units = self._units
        for number in index.around(span.start):
            if units[number].covers(span):
                return units[number]
        return self.paragraph_span(span)

    @cached_property
    def _units(self) -> tuple[Stretches, tuple[Span, ...]]:
        spans = tuple(p.span for p in self.document.walk() if p.level in ("article", "heading"))
        return Stretches([(span.start, span.end) for span in spans]), spans

    def places(self, where: Where) -> tuple[Place, ...]:
        """The places of a kind, in order of the text."""
        known = self._numbered.get(where)
        if known is None:
            made = self._places[where]()
            known = tuple(place.counted(where, number) for number, place in enumerate(made))
            self._numbered[where] = known
        return known

    @cached_property
    def sightings(self) -> Sightings:
        """Where the words of the rules stand."""
        return Sightings(self._words, self.marked, self.places)

    def holds(self, place: Place, needs: tuple[Group, ...]) -> bool:
        """Whether a word of every group begins in the place."""
        end = place.start + len(place.text)
        return all(any_between(self.sightings.positions(group), place.start, end) for group in needs)

    def occurrences(self, phrase: Phrase, place: Place) -> Iterator[Occurrence]:
        """The matches of a phrase in a place; tried only where one can begin."""
        if phrase.starts is None:
            return occurrences(phrase, place.text)
        positions = self.sightings.positions(phrase.starts)
        local = [
            place.prefix + at - place.start
            for at in between(positions, place.start, place.start + len(place.text) - place.prefix)
        ]
        if place.prefix:
            opening = between(positions, place.prefix_start, place.prefix_start + place.prefix)
            local = [*(at - place.prefix_start for at in opening), *local]
        return occurrences_at(phrase, place.text, local)

    def occurs(self, phrase: Phrase, span: Span) -> bool:
        """Whether a phrase occurs in a part of a clause."""
        start, end = self.folded.position(span.start), self.folded.position(span.end)
        if not all(any_between(self.sightings.positions(group), start, end) for group in phrase.needs):
            return False
        words = self.marked[start:end]
        if phrase.starts is None:
            return next(occurrences(phrase, words, 1), None) is not None
        local = [at - start for at in between(self.sightings.positions(phrase.starts), start, end)]
        return next(occurrences_at(phrase, words, local, 1), None) is not None

    @cached_property
    def _places(self) -> dict[Where, Callable[[], tuple[Place, ...]]]:
        return {
            "clause": lambda: self._clauses,
            "sentence": lambda: self._sentences,
            "paragraph": lambda: self._paragraphs,
            "article": lambda: self._article_places,
            "document": lambda: (self.whole,),
        }

    @cached_property
    def _clauses(self) -> tuple[Place, ...]:
        return tuple(self._clauses_place((clause,)) for clause in self.document.clauses)

    @cached_property
    def _sentences(self) -> tuple[Place, ...]:
        """Clauses up to 。 or ； put together again that a modal word cut: 须经批准，不得自行选择 is read at once."""
        clauses, alone = self.document.clauses, self._clauses
        found: list[Place] = []
        first = 0
        for number, clause in enumerate(clauses, 1):
            following = clauses[number] if number < len(clauses) else None
            if following and following.chapeau == clause.chapeau and not self._ends_before(clause, following):
                continue
            found.append(alone[first] if number - first == 1 else self._clauses_place(clauses[first:number]))
            first = number
        return tuple(found)

    def _ends_before(self, one: Clause, other: Clause) -> bool:
        """A sentence ends with the clause, or its line does."""
        text = self.document.text
        return text[one.span.end - 1] in "。；！？;!?" or "\n" in text[one.span.end - 1 : other.span.start]

    def _clauses_place(self, clauses: Sequence[Clause]) -> Place:
        clause, last = clauses[0], clauses[-1]
        start, end = self.folded.position(clause.span.start), self.folded.position(last.span.end)
        prefix_start, prefix = start, ""
        if clause.chapeau is not None:
            prefix_start = self.folded.position(clause.chapeau.start)
            prefix = self.marked[prefix_start : self.folded.position(clause.chapeau.end)]
        shields = tuple(
            (
                s.kind,
                self.folded.position(s.span.start) - start + len(prefix),
                self.folded.position(s.span.end) - start + len(prefix),
            )
            for one in clauses
            for s in one.shields
        )
        alone = clause if len(clauses) == 1 else None
        span = Span(clause.span.start, last.span.end)
        return Place(prefix + self.marked[start:end], len(prefix), prefix_start, start, alone, shields, span)

    @cached_property
    def _paragraphs(self) -> tuple[Place, ...]:
        return tuple(self.stretch(p.span) for p in self.document.walk() if p.level == "paragraph")

    @cached_property
    def _article_places(self) -> tuple[Place, ...]:
        found = [self.stretch(p.span) for p in self.document.walk() if p.level == "article"]
        return tuple(found) or tuple(self.stretch(p.span) for p in self.document.walk() if p.level == "heading")

    @cached_property
    def whole(self) -> Place:
        """The whole draft as one place."""
        return self.stretch(Span(0, len(self.document.text)))

    def stretch(self, span: Span) -> Place:
        """Any stretch of the draft as a place, with the shields of the clauses in it."""
        known = self._stretches.get(span)
        if known is None:
            known = self._stretches[span] = self._stretch(span)
        return known

    def _stretch(self, span: Span) -> Place:
        start, end = self.folded.position(span.start), self.folded.position(span.end)
        shields = tuple(
            (s.kind, self.folded.position(s.span.start) - start, self.folded.position(s.span.end) - start)
            for s in self._shields_in(span)
        )
        return Place(self.marked[start:end], 0, start, start, None, shields, span)

    def _shields_in(self, span: Span) -> Iterator[Shield]:
        clauses = self.document.clauses
        first = bisect_left(clauses, span.start, key=lambda clause: clause.span.end)
        for clause in clauses[first:]:
            if clause.span.start >= span.end:
                break
            yield from (shield for shield in clause.shields if span.covers(shield.span))

    def paragraph_span(self, span: Span) -> Span:
        """The 款 with all its items around a span; the span itself if there is none."""
        index = bisect_right(self._paragraph_spans, span.start, key=lambda other: other.start) - 1
        found = self._paragraph_spans[index] if index >= 0 else span
        return found if found.covers(span) else span

    @cached_property
    def _paragraph_spans(self) -> tuple[Span, ...]:
        return tuple(provision.span for provision in self.document.walk() if provision.level == "paragraph")

    def has_basis_of(self, span: Span, ranks: frozenset[Rank]) -> bool:
        """Tell whether a law of one of the ranks, in force, is cited in the span."""
        for citation in self.citations_in(span):
            resolution = citation.resolution
            if (
                resolution
                and resolution.law
                and resolution.law.rank in ranks
                and resolution.status.value in ("current", "amended")
            ):
                return True
        return False
