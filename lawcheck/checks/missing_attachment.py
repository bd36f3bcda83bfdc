"""提到的附件不存在 — 见附件2 where the draft has no such attachment.

Attachments may lie in a file of their own, so this is a question and no error. A listing 附件：1.… counts as there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawcheck.model import Hit, Span
from lawcheck.rules.matter import Matter

_MENTION = re.compile(
    r"(?:见|按照?|依照|填写|参照|使用|详见)(?:本[^,。;]{1,6})?(?P<name>附件[一二三四五六七八九十\d]{0,2})"
)


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for the first mention of each attachment that is not there."""
    words = matter.folded.text
    has_any = any(p.level == "attachment" for p in matter.document.provisions) or re.search(
        r"(?m)^附件?[一二三\d]*:", words
    )
    if has_any or matter.document.profile.fragment:
        return
    seen: set[str] = set()
    for match in _MENTION.finditer(words):
        if match["name"] not in seen:
            seen.add(match["name"])
            yield Hit(Span(*matter.folded.span(*match.span("name"))), (("附件", match["name"]),))
