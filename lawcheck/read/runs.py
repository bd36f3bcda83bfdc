"""What the children of a run contribute to the text.

``DocxPlace.offset`` counts exactly these characters: the text of a run is the concatenation of ``characters(child)``
over its children. Breaks contribute nothing (they part blocks), nor do field codes and deleted text.
"""

from __future__ import annotations

import re

from lxml import etree

from lawcheck.read import ooxml
from lawcheck.read.ooxml import w

TEXT, TAB, POSITION_TAB = w("t"), w("tab"), w("ptab")
HYPHEN, SYMBOL = w("noBreakHyphen"), w("sym")
BREAK, CARRIAGE_RETURN = w("br"), w("cr")
TEXT_TAGS = (TEXT, TAB, POSITION_TAB, HYPHEN, SYMBOL, ooxml.EXTENDED_SYMBOL)
BREAK_TAGS = (BREAK, CARRIAGE_RETURN)
UNKNOWN_SYMBOL = "\ufffc"
_CHECKED = {"F0FE": "☑", "F052": "☑", "F0A8": "☐", "F06F": "☐", "F0FC": "✓", "F0FD": "☒", "F0A3": "☐", "F0B7": "•"}
_LINE_END = str.maketrans("\n\r", "  ")


def characters(child: etree._Element) -> str:
    """Return the characters that a child of a run contributes."""
    tag = child.tag
    if tag == TEXT:
        text = child.text or ""
        return text.translate(_LINE_END) if "\n" in text or "\r" in text else text
    if tag in (TAB, POSITION_TAB):
        return "\t"
    if tag == HYPHEN:
        return "-"
    if tag == SYMBOL:
        return _symbol(str(child.get(w("char")) or ""))
    if tag == ooxml.EXTENDED_SYMBOL:
        code = next((str(value) for name, value in child.attrib.items() if str(name).endswith("}char")), "")
        return _character(code)
    return ""


def _symbol(code: str) -> str:
    code = code.upper()
    return _CHECKED.get("F" + code[1:] if re.fullmatch("00..", code) else code, UNKNOWN_SYMBOL)


def _character(code: str) -> str:
    number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{2,6}", code) else 0
    is_plain = 0x20 < number < 0x110000 and not 0xD800 <= number < 0xE000
    return chr(number) if is_plain else UNKNOWN_SYMBOL
