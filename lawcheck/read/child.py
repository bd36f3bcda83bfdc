"""A second process that parses what may be hostile or huge: PDF, and files near a limit.

It has limits of time and memory; a file that exhausts them ends the process and never the review. One process serves
file after file (a start costs about 0.2 s) and is replaced after a large file, after an accident, and after a fork.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lawcheck.errors import LawcheckError, ReadError

if TYPE_CHECKING:
    from lawcheck.read.assemble import Content
    from lawcheck.read.reading import Wanted

SECONDS = 60.0
# Recognition takes about three seconds a page, and has a limit of its own for every page.
SECONDS_WITH_OCR = 3600.0
MEMORY = 1536 * 1024 * 1024
_LARGE = 8 * 1024 * 1024
_START_SECONDS = 30.0
_READY = b"ready\n"
# The folder of the package comes first and the working directory not at all: drafts lie there, and they are not ours.
_CODE = "import sys; sys.path.insert(0, sys.argv[1]); from lawcheck.read.child import serve; serve()"


class _Process:
    """The process, and who owns it."""

    def __init__(self) -> None:
        command = [sys.executable, "-P", "-c", _CODE, str(Path(__file__).resolve().parents[2])]
        self.owner = os.getpid()
        self.is_late = False
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=os.name == "posix", creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in, self._out = self._process.stdin, self._process.stdout
        with self._limited(_START_SECONDS):
            self.is_ready = self._out.readline() == _READY

    @contextlib.contextmanager
    def _limited(self, seconds: float) -> Any:
        """End the process when the time is over, which also ends the waiting for its answer."""
        timer = threading.Timer(seconds, self._stop)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _stop(self) -> None:
        self.is_late = True
        self.kill()

    def ask(self, data: bytes, wanted: Wanted, seconds: float) -> Any:
        """Send a file and wait for the answer; ``EOFError`` if the process ended without one."""
        with self._limited(seconds):
            try:
                pickle.dump((data, wanted), self._in)
                self._in.flush()
                return pickle.load(self._out)
            except (OSError, pickle.UnpicklingError, ValueError):
                raise EOFError from None

    def kill(self) -> None:
        """End the process and what it started (Tesseract)."""
        if os.name == "posix" and self._process.returncode is None:
            with contextlib.suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            self._process.kill()

    def close(self) -> int:
        """End the process; its exit code is negative if a signal ended it before."""
        code = None
        with contextlib.suppress(OSError):  # an idle process ends when there is nothing more to read
            self._in.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = self._process.wait(0.2)
        self.kill()
        with contextlib.suppress(OSError):
            self._out.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        return code or 0


_lock = threading.Lock()
_current: _Process | None = None
_is_inside = False


def is_inside() -> bool:
    """Tell whether this is the second process."""
    return _is_inside


def content(data: bytes, wanted: Wanted) -> Content:
    """Parse a file in the second process; raises ``ReadError``, also timeout and memory."""
    with _lock:
        process = _started()
        if process is None:
            # No second process can be had here (a frozen or embedded Python): better read than refuse.
            from lawcheck.read.reading import parsed

            return parsed(data, wanted)
        seconds = SECONDS_WITH_OCR if wanted.ocr else SECONDS
        try:
            answer = process.ask(data, wanted, seconds)
        except EOFError:
            raise _ended(process, seconds) from None
        except BaseException:  # an interrupted answer would be taken for that of the next file
            end()
            raise
        if len(data) > _LARGE or answer[0] == "memory":
            end()
    return _result(answer)


def _result(answer: tuple[str, Any]) -> Content:
    kind, value = answer
    if kind == "content":
        found: Content = value
        return found
    if kind == "error":
        error: LawcheckError = value
        raise error
    if kind == "memory":
        raise out_of_memory()
    raise RuntimeError(value)


def _ended(process: _Process, seconds: float) -> ReadError:
    """Why the process ended: the clock, or the memory (its allocator ends the process), or a broken file."""
    is_late = process.is_late
    code = end()
    if is_late:
        return ReadError("timeout", f"读取此文件超过 {seconds:.0f} 秒，已停止，请拆分，或者另存为 .docx 后再审。")
    crashes = (getattr(signal, name, None) for name in ("SIGSEGV", "SIGBUS", "SIGFPE"))
    if -code in [int(crash) for crash in crashes if crash is not None]:
        return ReadError("damaged", "文件已损坏，读取时程序中断，请用原软件打开后重新保存或者导出。")
    return out_of_memory()


def out_of_memory() -> ReadError:
    """The error for a file that needs too much memory."""
    return ReadError("memory", "读取此文件需要的内存超过 1.5 GB，已停止，请拆分，或者另存为 .docx 后再审。")


def _started() -> _Process | None:
    global _current
    if _current is not None and _current.owner != os.getpid():
        _current = None  # inherited by a fork: the pipes belong to the parent
    if _current is None and sys.executable:
        try:
            process = _Process()
        except OSError:
            return None
        if not process.is_ready:
            process.close()
            return None
        _current = process
    return _current


def end() -> int:
    """End the second process, if there is one; return its exit code."""
    global _current
    process, _current = _current, None
    return process.close() if process is not None and process.owner == os.getpid() else 0


atexit.register(end)


# Inside the second process


def serve() -> None:
    """Answer until nobody asks any more."""
    global _is_inside
    _is_inside = True
    _limit_memory()
    # What a library prints must not stand between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    questions = sys.stdin.buffer
    answers.write(_READY)
    answers.flush()
    while True:
        try:
            data, wanted = pickle.load(questions)
        except EOFError:
            return
        if hasattr(signal, "alarm"):  # should the first process die meanwhile, nobody else would end this one
            signal.alarm(int(SECONDS_WITH_OCR if wanted.ocr else SECONDS) + 30)
        pickle.dump(_answer(data, wanted), answers)
        answers.flush()
        if hasattr(signal, "alarm"):
            signal.alarm(0)


def _answer(data: bytes, wanted: Wanted) -> tuple[str, Any]:
    from lawcheck.read.reading import parsed

    try:
        return "content", parsed(data, wanted)
    except LawcheckError as error:
        return "error", error
    except MemoryError:
        return "memory", None
    except Exception as error:  # shown by the first process as a bug of ours
        return "bug", f"{type(error).__name__}: {str(error)[:200]}"


def _limit_memory() -> None:
    if sys.platform.startswith("linux"):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        limit = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
