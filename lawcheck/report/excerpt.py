"""The sentence around a finding, cut from the text so that the words are seen in their place."""

from __future__ import annotations

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
