"""True citations of regulations, and the same made wrong by one step: what the citation checks find.

    python benchmarks/citations_seeded.py --corpus CORPUS --texts FOLDER [--count 500] [--show]

Sentences with one external citation of a national law or regulation are drawn (fixed seed) from the law texts of the
folder and read as fragments on the day of each text; kept are those whose law is in force that day and has the
article. Each is then made wrong: an article number beyond the end, a repealed title, a wrong name.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lawcheck.model import Citation, Stated, Status
from lawcheck.text.numerals import chinese
from lawcheck.workflows.review import Reviewer, Settings

SENTENCE = re.compile(r"[^。\n；]{0,120}《[^《》]{2,24}(?:法|条例)》第[^。\n；]{2,120}[。；]")
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
        for match in SENTENCE.finditer(path.read_text(encoding="utf-8")):
            yield Case(match.group().strip(), date.fromisoformat(dated[1]), path.name)


class Checker:
    """Reviews sentences with the citation rules, one reviewer for each day."""

    def __init__(self, corpus: Path) -> None:
        self._corpus = corpus
        self._first: Reviewer | None = None

    def points(self, case: Case) -> tuple[set[str], tuple[Citation, ...]]:
        """(review points of errors and warnings, the citations)."""
        reviewer = Reviewer(
            Settings(as_of=case.day, corpus=self._corpus, select=("citation",), stated=Stated(fragment=True))
        )
        if self._first is not None:
            for name in ("corpus", "ruleset", "words", "checks"):
                reviewer.__dict__[name] = getattr(self._first, name)
        else:
            self._first = reviewer
        review = reviewer.review("sentence.txt", f"某市管理办法\n某市人民政府\n{case.text}".encode()).review
        return {f.review_point for f in review.findings if f.severity != "info"}, tuple(
            c for c, _, _ in review.citations
        )


def is_true(citations: tuple[Citation, ...]) -> bool:
    """One external citation with an article that is there, of a law in force."""
    external = [citation for citation in citations if not citation.target.internal]
    resolution = external[0].resolution if len(external) == 1 else None
    return bool(resolution and resolution.status is Status.CURRENT and resolution.article_exists)


def mutations(case: Case, citation: Citation, chance: random.Random) -> Iterator[tuple[str, str]]:
    """(kind, sentence made wrong by one step)."""
    title, article = citation.target.title or "", citation.target.article or ""
    version = citation.resolution.version if citation.resolution else None
    if version is not None and version.articles and article in case.text:
        yield "article", case.text.replace(article, f"第{chinese(version.articles + chance.randint(1, 30))}条")
    yield "repealed", case.text.replace(f"《{title}》", chance.choice(REPEALED))
    stem = title.removeprefix("中华人民共和国")
    if len(stem) < 4:
        return
    position = chance.randrange(1, len(stem) - 1)
    yield "name", case.text.replace(title, "中华人民共和国" + stem[:position] + "管理" + stem[position:])


WANTED = {"article": {"CT-4"}, "repealed": {"CT-2"}, "name": {"CT-7", "CT-1"}}


def main() -> int:
    """Print false alarms on true citations and the share found of each kind of error."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    chance = random.Random(7)
    drawn = list(cases(options.texts))
    chance.shuffle(drawn)
    checker, alarms, kept = Checker(options.corpus), 0, 0
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for case in drawn:
        if kept == options.count:
            break
        points, citations = checker.points(case)
        if not is_true(citations):
            continue
        kept += 1
        alarms += bool(points)
        if points and options.show:
            print("ALARM", sorted(points), case.day, case.text)
        citation = next(citation for citation in citations if not citation.target.internal)
        for kind, text in mutations(case, citation, chance):
            if text == case.text:
                continue
            total[kind] += 1
            points, _ = checker.points(
                Case(text, max(case.day, date(2021, 6, 1)) if kind == "repealed" else case.day, "")
            )
            found[kind] += bool(points & WANTED[kind])
            if not points & WANTED[kind] and options.show:
                print("MISSED", kind, case.day, text)
    print(f"true citations: {kept}, false alarms: {alarms}")
    for kind in total:
        print(f"{kind}: {found[kind]} of {total[kind]} found")
    return 0


if __name__ == "__main__":
    sys.exit(main())
