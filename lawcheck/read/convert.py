"""Old formats (.doc, .wps, .rtf, .odt) through LibreOffice, if it is installed: a docx comes back, and is read.

LibreOffice is kept apart from the user's own: a fresh profile in which macros and links are off, a private folder
that is deleted afterwards, limits of time and memory, and no network where the system can cut it off.
"""

from __future__ import annotations

import contextlib
import functools
import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from lawcheck.errors import ReadError
from lawcheck.model import Warn
from lawcheck.read import ole
from lawcheck.read.assemble import Content

SECONDS = 60.0
# What each file adds to the time limit of a call for many; measured were 0.15 s a file.
SECONDS_MORE = 2.0
MEMORY = 1536 * 1024 * 1024
_LARGEST = 100 * 1024 * 1024
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_OWN_ERRORS = ("no-text", "too-large", "timeout", "memory")
_COMMON, _WRITER = (
    "/org.openoffice.Office.Common/Security/Scripting",
    "/org.openoffice.Office.Writer/Content/Update",
)
# 3 is "very high"; a link is never updated with 2; untrusted documents may not refer to anything outside.
_SETTINGS = (
    (_COMMON, "MacroSecurityLevel", "3"),
    (_COMMON, "DisableMacrosExecution", "true"),
    (_COMMON, "BlockUntrustedRefererLinks", "true"),
    (_WRITER, "Link", "2"),
    (_WRITER, "Field", "false"),
)
_NOTICE = Warn(
    "converted",
    "此文件经 LibreOffice 转换后读取，编号和表格可能与原文件略有出入；带批注的副本由转换出的文字生成，版式与原文件不同。",
)


def content_of(converted: bytes, read: Callable[[bytes], Content]) -> Content:
    """Read an old file by way of the docx that was made of it, which ``read`` reads; raises ``ReadError``."""
    try:
        content = read(converted)
    except ReadError as error:
        raise error if error.code in _OWN_ERRORS else _failed() from None
    # Places in the docx mean nothing in the file that the user has.
    lines = tuple(line._replace(pieces=tuple((text, None) for text, _ in line.pieces)) for line in content.lines)
    return replace(content, format="converted", lines=lines, warnings=(_NOTICE, *content.warnings))


def office() -> str | None:
    """The program, on the search path or where installers put it."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def to_docx(data: bytes, suffix: str) -> bytes:
    """Convert the bytes of a file whose kind is ``suffix`` (doc, rtf, odt) to those of a docx.

    Raises ``ReadError`` needs-converter, converter-failed, timeout or too-large.
    """
    (result,) = _converted(((data, suffix),), SECONDS)
    if isinstance(result, ReadError):
        raise result
    return result


def to_docx_many(files: Sequence[tuple[bytes, str]]) -> list[bytes | None]:
    """Convert many files in one call, which saves a start of the program for each.

    None for a file that did not come out: the program may have failed on it or on one before it, so it is worth a
    call of its own.
    """
    results = _converted(files, SECONDS + SECONDS_MORE * len(files))
    return [None if isinstance(result, ReadError) else result for result in results]


def _converted(files: Sequence[tuple[bytes, str]], seconds: float) -> list[bytes | ReadError]:
    program = office()
    if program is None:
        raise ole.needs_converter()
    folder = Path(tempfile.mkdtemp(prefix="lawcheck-"))
    try:
        out, profile = folder / "out", folder / "profile"
        out.mkdir()
        _write_settings(profile / "user" / "registrymodifications.xcu")
        sources = [folder / f"{number:04}.{suffix}" for number, (_, suffix) in enumerate(files)]
        for source, (data, _) in zip(sources, files, strict=True):
            source.write_bytes(data)
        command = [
            *isolation(), program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
            "--nolockcheck", "--nodefault", "--nologo", "--convert-to", "docx:MS Word 2007 XML",
            "--outdir", str(out), *map(str, sources),
        ]  # fmt: skip
        is_late = _run(command, folder, seconds)
        return [_result(out / f"{source.stem}.docx", is_late) for source in sources]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _result(path: Path, is_late: bool) -> bytes | ReadError:
    """The output, which alone tells whether the conversion worked: the exit code is 0 even when it failed.

    A program that was stopped may leave half a file, so the zip must be whole.
    """
    try:
        size = path.stat().st_size
    except OSError:
        return _late() if is_late else _failed()
    if size > _LARGEST:
        return ReadError("too-large", "文件转换后超过 100 MB，请删去图片等附加内容，或者拆分后再审。")
    data = path.read_bytes()
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return _late() if is_late else _failed()
    return data


def _late() -> ReadError:
    return ReadError("timeout", f"转换此文件超过 {SECONDS:.0f} 秒，已停止，请用 Word 或 WPS 另存为 .docx 后再审。")


def _failed() -> ReadError:
    return ReadError(
        "converter-failed", "LibreOffice 转换不了此文件（可能已损坏），请用 Word 或 WPS 另存为 .docx 后再审。"
    )


def _write_settings(path: Path) -> None:
    items = "".join(
        f'<item oor:path="{where}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for where, name, value in _SETTINGS
    )
    path.parent.mkdir(parents=True)
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )


@functools.cache
def isolation() -> tuple[str, ...]:
    """What to put before a command so that it gets no network and little memory; empty where the system cannot."""
    found: tuple[str, ...] = ()
    if not sys.platform.startswith("linux"):
        return found
    for name, options in (("unshare", ("-rn",)), ("prlimit", (f"--data={MEMORY}", f"--fsize={2 * _LARGEST}"))):
        program = shutil.which(name)
        if program is not None and _works([program, *options, "true"]):
            found += (program, *options)
    return found


def _works(command: Sequence[str]) -> bool:
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=5, check=False
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def _run(command: Sequence[str], folder: Path, seconds: float) -> bool:
    """Run to the end or to the time limit; whatever the program started is ended with it. True: it was late."""
    environment = None
    if os.name == "posix":
        environment = {
            "PATH": os.defpath, "HOME": str(folder), "TMPDIR": str(folder), "LC_ALL": "C.UTF-8",
            "SAL_USE_VCLPLUGIN": "svp",
        }  # fmt: skip
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            cwd=folder, env=environment, start_new_session=os.name == "posix",
        )  # fmt: skip
    except OSError:
        raise _failed() from None
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return True
    finally:
        end(process)
    return False


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started in its own session, with all that it started."""
    if sys.platform == "win32":
        if process.poll() is None:
            tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(tree, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    else:
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(10)
