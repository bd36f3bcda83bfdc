"""One draft of a batch, done in any process: review or cache, suppressions, annotated copy, one line of JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from lawcheck.config import Suppression
from lawcheck.errors import LawcheckError
from lawcheck.model import Document, Review
from lawcheck.report import as_json
from lawcheck.workflows import files, suppress
from lawcheck.workflows.cache import Cache, identity, settings_key
from lawcheck.workflows.review import Reviewer, Settings


@dataclass(frozen=True, slots=True)
class Job:
    """What all drafts of a batch have in common. Small and picklable: it goes to every process."""

    settings: Settings
    folder: Path = Path()  # where relative paths of drafts begin
    suppress: tuple[Suppression, ...] = ()
    cache: Path | None = None
    author: str = ""
    moment: datetime = datetime.min
    with_text: bool = False  # for a format that shows the draft itself
    suggest: bool = False  # exact replacements as revisions in the annotated copies
    identity: str = ""  # rules, corpus, date and options as the batch began: all processes must have the same


@dataclass(frozen=True, slots=True)
class Converted:
    """The docx that was made of an old file, and the hash of the file as it was then."""

    sha256: str
    docx: bytes = field(repr=False)

    def of(self, data: bytes) -> bytes | None:
        """The docx, if the file is still the same."""
        return self.docx if hashlib.sha256(data).hexdigest() == self.sha256 else None


@dataclass(frozen=True, slots=True)
class Task:
    """A draft, where its annotated copy goes, and the line that an earlier run has made of it."""

    number: int
    path: str
    copy: Path | None = None
    kept: str | None = None
    converted: Converted | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The line of a draft (without line end) and which suppressions met something in it; the text if asked for."""

    number: int
    line: str
    used: frozenset[int] = frozenset()
    text: str = ""


class Workbench:
    """Opens corpus and rules once and does any number of tasks."""

    def __init__(self, job: Job, reviewer: Reviewer | None = None) -> None:
        self.job = job
        self.reviewer = reviewer or Reviewer(job.settings)
        self._identity = identity(self.reviewer)
        # What somebody locked with a password is not left lying about unlocked.
        folder = None if job.settings.passwords else job.cache
        self.cache = Cache(folder, settings_key(self.reviewer)) if folder else None

    def __call__(self, task: Task) -> Outcome:
        """Do one task; whatever happens, it has a line."""
        if self.job.identity and self.job.identity != self._identity:
            message = (
                "规则、法规库或者程序与这次审查开始时不同（途中改动了，或者集群的节点上不是同一版），"
                "这个文件没有审查，更正后请用 --resume 再运行一次。"
            )
            return failed(task, "changed", message)
        try:
            return self._done(task)
        except LawcheckError as error:
            return failed(task, error.code, error.message)
        except MemoryError:
            return failed(task, "memory", "内存不够，审不了这个文件，请拆分后再审；其他文件继续审查。")
        except Exception as error:  # a bug in one draft must not take the others with it
            message = f"程序内部错误（{error.__class__.__name__}），请报告；其他文件继续审查。"
            return failed(task, "internal", message)

    def _done(self, task: Task) -> Outcome:
        from lawcheck.read import load

        place = str(self.job.folder / task.path)
        data = load(place)
        review, document = self._reviewed(task, data)
        applied = suppress.apply(review, self.job.suppress, task.path, place)
        line = task.kept or as_json.line(applied.review)
        if document is None and (self.job.with_text or (task.copy and not task.kept)):
            document = self.reviewer.document(task.path, data, _docx(task, data))
        if task.copy is not None and document is not None and not task.kept:
            self._annotate(self.job.folder / task.copy, data, document, applied.review)
        return Outcome(task.number, line, applied.used, document.text if document and self.job.with_text else "")

    def _reviewed(self, task: Task, data: bytes) -> tuple[Review, Document | None]:
        if task.kept is not None:
            return as_json.loads(task.kept), None
        path = task.path
        digest = hashlib.sha256(data).hexdigest()
        kept = self.cache.get(digest, path) if self.cache else None
        if kept is not None:
            return kept, None
        done = self.reviewer.review(path, data, _docx(task, data))
        if self.cache is not None:
            self.cache.put(digest, done.document, done.review)
        return done.review, done.document

    def _annotate(self, copy: Path, data: bytes, document: Document, review: Review) -> None:
        from lawcheck.report import annotate

        names = dict(self.reviewer.ruleset.review_points)
        made = annotate.annotated(
            data,
            document.source,
            review,
            author=self.job.author,
            date=self.job.moment,
            names=names,
            suggest=self.job.suggest,
        )
        copy.parent.mkdir(parents=True, exist_ok=True)
        files.write(copy, made)


def _docx(task: Task, data: bytes) -> bytes | None:
    return task.converted.of(data) if task.converted else None


def failed(task: Task, code: str, message: str) -> Outcome:
    """The line of a draft without a review."""
    return Outcome(task.number, as_json.batch_line(task.path, None, code, message))


def died(task: Task, cause: str) -> Outcome:
    """The line of a draft whose process died."""
    message = f"审查进程意外结束（{cause}），请单独审查此文件；其他文件不受影响。"
    return failed(task, "worker-died", message)


def copies(paths: Sequence[Path], folders: Sequence[Path], target: Path) -> tuple[Path, ...]:
    """Where the annotated copies go: the same tree below ``target``; no two copies share a name."""
    taken: set[str] = set()
    found = []
    for path in paths:
        name = _below(path, folders)
        if name.suffix.lower() != ".docx":
            name = name.with_name(name.name + ".docx")
        number, wanted = 1, name
        while str(wanted).casefold() in taken:
            number += 1
            wanted = name.with_name(f"{name.stem}（{number}）{name.suffix}")
        taken.add(str(wanted).casefold())
        found.append(target / wanted)
    return tuple(found)


def _below(path: Path, folders: Sequence[Path]) -> Path:
    for folder in folders:
        if folder.is_dir() and path.is_relative_to(folder):
            return path.relative_to(folder)
    return Path(path.name)
