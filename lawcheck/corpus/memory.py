"""A corpus of a few lines of text, for tests and for trying things out.

Like the big one it answers by name, number and day; unlike the catalogue it holds the words.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from math import log
from typing import TYPE_CHECKING

from lawcheck.corpus import timeline
from lawcheck.corpus.articles import read_article, write_article
from lawcheck.corpus.interface import Passage
from lawcheck.corpus.names import asked_key, loose_key, normal_number, strict_key
from lawcheck.corpus.postings import IndexBuilder
from lawcheck.corpus.regions import is_within
from lawcheck.model import CorpusIdentity, Law, Provision, Rank, Span, Status, Target, Version
from lawcheck.text import numerals
from lawcheck.text.fold import skeleton

if TYPE_CHECKING:
    from lawcheck.corpus.postings import Entries
    from lawcheck.corpus.shelf import Shelf

Articles = Mapping[str, str]
Texts = Mapping[Version, Articles]
_ARTICLE_LINE = re.compile(rf"(第[{numerals.NUMERAL}]+条(?:之[{numerals.NUMERAL}]+)?)[\s　]*")
_ITEM_LINE = re.compile(rf"\s*[（(]([{numerals.NUMERAL}]+)[）)]")


class MemoryCorpus:
    """Laws with their texts, each text with its articles (number → words, one line a paragraph or item)."""

    def __init__(self, laws: Mapping[Law, Texts]) -> None:
        self._laws = {law.key: law for law in laws}
        self._texts = {law.key: dict(texts) for law, texts in laws.items()}

    @classmethod
    def of_texts(cls, texts: Mapping[str, str], effective: date, rank: Rank = Rank.LAW) -> MemoryCorpus:
        """One complete text for each title, cut at the lines that begin with 第…条."""
        laws: dict[Law, Texts] = {}
        for title, text in texts.items():
            articles = articles_of(text)
            numbers = [number for number in map(read_article, articles) if number]
            last = max((number for number, _ in numbers), default=0)
            label = f"{effective.year}年{timeline.FIRST_KIND}"
            version = Version(title, label, "", effective, effective, articles=last, complete=True)
            laws[Law(title, title, title, rank)] = {version: articles}
        return cls(laws)

    def named(self, title: str) -> tuple[Law, ...]:
        """Laws of that name, exactly if there are any, else loosely."""
        for key, wanted in ((strict_key, strict_key(title)), (loose_key, asked_key(title))):
            found = [
                law for law in self._laws.values() if wanted in map(key, (law.title, law.full_title, *law.names))
            ]
            if found:
                return tuple(found)
        return ()

    def numbered(self, doc_no: str) -> tuple[Version, ...]:
        """Texts promulgated under that document number."""
        number = normal_number(doc_no)
        return tuple(
            version
            for law in self._laws.values()
            for version in self.versions(law)
            if version.doc_number and normal_number(version.doc_number) == number
        )

    def versions(self, law: Law) -> tuple[Version, ...]:
        """All texts of a law, oldest first."""
        return tuple(sorted(self._texts.get(law.key, ()), key=_beginning))

    def version(self, law: Law, as_of: date) -> Version | None:
        """The text in force on that day."""
        return timeline.text_on(self.versions(law), as_of)

    def status(self, law: Law, as_of: date) -> Status:
        """Status of the law on that day."""
        return timeline.status_on(law, self.versions(law), as_of)

    def has_article(self, version: Version, article: str) -> bool | None:
        """Tell whether the text has the article; only a complete text can say no."""
        if self._article(version, article) is not None:
            return True
        return False if version.complete and read_article(article) else None

    def provision(self, version: Version, target: Target) -> Provision | None:
        """The article, paragraph or item cited, with spans of the article's text."""
        text = self._article(version, target.article)
        if text is None or target.article is None:
            return None
        article = parse_article(target.article, text)
        if target.paragraph is None and target.item is None:
            return article
        number = target.paragraph or 1
        if number > len(article.children):
            return None
        paragraph = article.children[number - 1]
        if target.item is None:
            return paragraph
        wanted = skeleton(target.item)
        return next((item for item in paragraph.children if skeleton(item.number) == wanted), None)

    def wording(self, version: Version, target: Target) -> str | None:
        """The words of the provision cited."""
        provision = self.provision(version, target)
        text = self._article(version, target.article)
        return None if provision is None or text is None else provision.span.of(text)

    def articles(self, version: Version) -> tuple[tuple[str, str], ...]:
        """All articles of a text in order: number and words."""
        return tuple(self._texts.get(version.law, {}).get(version, {}).items())

    def renumbered(self, old: Version, new: Version) -> Mapping[str, str]:
        """Where the articles of one text stand in another."""
        from lawcheck.corpus.renumber import renumbered

        return renumbered(self._texts.get(old.law, {}).get(old, {}), self._texts.get(new.law, {}).get(new, {}))

    def search(self, text: str, as_of: date, limit: int, *, region: str | None = None) -> tuple[Passage, ...]:
        """Articles in force by the share of the query's character pairs that they hold."""
        wanted = _pairs(text)
        found: list[Passage] = []
        for law in self._laws.values():
            if region is not None and law.region and not is_within(region, law.region):
                continue
            version = self.version(law, as_of)
            for article, words in self._texts[law.key][version].items() if version else ():
                score = len(wanted & _pairs(words)) / len(wanted) if wanted else 0.0
                if version and score:
                    found.append(Passage(law, version, article, words, score))
        found.sort(key=lambda passage: (-passage.score, passage.law.key, read_article(passage.article) or (0, 0)))
        return tuple(found[:limit])

    def rarities(self, pairs: Iterable[str]) -> Mapping[str, float]:
        """How rare pairs of characters, or single ones, are among the articles of all texts."""
        articles = (words for texts in self._texts.values() for text in texts.values() for words in text.values())
        held = Counter(word for words in articles for pair in _pairs(words) for word in (pair, pair[0]))
        # A handful of articles says nothing of what is rare: they count as a sample of a full corpus.
        return {pair: log(1 + 1000 / (1 + held[pair])) for pair in pairs} if held else {}

    def shelf(self, as_of: date, region: str | None = None) -> Shelf:
        """The articles in force on that day for a region, with an index of their own."""
        from lawcheck.corpus.shelf import Run, Shelf, Shelved

        index, runs = _Index(), []
        held: list[Shelved] = []
        for law in self._laws.values():
            version = self.version(law, as_of)
            if version is None or (region is not None and law.region and not is_within(region, law.region)):
                continue
            articles = self._texts[law.key][version]
            runs.append(Run(law, version, len(held) + 1, len(articles)))
            for number, words in articles.items():
                held.append(Shelved(number, words))
                index.builder.add(len(held), words, law.title)
        return Shelf(index, runs, lambda run: held[run.first - 1 : run.first - 1 + run.count], ())

    def similar(self, title: str, limit: int) -> tuple[tuple[str, float], ...]:
        """Titles that look like this one."""
        from lawcheck.corpus.likeness import nearest

        names = {strict_key(name): law.title for law in self._laws.values() for name in (law.title, *law.names)}
        return nearest(title, names, limit)

    def identity(self) -> CorpusIdentity:
        """Hash of the words, numbers of laws and articles."""
        texts = [texts for key in sorted(self._texts) for texts in self._texts[key].values()]
        digest = hashlib.sha256(repr([sorted(articles.items()) for articles in texts]).encode())
        return CorpusIdentity(digest.hexdigest(), len(self._laws), sum(map(len, texts)), "内存法规库")

    def _article(self, version: Version, article: str | None) -> str | None:
        number = read_article(article) if article else None
        return self._texts.get(version.law, {}).get(version, {}).get(write_article(*number)) if number else None


class _Index:
    """An index that is not written to a file."""

    def __init__(self) -> None:
        self.builder = IndexBuilder()

    @property
    def articles(self) -> int:
        return self.builder.articles

    def entries(self, code: int) -> Entries:
        import numpy as np

        return np.array(self.builder.lists.get(code, ()), np.uint32)

    def sizes(self) -> Entries:
        import numpy as np

        return np.array(self.builder.sizes, np.uint32)

    def between(self, low: int, high: int) -> list[int]:
        return [code for code in self.builder.lists if low <= code <= high]


def articles_of(text: str) -> dict[str, str]:
    """Cut a text at the lines that begin with 第…条; the number is left out of the words."""
    articles: dict[str, str] = {}
    current = ""
    for line in text.strip().splitlines():
        match = _ARTICLE_LINE.match(line.strip())
        if match:
            current = match.group(1)
            articles[current] = line.strip()[match.end() :]
        elif current and line.strip():
            articles[current] += "\n" + line.strip()
    return articles


def parse_article(number: str, text: str) -> Provision:
    """An article's paragraphs and items: a line is a paragraph, a line that begins with （一） an item of the last."""
    paragraphs: list[list[tuple[str, Span]]] = []
    start = 0
    for line in text.split("\n"):
        span = Span(start, start + len(line))
        start = span.end + 1
        item = _ITEM_LINE.match(line)
        if item and paragraphs:
            paragraphs[-1].append((f"（{item.group(1)}）", span))
        else:
            paragraphs.append([("", span)])
    children = tuple(_paragraph(lines) for lines in paragraphs)
    return Provision("article", number, number, None, Span(0, len(text)), children)


def _beginning(version: Version) -> date:
    return version.effective or version.promulgated or date.min


def _paragraph(lines: list[tuple[str, Span]]) -> Provision:
    items = tuple(Provision("item", number, number, None, span) for number, span in lines[1:])
    return Provision("paragraph", "", "", None, Span(lines[0][1].start, lines[-1][1].end), items)


def _pairs(text: str) -> set[str]:
    plain = skeleton(text).replace("\n", "")
    return {plain[index : index + 2] for index in range(len(plain) - 1)}
