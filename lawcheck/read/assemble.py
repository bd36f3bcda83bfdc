"""Lines of pieces become the text, its blocks and its anchors. Every reader ends here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from lawcheck.errors import ReadError
from lawcheck.model import Anchor, Block, DocxPlace, Place, Source, Span, Warn
from lawcheck.model.place import BlockKind, Format

Piece = tuple[str, Place | None]


class Line(NamedTuple):
    """A line as read: pieces of text, each with the place it came from."""

    pieces: tuple[Piece, ...]
    kind: BlockKind = "paragraph"
    style: str = ""

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join([piece[0] for piece in self.pieces])


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader found in a file, before it has offsets."""

    format: Format
    lines: tuple[Line, ...]
    headers: tuple[str, ...] = ()
    warnings: tuple[Warn, ...] = ()


def _setters(kind: type) -> tuple[Any, ...]:
    return tuple(kind.__dict__[name].__set__ for name in kind.__slots__)  # type: ignore[attr-defined]


# A long document has tens of thousands of places. The constructor of a frozen dataclass takes three times as long as
# filling the slots, so the objects below are made without it; their values were computed here and need no check.
_new = object.__new__
_span_start, _span_end = _setters(Span)
_block_span, _block_kind, _block_style = _setters(Block)
_anchor_span, _anchor_place = _setters(Anchor)
_docx_part, _docx_paragraph, _docx_run, _docx_offset = _setters(DocxPlace)


def docx_place(part: str, paragraph: int, run: int) -> DocxPlace:
    """The place of the first character of a run."""
    place = _new(DocxPlace)
    _docx_part(place, part)
    _docx_paragraph(place, paragraph)
    _docx_run(place, run)
    _docx_offset(place, 0)
    return place


def source(path: str, sha256: str, content: Content) -> Source:
    """Give every line its place in the text; lines without visible characters are left out."""
    texts: list[str] = []
    blocks: list[Block] = []
    anchors: list[Anchor] = []
    position = 0
    for pieces, kind, style in content.lines:
        text = pieces[0][0] if len(pieces) == 1 else "".join([piece[0] for piece in pieces])
        if not text or text.isspace():
            continue
        span = _new(Span)
        _span_start(span, position)
        _span_end(span, position + len(text))
        block = _new(Block)
        _block_span(block, span)
        _block_kind(block, kind)
        _block_style(block, style)
        blocks.append(block)
        texts.append(text)
        for words, place in pieces:
            if words:
                span = _new(Span)
                _span_start(span, position)
                position += len(words)
                _span_end(span, position)
                anchor = _new(Anchor)
                _anchor_span(anchor, span)
                _anchor_place(anchor, place)
                anchors.append(anchor)
        position += 1
    if not texts:
        raise ReadError("no-text", "文件里没有可以审核的文字。")
    return Source(
        path=path,
        sha256=sha256,
        format=content.format,
        text="\n".join(texts),
        blocks=tuple(blocks),
        anchors=tuple(anchors),
        headers=content.headers,
        warnings=content.warnings,
    )
