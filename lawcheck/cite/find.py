"""Find every citation of a document: what it names, where, and whether it points into the draft itself.

Names first (《》, numbers, defined names, bare law names), then what follows them; what is left of articles,
paragraphs and items is internal. Everything is matched on the skeleton; spans are of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lawcheck.cite import locators, names
from lawcheck.cite.locators import Locator
from lawcheck.cite.names import Name
from lawcheck.model import Citation, Document, Span, Target
from lawcheck.text.fold import Folded, fold, to_simplified

# What may stand between a title and its article: a number or a note in brackets, a definition of its short name.
_BRACKETS = re.compile(r"\((?:[^()]|\([^()]{0,40}\)){0,80}\)")
_LINK = re.compile(r"(?:的|中的|中|之|里|文件|文)?(?=第|\d{1,4}条)")
_BEFORE_TITLE = re.compile(r"(?:文件|文|号)?(?:公布|发布|印发|颁布|下发|修订|修改|通过|转发)?的?$")
_RELATIVE = re.compile(r"前(?:款|条|项|[一二两三四五六七八九十]{1,2}(?:款|条|项))|本条(?=第)|同条(?=第)|上述(?=第)")
_LINE = re.compile(".+")
_SCAN = re.compile(r"第[(一二三四五六七八九十百千〇零两\d]|前[款条项一二两三四五六七八九十]|本条|同条|上述")
_ANAPHOR = re.compile(
    r"(?:该|同|此|上述|前述|上列)(?P<kind>法律|法规|条例|规定|办法|决定|细则|规则|意见|文件|通知|解释|法)(?:的|中)?(?=第)"
)
# 及其实施条例第七十五条: the regulation that implements the law named before.
_IMPLEMENTING = re.compile(r"其(?P<kind>实施(?:条例|细则|办法))(?:的|中)?(?=第)")
_OWN_KINDS = (
    "(?:实施)?(?:办法|规定|条例|细则|通知|意见|方案|决定|规则|措施|法|指南|政策|制度|通告|公告|规程|标准|要点|文件)"
)
_OWN = re.compile(rf"本《?{_OWN_KINDS}》?(?:的|中)?$")
# 本《办法》 is the draft itself.
_OWN_TITLE = re.compile(rf"(?<=本)《{_OWN_KINDS}》")
# 慈善法律法规 is not the 慈善法 that was defined.
_GOES_ON = re.compile(r"(?<=法)(?:律|规(?!定)|院|治|制|庭|官|学|定)")
_MEMBER_GAP = re.compile(
    r"(?:的?规定|之规定|所列情形|所列|规定的[^,。;、]{1,8}?)?(?:、|,?(?:和|及|以及|或者|与|或))"
)


@dataclass(frozen=True, slots=True)
class _Draft:
    """What finding needs of the document."""

    folded: Folded
    text: str
    masked: str
    full_titles: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A citation with skeleton positions, before it becomes one of the text."""

    start: int
    end: int
    target: Target
    name: tuple[int, int] | None = None


def find(document: Document) -> tuple[Citation, ...]:
    """Return the citations in order of the text, without resolution."""
    draft = _draft(document)
    found: list[_Found] = []
    taken = 0
    heads = _heads(draft)
    positions = iter([*heads, None])
    head = next(positions)
    while True:
        stop = head.start if head else len(draft.masked)
        if stop >= taken:
            for inner in _loose(draft, taken, stop, found):
                found.append(inner)
                taken = inner.end
        if head is None:
            break
        if head.start >= taken:
            for member in _named(draft, head, found):
                found.append(member)
                taken = max(taken, member.end)
            taken = max(taken, _behind_no_citation(draft, head))
        head = next(positions)
    return tuple(_citation(draft, one) for one in found)


def _behind_no_citation(draft: _Draft, name: Name) -> int:
    """第八条 of a bylaw or certificate in 《》 is no citation either: the position behind it."""
    if name.kind != "title" or names.is_citation(draft.folded.text[slice(*name.inner)]):
        return 0
    members = locators.parse(draft.masked, name.end)
    return members[-1].end if members else name.end


def _draft(document: Document) -> _Draft:
    folded = fold(document.text)
    hidden = [(p.span.start, p.span.start + len(p.label)) for p in document.walk() if p.label]
    hidden += [(definition.span.start, definition.span.end) for definition in document.definitions]
    own = document.profile.title_span
    if own and not document.profile.fragment:
        hidden.append((own.start, own.end))
    masked = _masked(folded, hidden)
    defined = tuple(
        (definition.name, definition.full, folded.position(definition.span.end))
        for definition in document.definitions
        if definition.is_title and names.is_citation(fold(definition.full).text)
    )
    return _Draft(folded, document.text, masked, defined)


def _masked(folded: Folded, hidden: Sequence[tuple[int, int]]) -> str:
    """The skeleton with boxes over what cites nothing: labels, definitions, the draft's own title. Line ends stay."""
    parts: list[str] = []
    done, text, offsets = 0, folded.text, folded.offsets
    for first, last in sorted(hidden):
        # Positions rise with the offsets, so that each is looked for behind the last one only.
        start = bisect_left(offsets, first, done)
        end = bisect_left(offsets, last, start, min(len(offsets), start + last - first))
        if start < end:
            words = text[start:end]
            boxes = "□" * len(words) if "\n" not in words else _LINE.sub(lambda m: "□" * len(m[0]), words)
            parts += (text[done:start], boxes)
            done = end
    return "".join([*parts, text[done:]])


def _heads(draft: _Draft) -> list[Name]:
    """All names in order; where two overlap the earlier and longer one counts."""
    found = [name for name in names.titles(draft.masked) if not _OWN_TITLE.match(draft.masked, name.start)]
    inside = [(name.start, name.end) for name in found]
    candidates = [*names.numbers(draft.masked), *names.laws(draft.masked), *_defined(draft), *_anaphors(draft)]
    for name in sorted(candidates, key=lambda n: (n.start, -n.end)):
        if not any(start < name.end and name.start < end for start, end in inside):
            found.append(name)
            inside.append((name.start, name.end))
    return sorted(found, key=lambda name: name.start)


def _defined(draft: _Draft) -> Iterator[Name]:
    for name, full, start in draft.full_titles:
        position = draft.masked.find(name, start)
        while position >= 0:
            if _GOES_ON.match(draft.masked, position + len(name)) or draft.masked[position - 1 : position] == "本":
                position = draft.masked.find(name, position + len(name))
                continue
            yield Name("defined", position, position + len(name), (position, position + len(name)), full)
            position = draft.masked.find(name, position + len(name))


def _anaphors(draft: _Draft) -> Iterator[Name]:
    for match in _ANAPHOR.finditer(draft.masked):
        yield Name("anaphor", match.start(), match.end(), match.span("kind"))
    for match in _IMPLEMENTING.finditer(draft.masked):
        yield Name("implementing", match.start(), match.end(), match.span("kind"))


def _named(draft: _Draft, name: Name, found: Sequence[_Found]) -> Iterator[_Found]:
    """The citation of a name with all members of the list that follows it."""
    head = _head(draft, name, found)
    if head is None:
        return
    target, start, position = head
    position = locators.skip_headings(draft.masked, position)
    link = _LINK.match(draft.masked, position)
    members = locators.parse(draft.masked, link.end() if link else position)
    if not members:
        if name.kind not in ("anaphor", "implementing"):
            yield _Found(start, position, target, name.inner)
        return
    for index, member in enumerate(members):
        keeps_number = index == 0 or target.title is None
        yield _Found(
            start if index == 0 else member.start,
            member.end,
            _target(replace(target, doc_no=target.doc_no if keeps_number else None), member),
            name.inner,
        )


def _head(draft: _Draft, name: Name, found: Sequence[_Found]) -> tuple[Target, int, int] | None:
    """(what the name stands for, start, position behind it and its brackets); None if it is no citation."""
    if name.kind in ("anaphor", "implementing"):
        words = draft.masked[slice(*name.inner)]
        target = _antecedent(words, found) if name.kind == "anaphor" else _implementing(words, found)
        return (target, name.start, name.end) if target else None
    if name.kind == "number":
        after = re.compile(r"(?:文件|文|号)?(?:公布|发布|印发|颁布|修订|通过)?的?《").match(draft.masked, name.end)
        return None if after else (Target(doc_no=name.number), name.start, name.end)
    title = name.number if name.kind == "defined" else _title(draft, name)
    if title is None:
        return None
    number, start = _number_before(draft, name)
    end = name.end
    while bracket := _BRACKETS.match(draft.folded.text, end):
        inner = next(names.numbers(bracket.group()), None)
        number = number or (inner.number if inner else None)
        end = bracket.end()
    following = next(names.numbers(draft.masked[end : end + 40]), None)
    if following and following.start == 0 and number is None:
        number, end = following.number, end + following.end
    return Target(title=title, doc_no=number), start, end


def _title(draft: _Draft, name: Name) -> str | None:
    words = draft.folded.text[slice(*name.inner)]
    if name.kind == "title" and not names.is_citation(words):
        return None
    for short, full, start in draft.full_titles:
        if words == short and name.start >= start:
            return full
    written = draft.text[slice(*draft.folded.span(*name.inner))]
    return to_simplified(re.sub(r"[\n\r]", "", written)).strip()


def _number_before(draft: _Draft, name: Name) -> tuple[str | None, int]:
    """A number right before the title belongs to it: 国务院令第600号公布的《…》."""
    window = max(0, name.start - 60)
    before = draft.masked[window : name.start]
    tail = _BEFORE_TITLE.search(before)
    stop = tail.start() if tail else len(before)
    for number in names.numbers(before):
        if stop <= number.end <= len(before) or number.end == stop:
            return number.number, window + number.start
    return None, name.start


def _antecedent(kind: str, found: Sequence[_Found]) -> Target | None:
    external = [one.target for one in found if one.target.title]
    fitting = [target for target in external if (target.title or "").rstrip("）)》").endswith(kind)]
    chosen = (fitting or external)[-1:] if kind != "文件" else external[-1:]
    return Target(title=chosen[0].title) if chosen else None


def _implementing(kind: str, found: Sequence[_Found]) -> Target | None:
    parent = next((one.target.title for one in reversed(found) if one.target.title), None)
    return Target(title=parent + kind) if parent else None


def _target(head: Target, member: Locator) -> Target:
    return Target(
        head.title, head.doc_no, member.article, member.paragraph, member.item, member.range_to, head.internal
    )


def _loose(draft: _Draft, start: int, stop: int, found: Sequence[_Found]) -> Iterator[_Found]:
    """Articles, paragraphs, items and 前款 without a name before them, between two skeleton positions."""
    position = start
    while match := _SCAN.search(draft.masked, position, stop):
        begins = match.start()
        is_numbered = draft.masked[begins] == "第"  # most are, and none of these is relative
        members = [] if is_numbered else list(_relative(draft, begins, found))
        members = [one for one in members or _bare(draft, begins, found) if one.start < stop]
        if not members:
            position = match.start() + 1
            continue
        # The caller appends to ``found`` what it is given, so that it is known when the next one is read.
        yield from members
        position = members[-1].end


def _relative(draft: _Draft, position: int, found: Sequence[_Found]) -> Iterator[_Found]:
    match = _RELATIVE.match(draft.masked, position)
    if match is None:
        return
    words = match.group()
    if words == "上述":
        return
    if words == "同条" and found:
        last = found[-1].target
        inherited = replace(
            last, paragraph=None, item=None, range_to=None, doc_no=None if last.title else last.doc_no
        )
        for member in locators.parse(draft.masked, match.end(), article=last.article):
            yield _Found(match.start(), member.end, _target(inherited, member))
        return
    members = locators.parse(draft.masked, match.end(), needs_mark=True)
    members = [member for member in members if member.article is None]
    if not members and words not in ("本条", "同条"):
        yield _Found(match.start(), match.end(), Target(internal=True))
    for index, member in enumerate(members):
        start = match.start() if index == 0 else member.start
        yield _Found(start, member.end, _target(Target(internal=True), member))


def _bare(draft: _Draft, position: int, found: Sequence[_Found]) -> Iterator[_Found]:
    members = locators.parse(draft.masked, position, needs_mark=True)
    if not members:
        return
    start, head = position, Target(internal=True)
    own = _OWN.search(draft.masked[max(0, position - 10) : position])
    if own:
        start = position - (own.end() - own.start())
    elif found and found[-1].target.title and members[0].article:
        gap = draft.masked[found[-1].end : position]
        if _MEMBER_GAP.fullmatch(gap):
            head = Target(title=found[-1].target.title)
    for index, member in enumerate(members):
        yield _Found(start if index == 0 else member.start, member.end, _target(head, member))


def _citation(draft: _Draft, found: _Found) -> Citation:
    name = Span(*draft.folded.span(*found.name)) if found.name else None
    return Citation(Span(*draft.folded.span(found.start, found.end)), found.target, name)
