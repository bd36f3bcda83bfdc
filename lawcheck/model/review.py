"""Findings and the review; a Review is exactly the JSON that users get."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from lawcheck.model.citing import Citation
from lawcheck.model.document import Location
from lawcheck.model.place import Span

Severity = Literal["error", "warning", "info"]
Answer = Literal["ok", "doubt", "problem", "not_checked"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A text shown beside a finding: a superior article, an earlier definition."""

    law: str
    article: str | None = None
    text: str | None = None
    difference: str | None = None


@dataclass(frozen=True, slots=True)
class Replacement:
    """Words that can be put in the place of others as they stand: nothing else has to be changed or decided."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule yields: a place, words for the message (name → words), other texts to show, exact replacements.

    ``absent`` names the words looked for when the hit is about something missing (the fingerprint is made of it).
    ``severity`` overrides the rule's where a check knows less than the rule assumes.
    """

    span: Span
    values: tuple[tuple[str, str], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    absent: str | None = None
    severity: Severity | None = None
    note: str = ""
    replacements: tuple[Replacement, ...] = ()


@dataclass(frozen=True)
class Basis:
    """The law a finding rests on."""

    law: str
    article: str | None = None
    paragraph: int | None = None
    item: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Why a finding does not count: the reason in the configuration, by whom, and until when (ISO date)."""

    reason: str
    by: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``quote`` is exactly ``text[span]``.

    ``suspected``: the name of the review point if a second reader raised it. Its message then speaks of a likeness that
    helps to check; what an opinion can say, once the officer has adopted it, is that there is a problem of that kind.
    """

    fingerprint: str
    rule_id: str
    review_point: str
    severity: Severity
    location: Location
    span: Span
    quote: str
    message: str
    basis: tuple[Basis, ...]
    suggestion: str
    evidence: tuple[Evidence, ...] = ()
    related: tuple[str, ...] = ()
    suppressed: Suppressed | None = None
    replacements: tuple[Replacement, ...] = ()
    suspected: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One of the seven questions of 国办发〔2018〕115号 and its answer."""

    question: str
    answer: Answer
    findings: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Incomplete:
    """Something that was not checked: a rule or a stage, and why."""

    reason: str
    rule_id: str | None = None
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class RulesetIdentity:
    """A ruleset as used; the hash is over its files."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class CorpusIdentity:
    """The corpus as used; ``note`` says what kind of corpus it is and what it cannot answer."""

    sha256: str
    documents: int
    articles: int
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tool:
    """What made the review."""

    version: str
    rulesets: tuple[RulesetIdentity, ...]
    corpus: CorpusIdentity


@dataclass(frozen=True, slots=True)
class Summary:
    """What later stages need of the document: memo, diff, gate and register do not need more.

    ``sha256`` is the hash of the file, ``text_sha256`` that of its folded text (None: made by an older version).
    ``secrecy`` is the mark of secrecy that it bears, as written.
    """

    path: str
    sha256: str
    title: str | None
    issuer: str | None
    doc_number: str | None
    doc_type: str | None
    rank: str
    region: str | None
    date: str | None
    normative: bool
    normative_reason: str
    chapters: int
    articles: int
    script: str
    fragment: bool = False
    text_sha256: str | None = None
    secrecy: str | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """An earlier review whose findings are left out: its draft's hash, its date, and how many were left out."""

    sha256: str
    as_of: str
    known: int


@dataclass(frozen=True, slots=True)
class Review:
    """A review of one draft at one date. ``asked``: the review points of the rules that were asked.

    ``baseline``: only what is new against an earlier review is listed; such a review stands for no whole one.
    """

    tool: Tool
    document: Summary
    as_of: str
    conclusion: str | None
    conclusion_reason: str
    questions: tuple[Question, ...]
    citations: tuple[tuple[Citation, str, str], ...]  # citation, its words, its location
    findings: tuple[Finding, ...]
    incomplete: tuple[Incomplete, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    asked: tuple[str, ...] = ()
    baseline: Baseline | None = None
