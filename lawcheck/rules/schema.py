"""What a rule is once read: typed, frozen, with compiled phrases. The YAML keys are described in docs/rules-format.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from lawcheck.corpus.regions import is_within
from lawcheck.model import Basis, Modality, Rank, Severity
from lawcheck.model.document import Addressee, ShieldKind
from lawcheck.rules.phrase import Phrase

Where = Literal["clause", "sentence", "paragraph", "article", "document"]
Inside = Literal["title", "paragraph", "article", "document", "attachments"]
Mark = Literal["V", "W", "U"]


@dataclass(frozen=True)
class DatedBasis:
    """A basis with the days on which it may be cited (both inclusive; None: open) and its mark of verification."""

    basis: Basis
    since: date | None
    until: date | None
    verified: Mark

    def is_in_force(self, day: date) -> bool:
        """Tell whether the basis may be cited on the day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Comparison:
    """Compares the quantity that the phrase read with a figure of ``parameters.yaml``."""

    quantity: str
    operator: Literal["less_than", "more_than"]
    parameter: str


@dataclass(frozen=True)
class Condition:
    """One condition; all keys that are given must hold for the same place."""

    text: Phrase | None = None
    actor: Phrase | None = None
    action: Phrase | None = None
    object: Phrase | None = None
    condition: Phrase | None = None
    exception: Phrase | None = None
    modality: frozenset[Modality] = frozenset()
    basis: Literal["cited", "none"] | Phrase | None = None
    basis_rank: Rank | None = None
    basis_supports: Literal["yes", "no", "unknown"] | None = None
    sets: str | None = None
    addressee: Addressee | None = None
    at_least: tuple[int, tuple[Condition, ...]] | None = None
    comparisons: tuple[Comparison, ...] = ()
    inside: Inside | None = None
    reads: frozenset[ShieldKind] = frozenset()


@dataclass(frozen=True)
class Match:
    """all and any and not unless."""

    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()

    def conditions(self) -> Iterator[Condition]:
        """Every condition, those of ``at_least`` included."""
        for one in (*self.all, *self.any, *self.unless):
            yield one
            if one.at_least is not None:
                yield from one.at_least[1]


@dataclass(frozen=True)
class Applies:
    """To which drafts a rule applies; empty: to all."""

    doc_types: frozenset[str] = frozenset()
    issuers: Phrase | None = None
    ranks: frozenset[Rank] = frozenset()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Example:
    """A sentence or a small draft that a rule must (bad) or must not (good) speak of.

    ``becomes`` is the text with the rule's exact replacements made.
    """

    text: str
    title: str | None = None
    issuer: str | None = None
    as_of: date | None = None
    is_draft: bool = False
    laws: tuple[
        tuple[str, date, str], ...
    ] = ()  # title, effective date and text of laws that the corpus then holds
    becomes: str | None = None


@dataclass(frozen=True)
class Examples:
    """The examples of a rule; ``todo`` are known misses: one that starts to pass fails."""

    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()
    todo_bad: tuple[Example, ...] = ()
    todo_good: tuple[Example, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A rule. Exactly one of ``match``, ``absent`` and ``check`` is set; ``path`` is the file it came from.

    ``replace``: folded words and what can stand in their place, wherever the rule matched.
    ``second_reader``: silent where another rule raises an error or warning of the same point in the same 款, and where
    one hints at it in the same words: then that rule warns.
    """

    id: str
    title: str
    review_point: str
    severity: Severity
    where: Where
    basis: tuple[DatedBasis, ...]
    message: str
    suggestion: str
    examples: Examples
    path: str
    applies: Applies = Applies()
    match: Match | None = None
    absent: Phrase | None = None
    check: str | None = None
    second_reader: bool = False
    replace: tuple[tuple[str, str], ...] = ()

    def bases(self, day: date) -> tuple[DatedBasis, ...]:
        """The bases in force on the day; none: the rule sleeps."""
        return tuple(entry for entry in self.basis if entry.is_in_force(day))


@dataclass(frozen=True)
class Figure:
    """A figure of the law with its dates and source; ``region`` empty: everywhere."""

    value: float
    unit: str
    since: date | None
    until: date | None
    source: str
    verified: Mark
    region: str = ""


@dataclass(frozen=True)
class SettingPower:
    """Who may set a kind of norm in a period: one row of the matrix of setting powers."""

    ranks: frozenset[Rank]
    since: date | None
    until: date | None
    source: str
    verified: Mark


@dataclass(frozen=True)
class Ruleset:
    """A set of rules ready to use, with the figures and powers that they name."""

    rules: tuple[Rule, ...]
    figures: tuple[tuple[str, tuple[Figure, ...]], ...]
    powers: tuple[tuple[str, tuple[SettingPower, ...]], ...]
    review_points: tuple[tuple[str, str], ...]
    identities: tuple[tuple[str, str, str], ...]

    def figure(self, name: str, day: date, region: str | None) -> Figure | None:
        """The figure of that name in force on the day; the region's own before the general one."""
        entries = [f for key, all_ in self.figures if key == name for f in all_ if _covers(f, day)]
        own = [figure for figure in entries if figure.region and region and is_within(region, figure.region)]
        return next(iter(own or [figure for figure in entries if not figure.region]), None)

    def power(self, kind: str, day: date) -> SettingPower | None:
        """Who may set that kind of norm on the day."""
        return next((p for key, all_ in self.powers if key == kind for p in all_ if _covers(p, day)), None)


def _covers(entry: Figure | SettingPower, day: date) -> bool:
    return (entry.since is None or entry.since <= day) and (entry.until is None or day <= entry.until)
