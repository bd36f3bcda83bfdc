"""以下简称: names that the draft defines for itself.

Assumes that the definition stands in brackets behind the full name, or that the full name ends at the definition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawcheck.model import Definition, Span
from lawcheck.text.fold import Folded, to_simplified

_DEFINES = re.compile(
    r"\((?:[^()]{0,20}[,;])?(?:以下|下)(?:统一|统|简|并)?称(?:为|作)?:?[“《‘]?(?P<name>[^“”《》()‘’,;。]{1,24})[”》’]?\)"
)
_TITLE = re.compile(r"《(?P<title>[^《》]{1,80}(?:《[^《》]{1,60}》[^《》]{0,60})*)》(?:\([^()]{0,40}\))?$")
_PHRASE = re.compile(r"[^,。;:、\n()“”《》]{2,40}$")


def find(folded: Folded, text: str) -> Iterator[Definition]:
    """Yield every definition of a short name in order of the text."""
    for match in _DEFINES.finditer(folded.text):
        before = folded.text[max(0, match.start() - 200) : match.start()]
        title = _TITLE.search(before)
        phrase = title or _PHRASE.search(before)
        if phrase is None:
            continue
        offset = match.start() - len(before)
        start, end = phrase.span("title") if title else phrase.span()
        full = to_simplified(text[slice(*folded.span(offset + start, offset + end))])
        span = Span(*folded.span(match.start(), match.end()))
        yield Definition(match["name"], full, span, title is not None)
