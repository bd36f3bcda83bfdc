"""Law texts and the catalogue → laws with their versions: a pure function of the set of texts.

Several files of one text are joined, twins dropped, versions put on one line of time. What the catalogue knows of a
law (days of effect, ends, former names) counts before what a text says of itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from lawcheck.corpus import timeline
from lawcheck.corpus.catalogue import Catalogue
from lawcheck.corpus.lawtext import TextFacts
from lawcheck.corpus.names import loose_key, strict_key
from lawcheck.corpus.regions import without_place
from lawcheck.model import Law, Rank, Version

Texts = Mapping[str, TextFacts]
_NEAR = timedelta(days=60)
# How long before a text is published it may have been passed: the courts take their time.
_REACH = {Rank.JUDICIAL_INTERPRETATION: timedelta(days=730), Rank.DEPARTMENT_RULE: timedelta(days=400)}
_LOCAL = frozenset({Rank.LOCAL_REGULATION, Rank.LOCAL_RULE, Rank.NORMATIVE_DOCUMENT})
_NAME_MAX = 200


@dataclass(frozen=True, slots=True)
class Held:
    """A version with the texts that hold its words (by hash), none for a version known by its facts only.

    ``whole``: an article missing in the words is missing in the law. ``inserted``: 第X条之Y known without words.
    """

    version: Version
    texts: tuple[str, ...] = ()
    whole: bool = False
    inserted: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Derived:
    """A law, its versions oldest first, and the two kinds of keys that find it."""

    law: Law
    held: tuple[Held, ...]
    strict: tuple[str, ...]
    loose: tuple[str, ...]


@dataclass
class _Group:
    """The texts of one law while they are being brought together."""

    texts: list[str]
    law: Law | None = None
    held: list[Held] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def derive(texts: Texts, catalogue: Catalogue) -> tuple[Derived, ...]:
    """All laws that the texts and the catalogue know, by key."""
    groups = _grouped(texts, catalogue)
    for group in groups.values():
        _arrange(group, texts, catalogue)
    for law in catalogue.laws():
        if law.key not in groups:
            held = [Held(version, inserted=catalogue.inserted(version)) for version in catalogue.versions(law)]
            groups[law.key] = _Group([], law, held)
    _end_repealed(groups, texts, catalogue)
    return tuple(_derived(groups[key]) for key in sorted(groups))


def _grouped(texts: Texts, catalogue: Catalogue) -> dict[str, _Group]:
    """Texts by law. Two spellings of one title are one law if loosely equal and the words are the same."""
    known = _catalogue_keys(catalogue)
    keyed: dict[str, list[str]] = defaultdict(list)
    titles: dict[str, Law | None] = {}
    for name in sorted(texts):
        facts = texts[name]
        law = (
            None
            if facts.own or facts.rank == Rank.LOCAL_REGULATION.value
            else known.get(strict_key(facts.full_title))
        )
        key = law.key if law else _own_key(facts)
        keyed[key].append(name)
        titles[key] = law
    for key, other in _spellings(keyed, texts, titles).items():
        keyed[other].extend(keyed.pop(key))
    return {key: _Group(sorted(names), titles[key]) for key, names in keyed.items()}


def _catalogue_keys(catalogue: Catalogue) -> dict[str, Law]:
    found: dict[str, Law] = {}
    for law in catalogue.laws():
        for name in (*law.names, law.full_title, law.title):
            found[strict_key(name)] = law
    return found


def _own_key(facts: TextFacts) -> str:
    """The title, with the place or the issuer before it where the title does not name it."""
    title = strict_key(facts.title)
    place = facts.region
    if facts.own and facts.issuer and not title.startswith(facts.issuer[:2]):
        return f"{facts.issuer}：{title}"
    if not place or without_place(title) != title:
        return title
    return f"{place}：{title}"


def _spellings(keyed: Mapping[str, list[str]], texts: Texts, titles: Mapping[str, Law | None]) -> dict[str, str]:
    """Key → the key it belongs to: same words, loosely the same name; the catalogue's, else the longer one stays."""
    bodies: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, names in keyed.items():
        for name in names:
            # Two offices may issue the same words; their documents stay apart.
            if not texts[name].own:
                bodies[texts[name].body, loose_key(texts[name].title)].add(key)
    found: dict[str, str] = {}
    for keys in bodies.values():
        if len(keys) > 1:
            best = max(keys, key=lambda key: (titles[key] is not None, len(key), key))
            found.update({key: best for key in keys if key != best and titles[key] is None})
    return {key: other for key, other in found.items() if other not in found}


def _arrange(group: _Group, texts: Texts, catalogue: Catalogue) -> None:
    """Fill law, names and versions of a group."""
    facts = [texts[name] for name in group.texts]
    newest = max(
        facts, key=lambda fact: (_start(fact), fact.complete, len(fact.full_title), fact.full_title, fact.body)
    )
    own = _versions(group.texts, texts)
    spelled = sorted({name for fact in facts for name in (fact.title, fact.full_title, *fact.names)})
    if group.law is None:
        rank = Rank(newest.rank)
        key = _own_key(newest)
        names = tuple(name for name in spelled if name not in (newest.title, newest.full_title))
        group.law = Law(key, newest.title, newest.full_title, rank, newest.issuer, newest.region, names, "W")
        group.held = _with_history(own, newest, key)
        return
    group.names = spelled
    known = [Held(v, inserted=catalogue.inserted(v)) for v in catalogue.versions(group.law)]
    group.held = _merged(known, own, group.law)


def _start(facts: TextFacts) -> date:
    return facts.promulgated or facts.effective() or date.min


def _versions(names: Sequence[str], texts: Texts) -> list[Held]:
    """One version for each day of promulgation, twins dropped, oldest first."""
    days: dict[date | None, list[str]] = defaultdict(list)
    for name in names:
        days[texts[name].promulgated].append(name)
    undated = days.pop(None, [])
    found = [_joined(days[day], texts) for day in sorted(day for day in days if day)]
    bodies = {texts[name].body for held in found for name in held.texts}
    undated = [name for name in undated if texts[name].body not in bodies]
    if undated:
        found.append(_joined(undated, texts))
    found.sort(key=lambda held: (held.version.promulgated or held.version.effective or date.min, held.texts))
    return _without_twins(found)


def _joined(names: Sequence[str], texts: Texts) -> Held:
    """The files of one text: parts whose numbers run on are put together, else the best one stands for all."""
    distinct = {texts[name].body: name for name in sorted(names, reverse=True)}
    chosen = sorted(distinct.values(), key=lambda name: (texts[name].first, texts[name].last, name))
    parts = [name for name in chosen if texts[name].part]
    if len(parts) > 1 and _run_on([texts[name] for name in parts]):
        return _held_parts(parts, texts)
    best = max(chosen, key=lambda name: (texts[name].complete, texts[name].last - len(texts[name].gaps), name))
    facts = texts[best]
    return Held(_version(facts, facts.last, facts.complete), (best,), facts.complete)


def _run_on(parts: Sequence[TextFacts]) -> bool:
    numbered = [part for part in parts if part.last]
    return all(part.last < following.first for part, following in pairwise(numbered))


def _held_parts(names: Sequence[str], texts: Texts) -> Held:
    parts = [texts[name] for name in names]
    numbered = [part for part in parts if part.last]
    joints = pairwise(numbered)
    whole = (
        numbered[0].first == 1
        and not any(part.gaps for part in numbered)
        and all(part.last + 1 == following.first for part, following in joints)
        and numbered[-1].closes
    )
    last = numbered[-1]
    facts = replace(
        max(parts, key=lambda part: (len(part.history), part.announced is not None, part.body)),
        stated=last.stated, at_once=last.at_once, announced=max((p.announced for p in parts if p.announced), default=None),
    )  # fmt: skip
    return Held(_version(facts, last.last, whole), tuple(names), whole)


def _version(facts: TextFacts, last: int, whole: bool) -> Version:
    start = facts.promulgated or facts.effective()
    label = (f"{start.year}年" if start else "") + (facts.kind or "文本")
    return Version(
        "", label, facts.doc_number, facts.promulgated, facts.effective(), articles=last if whole and last else None,
        complete=whole, verified="W",
    )  # fmt: skip


def _without_twins(found: list[Held]) -> list[Held]:
    """Drop the worse of two files of one text that are dated days apart (one by passing, one by effect)."""
    kept: list[Held] = []
    for held in found:
        before = kept[-1] if kept else None
        start, earlier = held.version.promulgated, before.version.promulgated if before else None
        if before is None or start is None or earlier is None or start - earlier > _NEAR:
            kept.append(held)
            continue
        same = (
            before.version.effective == held.version.effective and before.version.articles == held.version.articles
        )
        if not same or not held.whole:
            kept.append(held)
        elif start != held.version.effective:
            kept[-1] = held
    return kept


def _with_history(own: list[Held], newest: TextFacts, key: str) -> list[Held]:
    """Add the earlier texts that the newest names in its history; their words are not held."""
    days = [held.version.promulgated for held in own if held.version.promulgated]
    found = list(own)
    for event in newest.history:
        if any(timedelta() <= day - event.day <= timedelta(days=400) for day in days):
            continue
        if newest.promulgated and event.day < newest.promulgated:
            label = f"{event.day.year}年{event.kind}"
            found.append(Held(Version("", label, event.number, event.day, verified="W")))
    found.sort(key=lambda held: (held.version.promulgated or held.version.effective or date.min, held.texts))
    _date_base(found, newest)
    return _linked(found, key)


def _date_base(found: list[Held], newest: TextFacts) -> None:
    """The closing article gives the day of effect of the text it was written for, not of a later amendment."""
    stated = newest.stated
    if stated is None:
        return
    for place in reversed(range(len(found))):
        version = found[place].version
        if version.promulgated and 0 <= (stated - version.promulgated).days <= 730:
            if version.effective is None:
                found[place] = replace(found[place], version=replace(version, effective=stated))
            return


def _linked(found: Sequence[Held], key: str) -> list[Held]:
    """Give the versions their law and end each where the next begins."""
    linked: list[Held] = []
    for place, held in enumerate(found):
        version = replace(held.version, law=key)
        following = found[place + 1].version if place + 1 < len(found) else None
        if following is not None and not timeline.ends_law(version):
            begins = following.effective or following.promulgated
            own = version.effective or version.promulgated
            kind = next((kind for kind in ("修订", "修正") if following.label.endswith(kind)), "修改")
            if begins is not None:
                version = replace(version, ceased=max(begins, own) if own else begins, cause=kind)
        linked.append(replace(held, version=version))
    return linked


def _merged(known: list[Held], own: Sequence[Held], law: Law) -> list[Held]:
    """Put the words beside the catalogue's versions; a text that the catalogue does not know becomes a new one."""
    found = list(known)
    fresh: list[Held] = []
    for held in own:
        place = _matching(found, held.version, law)
        if place is None:
            fresh.append(held)
        elif not found[place].texts or (held.whole and not found[place].whole):
            found[place] = _with_words(found[place], held)
    if not fresh:
        return found
    found.extend(fresh)
    found.sort(key=lambda held: (held.version.promulgated or held.version.effective or date.min, held.texts))
    ended = next((held.version for held in found if timeline.ends_law(held.version)), None)
    if ended is not None and found[-1].version != ended:
        # A text later than the end that the catalogue gives: the end was that of an earlier text.
        found = [replace(h, version=replace(h.version, cause="修改")) if h.version == ended else h for h in found]
    return _linked(found, law.key)


def _matching(found: Sequence[Held], version: Version, law: Law) -> int | None:
    """The version of that day; one passed somewhat earlier; the only one, if the text has no day."""
    day = version.promulgated
    if day is None:
        same = [i for i, held in enumerate(found) if held.version.effective == version.effective or len(found) == 1]
        return same[0] if len(same) == 1 else None
    exact = [i for i, held in enumerate(found) if held.version.promulgated == day]
    if exact:
        return exact[0]
    reach = _REACH.get(law.rank, _NEAR)
    near = [
        (abs(day - held.version.promulgated), place)
        for place, held in enumerate(found)
        if held.version.promulgated and abs(day - held.version.promulgated) <= reach
    ]
    return min(near)[1] if near else None


def _with_words(known: Held, own: Held) -> Held:
    """The catalogue's facts with the words of a text. A text that ends before the last article known is cut off."""
    version, last = known.version, own.version.articles
    whole = own.whole and (not version.complete or version.articles is None or (last or 0) >= version.articles)
    if whole:
        version = replace(version, articles=last, complete=True)
    if version.effective is None and own.version.effective:
        version = replace(version, effective=own.version.effective)
    return Held(version, own.texts, whole, known.inserted)


def _end_repealed(groups: dict[str, _Group], texts: Texts, catalogue: Catalogue) -> None:
    """同时废止: what the texts repeal ends on the day they enter into force, unless the catalogue knows better."""
    keys: dict[str, str] = {}
    for key in sorted(groups):
        law = groups[key].law
        if law is not None:
            keys.setdefault(strict_key(law.title), key)
            keys.setdefault(strict_key(law.full_title), key)
    shipped = {law.key for law in catalogue.laws()}
    orders: dict[str, tuple[date, str]] = {}
    for key in sorted(groups):
        law = groups[key].law
        for held in groups[key].held:
            day = held.version.effective
            for title in (t for name in held.texts for t in texts[name].repeals) if day and law else ():
                target = keys.get(strict_key(title))
                if target is None or target == key or target in shipped or day is None or law is None:
                    continue
                orders[target] = min(orders.get(target, (date.max, "")), (day, f"废止（{law.title}）"))
    for target, (day, cause) in sorted(orders.items()):
        group = groups[target]
        last = group.held[-1].version
        begins = last.promulgated or last.effective
        if not timeline.ends_law(last) and begins is not None and begins < day:
            group.held[-1] = replace(group.held[-1], version=replace(last, ceased=day, cause=cause))


def _derived(group: _Group) -> Derived:
    law = group.law
    assert law is not None
    known = {law.title, law.full_title, *law.names, *group.names}
    strict = {strict_key(name) for name in known if len(name) <= _NAME_MAX}
    loose = {loose_key(name) for name in known if len(name) <= _NAME_MAX}
    if law.region and law.rank in _LOCAL:
        loose |= {bare for name in (law.title, law.full_title) if len(bare := without_place(strict_key(name))) >= 4}
    return Derived(law, tuple(group.held), tuple(sorted(strict)), tuple(sorted(loose - strict)))
