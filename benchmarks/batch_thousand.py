"""A thousand drafts in one batch: none lost, order stable, the gain by a second process, memory, and Dask.

    python benchmarks/batch_thousand.py [--drafts 1000] [--corpus FOLDER] [--dask]

The drafts are made from the examples (docx, PDF, text; 3 of 100 unreadable). Efficiency is the time of one process over
twice the time of two, so it means something on an idle machine only: the load is printed beside it. Memory is what a
process alone holds and the system cannot drop (private changed pages; the corpus is mapped and shared), looked at ten
times a second. Exit code 1 if anything is lost or differs.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
EXAMPLES = ("小微企业服务管理办法（送审稿）.docx", "养老助餐补贴实施细则.md", "规范停车秩序的通知.txt")
BAD = (("坏.docx", b"PK\x03\x04 nonsense"), ("空.txt", b""), ("坏.pdf", b"%PDF-1.7 nonsense"))
BAD_SHARE = 0.03


@dataclass(frozen=True, slots=True)
class Run:
    """A batch that has ended: its lines, seconds on the clock and of processors, private megabytes of its workers."""

    lines: bytes
    seconds: float
    processor: float
    peaks: tuple[float, ...]


def make(folder: Path, count: int) -> int:
    """Write the drafts into ten folders; return how many are unreadable."""
    texts = originals()
    chance = random.Random(9)
    bad = round(count * BAD_SHARE)
    wrong = set(chance.sample(range(count), bad))
    for number in range(count):
        place = folder / f"第{number % 10}批"
        place.mkdir(parents=True, exist_ok=True)
        if number in wrong:
            name, data = BAD[number % len(BAD)]
            (place / f"{number:04}{name}").write_bytes(data)
        else:
            suffix = (".docx", ".pdf", ".txt")[number % 3]
            (place / f"{number:04}{suffix}").write_bytes(
                as_file(suffix, draft(chance.choice(texts), number, chance))
            )
    return bad


def originals() -> list[str]:
    """The texts of the examples."""
    from lawcheck.read import read

    return [read(str(ROOT / "examples" / name)).text for name in EXAMPLES]


def draft(text: str, number: int, chance: random.Random) -> str:
    """An example with another number in its title and a few paragraphs left out."""
    title, *lines = text.rstrip("\n").split("\n")
    kept = [line for line in lines if chance.random() > 0.1]
    return "\n".join([re.sub("(办法|细则|通知)", rf"第{number}号\1", title, count=1), *kept])


def as_file(suffix: str, text: str) -> bytes:
    """The text as .docx, .pdf or .txt."""
    if suffix == ".docx":
        import docx

        document, stream = docx.Document(), io.BytesIO()
        for line in text.split("\n"):
            document.add_paragraph(line)
        document.save(stream)
        return stream.getvalue()
    if suffix == ".pdf":
        from tests.workflows.chinese_pdf import chinese_pdf

        return chinese_pdf(text)
    return text.encode()


def batch(folder: Path, output: Path, *options: str) -> Run:
    """Run a batch in a process of its own and watch its workers."""
    words = [sys.executable, "-m", "lawcheck", "batch", folder.name, "--as-of", "2026-06-01", "--no-cache"]
    words += ["--format", "jsonl", "--output", str(output), "--fail-on", "never", *options]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with output.with_suffix(".log").open("wb") as log:
        process = subprocess.Popen(words, cwd=folder.parent, stdout=log, stderr=log)
    peaks: dict[int, float] = {}
    while process.poll() is None:
        for child in _workers(process.pid):
            peaks[child] = max(peaks.get(child, 0.0), _private(child))
        time.sleep(0.1)
    seconds, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode != 3:
        raise SystemExit(f"exit code {process.returncode}: {output.with_suffix('.log').read_text('utf-8')[-500:]}")
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(output.read_bytes(), seconds, processor, tuple(sorted(peaks.values(), reverse=True)))


def _workers(parent: int) -> list[int]:
    try:
        found = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    except OSError:
        return []
    return [int(child) for child in found]


def _private(process: int) -> float:
    """Megabytes that nobody else has and that stand in no file."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return sum(map(int, re.findall(r"Private_Dirty: +(\d+) kB", text))) / 1024


def complaints(folder: Path, run: Run, bad: int) -> list[str]:
    """What is lost or out of order."""
    from lawcheck.workflows.files import drafts

    expected = [str(path.relative_to(folder.parent)) for path in drafts([folder])]
    rows = [json.loads(line) for line in run.lines.splitlines()]
    found = []
    if [row["document"]["path"] for row in rows] != expected:
        found.append("drafts are lost or out of order")
    errors = sum("error" in row for row in rows)
    if errors != bad:
        found.append(f"{errors} unreadable drafts instead of {bad}")
    return found


@contextmanager
def cluster(home: Path) -> Iterator[str]:
    """A scheduler and two workers of one thread; the address for --executor."""
    file = home / "scheduler.json"
    common = ("--scheduler-file", str(file), "--host", "127.0.0.1", "--no-dashboard")
    roles = [("scheduler", "--port", "0"), *(("worker", "--nworkers", "1", "--nthreads", "1"),) * 2]
    started = []
    for role, *options in roles:
        words = [sys.executable, "-m", f"distributed.cli.dask_{role}", *common, *options]
        words += ["--local-directory", str(home)] if role == "worker" else []
        started.append(subprocess.Popen(words, cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    while not file.exists():
        time.sleep(0.1)
    address = json.loads(file.read_text())["address"].removeprefix("tcp://")
    try:
        from distributed import Client

        with Client(address) as client:
            client.wait_for_workers(2)
        yield f"dask://{address}"
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--drafts", type=int, default=1000)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--dask", action="store_true", help="also on a scheduler and two workers of this machine")
    wanted = parser.parse_args()
    options = ("--corpus", str(wanted.corpus.resolve())) if wanted.corpus else ()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        bad = make(home / "drafts", wanted.drafts)
        print(f"{wanted.drafts} drafts, {bad} unreadable; load before {os.getloadavg()[0]:.1f}")
        two = batch(home / "drafts", home / "two", "--jobs", "2", *options)
        one = batch(home / "drafts", home / "one", "--jobs", "1", *options)
        found = complaints(home / "drafts", two, bad)
        found += ["one process gives other bytes"] if one.lines != two.lines else []
        _print(one, two)
        if wanted.dask:
            with cluster(home) as address:
                there = batch(home / "drafts", home / "dask", "--executor", address, *options)
            print(f"Dask, 2 workers: {there.seconds:.1f} s")
            found += ["Dask gives other bytes"] if there.lines != one.lines else []
    print("; ".join(found) or "none lost, same order, same bytes")
    return 1 if found else 0


def _print(one: Run, two: Run) -> None:
    print(f"1 process: {one.seconds:.1f} s, processor {one.processor:.1f} s")
    print(f"2 processes: {two.seconds:.1f} s, processor {two.processor:.1f} s; load after {os.getloadavg()[0]:.1f}")
    print(
        f"efficiency {one.seconds / (2 * two.seconds):.2f} by the clock, {one.processor / two.processor:.2f} by processor time"
    )
    print(f"private memory of a worker at most {max(*one.peaks, *two.peaks):.0f} MB")


if __name__ == "__main__":
    sys.exit(main())
