"""The catalogue that ships: facts about laws from two CSV files, no texts.

Rows are kept as read and become objects when somebody asks, so that opening costs a few milliseconds.
"""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

from lawcheck import resources
from lawcheck.corpus import timeline
from lawcheck.corpus.articles import read_article
from lawcheck.corpus.interface import Passage
from lawcheck.corpus.names import asked_key, normal_number, strict_key
from lawcheck.errors import CorpusError
from lawcheck.model import CorpusIdentity, Law, Provision, Rank, Status, Target, Version

NAME = "随附目录"
NOTE = (
    "随附目录只有标题、文号、级别、日期和条数，没有法律文本：条文内容无法核对。"
    "行政法规、司法解释截至2025年4月，此后的变化未逐一核对。"
)
LAWS_FILE, VERSIONS_FILE = "laws.csv", "versions.csv"
_LAW_COLUMNS = ["title", "full_title", "names", "rank", "issuer", "region", "verified", "note", "strict", "loose"]
_VERSION_COLUMNS = [
    "title",
    "label",
    "number",
    "promulgated",
    "effective",
    "ceased",
    "cause",
    "articles",
    "inserted",
    "complete",
    "verified",
    "note",
]
_SEPARATOR = "|"
# A row of versions.csv beside the text itself: the inserted articles (第X条之X).
_Text = tuple[Version, frozenset[tuple[int, int]]]


def open_catalogue(folder: Path | None = None) -> Catalogue:
    """Open the catalogue in ``folder``, or the one that ships."""
    return Catalogue(folder or resources.folder("corpora") / "catalogue")


class Catalogue:
    """A corpus without texts; see ``Corpus`` for the questions."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._laws = _read(folder / LAWS_FILE, _LAW_COLUMNS)
        self._rows: dict[str, list[list[str]]] = defaultdict(list)
        for row in _read(folder / VERSIONS_FILE, _VERSION_COLUMNS):
            self._rows[row[0]].append(row)
        self._made: dict[str, Law] = {}
        self._texts: dict[str, tuple[_Text, ...]] = {}

    def named(self, title: str) -> tuple[Law, ...]:
        """Laws of that name; a name with or without the issuer only where no law has exactly this one."""
        strict, loose = self._names
        rows = strict.get(strict_key(title)) or loose.get(asked_key(title)) or ()
        return tuple(self._law(row) for row in rows)

    def numbered(self, doc_no: str) -> tuple[Version, ...]:
        """Texts promulgated under that document number."""
        number = normal_number(doc_no)
        titles = self._numbers.get(number, ())
        return tuple(
            version for title in titles for version, _ in self._texts_of(title) if version.doc_number == number
        )

    def versions(self, law: Law) -> tuple[Version, ...]:
        """All texts of a law that are known, oldest first."""
        return tuple(version for version, _ in self._texts_of(law.key))

    def version(self, law: Law, as_of: date) -> Version | None:
        """The text in force on that day."""
        return timeline.text_on(self.versions(law), as_of)

    def status(self, law: Law, as_of: date) -> Status:
        """Status of the law on that day."""
        return timeline.status_on(law, self.versions(law), as_of)

    def has_article(self, version: Version, article: str) -> bool | None:
        """Compare with the last article; None where the count of the text is not known."""
        number = read_article(article)
        if number is None or not version.complete or version.articles is None:
            return None
        if number[1]:
            return any(number in inserted for other, inserted in self._texts_of(version.law) if other == version)
        return 1 <= number[0] <= version.articles

    def inserted(self, version: Version) -> frozenset[tuple[int, int]]:
        """The articles 第X条之Y of a text, as number and added number."""
        return next((found for other, found in self._texts_of(version.law) if other == version), frozenset())

    def renumbered(self, old: Version, new: Version) -> Mapping[str, str]:
        """Nothing: the catalogue holds no texts."""
        return {}

    def provision(self, version: Version, target: Target) -> Provision | None:
        """None: the catalogue holds no texts."""
        return None

    def wording(self, version: Version, target: Target) -> str | None:
        """None: the catalogue holds no texts."""
        return None

    def search(self, text: str, as_of: date, limit: int, *, region: str | None = None) -> tuple[Passage, ...]:
        """Nothing: the catalogue holds no texts."""
        return ()

    def shelf(self, as_of: date, region: str | None = None) -> None:
        """Nothing: the catalogue holds no texts."""

    def articles(self, version: Version) -> tuple[tuple[str, str], ...]:
        """Nothing: the catalogue holds no words."""
        return ()

    def rarities(self, pairs: Iterable[str]) -> Mapping[str, float]:
        """Nothing: the catalogue holds no words."""
        return {}

    def similar(self, title: str, limit: int) -> tuple[tuple[str, float], ...]:
        """Titles that look like this one."""
        from lawcheck.corpus.likeness import nearest

        return nearest(title, self._titles, limit)

    def identity(self) -> CorpusIdentity:
        """Hash of the two files, number of laws, sum of the articles that are known."""
        digest = hashlib.sha256()
        for name in (LAWS_FILE, VERSIONS_FILE):
            digest.update((self._folder / name).read_bytes())
        articles = sum(int(row[7]) for rows in self._rows.values() for row in rows if row[7])
        return CorpusIdentity(digest.hexdigest(), len(self._laws), articles, NAME, NOTE)

    def laws(self) -> tuple[Law, ...]:
        """All laws, by title."""
        return tuple(self._law(row) for row in self._laws)

    @cached_property
    def _names(self) -> tuple[dict[str, list[list[str]]], dict[str, list[list[str]]]]:
        strict: dict[str, list[list[str]]] = defaultdict(list)
        loose: dict[str, list[list[str]]] = defaultdict(list)
        for row in self._laws:
            exact = row[8].split(_SEPARATOR)
            for key in exact:
                strict[key].append(row)
            # A key that is exact for this law is a loose one, too: 试行 left out may mean either of two laws.
            for key in {*exact, *filter(None, row[9].split(_SEPARATOR))}:
                loose[key].append(row)
        return dict(strict), dict(loose)

    @cached_property
    def _numbers(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for title, rows in self._rows.items():
            for row in rows:
                if row[2]:
                    found[row[2]][title] = None
        return {number: tuple(titles) for number, titles in found.items()}

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {key: row[0] for row in reversed(self._laws) for key in row[8].split(_SEPARATOR)}

    def _law(self, row: list[str]) -> Law:
        law = self._made.get(row[0])
        if law is None:
            rank = Rank.named(row[3])
            if rank is None:
                raise CorpusError(f"目录 {self._folder / LAWS_FILE} 有误：《{row[0]}》的效力级别“{row[3]}”不认识。")
            names = tuple(row[2].split(_SEPARATOR)) if row[2] else ()
            law = self._made[row[0]] = Law(row[0], row[0], row[1], rank, row[4], row[5], names, row[6])
        return law

    def _texts_of(self, title: str) -> tuple[_Text, ...]:
        texts = self._texts.get(title)
        if texts is None:
            try:
                texts = tuple(_text(row) for row in self._rows.get(title, ()))
            except ValueError as error:
                place = self._folder / VERSIONS_FILE
                raise CorpusError(f"目录 {place} 有误：《{title}》的日期或者条数写法不对。") from error
            self._texts[title] = texts
        return texts


def _read(path: Path, columns: list[str]) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.reader(handle))
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"无法读取目录文件 {path}，请检查路径或者重新安装。") from error
    if not rows or rows[0] != columns:
        raise CorpusError(f"目录文件 {path} 的列与本版本不符，应为：{'、'.join(columns)}。")
    for line, row in enumerate(rows, 1):
        if len(row) != len(columns):
            raise CorpusError(f"目录文件 {path} 第{line}行有{len(row)}列，应为{len(columns)}列。")
    return rows[1:]


def _text(row: list[str]) -> _Text:
    inserted = (read_article(article) for article in row[8].split(_SEPARATOR) if article)
    version = Version(
        row[0],
        row[1],
        row[2],
        _day(row[3]),
        _day(row[4]),
        _day(row[5]),
        row[6],
        int(row[7]) if row[7] else None,
        row[9] == "1",
        row[10],
    )
    return version, frozenset(number for number in inserted if number)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
