"""Reviews and registers for the tests of register and gate, and the processes that write to one."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from lawcheck.model import CorpusIdentity, Review, RulesetIdentity, Summary, Tool
from lawcheck.workflows.register import Circumstances, Register

AT = "2026-06-01T08:00:00+00:00"


def review(number: int = 1, **changes: object) -> Review:
    """A review of the text with this number."""
    summary = Summary(
        f"稿{number}.docx",
        hashlib.sha256(f"file {number}".encode()).hexdigest(),
        f"临溪市第{number}号办法",
        "临溪市人民政府",
        f"临政规〔2026〕{number}号",
        "办法",
        "normative_document",
        "临溪市",
        "2026-05-01",
        True,
        "对不特定公众设定义务",
        0,
        9,
        "simplified",
        text_sha256=hashlib.sha256(f"text {number}".encode()).hexdigest(),
    )
    tool = Tool("0.1.0", (RulesetIdentity("rulesets", "1", "cd" * 32),), CorpusIdentity("ef" * 32, 1, 0))
    made = Review(tool, summary, "2026-06-01", "合法", "没有发现问题", (), (), (), asked=("FC-9.3", "LG-4"))
    return replace(made, **changes)  # type: ignore[arg-type]


def filled(path: Path, count: int) -> Register:
    """A register with so many entries."""
    register = Register(path)
    register.chain.create()
    for number in range(1, count + 1):
        register.add(review(number), Circumstances(AT, "张三"))
    return register


def write_many(path: Path, writer: int, count: int) -> None:
    """What a writing process does: entries of its own, among those of others."""
    register = Register(path)
    register.chain.create()
    for number in range(count):
        register.add(review(writer * 1000 + number), Circumstances(AT, f"第{writer}人"))


@contextmanager
def tampered(path: Path) -> Iterator[sqlite3.Connection]:
    """The file of a register, open to somebody who takes the guards away and puts them back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _, sql in guards:
            connection.execute(sql)
