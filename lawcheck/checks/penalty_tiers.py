"""裁量档次 — the tiers of a discretion standard: outside the statutory band, with a gap, overlapping, or lighter than the tier before.

Assumes that the tiers are the items of one article (or the parts of an item between semicolons), from light to heavy or
from heavy to light, and that those for persons and for bodies are told apart by 个人 and 单位. The statutory band is that
of the article which the opening words cite, all its figures of the kind taken together, so that a tier is outside only if
no case of the law reaches it. Needs an imported corpus for the band; gaps and overlaps are seen without one. Tables are
not read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lawcheck.align import Figure, read
from lawcheck.model import Evidence, Hit, Provision, Span, Target
from lawcheck.rules.matter import Matter
from lawcheck.text.fold import skeleton

_TOPIC = re.compile(r"基准|裁量|标准处|幅度|档次|按照下列")
_FINED = re.compile(r"处[^,。;]{0,24}$|罚款[^,。;]{0,12}$")
_PART = re.compile(r"[^；;\n]+")
_PARTY = re.compile(r"个人|公民|单位|企业|法人")
_PERSONS = frozenset(("个人", "公民"))


@dataclass(frozen=True, slots=True)
class _Tier:
    span: Span
    figure: Figure


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for each tier that is outside the band, or does not join the one before."""
    for article in matter.articles:
        words = article.span.of(matter.document.text)
        items = [item for paragraph in article.children for item in paragraph.children if item.level == "item"]
        if len(items) < 2 or not _TOPIC.search(words):
            continue
        for (_, unit), tiers in _tiers(matter.document.text, items).items():
            if len(tiers) > 1:
                yield from _outside(matter, article, unit, tiers)
                yield from _unjoined(tiers)


def _tiers(text: str, items: Sequence[Provision]) -> dict[tuple[str, str], list[_Tier]]:
    """(party, unit) → the tiers in order."""
    found: dict[tuple[str, str], list[_Tier]] = defaultdict(list)
    for item in items:
        party = ""
        for part in _PART.finditer(text, item.span.start, item.span.end):
            named = _PARTY.search(part.group())
            party = named.group() if named else party
            side = "" if not party else "个人" if party in _PERSONS else "单位"
            for figure in read(skeleton(part.group())).figures:
                if figure.unit in ("元", "比例") and _FINED.search(figure.before) and not figure.conditional:
                    found[side, figure.unit].append(_Tier(Span(*part.span()), figure))
                    break
    return found


def _outside(matter: Matter, article: Provision, unit: str, tiers: Sequence[_Tier]) -> Iterator[Hit]:
    """Tiers that no case of the cited article reaches."""
    for citation in matter.citations:
        resolution, number = citation.resolution, citation.target.article
        if not article.span.covers(citation.span) or resolution is None or resolution.law is None:
            continue
        words = matter.corpus.wording(resolution.version, Target(article=number)) if resolution.version else None
        bands = [
            figure
            for sentence in re.split("[。；\n]", words or "")
            for figure in read(skeleton(sentence)).figures
            if figure.unit == unit and _FINED.search(figure.before)
        ]
        if not bands or number is None:
            continue
        low, high = min(one.low for one in bands), max(one.high for one in bands)
        for tier in tiers:
            figure = tier.figure
            if figure.high > high or (low and figure.low and figure.low < low):
                band = "、".join(dict.fromkeys(map(_words, bands)))
                said = f"超出《{resolution.law.title}》{number}规定的幅度（{band}）"
                evidence = (Evidence(resolution.law.title, number, words or "", said),)
                yield Hit(tier.span, (("档次", figure.words), ("问题", said)), evidence, severity="error")
        return


def _words(figure: Figure) -> str:
    return figure.words + ("以下" if figure.bound == "at_most" and not figure.words.endswith("以下") else "")


def _unjoined(tiers: Sequence[_Tier]) -> Iterator[Hit]:
    """Gaps, overlaps and reversals between a tier and the one before."""
    falling = all(one.figure.high >= other.figure.high for one, other in pairwise(tiers))
    ordered = list(reversed(tiers)) if falling else list(tiers)
    for before, tier in pairwise(ordered):
        low, high = tier.figure.low, before.figure.high
        if tier.figure.bound == "exact" or before.figure.bound == "exact":
            continue
        if tier.figure.high < high:
            said = f"低于前一档（{before.figure.words}）"
        elif low < high:
            said = f"与前一档（{before.figure.words}）重叠"
        elif low > high:
            said = f"与前一档（{before.figure.words}）之间有空档"
        else:
            continue
        yield Hit(tier.span, (("档次", tier.figure.words), ("问题", said)))
