"""Batches on a Dask cluster: a real scheduler and two workers on loopback give the bytes of a local run."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from lawcheck.cli.app import run
from lawcheck.errors import UsageError
from lawcheck.workflows.cluster import address
from tests.workflows import drafts

LOOPBACK = "import socket; s = socket.create_server(('127.0.0.1', 0)); socket.create_connection(s.getsockname(), 5).close()"
DAY = ("--as-of", "2026-06-01", "--format", "jsonl")


@dataclass(frozen=True)
class Cluster:
    """What runs, and where the scheduler is."""

    scheduler: subprocess.Popen[bytes]
    workers: tuple[subprocess.Popen[bytes], ...]
    address: str


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and two workers of two threads each, none of which has the drafts' folder as its own."""
    if subprocess.run([sys.executable, "-c", LOOPBACK], check=False, stderr=subprocess.DEVNULL).returncode:
        pytest.skip("the loopback device is down (ip link set lo up)")
    home = tmp_path_factory.mktemp("cluster")
    scheduler = _started(home, "scheduler", "--port", "0")
    place = _said(home / "scheduler.log", scheduler, r"Scheduler at: +tcp://(\S+)", 1)
    options = (f"tcp://{place}", "--nworkers", "1", "--nthreads", "2", "--no-nanny", "--local-directory", str(home))
    workers = tuple(_started(home, "worker", *options) for _ in range(2))
    _said(home / "worker.log", scheduler, "Registered to:", 2)
    yield Cluster(scheduler, workers, f"dask://{place}")
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


def _started(home: Path, role: str, *options: str) -> subprocess.Popen[bytes]:
    words = [
        sys.executable,
        "-m",
        f"distributed.cli.dask_{role}",
        "--host",
        "127.0.0.1",
        "--no-dashboard",
        *options,
    ]
    with (home / f"{role}.log").open("ab") as log:
        return subprocess.Popen(words, cwd=home, stdout=log, stderr=log)


def _said(log: Path, process: subprocess.Popen[bytes], pattern: str, times: int) -> str:
    """Wait until the log says it so many times; return what the pattern found first."""
    while len(found := re.findall(pattern, log.read_text(encoding="utf-8"))) < times:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        time.sleep(0.05)
    return str(found[0])


def _batch(folder: Path, output: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """A batch as its own process in the folder above the drafts: the paths of the drafts are relative."""
    words = drafts.command("batch", folder.name, *DAY, "--output", output, *arguments)
    return subprocess.run(
        words, cwd=folder.parent, env=drafts.environment(folder.parent / "cache"), capture_output=True, check=False
    )


def test_same_bytes(cluster: Cluster, tmp_path: Path) -> None:
    """Unreadable drafts, suppressions by path, own rules and annotated copies included."""
    folder = drafts.folder(tmp_path, 8)
    (tmp_path / "规则/own").mkdir(parents=True)
    (tmp_path / "规则/own/fee.yaml").write_text(OWN_RULE, encoding="utf-8")
    (tmp_path / "lawcheck.toml").write_text(SUPPRESS, encoding="utf-8")
    options = ("--rules-dir", "规则", "--date", "2026-06-01")
    here = _batch(folder, "here.jsonl", *options, "--annotate", "a", "--no-cache")
    there = _batch(folder, "there.jsonl", *options, "--annotate", "b", "--executor", cluster.address)
    assert (here.returncode, there.returncode) == (3, 3), there.stderr.decode()
    assert here.stderr == there.stderr
    made = (tmp_path / "there.jsonl").read_bytes()
    assert made == (tmp_path / "here.jsonl").read_bytes()
    assert b"own/fee" in made
    assert '"reason":"经论证"'.encode() in made.replace(b'": ', b'":')
    copies = [{p.relative_to(tmp_path / n): p.read_bytes() for p in (tmp_path / n).rglob("*.docx")} for n in "ab"]
    assert copies[0] == copies[1]
    assert len(copies[0]) == 8
    assert not list((tmp_path / "cache").rglob("*.json"))  # nothing of the drafts is kept by the nodes


OWN_RULE = """
id: own/fee
title: 预交费用
review_point: LG-4.5
severity: warning
where: clause
match: {text: 预交}
message: 预交费用
suggestion: 删去
basis: [{law: 中华人民共和国立法法, article: 第九十三条, verified: U}]
examples: {bad: [企业须预交费用。, 经营者应当预交费用。], good: [企业可以交费。, 不收费。]}
"""
SUPPRESS = '[[suppress]]\nrule = "own/fee"\npath = "送审/乙/*.txt"\nreason = "经论证"\n'


def test_a_worker_is_killed(cluster: Cluster, tmp_path: Path) -> None:
    """Its drafts are done by the other one; the bytes are those of a local run. Then the other one is killed too."""
    folder = drafts.folder(tmp_path, 20)
    assert run(["batch", str(folder), *DAY, "--output", str(tmp_path / "here.jsonl"), "--no-cache"]) == 3
    output = tmp_path / "there.jsonl"
    words = ("batch", folder, *DAY, "--output", output, "--executor", cluster.address)
    process = drafts.start(*words, cache=tmp_path / "cache")
    _written(output, 4, process)
    os.kill(cluster.workers[0].pid, signal.SIGKILL)
    assert process.wait() == 3
    assert output.read_bytes() == (tmp_path / "here.jsonl").read_bytes()
    cluster.workers[1].kill()
    cluster.workers[1].wait()
    alone = _batch(folder, "alone.jsonl", "--executor", cluster.address)
    assert alone.returncode == 2
    assert "没有工作进程" in alone.stderr.decode()


def _written(output: Path, lines: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the journal has so many lines."""
    journal = output.with_name(output.name + ".partial")
    while process.poll() is None and not (journal.exists() and journal.read_bytes().count(b"\n") > lines):
        time.sleep(0.005)


def test_the_scheduler_is_killed(tmp_path: Path, cluster: Cluster) -> None:
    """Said in one sentence, without a traceback; what was done is taken over."""
    cluster.scheduler.kill()
    cluster.scheduler.wait()
    folder = drafts.folder(tmp_path, 2)
    done = _batch(folder, "out.jsonl", "--executor", cluster.address)
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert "连不上" in done.stderr.decode()


@pytest.mark.parametrize(
    "wrong", ["127.0.0.1:8786", "dask://", "dask://a", "dask://a:b", "dask://a:1/x", "ray://a:1"]
)
def test_addresses(wrong: str) -> None:
    """Only dask://HOST:PORT."""
    with pytest.raises(UsageError, match="dask://主机:端口"):
        address(wrong)
    assert address("dask://节点一:8786") == "节点一:8786"
    assert address("dask://[::1]:8786") == "[::1]:8786"


def test_without_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is an extra: without it the sentence says what to install."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    folder = drafts.folder(tmp_path, 1, unreadable=False)
    assert run(["batch", str(folder), *DAY, "--executor", "dask://127.0.0.1:9"]) == 2
    assert "lawcheck[cluster]" in capsys.readouterr().err
