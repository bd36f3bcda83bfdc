"""What the walk over a docx part has open: a paragraph, its runs, the container around it; and what it has counted."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from lawcheck.model.place import BlockKind
from lawcheck.read.assemble import Line

# Text, its run (None outside of runs), and the offset in it; text None is a break.
Bit = tuple[str | None, tuple[int, int] | None, int]


@dataclass(slots=True)
class OpenRun:
    """A run that is being read; ``offset`` counts its characters so far."""

    number: int
    is_hidden: bool
    offset: int = 0


@dataclass(slots=True)
class OpenParagraph:
    """A paragraph that is being read; ``after`` are the lines of boxes inside it, which follow it."""

    number: int
    first_run: int
    style: str = ""
    numbered: etree._Element | None = None
    is_mark_removed: bool = False
    is_mark_hidden: bool = False
    bits: list[Bit] = field(default_factory=list)
    runs: list[OpenRun] = field(default_factory=list)
    after: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Container:
    """What blocks lie in; ``carried`` are the words of a paragraph whose end mark was deleted."""

    kind: BlockKind
    carried: list[Bit] = field(default_factory=list)


@dataclass(slots=True)
class Counts:
    """What was left out or taken as accepted, for the warnings."""

    revisions: int = 0
    hidden: int = 0
    page_numbers: int = 0
    subdocuments: int = 0
