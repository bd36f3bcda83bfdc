"""条文对照表: each article of a draft beside the superior articles that it details, with what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lawcheck.align.alignment import align, within
from lawcheck.align.norm import Norm
from lawcheck.align.reading import read
from lawcheck.align.sentences import article_tokens
from lawcheck.corpus import Corpus
from lawcheck.model import Alignment, Citation, Difference, Document, Governing, Provision
from lawcheck.text.fold import skeleton

if TYPE_CHECKING:
    from lawcheck.align.govern import Seeker

# Articles shown beside one of the draft; what one must have in common with it; how far behind the best it may be.
_SHOWN, _SHARED, _BEHIND = 2, 0.2, 0.2
_UNITS = ("article", "heading")


@dataclass(frozen=True, slots=True)
class Row:
    """An article of the draft (its number, or 一、 of a notice), the superior articles, the differences."""

    number: str
    text: str
    governing: tuple[Governing, ...]
    differences: tuple[Difference, ...]


def table(document: Document, citations: tuple[Citation, ...], corpus: Corpus, as_of: date) -> tuple[Row, ...]:
    """One row for each article of the draft, in order; attachments are left out."""
    from lawcheck.align.govern import Seeker

    alignments = align(document, citations, corpus, as_of)
    seeker, units = Seeker(document, corpus, as_of), tuple(_units(document.provisions))
    texts = [unit.span.of(document.text).strip() for unit in units]
    norms = [read(skeleton(text)) for text in texts]
    cited = (within(citations, unit.span) for unit in units)
    governed = seeker.governing(list(zip(norms, cited, strict=True)), _SHOWN)
    return tuple(
        _row(unit, text, alignments, _near(norm, passages, seeker))
        for unit, text, norm, passages in zip(units, texts, norms, governed, strict=True)
    )


def _units(provisions: tuple[Provision, ...]) -> Iterator[Provision]:
    """The articles; of a document without articles its innermost headings."""
    for provision in provisions:
        if provision.level == "attachment":
            continue
        inner = [child for child in provision.children if child.level in (*_UNITS, "part", "chapter", "section")]
        if provision.level in _UNITS and not inner:
            yield provision
        else:
            yield from _units(provision.children)


def _row(unit: Provision, text: str, alignments: tuple[Alignment, ...], near: Iterable[Governing]) -> Row:
    differences = tuple(
        difference
        for alignment in alignments
        if unit.span.covers(alignment.span)
        for difference in alignment.differences[:1]
    )
    found = {(one.governing.law.key, one.governing.article): one.governing for one in differences}
    for one in near:
        if len(found) < _SHOWN:
            found.setdefault((one.law.key, one.article), one)
    return Row(unit.number or unit.label, text, tuple(found.values()), differences)


def _near(norm: Norm, passages: tuple[Governing, ...], seeker: Seeker) -> Iterator[Governing]:
    """The articles that are near enough to one of the draft to be shown beside it."""
    rarity = seeker.rarity(norm.tokens)
    whole = sum(rarity[token] for token in norm.tokens) or 1.0
    for one in passages:
        share = sum(rarity[token] for token in norm.tokens & article_tokens(one.text)) / whole
        if one.cited or (share >= _SHARED and one.score >= _BEHIND * passages[0].score):
            yield one
