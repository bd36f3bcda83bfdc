"""The laws while the catalogue is being put together, and what they become when it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from lawcheck.corpus.names import loose_key, normal_number, strict_key

SEPARATOR = "|"
LAW_COLUMNS = (
    "title", "full_title", "names", "rank", "issuer", "region", "verified", "note", "strict", "loose",
)  # fmt: skip
VERSION_COLUMNS = (
    "title", "label", "number", "promulgated", "effective", "ceased", "cause", "articles", "inserted", "complete",
    "verified", "note",
)  # fmt: skip


@dataclass
class VersionEntry:
    """One text of a law in the making."""

    promulgated: date | None = None
    kind: str = ""
    number: str = ""
    effective: date | None = None
    ceased: date | None = None
    cause: str = ""
    articles: int | None = None
    inserted: tuple[str, ...] = ()
    complete: bool = False
    verified: str = "W"
    notes: list[str] = field(default_factory=list)
    flagged: bool = False
    ended: bool = False
    at_once: bool = False
    replaced: date | None = None

    def start(self) -> date | None:
        """The day from which this text counts in the order of texts."""
        return self.effective or self.promulgated

    def note(self, text: str) -> None:
        """Add remarks, each once."""
        self.notes.extend(part for part in text.split("；") if part and part not in self.notes)

    def row(self, title: str) -> list[str]:
        """The line of versions.csv."""
        year = f"{self.promulgated.year}年" if self.promulgated else ""
        return [
            title,
            year + (self.kind or "文本"),
            normal_number(self.number) if self.number else "",
            iso(self.promulgated),
            iso(self.effective),
            iso(self.ceased),
            self.cause,
            str(self.articles) if self.complete and self.articles else "",
            SEPARATOR.join(self.inserted) if self.complete else "",
            "1" if self.complete and self.articles else "0",
            self.verified,
            "；".join(self.notes),
        ]


@dataclass
class LawEntry:
    """One law in the making."""

    title: str
    full_title: str = ""
    rank: str = ""
    issuer: str = ""
    region: str = ""
    verified: str = "W"
    note: str = ""
    names: list[str] = field(default_factory=list)
    versions: list[VersionEntry] = field(default_factory=list)

    def version_of(self, promulgated: date | None) -> VersionEntry | None:
        """The text promulgated on that day; with no day the only text there is."""
        if promulgated is None:
            return self.versions[0] if len(self.versions) == 1 else None
        return next((version for version in self.versions if version.promulgated == promulgated), None)

    def last(self) -> VersionEntry | None:
        """The newest text."""
        return self.versions[-1] if self.versions else None

    def arrange(self) -> None:
        """Order the texts and end each where the next begins."""
        self.versions.sort(key=lambda version: version.promulgated or version.start() or date.min)
        for version, following in zip(self.versions, self.versions[1:], strict=False):
            begins = following.start()
            if begins is None:
                continue
            earliest = version.start()
            version.ceased = max(begins, earliest) if earliest else begins
            version.cause = following.kind if following.kind in ("修订", "修正") else "修改"

    def row(self) -> list[str]:
        """The line of laws.csv, with the keys that names are looked up by."""
        full = self.full_title or self.title
        known = [self.title, full, *self.names]
        strict = sorted({strict_key(name) for name in known})
        loose = sorted({loose_key(name) for name in known} - set(strict))
        names = [name for name in dict.fromkeys(self.names) if name not in (self.title, full)]
        fields = [self.title, full, SEPARATOR.join(names), self.rank, self.issuer, self.region, self.verified]
        return [*fields, self.note, SEPARATOR.join(strict), SEPARATOR.join(loose)]


class Laws:
    """All laws by title, found by any spelling of a name."""

    def __init__(self) -> None:
        self._laws: dict[str, LawEntry] = {}
        self._keys: dict[str, LawEntry] = {}

    def __iter__(self) -> Iterator[LawEntry]:
        return iter(sorted(self._laws.values(), key=lambda law: law.title))

    def find(self, name: str) -> LawEntry | None:
        """The law of that name, whatever the spelling."""
        return self._keys.get(strict_key(name))

    def find_loosely(self, name: str) -> LawEntry | None:
        """The law of that name with or without the issuer before 关于."""
        key = loose_key(name)
        return next((law for law in self if key in (loose_key(law.title), loose_key(law.full_title))), None)

    def add(self, law: LawEntry) -> LawEntry:
        """Add a law under its title and full title."""
        self._laws[law.title] = law
        for name in (law.title, law.full_title):
            if name:
                self._keys.setdefault(strict_key(name), law)
        return law


def iso(day: date | None) -> str:
    """Write a day; nothing where it is unknown."""
    return day.isoformat() if day else ""


def day_of(text: str) -> date | None:
    """Read a day; None where it is unknown."""
    return date.fromisoformat(text) if text else None
