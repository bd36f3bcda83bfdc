"""文号错误 — a title with a document number that belongs to another document, or that is not the document's only number.

Speaks where the corpus knows the number as that of another title, or knows one single text of the title with another
number of the same kind. A law with several texts has several numbers, which the corpus may not all know.
"""

from __future__ import annotations

from collections.abc import Iterator

from lawcheck.corpus.names import normal_number
from lawcheck.model import Evidence, Hit, Law
from lawcheck.rules.matter import Matter


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for each number that does not belong to the title beside it."""
    for citation in matter.citations:
        number, resolution = citation.target.doc_no, citation.resolution
        if not number or not citation.target.title or resolution is None or resolution.law is None:
            continue
        wrong = _wrong(matter, resolution.law, number)
        if wrong is not None:
            right, evidence = wrong
            yield Hit(citation.span, (("名称", resolution.law.title), ("文号", number), ("说明", right)), evidence)


def _wrong(matter: Matter, law: Law, number: str) -> tuple[str, tuple[Evidence, ...]] | None:
    owners = {version.law for version in matter.corpus.numbered(number)}
    if law.key in owners:
        return None
    versions = matter.corpus.versions(law)
    known = [version.doc_number for version in versions if version.doc_number]
    if owners:
        other = sorted(owners)[0]
        return f"该文号是《{other}》的文号", (Evidence(other),)
    if len(versions) == 1 and known and _kind(known[0]) == _kind(number):
        return f"该文件的文号是{known[0]}", ()
    return None


def _kind(number: str) -> str:
    """令, 公告 or the 〔year〕 kind: numbers of different kinds may both be right."""
    normal = normal_number(number)
    return "〔" if "〔" in normal else "令" if "令" in normal else "其他"
