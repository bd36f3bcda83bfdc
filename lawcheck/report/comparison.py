"""条文对照表 on paper: what the cells say, and which of their words are marked; written as docx, xlsx and html.

Marked are the words of the draft's article that its nearest superior article does not have, in sentences that are
alike enough for that to mean something, and all words of figures that differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lawcheck.align import Row
from lawcheck.text.fold import fold

HEADERS = ("本文件条文", "上位法条文", "异同")
NOTHING = "法规库中没有找到相应条文"
RESTATED, DETAILED = "与上位法一致或者作了细化，未发现不一致", "有相应规定，请核对"
CLOSING = "本表由软件按法规库生成，供审核人员核对；对应关系和异同以审核人员判断为准。"
# Words common to both count in stretches of at least this many characters.
_STRETCH = 4
_ALIKE, _SAME = 0.5, 0.6
_SENTENCE = re.compile(r"[^。；\n]+[。；\n]?")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words, marked or not."""

    words: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: the draft's article, the superior articles (name, words), what differs."""

    number: str
    draft: tuple[Run, ...]
    superior: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    differs: bool


def lines(rows: Sequence[Row]) -> Iterator[Line]:
    """The table's rows in words."""
    for row in rows:
        superior = tuple((f"《{one.law.title}》{one.article}", one.text) for one in row.governing)
        share, covered = _common(row.text, "\n".join(one.text for one in row.governing))
        notes = tuple(
            f"{one.sentence}（{one.governing.law.title}{one.governing.article}）" for one in row.differences
        )
        if not notes:
            notes = (NOTHING if not superior else RESTATED if share >= _SAME else DETAILED,)
        marks = _in_alike_sentences(row.text, covered)
        for one in row.differences:
            _mark(row.text, one.sentence, marks)
        yield Line(row.number, tuple(_runs(row.text, marks)), superior, notes, bool(row.differences))


def _common(text: str, other: str) -> tuple[float, list[bool]]:
    """The share of a text that stands in another in stretches, and which of its characters do (or are no words)."""
    ours, theirs = fold(text), fold(other).text
    known = {theirs[at : at + _STRETCH] for at in range(len(theirs) - _STRETCH + 1)}
    held = [False] * len(ours.text)
    for at in range(len(ours.text) - _STRETCH + 1):
        if ours.text[at : at + _STRETCH] in known:
            held[at : at + _STRETCH] = [True] * _STRETCH
    share = sum(held) / len(held) if held else 0.0
    covered = [True] * len(text)
    for at, found in enumerate(held):
        if not found and ours.text[at].isalnum():
            start, end = ours.span(at, at + 1)
            covered[start:end] = [False] * (end - start)
    return share, covered


def _in_alike_sentences(text: str, covered: Sequence[bool]) -> list[bool]:
    """The marks of sentences of which enough stands in the other text; a sentence of its own gets none."""
    marks = [True] * len(text)
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        words = [at for at in range(start, end) if text[at].isalnum()]
        if words and sum(covered[at] for at in words) >= _ALIKE * len(words):
            marks[start:end] = covered[start:end]
    return marks


def _mark(text: str, sentence: str, covered: list[bool]) -> None:
    """Mark the draft's own figure that a difference names."""
    said = re.search(r"本条(?:为|要求|规定)“?([^”，]{2,40})", sentence)
    at = text.find(said[1]) if said else -1
    if said and at >= 0:
        covered[at : at + len(said[1])] = [False] * len(said[1])


def _runs(text: str, covered: Sequence[bool]) -> Iterator[Run]:
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or covered[at] != covered[start]:
            yield Run(text[start:at], not covered[start])
            start = at
