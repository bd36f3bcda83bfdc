"""A draft as structure: provisions, clauses and what the document says of itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lawcheck.model.place import Source, Span
from lawcheck.model.rank import Rank

Level = Literal[
    "part", "chapter", "section", "article", "paragraph", "item", "subitem", "attachment", "heading", "body"
]
Modality = Literal["must", "must_not", "may", "need_not", "only_if", "encourage", "disposes", "states"]
ShieldKind = Literal[
    "prohibited", "exempted", "excepted", "quoted", "abolished", "reported", "contractual", "voluntary"
]
Addressee = Literal["public", "internal"]
Script = Literal["simplified", "traditional"]


@dataclass(frozen=True, slots=True)
class Provision:
    """One unit of the document, whatever its level.

    ``number`` is its canonical form (第十六条, （三）, 一、), ``label`` as written; both empty where there is none.
    ``heading`` is the span of a title of chapters, attachments and notice headings. Children lie inside, in order.
    A ``body`` is a main part without a heading of its own: the covering notice, or the measure it issues.
    """

    level: Level
    number: str
    label: str
    heading: Span | None
    span: Span
    children: tuple[Provision, ...] = ()


def articles_in(roots: Sequence[Provision]) -> tuple[Provision, ...]:
    """The articles among the provisions and below them, in order of the text; an article holds no other."""
    found: list[Provision] = []
    stack = list(reversed(roots))
    while stack:
        provision = stack.pop()
        if provision.level == "article":
            found.append(provision)
        else:
            stack.extend(reversed(provision.children))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Shield:
    """A stretch in which words are mentioned but not ordered."""

    kind: ShieldKind
    span: Span


@dataclass(frozen=True, slots=True)
class Clause:
    """One ordering sentence or part of one; every reading is a span, so that it can be shown.

    ``chapeau`` is the span of the opening words from which an item inherits; ``modality`` may come from there.
    """

    span: Span
    modality: Modality
    cue: Span | None = None
    actor: Span | None = None
    addressee: Addressee = "public"
    action: Span | None = None
    object: Span | None = None
    conditions: tuple[Span, ...] = ()
    exceptions: tuple[Span, ...] = ()
    shields: tuple[Shield, ...] = ()
    chapeau: Span | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """以下简称: ``name`` stands for ``full`` from ``span`` on."""

    name: str
    full: str
    span: Span
    is_title: bool


@dataclass(frozen=True, slots=True)
class Stated:
    """What the user says of the draft where the reader cannot tell (``--issuer``, ``--doc-type``, ``--region``)."""

    issuer: str | None = None
    doc_type: str | None = None
    region: str | None = None
    fragment: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """What the document says of itself. ``date`` is ISO (the date of issue), None where not stated.

    ``secrecy`` is the mark of secrecy on the paper as written (机密★1年), None if it bears none.
    """

    title: str | None
    title_span: Span | None
    issuer: str | None
    doc_number: str | None
    doc_type: str | None
    rank: Rank
    region: str | None
    date: str | None
    normative: bool
    normative_reason: str
    script: Script
    fragment: bool = False
    secrecy: str | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """Where a span stands, as the law would cite it."""

    article: str | None = None
    paragraph: int | None = None
    item: str | None = None
    heading: str | None = None
    attachment: str | None = None

    def __str__(self) -> str:
        if self.article is None:
            return (self.attachment or "") + (self.heading or "") or "全文"
        paragraph = f"第{_small(self.paragraph)}款" if self.paragraph else ""
        item = f"第{self.item}项" if self.item else ""
        return f"{self.attachment or ''}{self.article}{paragraph}{item}"


def _small(number: int) -> str:
    digits = "零一二三四五六七八九十"
    if number <= 10:
        return digits[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


@dataclass(frozen=True, slots=True)
class Document:
    """A structured draft. ``provisions`` is a forest in order of the text, ``clauses`` likewise."""

    source: Source
    profile: Profile
    provisions: tuple[Provision, ...]
    clauses: tuple[Clause, ...]
    definitions: tuple[Definition, ...] = ()

    @property
    def text(self) -> str:
        """The plain text that all spans count in."""
        return self.source.text

    def walk(self) -> tuple[Provision, ...]:
        """All provisions, each before its children."""
        found: list[Provision] = []
        stack = list(reversed(self.provisions))
        while stack:
            provision = stack.pop()
            found.append(provision)
            if provision.children:
                stack += provision.children[::-1]
        return tuple(found)

    def at(self, span: Span) -> Location:
        """The innermost provision in which the span begins."""
        article = item = attachment = None
        paragraph: int | None = None
        headings: list[str] = []
        siblings = self.provisions
        while siblings:
            index = bisect_right(siblings, span.start, key=lambda provision: provision.span.start) - 1
            provision = siblings[index] if index >= 0 else None
            if provision is None or provision.span.end <= span.start:
                break
            if provision.level == "article":
                article = provision.number
            elif provision.level == "paragraph":
                paragraph = 1 + sum(other.level == "paragraph" for other in siblings[:index])
            elif provision.level == "item":
                item = provision.number
            elif provision.level == "attachment":
                attachment = provision.number
            elif provision.level == "heading":
                headings.append(provision.number)
            siblings = provision.children
        if article is None:
            return Location(heading="".join(headings) or None, attachment=attachment)
        return Location(article, paragraph, item, None, attachment)
