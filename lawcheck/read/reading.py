"""The way in: look at the path, read the bytes once, decide the format by content and call its reader."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from lawcheck.errors import ReadError
from lawcheck.model import Source
from lawcheck.read import ole
from lawcheck.read.assemble import Content, source

MAX_BYTES = 100 * 1024 * 1024
_PDF_WINDOW = 1024
_CONVERTED = ((ole.MAGIC, "doc"), (b"{\\rtf", "rtf"), *((start, "doc") for start in ole.OLD_WORD))


def read(path: str, *, encoding: str | None = None, stdin: bytes | None = None) -> Source:
    """Read a file into a ``Source``; with ``stdin`` these bytes are read and ``path`` is only a name.

    Raises ``ReadError`` for everything that cannot be read. ``encoding`` overrides the guess for text files.
    """
    return read_bytes(load(path) if stdin is None else stdin, path, encoding=encoding)


def read_bytes(data: bytes, path: str, *, encoding: str | None = None) -> Source:
    """Read the bytes of a file; ``path`` is only a name. The hash is that of these bytes."""
    if not data:
        raise ReadError("empty", "文件是空的（0 字节），请检查是否保存成功。")
    _check_size(len(data))
    return source(path, hashlib.sha256(data).hexdigest(), _content(data, encoding))


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


def _content(data: bytes, encoding: str | None) -> Content:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data)
    if data.startswith(ole.MAGIC):
        refusal = ole.refusal(data)
        if refusal is not None:
            raise refusal
    for start, suffix in _CONVERTED:
        if data.startswith(start):
            from lawcheck.read import convert

            return convert.read_converted(data, suffix)
    if b"%PDF-" in data[:_PDF_WINDOW]:
        from lawcheck.read import pdf

        return pdf.read_pdf(data)
    from lawcheck.read import text

    return text.read_text(data, encoding)


def _zip(data: bytes) -> Content:
    from lawcheck.read import docx, ofd
    from lawcheck.read.package import Package

    package = Package(data)
    if b"opendocument.text" in (package.read("mimetype") or b""):
        from lawcheck.read import convert

        # Measured here, so that a bomb never reaches the converter.
        if b"encryption-data" in (package.read("META-INF/manifest.xml") or b""):
            raise ole.encrypted()
        for name in package.names:
            package.read(name)
        return convert.read_converted(data, "odt")
    return ofd.read_ofd(package) if ofd.is_ofd(package) else docx.read_docx(package)
