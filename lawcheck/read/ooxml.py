"""Office XML: the names of its elements, and parsing that fetches nothing and expands nothing."""

from __future__ import annotations

import re

from lxml import etree

from lawcheck.errors import ReadError
from lawcheck.read.package import damaged

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
CHOICE, FALLBACK, ALTERNATE = _MC + "Choice", _MC + "Fallback", _MC + "AlternateContent"
EXTENDED_SYMBOL = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}symEx"
RELATION_ID = _R + "id"
MAX_TAGS = 6_000_000
_HEAD = 65_536
_STRICT = re.compile(rb"""(=\s*["'])http://purl\.oclc\.org/ooxml/(\w+)/(\w+)""")
_FORBIDDEN = tuple(
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_FALSE = frozenset({"0", "false", "off", "none"})


def w(name: str) -> str:
    """Return the full name of a WordprocessingML element or attribute."""
    return _W + name


VALUE = w("val")


def parse(data: bytes) -> etree._Element:
    """Parse a part; raises ``ReadError`` unsafe, too-large or damaged."""
    if data.find(b"!", 0, _HEAD) >= 0 and any(data.find(word, 0, _HEAD) >= 0 for word in _FORBIDDEN):
        raise unsafe()
    if len(data) > MAX_TAGS and data.count(b"<") > MAX_TAGS:
        raise ReadError("too-large", "文件的结构过于庞大（元素超过 300 万个），请另存一份后再审。")
    if b"//purl.oclc.org/ooxml/" in data:
        data = _STRICT.sub(_transitional, data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _syntax_error(str(error)) from None
    except (ValueError, LookupError):
        raise damaged() from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise unsafe()
    return root


def unsafe() -> ReadError:
    """Return the error for a part that declares entities."""
    return ReadError(
        "unsafe", "文件内含不安全的 XML 声明（DOCTYPE 或实体），已拒绝读取，请用 Word 或 WPS 另存后再审。"
    )


def _syntax_error(message: str) -> ReadError:
    lowered = message.lower()
    if "excessive depth" in lowered or "huge" in lowered:
        return ReadError("too-large", "文件的嵌套层次过深或者单段文字过长，请另存一份后再审。")
    if "entity" in lowered and "not defined" in lowered:
        return unsafe()
    return damaged()


def _transitional(match: re.Match[bytes]) -> bytes:
    quote, area, name = match.groups()
    return quote + b"http://schemas.openxmlformats.org/" + area + b"/2006/" + name


def is_on(element: etree._Element | None) -> bool:
    """Tell whether a switch such as w:vanish is present and not turned off."""
    return element is not None and str(element.get(VALUE) or "1").lower() not in _FALSE


def value(parent: etree._Element | None, name: str) -> str | None:
    """Return w:val of the named child."""
    child = None if parent is None else parent.find(name)
    found = None if child is None else child.get(VALUE)
    return None if found is None else str(found)


def integer(text: str | None, default: int) -> int:
    """Read a whole number as files write it; anything else is the default."""
    if text is None or not re.fullmatch(r"\s*[+-]?[0-9]{1,9}\s*", text):
        return default
    return int(text)
