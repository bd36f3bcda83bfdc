"""法律目录里没有的法律 — a 《中华人民共和国…法》 that is not among the laws known to the catalogue.

The catalogue holds every law in force when it was made, so such a title is probably wrong; a law adopted later would be
spoken of, too, and the message says so. Titles of other kinds that are not held say nothing: not held is not "does not
exist". Nearly right names are left to ``misnamed_citation``.
"""

from __future__ import annotations

from collections.abc import Iterator

from lawcheck.checks.misnamed_citation import nearest_slip
from lawcheck.model import Evidence, Hit
from lawcheck.rules.matter import Matter
from lawcheck.text.fold import skeleton

_STATE = "中华人民共和国"


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for each full title of a law that the catalogue does not know, with the nearest titles it does."""
    for citation in matter.citations:
        title = skeleton(citation.target.title or "")
        is_law = title.startswith(_STATE) and title.endswith(("法", "法典")) and not title.endswith("办法")
        if not is_law or citation.resolution is None or citation.resolution.law is not None:
            continue
        if nearest_slip(matter, title) is not None:
            continue
        near = matter.corpus.similar(title, 3)
        names = "、".join(f"《{name}》" for name, _ in near)
        values = (("名称", citation.target.title or ""), ("相近名称", names or "没有相近的名称"))
        yield Hit(citation.span, values, tuple(Evidence(name) for name, _ in near))
