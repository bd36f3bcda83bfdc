"""Words of scanned pages by Tesseract with its data for simplified Chinese, if both are installed.

What is recognised is never certain: every reader of it says so.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lawcheck.errors import ReadError
from lawcheck.model import PdfPlace
from lawcheck.read import wrapping
from lawcheck.read.page_layout import PageRow
from lawcheck.read.wrapping import Row

LANGUAGE = "chi_sim"
RESOLUTION = 200
SECONDS = 60.0
_PLACES = (
    r"C:\Program Files\Tesseract-OCR\tesseract.exe",
    "/opt/homebrew/bin/tesseract",
    "/usr/local/bin/tesseract",
)
_WORD_LEVEL = "5"
_COLUMNS = 12
_NEAR = 0.25
HOW = "apt install tesseract-ocr tesseract-ocr-chi-sim"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as grey pixels, row by row; ``scale`` is pixels a point."""

    width: int
    height: int
    pixels: bytes
    scale: float


def program() -> str | None:
    """Tesseract, on the search path or where installers put it."""
    return shutil.which("tesseract") or next((place for place in _PLACES if Path(place).is_file()), None)


@functools.cache
def languages(path: str) -> tuple[str, ...]:
    """The languages that this Tesseract has data for."""
    try:
        done = subprocess.run([path, "--list-langs"], stdin=subprocess.DEVNULL, capture_output=True, timeout=20, check=False)  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple((done.stdout + done.stderr).decode("utf-8", "replace").split())


def ready() -> str:
    """The program, able to read Chinese; raises ``ReadError`` scanned that says what to install."""
    found = program()
    if found is None:
        raise ReadError("scanned", f"文件含扫描页，而本机没有文字识别程序 Tesseract，请先安装（如 {HOW}）。")
    if LANGUAGE not in languages(found):
        raise ReadError(
            "scanned", f"文件含扫描页，而 Tesseract 缺少简体中文数据 {LANGUAGE}，请先安装（如 {HOW}）。"
        )
    return found


def rows(picture: Picture, page: int, path: str) -> list[PageRow]:
    """Recognise a page; the rows are in Tesseract's order, which follows the columns of the page."""
    height = picture.height / picture.scale
    found = [_row(words, page, picture.scale, height) for words in _lines(_table(picture, path)) if words]
    sizes = sorted(one.row.size for one in found for _ in one.row.text)
    usual = sizes[len(sizes) // 2] if sizes else 1.0
    return [_with_size(one, usual) if abs(one.row.size - usual) < _NEAR * usual else one for one in found]


def _with_size(one: PageRow, size: float) -> PageRow:
    """Short rows measure badly: what is nearly of the usual size is of the usual size."""
    return replace(one, row=replace(one.row, size=size))


def _table(picture: Picture, path: str) -> str:
    """Let Tesseract read the picture from a private folder; return its table of words."""
    folder = Path(tempfile.mkdtemp(prefix="lawcheck-"))
    try:
        image = folder / "page.pgm"
        image.write_bytes(b"P5 %d %d 255\n" % (picture.width, picture.height) + picture.pixels)
        command = [path, str(image), "stdout", "-l", LANGUAGE, "--dpi", str(RESOLUTION), "--psm", "3", "tsv"]
        # One thread a process: on small pages more of them only wait for each other.
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, env=environment, check=False
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise ReadError("timeout", f"识别一页超过 {SECONDS:.0f} 秒，已停止，请提供电子版。") from None
    except OSError:
        raise _failed() from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if done.returncode != 0:
        raise _failed()
    return done.stdout.decode("utf-8", "replace")


def _failed() -> ReadError:
    return ReadError("converter-failed", "Tesseract 识别不了此文件，请提供电子版，或者先用其他软件识别。")


_Word = tuple[str, float, float, float, float]


def _lines(table: str) -> Iterator[Sequence[_Word]]:
    """Group the words of the table by block, paragraph and line."""
    key: tuple[str, ...] = ()
    words: list[_Word] = []
    for entry in table.splitlines()[1:]:
        cells = entry.split("\t", _COLUMNS - 1)
        if len(cells) < _COLUMNS or cells[0] != _WORD_LEVEL or not cells[11].strip():
            continue
        if tuple(cells[1:5]) != key:
            yield words
            key, words = tuple(cells[1:5]), []
        left, top, width, height = (float(cell) for cell in cells[6:10])
        words.append((cells[11].strip(), left, top, left + width, top + height))
    yield words


def _row(words: Sequence[_Word], page: int, scale: float, height: float) -> PageRow:
    pieces: list[tuple[str, None]] = []
    for word in words:
        wrapping.append(pieces, [(word[0], None)])  # type: ignore[arg-type]
    text = "".join(piece[0] for piece in pieces)
    left, right = min(word[1] for word in words) / scale, max(word[3] for word in words) / scale
    top, bottom = min(word[2] for word in words) / scale, max(word[4] for word in words) / scale
    # The height of a line varies with its letters; a row of full-width characters tells their size better.
    size = (right - left) / max(sum(0.5 if sign.isascii() else 1.0 for sign in text), 1.0)
    box = (round(left, 2), round(top, 2), round(right, 2), round(bottom, 2))
    return PageRow(Row(text, PdfPlace(page, box), left, right, max(size, 1.0)), page, top, height)
