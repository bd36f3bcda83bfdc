"""The folder of a corpus: one generation in use, a pointer to it, and a lock for whoever builds the next.

A generation is a folder of its own that is never changed. The pointer is replaced in one step, so that at any moment
either the old or the new corpus is there, whole.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lawcheck.corpus.schema import DATABASE, INDEX
from lawcheck.errors import CorpusError

POINTER, _LOCK = "current", ".lock"
_BUILDING, _GENERATION = "building-", "generation-"


def current(folder: Path) -> Path | None:
    """The generation in use; None if the folder holds no corpus."""
    try:
        name = (folder / POINTER).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    if not name.startswith(_GENERATION) or "/" in name or "\\" in name:
        return None
    return folder / name


def holds_corpus(folder: Path) -> bool:
    """Tell whether a corpus was imported into the folder."""
    return (folder / POINTER).is_file()


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep others from importing into the folder; the system lifts the lock of a process that dies."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise CorpusError(f"不能在 {folder} 建立法规库（{error.strerror}），请换一个目录。") from None
    try:
        try:
            _lock(handle)
        except OSError:
            raise CorpusError(f"另一个导入正在写 {folder}，请等它结束后再试。") from None
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def workplace(folder: Path) -> Path:
    """A new empty folder beside the generations; what earlier killed imports left is removed."""
    for left in folder.glob(f"{_BUILDING}*"):
        shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=_BUILDING, dir=folder))


def publish(folder: Path, built: Path, identity: str) -> Path:
    """Make a built generation the current one and remove the others."""
    for name in (DATABASE, INDEX):
        _flush(built / name)
    name = f"{_GENERATION}{identity[:16]}"
    target = folder / name
    count = 1
    while target.exists():
        # The same content built again by another version of the software.
        count += 1
        target = folder / f"{name}-{count}"
    built.chmod(0o755)
    built.rename(target)
    pointer = folder / f"{_BUILDING}{POINTER}"
    pointer.write_text(f"{target.name}\n", encoding="utf-8")
    _flush(pointer)
    pointer.replace(folder / POINTER)
    _flush(folder)
    for other in folder.glob(f"{_GENERATION}*"):
        if other != target:
            # On Windows a generation that somebody still reads stays until the next import.
            shutil.rmtree(other, ignore_errors=True)
    return target


def _flush(path: Path) -> None:
    """Bring a file (on POSIX also a folder) to the disk."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
