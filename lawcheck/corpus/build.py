"""A new generation of a stored corpus from the old one and further law texts."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lawcheck.corpus import generations, lawtext, schema
from lawcheck.corpus.catalogue import Catalogue
from lawcheck.corpus.derive import Derived, derive
from lawcheck.corpus.lawtext import LawText
from lawcheck.corpus.names import normal_number
from lawcheck.corpus.postings import MADE_BY, file_hash
from lawcheck.corpus.texts import Entry, Last, Step, write_texts
from lawcheck.errors import CorpusError

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


def build(
    folder: Path, texts: Iterable[LawText], catalogue: Catalogue, today: date, step: Step | None = None
) -> Built:
    """Add law texts to the corpus in a folder. Nothing changes if it has them all, and until all is written."""
    report = step or _silent
    with generations.locked(folder):
        last = _last(folder)
        try:
            return _build(folder, last, texts, catalogue, today, report)
        except (OSError, sqlite3.Error) as error:
            raise CorpusError(f"法规库没有写成（{error}），原来的法规库没有改动。") from error
        finally:
            if last is not None:
                last.close()


def _silent(stage: str, done: int, total: int) -> None:
    """Report to nobody."""


def _last(folder: Path) -> Last | None:
    generation = generations.current(folder)
    if generation is None or not (generation / schema.DATABASE).is_file():
        return None
    last = Last(generation)
    if last.meta.get("schema") != str(schema.VERSION):
        last.close()
        raise CorpusError(f"{folder} 里的法规库是另一个版本的软件建立的，请导入到一个新目录。")
    return last


def _build(
    folder: Path,
    last: Last | None,
    texts: Iterable[LawText],
    catalogue: Catalogue,
    today: date,
    step: Step,
) -> Built:
    entries = {entry.sha: entry for entry in last.entries()} if last is not None else {}
    fresh: dict[str, LawText] = {}
    for text in texts:
        sha = lawtext.digest_of(text)
        if sha not in entries:
            entries[sha] = Entry(sha, text.facts, today.isoformat(), len(text.articles))
            fresh[sha] = text
    stored = last.meta if last is not None else {}
    before = stored.get("sha256", "")
    shipped = catalogue.identity().sha256
    marks = (stored.get("catalogue"), stored.get("tokens"))
    if before and not fresh and marks == (shipped, MADE_BY):
        return Built(0, before, before)
    if not entries:
        return Built(0, before, before)
    laws = derive({sha: entry.facts for sha, entry in entries.items()}, catalogue)
    after = content_hash(entries, laws_hash(laws))
    place = generations.workplace(folder)
    ordered = sorted(entries.values(), key=lambda e: (e.facts.title, e.facts.promulgated or date.min, e.sha))
    counts = _write(place, ordered, fresh, last, laws, step)
    facts = {
        "schema": str(schema.VERSION), "tokens": MADE_BY, "sha256": after, "laws_sha256": laws_hash(laws),
        "catalogue": shipped, "imported": today.isoformat(), "texts": str(len(ordered)), **counts,
        "index_sha256": file_hash(place / schema.INDEX),
    }  # fmt: skip
    _finish(place / schema.DATABASE, facts)
    generations.publish(folder, place, after)
    return Built(len(fresh), before, after)


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


def _write(
    place: Path,
    ordered: Sequence[Entry],
    fresh: Mapping[str, LawText],
    last: Last | None,
    laws: tuple[Derived, ...],
    step: Step,
) -> dict[str, str]:
    """Write texts, index and laws; return the counts."""
    used = {sha for derived in laws for held in derived.held for sha in held.texts}
    articles = write_texts(place, ordered, fresh, last, used, step)
    connection = sqlite3.connect(place / schema.DATABASE, isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    _write_laws(connection, laws, {entry.sha: row for row, entry in enumerate(ordered, 1)})
    connection.execute("COMMIT")
    connection.executescript(schema.INDEXES)
    connection.close()
    with_words = sum(any(held.texts for held in derived.held) for derived in laws)
    return {"articles": str(articles), "laws": str(len(laws)), "documents": str(with_words)}


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
