"""Processes: every task has one result, a process that dies takes only its own task with it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from functools import partial

import pytest

from lawcheck.workflows.pool import processors, spread


def _double(task: int) -> str:
    """What a process does: some tasks kill it."""
    if task == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    if task == 5:
        os._exit(7)
    return str(task * 2)


def _make(log: str) -> Callable[[int], str]:
    with open(log, "a", encoding="utf-8") as stream:  # noqa: PTH123
        stream.write("made\n")
    return _double


def _died(task: int, cause: str) -> str:
    return f"{task} died: {cause}"


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_every_task_has_one_result(tmp_path: object, jobs: int) -> None:
    """Two tasks kill their process; all others are done, once each, whatever the number of processes."""
    log = f"{tmp_path}/made"
    results = sorted(spread(partial(_make, log), range(9), jobs, _died))
    expected = [str(n * 2) for n in range(9) if n not in (3, 5)]
    assert results == sorted([*expected, "3 died: 信号 SIGKILL，可能是内存不足", "5 died: 退出码 7"])
    with open(log, encoding="utf-8") as stream:  # noqa: PTH123
        assert jobs <= len(stream.readlines()) <= jobs + 2  # once a process, not once a task


def test_leaving_early_ends_the_processes(tmp_path: object) -> None:
    """A caller that stops asking leaves no process behind (warnings about that are errors here)."""
    import multiprocessing

    results = spread(partial(_make, f"{tmp_path}/made"), range(100), 2, _died)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []
    assert list(spread(partial(_make, f"{tmp_path}/made"), [], 2, _died)) == []
    assert processors() >= 1
