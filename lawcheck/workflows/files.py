"""Files in and out: drafts of a folder, and writing so that a half-written file never exists."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lawcheck.errors import ReadError, UsageError

SUFFIXES = frozenset(
    {".docx", ".docm", ".dotx", ".dotm", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".ofd", ".txt", ".md", ".markdown", ".html", ".htm"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Inputs:
    """What lies below the folders given: drafts, other files (tables, pictures), folders that could not be opened."""

    folders: tuple[Path, ...]
    drafts: tuple[Path, ...]
    others: tuple[Path, ...] = ()
    closed: tuple[Path, ...] = ()


def survey(folders: Sequence[Path]) -> Inputs:
    """Every file below the folders, sorted; a file named directly is a draft whatever it is called.

    Hidden files and Word's lock files (~$…) are left out; links to folders are not followed.
    """
    found: dict[Path, None] = {}
    others: dict[Path, None] = {}
    closed: list[OSError] = []
    for folder in folders:
        if folder.is_file():
            found[folder] = None
        elif folder.is_dir():
            for root, names, files in os.walk(folder, onerror=closed.append):
                names[:] = sorted(name for name in names if not name.startswith("."))
                for name in sorted(files):
                    if not name.startswith((".", "~$")):
                        kind = found if Path(name).suffix.lower() in SUFFIXES else others
                        kind[Path(root) / name] = None
        else:
            raise ReadError("not-found", f"找不到文件夹 {folder}，请检查路径。")
    shut = dict.fromkeys(Path(str(error.filename)) for error in closed)
    return Inputs(tuple(folders), tuple(found), tuple(path for path in others if path not in found), tuple(shut))


def drafts(folders: Sequence[Path]) -> tuple[Path, ...]:
    """The drafts of ``survey``."""
    return survey(folders).drafts


def sweep(targets: Iterable[Path | None]) -> None:
    """Remove what a killed run left half written of these files."""
    wanted: dict[Path, set[str]] = {}
    for target in targets:
        if target is not None:
            wanted.setdefault(target.parent, set()).add(target.name[:40])
    for folder, names in wanted.items():
        for path in folder.glob(".*.tmp") if folder.is_dir() else ():
            if path.name[1:].rsplit(".", 2)[0] in names:
                path.unlink(missing_ok=True)


def write(path: Path, data: bytes) -> None:
    """Write to a temporary file in the same folder, flush it to the disk, rename."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".tmp")
    except OSError as error:
        raise UsageError(f"不能在 {path.parent} 写文件，请检查目录是否存在、是否可写。") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o644 if os.name == "posix" else 0o666)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise UsageError(f"写不了 {path}，请换一个输出位置。") from error
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def refuse_outputs(outputs: Sequence[Path | None], inputs: Sequence[Path]) -> None:
    """Several outputs: none may be an input, no two the same file."""
    for output in outputs:
        refuse_overwriting(output, inputs)
    refuse_same(*outputs)


def refuse_same(*outputs: Path | None) -> None:
    """Two outputs that are one file would overwrite each other."""
    named = [output.resolve() for output in outputs if output is not None]
    if len(named) != len(set(named)):
        raise UsageError("两个输出写到了同一个文件，请换一个文件名。")


def refuse_overwriting(output: Path | None, inputs: Sequence[Path]) -> None:
    """The original is never changed: an output that is an input, also by a link, is wrong use."""
    if output is None:
        return
    for path in inputs:
        try:
            same = output.resolve() == path.resolve() or (output.exists() and output.samefile(path))
        except OSError:
            continue
        if same:
            raise UsageError(f"输出文件 {output} 就是送审的原件，原件不能改动，请换一个文件名。")
