"""重复上位法 — a draft of which a large part are the words of superior articles.

Counted are sentences whose words stand, all but a few, in one article that governs them; sentences that order nothing
are not looked at. Assumes that a draft which copies does so in most of its sentences: below the share nothing is said,
since restating single rules is usual. Needs an imported corpus.
"""

from __future__ import annotations

from collections.abc import Iterator

from lawcheck.model import Alignment, Evidence, Governing, Hit
from lawcheck.rules.matter import Matter
from lawcheck.text.fold import skeleton

# A sentence is copied if so much of it stands in stretches of at least so many characters of the article.
_COPIED, _STRETCH = 0.8, 8
# Sentences that a draft must have, and the share of them that must be copied.
_SENTENCES, _SHARE = 6, 0.4


def check(matter: Matter) -> Iterator[Hit]:
    """Yield one hit at the first copied sentence, with up to five articles as evidence."""
    if len(matter.alignments) < _SENTENCES:
        return
    copied = [(one, source) for one in matter.alignments if (source := _source(matter, one)) is not None]
    share = len(copied) / len(matter.alignments)
    if share >= _SHARE:
        evidence = tuple(Evidence(one.law.title, one.article, one.text) for _, one in copied[:5])
        values = (("句数", str(len(copied))), ("占比", f"{share:.0%}"))
        yield Hit(copied[0][0].span, values, evidence)


def _source(matter: Matter, alignment: Alignment) -> Governing | None:
    words = skeleton(alignment.span.of(matter.document.text))
    found = (one for one in alignment.passages if _is_copied(words, skeleton(one.text)))
    return next(found, None)


def _is_copied(words: str, article: str) -> bool:
    """Whether enough of the words lies in stretches of the article; given up as soon as too much does not."""
    size, covered, missing = len(words), 0, 0
    for start in range(size):
        if start <= size - _STRETCH and words[start : start + _STRETCH] in article:
            covered = start + _STRETCH
        missing += start >= covered
        if (size - missing) / size < _COPIED:
            return False
    return size > 0
