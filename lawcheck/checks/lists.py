"""Lists of conditions and documents held against the list of the superior article that they restate.

Assumes that a draft which takes over a list keeps the words of most items. Speaks only where at least two items, and more
than half of them, stand in one article of a superior law, and of an item that shares next to nothing with that article.
A last item that leaves the rest to others (法律、法规规定的其他条件) is none. Misses what is added inside an item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from lawcheck.checks.support import pairs, support
from lawcheck.corpus import Passage
from lawcheck.model import Evidence, Hit, Provision, Span, Target, is_superior
from lawcheck.rules.matter import Matter
from lawcheck.text.fold import skeleton

_OPENING = re.compile(
    r"(?:条件|材料|文件|资料|证明|证件)[^:]{0,12}:$|(?:应当|须|应|需)(?:具备|提交|提供|携带|附)[^:]{0,24}:$"
)
_LABEL = re.compile(r"^\([一二三四五六七八九十]{1,3}\)")
_LEAVES_OPEN = re.compile(r"(?:法律|法规|规章|国家|国务院|规定|约定|要求)[^。;]{0,16}其他|^其他")
_PERMITS = re.compile(r"许可|审批|批准|核准|登记|资质|资格|执照|证书|设立|备案|注册|从事|经营|执业|开办|举办|成立")
_PROPOSED, _FEW = 10, 2
# Shares of an item's pairs of characters: it stands in the article, it is strange to it.
_STANDS, _STRANGE = 0.7, 0.34


@dataclass(frozen=True, slots=True)
class Added:
    """An item that the superior article does not have; ``permits``: the list decides on leave to do something."""

    span: Span
    words: str
    passage: Passage
    permits: bool


# Two rules ask for the items of a draft, and looking for the articles takes its time.
_known: WeakKeyDictionary[Matter, tuple[Added, ...]] = WeakKeyDictionary()


def added(matter: Matter, *, permits: bool) -> Iterator[Hit]:
    """A hit for every item added to a list that otherwise restates the list of a superior article.

    ``permits``: only of lists that decide on leave to do something; else only of the others.
    """
    found = _known.get(matter)
    if found is None:
        found = _known[matter] = tuple(_added_items(matter))
    for one in found:
        if one.permits == permits:
            law, article = one.passage.law.title, one.passage.article
            evidence = Evidence(law, article, one.passage.text, f"该条没有“{one.words[:40]}”")
            yield Hit(one.span, (("名称", law), ("条", article), ("增加", one.words[:60])), (evidence,))


def _added_items(matter: Matter) -> Iterator[Added]:
    text = matter.document.text
    for paragraph in matter.document.walk():
        items = [child for child in paragraph.children if child.level == "item"]
        if paragraph.level != "paragraph" or len(items) <= _FEW:
            continue
        opening = skeleton(Span(paragraph.span.start, items[0].span.start).of(text)).strip()
        if _OPENING.search(opening) is None:
            continue
        passages = list(_passages(matter, paragraph))
        for passage in passages:
            strange = _strange(matter, items, passage)
            if strange is not None:
                permits = _PERMITS.search(opening + skeleton(passage.law.title)) is not None
                for item, words in strange:
                    if not any(_share(words, other.text) >= _STANDS for other in passages):
                        yield Added(item.span, words, passage, permits)
                break


def _strange(matter: Matter, items: list[Provision], passage: Passage) -> list[tuple[Provision, str]] | None:
    """The items that the article does not have; None if the list does not restate it."""
    standing, strange = 0, []
    for item in items:
        words = _LABEL.sub("", skeleton(item.span.of(matter.document.text))).rstrip(";。")
        share = _share(words, passage.text)
        standing += share >= _STANDS
        if share <= _STRANGE and not _LEAVES_OPEN.search(words):
            strange.append((item, words))
    return strange if standing >= _FEW and 2 * standing > len(items) else None


def _share(words: str, article: str) -> float:
    """The share of the words' pairs that the article holds; words that say nothing are held by every one."""
    own = pairs(words)
    return support(own, article) if own else 1.0


def _passages(matter: Matter, paragraph: Provision) -> Iterator[Passage]:
    """The articles cited in the same 条, then those with the nearest words; only superior ones."""
    profile = matter.document.profile
    before = Span(matter.article_span(paragraph.span).start, paragraph.span.end)
    for citation in matter.citations_in(before):
        resolution, article = citation.resolution, citation.target.article
        if resolution and resolution.law and resolution.version and article:
            words = matter.corpus.wording(resolution.version, Target(article=article))
            if words and is_superior(resolution.law.rank, profile.rank):
                yield Passage(resolution.law, resolution.version, article, words, 1.0)
    query = paragraph.span.of(matter.document.text)
    for passage in matter.corpus.search(query, matter.as_of, _PROPOSED, region=profile.region or ""):
        if is_superior(passage.law.rank, profile.rank):
            yield passage
