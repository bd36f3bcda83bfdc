"""The register: an append-only chain that several may write at once, that survives a kill, and in which tampering shows."""

from __future__ import annotations

import json
import multiprocessing
import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from lawcheck.errors import UsageError
from lawcheck.workflows.chain import Chain, canonical, first_hash, next_hash
from lawcheck.workflows.register import Circumstances, Register
from tests.workflows import entries

COUNT = 12


def test_entries_come_back(tmp_path: Path) -> None:
    """Numbers without gaps, the same review once, approval is another entry."""
    register = entries.filled(tmp_path / "t.db", 3)
    about = Circumstances(entries.AT, "张三")
    assert register.add(entries.review(2), about) == (2, False)
    assert register.add(entries.review(2), Circumstances(entries.AT, "张三", approved=True)) == (4, True)
    assert register.mark(1, "filed", "2026-06-20", "备1", about) == (5, True)
    found = register.entries()
    assert [entry.seq for entry in found] == [1, 2, 3, 4, 5]
    assert [entry.is_approved for entry in found] == [False, False, False, True, False]
    assert found[0].values["rulesets"] == ["cd" * 32]
    assert (found[0].text("corpus"), found[0].values["fair_competition"]) == ("ef" * 32, True)
    assert register.chain.verify() == ()


def test_refused(tmp_path: Path) -> None:
    """Old reviews without the hash of the text, approval of what is unlawful, somebody else's files."""
    register = entries.filled(tmp_path / "t.db", 1)
    old = entries.review(2)
    with pytest.raises(UsageError, match="重新审查"):
        register.add(
            entries.replace(old, document=entries.replace(old.document, text_sha256=None)), Circumstances("")
        )
    for changes in ({"document": entries.replace(old.document, text_sha256="")}, {"as_of": "昨天"}):
        with pytest.raises(UsageError, match="不完整"):
            register.add(entries.replace(old, **changes), Circumstances(""))
    with pytest.raises(UsageError, match="不合法"):
        register.add(entries.review(2, conclusion="不合法"), Circumstances("", "张三", approved=True))
    with pytest.raises(UsageError, match="没有第 9 号"):
        register.mark(9, "filed", "2026-06-20", "", Circumstances(""))
    foreign = tmp_path / "foreign.db"
    with closing(sqlite3.connect(foreign)) as connection, connection:
        connection.execute("CREATE TABLE theirs (x)")
    before = foreign.read_bytes()
    text = tmp_path / "text.db"
    text.write_text("这不是数据库" * 100, encoding="utf-8")
    for path in (foreign, text):
        with pytest.raises(UsageError):
            Chain(path).create()
    assert foreign.read_bytes() == before
    with pytest.raises(UsageError, match="找不到台账"):
        Register(tmp_path / "none.db").entries()
    with pytest.raises(UsageError, match="不存在"):
        Chain(tmp_path / "no/t.db").create()


def test_many_writers_at_once(tmp_path: Path) -> None:
    """Processes that create and fill one register: every entry there once, the chain whole."""
    path = tmp_path / "t.db"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=entries.write_many, args=(path, number, 25)) for number in range(1, 5)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
        writer.close()
    register = Register(path)
    assert register.chain.verify() == ()
    expected = {f"临溪市第{writer * 1000 + number}号办法" for writer in range(1, 5) for number in range(25)}
    assert len(register.entries()) == 100
    assert {entry.text("title") for entry in register.entries()} == expected


def test_killed_writers(tmp_path: Path) -> None:
    """After each SIGKILL the chain is whole; what is entered again is not doubled."""
    path = tmp_path / "t.db"
    chance = random.Random(4)
    context = multiprocessing.get_context("spawn")
    for _ in range(4):
        known = len(Register(path).entries()) if path.exists() else 0
        writer = context.Process(target=entries.write_many, args=(path, 1, 400))
        writer.start()
        while writer.is_alive() and _size(path) <= known:
            time.sleep(0.002)
        time.sleep(chance.random() / 20)
        writer.kill()
        writer.join()
        writer.close()
        assert Chain(path).verify() == ()
    before = len(Register(path).entries())
    entries.write_many(path, 1, before + 5)
    found = Register(path).entries()
    assert [entry.seq for entry in found] == list(range(1, before + 6))
    assert Chain(path).verify() == ()


def _size(path: Path) -> int:
    """Entries that are there, 0 while there is no register yet."""
    try:
        return len(Chain(path).links())
    except UsageError:
        return 0


# Tampering. Each takes the open file, without its guards, and the chance.

Tamper = Callable[[sqlite3.Connection, random.Random], None]


def _edit(connection: sqlite3.Connection, chance: random.Random) -> None:
    """Change one value of an entry, written in the register's own way."""
    seq = chance.randint(1, COUNT)
    data = json.loads(connection.execute("SELECT content FROM entry WHERE seq=?", (seq,)).fetchone()[0])
    name = chance.choice(sorted(data))
    data[name] = "改" if data[name] != "改" else "不改"
    connection.execute("UPDATE entry SET content=? WHERE seq=?", (canonical(data), seq))


def _one_character(connection: sqlite3.Connection, chance: random.Random) -> None:
    """Change one character anywhere in a row."""
    seq = chance.randint(1, COUNT)
    column = chance.choice(["content", "hash", "key"])
    value = connection.execute(f"SELECT {column} FROM entry WHERE seq=?", (seq,)).fetchone()[0]
    place = chance.randrange(len(value))
    changed = value[:place] + chance.choice(["x", " ", "。", ""]) + value[place + 1 :]
    connection.execute(f"UPDATE entry SET {column}=? WHERE seq=?", (changed, seq))


def _edit_with_own_hash(connection: sqlite3.Connection, chance: random.Random) -> None:
    """Change an entry and compute its hash anew, without those that follow."""
    seq = chance.randint(1, COUNT - 1)
    before = connection.execute("SELECT hash FROM entry WHERE seq=?", (seq - 1,)).fetchone()
    start = (
        before[0]
        if before
        else first_hash(connection.execute("SELECT value FROM about WHERE name='id'").fetchone()[0])
    )
    key, content = connection.execute("SELECT key, content FROM entry WHERE seq=?", (seq,)).fetchone()
    content = canonical({**json.loads(content), "conclusion": "不合法"})
    mark = next_hash(start, seq, key, content)
    connection.execute("UPDATE entry SET content=?, hash=? WHERE seq=?", (content, mark, seq))


def _delete(connection: sqlite3.Connection, chance: random.Random) -> None:
    """Take out one or more entries."""
    for seq in chance.sample(range(1, COUNT + 1), chance.randint(1, 3)):
        connection.execute("DELETE FROM entry WHERE seq=?", (seq,))


def _delete_and_renumber(connection: sqlite3.Connection, chance: random.Random) -> None:
    """Take out an entry and close the gap."""
    seq = chance.randint(1, COUNT - 1)
    connection.execute("DELETE FROM entry WHERE seq=?", (seq,))
    for later in range(seq + 1, COUNT + 1):
        connection.execute("UPDATE entry SET seq=? WHERE seq=?", (later - 1, later))
    connection.execute("UPDATE about SET value=? WHERE name='count'", (str(COUNT - 1),))


def _swap(connection: sqlite3.Connection, chance: random.Random) -> None:
    """Exchange two entries with all they have."""
    one, other = chance.sample(range(1, COUNT + 1), 2)
    for old, new in ((one, -1), (other, one), (-1, other)):
        connection.execute("UPDATE entry SET seq=? WHERE seq=?", (new, old))


def _insert(connection: sqlite3.Connection, chance: random.Random) -> None:
    """Put a copy of an entry somewhere, also before the first."""
    key, content, mark = connection.execute(
        "SELECT key, content, hash FROM entry WHERE seq=?", (chance.randint(1, COUNT),)
    ).fetchone()
    seq = chance.choice([0, -5, COUNT + 1, COUNT + 7])
    connection.execute("INSERT INTO entry VALUES (?,?,?,?)", (seq, f"{key}x", content, mark))


def _other_type(connection: sqlite3.Connection, chance: random.Random) -> None:
    """The same bytes as another type."""
    connection.execute("UPDATE entry SET content=CAST(content AS BLOB) WHERE seq=?", (chance.randint(1, COUNT),))


def _cut_off(connection: sqlite3.Connection, chance: random.Random) -> None:
    """Cut off the end without correcting the count."""
    connection.execute("DELETE FROM entry WHERE seq>?", (chance.randint(0, COUNT - 1),))


def _about(connection: sqlite3.Connection, chance: random.Random) -> None:
    """Change what the register says of itself."""
    connection.execute("UPDATE about SET value='1' WHERE name=?", (chance.choice(["id", "count", "head"]),))


TAMPERS: tuple[Tamper, ...] = (
    _edit, _one_character, _edit_with_own_hash, _delete, _delete_and_renumber, _swap, _insert, _other_type, _cut_off,
    _about,
)  # fmt: skip


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a register with COUNT entries, all in one file."""
    path = tmp_path_factory.mktemp("register") / "t.db"
    entries.filled(path, COUNT)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


@pytest.mark.parametrize("tamper", TAMPERS)
def test_tampering_shows(tamper: Tamper, original: bytes, tmp_path: Path) -> None:
    """Each way twenty times at random places, the guards taken away and put back: found from the chain alone."""
    for seed in range(20):
        path = tmp_path / f"{seed}.db"
        path.write_bytes(original)
        assert Chain(path).verify() == ()
        with closing(sqlite3.connect(path)) as connection, connection:
            _unguarded(connection, lambda c, seed=seed: tamper(c, random.Random(seed)))
        assert Chain(path).verify() != (), f"{tamper.__name__} with seed {seed}"


def _unguarded(connection: sqlite3.Connection, action: Callable[[sqlite3.Connection], None]) -> None:
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'").fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    action(connection)
    for _, sql in guards:
        connection.execute(sql)


def test_guards(original: bytes, tmp_path: Path) -> None:
    """A careless change is refused by the file itself; taking the guard away shows."""
    path = tmp_path / "t.db"
    path.write_bytes(original)
    with closing(sqlite3.connect(path)) as connection:
        for statement in ("DELETE FROM entry", "UPDATE entry SET content='{}'"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)
        connection.rollback()
        connection.execute("DROP TRIGGER no_update")
        connection.commit()
    assert Chain(path).verify() != ()


def test_damaged_files(original: bytes, tmp_path: Path) -> None:
    """Bytes changed at random or cut off: said in one sentence or refused, or the entries are untouched."""
    path = tmp_path / "t.db"
    path.write_bytes(original)
    whole = Chain(path).links()
    chance = random.Random(1)
    for _ in range(40):
        data = bytearray(original)
        for place in chance.sample(range(100, len(data)), 5):
            data[place] ^= chance.randrange(1, 256)
        path.write_bytes(data[: chance.choice([len(data), len(data), len(data) // 2])])
        try:
            problems = Chain(path).verify()
        except UsageError:
            continue
        assert problems or Chain(path).links() == whole


def test_what_only_an_anchor_shows(original: bytes, tmp_path: Path) -> None:
    """A clean cut and a chain computed anew are invisible from the file, as the help says; the anchor shows them."""
    path, other = tmp_path / "t.db", tmp_path / "other.db"
    path.write_bytes(original)
    anchor = Chain(path).anchor()
    assert Chain(path).verify((anchor,)) == ()
    with closing(sqlite3.connect(path)) as connection, connection:
        _unguarded(connection, lambda c: _recomputed(c, COUNT - 2, None))
    assert Chain(path).verify() == ()
    assert "截去" in Chain(path).verify((anchor,))[0]
    path.write_bytes(original)
    with closing(sqlite3.connect(path)) as connection, connection:
        _unguarded(connection, lambda c: _recomputed(c, COUNT, 3))
    assert Chain(path).verify() == ()
    assert "重新计算" in Chain(path).verify((anchor,))[0]
    entries.filled(other, COUNT)
    assert "另一个台账" in Chain(other).verify((anchor,))[0]
    path.write_bytes(original)
    Register(path).add(entries.review(99), Circumstances(entries.AT))
    assert Chain(path).verify((anchor,)) == ()  # it grew since, as it should


def _recomputed(connection: sqlite3.Connection, count: int, edited: int | None) -> None:
    """What a forger can do who knows the program: cut, edit, and compute all hashes anew."""
    before = first_hash(connection.execute("SELECT value FROM about WHERE name='id'").fetchone()[0])
    rows = connection.execute("SELECT seq, key, content FROM entry ORDER BY seq").fetchall()
    for seq, key, content in rows:
        if seq > count:
            connection.execute("DELETE FROM entry WHERE seq=?", (seq,))
            continue
        if seq == edited:
            content = canonical({**json.loads(content), "officer": "别人"})
        before = next_hash(before, seq, key, content)
        connection.execute("UPDATE entry SET content=?, hash=? WHERE seq=?", (content, before, seq))
    connection.execute("UPDATE about SET value=? WHERE name='count'", (str(count),))
    connection.execute("UPDATE about SET value=? WHERE name='head'", (before,))


def test_an_entry_after_a_cut_is_refused(original: bytes, tmp_path: Path) -> None:
    """Writing on would hide that the end was cut off."""
    path = tmp_path / "t.db"
    path.write_bytes(original)
    with closing(sqlite3.connect(path)) as connection, connection:
        _unguarded(connection, lambda c: _cut_off(c, random.Random(1)))
    with pytest.raises(UsageError, match="verify"):
        Register(path).add(entries.review(50), Circumstances(entries.AT))
