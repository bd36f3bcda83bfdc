"""The texts and the search index of a next generation: what the last one holds is copied, only what is new is made.

A text keeps its place among the others, so that the order of imports does not matter: its articles get new numbers.
"""

from __future__ import annotations

import sqlite3
import zlib
from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from lawcheck.corpus import lawtext, schema
from lawcheck.corpus.extension import Extension
from lawcheck.corpus.lawtext import ArticleText, LawText, TextFacts
from lawcheck.corpus.postings import IndexBuilder, Postings, file_hash
from lawcheck.errors import CorpusError

Step = Callable[[str, int, int], None]
_SOURCE = "INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?)"
_ARTICLE = "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?)"
_COPY_SOURCE = "INSERT INTO source SELECT ?, sha, facts, frame, ?, articles, imported FROM old.source WHERE id = ?"
_COPY_ARTICLES = (
    "INSERT INTO article SELECT id + ?, ?, number, added, label, words, tree FROM old.article "
    "WHERE id BETWEEN ? AND ? ORDER BY id"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A text of the next generation. In the last one: its row, its first article, and whether the index has it."""

    sha: str
    facts: TextFacts
    imported: str
    articles: int
    row: int | None = None
    first: int = 0
    is_indexed: bool = False


class Last:
    """The generation before, opened for reading."""

    def __init__(self, generation: Path) -> None:
        self.generation = generation
        self.database = schema.connect(generation / schema.DATABASE)
        self.meta: dict[str, str] = dict(self.database.execute("SELECT key, value FROM meta"))

    def entries(self) -> Iterator[Entry]:
        """Its texts."""
        query = "SELECT sources FROM version WHERE sources <> ''"
        indexed = {int(row) for (sources,) in self.database.execute(query) for row in sources.split("|")}
        for row, sha, facts, imported, first, articles in self.database.execute(
            "SELECT id, sha, facts, imported, first, articles FROM source ORDER BY id"
        ):
            yield Entry(sha, lawtext.facts_of(facts), imported, articles, row, first, row in indexed)

    def articles(self, row: int) -> list[ArticleText]:
        """All articles of a text, in order."""
        return articles_of(self.database, row)

    def index(self) -> Postings | None:
        """Its index; None if it is damaged or made by another version, and has to be built anew."""
        path = self.generation / schema.INDEX
        try:
            return Postings(path) if file_hash(path) == self.meta.get("index_sha256") else None
        except (OSError, CorpusError):
            return None

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()


def articles_of(connection: sqlite3.Connection, row: int) -> list[ArticleText]:
    """All articles of a text, in order."""
    query = "SELECT number, added, label, words, tree FROM article WHERE source = ? ORDER BY id"
    return [ArticleText(*values) for values in connection.execute(query, (row,))]


def write_texts(
    place: Path,
    ordered: Sequence[Entry],
    fresh: Mapping[str, LawText],
    last: Last | None,
    used: Collection[str],
    step: Step,
) -> int:
    """Write sources, articles and index into a new folder; return the number of indexed articles with a number.

    ``used``: the texts that hold the words of a law, and therefore stand in the index.
    """
    connection = schema.create(place / schema.DATABASE)
    try:
        if last is not None:
            connection.execute("ATTACH ? AS old", (schema.address(last.generation / schema.DATABASE),))
        connection.execute("BEGIN")
        total = 0
        for row, entry in enumerate(ordered, 1):
            _write_text(connection, row, total + 1, entry, fresh)
            total += entry.articles
            if row % 20 == 0 or row == len(ordered):
                step("写入", row, len(ordered))
        connection.execute("COMMIT")
        numbered = dict(connection.execute("SELECT source, count(*) FROM article WHERE number > 0 GROUP BY source"))
    finally:
        connection.close()
    _write_index(place, ordered, fresh, last, used)
    return sum(numbered.get(row, 0) for row, entry in enumerate(ordered, 1) if entry.sha in used)


def _write_text(
    connection: sqlite3.Connection, row: int, first: int, entry: Entry, fresh: Mapping[str, LawText]
) -> None:
    if entry.row is not None:
        connection.execute(_COPY_SOURCE, (row, first, entry.row))
        end = entry.first + entry.articles - 1
        connection.execute(_COPY_ARTICLES, (first - entry.first, row, entry.first, end))
        return
    text = fresh[entry.sha]
    frame = zlib.compress(lawtext.frame_json(text.frame).encode("utf-8", "surrogatepass"), 6)
    facts = lawtext.facts_json(entry.facts)
    connection.execute(_SOURCE, (row, entry.sha, facts, frame, first, entry.articles, entry.imported))
    connection.executemany(_ARTICLE, ((first + at, row, *article) for at, article in enumerate(text.articles)))


def _write_index(
    place: Path,
    ordered: Sequence[Entry],
    fresh: Mapping[str, LawText],
    last: Last | None,
    used: Collection[str],
) -> None:
    old = last.index() if last is not None and _keep_order(ordered) else None
    try:
        extension = Extension(old, _numbers(old, ordered, used)) if old is not None else None
        index = extension or IndexBuilder()
        first = 1
        for entry in ordered:
            if entry.sha in used and not (extension is not None and entry.is_indexed):
                for at, article in enumerate(_articles(entry, fresh, last), first):
                    index.add(at, article.text, entry.facts.title)
            first += entry.articles
        index.write(place / schema.INDEX)
    finally:
        if old is not None:
            old.close()


def _keep_order(ordered: Sequence[Entry]) -> bool:
    """Whether the texts of the last generation stand in the order that they had there."""
    return all(one < other for one, other in pairwise(e.row for e in ordered if e.row is not None))


def _numbers(old: Postings, ordered: Sequence[Entry], used: Collection[str]) -> array[int]:
    """The new number of each article of the last index, 0 for one that is dropped."""
    numbers: array[int] = array("I", [0]) * (old.articles + 1)
    first = 1
    for entry in ordered:
        if entry.is_indexed and entry.sha in used:
            numbers[entry.first : entry.first + entry.articles] = array("I", range(first, first + entry.articles))
        first += entry.articles
    return numbers


def _articles(entry: Entry, fresh: Mapping[str, LawText], last: Last | None) -> Sequence[ArticleText]:
    if entry.row is not None and last is not None:
        return last.articles(entry.row)
    return fresh[entry.sha].articles
