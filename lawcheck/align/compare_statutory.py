"""A sentence of a draft against the table of statutory figures: the figure that governs it, and how the two depart.

Precision goes before recall: the sentence must share several telling keys with the figure, some of them beside its own
figure; nothing is said where any figure of the same law agrees, or one that is nearly as near.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lawcheck.align.limits import departure, is_fine
from lawcheck.align.norm import Figure, Norm
from lawcheck.align.reading import read
from lawcheck.align.statutory import StatutoryFigure, Table, plain_title, table

# A cheap look before a sentence is read: a number before a unit.
_HAS_FIGURE = re.compile(
    r"[\d一二三四五六七八九十百千万两半成倍](?:余|万|亿|千|百)*个?(?:元|日|天|工作日|月|年|周|小时|人|名|倍|成|%)|分之"
)
# Keys that must be shared with the words around the figure, of an article that is cited, and with the whole sentence
# where nothing names the law.
_BESIDE, _OF_CITED, _SHARED = 2, 2, 3
# What the shared keys must weigh where the law is named by draft or sentence, and where it is not.
_WEIGHT_NAMED, _WEIGHT = 11.0, 20.0
# How near another figure must be to be heard as well.
_AS_NEAR = 0.7
# Figures so many times another measure something else: written in the same way, and in another.
_OTHER_MEASURE, _OTHER_WAY = 12.0, 6.0
# 污水处理费由1元调至2元 is no penalty.
_PUNISHES = re.compile(r"罚|赔偿金|滞纳金|违约金")
# 三月 is a month and no period in a draft; 每月十日前 is a day of the month.
_MONTH = re.compile(r"^[^个半]*月$")
_OF_MONTH = re.compile(r"(?:月|每周|星期|第)$")


@dataclass(frozen=True, slots=True)
class Departure:
    """A figure of a sentence that departs from a statutory one, said in a sentence for people.

    ``offset``: where the figure stands in the sentence. ``named``: the sentence cites the law, or the draft's
    title names it.
    """

    statutory: StatutoryFigure
    sentence: str
    offset: int
    named: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    statutory: StatutoryFigure
    weight: float
    named: float
    shared: int
    beside: int
    score: float


def departures(
    text: str,
    named: Mapping[str, float],
    cited: Sequence[tuple[str, str | None]],
    as_of: date,
    *,
    only_named: bool,
) -> Iterator[Departure]:
    """The figures of a sentence (a skeleton) that depart from those of the statutes in force on a day.

    ``named``: the laws that the draft's title names (``Table.named``); ``cited``: titles and articles that the sentence
    cites. A sentence that cites laws is compared with these only, any other with all laws, or ``only_named``.
    """
    if not _HAS_FIGURE.search(text) or (only_named and not named and not cited):
        return
    statutes = table()
    present = statutes.present(text)
    asked = _meant(statutes, present, cited)
    rows = [row for row in asked if row.holds(as_of) and (cited or not only_named or row.law in named)]
    if not rows:
        return
    norm = read(text)
    for figure in norm.figures:
        fine = is_fine(figure, norm)
        around = _around(norm, figure.part)
        banned = norm.parts[figure.part].modality == "must_not" and not fine
        if banned or not _is_ordered(figure) or (fine and not _PUNISHES.search(around)):
            continue
        beside = statutes.present(around)
        found = [
            _weighed(row, figure, statutes, (present, beside), named.get(row.law, 0.0))
            for row in rows
            if _is_alike(figure, row, fine)
        ]
        best = max(found, key=lambda one: one.score, default=None)
        if best is None or not _is_near(best, cited) or _agrees(figure, best, found):
            continue
        sentence = departure(figure, best.statutory.figure, best.statutory.limit)
        if sentence:
            yield Departure(best.statutory, sentence, _offset(norm, figure), bool(cited) or best.named > 0)


def _meant(
    statutes: Table, present: frozenset[str], cited: Sequence[tuple[str, str | None]]
) -> list[StatutoryFigure]:
    """The figures that a sentence may be about: all of the articles that it cites, else those that share keys."""
    sharing = statutes.sharing(present)
    if not cited:
        return sharing
    laws = {plain_title(title) for title, article in cited if article is None}
    found = [row for row in sharing if plain_title(row.law) in laws]
    for title, article in cited:
        if article is not None:
            found.extend(statutes.of_article(title, article))
    return found


def _is_ordered(figure: Figure) -> bool:
    if figure.conditional or (figure.unit == "日" and _MONTH.match(figure.words)):
        return False
    return not (figure.unit == "日" and _OF_MONTH.search(figure.before))


def _is_alike(figure: Figure, row: StatutoryFigure, fine: bool) -> bool:
    """Whether a figure can be measured by a statutory one: of the same unit, both penalties or both none."""
    other = row.figure
    if other.unit != figure.unit or (row.limit == "fine") != fine:
        return False
    if fine:
        return True
    if {figure.bound, other.bound} == {"at_least", "at_most"}:
        return False
    within = figure.after.startswith("内") == other.words.endswith("内")
    ahead = _is_ahead(figure.after, figure.before) == _is_ahead(other.words[-1:], other.words)
    low, high = sorted((figure.value, other.value))
    return high < (_OTHER_MEASURE if within else _OTHER_WAY) * low and (figure.unit != "日" or ahead)


def _is_ahead(after: str, before: str) -> bool:
    """三十日前, 提前三十日: counted back from an event."""
    return after.startswith("前") or "提前" in before


def _weighed(
    row: StatutoryFigure,
    figure: Figure,
    statutes: Table,
    keys: tuple[frozenset[str], frozenset[str]],
    named: float,
) -> _Candidate:
    """``keys``: those present in the sentence, and around the figure."""
    present, beside = keys
    shared = [key for key in row.keys if key in present]
    near = [key for key in shared if key in beside]
    weight, close = (sum(map(statutes.weight, some)) for some in (shared, near))
    way = 3 * (figure.after[:1] == row.figure.words[-1:]) + 2 * (figure.bound == row.figure.bound)
    return _Candidate(row, weight, named, len(shared), len(near), weight + close / 2 + 10 * named + way)


def _is_near(best: _Candidate, cited: Sequence[tuple[str, str | None]]) -> bool:
    """Whether the nearest figure is near enough to be the one that governs."""
    if any(article == best.statutory.article for _, article in cited):
        return best.statutory.limit == "fine" or best.shared >= _OF_CITED
    if cited or best.named:
        return best.beside >= _BESIDE and best.weight >= _WEIGHT_NAMED
    return best.shared >= _SHARED and best.beside >= _BESIDE and best.weight >= _WEIGHT


def _agrees(figure: Figure, best: _Candidate, found: Sequence[_Candidate]) -> bool:
    """Whether a figure keeps within any of the same article that limits alike or one nearly as near, or is of the law."""
    nearest = best.statutory
    same = (nearest.law, nearest.article, nearest.limit)
    for one in found:
        row = one.statutory
        if row.law == nearest.law and row.figure.value == figure.value:
            return True
        near = one.score >= _AS_NEAR * best.score or (row.law, row.article, row.limit) == same
        if near and not departure(figure, row.figure, row.limit):
            return True
    return False


def _around(norm: Norm, part: int) -> str:
    return ",".join(one.words for one in norm.parts[max(0, part - 1) : part + 2])


def _offset(norm: Norm, figure: Figure) -> int:
    """Where a figure stands in its sentence."""
    at = 0
    for part in norm.parts[: figure.part]:
        at = norm.text.index(part.words, at) + len(part.words)
    return norm.text.index(norm.parts[figure.part].words, at) + len(figure.before)
