"""Old binary files (OLE): what they are, told without reading them. They need a converter or a password."""

from __future__ import annotations

from lawcheck.errors import ReadError

MAGIC = b"\xd0\xcf\x11\xe0"
# First bytes of Word files older than OLE.
OLD_WORD = (b"\xdb\xa5-\x00", b"\x31\xbe\x00\x00")
_SECTOR_SHIFTS = (9, 12)
_HEADER = 512
_ENCRYPTED_FLAG = 0x0100


def needs_converter() -> ReadError:
    """Return the error for .doc, .wps, .rtf and .odt files."""
    return ReadError(
        "needs-converter",
        "此文件为旧版 .doc、.wps 或者 .rtf、.odt，请另存为 .docx，或者安装 LibreOffice 后再审"
        "（如 apt install libreoffice-writer-nogui）。",
    )


def encrypted() -> ReadError:
    """Return the error for a document that asks for a password."""
    return ReadError("encrypted", "文件已加密，请用密码打开后另存为不加密的文件。")


def refusal(data: bytes) -> ReadError | None:
    """Tell why the OLE file cannot be read: encrypted, damaged, another kind; None for an old Word file."""
    if len(data) < 2 * _HEADER or int.from_bytes(data[30:32], "little") not in _SECTOR_SHIFTS:
        return ReadError("damaged", "文件已损坏，打不开，请用原软件打开后重新保存。")
    if _holds(data, "EncryptedPackage") or _holds(data, "EncryptionInfo"):
        return encrypted()
    if not _holds(data, "WordDocument"):
        return ReadError("not-a-document", "此文件不是文字文档（可能是表格、演示文稿或邮件），请提供文档文件。")
    return encrypted() if _is_locked(data) else None


def _holds(data: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in data


def _is_locked(data: bytes) -> bool:
    head = data[_HEADER : _HEADER + 12]
    is_word = head[:2] in (b"\xec\xa5", b"\xdc\xa5")
    return is_word and bool(int.from_bytes(head[10:12], "little") & _ENCRYPTED_FLAG)
