"""What a batch has done so far, in ``FILE.partial``: a line a draft, on the disk before the next is taken.

The first line says with which settings; the others are the lines of the result in the order of completion. So a
batch that was killed loses only the drafts in work, and a last line that is cut off spoils nothing.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import TracebackType
from typing import Any

from lawcheck.errors import UsageError
from lawcheck.workflows.lock import lock

_MARK = "lawcheck_batch"


def partial(output: Path) -> Path:
    """The name of the journal beside the output."""
    return output.with_name(output.name + ".partial")


class Journal:
    """Open from the first draft to the last; removed when the output is complete."""

    def __init__(self, path: Path, key: str, run: str, *, resume: bool) -> None:
        """Continue a journal of the same settings if ``resume``, else begin a new one.

        ``kept`` are the lines that are there by (path, hash of the file); ``run`` the name of the run that began it.
        """
        self.path = path
        self.kept: dict[tuple[str, str], str] = {}
        self.run = run
        self.was_other = False  # there was one to resume, but with other settings
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        except OSError as error:
            raise UsageError(f"不能在 {path.parent} 写文件，请检查目录是否存在、是否可写。") from error
        self._stream = os.fdopen(handle, "r+b")
        if not lock(self._stream.fileno()):
            self._stream.close()
            raise UsageError(f"另一个 lawcheck batch 正在写 {path}，请等它结束，或者换一个输出文件。")
        if not (resume and self._read(key)):
            self._begin(key)

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()

    def add(self, line: str) -> None:
        """Write a line and bring it to the disk."""
        self._stream.write(line.encode("utf-8", "backslashreplace") + b"\n")
        self._sync()

    def remove(self) -> None:
        """The output is complete."""
        self._stream.close()
        self.path.unlink(missing_ok=True)

    def _sync(self) -> None:
        self._stream.flush()
        os.fsync(self._stream.fileno())

    def _begin(self, key: str) -> None:
        self._stream.seek(0)
        self._stream.truncate()
        self._stream.write(json.dumps({_MARK: 1, "key": key, "run": self.run}).encode() + b"\n")
        self._sync()

    def _read(self, key: str) -> bool:
        """Take over the complete lines and cut off a broken last one; False if there is nothing to continue."""
        first, end = None, 0
        for raw in self._stream:
            entry = _parsed(raw)
            if entry is None:
                break
            end += len(raw)
            if first is None:
                first = entry
                if first.get(_MARK) != 1 or first.get("key") != key or not isinstance(first.get("run"), str):
                    self.was_other = True
                    return False
                continue
            document = entry.get("document")
            if "error" not in entry and isinstance(document, dict):  # what failed is tried again
                name = (str(document.get("path")), str(document.get("sha256")))
                self.kept[name] = raw.decode("utf-8").rstrip("\n")
        if first is None:
            return False
        self.run = first["run"]
        self._stream.seek(end)
        self._stream.truncate()
        return True


def _parsed(raw: bytes) -> dict[str, Any] | None:
    if not raw.endswith(b"\n"):
        return None
    try:
        entry = json.loads(raw)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) else None
