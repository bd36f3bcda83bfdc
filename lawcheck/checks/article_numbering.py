"""条、项编号错误 — articles and items that skip, repeat or go back; a list of one item.

Inserted articles (第三条之一) follow their number. Drafts of amendments, which quote single articles, are not seen
as such and would be spoken of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lawcheck.model import Hit, Provision, Span, articles_in
from lawcheck.rules.matter import Matter
from lawcheck.structure import numbering


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for each number that does not follow the one before it."""
    for body in matter.document.provisions:
        articles = articles_in((body,))
        yield from _sequence(articles, "条", matter.document.text, is_part=matter.document.profile.fragment)
        for article in articles:
            for paragraph in article.children:
                items = [child for child in paragraph.children if child.level == "item"]
                yield from _sequence(items, "项", matter.document.text)
                if len(items) == 1:
                    yield Hit(_label(items[0]), (("问题", f"{article.number}只列了一项，不必分项"),))


def _label(provision: Provision) -> Span:
    return Span(provision.span.start, provision.span.start + max(1, len(provision.label)))


def _sequence(provisions: Sequence[Provision], unit: str, text: str, *, is_part: bool = False) -> Iterator[Hit]:
    """A part of a draft (``--fragment``) may begin with any number."""
    first = numbering.read(provisions[0].span.of(text)[:40]) if is_part and provisions else None
    expected = first.value if first else 1
    for provision in provisions:
        label = numbering.read(provision.span.of(text)[:40])
        if label is None:
            continue
        is_inserted = "条之" in label.number
        if is_inserted and label.value == expected - 1:
            continue
        if label.value != expected:
            wanted = (
                numbering.article_number(expected) if unit == "条" else f"（{numbering.article_numeral(expected)}）"
            )
            yield Hit(_label(provision), (("问题", f"{label.number}处编号不连续，应为{wanted}"),))
        expected = label.value + 1
