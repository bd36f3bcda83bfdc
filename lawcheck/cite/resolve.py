"""Resolve citations: external ones against a corpus at a date, internal ones against the draft itself (``internal``).

What the corpus does not hold is "cannot verify" and never "does not exist".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from lawcheck.cite import internal
from lawcheck.corpus import Corpus
from lawcheck.corpus.names import strict_key
from lawcheck.corpus.regions import is_within
from lawcheck.model import Citation, Document, Law, Rank, Resolution, Status, Target, Version
from lawcheck.text.fold import skeleton

_LIKE = 0.8
# 关于印发《…》的通知 brings its document with it; 实施《…》办法 names a law of others.
_ISSUES = re.compile(r"(?:印发|公布|发布|颁布)《(?P<title>.+)》")
_NOT_HELD = "法规库没有收录，无法核实（不等于不存在）"


def resolve(citations: Sequence[Citation], document: Document, corpus: Corpus, as_of: date) -> tuple[Citation, ...]:
    """Return the citations with their resolutions, in the same order."""
    found: list[Citation] = []
    for citation in citations:
        resolution = (
            internal.resolve(citation, found, document)
            if citation.target.internal
            else _external(citation, document, corpus, as_of)
        )
        found.append(replace(citation, resolution=resolution))
    return tuple(found)


def _external(citation: Citation, document: Document, corpus: Corpus, as_of: date) -> Resolution:
    target = citation.target
    if target.title and skeleton(target.title) in _own_names(document):
        return Resolution(Status.UNKNOWN, reason="引用的是本文件自身或者所印发的文件，不作核验")
    law, cited = _law(target, document, corpus)
    if law is None:
        return Resolution(Status.UNKNOWN, reason=_NOT_HELD, near=_near(target, corpus, document.profile.region))
    status = corpus.status(law, as_of)
    version = corpus.version(law, as_of) or _last_known(corpus, law, status, as_of)
    exists = _article_exists(corpus, version, target) if version else None
    reason = _reason(status, law, version, as_of)
    if (
        status is Status.CURRENT
        and cited
        and version
        and cited.doc_number != version.doc_number
        and _is_older(cited, version)
    ):
        status, reason = (
            Status.AMENDED,
            f"文号“{cited.doc_number}”是较早的文本，此后有修改，现行文本为{version.label}",
        )
    wording = corpus.wording(version, target) if version else None
    provision = corpus.provision(version, target) if version else None
    return Resolution(status, law, version, exists, provision, wording, reason)


def _near(target: Target, corpus: Corpus, region: str | None) -> str | None:
    """The title that the corpus holds and that looks most like the one cited; the place's own documents have none."""
    if target.title is None or (region and skeleton(region) in skeleton(target.title)):
        return None
    return next((name for name, likeness in corpus.similar(target.title, 1) if likeness >= _LIKE), None)


def _own_names(document: Document) -> frozenset[str]:
    title = skeleton(document.profile.title or "")
    names = {title, title.replace("(送审稿)", "")}
    issued = _ISSUES.search(title)
    if issued:
        names.add(issued["title"])
    return frozenset(names - {""})


def _law(target: Target, document: Document, corpus: Corpus) -> tuple[Law | None, Version | None]:
    """The law meant, and the text that its document number names; names that stay ambiguous are not resolved."""
    cited = next(iter(corpus.numbered(target.doc_no)), None) if target.doc_no else None
    if target.title:
        chosen = _chosen(corpus.named(target.title), target.title, document.profile.region or "")
        if not chosen:
            return None, None
        if cited is not None and cited.law != chosen[0].key:
            cited = None
        return chosen[0], cited
    if cited is None:
        return None, None
    return next(iter(corpus.named(cited.law)), None), cited


def _chosen(laws: Sequence[Law], title: str, region: str) -> Sequence[Law]:
    """The draft's own region first, then the nation; another place's law only where the title names that place."""
    own = [law for law in laws if law.region and is_within(region, law.region)]
    national = [law for law in laws if not law.region]
    named = [law for law in laws if strict_key(title) in (strict_key(law.title), strict_key(law.full_title))]
    return own or sorted(national, key=lambda law: list(Rank).index(law.rank)) or (named if len(named) == 1 else [])


def _is_older(cited: Version, current: Version) -> bool:
    return bool(cited.promulgated and current.promulgated and cited.promulgated < current.promulgated)


def _last_known(corpus: Corpus, law: Law, status: Status, as_of: date) -> Version | None:
    """The last text of a law that has ended; else the last one that had begun by the day, else the first one."""
    versions = corpus.versions(law)
    if status is Status.REPEALED:
        return versions[-1]
    begun = [version for version in versions if version.effective and version.effective <= as_of]
    known = begun or list(versions[:1])
    return known[-1] if known else None


def _article_exists(corpus: Corpus, version: Version, target: Target) -> bool | None:
    """Whether article, paragraph and item are there; None where the corpus cannot tell."""
    if target.article is None:
        return None
    answers = [corpus.has_article(version, target.article)]
    if target.range_to and target.range_to.endswith("条"):
        answers.append(corpus.has_article(version, target.range_to))
    if answers == [True] and (target.paragraph or target.item):
        answers.append(_part_exists(corpus, version, target))
    if False in answers:
        return False
    return None if None in answers else True


def _part_exists(corpus: Corpus, version: Version, target: Target) -> bool | None:
    """Whether the paragraph or item is in the article; None without its text."""
    whole = replace(target, paragraph=None, item=None, range_to=None)
    if corpus.wording(version, whole) is None:
        return None
    return corpus.wording(version, replace(target, range_to=None)) is not None


def _reason(status: Status, law: Law, version: Version | None, as_of: date) -> str:
    if status is Status.REPEALED and version and version.ceased:
        cause = f"，{version.cause}" if version.cause else ""
        return f"自{version.ceased.isoformat()}起失效{cause}"
    if status is Status.NOT_YET and version and (version.effective or version.promulgated):
        since = f"自{version.effective}起施行" if version.effective else f"{version.promulgated}公布"
        return f"{since}，{as_of.isoformat()}尚未施行"
    if status is Status.UNKNOWN:
        return "法规库收录了名称，但施行情况没有核实"
    return ""
