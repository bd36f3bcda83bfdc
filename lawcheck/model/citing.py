"""Citations, and the laws that they point to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from lawcheck.model.document import Provision
from lawcheck.model.place import Span
from lawcheck.model.rank import Rank


class Status(Enum):
    """Status of a law on a day."""

    CURRENT = "current"
    AMENDED = "amended"
    REPEALED = "repealed"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"
    INTERNAL_OK = "internal_ok"
    INTERNAL_BROKEN = "internal_broken"


@dataclass(frozen=True, slots=True)
class Law:
    """A law with its names; the versions are asked of the corpus. ``verified`` is V, W or U (facts sheet)."""

    key: str
    title: str
    full_title: str
    rank: Rank
    issuer: str = ""
    region: str = ""
    names: tuple[str, ...] = ()
    verified: str = "V"


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a law. In force on day d if effective <= d and (ceased is None or d < ceased).

    ``articles`` is the number of the last article, None where it is unknown or the text is incomplete.
    """

    law: str
    label: str
    doc_number: str = ""
    promulgated: date | None = None
    effective: date | None = None
    ceased: date | None = None
    cause: str = ""
    articles: int | None = None
    complete: bool = False
    verified: str = "V"

    def is_in_force(self, day: date) -> bool:
        """Tell whether this text was in force; a text without an effective date is not known to be."""
        return self.effective is not None and self.effective <= day and (self.ceased is None or day < self.ceased)


class Ranked(NamedTuple):
    """A law together with the version that counts on a day (None if none does)."""

    law: Law
    version: Version | None


@dataclass(frozen=True, slots=True)
class Target:
    """What a citation names; the seven fields are those of the labelled cases."""

    title: str | None = None
    doc_no: str | None = None
    article: str | None = None
    paragraph: int | None = None
    item: str | None = None
    range_to: str | None = None
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the corpus says. ``article_exists`` None: cannot be verified. ``reason`` is for people, in Chinese."""

    status: Status
    law: Law | None = None
    version: Version | None = None
    article_exists: bool | None = None
    provision: Provision | None = None
    text: str | None = None
    reason: str = ""
    near: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation found; ``resolution`` is filled by resolve(). ``name`` is the span of the name alone, if any."""

    span: Span
    target: Target
    name: Span | None = None
    resolution: Resolution | None = None
