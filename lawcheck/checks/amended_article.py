"""条序变化 — the cited number was right in an earlier text, but the words now stand under another number.

Compares the sentence with the article of that number in the earlier texts and in the text in force. Speaks only where
the corpus holds the words and the sentence itself has enough of its own; a sentence that only says 依照…第九条处罚
tells nothing. Where both articles of that number fit, as on related matters, or the sentence is short, what the
numbers became decides: the old article stands elsewhere today and fits clearly better there. That is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lawcheck.checks.support import MIN_PAIRS, sentence_of, support
from lawcheck.model import Citation, Evidence, Hit, Resolution, Status, Target, Version
from lawcheck.rules.matter import Matter

_SUPPORTED = 0.3
_TIMES = 2.0
# The second reading, over what the numbers became: fewer words are enough, and they must fit much better.
_FEW_PAIRS = 8
_FITS = 0.5
_CLEARLY = 1.2


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for each article number whose matter has moved since an earlier text."""
    for citation in matter.citations:
        words = sentence_of(matter, citation)
        old = _outright(matter, citation, words)
        if old is not None:
            yield _hit(matter, citation, old)
        elif (old := _by_number(matter, citation, words)) is not None:
            yield replace(_hit(matter, citation, old), severity="warning")


def moved_since(matter: Matter, citation: Citation) -> Version | None:
    """The earlier text in which the cited number fits the sentence, if the text in force does not."""
    words = sentence_of(matter, citation)
    return _outright(matter, citation, words) or _by_number(matter, citation, words)


def _outright(matter: Matter, citation: Citation, words: frozenset[str]) -> Version | None:
    """The last earlier text whose article of that number fits, while that of the text in force hardly does."""
    if len(words) < MIN_PAIRS:
        return None
    here = _fit(matter, citation.resolution, words, citation.target.article)
    for old, was in _earlier(matter, citation, words):
        if was >= _SUPPORTED and was >= here * _TIMES:
            return old
    return None


def _by_number(matter: Matter, citation: Citation, words: frozenset[str]) -> Version | None:
    """The last earlier text whose article of that number now has another one and fits clearly better there."""
    resolution, article = citation.resolution, citation.target.article
    if len(words) < _FEW_PAIRS or resolution is None or resolution.version is None or article is None:
        return None
    enough = max(_FITS, _CLEARLY * _fit(matter, resolution, words, article))
    for old, was in _earlier(matter, citation, words):
        if was < enough:
            continue
        moved = matter.corpus.renumbered(old, resolution.version).get(article, article)
        if moved != article and _fit(matter, resolution, words, moved) >= enough:
            return old
    return None


def _earlier(matter: Matter, citation: Citation, words: frozenset[str]) -> Iterator[tuple[Version, float]]:
    """Earlier texts of a law in force, the last first, with how far the cited number in them fits."""
    resolution, article = citation.resolution, citation.target.article
    if resolution is None or resolution.law is None or resolution.version is None or article is None:
        return
    if resolution.status not in (Status.CURRENT, Status.AMENDED):
        return
    for old in reversed(matter.corpus.versions(resolution.law)):
        if _is_before(old, resolution.version):
            yield old, support(words, matter.corpus.wording(old, Target(article=article)) or "")


def _fit(matter: Matter, resolution: Resolution | None, words: frozenset[str], article: str | None) -> float:
    """How far an article of the text in force fits the sentence, from 0 to 1."""
    if resolution is None or resolution.version is None or article is None:
        return 0.0
    return support(words, matter.corpus.wording(resolution.version, Target(article=article)) or "")


def _is_before(old: Version, new: Version) -> bool:
    began, begins = old.effective or old.promulgated, new.effective or new.promulgated
    return old != new and began is not None and begins is not None and began < begins


def _hit(matter: Matter, citation: Citation, old: Version) -> Hit:
    resolution, article = citation.resolution, citation.target.article or ""
    if resolution is None or resolution.version is None or resolution.law is None:
        return Hit(citation.span)
    corpus, title, now = matter.corpus, resolution.law.title, resolution.version
    moved = corpus.renumbered(old, now).get(article)
    values = (
        ("名称", title),
        ("条", article),
        ("旧文本", old.label),
        ("新条", f"现为{moved}" if moved and moved != article else "现行文本已经没有对应的条"),
    )
    evidence = [
        Evidence(title, f"{article}（{old.label}）", corpus.wording(old, Target(article=article))),
        Evidence(
            title, f"{article}（{now.label}）", corpus.wording(now, Target(article=article)), "现行文本该条内容不同"
        ),
    ]
    if moved and moved != article:
        evidence.append(Evidence(title, f"{moved}（{now.label}）", corpus.wording(now, Target(article=moved))))
    return Hit(citation.span, values, tuple(entry for entry in evidence if entry.text))
