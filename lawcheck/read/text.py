"""Text files: decoding, lines, and which of text, Markdown and HTML it is, told by content."""

from __future__ import annotations

import email
import email.policy
import re
import unicodedata
from collections.abc import Callable, Iterator

from lawcheck.errors import ReadError
from lawcheck.model import TextPlace
from lawcheck.read import encoding as encodings
from lawcheck.read import wrapping
from lawcheck.read.assemble import Content, Line
from lawcheck.read.wrapping import Frame, Row

# Line ends on purpose: str.splitlines would also split at \x1c to \x1e.
_LINE_END = re.compile("\r\n|[\n\r\u2028\u2029\f\v\x85]")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|meta)\b", re.I | re.S
)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.I)
_HTML_BYTES = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta)\b", re.I)
_MAIL = re.compile(rb"\s*(?:From:[^\n]*\n)?(?:[\w-]+:[^\n]*\n){0,10}?MIME-Version:", re.I)
_FLAT_WORD = re.compile(r"\s*<\?xml.{0,500}<(?:pkg:package|w:wordDocument)\b", re.S)
_HEADING = re.compile(r"(?m)^#{1,6}[ \t\u3000]+\S")
_BOLD_ARTICLE = re.compile(r"(?m)^[ \t\u3000]*\*\*第[^*\n]{1,12}条")
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:[^\n]{0,2000}\n){0,100}?---[ \t]*(?:\r?\n|$)")
_WINDOW = 4096


def read_text(data: bytes, encoding: str | None) -> Content:
    """Read text, Markdown, HTML or a saved web page; raises ``ReadError``."""
    if _MAIL.match(data[:_WINDOW]):
        data = _mail_part(data)
    declared = None
    if _HTML_BYTES.search(data[:_WINDOW]):
        found = _CHARSET.search(data[:_WINDOW])
        declared = found.group(1).decode("ascii", "ignore") if found else None
    text, warnings = encodings.decode(data, encoding, declared)
    text = text.removeprefix("\ufeff")
    if _FLAT_WORD.match(text[:_WINDOW]):
        raise ReadError("not-a-document", "此文件是 Word 的 XML 格式，请用 Word 或 WPS 另存为 .docx。")
    if _HTML.match(text[:_WINDOW]):
        from lawcheck.read import html

        return Content("html", tuple(wrapping.mended(html.lines(text))), warnings=warnings)
    if is_markdown(text):
        from lawcheck.read import markdown

        lines = markdown.lines(numbered_lines(text))
        return Content("markdown", tuple(wrapping.mended(lines)), warnings=warnings)
    return Content("text", tuple(wrapping.mended(_plain(text))), warnings=warnings)


def is_markdown(text: str) -> bool:
    """Tell Markdown by a heading mark, front matter, or an article number in bold."""
    return (
        any(pattern.search(text) for pattern in (_HEADING, _BOLD_ARTICLE)) or _FRONT_MATTER.match(text) is not None
    )


def numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield every line with its number from 1."""
    return enumerate(_LINE_END.split(text), start=1)


def _mail_part(data: bytes) -> bytes:
    """Return the page inside a web archive (mht), or the data as they are."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "text/plain")]
        payload = parts[0].get_payload(decode=True) if parts else None
    except (ValueError, LookupError, TypeError, AttributeError):
        return data
    return payload if isinstance(payload, bytes) and payload else data


def _plain(text: str) -> list[Line]:
    """One line is one block, unless the file was wrapped at a width, counted in characters or in columns."""
    numbered = list(numbered_lines(text))
    for width in (_columns, _characters):
        rows = [_row(number, line, width) for number, line in numbered]
        filled = [row for row in rows if row.text]
        if wrapping.is_wrapped([row.right for row in filled], [row.text for row in filled]):
            edges = Frame(0, max(row.right for row in filled), 1)
            return [line for group in _paragraphs(rows) for line in wrapping.joined(group, edges)]
    return [Line(((row.text, row.place),)) for row in filled]


def _paragraphs(rows: list[Row]) -> Iterator[list[Row]]:
    """Part the rows at empty lines."""
    group: list[Row] = []
    for row in rows:
        if row.text:
            group.append(row)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _row(number: int, line: str, width: Callable[[str], float]) -> Row:
    text = line.strip()
    start = len(line) - len(line.lstrip())
    left = width(line[:start])
    return Row(text, TextPlace(number, start + 1), left, left + width(text), 1)


def _columns(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in text)


def _characters(text: str) -> float:
    return float(len(text))
