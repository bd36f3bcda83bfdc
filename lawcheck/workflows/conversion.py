"""The old files of a batch (.doc, .wps, .rtf, .odt), converted many at a time: to start LibreOffice takes longer than a file.

A file that does not come out is converted again by itself where it is reviewed, and gets its own reason there. The
docx are handed on in memory; on the disk they are only while LibreOffice runs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from lawcheck.errors import ReadError
from lawcheck.read import load, old_format
from lawcheck.workflows.tasks import Converted, Task

MANY = 40
_MOST_BYTES = 64 * 1024 * 1024
# The first bytes of the old formats; of a zip only an OpenDocument, whose kind stands first in it.
_OLE, _RTF, _ZIP = b"\xd0\xcf\x11\xe0", b"{\\rtf", b"PK\x03\x04"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_HEAD = 128


@dataclass(frozen=True, slots=True)
class _Old:
    """A task whose file is of an old format, with its bytes."""

    task: Task
    data: bytes
    suffix: str


def prepared(tasks: Iterable[Task], is_kept: Callable[[str, str], bool]) -> Iterator[Task]:
    """The tasks, those of old files last and with the docx made of them.

    ``is_kept`` tells of a hash and a path whether the review is at hand already. Without LibreOffice, or with one old
    file only, the tasks stay as they are.
    """
    from lawcheck.read import convert

    if convert.office() is None:
        yield from tasks
        return
    waiting: list[Task] = []
    for task in tasks:
        if task.kept is None and _looks_old(task.path):
            waiting.append(task)
        else:
            yield task
    old = iter(waiting)
    while chunk := list(islice(old, MANY)):
        yield from _converted(chunk, is_kept)


def _looks_old(path: str) -> bool:
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - a path may hold any characters
            head = stream.read(_HEAD)
    except OSError:
        return False
    return head.startswith((_OLE, _RTF)) or (head.startswith(_ZIP) and _OPEN_DOCUMENT in head)


def _converted(chunk: list[Task], is_kept: Callable[[str, str], bool]) -> Iterator[Task]:
    from lawcheck.read import convert

    found = {old.task.number: old for old in _old(chunk, is_kept)}
    made: dict[int, Converted] = {}
    if len(found) > 1:
        try:
            results = convert.to_docx_many([(old.data, old.suffix) for old in found.values()])
        except ReadError:
            results = [None] * len(found)
        for number, docx in zip(found, results, strict=True):
            if docx is not None:
                made[number] = Converted(hashlib.sha256(found[number].data).hexdigest(), docx)
    for task in chunk:
        yield replace(task, converted=made.get(task.number))


def _old(chunk: list[Task], is_kept: Callable[[str, str], bool]) -> Iterator[_Old]:
    """The files that need LibreOffice, as many as may be held in memory together."""
    size = 0
    for task in chunk:
        try:
            data = load(task.path)
        except ReadError:
            continue
        suffix = old_format(data)
        if suffix is None or is_kept(hashlib.sha256(data).hexdigest(), task.path):
            continue
        size += len(data)
        if size > _MOST_BYTES:
            return
        yield _Old(task, data, suffix)
