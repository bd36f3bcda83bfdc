"""Whether a stored corpus is still what was imported: every hash computed again."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path

from lawcheck.corpus import generations, lawtext, schema
from lawcheck.corpus.build import content_hash, rows_hash
from lawcheck.corpus.postings import file_hash
from lawcheck.corpus.texts import articles_of
from lawcheck.errors import CorpusError


def faults(folder: Path, step: Callable[[str, int, int], None] | None = None) -> tuple[str, ...]:
    """Chinese sentences on what is wrong; nothing if the corpus is whole."""
    generation = generations.current(folder)
    if generation is None:
        raise CorpusError(f"{folder} 不是法规库，请先用 lawcheck corpus import 导入。")
    try:
        connection = schema.connect(generation / schema.DATABASE)
        try:
            return tuple(_faults(connection, generation, step or _silent))
        finally:
            connection.close()
    except (sqlite3.Error, OSError) as error:
        return (f"数据库读不出（{error}），请重新导入。",)


def _silent(stage: str, done: int, total: int) -> None:
    """Report to nobody."""


def _faults(connection: sqlite3.Connection, generation: Path, step: Callable[[str, int, int], None]) -> list[str]:
    stored = dict(connection.execute("SELECT key, value FROM meta"))
    found: list[str] = []
    rows = connection.execute("SELECT id, sha, facts, frame FROM source ORDER BY id").fetchall()
    for done, (row, sha, facts, frame) in enumerate(rows, 1):
        if _digest(connection, row, facts, frame) != sha:
            found.append(f"《{_title(facts)}》的文本与导入时不一致。")
        step("核对", done, len(rows))
    if content_hash((sha for _, sha, _, _ in rows), stored.get("laws_sha256", "")) != stored.get("sha256"):
        found.append("文本的清单与导入时不一致。")
    if rows_hash(connection) != stored.get("rows_sha256"):
        found.append("法规的名称、日期与导入时不一致。")
    index = generation / schema.INDEX
    if not index.is_file() or file_hash(index) != stored.get("index_sha256"):
        found.append("检索索引与导入时不一致。")
    return found


def _digest(connection: sqlite3.Connection, row: int, facts: str, frame: bytes) -> str:
    try:
        lines = zlib.decompress(frame).decode("utf-8", "surrogatepass")
    except (zlib.error, UnicodeDecodeError):
        return ""
    return lawtext.digest(facts, lines, articles_of(connection, row))


def _title(facts: str) -> str:
    try:
        return lawtext.facts_of(facts).title
    except (ValueError, KeyError, TypeError):
        return "（标题读不出）"
