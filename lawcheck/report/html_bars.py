"""Horizontal bars as SVG. What a colour says stands in words behind the bar too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lawcheck.report.characters import clip
from lawcheck.report.html_draft import words
from lawcheck.report.html_page import scroll

_LABEL, _BAR, _NOTE, _ROW = 290, 420, 250, 28
_LABEL_CHARACTERS = 20


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a chart: pieces of (class of the style sheet, count) one behind the other, and words behind them."""

    label: str
    pieces: tuple[tuple[str, int], ...]
    note: str
    link: str | None = None
    is_head: bool = False  # a line of words only, above the bars that belong to it


def bars(rows: Sequence[Bar], whole: int, caption: str) -> str:
    """The chart; ``whole`` is the count that fills the width (at least 1)."""
    height = _ROW * len(rows) + 6
    lines = "".join(_line(row, max(whole, 1), _ROW * number) for number, row in enumerate(rows))
    width = _LABEL + _BAR + _NOTE
    return scroll(
        f'<svg width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="group" '
        f'aria-label="{words(caption)}">{lines}</svg>',
        caption,
    )


def _line(row: Bar, whole: int, top: int) -> str:
    label = words(clip(row.label, _LABEL_CHARACTERS))
    if row.is_head:
        return f'<text class="group" x="4" y="{top + 20}">{words(row.label)}</text>'
    pieces, x = "", float(_LABEL)
    for kind, count in row.pieces:
        width = _BAR * count / whole
        pieces += f'<rect class="{kind}" x="{x:g}" y="{top + 5}" width="{width:.6g}" height="18"/>' if count else ""
        x += width
    content = (
        f"<title>{words(row.label)}：{words(row.note)}</title>"
        f'<text x="4" y="{top + 19}">{label}</text>'
        f'<rect class="track" x="{_LABEL}" y="{top + 5}" width="{_BAR}" height="18"/>{pieces}'
        f'<text x="{_LABEL + _BAR + 8}" y="{top + 19}">{words(row.note)}</text>'
    )
    return f'<a href="{row.link}">{content}</a>' if row.link else f"<g>{content}</g>"
