"""Lines as they stand on a page become paragraphs again: which line continues the one before it.

Used for PDF pages and for text files that a mail or a terminal has wrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lawcheck.model import Place
from lawcheck.read.assemble import Line, Piece
from lawcheck.text.numerals import NUMERAL

_N = rf"[{NUMERAL}\d０-９]"
STARTS = re.compile(
    rf"[\s\u3000\u200b]*(?:"
    rf"[【\[]?第[\s\u3000]*{_N}[{NUMERAL}\d０-９\s\u3000]{{0,9}}(?:[编編章节節]|[条條](?!(?:第|规定|規定|的|所|至|和|、|，)))"
    rf"|{_N}{{1,4}}[、．]|\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}[.．、](?!\d)|\d{{1,3}}(?:\.\d{{1,3}}){{1,3}}(?=[\s\u3000\u4e00-\u9fff])(?![年月日元万亿个])"
    rf"|[（(]{_N}{{1,4}}[）)]|\d{{1,3}}[）)]|[①-⑳㉑-㉟㊀-㊉⑴-⒇⒈-⒛●■◆★※•]"
    rf"|附[件錄录表则則圖图](?=[\s\u3000:：{NUMERAL}\d０-９]|$)|[-—]{{1,2}}(?=[\u4e00-\u9fff])|抄送|主送|主题词"
    rf")"
)
_ASCII_WORD = re.compile(r"[A-Za-z0-9,.;:!?%)]")
_SENTENCE_END = ("。", "；", "！", "？", ";", "：", ":", "”", "」")
_INDENT = (1.2, 3.6)
_SHORT = 2.2
_SHORT_OPEN = 4.5
_SIZE = 0.12
_LARGE = 1.15
_CENTRED = 1.5
_OPEN_WINDOW = 200
_MIN_WRAPPED = 4
_WRAP_WIDTHS = (15, 46)
_PAIRS = {"》": "《", "）": "（", ")": "("}


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it stands: its left and right edge, and the width of one character, in one unit of length."""

    text: str
    place: Place | None
    left: float
    right: float
    size: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The edges that full lines reach, and the usual character width."""

    left: float
    right: float
    size: float


def frame(rows: Sequence[Row]) -> Frame:
    """Find the edges: the outermost ones that occur often enough, and the width that most characters have."""
    sizes: dict[float, int] = {}
    for row in rows:
        sizes[round(row.size, 1)] = sizes.get(round(row.size, 1), 0) + len(row.text)
    size = max(sizes, key=lambda key: (sizes[key], key), default=1.0) or 1.0
    body = [row for row in rows if abs(row.size - size) <= _SIZE * size] or list(rows)
    enough = max(1, len(body) // 20)
    lefts = sorted(row.left for row in body)
    rights = sorted((row.right for row in body), reverse=True)
    return Frame(lefts[min(enough, len(lefts)) - 1], rights[min(enough, len(rights)) - 1], size)


def is_start(text: str) -> bool:
    """Tell whether the line begins a numbered block."""
    return STARTS.match(text) is not None


def continues(previous: Row, row: Row, edges: Frame) -> bool:
    """Tell whether ``row`` goes on with the paragraph of ``previous``."""
    if is_start(row.text) or abs(row.size - previous.size) > _SIZE * previous.size:
        return False
    if is_centred(previous, edges) and is_centred(row, edges):
        return row.size > _LARGE * edges.size or is_start(previous.text)
    indent = (row.left - edges.left) / edges.size
    if _INDENT[0] <= indent <= _INDENT[1]:
        return False
    room = _SHORT if previous.text.rstrip().endswith(_SENTENCE_END) else _SHORT_OPEN
    is_short = (edges.right - previous.right) / edges.size > room
    return not is_short and indent < _INDENT[0]


def is_centred(row: Row, edges: Frame) -> bool:
    """Tell whether the line has equal and clear room on both sides."""
    left, right = (row.left - edges.left) / edges.size, (edges.right - row.right) / edges.size
    return min(left, right) > _SHORT and abs(left - right) < _CENTRED


def joined(rows: Iterable[Row], edges: Frame) -> list[Line]:
    """Join rows into paragraphs."""
    lines: list[list[Piece]] = []
    previous: Row | None = None
    for row in rows:
        if previous is not None and continues(previous, row, edges):
            append(lines[-1], [(row.text, row.place)])
        else:
            lines.append([(row.text, row.place)])
        previous = row
    return [Line(tuple(pieces)) for pieces in lines]


def append(pieces: list[Piece], more: Iterable[Piece]) -> None:
    """Add pieces to a line; only Latin words get a space between them."""
    more = list(more)
    last, first = (pieces[-1][0] if pieces else ""), (more[0][0] if more else "")
    if last and first and _ASCII_WORD.match(last[-1]) and re.match("[A-Za-z0-9(]", first):
        pieces.append((" ", None))
    pieces.extend(more)


def mended(lines: Iterable[Line]) -> list[Line]:
    """Join lines that were broken inside a sentence: after a comma, or inside an open 《 or （."""
    groups: list[list[Line]] = []
    tail = ""
    for line in lines:
        text = line.text
        is_plain = line.kind == "paragraph" and not line.style
        if is_plain and tail and is_broken(tail, text):
            groups[-1].append(line)
            tail = (tail + text)[-_OPEN_WINDOW:]
        else:
            groups.append([line])
            tail = text[-_OPEN_WINDOW:] if is_plain else ""
    return [group[0] if len(group) == 1 else _one(group) for group in groups]


def _one(group: Sequence[Line]) -> Line:
    pieces: list[Piece] = []
    for line in group:
        append(pieces, line.pieces)
    return Line(tuple(pieces), group[0].kind, group[0].style)


def is_broken(text: str, following: str) -> bool:
    """Tell whether the sentence goes on in the following line."""
    text = text.rstrip()
    if not text or is_start(following):
        return False
    return text.endswith(("，", ",", "、")) or _is_open(text[-_OPEN_WINDOW:])


def _is_open(text: str) -> bool:
    opened: list[str] = []
    for character in text:
        if character in "《（(":
            opened.append(character)
        elif opened and _PAIRS.get(character) == opened[-1]:
            opened.pop()
        elif character in "。；":
            opened.clear()
    return bool(opened)


def is_wrapped(widths: Sequence[float], texts: Sequence[str]) -> bool:
    """Tell whether a text was wrapped at a width: most lines are equally long and end inside a sentence."""
    if len(texts) < _MIN_WRAPPED:
        return False
    widest = max(widths)
    full = [text for width, text in zip(widths, texts, strict=True) if width >= widest - 2]
    unfinished = sum(not text.rstrip().endswith(_SENTENCE_END) for text in full)
    is_usual = _WRAP_WIDTHS[0] <= widest <= _WRAP_WIDTHS[1]
    return is_usual and len(full) >= max(3, 0.4 * len(texts)) and unfinished >= 0.7 * len(full)
