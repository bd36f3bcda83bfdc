"""HTML: what a browser shows. Blocks and br end a line; scripts, styles, comments and hidden elements are left out.

The words of a page have no anchors: its source lines say nothing to a reader.
"""

from __future__ import annotations

import re
from typing import Literal

from lxml import etree
from lxml import html as lxml_html

from lawcheck.errors import ReadError
from lawcheck.model.place import BlockKind
from lawcheck.read.assemble import Line

_DROPPED = frozenset(
    {"script", "style", "head", "template", "noscript", "iframe", "object", "svg", "select", "textarea"}
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_CHINESE_GAP = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u3000-\u9fff\uff00-\uffef])")
_GAP = re.compile(r"[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")


def lines(text: str) -> list[Line]:
    """Return the lines of a page; raises ``ReadError`` if it is nested too deeply."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    body = _DECLARATION.sub("", text, count=1).replace("\0", "")
    try:
        root = lxml_html.document_fromstring(body.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise ReadError("no-text", "网页里没有可以审核的文字。") from None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise ReadError("too-large", "网页的嵌套层次过深，请另存为 .docx 或文本后再审。")
    return _Lines().of(root)


class _Lines:
    def __init__(self) -> None:
        self._found: list[Line] = []
        self._words: list[str] = []
        self._kinds: list[tuple[BlockKind, str]] = [("paragraph", "")]

    def of(self, root: etree._Element) -> list[Line]:
        """Walk the tree."""
        walk = etree.iterwalk(root, events=("start", "end"))
        skipped: etree._Element | None = None
        for event, element in walk:
            if not isinstance(element.tag, str):
                continue
            if event == "start":
                if _is_dropped(element):
                    skipped = element
                    walk.skip_subtree()
                else:
                    self._boundary(element, event)
                    self._words.append(element.text or "")
                continue
            if element is skipped:
                skipped = None
            else:
                self._boundary(element, event)
            self._words.append(element.tail or "")
        self._flush()
        return self._found

    def _boundary(self, element: etree._Element, event: Literal["start", "end"] | str) -> None:
        tag = str(element.tag)
        if tag not in _BLOCKS:
            return
        self._flush()
        kind: tuple[BlockKind, str] | None = None
        if tag in ("td", "th"):
            kind = ("cell", "")
        elif re.fullmatch("h[1-6]", tag):
            kind = ("paragraph", f"Heading {tag[1]}")
        if kind and event == "start":
            self._kinds.append(kind)
        elif kind and len(self._kinds) > 1:
            self._kinds.pop()

    def _flush(self) -> None:
        if not self._words:
            return
        raw = "".join(self._words)
        self._words.clear()
        words = _GAP.sub(" ", _CHINESE_GAP.sub("", raw)).strip()
        if words:
            kind, style = self._kinds[-1]
            self._found.append(Line(((words, None),), kind, style))


def _is_dropped(element: etree._Element) -> bool:
    if element.tag in _DROPPED or element.get("hidden") is not None:
        return True
    return _HIDDEN.search(str(element.get("style") or "")) is not None
