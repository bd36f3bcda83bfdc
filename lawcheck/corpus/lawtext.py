"""A law text as an importer hands it over: what it says of itself, its articles, and the lines around them.

Plain values only; equal texts with equal facts are one and the same, wherever the files came from.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any, NamedTuple

# A line of the frame that begins with this mark is the beginning of the next article: its label and blanks.
ARTICLE_MARK = "\x01"
FIRST, AMENDED, REVISED = "公布", "修正", "修订"


class Event(NamedTuple):
    """One line of a text's history; ``kind`` is 公布, 修正 or 修订."""

    day: date
    kind: str
    number: str = ""


class ArticleText(NamedTuple):
    """An article: its number (0 for a passage without one), the words behind the label, and its inner tree."""

    number: int
    added: int
    label: str
    text: str
    tree: str = ""


@dataclass(frozen=True, slots=True)
class TextFacts:
    """What one file says of the law that it holds.

    ``stated`` is the day in the closing article, ``announced`` the day of effect named above the text; ``part`` names
    a file that holds only a part of the law. ``last`` is the number of the last article. ``defects`` are Chinese
    sentences for people; ``complete`` means that an article missing here is missing in the law.
    """

    title: str
    full_title: str
    rank: str
    issuer: str = ""
    region: str = ""
    names: tuple[str, ...] = ()
    doc_number: str = ""
    promulgated: date | None = None
    kind: str = ""
    history: tuple[Event, ...] = ()
    announced: date | None = None
    stated: date | None = None
    at_once: bool = False
    repeals: tuple[str, ...] = ()
    first: int = 0
    last: int = 0
    gaps: tuple[int, ...] = ()
    closes: bool = False
    part: str = ""
    own: bool = False
    complete: bool = False
    defects: tuple[str, ...] = ()
    body: str = ""

    def effective(self) -> date | None:
        """The day from which this text counts, as far as it tells itself.

        The closing article of an amended text gives the day of the first text, so it counts only if it is not
        earlier than the promulgation; 自公布之日起 likewise says nothing of an amendment.
        """
        if self.announced and (self.promulgated is None or self.announced >= self.promulgated):
            return self.announced
        if self.stated and (self.promulgated is None or self.stated >= self.promulgated):
            return self.stated
        if self.at_once and self.kind in (FIRST, REVISED) and self.stated is None:
            return self.promulgated
        return None


@dataclass(frozen=True, slots=True)
class LawText:
    """Facts, articles in order, and the frame: every other line of the text with marks where the articles stand."""

    facts: TextFacts
    articles: tuple[ArticleText, ...]
    frame: tuple[str, ...]

    def printed(self) -> str:
        """The text as it was read."""
        return printed(self.frame, [article.text for article in self.articles])


def printed(frame: tuple[str, ...], articles: list[str]) -> str:
    """Put the articles back between the other lines."""
    remaining = iter(articles)
    return "\n".join(line[1:] + next(remaining) if line.startswith(ARTICLE_MARK) else line for line in frame)


def digest_of(text: LawText) -> str:
    """Hash of everything the text holds."""
    return digest(facts_json(text.facts), frame_json(text.frame), text.articles)


def digest(facts: str, frame: str, articles: tuple[ArticleText, ...] | list[ArticleText]) -> str:
    """Hash over the stored forms, so that a store can be checked without being rebuilt."""
    state = hashlib.sha256(facts.encode("utf-8", "surrogatepass"))
    state.update(frame.encode("utf-8", "surrogatepass"))
    joined = "\x00".join(f"{a[0]}\x1f{a[1]}\x1f{a[2]}\x1f{a[3]}\x1f{a[4]}" for a in articles)
    state.update(joined.encode("utf-8", "surrogatepass"))
    return state.hexdigest()


def body_digest(frame: tuple[str, ...], articles: tuple[ArticleText, ...]) -> str:
    """Hash of the words alone, blanks apart: equal for two files of one text."""
    words = "".join("".join(article.text.split()) for article in articles)
    if not articles:
        words = "".join("".join(line.split()) for line in frame)
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def facts_json(facts: TextFacts) -> str:
    """Write the facts in one fixed form."""
    return json.dumps(asdict(facts), ensure_ascii=False, sort_keys=True, default=date.isoformat)


def facts_of(text: str) -> TextFacts:
    """Read facts back."""
    values: dict[str, Any] = json.loads(text)
    for name in ("promulgated", "announced", "stated"):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    values["history"] = tuple(Event(date.fromisoformat(day), *rest) for day, *rest in values["history"])
    for name in ("names", "repeals", "gaps", "defects"):
        values[name] = tuple(values[name])
    return TextFacts(**{field.name: values[field.name] for field in fields(TextFacts)})


def frame_json(frame: tuple[str, ...]) -> str:
    """Write the frame in one fixed form."""
    return json.dumps(frame, ensure_ascii=False)


def with_facts(text: LawText, **changes: Any) -> LawText:
    """The same words with other facts."""
    return replace(text, facts=replace(text.facts, **changes))
