"""Many drafts in several processes; an unreadable one is a row with its reason and stops nothing.

Every input has exactly one row, in the order of the inputs, whatever the number of processes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import TracebackType

from lawcheck.config import Suppression
from lawcheck.errors import LawcheckError, UsageError
from lawcheck.model import Review
from lawcheck.report import as_json
from lawcheck.report.characters import file_name
from lawcheck.report.summary import BatchRow
from lawcheck.workflows import files, suppress
from lawcheck.workflows.cache import Cache, identity, settings_key, tidy
from lawcheck.workflows.conversion import prepared
from lawcheck.workflows.journal import Journal
from lawcheck.workflows.journal import partial as partial_name
from lawcheck.workflows.pool import processors, spread
from lawcheck.workflows.review import Reviewer
from lawcheck.workflows.tasks import Job, Outcome, Task, Workbench, copies, died, failed


@dataclass(frozen=True, slots=True)
class Plan:
    """What to review and how. ``jobs`` 0: as many processes as there are processors."""

    job: Job
    inputs: files.Inputs
    jobs: int = 0
    output: Path | None = None
    resume: bool = False
    annotate: Path | None = None
    cluster: str = ""  # HOST:PORT of a Dask scheduler; empty: processes of this machine
    run: str = ""  # a name that no other run has: with it the register knows a draft that it has already


# Called with the path, the review and the name of the run, as drafts are done; again for those of a resumed run.
Record = Callable[[str, Review, str], None]


class Batch:
    """A run over the inputs of a plan. Use as a context: ``run()``, then ``rows()``, write, ``complete()``."""

    def __init__(self, plan: Plan, reviewer: Reviewer, record: Record | None = None) -> None:
        """Open rules and corpus: if they are wrong, it is said before the first draft."""
        self.plan = plan = replace(plan, job=replace(plan.job, identity=identity(reviewer)))
        self.used: set[int] = set()
        self.reviewer = reviewer
        self._record = record
        self._lines: dict[int, Outcome] = {}
        if plan.job.cache is not None:
            tidy(plan.job.cache)
        key = hashlib.sha256(
            repr((settings_key(reviewer), plan.job.suppress, plan.job.suggest)).encode()
        ).hexdigest()
        self._journal = None
        if plan.output is not None:
            self._journal = Journal(partial_name(plan.output), key, plan.run, resume=plan.resume)
        self._run_name = self._journal.run if self._journal else plan.run

    def __enter__(self) -> Batch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._journal is not None:
            self._journal.__exit__(kind, error, trace)

    @property
    def resumed(self) -> int:
        """How many drafts an earlier run has done."""
        return len(self._journal.kept) if self._journal else 0

    @property
    def began_anew(self) -> bool:
        """Whether there was a run to resume, but with other settings, rules or corpus."""
        return self._journal is not None and self._journal.was_other

    @property
    def total(self) -> int:
        """Number of rows."""
        return len(self.plan.inputs.drafts) + len(self.plan.inputs.closed)

    def run(self) -> Iterator[Outcome]:
        """Do the drafts; yield each as it is done."""
        waiting = []
        for task in self._tasks():
            if task.kept is not None and not self.plan.job.with_text:
                used = _used(task.kept, self.plan.job.suppress, task.path)
                yield self._settled(task, Outcome(task.number, task.kept, used))
            else:
                waiting.append(task)
        tasks = {task.number: task for task in waiting}
        for outcome in self._work(waiting):
            yield self._settled(tasks[outcome.number], outcome)
        for number, folder in enumerate(self.plan.inputs.closed, len(self.plan.inputs.drafts)):
            task = Task(number, str(folder))
            message = "没有权限打开这个文件夹，里面的文件没有审查。"
            yield self._settled(task, failed(task, "no-permission", message))

    def rows(self) -> list[BatchRow]:
        """All rows in the order of the inputs."""
        return [_row(self._path(number), outcome) for number, outcome in sorted(self._lines.items())]

    def lines(self) -> Iterator[str]:
        """The rows as lines of JSON, in the order of the inputs."""
        for _, outcome in sorted(self._lines.items()):
            yield outcome.line

    def complete(self) -> None:
        """The output is written: the journal is no longer needed."""
        if self._journal is not None:
            self._journal.remove()

    def _path(self, number: int) -> str:
        inputs = self.plan.inputs
        return str((*inputs.drafts, *inputs.closed)[number])

    def _tasks(self) -> Iterator[Task]:
        plan = self.plan
        paths = plan.inputs.drafts
        targets = copies(paths, plan.inputs.folders, plan.annotate) if plan.annotate else (None,) * len(paths)
        if plan.resume:
            files.sweep([plan.output, *targets])
        for number, (path, copy) in enumerate(zip(paths, targets, strict=True)):
            yield Task(number, str(path), copy, self._kept(path, copy))

    def _kept(self, path: Path, copy: Path | None) -> str | None:
        """The line of an earlier run, if the file is still the same and its annotated copy is there."""
        if self._journal is None or not self._journal.kept or (copy is not None and not copy.is_file()):
            return None
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            return None
        return self._journal.kept.get((file_name(str(path)), digest))

    def _work(self, tasks: list[Task]) -> Iterator[Outcome]:
        job = self.plan.job
        if self.plan.cluster:
            from lawcheck.workflows import cluster

            yield from cluster.spread(self.plan.cluster, job, tasks, self.plan.jobs)
            return
        if len(tasks) == 1:  # a process of its own would cost more than the review
            yield Workbench(job, self.reviewer)(tasks[0])
            return
        jobs = min(self.plan.jobs or processors(), len(tasks))
        yield from spread(partial(Workbench, job), prepared(tasks, self._is_kept), jobs, died)

    def _is_kept(self, digest: str, path: str) -> bool:
        """Whether a draft need not be read: its review is in the cache and nothing asks for its text."""
        job = self.plan.job
        if job.cache is None or job.with_text or self.plan.annotate is not None or job.settings.passwords:
            return False
        return Cache(job.cache, settings_key(self.reviewer)).get(digest, path) is not None

    def _settled(self, task: Task, outcome: Outcome) -> Outcome:
        """Write down what is done: in the register first, since a draft missing there would not be noticed again.

        Of a draft with a mark of secrecy nothing is written beside the output: ``--resume`` does it again.
        """
        review = _row(task.path, outcome).review
        if self._record is not None and review is not None:
            self._record(task.path, review, self._run_name)
        is_secret = review is not None and review.document.secrecy is not None
        if self._journal is not None and outcome.line != task.kept and not is_secret:
            self._journal.add(outcome.line)
        self.used |= outcome.used
        self._lines[task.number] = outcome
        return outcome


def _row(path: str, outcome: Outcome) -> BatchRow:
    """The row as its line says it: so it is the same whether just reviewed, from the cache or from an earlier run."""
    data = json.loads(outcome.line)
    error = data.get("error")
    if error is not None:
        return BatchRow(path, None, error["code"], error["message"])
    try:
        return BatchRow(path, as_json.from_dict(data), text=outcome.text)
    except LawcheckError as fault:
        return BatchRow(path, None, "internal", f"程序内部错误（{fault.message}），请报告；其他文件不受影响。")


def _used(line: str, entries: tuple[Suppression, ...], path: str) -> frozenset[int]:
    return suppress.apply(as_json.loads(line), entries, path).used if entries else frozenset()


def refuse_inside(folder: Path | None, inputs: files.Inputs) -> None:
    """Annotated copies inside a folder of drafts would be drafts of the next batch."""
    if folder is None:
        return
    place = folder.resolve()
    for given in inputs.folders:
        if given.is_dir() and place.is_relative_to(given.resolve()):
            raise UsageError(f"批注稿的目录 {folder} 在送审的目录 {given} 里面，请换一个目录。")
