"""条序变化 — the cited number was right in an earlier text, but the words now stand under another number.

Compares the sentence with the article of that number in the earlier texts and in the text in force. Speaks only where
the corpus holds the words and the sentence itself has enough of its own; a sentence that only says 依照…第九条处罚
tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from lawcheck.checks.support import MIN_PAIRS, sentence_of, support
from lawcheck.model import Citation, Evidence, Hit, Status, Target, Version
from lawcheck.rules.matter import Matter

_SUPPORTED = 0.3
_TIMES = 2.0


def check(matter: Matter) -> Iterator[Hit]:
    """Yield a hit for each article number whose matter has moved since an earlier text."""
    for citation in matter.citations:
        old = moved_since(matter, citation)
        if old is not None:
            yield _hit(matter, citation, old)


def moved_since(matter: Matter, citation: Citation) -> Version | None:
    """The earlier text in which the cited number fits the sentence, if the text in force does not."""
    resolution, article = citation.resolution, citation.target.article
    if resolution is None or resolution.law is None or resolution.version is None or article is None:
        return None
    words = sentence_of(matter, citation)
    if resolution.status not in (Status.CURRENT, Status.AMENDED) or len(words) < MIN_PAIRS:
        return None
    here = support(words, matter.corpus.wording(resolution.version, Target(article=article)) or "")
    for old in reversed(matter.corpus.versions(resolution.law)):
        if not _is_before(old, resolution.version):
            continue
        was = support(words, matter.corpus.wording(old, Target(article=article)) or "")
        if was >= _SUPPORTED and was >= here * _TIMES:
            return old
    return None


def _is_before(old: Version, new: Version) -> bool:
    began, begins = old.effective or old.promulgated, new.effective or new.promulgated
    return old != new and began is not None and begins is not None and began < begins


def _hit(matter: Matter, citation: Citation, old: Version) -> Hit:
    resolution, article = citation.resolution, citation.target.article or ""
    if resolution is None or resolution.version is None or resolution.law is None:
        return Hit(citation.span)
    corpus, title, now = matter.corpus, resolution.law.title, resolution.version
    moved = corpus.renumbered(old, now).get(article)
    values = (
        ("名称", title),
        ("条", article),
        ("旧文本", old.label),
        ("新条", f"现为{moved}" if moved and moved != article else "现行文本已经没有对应的条"),
    )
    evidence = [
        Evidence(title, f"{article}（{old.label}）", corpus.wording(old, Target(article=article))),
        Evidence(
            title, f"{article}（{now.label}）", corpus.wording(now, Target(article=article)), "现行文本该条内容不同"
        ),
    ]
    if moved and moved != article:
        evidence.append(Evidence(title, f"{moved}（{now.label}）", corpus.wording(now, Target(article=moved))))
    return Hit(citation.span, values, tuple(entry for entry in evidence if entry.text))
