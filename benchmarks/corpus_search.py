"""Search of passages against SQLite FTS5 with its trigram tokenizer over the same articles, in the same run.

Queries are labelled clauses with the article that governs them, and sentences cut out of articles with a word changed.
FTS5 is asked for any of the trigrams, ranked by its bm25; it knows nothing of dates, so what was not in force on the
day is left out of its answers. Words of two characters have no trigram: only lawcheck finds them.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from statistics import median

from lawcheck.corpus.store import StoredCorpus
from lawcheck.text.fold import skeleton

DAY = date(2026, 6, 1)
LIMIT, DEEP = 10, 60
Place = tuple[str, str]
Query = tuple[str, frozenset[Place]]
Search = Callable[[str], Sequence[Place]]


def labelled(path: Path) -> list[Query]:
    """Clauses with the articles that govern them."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        case = json.loads(line)
        if case["relation"] != "unrelated":
            places = [case, *case.get("also", ())]
            found.append((case["clause"], frozenset((place["law"], place["article"]) for place in places)))
    return found


def cut_out(articles: dict[int, tuple[Place, str]], count: int) -> list[Query]:
    """Sentences of articles with two characters left out in the middle; right is every article that has the sentence."""
    chance = random.Random(5)
    holders: dict[str, set[Place]] = {}
    for place, words in articles.values():
        for sentence in _sentences(words):
            holders.setdefault(sentence, set()).add(place)
    found: list[Query] = []
    while len(found) < count:
        sentences = _sentences(articles[chance.choice(list(articles))][1])
        if sentences:
            half = len(sentences[0]) // 2
            changed = sentences[0][: half - 1] + sentences[0][half + 1 :]
            found.append((changed, frozenset(holders[sentences[0]])))
    return found


def _sentences(words: str) -> list[str]:
    return [part for part in skeleton(words).replace("\n", "").split("。") if 25 <= len(part) <= 60]


class Trigrams:
    """FTS5 over the same articles."""

    def __init__(self, path: Path, articles: dict[int, tuple[Place, str]]) -> None:
        self._database = sqlite3.connect(path)
        self._database.execute("CREATE VIRTUAL TABLE passage USING fts5(words, tokenize = 'trigram')")
        rows = ((number, skeleton(words)) for number, (_, words) in articles.items())
        self._database.executemany("INSERT INTO passage (rowid, words) VALUES (?, ?)", rows)
        self._database.execute("INSERT INTO passage (passage) VALUES ('optimize')")
        self._database.commit()
        self._places = {number: place for number, (place, _) in articles.items()}
        self.in_force: frozenset[int] = frozenset()

    def search(self, words: str) -> list[Place]:
        """The best articles that are in force."""
        plain = skeleton(words)
        trigrams = " OR ".join(f'"{plain[at : at + 3]}"' for at in range(len(plain) - 2))
        query = "SELECT rowid FROM passage WHERE passage MATCH ? ORDER BY rank LIMIT ?"
        rows = self._database.execute(query, (trigrams, DEEP)) if trigrams else ()
        return [self._places[number] for (number,) in rows if number in self.in_force][:LIMIT]


def measured(search: Search, queries: Sequence[Query], runs: int) -> tuple[float, float, float]:
    """Seconds of the middle query (best run), and the shares of queries with a right article first and among the first ten."""
    times = []
    for _ in range(runs):
        answers, single = [], []
        for words, _ in queries:
            start = time.perf_counter()
            answers.append(search(words))
            single.append(time.perf_counter() - start)
        times.append(median(single))
    first = sum(answer[0] in right for answer, (_, right) in zip(answers, queries, strict=True) if answer)
    among = sum(bool(right & set(answer)) for answer, (_, right) in zip(answers, queries, strict=True))
    return min(times), first / len(queries), among / len(queries)


def main() -> int:
    """Print times, recall and the worst ratio over the passage queries."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--cases", type=Path, default=Path("../shared/eval/conflicts.dev.jsonl"))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--max", type=float, default=float("inf"))
    options = parser.parse_args()
    corpus = StoredCorpus(options.corpus)
    articles, in_force = _articles(corpus)
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        trigrams = Trigrams(Path(folder) / "fts5", articles)
        trigrams.in_force = frozenset(in_force)

        def ours(words: str) -> list[Place]:
            return [(passage.law.title, passage.article) for passage in corpus.search(words, DAY, LIMIT)]

        ours("检验")
        current = {number: articles[number] for number in in_force}
        sets = {"labelled clauses": labelled(options.cases), "changed sentences": cut_out(current, 200)}
        sets["two characters"] = [(word, frozenset()) for word in ("听证", "犬只", "罚款", "许可", "公示", "保证")]
        for name, queries in sets.items():
            if not queries:
                continue
            mine, theirs = (measured(search, queries, options.runs) for search in (ours, trigrams.search))
            if not queries[0][1]:
                print(f"{name}, lawcheck: {mine[0] * 1e3:.2f} ms, FTS5: none")
                continue
            for what, (seconds, first, among) in (("lawcheck", mine), ("FTS5", theirs)):
                print(f"{name}, {what}: {seconds * 1e3:.2f} ms, first {first:.2f}, among ten {among:.2f}")
            print(f"{name}: {mine[0] / theirs[0]:.2f}")
            ratios.append(mine[0] / theirs[0])
    print(f"ratio: {max(ratios):.2f}")
    return int(max(ratios) > options.max)


def _articles(corpus: StoredCorpus) -> tuple[dict[int, tuple[Place, str]], list[int]]:
    """All articles with their places, and those in force on the day."""
    articles: dict[int, tuple[Place, str]] = {}
    in_force = []
    for law in corpus.laws():
        current = corpus.likely_version(law, DAY)
        for version in corpus.versions(law):
            for number, words in corpus.articles(version):
                articles[len(articles) + 1] = ((law.title, number), words)
                if version == current:
                    in_force.append(len(articles))
    return articles, in_force


if __name__ == "__main__":
    sys.exit(main())
