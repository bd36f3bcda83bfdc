"""The zip around a docx, written anew with a few parts replaced and every other entry copied bit by bit.

Python's zipfile can only unpack and pack again; copying the packed bytes keeps them as they were, costs nothing,
and does not stumble over an entry that nobody needs. All times are constant, so that equal input gives equal bytes.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from lawcheck.errors import ReadError
from lawcheck.model import Warn
from lawcheck.read.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element, _ElementTree

CONTENT_TYPES = "[Content_Types].xml"
_DEFAULT_MAIN = "word/document.xml"
_MIDNIGHT_1980 = 0x0021 << 16  # DOS date and time: 1980-01-01 00:00
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_UTF8_NAME, _DEFLATED = 0x800, 8
_LEVEL = 3  # two thirds of the time of the usual 6 are saved, for parts a third larger
_STRICT = b"//purl.oclc.org/ooxml/"


def refusal(reason: str) -> ReadError:
    """The error for a file that can be read but takes no comments."""
    return ReadError("not-annotatable", f"无法在此文件上加批注：{reason}，请用 Word 或 WPS 另存为 .docx 后再试。")


def warnings(data: bytes) -> tuple[Warn, ...]:
    """What the user of an annotated copy of this file must know: a lost signature, a name it has to be saved under."""
    package = Package(data)
    found = []
    if any(name.lower().startswith("_xmlsignatures/") for name in package.names):
        found.append(Warn("signature", "原文件带有数字签名，加批注后的副本签名失效；原文件未改动。"))
    types = package.read(CONTENT_TYPES) or b""
    # Word opens neither of these under the name .docx, since the type inside says otherwise.
    for word, suffix in ((b"macroEnabled", ".docm"), (b"template.main+xml", ".dotx")):
        if word in types:
            found.append(Warn("suffix", f"原文件是 {suffix} 类型，批注副本须以 {suffix} 为扩展名，Word 才能打开。"))
            break
    return tuple(found)


class DocxPackage:
    """A docx of which some parts will be replaced."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._package = Package(data)
        related = [relation.target for relation in self._package.relations("") if relation.kind == "officeDocument"]
        self.main = next((target for target in related if target in self._package), _DEFAULT_MAIN)
        self._replaced: dict[str, bytes] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._package

    @property
    def main_relations(self) -> str:
        """The name of the part that lists what the main part refers to."""
        folder, name = posixpath.split(self.main)
        return posixpath.join(folder, "_rels", f"{name}.rels")

    def related(self, kind: str) -> str | None:
        """The part that the main part refers to under this kind; it need not exist."""
        relations = self._package.relations(self.main)
        return next((r.target for r in relations if r.kind == kind and not r.external), None)

    def parse(self, name: str) -> _ElementTree:
        """Parse a part; what is missing, strict or unsafe is refused."""
        from lxml import etree

        from lawcheck.read import ooxml

        data = self._package.read(name)
        if data is None:
            raise refusal(f"文件包内缺少 {posixpath.basename(name)}")
        if _STRICT in data:
            raise refusal("文件是“严格 Open XML”格式")
        if data.count(b"<") > ooxml.MAX_TAGS:
            ooxml.parse(data)  # refuses in the reader's words, as below
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            tree = etree.ElementTree(etree.fromstring(data, parser))
        except (etree.XMLSyntaxError, ValueError, LookupError):
            ooxml.parse(data)
            raise refusal(f"文件包内的 {posixpath.basename(name)} 无法解析") from None
        if tree.docinfo.internalDTD is not None:
            raise ooxml.unsafe()
        return tree

    def replace(self, name: str, root: _Element | _ElementTree) -> None:
        """Set the content of a part, new or not."""
        from lxml import etree

        self.put(name, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))

    def put(self, name: str, content: bytes) -> None:
        """The same with the content as it is to be written."""
        self._replaced[name] = content

    def to_bytes(self) -> bytes:
        """The package with its replaced parts."""
        return rewritten(self._data, self._replaced)


def rewritten(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Copy a zip, with new content for some names (told apart without regard to case) and further entries at its end."""
    infos = zipfile.ZipFile(io.BytesIO(data)).infolist()
    wanted = {name.lower(): (name, content) for name, content in parts.items()}
    last = {_key(info): index for index, info in enumerate(infos)}
    writer = _Writer()
    for index, info in enumerate(infos):
        key = _key(info)
        if key not in wanted:
            writer.copy(data, info)
        elif last[key] == index:  # of several entries of one name the reader took the last
            writer.add(info.filename, wanted[key][1])
    for key, (name, content) in wanted.items():
        if key not in last:
            writer.add(name, content)
    return writer.to_bytes()


def _key(info: zipfile.ZipInfo) -> str:
    return info.filename.replace("\\", "/").lstrip("/").lower()


class _Writer:
    """Writes the entries of a zip one after another; sizes stay far below those that need ZIP64."""

    def __init__(self) -> None:
        self._body = io.BytesIO()
        self._directory: list[bytes] = []

    def copy(self, data: bytes, info: zipfile.ZipInfo) -> None:
        """Copy an entry as it is packed."""
        name_size, extra_size = struct.unpack_from("<HH", data, info.header_offset + 26)
        start = info.header_offset + 30 + name_size + extra_size
        packed = data[start : start + info.compress_size]
        encoding = "utf-8" if info.flag_bits & _UTF8_NAME else "cp437"
        name = info.orig_filename.encode(encoding)
        flags = info.flag_bits & ~0x8  # sizes stand in the header, not behind the data
        self._write(name, flags, info.compress_type, info.CRC, packed, info.file_size, info.external_attr)

    def add(self, name: str, content: bytes) -> None:
        """Pack an entry."""
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
        packed = packer.compress(content) + packer.flush()
        flags = 0 if name.isascii() else _UTF8_NAME
        self._write(name.encode(), flags, _DEFLATED, zlib.crc32(content), packed, len(content), 0)

    def _write(
        self, name: bytes, flags: int, method: int, crc: int, packed: bytes, size: int, attributes: int
    ) -> None:
        offset = self._body.tell()
        version = 20 if method in (0, _DEFLATED) else 63
        fields = struct.pack(
            "<HHHLLLLHH", version, flags, method, _MIDNIGHT_1980, crc, len(packed), size, len(name), 0
        )
        self._body.write(_LOCAL + fields + name + packed)
        entry = _CENTRAL + struct.pack("<H", version) + fields + struct.pack("<HHHLL", 0, 0, 0, attributes, offset)
        self._directory.append(entry + name)

    def to_bytes(self) -> bytes:
        """The whole archive."""
        directory = b"".join(self._directory)
        count, offset = len(self._directory), self._body.tell()
        end = struct.pack("<HHHHLLH", 0, 0, count, count, len(directory), offset, 0)
        return self._body.getvalue() + directory + _END + end
