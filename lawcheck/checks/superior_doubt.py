"""与上位法可能不一致 — a sentence reads like unlawful ones, and an article of superior law governs its matter.

For what the comparison cannot name: a right left out, a paper more, an exception, in words that the law does not use.
Assumes that the article is the right one and that the likeness carries over; both are weighed together
(``align/whole.py``), learnt from labelled pairs and from lawful clauses. Shows the article's nearest sentence and leaves
the judgment to the officer: a warning at most, in a whole draft only where it is plain, else a hint; a hint too where rank does
not decide between the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawcheck.checks import alike
from lawcheck.model import Doubt, Evidence, Hit, Severity, is_superior
from lawcheck.rules.matter import Matter
from lawcheck.text.fold import skeleton

# From this strength on a doubt warns in a whole draft too.
_PLAIN = 0.8
# Characters of the article's sentence that are shown.
_SHOWN = 60
_SENTENCE = re.compile(r"[^。；\n]+[。；]?")


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for each sentence that is in doubt before an article."""
    profile = matter.document.profile
    for alignment in matter.alignments:
        doubt = alignment.doubt
        if doubt is None:
            continue
        governing = doubt.governing
        words = _as_written(doubt)
        words = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}……"
        values = (
            ("名称", governing.law.title), ("条", governing.article), ("原文", words), ("相近", alike.said(doubt.alike)),
        )  # fmt: skip
        evidence = (Evidence(governing.law.title, governing.article, governing.text),)
        plain = profile.fragment or doubt.strength >= _PLAIN
        decided = is_superior(governing.law.rank, profile.rank)
        severity: Severity | None = None if plain and decided else "info"
        yield Hit(alignment.span, values, evidence, severity=severity)


def _as_written(doubt: Doubt) -> str:
    """The article's sentence with its own signs; of an item with its opening words, as it was read."""
    sentences: list[str] = _SENTENCE.findall(doubt.governing.text)
    return next((one for one in sentences if skeleton(one) == doubt.words), doubt.words)
