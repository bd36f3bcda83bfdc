"""Dated figures of much-used statutes, kept as facts: law, article, what is limited, and the figure; no texts.

The table is ``corpora/figures/figures.csv``, written by ``corpora/build_figures.py`` from an imported corpus. It lets the
commonest conflicts be found where no text of the law is at hand.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from math import inf, log
from pathlib import Path
from typing import get_args

from lawcheck import resources
from lawcheck.align.limits import Limit
from lawcheck.align.norm import Bound, Figure
from lawcheck.align.words import concepts, concepts_in, tokens
from lawcheck.errors import CorpusError
from lawcheck.text.fold import skeleton

FILE = "figures.csv"
COLUMNS = ("law", "article", "from", "until", "limit", "unit", "low", "high", "bound", "said", "keys")
_SEPARATOR = " "
_WORKING = "工作日"
# The share of a law's title that names it.
_NAMED = 0.4
_KIND = re.compile(
    r"(?:(?:管理|实施|若干|工作|暂行|试行|具体)*(?:办法|规定|细则|规则|措施|意见|通知|通告|方案|条例|法典?))+$"
)


@dataclass(frozen=True, slots=True)
class StatutoryFigure:
    """A figure of an article with the days on which it holds (both inclusive, None: open).

    ``figure.words`` is the figure as it is said to people, ``keys`` the expressions that tell what it limits: words,
    or ``=name`` of a concept (``data/concepts.txt``).
    """

    law: str
    article: str
    since: date
    until: date | None
    limit: Limit
    figure: Figure
    keys: tuple[str, ...]

    def holds(self, day: date) -> bool:
        """Tell whether the figure is law on the day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def row(self) -> list[str]:
        """The line of the table."""
        figure = self.figure
        unit = _WORKING if figure.working else figure.unit
        low, high = _written(figure.low), _written(figure.high)
        days = self.since.isoformat(), self.until.isoformat() if self.until else ""
        keys = _SEPARATOR.join(self.keys)
        return [self.law, self.article, *days, self.limit, unit, low, high, figure.bound, figure.words, keys]


def _written(value: float) -> str:
    """Exactly, so that two thirds stay two thirds; nothing for no bound."""
    return "" if value == inf else str(int(value)) if value.is_integer() else repr(value)


class Table:
    """All figures, found by their keys."""

    def __init__(self, rows: Iterable[StatutoryFigure]) -> None:
        self.rows = tuple(rows)
        self._holding: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(self.rows):
            for key in row.keys:
                self._holding[key].append(number)
        self._heads: dict[str, list[str]] = defaultdict(list)
        for key in self._holding:
            if not key.startswith("="):
                self._heads[key[:2]].append(key)

    @cached_property
    def _articles(self) -> Mapping[tuple[str, str], list[StatutoryFigure]]:
        found: dict[tuple[str, str], list[StatutoryFigure]] = defaultdict(list)
        for row in self.rows:
            found[plain_title(row.law), row.article].append(row)
        return dict(found)

    def weight(self, key: str) -> float:
        """How telling a key is: the natural logarithm of the share of figures that have it, turned round."""
        return log(1 + len(self.rows) / len(self._holding[key]))

    def present(self, text: str) -> frozenset[str]:
        """The keys that stand in a skeleton."""
        pairs = {text[at : at + 2] for at in range(len(text) - 1)}
        found = {key for head in self._heads.keys() & pairs for key in self._heads[head] if key in text}
        return frozenset(found | (concepts_in(text) & self._holding.keys()))

    def sharing(self, present: Iterable[str]) -> list[StatutoryFigure]:
        """The figures of which at least two keys are present, in order of the table."""
        counted = Counter(number for key in present for number in self._holding[key])
        return [self.rows[number] for number in sorted(counted) if counted[number] > 1]

    def of_article(self, title: str, article: str) -> list[StatutoryFigure]:
        """The figures of an article, with or without 中华人民共和国 in the title."""
        return self._articles.get((plain_title(title), article), [])

    @cached_property
    def _titles(self) -> Mapping[str, frozenset[str]]:
        return {law: title_tokens(law) for law in sorted({row.law for row in self.rows})}

    @cached_property
    def _title_weights(self) -> Mapping[str, float]:
        counted = Counter(token for found in self._titles.values() for token in found)
        return {token: log(1 + len(self._titles) / count) for token, count in counted.items()}

    def named(self, title: str) -> Mapping[str, float]:
        """The laws that a draft's title names, each with the share of its title, from 0 to 1.

        What many titles have counts less; a law of which less is named than a share of 0.4 is left out.
        """
        held, weights = tokens(plain_title(title)), self._title_weights
        found: dict[str, float] = {}
        for law, own in self._titles.items():
            whole = sum(weights[token] for token in own)
            share = sum(weights[token] for token in own & held) / whole if whole else 0.0
            if share >= _NAMED:
                found[law] = share
        return found


def title_tokens(title: str) -> frozenset[str]:
    """What a law is about by its title: the tokens without the kind of document."""
    return tokens(_KIND.sub("", plain_title(title)))


def plain_title(title: str) -> str:
    """A title as a skeleton without 中华人民共和国."""
    return skeleton(title).removeprefix("中华人民共和国")


def independent(words: Iterable[str], names: Iterable[str], text: str) -> list[str]:
    """Of words and concepts of a text, most telling first, those that do not stand for the same characters."""
    members = concepts().words
    covered: set[str] = set()
    kept: list[str] = []
    for name in names:
        own = {word for word in members[name] if word in text}
        if not own <= covered:
            covered |= own
            kept.append(name)
    for word in words:
        if not any(word in other or other in word for other in covered):
            covered.add(word)
            kept.append(word)
    return kept


@cache
def table() -> Table:
    """The table that ships, read once. Raises CorpusError where it is damaged."""
    return Table(_read(resources.folder("corpora") / "figures" / FILE))


def _read(path: Path) -> list[StatutoryFigure]:
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            header, *rows = csv.reader(handle)
        if tuple(header) != COLUMNS:
            raise ValueError
        return [_figure(row) for row in rows]
    except (OSError, ValueError) as error:
        raise CorpusError(f"数字表 {path} 无法读取或者已损坏，请重新安装。") from error


def _figure(row: list[str]) -> StatutoryFigure:
    law, article, since, until, limit, unit, low, high, bound, said, keys = row
    return StatutoryFigure(
        law,
        article,
        date.fromisoformat(since),
        date.fromisoformat(until) if until else None,
        _LIMITS[limit],
        Figure(
            "日" if unit == _WORKING else unit,
            float(low),
            float(high) if high else inf,
            _BOUNDS[bound],
            said,
            0,
            "",
            "",
            unit == _WORKING,
        ),
        tuple(keys.split()),
    )


_LIMITS: dict[str, Limit] = {name: name for name in get_args(Limit)}
_BOUNDS: dict[str, Bound] = {name: name for name in get_args(Bound)}
