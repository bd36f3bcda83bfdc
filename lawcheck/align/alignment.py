"""A draft beside its superior law, sentence by sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from lawcheck.align import compare_figures, whole
from lawcheck.align.compare import compare
from lawcheck.align.norm import Norm
from lawcheck.align.reading import read
from lawcheck.align.sentences import article_tokens, of_article, of_draft
from lawcheck.align.slots import Slot, shared
from lawcheck.align.sureness import Signs, common, of_slot, sureness
from lawcheck.align.words import tokens
from lawcheck.corpus import Corpus
from lawcheck.model import Alignment, Citation, Difference, Document, Doubt, Governing, Rank, Span, Support
from lawcheck.suspicion import Suspicion
from lawcheck.suspicion import suspicion as suspicion_of

if TYPE_CHECKING:
    from lawcheck.align.govern import Seeker

# How many articles are compared with a sentence; how many a suspicious one is held against as a whole, and from which
# reading on it is suspicious.
COMPARED, _AS_A_WHOLE, _SUSPICIOUS, _CONTRARY = 8, 3, -0.5, -0.5
# What must speak for a difference before it is weighed: the words that both share around it, as a whole and in share.
_NEAR, _COVER = 5.0, 0.04
# How sure a difference must be. Who may make law may say more than the law above (立法法 articles 82, 93).
_SURE, _SURE_OF_LEGISLATION = 0.5, 0.88
_SHORT = 8
_BESIDES = ("authority", "condition", "scope")
# Shares of a sentence's words that its cited article has; a sentence with less of its own says nothing.
_SUPPORTED, _UNSUPPORTED, _TELLING = 0.3, 0.08, 40.0
_CITED = re.compile(r"《[^》]*》|第[一二三四五六七八九十百零〇\d]+[条款项]")
# The figure that a sentence gives of an article which it cites is that article's, however the sentence reads.
_NOT_READ = Suspicion(0.0, 0.0, 0.0)
# Orders without a modal word, conditions, and who acts.
_DISPOSES = re.compile(
    r"方可|方能|才能|一律|先行|直接|另行|统一|收回|收取|取消|由[^,。;]{2,20}(?:决定|批准|收|指派|安排|先)"
)
# What is only wished for binds nobody.
_MERELY_WISHED = re.compile(r"^[^,。;]{0,12}(?:鼓励|提倡|倡导|力争|支持)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence of a draft for which articles are looked for, with the citations in it."""

    span: Span
    norm: Norm
    cited: Sequence[Citation]
    suspicion: Suspicion


def align(
    document: Document, citations: tuple[Citation, ...], corpus: Corpus, as_of: date
) -> tuple[Alignment, ...]:
    """The sentences of a draft with the articles that govern them; nothing without the texts of laws.

    Sentences that say nothing of their own, order nothing that could be ordered otherwise and raise no suspicion are left
    out. Articles of a lower rank than the draft never govern it.
    """
    if not corpus.rarities(("法律",)):
        return ()
    from lawcheck.align.govern import Seeker

    sure = _SURE if document.profile.rank is Rank.NORMATIVE_DOCUMENT else _SURE_OF_LEGISLATION
    seeker = Seeker(document, corpus, as_of)
    # One stage after the other for all sentences: what each works with stays in the processor's cache.
    sentences = list(asked(document, citations))
    governed = seeker.governing([(one.norm, one.cited) for one in sentences], COMPARED)
    return tuple(_aligned(*one, seeker, sure) for one in zip(sentences, governed, strict=True))


def _aligned(one: Asked, passages: tuple[Governing, ...], seeker: Seeker, sure: float) -> Alignment:
    differences = _differences(one.norm, passages, seeker, one.suspicion, sure)
    doubt = None if differences else _doubt(one.norm, passages, seeker, one.suspicion, sure)
    return Alignment(one.span, passages, differences, doubt, _support(one.norm, passages, seeker))


def asked(document: Document, citations: tuple[Citation, ...]) -> Iterator[Asked]:
    """The sentences for which articles are looked for: those that cite, order something, or are suspicious."""
    for sentence in of_draft(document):
        if len(sentence.text) < _SHORT:
            continue
        norm = read(sentence.text, sentence.before)
        cited = within(citations, sentence.span)
        suspicion = suspicion_of(norm.text)
        if cited or orders(norm) or is_suspicious(suspicion):
            yield Asked(sentence.span, norm, cited, suspicion)


def is_suspicious(suspicion: Suspicion) -> bool:
    """Whether a sentence is worth holding against an article as a whole."""
    return suspicion.legality >= _SUSPICIOUS or suspicion.contrary >= _CONTRARY


def orders(norm: Norm) -> bool:
    """Whether a sentence says anything that an article could say otherwise: a figure, a side, a ban, leave, a body."""
    return (
        bool(norm.figures or norm.actor)
        or any(pole.sign == -1 for pole in norm.poles)
        or any(part.own and part.modality != "must" for part in norm.parts)
        or _DISPOSES.search(norm.text) is not None
    )


def within(citations: Sequence[Citation], span: Span) -> Sequence[Citation]:
    """The citations that begin inside a span; both in order of the text."""
    first = bisect_left(citations, span.start, key=lambda citation: citation.span.start)
    last = bisect_left(citations, span.end, key=lambda citation: citation.span.start)
    return citations[first:last]


def _support(norm: Norm, passages: Sequence[Governing], seeker: Seeker) -> Support:
    """Whether a cited article speaks of what the sentence says: the share of its telling words that the article has."""
    cited = [article_tokens(passage.text) for passage in passages if passage.cited]
    if not cited:
        return "unknown"
    own = tokens(_CITED.sub(" ", norm.text))
    rarity = seeker.rarity(own)
    whole = sum(rarity[token] for token in own)
    if whole < _TELLING:
        return "unknown"
    share = max(shared(own, article, rarity) for article in cited) / whole
    return "yes" if share >= _SUPPORTED else "no" if share <= _UNSUPPORTED else "unknown"


def _differences(
    norm: Norm, passages: Sequence[Governing], seeker: Seeker, suspicion: Suspicion, sure: float
) -> tuple[Difference, ...]:
    """The differences from the articles that govern a sentence, surest first."""
    found = [
        Difference(slot.kind, slot.sentence, passage, round(sureness("sure", signs), 3))
        for slot, passage, signs in differing(norm, passages, seeker, suspicion)
        if slot.kind is not None
    ]
    found.sort(key=lambda one: -one.strength)
    return tuple(replace(one, alike=seeker.alike(one.governing, norm)) for one in found if one.strength >= sure)


def _doubt(
    norm: Norm, passages: Sequence[Governing], seeker: Seeker, suspicion: Suspicion, sure: float
) -> Doubt | None:
    """The article that a suspicious sentence most likely contradicts, if that is likely enough."""
    found = (
        Doubt(law.text, passage, round(sureness("doubt", signs), 3))
        for law, passage, signs in doubted(norm, passages, seeker, suspicion)
    )
    best = max(found, key=lambda one: one.strength, default=None)
    if best is None or best.strength < sure:
        return None
    return replace(best, alike=seeker.alike(best.governing, norm))


def differing(
    norm: Norm, passages: Sequence[Governing], seeker: Seeker, suspicion: Suspicion
) -> Iterator[tuple[Slot, Governing, Signs]]:
    """Each difference with its article and the signs of how sure it is; nothing of what is merely wished for.

    A sentence that restates an article word for word, or whose figure is that of one, differs from none that is less
    likely; one whose figure keeps within an article may still depart from another law, not from another article of this.
    """
    if _MERELY_WISHED.search(norm.text):
        return
    rarity = seeker.rarity(norm.tokens)
    kept: set[str] = set()
    for place, passage in enumerate(passages):
        if passage.law.key in kept:
            continue
        law = of_article(passage.text)
        if _is_restated(norm, law):
            return
        slots = [slot for slot in compare(norm, law, rarity) if _is_near(slot, norm, law[slot.norm])]
        agreed = any(slot.kind is None for slot in slots)
        same = any(slot.kind is None and slot.way == "same" for slot in slots)
        for slot in slots:
            if slot.kind is not None and not (agreed and slot.kind not in _BESIDES):
                like = seeker.likeness(passage, norm)
                named = seeker.named(passage.law, norm)
                reads = _NOT_READ if passage.cited and slot.way == "figure" else suspicion
                known = common(
                    norm, law[slot.norm], rarity, reads, like, named=named, place=place, likely=passage.score
                )
                yield slot, passage, of_slot(slot, norm, rarity, known, agreed=agreed, within=bool(kept))
        if same:
            return
        if agreed:
            kept.add(passage.law.key)


def doubted(
    norm: Norm, passages: Sequence[Governing], seeker: Seeker, suspicion: Suspicion
) -> Iterator[tuple[Norm, Governing, Signs]]:
    """A suspicious sentence before the nearest sentence of each of the likeliest articles, with the signs.

    Nothing of what is merely wished for, nor of what restates an article word for word.
    """
    if not is_suspicious(suspicion) or _MERELY_WISHED.search(norm.text):
        return
    rarity = seeker.rarity(norm.tokens)
    for place, passage in enumerate(passages[:_AS_A_WHOLE]):
        law = of_article(passage.text)
        if _is_restated(norm, law):
            return
        nearest = whole.nearest(norm, law, rarity)
        if nearest is not None:
            named = seeker.named(passage.law, norm)
            like = seeker.likeness(passage, norm)
            known = common(norm, nearest, rarity, suspicion, like, named=named, place=place, likely=passage.score)
            agreed = any(slot.kind is None for slot in compare_figures.differing(norm, law, rarity))
            yield nearest, passage, whole.signs(norm, nearest, known, agreed=agreed)


def _is_restated(norm: Norm, law: Sequence[Norm]) -> bool:
    words = norm.text.rstrip("。;")
    return any(words in one.text for one in law)


def _is_near(slot: Slot, norm: Norm, law: Norm) -> bool:
    cover = len(norm.tokens & law.tokens) / (8 + len(law.tokens))
    return slot.strength >= _NEAR and cover >= _COVER
