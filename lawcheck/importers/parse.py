"""One file → one law text: read, structure, and what it says of itself. No SQL, no decisions between files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lawcheck.corpus import lawtext, trees
from lawcheck.corpus.articles import read_article
from lawcheck.corpus.lawtext import ArticleText, LawText, TextFacts
from lawcheck.errors import ReadError
from lawcheck.importers import closing, head, origin
from lawcheck.importers.origin import Origin
from lawcheck.model import Provision, Rank, Source, Stated, articles_in
from lawcheck.read import read_bytes
from lawcheck.structure import Outline, outline_of
from lawcheck.structure import profile as profiles
from lawcheck.structure.layout import Line
from lawcheck.text.fold import skeleton

_STATE = "中华人民共和国"
_PART_TITLE = re.compile(r"第[一二三四五六七八九十]+(?:编|分编|部分)")
_BODY = frozenset({"part", "chapter", "section", "supplement", "article", "contents", "point", "bracket"})
_HEAD_LINES = 40
_STUB = 100
# Law texts that as a rule say nothing of their entry into force in their last article.
_NO_CLOSING = frozenset({Rank.JUDICIAL_INTERPRETATION, Rank.CONSTITUTION})
_DOCUMENT = re.compile(
    rf"(?:{'|'.join(profiles.DOC_TYPES)}|法典|守则|准则|安排|修正案|决议|宣言|声明|罪名|名单|问题|事项|解答|协定|议定书|条约|说明|部分|编)"
    r"(?:[(《〈][^()]{1,40}[)》〉])*$"
)
_COURTS = re.compile(r"(?<=院)[\s　]+(?=最高人民)")


@dataclass(frozen=True, slots=True)
class Office:
    """What the user says of the office's own documents (``--own``)."""

    rank: Rank
    issuer: str


def law_text(data: bytes, name: str, office: Office | None = None) -> LawText:
    """Parse the bytes of a file of any format that the reader knows; ``name`` is its path inside the import.

    Raises ``ReadError`` for what cannot be read or is no law text.
    """
    source = read_bytes(data, name)
    place = origin.origin_of(name)
    outline = outline_of(source)
    title, above = _opening(source, outline, place)
    history = [line for line in above if head.is_head_line(line.text)]
    # A decision begins right behind its history, a law at its first heading or article.
    articles, frame = _body(source, outline, history[-1] if history else None)
    found = head.read_head(line.span.of(source.text) for line in history)
    facts = _facts(title, found, articles, place, office)
    facts = _judged(facts, articles, source)
    _refuse_other_papers(facts)
    body = lawtext.body_digest(frame, articles)
    return lawtext.with_facts(LawText(facts, articles, frame), body=body)


def _refuse_other_papers(facts: TextFacts) -> None:
    """A folder of laws also holds read-me files and the like: no articles and not the title of a document."""
    if not facts.last and not facts.part and not _DOCUMENT.search(skeleton(facts.title)):
        raise ReadError("no-law", "看不出是法规文本：没有条文，标题也不像法规、文件的标题。")


@dataclass(frozen=True, slots=True)
class _Title:
    """The law's title, and the part of the law that this file holds, if it holds only one."""

    full: str
    part: str = ""
    day: date | None = None


def _opening(source: Source, outline: Outline, place: Origin) -> tuple[_Title, list[Line]]:
    """The title and the lines above the text. A first heading 第X编 makes the file a part of its folder's law."""
    lines = outline.lines
    headings = [line for line in lines[:_HEAD_LINES] if line.style == "Heading 1"]
    parent = place.parent
    if headings and headings[0] is lines[0]:
        first = _clean(headings[0].span.of(source.text))
        if parent and _PART_TITLE.match(skeleton(first)):
            return _Title(_named(parent.title), place.title, parent.day), []
        part = place.title if parent else ""
        if len(headings) > 1 and lines[1] is headings[1]:
            part = _clean(headings[1].span.of(source.text))
        return _Title(first, part, parent.day if parent else None), _above(lines, 2 if part and not parent else 1)
    profile = profiles.profile(source, lines, Stated())
    title = _clean(profile.title or "")
    if not title or len(title) > 120 or _PART_TITLE.match(skeleton(title)):
        title = _named(parent.title) if parent and not title else place.title
    start = next(
        (i for i, line in enumerate(lines) if profile.title_span and line.span.start >= profile.title_span.end), 0
    )
    return _Title(title), _above(lines, start)


def _named(title: str) -> str:
    return title if title.startswith(_STATE) or not re.search(r"法典?$", title) else _STATE + title


def _clean(title: str) -> str:
    words = _COURTS.sub("、", re.sub(r"[\u200b\u200c\ufeff]", "", title).strip())
    return re.sub(r"[\s\u3000\u00a0]+", "", words)


def _above(lines: Sequence[Line], start: int) -> list[Line]:
    end = next((i for i in range(start, len(lines)) if lines[i].kind in _BODY), len(lines))
    return list(lines[start : min(end, start + _HEAD_LINES)])


def _body(source: Source, outline: Outline, last: Line | None) -> tuple[tuple[ArticleText, ...], tuple[str, ...]]:
    """Articles of the main body, and the frame of all other lines; a text without articles gives passages."""
    roots = [(articles_in((root,)), root) for root in outline.provisions]
    chosen = max((found for found, _ in roots), key=len, default=())
    if not chosen:
        return _passages(source, outline, last.span.end if last else outline.lines[0].span.end)
    starts = {provision.span.start: provision for provision in chosen}
    text = source.text
    frame: list[str] = []
    articles: list[ArticleText] = []
    covered = 0
    for block in source.blocks:
        provision = starts.get(block.span.start)
        if provision is not None:
            begin = provision.children[0].span.start if provision.children else provision.span.end
            frame.append(lawtext.ARTICLE_MARK + text[provision.span.start : begin])
            articles.append(_article(provision, text, begin))
            covered = provision.span.end
        elif block.span.start >= covered:
            frame.append(block.span.of(text))
    return tuple(articles), tuple(frame)


def _article(provision: Provision, text: str, begin: int) -> ArticleText:
    number = read_article(provision.number) or (0, 0)
    tree = trees.encode(provision.children, begin, provision.span.end)
    return ArticleText(*number, provision.number, text[begin : provision.span.end], tree)


def _passages(source: Source, outline: Outline, above: int) -> tuple[tuple[ArticleText, ...], tuple[str, ...]]:
    """Decisions and replies have no articles: each line of the text is found by its words, under its own mark."""
    frame: list[str] = []
    articles: list[ArticleText] = []
    lines = {line.span.start: line for line in outline.lines}
    for block in source.blocks:
        text = block.span.of(source.text)
        line = lines.get(block.span.start)
        if (
            line is None
            or line.span.start < above
            or line.kind in ("part", "chapter", "section", "contents", "date")
        ):
            frame.append(text)
        else:
            frame.append(lawtext.ARTICLE_MARK)
            label = line.label.number if line.label else ""
            articles.append(ArticleText(0, len(articles) + 1, label, text))
    return tuple(articles), tuple(frame)


def _facts(
    title: _Title, found: head.Head, articles: Sequence[ArticleText], place: Origin, office: Office | None
) -> TextFacts:
    words = [article.text for article in articles]
    issuer = office.issuer if office else head.issuer_of(found.words)
    rank = office.rank if office else origin.rank_of(title.full, issuer, found.words, place)
    day, kind = _version(found, title.day or place.day, closing.stated_day(words))
    full = title.full
    names = (place.title,) if not title.part and _is_other_name(place.title, full) else ()
    return TextFacts(
        title=full.removeprefix(_STATE) if len(full) > len(_STATE) + 1 else full,
        full_title=full,
        rank=rank.value,
        issuer=issuer,
        region=origin.place_of(full, issuer, rank, place),
        names=names,
        doc_number=found.doc_number,
        promulgated=day,
        kind=kind,
        history=found.history,
        announced=found.announced,
        stated=closing.stated_day(words),
        at_once=closing.is_at_once(words),
        repeals=tuple(name for name in closing.repeals(words) if name != skeleton(full)),
        part=title.part,
        own=office is not None,
    )


def _is_other_name(name: str, full: str) -> bool:
    """A file is often named without 中华人民共和国 inside 《》; it is a name of the law if it is as long or longer."""
    short, long = skeleton(name).replace(_STATE, ""), skeleton(full).replace(_STATE, "")
    return bool(short) and short != long and len(short) >= 5 and (short in long or long in short)


def _version(found: head.Head, named: date | None, stated: date | None) -> tuple[date | None, str]:
    """The day of this text and what made it: the last line of its history, unless the file's name knows better.

    A name whose day lies before the history is that of an older text and does not count.
    """
    last = found.history[-1] if found.history else None
    if named is None:
        return (last.day, last.kind) if last else (None, "")
    if last is None:
        return named, ""
    days = (named - last.day).days
    if days < 0:
        return last.day, last.kind
    return (named, last.kind) if days <= 400 else (named, lawtext.AMENDED)


def _judged(facts: TextFacts, articles: Sequence[ArticleText], source: Source) -> TextFacts:
    """Numbers, gaps, and whether the text is whole."""
    numbers = [article.number for article in articles if article.number]
    held = set(numbers)
    first, last = min(held, default=0), max(held, default=0)
    gaps = tuple(number for number in range(first, last) if number not in held)
    closed = closing.closes([article.text for article in articles])
    defects = []
    if not numbers:
        defects.append("没有条号")
    if len(source.text) < _STUB and not facts.part:
        defects.append("正文不足100字")
    if first > 1 and not facts.part:
        defects.append(f"从第{first}条开始")
    if gaps:
        shown = "、".join(map(str, gaps[:5]))
        defects.append(f"缺第{shown}条" if len(gaps) <= 5 else f"缺第{shown}等{len(gaps)}条")
    if numbers and not closed and Rank(facts.rank) not in _NO_CLOSING and not facts.part:
        defects.append("末尾没有施行条款，可能不全")
    return lawtext.with_facts(
        LawText(facts, (), ()), first=first, last=last, gaps=gaps, closes=closed, complete=not defects,
        defects=tuple(defects),
    ).facts  # fmt: skip
