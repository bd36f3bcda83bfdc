"""Tasks spread over processes, one at a time each, so that a process that dies takes only its own task with it.

The pools of the standard library give up all tasks when one process dies; a batch may not. Processes are spawned,
not forked: the same on every system, and no lock or connection of the parent is inherited.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
_PATIENCE = 10.0  # seconds that a process gets to end by itself once there is nothing left to do


@dataclass(slots=True)
class _Member(Generic[Task]):
    """A process, the way to it, and the task it works on."""

    process: SpawnProcess
    way: Connection[Any, Any]
    task: Task


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(
    make: Callable[[], Callable[[Task], Result]],
    tasks: Iterable[Task],
    jobs: int,
    died: Callable[[Task, str], Result],
) -> Iterator[Result]:
    """Yield the results as they come. ``make`` is called once in each process and gives what does the tasks.

    A process that dies is replaced; ``died`` says what to yield for its task, given the reason.
    """
    waiting = iter(tasks)
    members: list[_Member[Task]] = []
    is_done = False
    try:
        for _ in range(jobs):
            _hire(members, make, waiting)
        while members:
            for member in _ready(members):
                try:
                    yield member.way.recv()
                except (EOFError, OSError):
                    members.remove(member)
                    yield died(member.task, _cause(member))
                    _hire(members, make, waiting)
                    continue
                _next(members, member, waiting)
        is_done = True
    finally:
        for member in members:
            _dismiss(member, at_once=not is_done)


def _hire(members: list[_Member[Task]], make: Callable[[], Any], waiting: Iterator[Task]) -> None:
    """Start a process for the next task, if there is one."""
    for task in waiting:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=_serve, args=(there, make), daemon=True)
        process.start()
        there.close()
        member = _Member(process, here, task)
        members.append(member)
        _give(member)
        return


def _next(members: list[_Member[Task]], member: _Member[Task], waiting: Iterator[Task]) -> None:
    for task in waiting:
        member.task = task
        _give(member)
        return
    members.remove(member)
    _dismiss(member)


def _give(member: _Member[Any]) -> None:
    with suppress(OSError):  # it died just now: reading from it says so
        member.way.send(member.task)


def _ready(members: list[_Member[Task]]) -> list[_Member[Task]]:
    """Members that have answered or ended. What a process sent before it died is still read first."""
    ready = wait([member.way for member in members])
    return [member for member in members if member.way in ready]


def _cause(member: _Member[Any]) -> str:
    member.process.join(_PATIENCE)
    code = member.process.exitcode
    member.way.close()
    if code is not None:
        member.process.close()
    if code is None or code >= 0:
        return f"退出码 {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = str(-code)
    return f"信号 {name}" + ("，可能是内存不足" if name == "SIGKILL" else "")


def _dismiss(member: _Member[Any], *, at_once: bool = False) -> None:
    member.way.close()
    if at_once:
        member.process.terminate()
    member.process.join(_PATIENCE)
    if member.process.exitcode is None:
        member.process.kill()
        member.process.join()
    member.process.close()


def _serve(way: Connection[Any, Any], make: Callable[[], Callable[[Any], Any]]) -> None:
    """Life of a process: ends when the parent closes its end, also when the parent was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    work: Callable[[Any], Any] | None = None
    while True:
        try:
            task = way.recv()
        except (EOFError, OSError):
            return
        work = work or make()
        try:
            way.send(work(task))
        except (BrokenPipeError, ConnectionResetError):
            return
