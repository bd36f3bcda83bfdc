"""Markdown: marks are left out, the words keep their columns; tables give cells, headings a style."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lawcheck.model import TextPlace
from lawcheck.model.place import BlockKind
from lawcheck.read.assemble import Line, Piece

_HEADING = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t\u3000]+|$)")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|={3,}[ \t]*)$")
_FENCE = re.compile(r"[ ]{0,3}(?:`{3,}|~{3,})")
_OPENING = re.compile(r"[ \t]*(?:>[ \t]*)*(?:[-*+][ \t]+)?(?:\[[ xX]\][ \t]+)?")
_TABLE_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$")
_TABLE_RULE = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?)?[ \t]*$")
_MARK = re.compile(
    r"\*\*|`|!\[[^\]\n]{0,200}\]\([^()\n]{0,500}\)|\[(?P<words>[^\[\]\n]{1,200})\]\([^()\n]{0,500}\)|\\(?P<escaped>[\\`*_{}\[\]()#+.!|>~-])"
)
_COMMENT_START, _COMMENT_END = "<!--", "-->"
_FRONT_LIMIT = 100


def lines(numbered: Iterable[tuple[int, str]]) -> list[Line]:
    """Turn numbered lines of Markdown into lines of words."""
    found: list[Line] = []
    for number, line in _visible(list(numbered)):
        if _RULE.match(line) or _FENCE.match(line) or _TABLE_RULE.match(line):
            continue
        if _TABLE_ROW.match(line):
            found.extend(_cells(number, line))
            continue
        heading = _HEADING.match(line)
        if heading:
            closing = _CLOSING.search(line, heading.end())
            end = closing.start() if closing else len(line)
            found.append(_line(number, line, heading.end(), end, style=f"Heading {len(heading.group(1))}"))
        else:
            opening = _OPENING.match(line)
            found.append(_line(number, line, opening.end() if opening else 0, len(line)))
    return found


def _visible(numbered: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Leave out front matter, and blank comments so that columns stay."""
    is_comment = False
    for number, line in numbered[_front_matter(numbered) :]:
        shown: list[str] = []
        position = 0
        while position < len(line):
            mark = _COMMENT_END if is_comment else _COMMENT_START
            end = line.find(mark, position)
            stop = len(line) if end < 0 else end
            shown.append(" " * (stop - position) if is_comment else line[position:stop])
            if end < 0:
                break
            shown.append(" " * len(mark))
            position = end + len(mark)
            is_comment = not is_comment
        yield number, "".join(shown)


def _front_matter(numbered: list[tuple[int, str]]) -> int:
    if not numbered or numbered[0][1].rstrip() != "---":
        return 0
    for index, (_, line) in enumerate(numbered[1:_FRONT_LIMIT], start=1):
        if line.rstrip() == "---":
            return index + 1
    return 0


def _cells(number: int, line: str) -> Iterator[Line]:
    start = line.index("|") + 1
    for match in re.finditer(r"((?:\\.|[^|\\])*)\|", line[start:]):
        yield _line(number, line, start + match.start(1), start + match.end(1), kind="cell")


def _line(number: int, line: str, start: int, end: int, *, kind: BlockKind = "paragraph", style: str = "") -> Line:
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    pieces: list[Piece] = []
    position = start
    for mark in _MARK.finditer(line, start, end):
        _add(pieces, number, line, position, mark.start())
        position = mark.end()
        for name in ("words", "escaped"):
            if mark.group(name):
                _add(pieces, number, line, *mark.span(name))
    _add(pieces, number, line, position, end)
    return Line(tuple(pieces), kind, style)


def _add(pieces: list[Piece], number: int, line: str, start: int, end: int) -> None:
    if end > start:
        pieces.append((line[start:end], TextPlace(number, start + 1)))
