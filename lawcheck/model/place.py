"""Where words stand: spans of the text, and the places in the file they came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, overload

BlockKind = Literal["paragraph", "cell", "textbox", "footnote", "header"]
# "converted" is an old format that was read by way of a docx.
Format = Literal["docx", "converted", "pdf", "ofd", "text", "markdown", "html"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range in code points of ``Source.text``: the one coordinate system."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no span: {self.start}, {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """Tell whether the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """Return the words."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class DocxPlace:
    """Characters of one run: ``paragraph`` and ``run`` count ``w:p`` and ``w:r`` of the part in document order."""

    part: str
    paragraph: int
    run: int
    offset: int


@dataclass(frozen=True, slots=True)
class PdfPlace:
    """A line of a page (PDF, OFD); ``box`` is (left, top, right, bottom) in points, page counts from 1."""

    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Line and column of a text file, both from 1."""

    line: int
    column: int


Place = DocxPlace | PdfPlace | TextPlace
# A place in a docx as its values only: a long draft has tens of thousands of them, and few are ever asked for.
DocxValues = tuple[str, int, int, int]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stretch of the text and its place in the file; None for words that the file does not hold."""

    span: Span
    place: Place | None


@dataclass(frozen=True, slots=True)
class Anchors(Sequence[Anchor]):
    """Anchors in order of the text, made when they are asked for: only the annotated copy of a draft needs them."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    places: tuple[Place | DocxValues | None, ...]

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: int) -> Anchor: ...

    @overload
    def __getitem__(self, index: slice) -> Anchors: ...

    def __getitem__(self, index: int | slice) -> Anchor | Anchors:
        if isinstance(index, slice):
            return Anchors(self.starts[index], self.ends[index], self.places[index])
        place = self.places[index]
        span = Span(self.starts[index], self.ends[index])
        return Anchor(span, DocxPlace(*place) if isinstance(place, tuple) else place)


@dataclass(frozen=True, slots=True)
class Block:
    """A line as read. ``style`` is a hint of the file (a style name, ``Heading 1``), never a conclusion."""

    span: Span
    kind: BlockKind
    style: str = ""


@dataclass(frozen=True, slots=True)
class Warn:
    """Something the reader left out or is not sure of: a stable code and a Chinese sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file as text with places. ``blocks`` and ``anchors`` are in order of the text and do not overlap.

    ``text`` is the blocks joined by single line ends; header blocks stand in ``headers`` and not in the text.
    """

    path: str
    sha256: str
    format: Format
    text: str
    blocks: tuple[Block, ...]
    anchors: Sequence[Anchor] = ()
    headers: tuple[str, ...] = ()
    warnings: tuple[Warn, ...] = ()
