"""The tasks of a batch on a Dask cluster that is there already: a thin adapter, what ``pool.spread`` is for one machine.

The nodes find drafts, corpus and rules under the same paths as this machine (a shared disk). A process of a node does one
draft at a time in one thread, however many threads it has: neither PDFium nor a connection of SQLite bears several.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lawcheck.errors import LawcheckError, UsageError
from lawcheck.workflows.tasks import Job, Outcome, Task, Workbench, died, failed

if TYPE_CHECKING:
    from distributed import Client, Future

_CONNECT = 10.0  # seconds until the scheduler must have answered
_PATIENCE = 30.0  # seconds without a result after which it is asked whether anybody still works
_AHEAD = 2  # tasks for each process of the cluster: one in work, one waiting there
_LOST = (asyncio.CancelledError, concurrent.futures.CancelledError, OSError)
_GO_ON = "审完的已经记下（有 --output 时），加 --resume 可以接着审。"
_hand = ThreadPoolExecutor(1, thread_name_prefix="lawcheck")


def address(executor: str) -> str:
    """The HOST:PORT of ``dask://HOST:PORT``. Whether it is reached by TLS is a matter of Dask's own configuration."""
    try:
        parts = urlsplit(executor)
        is_right = parts.scheme == "dask" and parts.hostname and parts.port and not parts.path.strip("/")
    except ValueError:
        is_right = False
    if not is_right:
        raise UsageError(f"--executor 要写成 dask://主机:端口，不是“{executor}”。")
    return parts.netloc


def spread(scheduler: str, job: Job, tasks: Iterable[Task], ahead: int = 0) -> Iterator[Outcome]:
    """Yield the outcomes as they come. ``ahead``: tasks given out at once; 0: two for each process of the cluster.

    A draft whose process dies is tried again by another one until Dask gives it up; then it has a line that says so.
    """
    job, waiting = _portable(job), iter(tasks)
    with _connected(scheduler) as client:
        limit = ahead or _AHEAD * _processes(client)
        pending = {_give(client, job, task): task for task in islice(waiting, limit)}
        while pending:
            for future in _ready(client, pending):
                yield _outcome(future, pending.pop(future))
                pending |= {_give(client, job, task): task for task in islice(waiting, 1)}


def work(job: Job, task: Task) -> Outcome:
    """What a node does with a task."""
    return _hand.submit(_done, job, task).result()


def _done(job: Job, task: Task) -> Outcome:
    try:
        bench = _bench(job)
    except LawcheckError as error:  # the corpus or the rules are not there
        return failed(task, error.code, f"集群的节点不能审查：{error.message}")
    return bench(task)


@lru_cache(maxsize=1)
def _bench(job: Job) -> Workbench:
    return Workbench(job)


def _portable(job: Job) -> Job:
    """The job as another machine can do it: whole paths, and no reviews kept in folders that nobody tidies there."""
    settings, folder = job.settings, job.folder
    corpus = None if settings.corpus is None else folder / settings.corpus
    rules = tuple(folder / place for place in settings.rules_dirs)
    return replace(job, cache=None, settings=replace(settings, corpus=corpus, rules_dirs=rules, rules_cache=None))


@contextmanager
def _connected(scheduler: str) -> Iterator[Client]:
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError("要用 --executor dask://，请先安装：pip install 'lawcheck[cluster]'。") from error
    for name in ("distributed", "distributed.client"):  # what goes wrong is said in one sentence
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(scheduler, timeout=_CONNECT)
    except (OSError, ValueError) as error:
        raise UsageError(f"连不上 Dask 调度器 {scheduler}，请检查地址，以及它是否在运行。", "executor") from error
    with client:
        try:
            yield client
        except _LOST as error:
            raise UsageError(f"与 Dask 调度器 {scheduler} 的连接断了。{_GO_ON}", "executor") from error


def _processes(client: Client) -> int:
    found = len(client.nthreads())
    if not found:
        raise UsageError(f"Dask 集群里没有工作进程（worker）。{_GO_ON}", "executor")
    return found


def _give(client: Client, job: Job, task: Task) -> Future:
    return client.submit(work, job, task, pure=False)


def _ready(client: Client, pending: Iterable[Future]) -> Iterable[Future]:
    """The futures that have ended, at least one; an error if there is nobody left to end them."""
    from distributed import wait

    while True:
        try:
            ended: set[Future] = wait(list(pending), timeout=_PATIENCE, return_when="FIRST_COMPLETED").done
            return ended
        except TimeoutError:
            _processes(client)


def _outcome(future: Future, task: Task) -> Outcome:
    from distributed import KilledWorker

    error = future.exception()
    if error is None:
        outcome: Outcome = future.result()
        return outcome
    if isinstance(error, KilledWorker):
        return died(task, "集群的节点审它时多次退出")
    message = (
        f"集群的节点没有做成（{error.__class__.__name__}），请检查各节点是否装了同一版 lawcheck；其他文件继续审查。"
    )
    return failed(task, "cluster", message)
