"""引用的条款不支持本条内容 — the sentence is not about what the cited article says, while another article of that law is.

Assumes that a sentence which restates an article shares its words. Speaks only where the corpus holds the words, the
sentence has enough of its own, the cited article shares next to nothing, and another one of the same law much. What
an amendment has moved is left to ``amended_article``. Where the article only lends its case (有第二条规定情形的) or its
effect (比照第七条), or where the sentence explains a word of it (第三条所称所得), the sentence goes on to say something
else: nothing is said. Of several articles cited together only one may be restated, so they are read as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawcheck.checks.amended_article import moved_since
from lawcheck.checks.support import MIN_PAIRS, sentence_of, sentence_span, support
from lawcheck.corpus import Passage
from lawcheck.model import Citation, Evidence, Hit, Status, Target
from lawcheck.rules.matter import Matter

# 第五条、第九条规定的……案件: the rest of a list may stand between.
_LENDS_CASE = re.compile(
    r"[、和及或者与第（）()一二三四五六七八九十百零\d条款项]{0,40}的?等?"
    r"(?:所称|(?:所?规定|所列|列举)的?[^，。；]{0,12}?(?:情形|条件|行为|人员|范围|案件|事项|情况|纠纷))"
)
_LENDS_EFFECT = re.compile(r"(?:比照|参照)[^，。；]{0,30}$")
_NOTHING = 0.12
_MUCH = 0.45


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for each citation whose article speaks of something else."""
    for citation in matter.citations:
        resolution, article = citation.resolution, citation.target.article
        if (
            resolution is None
            or resolution.law is None
            or resolution.version is None
            or article is None
            or citation.target.range_to
        ):
            continue
        if resolution.status is not Status.CURRENT or resolution.article_exists is False:
            continue
        if _only_lends(matter.document.text, citation):
            continue
        cited = matter.corpus.wording(resolution.version, Target(article=article))
        words = sentence_of(matter, citation)
        if cited is None or len(words) < MIN_PAIRS or support(words, _together(matter, citation)) > _NOTHING:
            continue
        better = _better(matter, citation, words)
        if better is not None and moved_since(matter, citation) is None:
            title = resolution.law.title
            values = (("名称", title), ("条", article), ("相关条", better.article))
            yield Hit(
                citation.span,
                values,
                (Evidence(title, article, cited), Evidence(title, better.article, better.text)),
            )


def _only_lends(text: str, citation: Citation) -> bool:
    """Whether the sentence takes the case or the effect of the article and says the rest itself."""
    span = citation.span
    before = text[max(0, span.start - 40) : span.start]
    return bool(_LENDS_CASE.match(text, span.end) or _LENDS_EFFECT.search(before))


def _together(matter: Matter, citation: Citation) -> str:
    """The words of all articles that the sentence cites of this law."""
    resolution, text = citation.resolution, matter.document.text
    if resolution is None or resolution.version is None:
        return ""
    sentence = sentence_span(text, citation)
    near = {
        other.target.article: None
        for other in matter.citations
        if sentence.covers(other.span) and other.resolution and other.resolution.version == resolution.version
    }
    found = (matter.corpus.wording(resolution.version, Target(article=article)) for article in near if article)
    return "\n".join(filter(None, found))


def _better(matter: Matter, citation: Citation, words: frozenset[str]) -> Passage | None:
    """The article of the same law that the sentence is about, if there is one."""
    resolution = citation.resolution
    start = max(matter.document.text.rfind(mark, 0, citation.span.start) for mark in "。；\n") + 1
    cited = {other.target.article for other in matter.citations if start <= other.span.start}
    sentence = matter.document.text[start : citation.span.end + 200].split("。")[0]
    for passage in matter.corpus.search(sentence, matter.as_of, 30):
        if (
            resolution
            and resolution.law
            and passage.law.key == resolution.law.key
            and passage.article not in cited
            and support(words, passage.text) >= _MUCH
        ):
            return passage
    return None
