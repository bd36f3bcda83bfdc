"""Bytes into characters: the encodings that Chinese text files come in, in an order that cannot mistake them."""

from __future__ import annotations

import codecs

from lawcheck.errors import ReadError, UsageError
from lawcheck.model import Warn

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ALIASES = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "cp936": "gb18030", "x-gbk": "gb18030"}
_COMMON = frozenset("的是第条規规定條和在為为有及市人不本")
_PLAIN_SHARE = 0.95
_BAD_SHARE = 0.001
_FEW_BAD = 3
_MIN_CHINESE = 10
_CONTROL_SHARE = 0.1
_CONTROLS = dict.fromkeys(code for code in range(0x20) if chr(code) not in "\t\n\r\f\v\x1c\x1d\x1e\x1f")


def decode(data: bytes, stated: str | None, declared: str | None = None) -> tuple[str, tuple[Warn, ...]]:
    """Return the characters and warnings; ``stated`` is the user's word, ``declared`` what an HTML file says.

    Raises ``ReadError`` not-text if no encoding fits, ``UsageError`` if the stated one does not exist.
    """
    if stated:
        return _checked(_stated(data, stated)), ()
    text = _marked(data) or _wide(data) or _declared(data, declared) or _strict(data, "utf-8")
    if text is not None:
        return _checked(text), ()
    patched = data.decode("utf-8", "replace")
    if _is_nearly_right(patched):
        bad = patched.count("\ufffd")
        return _checked(patched), (Warn("low-confidence", f"有 {bad} 处字节损坏，显示为“\ufffd”，请核对原文。"),)
    text = _chinese(data)
    if text is None:
        raise _not_text()
    return _checked(text), ()


def _not_text() -> ReadError:
    return ReadError("not-text", "认不出文件的文字编码，请另存为 UTF-8 文本，或者用 --encoding 指定编码。")


def _checked(text: str) -> str:
    controls = len(text) - len(text.translate(_CONTROLS))
    if controls > _CONTROL_SHARE * len(text) or any("\ud800" <= character <= "\udfff" for character in text):
        raise _not_text()
    return text


def _stated(data: bytes, name: str) -> str:
    try:
        encoding = codecs.lookup(_ALIASES.get(name.strip().lower(), name)).name
        text = data.decode(encoding)
    except LookupError:
        raise UsageError(f"没有名为 {name} 的编码，可用 utf-8、gb18030、big5、utf-16。") from None
    except (ValueError, OverflowError):
        raise ReadError("not-text", f"按 {name} 编码读不出此文件，请换一种编码或者去掉 --encoding。") from None
    return text.removeprefix("\ufeff")


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (ValueError, LookupError, OverflowError):
        return None


def _marked(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strict(data, encoding)
            if text is not None:
                return text
    return None


def _declared(data: bytes, declared: str | None) -> str | None:
    if not declared or declared.lower().startswith("utf"):
        return None
    return _strict(data, _ALIASES.get(declared.lower(), declared))


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: there are NULs, and read as pairs of bytes nearly all characters are ordinary ones."""
    if b"\0" not in data or len(data) % 2:
        return None
    readings = [text for text in (_strict(data, "utf-16-le"), _strict(data, "utf-16-be")) if text]
    best = max(readings, key=_plain_share, default=None)
    return best if best is not None and _plain_share(best) >= _PLAIN_SHARE else None


def _plain_share(text: str) -> float:
    plain = sum(
        character in "\t\r\n" or " " <= character <= "~" or "\u3000" <= character <= "\u303f"
        or "\u4e00" <= character <= "\u9fff" or "\uff00" <= character <= "\uff5e" or "\u2010" <= character <= "\u2026"
        for character in text
    )  # fmt: skip
    return plain / len(text)


def _is_nearly_right(text: str) -> bool:
    bad = text.count("\ufffd")
    chinese = sum("\u3000" <= character <= "\u9fff" for character in text)
    return chinese >= _MIN_CHINESE and bad <= max(_FEW_BAD, _BAD_SHARE * len(text)) and bad * 20 <= chinese


def _chinese(data: bytes) -> str | None:
    """GB18030, unless Big5 gives more of the commonest characters."""
    readings = [text for text in (_strict(data, "gb18030"), _strict(data, "big5hkscs")) if text]
    return max(readings, key=_common_share, default=None)


def _common_share(text: str) -> float:
    return sum(character in _COMMON for character in text) / len(text)
