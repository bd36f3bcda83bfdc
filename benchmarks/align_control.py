"""Articles of provincial regulations against national law: how many are said to contradict it, and which.

The articles are drawn at random, one a regulation; nothing is known to be wrong with them. Each alarm is printed as the
place of both articles and the difference, to be judged by reading.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from lawcheck.align import align
from lawcheck.cite import find, resolve
from lawcheck.corpus.store import StoredCorpus
from lawcheck.model import Difference, Document, Law, Rank, Stated, is_superior
from lawcheck.read import read_bytes
from lawcheck.structure import structure

DAY = date(2026, 6, 1)
SHORT, LONG = 30, 600


def sample(corpus: StoredCorpus, count: int, seed: int) -> Iterator[tuple[Law, str, str]]:
    """(law, number, words) of so many articles of local regulations in force."""
    chance = random.Random(seed)
    laws = [law for law in corpus.laws() if law.rank is Rank.LOCAL_REGULATION]
    chance.shuffle(laws)
    for law in laws:
        version = corpus.likely_version(law, DAY)
        articles = [
            (number, words)
            for number, words in (corpus.articles(version) if version else ())
            if number.startswith("第") and SHORT <= len(words) <= LONG
        ]
        if articles and count:
            count -= 1
            yield law, *chance.choice(articles)


def control_draft(law: Law, number: str, words: str) -> Document:
    """The article as a fragment of a regulation of its rank and region."""
    text = f"{law.title}\n\n{number} {words}\n"
    document = structure(read_bytes(text.encode(), "article.txt"), Stated(fragment=True, region=law.region))
    return replace(document, profile=replace(document.profile, rank=law.rank, title=law.title, region=law.region))


def alarm(corpus: StoredCorpus, law: Law, number: str, words: str) -> Difference | None:
    """The first difference from a superior law, as the check would raise it."""
    document = control_draft(law, number, words)
    citations = resolve(find(document), document, corpus, DAY)
    for one in align(document, citations, corpus, DAY):
        for difference in one.differences[:1]:
            if is_superior(difference.governing.law.rank, law.rank):
                return difference
    return None


def main() -> int:
    """Print every alarm and their number; exit 1 if there is more than one in so many articles."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--one-in", type=float, default=0.0, metavar="N", help="fail if more than one in N")
    options = parser.parse_args()
    corpus = StoredCorpus(options.corpus)
    total = alarms = 0
    for law, number, words in sample(corpus, options.count, options.seed):
        total += 1
        difference = alarm(corpus, law, number, words)
        if difference is not None:
            alarms += 1
            governing = difference.governing
            print(
                f"{law.title}{number}：{governing.law.title}{governing.article}：{difference.sentence}（{difference.strength}）"
            )
    print(f"{alarms} alarms in {total} articles, one in {total / max(1, alarms):.0f}")
    return int(bool(options.one_in) and alarms * options.one_in > total)


if __name__ == "__main__":
    sys.exit(main())
