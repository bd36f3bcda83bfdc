"""Lines → the tree of provisions.

Conventions (the same for drafts and for laws): a 款 is the text on the line of 第X条 and every further line of
the article that is neither 项 nor 目; 项 are lines that open with （一）; headings, tables and attachments end the
article. A document without articles is read by its headings 一、（一）1.（1）.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lawcheck.model import Provision, Span
from lawcheck.model.document import Level
from lawcheck.structure.layout import Line
from lawcheck.text.fold import fold

_GRAND: dict[str, int] = {"part": 1, "chapter": 2, "section": 3, "supplement": 2}
_NOTICE: dict[str, int] = {"point": 1, "bracket": 2, "decimal": 3, "decimal_bracket": 4, "circle": 5}
_ISSUES = re.compile(r"《(?P<name>[^《》]{2,60}(?:《[^《》]{1,40}》[^《》]{0,30})?)》")
_HEADING = 40
_SENTENCE_ENDS = ("。", ";", ":", ",")
_COVERS = re.compile(r"(?:现将|现予|予以)?.{0,80}(?:印发|转发|公布|发布|下发)(?:给你们|你们|如下)?")


@dataclass
class _Node:
    """A provision in the making."""

    level: Level
    number: str = ""
    label: str = ""
    heading: Span | None = None
    start: int = 0
    end: int = 0
    depth: int = 0
    children: list[_Node] = field(default_factory=list)

    def finish(self) -> Provision:
        """Freeze the node; recursion is bounded by the number of levels."""
        return Provision(
            self.level, self.number, self.label, self.heading, Span(self.start, self.end),
            tuple(child.finish() for child in self.children),
        )  # fmt: skip


def provisions(lines: Sequence[Line], text: str) -> tuple[Provision, ...]:
    """Build the forest: one ``body`` a part of the document (covering notice, measure), then its attachments."""
    bounds = _bodies(lines)
    nodes: list[_Node] = []
    for first, last in bounds:
        nodes.extend(_body(lines[first:last], text))
    return tuple(node.finish() for node in nodes)


def _bodies(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Split a covering notice from the measure that it issues."""
    cut = _measure_start(lines)
    return [(0, len(lines))] if cut is None else [(0, cut), (cut, len(lines))]


def _measure_start(lines: Sequence[Line]) -> int | None:
    """Index of the line on which the issued measure begins; None if this is one document.

    First choice: a later line that repeats the name in 《》 of the notice; second: the line after the signature's
    date of a text that says 现将……印发.
    """
    first = next((i for i, line in enumerate(lines) if line.kind in ("article", "chapter", "contents")), len(lines))
    for index, line in enumerate(lines[: min(len(lines), 30)]):
        if line.kind == "article":
            break
        for match in _ISSUES.finditer(line.text) if "印发" in line.text or "公布" in line.text else ():
            found = _repeated(lines, index + 1, match["name"])
            if found is not None:
                return found
    covers = next(
        (i for i, line in enumerate(lines[:first]) if "现将" in line.text and _COVERS.search(line.text)), None
    )
    if covers is None:
        return None
    date = next((i for i in range(covers, len(lines) - 1) if lines[i].kind == "date"), None)
    if date is None or date > first or not any(line.label for line in lines[date + 1 :]):
        return None
    after = date + 1
    while after < len(lines) - 1 and (
        lines[after].kind == "listing" or re.fullmatch(r"附件\d?:?", lines[after].text)
    ):
        after += 1
    return after


def _repeated(lines: Sequence[Line], start: int, name: str) -> int | None:
    bare = _bare(name)
    for index in range(start, len(lines)):
        line = lines[index]
        if line.kind == "article":
            return None
        if line.kind not in ("plain", "signature", "attachment"):
            continue
        joined = line.text + (lines[index + 1].text if index + 1 < len(lines) else "")
        if _bare(line.text) == bare or (
            len(line.text) > 3 and bare.startswith(line.text) and _bare(joined) == bare
        ):
            return index
    return None


def _bare(name: str) -> str:
    return re.sub(r"\((?:试行|暂行|送审稿|征求意见稿|草案.{0,4}|修订.{0,4}|修订稿)\)|[《》〈〉]", "", name)


def _body(lines: Sequence[Line], text: str) -> list[_Node]:
    if not lines:
        return []
    attachment = next((i for i, line in enumerate(lines) if line.kind == "attachment"), len(lines))
    nodes = []
    if attachment:
        body = _Node("body", start=lines[0].span.start, end=lines[attachment - 1].span.end)
        has_articles = any(line.kind == "article" for line in lines[:attachment])
        (_fill_articles if has_articles else _fill_notice)(body, lines[:attachment], text)
        nodes.append(body)
    while attachment < len(lines):
        after = next((i for i in range(attachment + 1, len(lines)) if lines[i].kind == "attachment"), len(lines))
        nodes.append(_attachment(lines[attachment:after], text))
        attachment = after
    return nodes


def _attachment(lines: Sequence[Line], text: str) -> _Node:
    head = lines[0]
    match = re.match(r"附(?:件|表|录|图)?[一二三四五六七八九十\d-]*", head.text)
    node = _Node("attachment", match.group() if match else "附件", head.span.of(text), head.span)
    node.start, node.end = head.span.start, lines[-1].span.end
    rest = lines[1:]
    if any(line.kind == "article" for line in rest):
        _fill_articles(node, rest, text)
    else:
        _fill_notice(node, rest, text)
    return node


def _fill_articles(body: _Node, lines: Sequence[Line], text: str) -> None:
    """Headings nest by 编 > 章 > 节; each article closes at the next heading, table, attachment or signature."""
    stack = [body]
    article: _Node | None = None
    for index, line in enumerate(lines):
        if line.kind in _GRAND:
            stack, article = _open_heading(stack, line, text, _GRAND[line.kind]), None
        elif _is_heading_of_articles(line, lines[index + 1 : index + 2]):
            article = None
            stack[-1].children.append(_heading(line, text))
        elif line.kind == "article":
            article = _open_article(line, text)
            stack[-1].children.append(article)
        elif line.kind in ("cell", "listing", "date", "signature", "imprint", "contents"):
            article = None
        elif article is not None and line.kind not in ("aside", "navigation"):
            _add_line(article, line, text)
        for node in [*stack[1:], *([article] if article else [])]:
            node.end = max(node.end, line.span.end)
    body.end = max(body.end, lines[-1].span.end if lines else body.end)


def _is_heading_of_articles(line: Line, following: Sequence[Line]) -> bool:
    """四、证据 between two articles of a judicial interpretation; a point of an article ends like a sentence."""
    return (
        line.kind == "point"
        and len(line.text) <= _HEADING
        and not line.text.endswith(_SENTENCE_ENDS)
        and any(after.kind == "article" for after in following)
    )


def _heading(line: Line, text: str) -> _Node:
    number = line.label.number if line.label else ""
    return _Node("heading", number, _label(line, text), _rest(line, text), line.span.start, line.span.end)


def _open_heading(stack: list[_Node], line: Line, text: str, depth: int) -> list[_Node]:
    while len(stack) > 1 and stack[-1].depth >= depth:
        stack.pop()
    level: Level = "part" if line.kind == "part" else "section" if line.kind == "section" else "chapter"
    number = line.label.number if line.label else "附则"
    node = _Node(level, number if line.kind != "supplement" else "", _label(line, text), line.span, depth=depth)
    node.start, node.end = line.span.start, line.span.end
    stack[-1].children.append(node)
    return [*stack, node]


def _label(line: Line, text: str) -> str:
    """The label as written: so many characters of the line as its skeleton takes."""
    if line.label is None:
        return ""
    written = line.span.of(text)
    return written[: fold(written).span(0, line.label.length)[1]]


def _rest(line: Line, text: str) -> Span:
    """Span of the line without its label and the blanks behind it."""
    raw = line.span.of(text)
    start = len(_label(line, text))
    while start < len(raw) and raw[start].isspace():
        start += 1
    return Span(line.span.start + start, line.span.end)


def _open_article(line: Line, text: str) -> _Node:
    number = line.label.number if line.label else ""
    node = _Node("article", number, _label(line, text), None, line.span.start, line.span.end)
    rest = _rest(line, text)
    if rest:
        node.children.append(_Node("paragraph", start=rest.start, end=rest.end))
    return node


def _add_line(article: _Node, line: Line, text: str) -> None:
    """Add a further line of the article: item, subitem or one more paragraph."""
    if line.kind == "bracket":
        node = _Node("item", line.label.number if line.label else "", _label(line, text), None)
        parent = _last_paragraph(article, line)
    elif line.kind in ("decimal", "decimal_bracket", "circle"):
        node = _Node("subitem", line.label.number if line.label else "", _label(line, text), None)
        parent = _last_paragraph(article, line)
        if parent.children and parent.children[-1].level == "item":
            parent = parent.children[-1]
    else:
        node, parent = _Node("paragraph"), article
    node.start, node.end = line.span.start, line.span.end
    parent.children.append(node)
    parent.end = max(parent.end, node.end)
    if article.children:
        article.children[-1].end = max(article.children[-1].end, node.end)


def _last_paragraph(article: _Node, line: Line) -> _Node:
    return article.children[-1] if article.children and article.children[-1].level == "paragraph" else article


def _fill_notice(body: _Node, lines: Sequence[Line], text: str) -> None:
    """Headings by the kind of their label; lines without one are paragraphs of the heading above."""
    stack = [body]
    for line in lines:
        if line.kind in _GRAND:
            stack = _open_heading([body], line, text, 0)
        elif line.kind in _NOTICE:
            stack = _open_notice(stack, line, text)
        elif line.kind not in ("listing", "date", "signature", "imprint", "contents", "navigation"):
            stack[-1].children.append(_Node("paragraph", start=line.span.start, end=line.span.end))
        for node in stack[1:]:
            node.end = max(node.end, line.span.end)


def _open_notice(stack: list[_Node], line: Line, text: str) -> list[_Node]:
    depth = _NOTICE[line.kind]
    while len(stack) > 1 and stack[-1].depth >= depth:
        stack.pop()
    number = line.label.number if line.label else ""
    node = _Node("heading", number, _label(line, text), _notice_title(line, text), depth=depth)
    node.start, node.end = line.span.start, line.span.end
    stack[-1].children.append(node)
    return [*stack, node]


def _notice_title(line: Line, text: str) -> Span | None:
    """The words up to the first full stop are the title of the point, if they are few."""
    rest = _rest(line, text)
    words = rest.of(text)
    stop = next((i for i, character in enumerate(words) if character in "。：:"), len(words))
    return Span(rest.start, rest.start + stop) if 0 < stop <= 40 else None
