"""A new generation of a stored corpus from the old one and further law texts."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lawcheck.corpus import generations, lawtext, schema
from lawcheck.corpus.catalogue import Catalogue
from lawcheck.corpus.derive import Derived, derive
from lawcheck.corpus.lawtext import ArticleText, LawText, TextFacts
from lawcheck.corpus.names import normal_number
from lawcheck.corpus.postings import IndexBuilder
from lawcheck.errors import CorpusError
from lawcheck.text import tokens

Step = Callable[[str, int, int], None]
_SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Built:
    """What an import did: new texts, and the hash of the content before and after."""

    added: int
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Whether there is a new generation."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class _Entry:
    """A text of the next generation: in the old one (its row) or new."""

    sha: str
    facts: TextFacts
    row: int | None
    imported: str


def build(
    folder: Path, texts: Iterable[LawText], catalogue: Catalogue, today: date, step: Step | None = None
) -> Built:
    """Add law texts to the corpus in a folder. Nothing changes if it has them all, and until all is written."""
    report = step or _silent
    with generations.locked(folder):
        old = _old(folder)
        try:
            return _build(folder, old, texts, catalogue, today, report)
        except (OSError, sqlite3.Error) as error:
            raise CorpusError(f"法规库没有写成（{error}），原来的法规库没有改动。") from error
        finally:
            if old is not None:
                old.close()


def _silent(stage: str, done: int, total: int) -> None:
    """Report to nobody."""


def _old(folder: Path) -> sqlite3.Connection | None:
    generation = generations.current(folder)
    if generation is None or not (generation / schema.DATABASE).is_file():
        return None
    connection = schema.connect(generation / schema.DATABASE)
    found = meta(connection)
    if found.get("schema") != str(schema.VERSION):
        connection.close()
        raise CorpusError(f"{folder} 里的法规库是另一个版本的软件建立的，请导入到一个新目录。")
    return connection


def meta(connection: sqlite3.Connection) -> dict[str, str]:
    """The facts about the corpus itself."""
    return dict(connection.execute("SELECT key, value FROM meta"))


def _build(
    folder: Path,
    old: sqlite3.Connection | None,
    texts: Iterable[LawText],
    catalogue: Catalogue,
    today: date,
    step: Step,
) -> Built:
    entries = {entry.sha: entry for entry in _known(old)}
    fresh: dict[str, LawText] = {}
    for text in texts:
        sha = lawtext.digest_of(text)
        if sha not in entries:
            entries[sha] = _Entry(sha, text.facts, None, today.isoformat())
            fresh[sha] = text
    stored = meta(old) if old else {}
    before = stored.get("sha256", "")
    shipped = catalogue.identity().sha256
    marks = (stored.get("catalogue"), stored.get("tokens"))
    if before and not fresh and marks == (shipped, str(tokens.VERSION)):
        return Built(0, before, before)
    if not entries:
        return Built(0, before, before)
    laws = derive({sha: entry.facts for sha, entry in entries.items()}, catalogue)
    after = content_hash(entries, laws_hash(laws))
    place = generations.workplace(folder)
    ordered = sorted(entries.values(), key=lambda e: (e.facts.title, e.facts.promulgated or date.min, e.sha))
    counts = _write(place, ordered, fresh, old, laws, step)
    facts = {
        "schema": str(schema.VERSION), "tokens": str(tokens.VERSION), "sha256": after, "laws_sha256": laws_hash(laws),
        "catalogue": shipped, "imported": today.isoformat(), "texts": str(len(ordered)), **counts,
        "index_sha256": file_hash(place / schema.INDEX),
    }  # fmt: skip
    _finish(place / schema.DATABASE, facts)
    generations.publish(folder, place, after)
    return Built(len(fresh), before, after)


def _known(old: sqlite3.Connection | None) -> Iterator[_Entry]:
    if old is not None:
        for row, sha, facts, imported in old.execute("SELECT id, sha, facts, imported FROM source"):
            yield _Entry(sha, lawtext.facts_of(facts), row, imported)


def content_hash(shas: Iterable[str], laws: str) -> str:
    """The hash of a corpus: over the hashes of its texts in order and the facts derived from them."""
    return hashlib.sha256("\n".join([*sorted(shas), laws]).encode()).hexdigest()


def laws_hash(laws: Iterable[Derived]) -> str:
    """Hash over laws, versions and names."""
    state = hashlib.sha256()
    for derived in laws:
        held = [(repr(h.version), h.texts, h.whole, sorted(h.inserted)) for h in derived.held]
        state.update(repr((derived.law, held, derived.strict, derived.loose)).encode())
    return state.hexdigest()


def file_hash(path: Path) -> str:
    """Hash of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write(
    place: Path,
    ordered: list[_Entry],
    fresh: Mapping[str, LawText],
    old: sqlite3.Connection | None,
    laws: tuple[Derived, ...],
    step: Step,
) -> dict[str, str]:
    """Write texts, laws and index; return the counts."""
    connection = schema.create(place / schema.DATABASE)
    index = IndexBuilder()
    rows: dict[str, int] = {}
    used = {sha for derived in laws for held in derived.held for sha in held.texts}
    total = articles = 0
    connection.execute("BEGIN")
    for row, entry in enumerate(ordered, 1):
        frame, words = _stored(entry, fresh, old)
        connection.execute(
            "INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?)",
            (row, entry.sha, lawtext.facts_json(entry.facts), frame, total + 1, len(words), entry.imported),
        )
        connection.executemany(
            "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((total + count, row, *article) for count, article in enumerate(words, 1)),
        )
        if entry.sha in used:
            # The title counts as words of each article: 行政许可 may stand nowhere else in it.
            for count, article in enumerate(words, 1):
                index.add(total + count, f"{article[3]}\n{entry.facts.title}")
            articles += sum(article[0] > 0 for article in words)
        total += len(words)
        rows[entry.sha] = row
        if row % 20 == 0 or row == len(ordered):
            step("写入", row, len(ordered))
    _write_laws(connection, laws, rows)
    connection.execute("COMMIT")
    connection.executescript(schema.INDEXES)
    connection.close()
    index.write(place / schema.INDEX)
    with_words = sum(any(held.texts for held in derived.held) for derived in laws)
    return {"articles": str(articles), "laws": str(len(laws)), "documents": str(with_words)}


def _stored(
    entry: _Entry, fresh: Mapping[str, LawText], old: sqlite3.Connection | None
) -> tuple[bytes, list[ArticleText]]:
    if entry.row is None or old is None:
        text = fresh[entry.sha]
        return zlib.compress(lawtext.frame_json(text.frame).encode("utf-8", "surrogatepass"), 6), list(
            text.articles
        )
    (frame,) = old.execute("SELECT frame FROM source WHERE id = ?", (entry.row,)).fetchone()
    return frame, articles_of(old, entry.row)


def articles_of(connection: sqlite3.Connection, row: int) -> list[ArticleText]:
    """All articles of a text, in order."""
    query = "SELECT number, added, label, words, tree FROM article WHERE source = ? ORDER BY id"
    return [ArticleText(*values) for values in connection.execute(query, (row,))]


def _write_laws(connection: sqlite3.Connection, laws: tuple[Derived, ...], rows: Mapping[str, int]) -> None:
    version_id = 0
    for law_id, derived in enumerate(laws, 1):
        law = derived.law
        connection.execute(
            "INSERT INTO law VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                law_id, law.key, law.title, law.full_title, law.rank.value, law.issuer, law.region,
                json.dumps(law.names, ensure_ascii=False), law.verified,
            ),
        )  # fmt: skip
        names = [(name, 0, law_id) for name in derived.strict] + [(name, 1, law_id) for name in derived.loose]
        connection.executemany("INSERT INTO alias VALUES (?, ?, ?)", names)
        for held in derived.held:
            version_id += 1
            version = held.version
            connection.execute(
                "INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    version_id, law_id, version.label, normal_number(version.doc_number) if version.doc_number else "",
                    _day(version.promulgated), _day(version.effective), _day(version.ceased), version.cause,
                    version.articles, int(version.complete), version.verified, int(held.whole),
                    _SEPARATOR.join(f"{number}-{added}" for number, added in sorted(held.inserted)),
                    _SEPARATOR.join(str(rows[sha]) for sha in held.texts),
                ),
            )  # fmt: skip


def _day(value: date | None) -> int | None:
    return value.toordinal() if value else None


def rows_hash(connection: sqlite3.Connection) -> str:
    """Hash over the derived tables as stored."""
    state = hashlib.sha256()
    for table in ("law", "alias", "version"):
        for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3"):
            state.update(repr(row).encode("utf-8", "surrogatepass"))
    return state.hexdigest()


def _finish(path: Path, facts: Mapping[str, str]) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(facts.items()))
    connection.execute("INSERT INTO meta VALUES ('rows_sha256', ?)", (rows_hash(connection),))
    connection.execute("ANALYZE")
    connection.close()
