"""Lines of pieces become the text, its blocks and its anchors. Every reader ends here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lawcheck.errors import ReadError
from lawcheck.model import Anchor, Block, Place, Source, Span, Warn
from lawcheck.model.place import BlockKind, Format

Piece = tuple[str, Place | None]


@dataclass(frozen=True, slots=True)
class Line:
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


def source(path: str, sha256: str, content: Content) -> Source:
    """Give every line its place in the text; lines without visible characters are left out."""
    texts: list[str] = []
    blocks: list[Block] = []
    anchors: list[Anchor] = []
    position = 0
    for line in content.lines:
        text = line.text
        if not text or text.isspace():
            continue
        blocks.append(Block(Span(position, position + len(text)), line.kind, line.style))
        anchors.extend(_anchors(line.pieces, position))
        texts.append(text)
        position += len(text) + 1
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


def _anchors(pieces: Iterable[Piece], position: int) -> Iterable[Anchor]:
    for text, place in pieces:
        if text:
            yield Anchor(Span(position, position + len(text)), place)
            position += len(text)
