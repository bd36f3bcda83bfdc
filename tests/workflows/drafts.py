"""Folders of small drafts, good, faulty and unreadable, for the tests of batches."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

FAULTY = (
    "临溪市停车管理办法\n临溪市人民政府\n第一条 入园企业须预交环境管理费{number}元。\n"
    "第二条 本办法自2026年9月1日起施行，有效期五年。\n"
)
UNREADABLE = {"坏.docx": b"PK\x03\x04 nonsense", "空.txt": b"", "不是.pdf": b"%PDF-1.7 nonsense"}


def folder(root: Path, count: int = 6, *, unreadable: bool = True) -> Path:
    """A folder with a subfolder; the names are not in the order of their making."""
    place = root / "送审"
    (place / "乙").mkdir(parents=True)
    for number in reversed(range(count)):
        where = place if number % 2 else place / "乙"
        (where / f"稿{number:03}.txt").write_text(FAULTY.format(number=number), encoding="utf-8")
    if unreadable:
        for name, data in UNREADABLE.items():
            (place / "乙" / name).write_bytes(data)
    return place


def command(*arguments: object) -> list[str]:
    """The command line as a process of its own."""
    return [sys.executable, "-m", "lawcheck", *map(str, arguments)]


def environment(cache: Path) -> dict[str, str]:
    """What such a process sees."""
    return {**os.environ, "LAWCHECK_CACHE": str(cache)}


def start(*arguments: object, cache: Path) -> subprocess.Popen[bytes]:
    """Start the command line in a session of its own, so that a test may kill it."""
    return subprocess.Popen(
        command(*arguments),
        cwd=ROOT,
        env=environment(cache),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def rows(path: Path) -> list[dict[str, Any]]:
    """The lines of a result."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
