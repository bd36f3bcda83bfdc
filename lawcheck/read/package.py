"""The zip around a docx: entries are counted and their size is measured while reading, nothing goes to disk."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from lawcheck.errors import ReadError
from lawcheck.model import Warn
from lawcheck.read import ole

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_ENTRIES = 4096
MAX_PART = 64 * 1024 * 1024
MAX_TOTAL = 256 * 1024 * 1024
_CHUNK = 1024 * 1024
_UTF8_NAME = 0x800
_ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError,
    struct.error, OverflowError, lzma.LZMAError, LookupError,
)  # fmt: skip
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def damaged() -> ReadError:
    """Return the error for a file whose zip or XML is broken."""
    return ReadError("damaged", "文件已损坏，打不开，请用 Word 或 WPS 打开后重新保存。")


def _too_large(limit: str) -> ReadError:
    return ReadError("too-large", f"文件解压后过大（{limit}），请另存一份、删去无关内容后再审。")


class Package:
    """The parts of an Office file by name."""

    def __init__(self, data: bytes, *, total: int = 0) -> None:
        """Open the zip; ``total`` is what was already read of the package that holds this one."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except _ZIP_ERRORS:
            raise damaged() from None
        if len(infos) > MAX_ENTRIES:
            raise _too_large(f"内含条目超过 {MAX_ENTRIES} 个")
        self._infos = {_entry_name(info).replace("\\", "/").lstrip("/"): info for info in infos}
        self._by_lower = {name.lower(): name for name in self._infos}
        self.total = total
        self.warnings = tuple(_entry_warnings(infos))

    def __contains__(self, name: str) -> bool:
        return name in self._infos or name.lower() in self._by_lower

    @property
    def claimed(self) -> int:
        """How large all parts together claim to be."""
        return sum(info.file_size for info in self._infos.values())

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts."""
        return tuple(self._infos)

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a part, None if there is no such part; raises ``ReadError`` if it is broken or huge."""
        info = self._infos.get(name) or self._infos.get(self._by_lower.get(name.lower(), ""))
        if info is None:
            return None
        if info.flag_bits & 1:
            raise ole.encrypted()
        try:
            return self._read(info)
        except _ZIP_ERRORS:
            raise damaged() from None

    def _read(self, info: zipfile.ZipInfo) -> bytes:
        chunks: list[bytes] = []
        size = 0
        with self._zip.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                self.total += len(chunk)
                if size > MAX_PART:
                    raise _too_large("一个部件超过 64 MB")
                if self.total > MAX_TOTAL:
                    raise _too_large("合计超过 256 MB")
                chunks.append(chunk)
        return b"".join(chunks)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Return the relationships of a part ("" for the package); a missing or broken list is none."""
        from lawcheck.read import ooxml

        folder, name = posixpath.split(part)
        data = self.read(posixpath.join(folder, "_rels", f"{name}.rels"))
        if data is None:
            return ()
        try:
            root = ooxml.parse(data)
        except ReadError as error:
            if error.code != "damaged":
                raise
            return ()
        return tuple(Relation(element, folder) for element in root.iter(_RELATIONSHIP))


def _entry_name(info: zipfile.ZipInfo) -> str:
    """The name as written: without the mark for UTF-8, Chinese writers use UTF-8 or GB18030 all the same."""
    if info.flag_bits & _UTF8_NAME or info.filename.isascii():
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return info.filename.encode("cp437").decode(encoding)
        except ValueError:
            continue
    return info.filename


class Relation:
    """One relationship: its id, the last word of its type, the part it leads to."""

    __slots__ = ("external", "identifier", "kind", "target")

    def __init__(self, element: _Element, folder: str) -> None:
        target = str(element.get("Target") or "")
        self.identifier = str(element.get("Id") or "")
        self.kind = str(element.get("Type") or "").rpartition("/")[2]
        self.external = element.get("TargetMode") == "External"
        if not self.external:
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            target = posixpath.normpath(path)
        self.target = target


def _entry_warnings(infos: list[zipfile.ZipInfo]) -> list[Warn]:
    names = [info.filename for info in infos]
    found = []
    if len(set(names)) < len(names):
        found.append(
            Warn("duplicate-entries", "文件包内有同名的部件，不同软件可能读出不同内容，此处按最后一份读取。")
        )
    if any(name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") for name in names):
        found.append(Warn("odd-entry-names", "文件包内有路径异常的部件名，已忽略，请核对文件来源。"))
    return found
