"""与常用法律的数字不一致 — a fine, period, share or number other than that of a statute whose text is not at hand.

Looks up the table of dated figures that ships (``corpora/figures``): numbers, articles and key expressions of much-used
laws, no texts. Assumes that a sentence which shares three telling keys with a figure, two of them beside its own, is about
the same; where neither the sentence nor the draft's title names what the law is about it only informs, in a whole draft it
is silent. Leaves alone what is prohibited, quoted, reported or agreed. Silent where the corpus has the text of the law:
there the comparison of texts does it better. Misses matters told in other words, cases that a law tells apart (工龄,
人数), and laws that the table does not have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lawcheck.align.compare_statutory import Departure, departures
from lawcheck.align.statutory import StatutoryFigure, table
from lawcheck.model import Citation, Evidence, Hit, Severity, Target
from lawcheck.rules.matter import Matter
from lawcheck.rules.places import Place


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for each sentence with a figure that departs from a statute's; one for a sentence."""
    profile = matter.document.profile
    named = table().named(profile.title or "")
    for place in matter.places("sentence"):
        cited = _cited(matter.citations_in(place.span))
        found = departures(place.text, named, cited, matter.as_of, only_named=not profile.fragment)
        for one in found:
            if not _is_shielded(place, one) and not _is_at_hand(matter, one.statutory):
                yield _hit(place, one, *_weighed(one, profile.fragment, bool(cited)))
                break


def _weighed(one: Departure, fragment: bool, cited: bool) -> tuple[Severity | None, str]:
    """The severity (None: that of the rule) and what to say of it; a whole draft has many figures that fit by chance."""
    if not one.named:
        return "info", "没有写明所涉法律，供核对"
    if one.statutory.limit == "fixed" and not fragment and not cited:
        return "info", "把握不大，供核对"
    return None, ""


def _cited(citations: Sequence[Citation]) -> list[tuple[str, str | None]]:
    """Titles (of the laws where they are known) and articles of other documents that are cited."""
    found = []
    for citation in citations:
        law = citation.resolution.law if citation.resolution else None
        title = law.title if law else citation.target.title
        if title and not citation.target.internal:
            found.append((title, citation.target.article))
    return found


def _is_shielded(place: Place, one: Departure) -> bool:
    return any(start <= one.offset < end for _, start, end in place.shields)


def _is_at_hand(matter: Matter, statutory: StatutoryFigure) -> bool:
    """Whether the corpus has the text of the article in force."""
    for law in matter.corpus.named(statutory.law):
        version = matter.corpus.version(law, matter.as_of)
        if version is not None and matter.corpus.wording(version, Target(article=statutory.article)) is not None:
            return True
    return False


def _hit(place: Place, one: Departure, severity: Severity | None, note: str) -> Hit:
    statutory = one.statutory
    shown = f"随附数字表：{statutory.figure.words}"
    evidence = Evidence(statutory.law, statutory.article, shown, one.sentence)
    values = (("名称", statutory.law), ("条", statutory.article), ("差异", one.sentence))
    return Hit(place.span, values, (evidence,), severity=severity, note=note)
