"""The register's file: an append-only chain of entries in SQLite.

Each entry's hash covers the hash before it, its number, its key and its content; the first rests on the register's own
random name. So from the file alone it shows if an entry was edited, deleted, moved, put in between, or taken from
another register. What the file alone cannot show, because whoever can write it can also compute hashes: that the
last entries were cut off cleanly, that the whole chain was computed anew, or that a false entry was appended in
the proper way. The first two show against an anchor kept elsewhere; the third is for the people who may write it.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from lawcheck.errors import UsageError

APPLICATION = 0x4C435247  # "LCRG"
_SCHEMA = {
    "entry": "CREATE TABLE entry (seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, content TEXT NOT NULL, hash TEXT NOT NULL)",
    "about": "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "no_update": "CREATE TRIGGER no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    "no_delete": "CREATE TRIGGER no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'append-only'); END",
}
_PATIENCE = 60.0  # seconds to wait for other writers
_AUTOMATIC = "sqlite_autoindex_entry_1"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as it stands in the chain."""

    seq: int
    key: str
    content: str
    hash: str

    def data(self) -> dict[str, Any]:
        """The content as plain data."""
        found: dict[str, Any] = json.loads(self.content)
        return found


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place of the chain to be kept elsewhere."""

    register: str
    seq: int
    hash: str


def first_hash(register: str) -> str:
    """What the first entry rests on."""
    return hashlib.sha256(f"lawcheck register 1\n{register}".encode()).hexdigest()


def next_hash(before: str, seq: int, key: str, content: str) -> str:
    """The hash of an entry; lengths keep the parts apart."""
    head = f"{before}\n{seq}\n{len(key)}\n{len(content)}\n"
    return hashlib.sha256((head + key + "\n" + content).encode("utf-8", "surrogatepass")).hexdigest()


def canonical(data: Mapping[str, Any]) -> str:
    """The one way in which an entry's content is written."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Chain:
    """A register file. Every method opens and closes it: nothing is held between calls."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def create(self) -> None:
        """Make the file if there is none; several processes may do so at once. Somebody else's database is refused."""
        if not self.path.parent.is_dir():
            raise UsageError(f"台账所在的目录 {self.path.parent} 不存在。", "register")
        with self._guarded(), closing(self._connect(writing=True)) as connection:
            if self._is_made(connection):
                return
            _patiently(lambda: connection.execute("PRAGMA journal_mode=WAL").fetchone())
            with _transaction(connection):
                if self._is_made(connection):  # by another process, meanwhile
                    return
                for statement in _SCHEMA.values():
                    connection.execute(statement)
                name = secrets.token_hex(16)
                about = {"id": name, "count": "0", "head": first_hash(name)}
                connection.executemany("INSERT INTO about VALUES (?, ?)", about.items())
                connection.execute(f"PRAGMA application_id={APPLICATION}")

    def append(self, key: str, data: Mapping[str, Any]) -> tuple[int, bool]:
        """Append an entry; (number, whether it is new). An entry with this key that is there already is not doubled."""
        content = canonical(data)
        with self._guarded(), closing(self._connect(writing=True)) as connection, _transaction(connection):
            there = connection.execute("SELECT seq FROM entry WHERE key = ?", (key,)).fetchone()
            if there is not None:
                return int(there[0]), False
            last = connection.execute("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
            about = dict(connection.execute("SELECT name, value FROM about"))
            seq, before = (int(last[0]), str(last[1])) if last else (0, first_hash(about["id"]))
            if about.get("count") != str(seq) or about.get("head") != before:
                raise UsageError(
                    f"台账 {self.path} 的末尾与记录的数目不符，可能被删改，请先运行 lawcheck register verify。",
                    "register",
                )
            seq += 1
            mark = next_hash(before, seq, key, content)
            connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?)", (seq, key, content, mark))
            connection.execute("UPDATE about SET value = ? WHERE name = 'count'", (str(seq),))
            connection.execute("UPDATE about SET value = ? WHERE name = 'head'", (mark,))
            return seq, True

    def links(self) -> tuple[Link, ...]:
        """All entries in their order, as they stand; whether they are genuine is ``verify``'s question."""
        with self._guarded(), closing(self._connect(writing=False)) as connection:
            rows = connection.execute(
                "SELECT seq, key, content, hash FROM entry NOT INDEXED ORDER BY seq"
            ).fetchall()
        return tuple(Link(*row) for row in rows)

    def anchor(self) -> Anchor:
        """The end of the chain."""
        with self._guarded(), closing(self._connect(writing=False)) as connection, _reading(connection):
            name = str(dict(connection.execute("SELECT name, value FROM about")).get("id"))
            last = connection.execute("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
        return Anchor(name, *last) if last else Anchor(name, 0, first_hash(name))

    def verify(self, anchors: tuple[Anchor, ...] = ()) -> tuple[str, ...]:
        """What is wrong with the chain; nothing if all is well."""
        try:
            with closing(self._connect(writing=False)) as connection, _reading(connection):
                return tuple(_problems(connection, anchors))
        except (sqlite3.Error, UnicodeDecodeError) as error:
            return (f"文件已损坏，读不出全部条目（{error}）",)

    def _is_made(self, connection: sqlite3.Connection) -> bool:
        """Whether it is a register; an empty file becomes one, somebody else's database does not."""
        if connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION:
            return True
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise UsageError(f"{self.path} 不是 lawcheck 的台账。", "register")
        return False

    def _connect(self, *, writing: bool) -> sqlite3.Connection:
        if not writing and not self.path.is_file():
            raise UsageError(f"找不到台账 {self.path}。", "register")
        place = self.path.resolve().as_uri()
        # A register on a medium that cannot be written has no other writers, so that it may be read as it is.
        ways = [f"{place}?mode=rwc"] if writing else [f"{place}?mode=ro"]
        if not writing and not self.path.with_name(self.path.name + "-wal").exists():
            ways.append(f"{place}?mode=ro&immutable=1")
        fault: sqlite3.Error | None = None
        for way in ways:
            connection = None
            try:
                connection = sqlite3.connect(way, timeout=_PATIENCE, isolation_level=None, uri=True)
                connection.execute("PRAGMA synchronous=FULL")
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                return connection
            except sqlite3.Error as error:
                fault = error
                if connection is not None:
                    connection.close()
        raise UsageError(
            f"打不开台账 {self.path}，它不是台账文件、已经损坏或者没有权限（{fault}）。", "register"
        ) from fault

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise UsageError(
                f"台账 {self.path} 读写出错（{error}），请运行 lawcheck register verify。", "register"
            ) from error


def _patiently(action: Callable[[], T]) -> T:
    """Do it again while another process holds the file: SQLite does not wait in every case."""
    end = time.monotonic() + _PATIENCE
    pause = 0.005
    while True:
        try:
            return action()
        except sqlite3.OperationalError as error:
            if not any(word in str(error) for word in ("locked", "busy")) or time.monotonic() > end:
                raise
        time.sleep(pause)
        pause = min(pause * 2, 0.25)


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """One writer at a time, from the first look to the last word."""
    _patiently(lambda: connection.execute("BEGIN IMMEDIATE"))
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def _reading(connection: sqlite3.Connection) -> Iterator[None]:
    """One state of the file for several questions."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _problems(connection: sqlite3.Connection, anchors: tuple[Anchor, ...]) -> Iterator[str]:
    yield from _faults_of_the_file(connection)
    about = dict(connection.execute("SELECT name, value FROM about"))
    register = about.get("id")
    if not isinstance(register, str) or set(about) != {"id", "count", "head"}:
        yield "台账的名称和计数被改动"
        register = str(register)
    before, expected = first_hash(register), 1
    hashes = {0: before}
    for seq, key, content, mark in connection.execute(
        "SELECT seq, key, content, hash FROM entry NOT INDEXED ORDER BY seq"
    ):
        if seq != expected:
            yield f"第 {expected} 号缺失或者次序被改动（其后是第 {seq} 号）"
        elif not all(isinstance(part, str) for part in (key, content, mark)):
            yield f"第 {seq} 号的内容被改动"
        elif mark != next_hash(before, seq, key, content):
            yield f"第 {seq} 号的内容被改动，或者不是接着第 {seq - 1} 号登记的"
        elif not _is_canonical(content):
            yield f"第 {seq} 号的内容不是台账的写法"
        before, expected = str(mark), (seq if isinstance(seq, int) else expected) + 1
        hashes[expected - 1] = before
    if about.get("count") != str(expected - 1) or about.get("head") != before:
        yield f"末尾被删改：记录的是 {about.get('count')} 条，现有 {expected - 1} 条，或者最后一条不同"
    for anchor in anchors:
        if anchor.register != register:
            yield "锚点属于另一个台账，或者整个台账被换掉"
        elif anchor.seq not in hashes:
            yield f"锚点记录到第 {anchor.seq} 号，现在只有 {expected - 1} 条：末尾被截去"
        elif hashes[anchor.seq] != anchor.hash:
            yield f"第 {anchor.seq} 号与锚点不同：台账在这以前被改动并重新计算过"


def _faults_of_the_file(connection: sqlite3.Connection) -> Iterator[str]:
    result = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(3)")]
    if result != ["ok"]:
        yield f"文件已损坏：{'；'.join(result)[:200]}"
    found = dict(connection.execute("SELECT name, sql FROM sqlite_master"))
    found.pop(_AUTOMATIC, None)
    if found != _SCHEMA:
        changed = sorted(name for name in {*found, *_SCHEMA} if found.get(name) != _SCHEMA.get(name))
        yield f"台账文件的结构被改动：{'、'.join(map(str, changed))}"


def _is_canonical(content: str) -> bool:
    try:
        data = json.loads(content)
        return isinstance(data, dict) and canonical(data) == content
    except (ValueError, RecursionError):
        return False
