"""The sentences on both sides: of a draft with their places, of an article with the opening words of its lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lawcheck.align.norm import Norm
from lawcheck.align.reading import read
from lawcheck.align.words import tokens
from lawcheck.model import Clause, Document, Span
from lawcheck.text.fold import skeleton

_ITEM = re.compile(r"\([一二三四五六七八九十百]{1,4}\)")
_SENTENCE = re.compile(r"[^。;]+[。;]?")
_LEAD = re.compile(
    r"^(?:第[一二三四五六七八九十百零〇\d]{1,6}条(?:之[一二三四五六七八九十])?|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,3}[.、])\s*"
)
_KEPT = 1024  # articles, as many as a long draft meets; each takes some 30 kB
# How much of what goes before a sentence may give it its matter.
_BEFORE = 160


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a draft: its span, its skeleton with the opening words of the list it stands in, the one before."""

    span: Span
    text: str
    before: str = ""


def of_draft(document: Document) -> Iterator[Sentence]:
    """The sentences of a draft; the clauses into which a modal word cut one are put together again."""
    together: list[Clause] = []
    last: Sentence | None = None
    for clause in document.clauses:
        if together and (clause.chapeau != together[0].chapeau or _ends(document.text, together[-1], clause)):
            last = _joined(document.text, together, last)
            yield last
            together = []
        together.append(clause)
    if together:
        yield _joined(document.text, together, last)


def _ends(text: str, one: Clause, other: Clause) -> bool:
    return text[one.span.end - 1] in "。；！？;!?" or "\n" in text[one.span.end - 1 : other.span.start]


def _joined(text: str, clauses: list[Clause], last: Sentence | None) -> Sentence:
    span = Span(clauses[0].span.start, clauses[-1].span.end)
    chapeau = clauses[0].chapeau
    words = _LEAD.sub("", skeleton(span.of(text)))
    before = ""
    if last is not None and "\n" not in text[last.span.end : span.start]:
        before = last.text if not last.before else last.before + last.text
    return Sentence(span, (skeleton(chapeau.of(text)) if chapeau else "") + words, before[-_BEFORE:])


@lru_cache(maxsize=_KEPT)
def of_article(text: str) -> tuple[Norm, ...]:
    """The sentences of an article as norms; remembered, since many sentences of a draft meet the same article."""
    found: list[Norm] = []
    opening = ""
    for line in skeleton(text).split("\n"):
        if not line:
            continue
        item = line if _ITEM.match(line) else ""
        if item:
            line = opening + line
        elif line.endswith(":"):
            opening = line
        before = ""
        for match in _SENTENCE.finditer(line):
            # Each sentence of the opening words is about the item: (处十万元以下;逾期未改正的,处二十万元以下:(一)…).
            found.append(read(match.group(), before, item if match.end() < len(line) else ""))
            before = (before + match.group())[-_BEFORE:]
    return tuple(found)


@lru_cache(maxsize=2048)  # some 8 kB each
def article_tokens(text: str) -> frozenset[str]:
    """All tokens of an article."""
    return tokens(skeleton(text))
