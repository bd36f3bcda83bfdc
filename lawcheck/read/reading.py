"""The way in: look at the path, read the bytes once, decide the format by content and call its reader."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lawcheck.errors import ReadError
from lawcheck.model import Source
from lawcheck.read import ole
from lawcheck.read.assemble import Content, source

if TYPE_CHECKING:
    from lawcheck.read.package import Package

MAX_BYTES = 100 * 1024 * 1024
# From here on a file is parsed in a second process: its size, or what its zip claims to unfold to.
_NEAR_BYTES = 16 * 1024 * 1024
_NEAR_UNPACKED = 64 * 1024 * 1024
_PDF_WINDOW = 1024
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_CONVERTED = ((ole.MAGIC, "doc"), (b"{\\rtf", "rtf"), *((start, "doc") for start in ole.OLD_WORD))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user said of a file: the encoding of a text, passwords to try, whether to recognise scans.

    ``converted`` is the docx that was made of an old file before, among many others.
    """

    encoding: str | None = None
    passwords: tuple[str, ...] = field(default=(), repr=False)
    ocr: bool = False
    converted: bytes | None = field(default=None, repr=False)


def read(
    path: str,
    *,
    encoding: str | None = None,
    passwords: Sequence[str] = (),
    ocr: bool = False,
    stdin: bytes | None = None,
) -> Source:
    """Read a file into a ``Source``; with ``stdin`` these bytes are read and ``path`` is only a name.

    Raises ``ReadError`` for everything that cannot be read. ``encoding`` overrides the guess for text files,
    ``passwords`` are tried on a locked PDF, ``ocr`` recognises its scanned pages.
    """
    data = load(path) if stdin is None else stdin
    return read_bytes(data, path, encoding=encoding, passwords=passwords, ocr=ocr)


def read_bytes(
    data: bytes,
    path: str,
    *,
    encoding: str | None = None,
    passwords: Sequence[str] = (),
    ocr: bool = False,
    converted: bytes | None = None,
) -> Source:
    """Read the bytes of a file; ``path`` is only a name. The hash is that of these bytes.

    ``converted`` is the docx that LibreOffice has made of these bytes, if it has.
    """
    if not data:
        raise ReadError("empty", "文件是空的（0 字节），请检查是否保存成功。")
    _check_size(len(data))
    digest = hashlib.sha256(data).hexdigest()
    wanted = Wanted(encoding, tuple(passwords), ocr, converted)
    with _without_collection():
        return source(path, digest, _content(data, wanted))


@contextlib.contextmanager
def _without_collection() -> Iterator[None]:
    """Reading makes many objects and no cycles of them; to look for cycles meanwhile is a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _check_size(size: int) -> None:
    if size > MAX_BYTES:
        raise ReadError("too-large", "文件超过 100 MB，请删去图片等附加内容，或者拆分后再审。")


def load(path: str) -> bytes:
    """Read the bytes of a regular file once; ``ReadError`` for whatever is none."""
    try:
        status = os.stat(path)  # noqa: PTH116 - a path may hold any characters
        if not stat.S_ISREG(status.st_mode):
            raise ReadError("not-a-file", "所给路径不是普通文件（是文件夹、管道或设备），请指定一个文件。")
        _check_size(status.st_size)
        return Path(path).read_bytes()
    except PermissionError:
        raise ReadError("no-permission", "没有权限读取此文件，请检查文件权限。") from None
    except (OSError, ValueError):
        raise ReadError("not-found", "找不到此文件，请检查路径。") from None


def old_format(data: bytes) -> str | None:
    """The kind of a file (doc, rtf, odt) that LibreOffice has to convert; None for others and for refused ones."""
    try:
        suffix = _old_suffix(data)
        if suffix is not None:
            _check_old(data)
        elif data.startswith(_ZIP):
            from lawcheck.read.package import Package

            suffix = "odt" if _is_open_document(Package(data)) else None
    except ReadError:
        return None
    return suffix


def _old_suffix(data: bytes) -> str | None:
    return next((suffix for start, suffix in _CONVERTED if data.startswith(start)), None)


def _check_old(data: bytes) -> None:
    refusal = ole.refusal(data) if data.startswith(ole.MAGIC) else None
    if refusal is not None:
        raise refusal


def _content(data: bytes, wanted: Wanted) -> Content:
    suffix = _old_suffix(data)
    if suffix is not None:
        _check_old(data)
        return _converted(data, suffix, wanted)
    is_near = len(data) > _NEAR_BYTES or _is_pdf(data)
    if data.startswith(_ZIP):
        from lawcheck.read.package import Package

        package = Package(data)
        if _is_open_document(package):
            return _converted(data, "odt", wanted)
        if not is_near and package.claimed <= _NEAR_UNPACKED:
            return _unpacked(package)
        is_near = True
    if is_near:
        from lawcheck.read import child

        return child.content(data, wanted)
    return parsed(data, wanted)


def parsed(data: bytes, wanted: Wanted) -> Content:
    """Parse a file in this process; old formats have been converted before."""
    if data.startswith(_ZIP):
        from lawcheck.read.package import Package

        return _unpacked(Package(data))
    if _is_pdf(data):
        from lawcheck.read import pdf

        return pdf.read_pdf(data, wanted.passwords, recognise=wanted.ocr)
    from lawcheck.read import text

    return text.read_text(data, wanted.encoding)


def _unpacked(package: Package) -> Content:
    from lawcheck.read import docx, ofd

    return ofd.read_ofd(package) if ofd.is_ofd(package) else docx.read_docx(package)


def _is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:_PDF_WINDOW] and not data.startswith(_ZIP)


def _is_open_document(package: Package) -> bool:
    """Tell a document of OpenOffice; its parts are measured here, so that a bomb never reaches the converter."""
    if b"opendocument.text" not in (package.read("mimetype") or b""):
        return False
    if b"encryption-data" in (package.read("META-INF/manifest.xml") or b""):
        raise ole.encrypted()
    for name in package.names:
        package.read(name)
    return True


def _converted(data: bytes, suffix: str, wanted: Wanted) -> Content:
    from lawcheck.read import convert

    docx = wanted.converted or convert.to_docx(data, suffix)
    return convert.content_of(docx, lambda made: _content(made, replace(wanted, converted=None)))
