"""Search of passages against tantivy and bm25s over the same articles, in the same run: time a clause, and what is found.

    pip install tantivy bm25s numpy
    python benchmarks/search_speed.py CORPUS tests/cases/pairs/*.jsonl

All three look for pairs of characters. tantivy and bm25s know nothing of dates and ranks; the articles that are not in
force on the day are not given to them.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from lawcheck.corpus.store import StoredCorpus
from lawcheck.text.fold import skeleton

DAY = date(2026, 6, 1)
LIMIT = 20
Place = tuple[str, str]
Search = Callable[[str], Sequence[Place]]


def pairs(text: str) -> list[str]:
    """The pairs of neighbouring characters of a text."""
    plain = "".join(character for character in skeleton(text) if character.isalnum())
    return [plain[at : at + 2] for at in range(len(plain) - 1)]


def articles(corpus: StoredCorpus) -> list[tuple[Place, list[str]]]:
    """The numbered articles in force on the day, as pairs."""
    found = []
    for law in corpus.laws():
        version = corpus.likely_version(law, DAY)
        for number, words in corpus.articles(version) if version else ():
            if number.startswith("第"):
                found.append(((law.title, number), pairs(words)))
    return found


def with_tantivy(held: Sequence[tuple[Place, list[str]]]) -> Search:
    """An index in memory; a query is any of the pairs."""
    import tantivy

    schema = tantivy.SchemaBuilder().add_integer_field("place", stored=True, indexed=True)
    schema = schema.add_text_field("words", tokenizer_name="whitespace", index_option="freq").build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=200_000_000, num_threads=1)
    for place, (_, words) in enumerate(held):
        writer.add_document(tantivy.Document(place=place, words=" ".join(words)))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(text: str) -> Sequence[Place]:
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "words", pair))
            for pair in dict.fromkeys(pairs(text))
        ]
        hits = searcher.search(tantivy.Query.boolean_query(terms), LIMIT).hits
        return [held[searcher.doc(address)["place"][0]][0] for _, address in hits]

    return search


def with_bm25s(held: Sequence[tuple[Place, list[str]]]) -> Search:
    """Scores of all articles, computed beforehand for each pair."""
    import bm25s

    index = bm25s.BM25()
    index.index([words for _, words in held], show_progress=False)

    def search(text: str) -> Sequence[Place]:
        known = [pair for pair in dict.fromkeys(pairs(text)) if pair in index.vocab_dict]
        found, _ = index.retrieve([known], k=LIMIT, show_progress=False)
        return [held[int(place)][0] for place in found[0]]

    return search


def measure(name: str, search: Search, cases: Sequence[dict[str, Any]]) -> float:
    """Print and return the middle time of a clause in milliseconds, with how often a right article was found."""
    times, found = [], 0
    for case in cases:
        right = {(one["law"], one["article"]) for one in [case, *(case.get("also") or ())]}
        start = time.perf_counter()
        places = search(case["clause"])
        times.append((time.perf_counter() - start) * 1e3)
        found += bool(right & set(places))
    print(f"{name}: {median(times):.3f} ms a clause, a right article among {LIMIT}: {found / len(cases):.3f}")
    return median(times)


def main() -> int:
    """Print the three, and the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("cases", type=Path, nargs="+")
    parser.add_argument("--max", type=float, default=0.0, metavar="MS", help="fail above so many milliseconds")
    options = parser.parse_args()
    corpus = StoredCorpus(options.corpus)
    cases = [json.loads(line) for path in options.cases for line in path.open(encoding="utf-8")]
    cases = [case for case in cases if case["relation"] != "unrelated"]
    start = time.perf_counter()
    corpus.search(cases[0]["clause"], DAY, LIMIT, region="")
    print(f"first search with opening: {(time.perf_counter() - start) * 1e3:.1f} ms")

    def own(text: str) -> Sequence[Place]:
        return [(one.law.title, one.article) for one in corpus.search(text, DAY, LIMIT, region="")]

    measure("lawcheck, first pass", own, cases)
    ours = measure("lawcheck", own, cases)
    held = articles(corpus)
    print(f"{len(held)} articles")
    for name, made in (("tantivy", with_tantivy), ("bm25s", with_bm25s)):
        print(f"  {ours / measure(name, made(held), cases):.2f} times as long as {name}")
    return int(bool(options.max) and ours > options.max)


if __name__ == "__main__":
    sys.exit(main())
