"""The sentence around a finding, cut from the text so that the words are seen in their place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lawcheck.model import Finding

LIMIT = 120
_STOPS = "。；！？\n"
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words before, the words of the finding, words after; … where something was cut off."""

    before: str
    quote: str
    after: str


def excerpt(text: str, finding: Finding, limit: int = LIMIT) -> Excerpt | None:
    """The sentence around the finding, at most about ``limit`` characters; None for the whole document.

    Where the text does not hold the quote at its place (a review read back without its draft) the quote stands alone.
    """
    start, end = finding.span.start, finding.span.end
    if not finding.quote.strip():
        return None
    quote = _middle(finding.quote, limit)
    if text[start:end] != finding.quote:
        return Excerpt("", quote, "")
    room = max(0, limit - len(quote))
    before = text[_sentence_start(text, start) : start].lstrip()
    after = text[end : _sentence_end(text, start, end)].rstrip()
    share = max(room // 2, room - len(after))
    if len(before) > share:
        before = _ELLIPSIS + before[len(before) - share :] if share else _ELLIPSIS
    room -= min(len(before), room)
    if len(after) > room:
        after = after[:room] + _ELLIPSIS
    return Excerpt(before, quote, after)


def together(text: str, findings: Iterable[Finding]) -> list[tuple[Finding, ...]]:
    """Findings in order of the text, those of one sentence together: it need be shown only once."""
    groups: list[list[Finding]] = []
    before: int | None = None
    for finding in sorted(findings, key=lambda one: (one.span.start, one.rule_id)):
        is_held = bool(finding.quote.strip()) and text[finding.span.start : finding.span.end] == finding.quote
        place = _sentence_start(text, finding.span.start) if is_held else None
        if place is not None and place == before:
            groups[-1].append(finding)
        else:
            groups.append([finding])
        before = place
    return [tuple(group) for group in groups]


def marked(text: str, findings: Sequence[Finding], limit: int = LIMIT) -> list[tuple[str, bool]]:
    """The sentence of several findings in pieces, each with whether it is what one of them speaks of.

    Cut off at both sides where it is longer than ``limit``, never among the words of the findings.
    """
    spans = _united(findings)
    first, last = spans[0][0], spans[-1][1]
    start, end = _sentence_start(text, first), _sentence_end(text, first, last)
    side = max(0, limit - (last - first)) // 2
    before, after = text[max(start, first - side) : first], text[last : min(end, last + side)]
    pieces = [((_ELLIPSIS if first - side > start else "") + before.lstrip(), False)]
    for number, (left, right) in enumerate(spans):
        pieces.append((text[left:right], True))
        if number + 1 < len(spans):
            pieces.append((text[right : spans[number + 1][0]], False))
    pieces.append((after.rstrip() + (_ELLIPSIS if last + side < end else ""), False))
    return [piece for piece in pieces if piece[0]]


def _united(findings: Iterable[Finding]) -> list[tuple[int, int]]:
    """The stretches that the findings cover, in order, those that overlap or touch as one."""
    united: list[tuple[int, int]] = []
    for start, end in sorted((one.span.start, one.span.end) for one in findings):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united


def _sentence_start(text: str, start: int) -> int:
    # A bounded look back: a text without full stops would otherwise be searched again for every finding.
    low = max(0, start - 4 * LIMIT)
    return max((text.rfind(stop, low, start) + 1 for stop in _STOPS), default=low) or low


def _sentence_end(text: str, start: int, end: int) -> int:
    if end > start and text[end - 1] in _STOPS:
        return end
    high = min(len(text), end + 4 * LIMIT)
    found = [place for stop in _STOPS if (place := text.find(stop, end, high)) >= 0]
    if not found:
        return high
    place = min(found)
    return place if text[place] == "\n" else place + 1


def _middle(quote: str, limit: int) -> str:
    """A long quote with its middle left out."""
    if len(quote) <= limit:
        return quote
    half = limit // 2
    return quote[:half] + _ELLIPSIS + quote[-half:]
