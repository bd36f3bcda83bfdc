"""The inner tree of an article (款, 项, 目) as a short string, and back.

An article of one paragraph without items has the empty string; that is most of them.
"""

from __future__ import annotations

import json
from typing import Any

from lawcheck.model import Provision, Span, Target
from lawcheck.model.document import Level
from lawcheck.text.fold import skeleton

_SHORT: dict[Level, str] = {"paragraph": "p", "item": "i", "subitem": "s"}
_LONG: dict[str, Level] = {short: level for level, short in _SHORT.items()}


def encode(children: tuple[Provision, ...], origin: int, end: int) -> str:
    """Write the children with spans counted from ``origin``."""
    if not children:
        return ""
    first = children[0]
    if len(children) == 1 and first.level == "paragraph" and not first.children and first.span == Span(origin, end):
        return ""
    return json.dumps([_written(child, origin) for child in children], ensure_ascii=False, separators=(",", ":"))


def _written(provision: Provision, origin: int) -> list[Any]:
    span = provision.span
    row: list[Any] = [_SHORT.get(provision.level, "p"), provision.number, span.start - origin, span.end - origin]
    if provision.label != provision.number:
        row.append(provision.label)
    if provision.children:
        row = [*row[:4], provision.label, [_written(child, origin) for child in provision.children]]
    return row


def decode(number: str, text: str, tree: str) -> Provision:
    """The article with its children, spans counted in its own words."""
    whole = Span(0, len(text))
    if not tree:
        children: tuple[Provision, ...] = (Provision("paragraph", "", "", None, whole),) if text else ()
    else:
        children = tuple(_read(row) for row in json.loads(tree))
    return Provision("article", number, number, None, whole, children)


def _read(row: list[Any]) -> Provision:
    label = row[4] if len(row) > 4 else row[1]
    inner = row[5] if len(row) > 5 else ()
    span = Span(row[2], row[3])
    return Provision(_LONG[row[0]], row[1], label, None, span, tuple(_read(child) for child in inner))


def pick(article: Provision, target: Target) -> Provision | None:
    """The paragraph or item cited; an item without a paragraph is sought in the first that has it."""
    if target.paragraph is None and target.item is None:
        return article
    paragraphs = [child for child in article.children if child.level == "paragraph"] or [article]
    if target.paragraph is not None:
        if not 1 <= target.paragraph <= len(paragraphs):
            return None
        paragraphs = paragraphs[target.paragraph - 1 : target.paragraph]
    if target.item is None:
        return paragraphs[0]
    wanted = skeleton(target.item)
    items = (child for paragraph in paragraphs for child in paragraph.children if child.level == "item")
    return next((item for item in items if skeleton(item.number) == wanted), None)
