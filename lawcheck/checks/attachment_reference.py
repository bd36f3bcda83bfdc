"""提到的附件序号不存在 — 附件3 where the draft brings 附件1 and 附件2.

Speaks only where the draft has numbered attachments of its own, or lists them (附件：1.… 2.…); a draft that brings none is
``missing_attachment``'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawcheck.model import Hit, Span
from lawcheck.rules.matter import Matter
from lawcheck.text import numerals
from lawcheck.text.fold import skeleton

_MENTION = re.compile(r"附件(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})(?![\d号年月])")
_LISTING = re.compile(r"^[ \t]*附件:[ \t]*1\.[^\n]*(?:\n[ \t]*\d{1,2}\.[^\n]*)*", re.M)
_LISTED = re.compile(r"(?m)(?:附件:|^)[ \t]*(\d{1,2})\.")


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for the first mention of each number that no attachment bears."""
    words = matter.folded.text
    attachments = [p for p in matter.document.provisions if p.level == "attachment"]
    there = {number for one in attachments if (number := _number(skeleton(one.number or one.label))) is not None}
    listing = _LISTING.search(words)
    there.update(map(int, _LISTED.findall(listing.group()) if listing else ()))
    if not there or matter.document.profile.fragment:
        return
    body = matter.folded.position(attachments[0].span.start) if attachments else len(words)
    for match in _MENTION.finditer(words, 0, body):
        number = _number(match.group())
        if number is not None and number not in there:
            there.add(number)
            values = (("附件", match.group()), ("末号", f"附件{max(there - {number})}"))
            yield Hit(Span(*matter.folded.span(*match.span())), values)


def _number(words: str) -> int | None:
    match = _MENTION.match(words)
    if match is None:
        return None
    return int(match["number"]) if match["number"].isdigit() else numerals.parse(match["number"])
