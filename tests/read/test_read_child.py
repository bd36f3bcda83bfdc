"""The second process: a file that hangs, crashes or eats the memory ends it, and only this file."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from builder import docx, paragraph, pdf

from lawcheck.errors import ReadError
from lawcheck.read import child, read_bytes

PDF = pdf([[(72, 700, "Article one")]])
STAND_IN = (
    "import sys, os, time, signal; sys.path.insert(0, sys.argv[1])\n"
    "from lawcheck.read import child, reading\n"
    "real = reading.parsed\n"
    "def parsed(data, wanted):\n"
    "    if b'STRANGE' not in data: return real(data, wanted)\n"
    "    {}\n"
    "reading.parsed = parsed\n"
    "{}\n"
    "child.serve()"
)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    child.end()
    yield
    child.end()


def behave(monkeypatch: pytest.MonkeyPatch, deed: str, before: str = "") -> None:
    """Let the second process do something when it meets a strange file."""
    monkeypatch.setattr(child, "_CODE", STAND_IN.format(deed, before))


def code(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.pdf")
    assert caught.value.message.endswith("。")
    return caught.value.code


STRANGE = PDF + b"% STRANGE"


def test_one_process_serves_many_files() -> None:
    for _ in range(3):
        assert read_bytes(PDF, "a").text == "Article one"
    first = child._current
    assert read_bytes(PDF, "b").format == "pdf"
    assert child._current is first is not None
    assert code(b"%PDF-1.4\n%%EOF") == "damaged"
    assert child._current is first


def test_a_hang_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    behave(monkeypatch, "time.sleep(100)")
    assert read_bytes(PDF, "a").text == "Article one"
    monkeypatch.setattr(child, "SECONDS", 0.5)
    began = time.monotonic()
    assert code(STRANGE) == "timeout"
    assert time.monotonic() - began < 5
    monkeypatch.setattr(child, "SECONDS", 60.0)
    assert read_bytes(PDF, "a").text == "Article one"


@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        ("return bytearray(10**12)", "memory"),
        ("os._exit(3)", "memory"),
        pytest.param("os.kill(os.getpid(), signal.SIGSEGV)", "damaged", marks=pytest.mark.skipif(os.name != "posix", reason="signals")),
        pytest.param("os.kill(os.getpid(), signal.SIGABRT)", "memory", marks=pytest.mark.skipif(os.name != "posix", reason="signals")),
    ],
)  # fmt: skip
def test_accidents(deed: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    behave(monkeypatch, deed)
    assert code(STRANGE) == expected
    assert read_bytes(PDF, "a").text == "Article one"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux limits the memory of a process")
def test_the_memory_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    behave(monkeypatch, "return [bytes(1000) for _ in range(10**9)]", "child.MEMORY = 200 * 1024 * 1024")
    assert code(STRANGE) == "memory"


def test_noise_and_bugs(monkeypatch: pytest.MonkeyPatch) -> None:
    behave(monkeypatch, "print('noise', flush=True); os.system('echo noise'); raise KeyError('x')")
    with pytest.raises(RuntimeError, match="KeyError"):
        read_bytes(STRANGE, "a")
    assert read_bytes(PDF, "a").text == "Article one"


def test_without_a_second_process_files_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_CODE", "raise SystemExit(1)")
    assert read_bytes(PDF, "a").text == "Article one"
    monkeypatch.setattr(sys, "executable", "")
    assert read_bytes(PDF, "a").text == "Article one"


def test_ordinary_files_start_no_process_and_large_ones_do() -> None:
    read_bytes(docx(paragraph("第一条　甲。")), "a")
    assert child._current is None
    large = docx(paragraph("第一条　甲。"), {"image": os.urandom(17 * 1024 * 1024)})
    assert read_bytes(large, "a").text == "第一条　甲。"
    assert child._current is None, "replaced after a large file"


def test_the_working_directory_is_not_trusted(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = str(tmp_path)
    for name in ("pickle.py", "pypdfium2.py", "lxml.py"):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:  # noqa: PTH118, PTH123
            file.write("raise SystemExit('not ours')")
    monkeypatch.chdir(folder)
    assert read_bytes(PDF, "a").text == "Article one"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_fork_gets_a_process_of_its_own() -> None:
    script = (
        "import os, sys; from lawcheck.read import read_bytes\n"
        "data = open(sys.argv[1], 'rb').read()\n"
        "read_bytes(data, 'a')\n"
        "pid = os.fork()\n"
        "words = {read_bytes(data, 'a').text for _ in range(20)}\n"
        "if pid == 0: os._exit(0 if words == {'Article one'} else 7)\n"
        "sys.exit(os.waitpid(pid, 0)[1] or words != {'Article one'})"
    )
    import tempfile

    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(PDF)
        file.flush()
        done = subprocess.run([sys.executable, "-c", script, file.name], timeout=60, check=False)
    assert done.returncode == 0
