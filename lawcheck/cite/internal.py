"""Internal references resolved against the draft itself: does the article, paragraph or item exist?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lawcheck.model import Citation, Document, Provision, Resolution, Status, Target, articles_in
from lawcheck.text import numerals
from lawcheck.text.fold import skeleton


@dataclass(frozen=True, slots=True)
class _Scope:
    """The articles that an internal reference can mean."""

    articles: dict[str, Provision]
    order: list[str]

    @property
    def is_part(self) -> bool:
        """Some articles of a whole: they do not begin with 第一条, or leave out more than they have.

        A draft that skips a number by mistake has nearly all of them.
        """
        last = numerals.parse(self.order[-1].partition("条")[0][1:]) or 0
        return self.order[0] != "第一条" or last > 2 * len(self.articles)


def resolve(citation: Citation, earlier: Sequence[Citation], document: Document) -> Resolution:
    """Whether the article, paragraph and item exist in this draft; unknown in a fragment or without articles.

    ``earlier``: the citations before this one, resolved. 违反第五条规定，有第三项行为的: the item is one of article 5.
    """
    scope = _scope(citation, document)
    if document.profile.fragment or not scope.articles:
        return Resolution(Status.UNKNOWN, reason="只有片段或者没有条文编号，无法核对文内引用")
    found = _in_draft(citation, earlier, document, scope)
    if found.status is Status.INTERNAL_BROKEN and scope.is_part and _leads_out(citation, document, scope):
        return Resolution(Status.UNKNOWN, reason="送审的只是部分条文，无法核对文内引用")
    if (
        found.status is Status.INTERNAL_BROKEN
        and citation.target.article
        and _may_be_of_other(citation, earlier, document)
    ):
        return Resolution(Status.UNKNOWN, reason="可能指本条前面所引法规的条文，无法核对")
    return found


def _leads_out(citation: Citation, document: Document, scope: _Scope) -> bool:
    """To an article that is not there; a paragraph or item of one that is there stays inside."""
    numbers = (citation.target.article, citation.target.range_to)
    named = [number for number in numbers if number and number.endswith("条")]
    return _is_previous_article(citation, document) or any(number not in scope.articles for number in named)


def _may_be_heading(citation: Citation, document: Document) -> bool:
    """…… 。第四十二条本条例自…… inside article 41: the next article begins without a line of its own."""
    here = document.at(citation.span).article
    before = document.text[max(0, citation.span.start - 6) : citation.span.start].rstrip(" \u3000")
    following = (numerals.parse((here or "")[1:-1]) or 0) + 1
    return before.endswith("。") and numerals.parse((citation.target.article or "")[1:-1]) == following


def _is_previous_article(citation: Citation, document: Document) -> bool:
    words = skeleton(citation.span.of(document.text))
    return words.startswith("前") and "条" in words[:4]


def _in_draft(citation: Citation, earlier: Sequence[Citation], document: Document, scope: _Scope) -> Resolution:
    here = document.at(citation.span)
    target = citation.target
    words = skeleton(citation.span.of(document.text))
    number = target.article or here.article
    if _is_previous_article(citation, document):
        return _previous_articles(words, here.article, scope)
    article = scope.articles.get(number or "")
    if target.article and article is None and _may_be_heading(citation, document):
        return Resolution(Status.UNKNOWN, reason="可能是没有另起一行的条，无法核对")
    if target.article and article is None:
        return _broken(f"本文件没有{target.article}，全文最后一条是{scope.order[-1]}")
    if target.range_to and target.range_to.endswith("条") and target.range_to not in scope.articles:
        return _broken(f"本文件没有{target.range_to}，全文最后一条是{scope.order[-1]}")
    if words.startswith("前") and "款" in words[:4] and target.paragraph is None:
        return _previous_paragraphs(words, citation, document)
    if article is None:
        return Resolution(Status.UNKNOWN, reason="不在条文之内，无法核对")
    found = _within(article, target)
    is_bare = target.article is None and not words.startswith(("前", "本"))
    if found.status is Status.INTERNAL_BROKEN and is_bare:
        near = [other for other in earlier if other.span.start >= article.span.start]
        return next(_elsewhere(target, near, scope), found)
    return found


def _may_be_of_other(citation: Citation, earlier: Sequence[Citation], document: Document) -> bool:
    """An article that this draft lacks may be one of a law that the same 条 cites before it, whose words it keeps.

    本法第六条 in an 办法 can mean nothing else; 本办法第六十条 only if that law is an 办法 too.
    """
    here = document.at(citation.span).article
    words = skeleton(citation.span.of(document.text))
    named = re.match(r"本(法|条例|办法|规定|细则|决定|规则)", words)
    for other in reversed(earlier):
        if document.at(other.span).article != here:
            return False
        if other.target.internal or other.resolution is None:
            continue
        title = skeleton(other.target.title or "")
        if named and not title.endswith(named[1]):
            continue
        version = other.resolution.version
        last = version.articles if version else None
        return last is None or (numerals.parse((citation.target.article or "")[1:-1]) or 0) <= last
    return False


def _elsewhere(target: Target, near: Sequence[Citation], scope: _Scope) -> Iterator[Resolution]:
    """A bare paragraph or item that its own article lacks may be one of a provision cited before it in this article."""
    for other in reversed(near):
        if not other.target.internal:
            yield Resolution(Status.UNKNOWN, reason="可能指前面所引法规的款、项，无法核对")
        elif other.target.article in scope.articles:
            found = _within(scope.articles[other.target.article], target)
            if found.status is Status.INTERNAL_OK:
                yield found


def _scope(citation: Citation, document: Document) -> _Scope:
    inside = next(
        (p for p in document.provisions if p.level == "attachment" and p.span.covers(citation.span)), None
    )
    roots = [inside] if inside is not None else [p for p in document.provisions if p.level != "attachment"]
    found = articles_in(roots)
    if not found and inside is not None:
        found = articles_in([p for p in document.provisions if p.level != "attachment"])
    articles: dict[str, Provision] = {}
    for article in found:
        articles.setdefault(article.number, article)
    return _Scope(articles, [article.number for article in found])


def _previous_articles(words: str, here: str | None, scope: _Scope) -> Resolution:
    wanted = _count(words)
    if here is None or here not in scope.order:
        return Resolution(Status.UNKNOWN, reason="不在条文之内，无法核对")
    if scope.order.index(here) < wanted:
        return _broken(f"“{words}”之前没有{wanted}条")
    return Resolution(Status.INTERNAL_OK)


def _previous_paragraphs(words: str, citation: Citation, document: Document) -> Resolution:
    """前款 needs a paragraph before this one; items and the first paragraph of an article have none."""
    here = document.at(citation.span)
    if here.paragraph is None:
        return Resolution(Status.UNKNOWN, reason="不在条文之内，无法核对")
    if here.paragraph - 1 < _count(words):
        return _broken(f"{here}之前没有可以指向的“{words}”")
    return Resolution(Status.INTERNAL_OK)


def _count(words: str) -> int:
    return {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}.get(words[1:2], 1)


def _within(article: Provision, target: Target) -> Resolution:
    paragraphs = [child for child in article.children if child.level == "paragraph"]
    scope: Sequence[Provision] = paragraphs
    if target.paragraph is not None:
        if target.paragraph > len(paragraphs):
            return _broken(f"{article.number}只有{len(paragraphs)}款，没有第{target.paragraph}款")
        scope = paragraphs[target.paragraph - 1 : target.paragraph]
    if target.item is not None:
        items = [item.number for paragraph in scope for item in paragraph.children if item.level == "item"]
        wanted = [target.item] + ([target.range_to] if target.range_to and target.range_to.startswith("（") else [])
        for item in wanted:
            if item not in items:
                return _broken(f"{article.number}没有第{item}项")
    return Resolution(Status.INTERNAL_OK, provision=article)


def _broken(reason: str) -> Resolution:
    return Resolution(Status.INTERNAL_BROKEN, article_exists=False, reason=reason)
