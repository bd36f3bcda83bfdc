"""The stored corpus: one folder, opened read-only, nothing loaded until it is asked for."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lawcheck.corpus import generations, lawtext, schema, timeline, trees
from lawcheck.corpus.articles import read_article, write_article
from lawcheck.corpus.interface import Passage
from lawcheck.corpus.lawtext import TextFacts
from lawcheck.corpus.names import asked_key, normal_number, strict_key
from lawcheck.corpus.postings import MADE_BY, Postings
from lawcheck.corpus.regions import is_within
from lawcheck.errors import CorpusError
from lawcheck.model import CorpusIdentity, Law, Provision, Rank, Status, Target, Version

if TYPE_CHECKING:
    from lawcheck.corpus.shelf import Run, Shelf, Shelved

NAME = "法规库"
_FEW = 1000
_NONE: frozenset[tuple[int, int]] = frozenset()
_LAW = "SELECT law.* FROM alias JOIN law ON law.id = alias.law WHERE alias.name = ? AND loose {} ORDER BY law.key"
_STRICT, _LOOSE = _LAW.format("= 0"), _LAW.format(">= 0")
_ARTICLE = "SELECT id, words, tree FROM article WHERE source = ? AND number = ? AND added = ? ORDER BY id LIMIT 1"
# Days and places whose articles are kept side by side.
_KEPT = 2


@dataclass(frozen=True, slots=True)
class _Row:
    """A version as stored: which texts hold its words."""

    version: Version
    sources: tuple[int, ...]
    whole: bool
    inserted: frozenset[tuple[int, int]]


class StoredCorpus:
    """A corpus with texts; see ``Corpus`` for the questions."""

    def __init__(self, folder: Path) -> None:
        generation = generations.current(folder)
        if generation is None:
            raise CorpusError(f"{folder} 不是法规库，请先用 lawcheck corpus import 导入。")
        self._generation = generation
        try:
            self._database = schema.connect(generation / schema.DATABASE)
            self.meta: dict[str, str] = dict(self._database.execute("SELECT key, value FROM meta"))
        except sqlite3.Error:
            raise CorpusError(f"法规库 {folder} 已损坏或者不完整，请重新导入。") from None
        if (self.meta.get("schema"), self.meta.get("tokens")) != (str(schema.VERSION), MADE_BY):
            raise CorpusError(f"法规库 {folder} 是另一个版本的软件建立的，请重新导入。")
        self._laws: dict[int, Law] = {}
        self._by_key: dict[str, int] = {}
        self._named: dict[str, tuple[Law, ...]] = {}
        self._rows: dict[str, tuple[_Row, ...]] = {}
        self._shelf = lru_cache(maxsize=_KEPT)(self._made_shelf)
        self._runs = lru_cache(maxsize=_KEPT)(self._in_force)
        self._rarities: dict[str, float] = {}
        self._moved: dict[tuple[Version, Version], Mapping[str, str]] = {}

    def close(self) -> None:
        """Let go of the files."""
        self._database.close()
        if "_postings" in self.__dict__:
            self._postings.close()

    # Names and times

    def named(self, title: str) -> tuple[Law, ...]:
        """Laws of that name, in all places; without issuer, remark or place only where no law has exactly this one."""
        found = self._named.get(title)
        if found is None:
            rows = self._database.execute(_STRICT, (strict_key(title),)).fetchall()
            rows = rows or self._database.execute(_LOOSE, (asked_key(title),)).fetchall()
            found = self._named[title] = tuple(dict.fromkeys(self._law(row) for row in rows))
        return found

    def numbered(self, doc_no: str) -> tuple[Version, ...]:
        """Texts promulgated under that document number."""
        query = "SELECT DISTINCT law.* FROM version JOIN law ON law.id = version.law WHERE doc_number = ? ORDER BY law.key"
        number = normal_number(doc_no)
        rows = self._database.execute(query, (number,)).fetchall() if number else ()
        return tuple(
            held.version
            for row in rows
            for held in self._rows_of(self._law(row).key)
            if held.version.doc_number == number
        )

    def versions(self, law: Law) -> tuple[Version, ...]:
        """All texts of a law that are known, oldest first."""
        return tuple(row.version for row in self._rows_of(law.key))

    def version(self, law: Law, as_of: date) -> Version | None:
        """The text in force on that day."""
        return timeline.text_on(self.versions(law), as_of)

    def status(self, law: Law, as_of: date) -> Status:
        """Status of the law on that day."""
        return timeline.status_on(law, self.versions(law), as_of)

    def likely_version(self, law: Law, as_of: date) -> Version | None:
        """The text in force on that day; where that is not certain, the last one with words that had begun by then.

        For showing and searching only: a text without any day counts as begun.
        """
        version = self.version(law, as_of)
        if version is not None or self.status(law, as_of) in (Status.REPEALED, Status.NOT_YET):
            return version
        rows = (row for row in reversed(self._rows_of(law.key)) if row.sources)
        begun = (
            row.version for row in rows if (row.version.effective or row.version.promulgated or as_of) <= as_of
        )
        return next(begun, None)

    # Articles

    def has_article(self, version: Version, article: str) -> bool | None:
        """Whether the text has the article. Only a whole text can say no; without words the last number may."""
        number = read_article(article)
        row = self._row(version)
        if number is None or row is None:
            return None
        if self._article(row, number) is not None:
            return True
        if row.whole:
            return False
        if not version.complete or version.articles is None:
            return None
        if number[1]:
            return True if number in row.inserted else None
        return 1 <= number[0] <= version.articles

    def provision(self, version: Version, target: Target) -> Provision | None:
        """The provision cited, its spans counted in the article's own words."""
        found = self._cited(version, target)
        return found[0] if found else None

    def wording(self, version: Version, target: Target) -> str | None:
        """The words of the article, paragraph or item."""
        if target.paragraph is None and target.item is None:
            held = self._held(version, target)
            return held[1] if held else None
        found = self._cited(version, target)
        return found[0].span.of(found[1]) if found else None

    def articles(self, version: Version) -> tuple[tuple[str, str], ...]:
        """All articles of a text in order: number and words; passages without a number have their own mark."""
        row = self._row(version)
        return tuple(self._articles(row)) if row else ()

    def text(self, version: Version) -> str | None:
        """The whole text as it was imported, with headings; None if the words are not held."""
        row = self._row(version)
        if row is None or not row.sources:
            return None
        parts = []
        for source in row.sources:
            (frame,) = self._database.execute("SELECT frame FROM source WHERE id = ?", (source,)).fetchone()
            words = self._database.execute("SELECT words FROM article WHERE source = ? ORDER BY id", (source,))
            lines = tuple(json.loads(zlib.decompress(frame).decode("utf-8", "surrogatepass")))
            parts.append(lawtext.printed(lines, [line for (line,) in words]))
        return "\n".join(parts)

    def facts(self, version: Version) -> tuple[TextFacts, ...]:
        """What the files of a text said of themselves, defects included."""
        row = self._row(version)
        query = "SELECT facts FROM source WHERE id = ?"
        found = (self._database.execute(query, (source,)).fetchone() for source in (row.sources if row else ()))
        return tuple(lawtext.facts_of(facts) for (facts,) in found)

    def renumbered(self, old: Version, new: Version) -> Mapping[str, str]:
        """Where the articles of one text stand in another; computed once for each pair of texts."""
        found = self._moved.get((old, new))
        if found is None:
            from lawcheck.corpus.renumber import renumbered

            found = renumbered(dict(self.articles(old)), dict(self.articles(new)))
            self._moved[old, new] = found
        return found

    # Search

    def search(self, text: str, as_of: date, limit: int, *, region: str | None = None) -> tuple[Passage, ...]:
        """Articles in force on that day that are nearest to the words, best first."""
        from lawcheck.corpus.ranking import ranked

        shelf = self.shelf(as_of, region)
        result = ranked(shelf, text, limit)
        laws, articles = shelf.law_of[result.positions].tolist(), shelf.at(result.positions)
        return tuple(
            Passage(
                shelf.laws[law], shelf.versions[law], article.name, article.words, min(1.0, score / result.best)
            )
            for law, article, score in zip(laws, articles, result.scores, strict=True)
        )

    def shelf(self, as_of: date, region: str | None = None) -> Shelf:
        """The articles in force on that day for a region; the last few are kept."""
        return self._shelf(as_of, region)

    def _made_shelf(self, as_of: date, region: str | None) -> Shelf:
        from lawcheck.corpus.shelf import Shelf

        runs = self._runs(as_of)
        if region is not None:
            within = {place: is_within(region, place) for place in {run.law.region for run in runs} if place}
            runs = tuple(run for run in runs if within.get(run.law.region, True))
        return Shelf(self._postings, runs, self._shelved, self._unnumbered)

    def _in_force(self, as_of: date) -> tuple[Run, ...]:
        """The texts in force, those of one law together."""
        from lawcheck.corpus.shelf import Run

        query = "SELECT id, first, articles FROM source ORDER BY id"
        places = {source: (first, count) for source, first, count in self._database.execute(query)}
        owners, found = self._owners, list[Run]()
        for key in dict.fromkeys(owners[source] for source in places if source in owners):
            law = self._law_of(key)
            version = self.likely_version(law, as_of)
            row = self._row(version) if version else None
            if row is not None:
                found.extend(Run(law, row.version, *places[source]) for source in row.sources)
        return tuple(found)

    def _shelved(self, run: Run) -> Sequence[Shelved]:
        from lawcheck.corpus.shelf import Shelved

        query = "SELECT number, added, label, words FROM article WHERE id BETWEEN ? AND ? ORDER BY id"
        rows = self._database.execute(query, (run.first, run.first + run.count - 1))
        return [
            Shelved(write_article(number, added) if number else label, words)
            for number, added, label, words in rows
        ]

    def rarities(self, pairs: Iterable[str]) -> Mapping[str, float]:
        """How rare pairs of characters, or single ones, are among the articles of the index."""
        total = max(self._postings.articles, _FEW)
        found = {}
        for pair in pairs:
            rarity = self._rarities.get(pair)
            if rarity is None:
                count = self._postings.count(*_codes(pair)) if max(pair) <= "\uffff" else 0
                rarity = self._rarities[pair] = log(1 + total / (1 + count))
            found[pair] = rarity
        return found

    def similar(self, title: str, limit: int) -> tuple[tuple[str, float], ...]:
        """Titles that look like this one."""
        from lawcheck.corpus.likeness import nearest

        return nearest(title, self._titles, limit)

    def identity(self) -> CorpusIdentity:
        """What is held, as counted and hashed at import."""
        meta = self.meta
        note = f"{meta['imported']}导入；法律文本以其来源为准，此后的变化未核对。"
        return CorpusIdentity(meta["sha256"], int(meta["documents"]), int(meta["articles"]), NAME, note)

    def laws(self) -> Iterator[Law]:
        """All laws, by key; also those of which only facts are known."""
        for row in self._database.execute("SELECT * FROM law ORDER BY key").fetchall():
            yield self._law(row)

    # Rows and objects

    @cached_property
    def _postings(self) -> Postings:
        return Postings(self._generation / schema.INDEX)

    @cached_property
    def _unnumbered(self) -> list[int]:
        """The passages that are no numbered articles."""
        return [article for (article,) in self._database.execute("SELECT id FROM article WHERE number = 0")]

    @cached_property
    def _owners(self) -> dict[int, str]:
        """Text → key of the law that it belongs to; texts that a better one stands for are missing."""
        query = "SELECT law.key, sources FROM version JOIN law ON law.id = version.law WHERE sources <> ''"
        return {int(source): key for key, sources in self._database.execute(query) for source in sources.split("|")}

    @cached_property
    def _titles(self) -> dict[str, str]:
        query = "SELECT alias.name, law.title FROM alias JOIN law ON law.id = alias.law WHERE loose = 0 ORDER BY law.key DESC"
        return dict(self._database.execute(query))

    def _law(self, row: tuple[int, str, str, str, str, str, str, str, str]) -> Law:
        law = self._laws.get(row[0])
        if law is None:
            number, key, title, full, rank, issuer, region, names, verified = row
            law = Law(
                key,
                title,
                full,
                Rank(rank),
                issuer,
                region,
                tuple(json.loads(names)) if names != "[]" else (),
                verified,
            )
            self._laws[number] = law
            self._by_key[key] = number
        return law

    def _law_of(self, key: str) -> Law:
        number = self._by_key.get(key)
        if number is not None:
            return self._laws[number]
        return self._law(self._database.execute("SELECT * FROM law WHERE key = ?", (key,)).fetchone())

    def _rows_of(self, key: str) -> tuple[_Row, ...]:
        rows = self._rows.get(key)
        if rows is None:
            query = "SELECT version.* FROM version WHERE law = ? ORDER BY id"
            number = self._by_key.get(key)
            if number is None:
                found = self._database.execute("SELECT * FROM law WHERE key = ?", (key,)).fetchone()
                if found is None:
                    return ()
                self._law(found)
                number = found[0]
            stored = self._database.execute(query, (number,))
            rows = self._rows[key] = tuple(_row(key, values) for values in stored)
        return rows

    def _row(self, version: Version) -> _Row | None:
        for row in self._rows_of(version.law):
            if row.version is version or row.version == version:
                return row
        return None

    def _article(self, row: _Row, number: tuple[int, int]) -> tuple[int, str, str] | None:
        for source in row.sources:
            found: tuple[int, str, str] | None = self._database.execute(_ARTICLE, (source, *number)).fetchone()
            if found is not None:
                return found
        return None

    def _articles(self, row: _Row) -> Iterator[tuple[str, str]]:
        query = "SELECT number, added, label, words FROM article WHERE source = ? ORDER BY id"
        for source in row.sources:
            for number, added, label, words in self._database.execute(query, (source,)).fetchall():
                yield (write_article(number, added) if number else label), words

    def _held(self, version: Version, target: Target) -> tuple[int, str, str] | None:
        number = read_article(target.article) if target.article else None
        row = self._row(version) if number else None
        return self._article(row, number) if row and number else None

    def _cited(self, version: Version, target: Target) -> tuple[Provision, str] | None:
        held = self._held(version, target)
        number = read_article(target.article) if target.article else None
        if held is None or number is None:
            return None
        _, words, tree = held
        found = trees.pick(trees.decode(write_article(*number), words, tree), target)
        return (found, words) if found else None


def _codes(word: str) -> tuple[int, int]:
    """The first and the last pair that a pair of characters, or a single one, stands for."""
    first = ord(word[0]) << 16
    return (first | ord(word[1]),) * 2 if len(word) == 2 else (first, first | 0xFFFF)


def _row(key: str, values: tuple[Any, ...]) -> _Row:
    (
        _, _, label, doc_number, promulgated, effective, ceased, cause, articles, complete, verified,
        whole, inserted, sources,
    ) = values  # fmt: skip
    version = Version(
        key, label, doc_number, _day(promulgated), _day(effective), _day(ceased), cause, articles, complete == 1, verified
    )  # fmt: skip
    numbers: frozenset[tuple[int, int]] = _NONE
    if inserted:
        pairs = (pair.split("-") for pair in inserted.split("|"))
        numbers = frozenset((int(number), int(added)) for number, added in pairs)
    held = tuple(map(int, sources.split("|"))) if sources else ()
    return _Row(version, held, whole == 1, numbers)


def _day(value: int | None) -> date | None:
    return None if value is None else date.fromordinal(value)
