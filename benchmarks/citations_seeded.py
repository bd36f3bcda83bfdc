"""True citations of regulations, and the same made wrong by one step: what the citation checks find.

    python benchmarks/citations_seeded.py --corpus CORPUS --texts FOLDER [--count 500] [--seed 7] [--show]

Sentences with external citations are drawn from the law texts of the folder and read as fragments on the day of each
text; kept are those in which every law cited is in force that day and has the article. Each is then made wrong by one
step, in turn: an article number beyond the end, a repealed title, a wrong name, and a later day on which an amendment
has given the article another number. The last only where the sentence restates its article: from 依照《…》第九条处罚
alone nobody can tell that another article was meant.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from lawcheck.checks.support import MIN_PAIRS, pairs, support
from lawcheck.corpus import Corpus
from lawcheck.model import Citation, Stated, Status
from lawcheck.text.numerals import chinese
from lawcheck.workflows.review import Reviewer, Settings

SENTENCE = re.compile(r"[^。\n；]{0,160}(?:法|条例|规定|办法|细则)》?第[^。\n；]{2,160}[。；]")
EFFECT = re.compile(r"自(20\d\d)年(\d{1,2})月(\d{1,2})日起(?:施行|生效)")
RESTATED = 0.4
TODAY, AFTER_REPEAL = date(2026, 6, 1), date(2021, 6, 1)
REPEALED = (
    "《中华人民共和国合同法》",
    "《中华人民共和国物权法》",
    "《中华人民共和国民法通则》",
    "《中华人民共和国担保法》",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence and the day on which it is read."""

    text: str
    day: date
    source: str


def cases(folder: Path) -> Iterator[Case]:
    """Sentences of the texts whose file name bears the day of the text."""
    for path in sorted(folder.rglob("*.md")):
        dated = re.search(r"\((20\d\d-\d\d-\d\d)\)", path.name)
        if dated is None:
            continue
        text = path.read_text(encoding="utf-8")
        # A text speaks of the law of the day on which it takes effect, which may be after that of its promulgation.
        begins = [date(*map(int, found)) for found in EFFECT.findall(text)]
        day = max([date.fromisoformat(dated[1]), *begins])
        for match in SENTENCE.finditer(text):
            yield Case(match.group().strip(), day, path.name)


class Checker:
    """Reviews sentences with the citation rules, one reviewer for each day."""

    def __init__(self, corpus: Path) -> None:
        self._corpus = corpus
        self._first: Reviewer | None = None

    @property
    def corpus(self) -> Corpus:
        """The corpus of all reviews."""
        assert self._first is not None
        return self._first.corpus

    def points(self, case: Case) -> tuple[set[str], tuple[Citation, ...]]:
        """(review points of errors and warnings, the citations)."""
        reviewer = Reviewer(
            Settings(as_of=case.day, corpus=self._corpus, select=("citation",), stated=Stated(fragment=True))
        )
        if self._first is not None:
            made = {name: value for name, value in self._first.__dict__.items() if name != "settings"}
            reviewer.__dict__.update(made)
        else:
            self._first = reviewer
        review = reviewer.review("sentence.txt", f"某市管理办法\n某市人民政府\n{case.text}".encode()).review
        return {f.review_point for f in review.findings if f.severity != "info"}, tuple(
            c for c, _, _ in review.citations
        )


def cited_truly(citations: tuple[Citation, ...]) -> Citation | None:
    """The first external citation of an article, if all external ones are of laws in force and articles that exist."""
    external = [citation for citation in citations if not citation.target.internal]
    for citation in external:
        resolution = citation.resolution
        if resolution is None or resolution.status is not Status.CURRENT or resolution.article_exists is False:
            return None
    return next((c for c in external if c.resolution and c.resolution.article_exists), None)


def mutations(case: Case, citation: Citation, corpus: Corpus, chance: random.Random) -> dict[str, Case]:
    """Kind → the case made wrong by one step."""
    title, article = citation.target.title or "", citation.target.article or ""
    version = citation.resolution.version if citation.resolution else None
    found: dict[str, str] = {}
    if version is not None and version.articles and article in case.text:
        found["article"] = case.text.replace(article, f"第{chinese(version.articles + chance.randint(1, 30))}条")
    found["repealed"] = case.text.replace(f"《{title}》", chance.choice(REPEALED))
    stem = title.removeprefix("中华人民共和国")
    if len(stem) >= 4:
        position = chance.randrange(1, len(stem) - 1)
        found["name"] = case.text.replace(title, "中华人民共和国" + stem[:position] + "管理" + stem[position:])
    wrong = {kind: Case(text, case.day, "") for kind, text in found.items() if text != case.text}
    if "repealed" in wrong:
        wrong["repealed"] = replace(wrong["repealed"], day=max(case.day, AFTER_REPEAL))
    if has_moved(case, citation, corpus):
        wrong["moved"] = replace(case, day=TODAY)
    return wrong


def has_moved(case: Case, citation: Citation, corpus: Corpus) -> bool:
    """Whether an amendment gave the article another number since, and the sentence restates it."""
    resolution, article = citation.resolution, citation.target.article or ""
    if resolution is None or resolution.law is None or resolution.version is None:
        return False
    now = corpus.version(resolution.law, TODAY)
    if now is None or now == resolution.version:
        return False
    place = corpus.renumbered(resolution.version, now).get(article)
    if place in (None, article):
        return False
    words = pairs(case.text.replace(f"《{citation.target.title}》", ""))
    return len(words) >= MIN_PAIRS and support(words, resolution.text or "") >= RESTATED


WANTED = {"article": {"CT-4"}, "repealed": {"CT-2"}, "name": {"CT-7", "CT-1"}, "moved": {"CT-3", "CT-5"}}


def main() -> int:
    """Print false alarms on true citations and the share found of each kind of error."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    drawn = list(cases(options.texts))
    chance.shuffle(drawn)
    checker, alarms, kept = Checker(options.corpus), 0, 0
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for case in drawn:
        if kept == options.count:
            break
        points, citations = checker.points(case)
        citation = cited_truly(citations)
        if citation is None:
            continue
        kept += 1
        alarms += bool(points)
        if points and options.show:
            print("ALARM", sorted(points), case.day, case.text)
        wrong = mutations(case, citation, checker.corpus, chance)
        if not wrong:
            continue
        # The rarest kind that this sentence allows.
        kind = min(wrong, key=lambda name: (total[name], name))
        total[kind] += 1
        points, _ = checker.points(wrong[kind])
        found[kind] += bool(points & WANTED[kind])
        if not points & WANTED[kind] and options.show:
            print("MISSED", kind, wrong[kind].day, wrong[kind].text)
    print(f"true citations: {kept}, false alarms: {alarms}")
    for kind in total:
        print(f"{kind}: {found[kind]} of {total[kind]} found")
    return 0


if __name__ == "__main__":
    sys.exit(main())
