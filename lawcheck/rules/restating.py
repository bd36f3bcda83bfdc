"""转述: whether the words found are those of an article that the same 条 cites. Restating a law with its citation is lawful.

Assumes that who restates keeps the words: the parts of the sentence that hold what was found must stand in the article
as they are, and so must most of the sentence. What was added to the article therefore stays found. Costs: a restatement in other words is not seen.
Where the corpus does not hold the article (``unknown``), a 条 that begins with 依照《…》第…条 may be a restatement as long
as the sentence speaks of nothing that only the draft can mean: its own place, or something that it adds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lawcheck.model import Citation, Rank, Span, Status, Target, is_superior
from lawcheck.rules.matter import Matter
from lawcheck.text.fold import skeleton

_PART = re.compile(r"[^,。;:\n]+")
_REFERS = re.compile(r"依照|依据|根据|按照")
_LABEL = re.compile(r"^(?:第[一二三四五六七八九十百零]{1,5}条|\([一二三四五六七八九十]{1,3}\)|\d{1,2}\.)")
_OPENS = re.compile(r"^(?:违反[^,。]{2,40},)?(?:应当|可以)?(?:依照|依据|根据|按照|执行)$")
_OWN = re.compile(
    r"本[省市县区州盟旗镇乡]|[我全][省市县区州镇]|还[应须需要]|另[须行外]|此外|并[应须]当?|同时应当|额外|一律|统一"
)
_MOST = 0.7
# 公平竞争审查条例 article 10, 优化营商环境条例 article 25: nothing below these will do.
_HIGHEST = (Rank.CONSTITUTION, Rank.LAW, Rank.ADMIN_REGULATION)
_NEEDS_HIGHEST = ("FC-", "LG-4.4", "LG-4.5")


@dataclass(frozen=True, slots=True)
class Restating:
    """``answer``: yes, or unknown as long as the article that ``citation`` names is not at hand."""

    answer: Literal["yes", "unknown"]
    citation: Citation

    @property
    def article(self) -> tuple[str, str | None]:
        """The law and the article that the citation names."""
        resolution, target = self.citation.resolution, self.citation.target
        law = resolution.law if resolution else None
        return law.title if law else target.title or "", target.article


def restating(matter: Matter, span: Span, review_point: str) -> Restating | None:
    """The citation whose article the words in the span restate, or may restate; None if they do not."""
    article = matter.article_span(span)
    cited = [one for one in matter.citations_in(Span(article.start, span.end)) if not one.target.internal]
    for citation in cited:
        words = _wording(matter, citation, review_point)
        if words is not None and _is_held(matter, span, words):
            return Restating("yes", citation)
    for citation in cited[:1]:
        if _is_unknown(matter, citation) and _opens(matter, article, citation) and not _is_own(matter, span):
            return Restating("unknown", citation)
    return None


def _wording(matter: Matter, citation: Citation, review_point: str) -> str | None:
    resolution, article = citation.resolution, citation.target.article
    if resolution is None or resolution.law is None or resolution.version is None or article is None:
        return None
    if resolution.status in (Status.REPEALED, Status.NOT_YET):
        return None
    rank = resolution.law.rank
    enough = rank in _HIGHEST or not review_point.startswith(_NEEDS_HIGHEST)
    if not enough or not is_superior(rank, matter.document.profile.rank):
        return None
    return matter.corpus.wording(resolution.version, Target(article=article))


def _is_held(matter: Matter, span: Span, words: str) -> bool:
    """Every part of the sentence that overlaps the span stands in the article, and so does most of the sentence."""
    article = skeleton(words)
    start, end = matter.folded.position(span.start), matter.folded.position(span.end)
    first, last = _around(matter, start, end)
    found, whole = [], 0
    for at, until in _parts(matter, first, last):
        part = _LABEL.sub("", matter.folded.text[at:until])
        whole += len(part)
        if part in article:
            found.append(len(part))
        elif at < end and start < until:
            return False
    return sum(found) >= _MOST * whole > 0


def _around(matter: Matter, start: int, end: int) -> tuple[int, int]:
    """The sentences around a stretch of the skeleton."""
    text = matter.folded.text
    first = max(text.rfind(mark, 0, start) for mark in "。;\n") + 1
    ends = [at for mark in "。;\n" if (at := text.find(mark, max(start, end - 1))) >= 0]
    return first, min(ends, default=len(text))


def _parts(matter: Matter, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The parts of sentences between commas, but for 依照《…》第…条的规定, which itself is not in the article."""
    for match in _PART.finditer(matter.folded.text, first, last):
        span = Span(*matter.folded.span(*match.span()))
        if not (matter.citations_in(span) and _REFERS.search(match.group())):
            yield match.span()


def _is_unknown(matter: Matter, citation: Citation) -> bool:
    resolution, article = citation.resolution, citation.target.article
    if resolution is None or article is None or resolution.article_exists is False:
        return False
    version = resolution.version
    return version is None or matter.corpus.wording(version, Target(article=article)) is None


def _opens(matter: Matter, article: Span, citation: Citation) -> bool:
    """The 条 begins with the citation: the whole of it may be the article's."""
    before = skeleton(Span(article.start, citation.span.start).of(matter.document.text))
    return _OPENS.match(_LABEL.sub("", before)) is not None


def _is_own(matter: Matter, span: Span) -> bool:
    """The sentence speaks of the draft's own place or adds something."""
    start, end = matter.folded.position(span.start), matter.folded.position(span.end)
    sentence = matter.folded.text[slice(*_around(matter, start, end))]
    return _OWN.search(sentence) is not None or any(place in sentence for place in matter.own_places)
