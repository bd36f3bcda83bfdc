"""The structure of a draft as read: counts and a tree, as JSON and for reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lawcheck.model import Document, Provision
from lawcheck.report.characters import clip, for_xml, visible

if TYPE_CHECKING:
    from rich.tree import Tree

_EXCERPT = 24
_LEVELS = {
    "part": "编",
    "chapter": "章",
    "section": "节",
    "attachment": "附件",
    "heading": "",
    "body": "正文",
    "paragraph": "款",
}


def outline_dict(document: Document) -> dict[str, Any]:
    """Chapters, articles and the tree; labels and headings are those of the text."""
    articles = list_articles(document)
    return {
        "chapters": count_chapters(document),
        "articles": len(articles),
        "article_list": [
            {"number": article.number, "paragraphs": count_paragraphs(article), "items": count_items(article)}
            for article in articles
        ],
        "tree": [_node(provision, document.text) for provision in document.provisions],
    }


def count_chapters(document: Document) -> int:
    """Numbered chapters; an unnumbered 附则 is none, and those of an attachment are not the document's."""
    chapters = (one for one in _main(document, "chapter") if one.number.endswith("章"))
    return sum(1 for _ in chapters)


def list_articles(document: Document) -> tuple[Provision, ...]:
    """The articles of all bodies in order; those of attachments only where the bodies have none."""
    return tuple(_main(document, "article"))


def _main(document: Document, level: str) -> Iterator[Provision]:
    """Provisions of a level outside attachments; a notice whose measure is an attachment has all of them inside."""
    has_articles = any(one.level == "article" for one in _below(document.provisions, skip_attachments=True))
    for provision in _below(document.provisions, skip_attachments=has_articles):
        if provision.level == level:
            yield provision


def _below(provisions: tuple[Provision, ...], *, skip_attachments: bool) -> Iterator[Provision]:
    stack = list(reversed(provisions))
    while stack:
        provision = stack.pop()
        if not (skip_attachments and provision.level == "attachment"):
            yield provision
            stack.extend(reversed(provision.children))


def count_paragraphs(article: Provision) -> int:
    """款 of an article."""
    return sum(child.level == "paragraph" for child in article.children)


def count_items(article: Provision) -> int:
    """项 of an article, in whichever 款."""
    return sum(one.level == "item" for one in _below(article.children, skip_attachments=False))


def _node(provision: Provision, text: str) -> dict[str, Any]:
    heading = provision.heading
    return {
        "level": provision.level,
        "number": for_xml(provision.number),
        "label": for_xml(provision.label),
        "heading": for_xml(heading.of(text)) if heading else None,
        "start": provision.span.start,
        "end": provision.span.end,
        "children": [_node(child, text) for child in provision.children],
    }


def render_outline(document: Document, *, width: int | None = None, color: bool | None = None) -> str:
    """The tree with the first words of each provision, cut to the width."""
    from rich.text import Text
    from rich.tree import Tree

    from lawcheck.report.screen import capture

    articles = list_articles(document)
    profile = document.profile
    counts = f"（{count_chapters(document)} 章 {len(articles)} 条）"
    tree = Tree(Text(visible(profile.title or "（未识别到标题）") + counts, style="bold"))
    for provision in document.provisions:
        _grow(tree, provision, document.text)
    return capture(lambda console: console.print(tree, no_wrap=True, overflow="ellipsis"), width=width, color=color)


def _grow(tree: Tree, provision: Provision, text: str) -> None:
    from rich.text import Text

    label = Text(visible(_label(provision, text)), no_wrap=True, overflow="ellipsis")
    if provision.level not in ("paragraph", "item", "subitem"):
        label.stylize("bold")
    branch = tree.add(label)
    number = 0
    for child in provision.children:
        if child.level == "paragraph" and provision.level == "article":
            number += 1
            words = Text(f"第 {number} 款  {visible(_words(child, text))}", no_wrap=True, overflow="ellipsis")
            below = branch.add(words)
            for inner in child.children:
                _grow(below, inner, text)
        else:
            _grow(branch, child, text)


def _label(provision: Provision, text: str) -> str:
    if provision.level == "article":
        items = count_items(provision)
        counts = f"{count_paragraphs(provision)} 款" + (f" {items} 项" if items else "")
        return f"{provision.number or provision.label}（{counts}）"
    if provision.heading is not None:
        heading = provision.heading.of(text).strip()
        return heading if heading.startswith(provision.label.strip()) else f"{provision.label} {heading}"
    if provision.level in ("item", "subitem", "heading"):
        return _words(provision, text)
    if provision.level == "paragraph":
        return _words(provision, text)
    return provision.label or provision.number or _LEVELS.get(provision.level, provision.level)


def _words(provision: Provision, text: str) -> str:
    """The first words of the provision itself."""
    line = provision.span.of(text).lstrip().split("\n", 1)[0]
    return clip(line, _EXCERPT)
