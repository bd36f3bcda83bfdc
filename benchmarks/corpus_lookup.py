"""Opening a corpus, and law + article + date once it is open: every law asked once, so that nothing is remembered."""

from __future__ import annotations

import argparse
import random
import sys
import time
from datetime import date
from pathlib import Path
from statistics import median

from lawcheck.corpus import Corpus, open_corpus
from lawcheck.corpus.store import StoredCorpus
from lawcheck.model import Target

DAY = date(2026, 6, 1)
ARTICLE = Target(article="第三条")


def lookups(corpus: Corpus, titles: list[str]) -> tuple[float, int]:
    """Seconds of the middle lookup, and how many found words."""
    found, times = 0, []
    for title in titles:
        start = time.perf_counter()
        for law in corpus.named(title)[:1]:
            version = corpus.version(law, DAY)
            found += version is not None and corpus.wording(version, ARTICLE) is not None
        times.append(time.perf_counter() - start)
    return median(times), found


def main() -> int:
    """Print the times against their limits of 5 ms and 50 microseconds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--max", type=float, default=float("inf"), help="the worse of the two ratios to the limits")
    options = parser.parse_args()
    titles = [law.full_title for law in StoredCorpus(options.corpus).laws()]
    random.Random(1).shuffle(titles)
    opened, cold, warm, found = [], [], [], 0
    for _ in range(options.runs):
        start = time.perf_counter()
        corpus = open_corpus(options.corpus)
        corpus.identity()
        opened.append(time.perf_counter() - start)
        seconds, found = lookups(corpus, titles)
        cold.append(seconds)
        warm.append(lookups(corpus, titles)[0])
    print(f"open: {min(opened) * 1e3:.2f} ms")
    print(
        f"lookup: {min(cold) * 1e6:.1f} us the first time, {min(warm) * 1e6:.1f} us again ({found}/{len(titles)} with words)"
    )
    ratio = max(min(opened) / 5e-3, min(cold) / 50e-6)
    print(f"ratio: {ratio:.2f}")
    return int(ratio > options.max)


if __name__ == "__main__":
    sys.exit(main())
