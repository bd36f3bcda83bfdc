"""Characters that may not leave as they are: what XML forbids, and what would steer a terminal.

Drafts and file names are other people's data; whatever stands in them is shown, and never obeyed.
"""

from __future__ import annotations

import re

# XML 1.0, section 2.2 (production Char): everything else cannot be written, not even as a reference.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# C0, DEL and C1 controls, marks that turn the direction of writing, line separators, lone surrogates.
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_UNDECODED = re.compile("[\udc80-\udcff]")
_BREAKS = "\n\r\u2028\u2029\x85"


def for_xml(text: str) -> str:
    """Drop the characters that XML 1.0 forbids; lone surrogates are among them."""
    return _NOT_XML.sub("", text)


def for_xml_in_place(text: str) -> str:
    """Replace the characters that XML 1.0 forbids by U+FFFD, one by one, so that no offset changes."""
    return _NOT_XML.sub("\ufffd", text)


def file_name(path: str) -> str:
    r"""Write bytes of a file name that are no UTF-8 (``surrogateescape``) as ``\xNN``."""
    return _UNDECODED.sub(lambda match: f"\\x{ord(match.group()) - 0xDC00:02x}", path)


def visible(text: str) -> str:
    """Replace everything that steers a terminal by a mark that can be seen; a tab becomes a blank."""
    return _STEERING.sub(lambda match: _mark(match.group()), text)


def visible_name(path: str) -> str:
    """A file name fit for a terminal."""
    return visible(file_name(path))


def _mark(character: str) -> str:
    code = ord(character)
    if character == "\t":
        return " "
    if character in _BREAKS:
        return "↵"
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"


def clip(text: str, limit: int) -> str:
    """The first ``limit`` characters, with … in place of the rest."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
