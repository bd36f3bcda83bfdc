"""The tables of a stored corpus. ``source`` and ``article`` are what was imported, the rest is derived from them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

# Stored and compared when a corpus is opened.
VERSION = 1
DATABASE, INDEX = "corpus.sqlite", "search.index"

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
    id INTEGER PRIMARY KEY, sha TEXT NOT NULL UNIQUE, facts TEXT NOT NULL, frame BLOB NOT NULL,
    first INTEGER NOT NULL, articles INTEGER NOT NULL, imported TEXT NOT NULL
);
CREATE TABLE article (
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL, number INTEGER NOT NULL, added INTEGER NOT NULL,
    label TEXT NOT NULL, words TEXT NOT NULL, tree TEXT NOT NULL
);
CREATE TABLE law (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, title TEXT NOT NULL, full_title TEXT NOT NULL,
    rank TEXT NOT NULL, issuer TEXT NOT NULL, region TEXT NOT NULL, names TEXT NOT NULL, verified TEXT NOT NULL
);
CREATE TABLE alias (
    name TEXT NOT NULL, loose INTEGER NOT NULL, law INTEGER NOT NULL, PRIMARY KEY (name, loose, law)
) WITHOUT ROWID;
CREATE TABLE version (
    id INTEGER PRIMARY KEY, law INTEGER NOT NULL, label TEXT NOT NULL, doc_number TEXT NOT NULL,
    promulgated INTEGER, effective INTEGER, ceased INTEGER, cause TEXT NOT NULL, articles INTEGER,
    complete INTEGER NOT NULL, verified TEXT NOT NULL, whole INTEGER NOT NULL, inserted TEXT NOT NULL,
    sources TEXT NOT NULL
);
"""
INDEXES = """
CREATE INDEX article_number ON article (source, number, added);
CREATE INDEX version_law ON version (law);
CREATE INDEX version_number ON version (doc_number) WHERE doc_number <> '';
"""


def create(path: Path) -> sqlite3.Connection:
    """Open a new file for writing. It is built aside and renamed when whole, so no journal is needed."""
    connection = sqlite3.connect(path.resolve().as_uri(), uri=True, isolation_level=None)
    connection.execute("PRAGMA page_size = 8192")
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.executescript(TABLES)
    return connection


def connect(path: Path) -> sqlite3.Connection:
    """Open a finished file for reading only."""
    return sqlite3.connect(address(path), uri=True, isolation_level=None, check_same_thread=False)


def address(path: Path) -> str:
    """The name under which a finished file is opened or attached for reading only."""
    return f"{path.resolve().as_uri()}?mode=ro&immutable=1"
