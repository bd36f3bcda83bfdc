"""Lines of pieces become the text, its blocks and its anchors. Every reader ends here."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, repeat
from typing import NamedTuple, TypeVar

from lawcheck.errors import ReadError
from lawcheck.model import Block, Place, Source, Span, Warn
from lawcheck.model.place import Anchors, BlockKind, DocxValues, Format

_T = TypeVar("_T")
Piece = tuple[str, Place | DocxValues | None]


_LINE_END: Piece = ("\n", None)


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


def _made(kind: type[_T], *columns: Sequence[object]) -> list[_T]:
    """Make one object of each row; the columns are the values of its slots.

    A long document has thousands of blocks. The constructor of a frozen dataclass takes five times as long as this; the
    values were computed here and need no check.
    """
    objects = list(map(object.__new__, repeat(kind, len(columns[0]))))
    setters = [kind.__dict__[name].__set__ for name in kind.__slots__]  # type: ignore[attr-defined]
    for setter, column in zip(setters, columns, strict=True):
        deque(map(setter, objects, column), maxlen=0)
    return objects


def source(path: str, sha256: str, content: Content) -> Source:
    """Give every line its place in the text; lines without visible characters are left out."""
    items: list[Piece] = []
    kinds: list[BlockKind] = []
    styles: list[str] = []
    lengths: list[int] = []
    for pieces, kind, style in content.lines:
        text = pieces[0][0] if len(pieces) == 1 else "".join([piece[0] for piece in pieces])
        if text and not text.isspace():
            items += pieces
            items.append(_LINE_END)
            kinds.append(kind)
            styles.append(style)
            lengths.append(len(text) + 1)
    if not items:
        raise ReadError("no-text", "文件里没有可以审核的文字。")
    ends = list(accumulate(lengths))
    spans = _made(Span, [0, *ends[:-1]], [end - 1 for end in ends])
    return Source(
        path=path,
        sha256=sha256,
        format=content.format,
        text="".join([words for words, _ in items])[:-1],
        blocks=tuple(_made(Block, spans, kinds, styles)),
        anchors=_anchors(items),
        headers=content.headers,
        warnings=content.warnings,
    )


def _anchors(items: list[Piece]) -> Anchors:
    """One anchor for each piece of the lines, which stand one after the other with their line ends."""
    ends = accumulate([len(item[0]) for item in items])
    kept = [(end, item) for end, item in zip(ends, items, strict=True) if item is not _LINE_END and item[0]]
    return Anchors(
        tuple([end - len(item[0]) for end, item in kept]),
        tuple([end for end, _ in kept]),
        tuple([item[1] for _, item in kept]),
    )
