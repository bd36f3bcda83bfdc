"""The last articles of a law: when it enters into force and what it repeals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from lawcheck.text import dates
from lawcheck.text.fold import skeleton

_STATED = re.compile(rf"(?:自|从|于|定于)({dates.PATTERN})(?:起|开始)?(?:正式)?(?:施行|实施|生效|执行|试行|开征)")
_AT_ONCE = re.compile(r"自(?:公布|发布|颁布|通过|批准)(?:之日|日)起(?:即)?(?:施行|实施|生效|执行|试行)")
# A rule about other matters also says 执行 or 实施; only with a day, with 本法, or with a repeal is it the closing one.
_IN_FORCE = re.compile(
    r"(?:自|从|于)[^,。;]{0,40}(?:起|日|后)[^。;]{0,10}(?:施行|实施|生效|执行|试行|开征)|本[^,。;]{1,12}(?:的)?(?:施行|生效|实施)[日后]"
    r"|本[^,。;]{1,8}(?:施行|生效)|(?:同时|即行|一并|予以|相应)(?:废止|失效)|(?:公布|发布|批准)(?:之?日|后)[^。;]{0,6}(?:施行|实施|生效|执行)"
)
_REPEAL = re.compile(r"同时废止|同时失效|即行废止|一并废止|同时停止执行|予以废止|废止")
_TITLE = re.compile(r"《([^《》]{2,80}(?:《[^《》]{1,60}》[^《》]{0,40})*)》(?!第[^,。;]{1,10}条)")
_NO_TITLE = re.compile(r"修改|修正案|部分条|第.+条|的决定$")
# Only the end of a text speaks of its own force; elsewhere 施行 is a matter of other laws.
TAIL, _LAST = 3, 2


def stated_day(articles: Sequence[str]) -> date | None:
    """The day of entry into force that the closing articles give; the last one if there are several."""
    found = None
    for text in articles[-TAIL:]:
        for match in _STATED.finditer(skeleton(text)):
            found = dates.parse(match.group(1)) or found
    return found


def is_at_once(articles: Sequence[str]) -> bool:
    """自公布之日起施行."""
    return any(_AT_ONCE.search(skeleton(text)) for text in articles[-TAIL:])


def closes(articles: Sequence[str]) -> bool:
    """Tell whether the last articles speak of entry into force, as those of a whole law do."""
    return any(_IN_FORCE.search(skeleton(text)) for text in articles[-_LAST:])


def repeals(articles: Sequence[str]) -> tuple[str, ...]:
    """Titles that the closing articles repeal; parts of laws and amending decisions are left out."""
    found: dict[str, None] = {}
    for text in articles[-TAIL:]:
        for sentence in re.split(r"[。;]", skeleton(text)):
            stop = _REPEAL.search(sentence)
            titles = _TITLE.findall(sentence[: stop.start()]) if stop else ()
            found.update(dict.fromkeys(title for title in titles if not _NO_TITLE.search(title)))
    return tuple(found)
