"""Numbers of articles: 第十六条, 第16条, 第一百二十条之一."""

from __future__ import annotations

import re
from functools import lru_cache

from lawcheck.text import numerals
from lawcheck.text.fold import skeleton

_ARTICLE = re.compile(rf"第?([{numerals.NUMERAL}\d]+)条(?:之([{numerals.NUMERAL}\d]+))?$")


def read_article(text: str) -> tuple[int, int] | None:
    """Number and, for 第X条之Y, the number behind 之 (else 0); None if this is no article number."""
    match = _ARTICLE.match(skeleton(text))
    if match is None:
        return None
    number = numerals.parse(match.group(1))
    added = numerals.parse(match.group(2)) if match.group(2) else 0
    return None if number is None or added is None else (number, added)


@lru_cache(maxsize=2048)
def write_article(number: int, added: int = 0) -> str:
    """Write the number as the law does."""
    return f"第{numerals.chinese(number)}条" + (f"之{numerals.chinese(added)}" if added else "")
