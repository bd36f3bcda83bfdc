"""法律目录里没有的法律、行政法规 — a 《…法》 or a 条例 said to be the State Council's that the catalogue does not know.

The catalogue holds every law and 行政法规 in force when it was made, and those that ended, so such a title is probably wrong; one adopted
later would be spoken of, too, and the message says so. A bare 《…法》 counts where the sentence rests on it (根据, 违反, an article
follows): methods and textbooks end in 法 as well. Titles of other kinds that are not held say nothing: not held is not "does not
exist". Nearly right names are left to ``misnamed_citation``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawcheck.checks.misnamed_citation import nearest_slip
from lawcheck.model import Citation, Evidence, Hit
from lawcheck.rules.matter import Matter
from lawcheck.text.fold import skeleton

_STATE = "中华人民共和国"
# Of the words that end in 法: no 办法, 方法, 写法 …, and no method of a laboratory.
_LAW = re.compile(r"(?<![办方做用书疗语算写说看手技])(?<!测定|检测|试验|分析|滴定|光度|色谱|比色|测量)(?:法|法典)$")
_REGULATION = re.compile(r"(?:条例|规定|办法)$")
_RESTS_ON = re.compile(r"(?:根据|依据|依照|按照|遵照|违反|执行|落实|适用|遵守|、|和|与|及|》)$")
_COUNCIL = re.compile(r"国务院(?:制定的|公布的|发布的|颁布的)?$")
_LONGEST = 20


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for each title of a law or 行政法规 that the catalogue does not know, with the nearest titles it does."""
    for citation in matter.citations:
        title = skeleton(citation.target.title or "")
        if "《" not in citation.span.of(matter.document.text):
            continue  # without its marks nobody can tell where the title begins
        if citation.resolution is None or citation.resolution.law is not None or not _is_national(matter, citation):
            continue
        if nearest_slip(matter, title) is not None:
            continue
        near = matter.corpus.similar(title, 3)
        names = "、".join(f"《{name}》" for name, _ in near)
        values = (("名称", citation.target.title or ""), ("相近名称", names or "没有相近的名称"))
        yield Hit(citation.span, values, tuple(Evidence(name) for name, _ in near))


def _is_national(matter: Matter, citation: Citation) -> bool:
    """A title that only a law or a 行政法规 can bear, as far as title and sentence tell."""
    title = skeleton(citation.target.title or "")
    start = matter.folded.position(citation.span.start)
    before = matter.folded.text[max(0, start - 12) : start]
    if _LAW.search(title) is not None:
        rests = citation.target.article is not None or _RESTS_ON.search(before) is not None
        return title.startswith(_STATE) or (rests and len(title) <= _LONGEST)
    if _REGULATION.search(title) is None:
        return False
    return _COUNCIL.search(before) is not None or (title.startswith(_STATE) and title.endswith("条例"))
