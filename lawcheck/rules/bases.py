"""The bases of rules verified against a corpus: a rule may not rest on an article that is not there on its dates.

What the corpus does not hold is "cannot verify" and never "wrong".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from lawcheck.corpus import Corpus
from lawcheck.model import Basis, Law, Location, Status, Target, Version
from lawcheck.rules.schema import DatedBasis, Rule

Verdict = Literal["right", "wrong", "unverified"]


@dataclass(frozen=True, slots=True)
class BasisResult:
    """One basis of one rule verified; ``reason`` is for people, empty where the basis is right."""

    rule: Rule
    basis: DatedBasis
    verdict: Verdict
    reason: str = ""


def verify(rule: Rule, corpus: Corpus) -> Iterator[BasisResult]:
    """Verify every basis of a rule on all days on which it may be cited."""
    for entry in rule.basis:
        problems = list(_problems(entry, corpus))
        wrong = [reason for verdict, reason in problems if verdict == "wrong"]
        chosen = wrong or [reason for _, reason in problems]
        verdict: Verdict = "wrong" if wrong else "unverified" if problems else "right"
        yield BasisResult(rule, entry, verdict, "；".join(dict.fromkeys(chosen)))


def _problems(entry: DatedBasis, corpus: Corpus) -> Iterator[tuple[Verdict, str]]:
    law = next((law for law in corpus.named(entry.basis.law) if not law.region), None)
    if law is None:
        yield "unverified", "法规库没有收录"
        return
    days = _days(entry, corpus.versions(law))
    texts = {day: corpus.version(law, day) for day in days}
    for day in days:
        yield from _on_day(entry.basis, law, texts[day], day, corpus)
    latest = next((texts[day] for day in reversed(days) if texts[day]), None)
    for version in dict.fromkeys(text for text in texts.values() if text and text != latest):
        yield from _moved(entry.basis, version, latest, corpus)


def _days(entry: DatedBasis, versions: tuple[Version, ...]) -> list[date]:
    """The days on which the answer may change: the first and last of the basis, and every change of the law between."""
    changes = {day for version in versions for day in (version.effective, version.ceased) if day}
    days = {day for day in changes if entry.is_in_force(day)}
    return sorted(days | {day for day in (entry.since, entry.until) if day})


def _on_day(
    basis: Basis, law: Law, version: Version | None, day: date, corpus: Corpus
) -> Iterator[tuple[Verdict, str]]:
    status = corpus.status(law, day)
    if status is Status.REPEALED:
        yield "wrong", f"{day}已经失效"
    elif status is Status.NOT_YET:
        yield "wrong", f"{day}尚未施行"
    elif version is None:
        yield "unverified", f"{day}的文本不能确定"
    elif basis.article is not None:
        yield from _in_text(basis, version, corpus)


def _in_text(basis: Basis, version: Version, corpus: Corpus) -> Iterator[tuple[Verdict, str]]:
    article = Target(article=basis.article)
    cited = Target(article=basis.article, paragraph=basis.paragraph, item=basis.item)
    exists = corpus.has_article(version, basis.article or "")
    if exists is False:
        yield "wrong", f"{version.label}没有{basis.article}"
    elif exists is None:
        yield "unverified", f"没有{version.label}的完整条文"
    elif cited == article:
        return
    elif corpus.wording(version, article) is None:
        yield "unverified", f"没有{version.label}的条文，不能核对款、项"
    elif corpus.wording(version, cited) is None:
        yield "wrong", f"{version.label}没有{Location(basis.article, basis.paragraph, basis.item)}"


def _moved(basis: Basis, old: Version, new: Version | None, corpus: Corpus) -> Iterator[tuple[Verdict, str]]:
    """The same number in two texts may be two articles."""
    places = corpus.renumbered(old, new) if new and basis.article else {}
    if places and new and basis.article:
        place = places.get(basis.article)
        if place is not None and place != basis.article:
            yield "wrong", f"{old.label}{basis.article}在{new.label}是{place}"
        elif place is None and corpus.has_article(old, basis.article):
            yield "unverified", f"{basis.article}的文字从{old.label}到{new.label}变化很大，请人工核对"
