"""公文要素 — issuer, kind of document in the title, document number, addressees and date, as far as the text shows them.

Assumes that a draft may lack number and date until it is issued: a missing date is spoken of only where there is a number,
missing addressees only in a notice (通知). Seals, secrecy and layout are for people. Never more than information.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawcheck.model import Hit, Replacement, Span
from lawcheck.rules.matter import Matter

_HEAD_LINES = 15
_NUMBER = re.compile(
    r"^[ \t　]*(?P<organ>[一-鿿]{2,16})(?P<open>[〔\[【(（［])(?P<year>(?:19|20)\d\d)(?P<close>[〕\]】)）］])"
    r"(?P<extra>第?0*)(?P<number>[1-9]\d{0,4})号[ \t　]*$"
)
_ADDRESSED = re.compile(r"^[ \t　]*[^。；：:\n]{2,160}[：:][ \t　]*$", re.M)
_SALUTATION_WITHIN = 1500


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for each element that is missing or malformed."""
    document = matter.document
    profile, text = document.profile, document.text
    if profile.fragment:
        return
    title = profile.title_span or Span(0, 0)
    if profile.title is None:
        yield Hit(title, (("问题", "没有找到标题"),))
    elif profile.doc_type is None:
        yield Hit(title, (("问题", "标题没有写明文种（办法、规定、通知等）"),))
    if profile.issuer is None:
        yield Hit(title, (("问题", "没有找到发文机关"),))
    yield from _number(text)
    if profile.doc_number and profile.date is None:
        yield Hit(title, (("问题", "有发文字号而没有成文日期"),))
    if profile.doc_type == "通知" and not _ADDRESSED.search(text, title.end, title.end + _SALUTATION_WITHIN):
        yield Hit(title, (("问题", "通知没有写明主送机关"),))


def _number(text: str) -> Iterator[Hit]:
    """A document number with other brackets than 〔〕, with 第 or with a leading zero."""
    start = 0
    for line in text.split("\n")[:_HEAD_LINES]:
        match = _NUMBER.match(line)
        if match is not None and (match["open"] + match["close"] != "〔〕" or match["extra"]):
            right = f"{match['organ']}〔{match['year']}〕{match['number']}号"
            span = Span(start + match.start("organ"), start + len(line.rstrip()))
            yield Hit(span, (("问题", f"发文字号应当写作“{right}”"),), replacements=(Replacement(span, right),))
        start += len(line) + 1
