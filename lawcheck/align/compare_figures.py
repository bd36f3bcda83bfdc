"""Figures of a draft against those of an article: fines, periods, shares, numbers of persons.

A figure is compared with the one of the article whose surroundings are nearest, never with the first that differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lawcheck.align.limits import departure, is_extended, is_fine, limit
from lawcheck.align.norm import Figure, Norm
from lawcheck.align.slots import Rarity, Slot, shared
from lawcheck.align.words import tokens
from lawcheck.model.aligning import DifferenceKind

_PERSON = re.compile(r"个人|居民|公民|市民|村民|住户|人员|自然人|业主")
_BODY = re.compile(r"单位|企业|法人|组织|公司")
# Below this the parts around two figures have nothing to do with each other.
_NEAR = 6.0
# What the words around count if one says within which time, the other for how long.
_OTHER_SENSE = 0.7
# The characters behind a figure that say what is counted.
_BESIDE = 8
# A figure that agrees silences one that differs if it stands about as near.
_AS_NEAR, _AS_NEAR_FINE = 0.75, 0.55
# A period so many times another is of another measure.
_OTHER_MEASURE = 12


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure of the article and where it stands."""

    figure: Figure
    norm: int
    context: float


def figure_kinds(norm: Norm) -> frozenset[tuple[str, bool]]:
    """The kinds of figures that a sentence orders: unit, and whether it is a penalty."""
    return frozenset((figure.unit, is_fine(figure, norm)) for figure in norm.figures if not figure.conditional)


def differing(draft: Norm, law: Sequence[Norm], rarity: Rarity) -> Iterator[Slot]:
    """For each figure of the sentence that an article has too: how they differ, or that they agree (kind None)."""
    meant = in_bracket(draft, law) if draft.figures else frozenset()
    for figure in draft.figures:
        if draft.parts[figure.part].modality in ("must_not", "need_not"):
            continue  # 可以不在六十日内决定 orders no period
        fine = is_fine(figure, draft)
        found = [
            _Found(other, number, _context(figure, draft, other, norm, rarity, fine))
            for number, norm in enumerate(law)
            if number in meant
            for other in norm.figures
            if other.unit == figure.unit
            and is_fine(other, norm) == fine
            and (fine or _comparable(figure, other))
            and norm.parts[other.part].modality != "must_not"
        ]
        if fine:
            found = _of_same_tier(draft, _of_same_party(draft, found, law), law)
        if not found:
            continue
        best = max(found, key=lambda one: one.context)
        if best.context < _NEAR:
            continue
        if figure.per and best.figure.per and figure.per != best.figure.per:
            theirs, ours = f"每{best.figure.per}{best.figure.words}", f"每{figure.per}{figure.words}"
            yield Slot("threshold", f"上位法为{theirs}，本条为{ours}", best.norm, best.context, "figure")
            continue
        near = (_AS_NEAR_FINE if fine else _AS_NEAR) * best.context
        if any(_agrees(figure, one.figure, fine) and one.context >= near for one in found):
            same = fine or any((figure.low, figure.high) == (one.figure.low, one.figure.high) for one in found)
            yield Slot(None, "", best.norm, best.context, "same" if same else "within")
            continue
        sentence = departure(figure, best.figure, limit(best.figure, law[best.norm]))
        if sentence:
            kind: DifferenceKind = (
                "penalty_amount" if fine else "time_limit" if figure.unit == "日" else "threshold"
            )
            yield Slot(kind, sentence, best.norm, best.context, "figure")
        else:
            yield Slot(None, "", best.norm, best.context, "within")


def in_bracket(draft: Norm, law: Sequence[Norm]) -> frozenset[int]:
    """The sentences of an article for the case that a sentence names: 满一年不足十年的 for 工龄八年.

    All of them, if the case is not named in figures, or the article tells none apart.
    """
    every = frozenset(range(len(law)))
    for case in (figure for figure in draft.figures if figure.conditional and figure.value > 0):
        brackets = {number: found for number, norm in enumerate(law) if (found := _bracket(norm, case.unit))}
        holding = {
            number for number, (low, high) in brackets.items() if low <= case.value < high or low == case.value
        }
        if holding and len(holding) < len(brackets):
            return every - (brackets.keys() - holding)
    return every


def _bracket(norm: Norm, unit: str) -> tuple[float, float] | None:
    """From where to where the cases of a sentence go, in a unit; None if it names no bounds."""
    bounds = [one for one in norm.figures if one.conditional and one.unit == unit and one.bound != "exact"]
    if not bounds:
        return None
    return max(one.low for one in bounds), min(one.high for one in bounds)


def _comparable(figure: Figure, other: Figure) -> bool:
    """What describes the case is compared with nothing, but a time to wait (满十日, 十日后) with another."""
    if not figure.conditional and not other.conditional:
        within, theirs = figure.after.startswith("内"), other.after.startswith("内")
        low, high = sorted((figure.value, other.value))
        # How long something lasts is no time limit for doing it: a term of three years, twenty days to answer.
        return figure.unit != "日" or within == theirs or high < _OTHER_MEASURE * low
    return (
        figure.unit == "日"
        and figure.bound == other.bound == "at_least"
        and figure.conditional == other.conditional
    )


def _agrees(figure: Figure, other: Figure, fine: bool) -> bool:
    """A fine inside the band; another figure that is the same."""
    if fine and other.low:
        return other.low <= figure.low and figure.high <= other.high
    return (figure.low, figure.high) == (other.low, other.high) or figure.value == other.value


def _of_same_party(draft: Norm, found: list[_Found], law: Sequence[Norm]) -> list[_Found]:
    """对单位…对个人…: the figures for the party that the draft names, if the law tells them apart."""
    person = _PERSON.search(draft.text) is not None and _BODY.search(draft.text) is None
    body = _BODY.search(draft.text) is not None and _PERSON.search(draft.text) is None
    for asked, pattern in ((person, re.compile(r"个人|公民")), (body, re.compile(r"单位|企业"))):
        named = [f for f in found if pattern.search(law[f.norm].parts[f.figure.part].words)]
        if asked and named and len(named) < len(found):
            return named
    return found


# What makes the heavier tier of a penalty.
_HEAVIER = re.compile(r"情节(?:特别)?严重|逾期|拒不|仍不|再次|屡|造成|经责令|后果")


def _of_same_tier(draft: Norm, found: list[_Found], law: Sequence[Norm]) -> list[_Found]:
    """The figures of the tier that the draft speaks of, if the article has several."""
    heavier = _HEAVIER.search(draft.text) is not None
    same = [
        one
        for one in found
        if (_HEAVIER.search(law[one.norm].text[: _end(law[one.norm], one.figure.part)]) is not None) == heavier
    ]
    return same or found


def _end(norm: Norm, part: int) -> int:
    """About where a part ends in the text: the parts before it with their commas."""
    return sum(len(one.words) + 1 for one in norm.parts[: part + 1])


def _context(figure: Figure, draft: Norm, other: Figure, law: Norm, rarity: Rarity, fine: bool) -> float:
    """What the words around two figures share: those of their parts count most; of a fine the whole sentence."""
    near = shared(draft.parts[figure.part].tokens, law.parts[other.part].tokens, rarity)
    whole = shared(draft.tokens, law.tokens, rarity)
    if fine:
        return 0.25 * near + whole
    wide = shared(_around(draft, figure.part), _around(law, other.part), rarity)
    longer, theirs = is_extended(figure, draft), is_extended(other, law)
    within = figure.after.startswith("内") == other.after.startswith("内")
    return (
        (near + 0.75 * wide)
        * (1.0 if within else _OTHER_SENSE)
        * (_OTHER_SENSE if _opposite(figure, other) else 1.0)
        + 0.25 * whole
        + (0.0 if longer == theirs else -8.0)
        + (8.0 if within else 0.0)
        + (3.0 if figure.bound == other.bound else 0.0)
        + shared(_beside(figure), _beside(other), rarity)
    )


@lru_cache(maxsize=256)
def _beside(figure: Figure) -> frozenset[str]:
    return tokens(figure.after[:_BESIDE])


def _opposite(figure: Figure, other: Figure) -> bool:
    """A maximum here and a minimum there: the two limit different things."""
    return {figure.bound, other.bound} == {"at_least", "at_most"} and figure.low != figure.high


def _around(norm: Norm, part: int) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for one in norm.parts[max(0, part - 1) : part + 2]:
        found |= one.tokens
    return found
