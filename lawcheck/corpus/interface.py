"""What the rest of the house may ask of a corpus, whatever holds it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from lawcheck.model import CorpusIdentity, Law, Provision, Status, Target, Version

if TYPE_CHECKING:
    from lawcheck.corpus.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Passage:
    """An article found by its words; ``score`` is between 0 and 1 and comparable within one search only."""

    law: Law
    version: Version
    article: str
    text: str
    score: float


class Corpus(Protocol):
    """Laws with their names, numbers and times; with texts or without.

    An empty answer means that the corpus does not hold it, never that it does not exist.
    """

    def __hash__(self) -> int:
        """One corpus as long as it is open."""
        ...

    def named(self, title: str) -> tuple[Law, ...]:
        """Laws of that full, short or former name; several where the name is not unique."""
        ...

    def numbered(self, doc_no: str) -> tuple[Version, ...]:
        """Texts promulgated under that document number."""
        ...

    def versions(self, law: Law) -> tuple[Version, ...]:
        """All texts of a law that are known, oldest first."""
        ...

    def version(self, law: Law, as_of: date) -> Version | None:
        """The text in force on that day; None if there is none or it is not certain which."""
        ...

    def status(self, law: Law, as_of: date) -> Status:
        """CURRENT, REPEALED, NOT_YET or UNKNOWN on that day."""
        ...

    def has_article(self, version: Version, article: str) -> bool | None:
        """Tell whether the text has that article (第十六条); None where it cannot be verified."""
        ...

    def provision(self, version: Version, target: Target) -> Provision | None:
        """The provision cited, its spans counted in the article's own text; None without a text."""
        ...

    def wording(self, version: Version, target: Target) -> str | None:
        """The words of the provision cited; None without a text."""
        ...

    def articles(self, version: Version) -> tuple[tuple[str, str], ...]:
        """All articles of a text in order: number and words; none without a text."""
        ...

    def renumbered(self, old: Version, new: Version) -> Mapping[str, str]:
        """Where the articles of one text stand in another (第九条 → 第十条), by the likeness of their words.

        An article that is missing in the map was dropped; without both texts the map is empty.
        """
        ...

    def search(self, text: str, as_of: date, limit: int, *, region: str | None = None) -> tuple[Passage, ...]:
        """Articles in force on that day that are nearest to the words, best first.

        With a region (辽宁省大连市; empty for none) local regulations of other places are left out.
        """
        ...

    def shelf(self, as_of: date, region: str | None = None) -> Shelf | None:
        """The articles that a search would look at, side by side; None without texts."""
        ...

    def rarities(self, pairs: Iterable[str]) -> Mapping[str, float]:
        """How rare each pair of characters is: ln(1 + articles / articles that hold it); empty without texts.

        Of a single character all pairs that begin with it are counted.
        """
        ...

    def similar(self, title: str, limit: int) -> tuple[tuple[str, float], ...]:
        """Titles that look like this one with a likeness from 0 to 1, best first."""
        ...

    def identity(self) -> CorpusIdentity:
        """What corpus this is, for the review to print."""
        ...
