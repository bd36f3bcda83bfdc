"""Decisions read from the comments of an annotated docx: a line or a reply 采纳, 不采纳：理由 and so on.

A comment is told by what ``annotate`` wrote into it (review point, problem, rule); several of the same words are taken
in the order of the document. What the officer changed of those words means that the finding is no longer known: it is
counted and said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lawcheck.errors import UsageError
from lawcheck.model import Review
from lawcheck.read import ooxml
from lawcheck.read.package import Package
from lawcheck.report.annotate import comment_lines
from lawcheck.report.characters import for_xml
from lawcheck.report.decisions import Decision, check

_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_VERDICT = re.compile(r"\s*(?:决定\s*[:：]\s*)?(部分采纳|不采纳|采纳|撤回)\s*(?:[:：，,。；;]\s*(.*))?", re.S)


@dataclass(frozen=True, slots=True)
class _Comment:
    author: str
    lines: tuple[str, ...]
    key: str  # paraId of the last paragraph: replies name it
    parent: str


def read(content: bytes, review: Review, names: Mapping[str, str]) -> tuple[dict[str, Decision | None], int]:
    """The decisions by fingerprint, and how many comments hold a decision but belong to no finding."""
    comments = _comments(content)
    waiting: dict[tuple[str, str], list[str]] = {}
    for finding in review.findings:
        lines = comment_lines(finding, names, with_quote=False)
        waiting.setdefault((lines[0], lines[-1]), []).append(finding.fingerprint)
    found: dict[str, Decision | None] = {}
    lost = 0
    replies: dict[str, list[_Comment]] = {}
    for comment in comments:
        if comment.parent:
            replies.setdefault(comment.parent, []).append(comment)
    for comment in comments:
        if comment.parent:
            continue
        said = _said(comment, replies.get(comment.key, []))
        same = next((left for key, left in waiting.items() if left and set(key) <= set(comment.lines)), None)
        fingerprint = same.pop(0) if same else None
        if said is None:
            continue
        if fingerprint is None:
            lost += 1
            continue
        entry = Decision(fingerprint, *said)
        check(entry, f"批注“{comment.lines[0][:30]}”")
        found[fingerprint] = entry
    return found, lost


def _said(comment: _Comment, replies: list[_Comment]) -> tuple[str, str, str] | None:
    """The last word that is a decision: a line of the comment, or a reply to it."""
    last = None
    texts = [(comment.author, line) for line in comment.lines]
    texts += [(reply.author, "\n".join(reply.lines)) for reply in replies]
    for author, text in texts:
        match = _VERDICT.fullmatch(text)
        if match:
            last = (match[1], (match[2] or "").strip(), author)
    return last


def _comments(content: bytes) -> list[_Comment]:
    package = Package(content)
    parts = {name.lower(): name for name in package.names}
    data = package.read(parts.get("word/comments.xml", "word/comments.xml"))
    if data is None:
        raise UsageError("导入的 docx 里没有批注，请导入 lawcheck review --annotate 生成、填写过决定的文件。")
    extended = package.read(parts.get("word/commentsextended.xml", "word/commentsExtended.xml"))
    parents = {}
    if extended is not None:
        for entry in ooxml.parse(extended).iter(f"{_W15}commentEx"):
            parents[entry.get(f"{_W15}paraId", "")] = entry.get(f"{_W15}paraIdParent", "")
    found = []
    for comment in ooxml.parse(data).iter(ooxml.w("comment")):
        lines, key = [], ""
        for paragraph in comment.iter(ooxml.w("p")):
            lines.append(for_xml("".join(text.text or "" for text in paragraph.iter(ooxml.w("t")))).strip())
            key = paragraph.get(f"{_W14}paraId", "")
        author = comment.get(ooxml.w("author"), "")
        found.append(_Comment(author, tuple(lines), key, parents.get(key, "")))
    return found
