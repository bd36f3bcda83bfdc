"""文号错误 — a title with a document number that belongs to another document, or that is not the document's only number.

Speaks where the corpus knows the number as that of another title, or knows one single text of the title with another
number of the same kind. A title that the corpus does not know is wrong beside the number of a title near it. A law with several texts has several numbers, which the corpus may not all know.
"""

from __future__ import annotations

from collections.abc import Iterator

from lawcheck.cite import names
from lawcheck.corpus.names import normal_number
from lawcheck.model import Citation, Evidence, Hit, Law, Replacement, Span
from lawcheck.rules.matter import Matter
from lawcheck.text.fold import skeleton

_LIKENESS = 0.4


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for each number that does not belong to the title beside it."""
    for citation in matter.citations:
        number, resolution = citation.target.doc_no, citation.resolution
        if not number or not citation.target.title or resolution is None:
            continue
        if resolution.law is None:
            yield from _misnamed(matter, citation, citation.target.title, number)
            continue
        wrong = _wrong(matter, resolution.law, number)
        if wrong is not None:
            right, evidence = wrong
            values = (("名称", resolution.law.title), ("文号", number), ("说明", right))
            # A number that is another document's may be right, and the title wrong: which one, nobody can tell.
            exact = () if evidence else _renumbered(matter, citation, number, resolution.law)
            yield Hit(citation.span, values, evidence, replacements=exact)


def _misnamed(matter: Matter, citation: Citation, title: str, number: str) -> Iterator[Hit]:
    """A hit if the number is that of a title which is near this unknown one, and of its kind; a local title may rightly be near."""
    if any(place in skeleton(title) for place in matter.own_places):
        return
    owners = {version.law for version in matter.corpus.numbered(number)}
    near = (name for name, likeness in matter.corpus.similar(title, 5) if likeness >= _LIKENESS)
    for name in near:
        if skeleton(name)[-2:] == skeleton(title)[-2:] and any(
            law.key in owners for law in matter.corpus.named(name)
        ):
            values = (("名称", title), ("文号", number), ("说明", f"该文号是《{name}》的文号"))
            yield Hit(citation.span, values, (Evidence(name),))
            return


def _wrong(matter: Matter, law: Law, number: str) -> tuple[str, tuple[Evidence, ...]] | None:
    owners = {version.law for version in matter.corpus.numbered(number)}
    if law.key in owners:
        return None
    known = _only_number(matter, law)
    if owners:
        other = sorted(owners)[0]
        return f"该文号是《{other}》的文号", (Evidence(other),)
    if known is not None and _kind(known) == _kind(number):
        return f"该文件的文号是{known}", ()
    return None


def _only_number(matter: Matter, law: Law) -> str | None:
    """The number of a law of which one single text is known."""
    versions = matter.corpus.versions(law)
    return versions[0].doc_number or None if len(versions) == 1 else None


def _renumbered(matter: Matter, citation: Citation, number: str, law: Law) -> tuple[Replacement, ...]:
    """The right number in place of the wrong one, where the right one is known and the wrong one stands once."""
    right = _only_number(matter, law)
    if right is None or _kind(right) != _kind(number):
        return ()
    folded = matter.folded
    start, end = folded.position(citation.span.start), folded.position(citation.span.end)
    found = [name for name in names.numbers(folded.text[start:end]) if name.number == number]
    if len(found) != 1:
        return ()
    return (Replacement(Span(*folded.span(start + found[0].start, start + found[0].end)), right),)


def _kind(number: str) -> str:
    """令, 公告 or the 〔year〕 kind: numbers of different kinds may both be right."""
    normal = normal_number(number)
    return "〔" if "〔" in normal else "令" if "令" in normal else "其他"
