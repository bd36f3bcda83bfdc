"""在所引条文之外增加处罚 — a penalty in a sentence that otherwise restates the penalty article which the same 条 cites.

Assumes that who restates keeps the words: more than half of the sentence must stand in the article as it is. Speaks of a
part between commas that names a kind of penalty which the article does not have. Other amounts of the same penalty, as
in a benchmark of discretion, are left to the comparison with superior law. Misses what is added in a sentence of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawcheck.checks.support import pairs, support
from lawcheck.model import Citation, Evidence, Hit, Span, Target, is_superior
from lawcheck.rules.matter import Matter
from lawcheck.text.fold import skeleton

_PENALTY = re.compile(
    r"没收|吊销|暂扣|停业|停产|责令关闭|通报批评|警告|拘留|降低资质|(?:不得|禁止|限制)[^,。;]{0,8}(?:从事|从业|经营|进入|参加)|取消[^,。;]{0,8}资格|罚款"
)
_PART = re.compile(r"[^,。;:\n]+")
_SENTENCE = re.compile(r"[^。;\n]+")
_LABEL = re.compile(r"^(?:第[一二三四五六七八九十百零]{1,5}条|\([一二三四五六七八九十]{1,3}\))[\s]*")
# Share of the sentence that stands in the article; share of its pairs up to which a part is strange to it.
_RESTATED, _STRANGE = 0.5, 0.5


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for each penalty added to a restated penalty article."""
    said: set[int] = set()
    for citation in matter.citations:
        words = _wording(matter, citation)
        if words is None or not _PENALTY.search(words):
            continue
        article = matter.article_span(citation.span)
        start, end = matter.folded.position(citation.span.end), matter.folded.position(article.end)
        for part in _added(matter.folded.text, start, end, words):
            if part.start() not in said:
                said.add(part.start())
                yield _hit(matter, citation, part, words)


def _wording(matter: Matter, citation: Citation) -> str | None:
    resolution, article = citation.resolution, citation.target.article
    if resolution is None or resolution.law is None or resolution.version is None or article is None:
        return None
    if not is_superior(resolution.law.rank, matter.document.profile.rank):
        return None
    return matter.corpus.wording(resolution.version, Target(article=article))


def _added(text: str, start: int, end: int, words: str) -> Iterator[re.Match[str]]:
    article = skeleton(words)
    whole = article.replace("\n", "")
    for sentence in _SENTENCE.finditer(text, start, end):
        parts = list(_PART.finditer(text, *sentence.span()))
        held = sum(len(part.group()) for part in parts if _LABEL.sub("", part.group()) in whole)
        if held <= _RESTATED * sum(len(part.group()) for part in parts):
            continue
        for part in parts:
            penalty = _PENALTY.search(part.group())
            own = pairs(part.group())
            is_new = penalty is not None and penalty.group() not in whole
            if is_new and own and support(own, words) <= _STRANGE:
                yield part


def _hit(matter: Matter, citation: Citation, part: re.Match[str], words: str) -> Hit:
    title = citation.resolution.law.title if citation.resolution and citation.resolution.law else ""
    article = citation.target.article or ""
    values = (("名称", title), ("条", article), ("增加", part.group()[:60]))
    evidence = Evidence(title, article, words, f"该条没有“{part.group()[:40]}”")
    return Hit(Span(*matter.folded.span(*part.span())), values, (evidence,))
