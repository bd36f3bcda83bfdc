"""What people ask of a corpus: which law a name means, one provision of it on a day, the state of the whole."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lawcheck.corpus import open_corpus
from lawcheck.corpus.articles import write_article
from lawcheck.corpus.regions import is_within
from lawcheck.corpus.store import StoredCorpus
from lawcheck.errors import CorpusError, UsageError
from lawcheck.model import Law, Status, Target, Version
from lawcheck.text import numerals
from lawcheck.text.fold import skeleton

_KEYWORDS = 8
# The first so many characters tell what a law is about.
_TEXT = 30_000
_N = rf"[{numerals.NUMERAL}\d]+"
_PLACE = re.compile(
    rf"第?(?P<article>{_N})条(?:之(?P<added>{_N}))?(?:第?(?P<paragraph>{_N})款)?(?:第?\(?(?P<item>{_N})\)?项)?$"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A law on a day: its text then, its state, the words asked for."""

    law: Law
    version: Version | None
    status: Status
    target: Target | None
    exists: bool | None
    words: str | None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class State:
    """Counts of a corpus. ``incomplete`` counts texts by what is wrong with them."""

    laws: int
    with_words: int
    versions: int
    versions_with_words: int
    several: int
    articles: int
    newest: date | None
    incomplete: tuple[tuple[str, int], ...]
    by_rank: tuple[tuple[str, int], ...]


def opened(folder: Path | None) -> StoredCorpus:
    """Open a corpus with texts; the catalogue that ships has none to show."""
    if folder is None:
        raise CorpusError("还没有法规库，请先用 lawcheck corpus import 导入法规文本。")
    corpus = open_corpus(folder)
    if not isinstance(corpus, StoredCorpus):
        raise CorpusError(f"{folder} 是目录，没有法律文本，请先用 lawcheck corpus import 导入。")
    return corpus


def target_of(place: str) -> Target:
    """Read 第十六条, 16, 第二条第一款第（三）项 as people type them."""
    words = skeleton(place)
    match = _PLACE.match(words if "条" in words else f"第{words}条")
    values = {name: numerals.parse(value) for name, value in match.groupdict().items() if value} if match else {}
    article = values.get("article")
    if article is None or not 0 < article <= 9999 or None in values.values():
        raise UsageError(f"“{place}”不是条款的写法，请写成 第十六条、第十六条第一款、第十六条第（三）项 的形式。")
    item = values.get("item")
    return Target(
        article=write_article(article, values.get("added") or 0),
        paragraph=values.get("paragraph"),
        item=f"（{numerals.chinese(item)}）" if item else None,
    )


def laws_named(corpus: StoredCorpus, name: str, region: str | None) -> tuple[Law, ...]:
    """The laws that a name means, those of the region first; with the nearest titles in the error if there is none."""
    laws = corpus.named(name)
    if not laws:
        near = "、".join(f"《{title}》" for title, likeness in corpus.similar(name, 3) if likeness > 0.5)
        hint = f"，相近的有：{near}" if near else ""
        raise CorpusError(f"法规库没有收录《{name}》（不等于不存在）{hint}。")
    if region:
        laws = tuple(law for law in laws if not law.region or is_within(region, law.region)) or laws
    return laws


def shown(corpus: StoredCorpus, law: Law, day: date, target: Target | None) -> Shown:
    """One provision of a law as it stood on a day; ``certain`` says whether that text was in force then."""
    known = corpus.version(law, day)
    version = known or corpus.likely_version(law, day)
    exists = corpus.has_article(version, target.article) if version and target and target.article else None
    words = corpus.wording(version, target) if version and target else None
    if exists and words is None and version and target and corpus.wording(version, Target(article=target.article)):
        exists = False
    return Shown(law, version, corpus.status(law, day), target, exists, words, known is not None)


def keywords_of(corpus: StoredCorpus, law: Law, day: date) -> tuple[str, ...]:
    """What the text of a law on a day is about; empty without its words."""
    from lawcheck.text.words import keywords

    version = corpus.likely_version(law, day) or next(iter(reversed(corpus.versions(law))), None)
    words = "\n".join(text for _, text in corpus.articles(version)) if version else ""
    return keywords(words[:_TEXT], _KEYWORDS) if words else ()


def state_of(corpus: StoredCorpus) -> State:
    """Count what the corpus holds."""
    versions = held = several = with_words = 0
    newest: date | None = None
    wrong: Counter[str] = Counter()
    ranks: Counter[str] = Counter()
    laws = list(corpus.laws())
    for law in laws:
        texts = 0
        for version in corpus.versions(law):
            versions += 1
            facts = corpus.facts(version)
            texts += bool(facts)
            wrong.update({_kind_of(defect) for fact in facts for defect in fact.defects})
            newest = max(filter(None, (newest, *(fact.promulgated for fact in facts))), default=None)
        held += texts
        several += texts > 1
        with_words += texts > 0
        ranks[law.rank.chinese] += texts > 0
    articles = corpus.identity().articles
    counted = tuple((name, count) for name, count in ranks.most_common() if count)
    return State(
        len(laws), with_words, versions, held, several, articles, newest, tuple(wrong.most_common()), counted
    )


def _kind_of(defect: str) -> str:
    if defect.startswith("缺第"):
        return "条号有缺"
    return "不是从第一条开始" if defect.startswith("从第") else defect
