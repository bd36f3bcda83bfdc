"""Labelled pairs of a draft clause and the article beside it: retrieval, and comparison with the right article given.

Retrieval: how often a right article is first, among five, among twenty. Comparison: how often a difference is found in
clauses that contradict the article, and in those that do not. Time: the middle clause, proposing and reading included,
beside the search alone.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import median

from pair_cases import DAY, Case, draft, of_file, right_articles

from lawcheck.align.compare import compare
from lawcheck.align.govern import Seeker
from lawcheck.align.reading import read
from lawcheck.align.sentences import of_article, of_draft
from lawcheck.corpus.store import StoredCorpus
from lawcheck.model import Target

RANKS = (1, 5, 20)
# What the words around a difference must weigh when the article is given.
NEAR = 8.0


def place(case: Case, corpus: StoredCorpus) -> tuple[int, float, float]:
    """The best place of a right article (1000: none), and the seconds of finding and of the search alone."""
    document = draft(case)
    right = right_articles(case)
    seeker = Seeker(document, corpus, DAY)
    best, start = 1000, time.perf_counter()
    norms = [read(sentence.text, sentence.before) for sentence in of_draft(document)]
    for found in seeker.governing([(norm, ()) for norm in norms], RANKS[-1]):
        places = [at for at, one in enumerate(found) if (one.law.title, one.article) in right]
        best = min(best, *places, 1000)
    middle = time.perf_counter()
    corpus.search(case["clause"], DAY, RANKS[-1], region="")
    return best, middle - start, time.perf_counter() - middle


def differs(case: Case, corpus: StoredCorpus) -> bool:
    """Whether a difference is found when the labelled article is given."""
    versions = [version for law in corpus.named(case["law"]) if (version := corpus.likely_version(law, DAY))]
    words = corpus.wording(versions[0], Target(article=case["article"])) if versions else None
    document = draft(case)
    seeker = Seeker(document, corpus, DAY)
    for sentence in of_draft(document):
        norm = read(sentence.text, sentence.before)
        slots = compare(norm, of_article(words or ""), seeker.rarity(norm.tokens))
        if any(slot.kind and slot.strength >= NEAR for slot in slots):
            return True
    return False


def main() -> int:
    """Print the figures of each file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("cases", type=Path, nargs="+")
    options = parser.parse_args()
    corpus = StoredCorpus(options.corpus)
    for path in options.cases:
        cases = of_file(path)
        related = [case for case in cases if case["relation"] != "unrelated"]
        found = [place(case, corpus) for case in related]
        shares = ", ".join(f"@{rank} {sum(one[0] < rank for one in found) / len(found):.3f}" for rank in RANKS)
        print(f"{path.name}: retrieval of {len(found)} clauses: {shares}")
        print(
            f"  finding {median(one[1] for one in found) * 1e3:.2f} ms, search alone {median(one[2] for one in found) * 1e3:.2f} ms"
        )
        told: Counter[tuple[str, bool]] = Counter((case["relation"], differs(case, corpus)) for case in cases)
        for relation in ("conflict", "consistent", "unrelated"):
            total = told[relation, True] + told[relation, False]
            print(f"  article given, {relation}: difference in {told[relation, True]} of {total}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
