"""Reading clauses: a sentence is cut at 。； and at a new modality; each clause gets actor, cue, action, shields.

An item of 不得有下列行为：（一）… inherits actor, modality and shields of its opening words (the chapeau).
Positions inside this module are of the skeleton; a Clause holds spans of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lawcheck.model import Clause, Modality, Profile, Provision, Shield, Source, Span
from lawcheck.model.document import Addressee
from lawcheck.structure import actors, cues, shields
from lawcheck.structure.actors import Side
from lawcheck.structure.cues import Cue
from lawcheck.structure.layout import Line
from lawcheck.text.fold import Folded

_SENTENCE = re.compile(r"[^。;!?\n]+[。;!?]?")
_INLINE_ITEM = re.compile(r"(?<=[:;。,])(?=\([一二三四五六七八九十]{1,3}\)|[①-⑳])")
_NO_TEXT = frozenset(
    {
        "part",
        "chapter",
        "section",
        "supplement",
        "contents",
        "date",
        "signature",
        "navigation",
        "attachment",
        "listing",
    }
)
_DEPTH: dict[str, int] = {"point": 1, "bracket": 2, "decimal": 3, "decimal_bracket": 4, "circle": 5}
_CONDITION = re.compile(
    r"(?:^|(?<=[,:]))(?:[^,:。;]{2,60}的(?=,)|(?:对于?|凡|如|若|因|在)[^,:。;]{1,50}(?:的|时|前|后)(?=,)|未(?:经|取得|按)[^,:。;]{1,40}(?=,))"
)
_EXCEPTION = re.compile(
    r"除[^,。;]{1,60}?(?:外|之外|以外)(?=[,。;]|$)|(?:法律|法规|国家|行政法规)[^,。;]{0,16}另有规定的[^,。;]{0,8}(?:除外|从其规定)?|但[^。;]{1,50}除外"
)
_LEADING = re.compile(
    r"^(?:\([一二三四五六七八九十\d]{1,3}\)|第[^条]{1,8}条|\d{1,3}[.、]|[一二三四五六七八九十]{1,3}、|并且?|但是?|同时|且|其中|否则|因此|此外|原则上|依法|一律|均|还|也|都|再|,)+"
)
_PASSIVE = re.compile(
    r"由(?P<actor>[^,。;]{2,24}?)(?:负责|统一|组织|依法|按|会同|根据|牵头|给予|(?<!办事)处(?!理)|责令|审批|审核|批准|收取|办理|实施|承担|决定|确定)"
)
_CALLS = re.compile(r"禁止|严禁|鼓励|支持|倡导|引导|提倡")
# Where the name of the actor ends and what he did before begins: 团队经镇商务办登记后, 企业在本市设立机构后.
_DEED = re.compile(r"(?<=[一-鿿]{2})(?:经|取得|凭|按|依照|在|于|向|对|自|未|因)")
_VERB = re.compile(
    r"(?:依法|及时|如实|统一|按[^,。;]{1,20}|向[^,。;]{1,20}|在[^,。;]{1,24}|自[^,。;]{1,24}|先|自行|一次性)*(?P<verb>[一-鿿]{2})"
)


@dataclass(frozen=True, slots=True)
class _Opening:
    """Opening words whose items inherit: the clause, its side and whether the ban protects."""

    depth: int
    clause: Clause
    cue: Cue | None
    side: Side
    is_shielding: bool


def clauses(
    source: Source, lines: Sequence[Line], forest: Sequence[Provision], profile: Profile, folded: Folded
) -> tuple[Clause, ...]:
    """Read every clause of the document, in order of the text."""
    skip_until = profile.title_span.end if profile.title_span else 0
    openings: list[_Opening] = []
    found: list[Clause] = []
    for line in lines:
        if line.kind in _NO_TEXT or line.span.end <= skip_until:
            continue
        depth = _DEPTH.get(line.kind, 0)
        start = folded.position(line.span.start) + (line.label.length if line.label and line.kind != "plain" else 0)
        end = folded.position(line.span.end)
        openings = [opening for opening in openings if opening.depth < depth]
        found.extend(_line(folded, start, end, depth, openings))
    return tuple(found)


def _line(folded: Folded, start: int, end: int, depth: int, openings: list[_Opening]) -> Iterator[Clause]:
    """Read one line; opening words found in it are pushed on ``openings`` for the lines and items that follow."""
    position = start
    inline = 0
    for part in _INLINE_ITEM.split(folded.text[start:end]):
        if part.startswith("(") or part[:1] in "①②③④⑤⑥⑦⑧⑨⑩":
            inline = 6
        for match in _SENTENCE.finditer(part):
            for first, last in _cut(match.group()):
                own = [opening for opening in openings if opening.depth < (inline or depth)]
                base = position + match.start()
                clause, opening = _read(
                    folded, base + first, base + last, own[-1] if own else None, inline or depth
                )
                if clause is None:
                    continue
                if opening is not None:
                    openings[:] = [*own, opening]
                yield clause
        position += len(part)


def _cut(sentence: str) -> Iterator[tuple[int, int]]:
    """Cut a sentence at commas where a new modality begins; 方可 belongs to what goes before it."""
    masked = shields.mask_quotes(sentence)
    first, has_cue = 0, False
    position = 0
    for segment in masked.split(","):
        own = [cue for cue in cues.find(masked[first : position + len(segment)]) if cue.start >= position - first]
        starts_new = has_cue and own and own[0].modality != "only_if" and position > first
        if starts_new:
            yield first, position
            first = position
        has_cue = bool(own) or (has_cue and not starts_new)
        position += len(segment) + 1
    if first < len(sentence):
        yield first, len(sentence)


def _read(
    folded: Folded, start: int, end: int, opening: _Opening | None, depth: int
) -> tuple[Clause | None, _Opening | None]:
    words = folded.text[start:end]
    lead = _LEADING.match(words)
    if lead and lead.end() < len(words) and words[0] in ",(":
        skipped = len(words) - len(words.lstrip(","))
        start, words = start + skipped, words[skipped:]
    if len(words.strip("。;,:")) < 2:
        return None, None
    masked = shields.mask_quotes(words)
    cue = _governing(masked)
    inherited = opening if cue is None and opening is not None else None
    if cue is None and inherited is None:
        cue = _disposing(masked)
    actor = _actor(masked, cue)
    side = actors.side(words[slice(*actor)]) if actor else ("none" if inherited is None else inherited.side)
    stretches = list(shields.find(words, cue, side))
    if inherited is not None and inherited.is_shielding:
        stretches.append(("prohibited", 0, len(words)))
    modality: Modality = cue.modality if cue else inherited.clause.modality if inherited else "states"
    if modality == "disposes" and any(kind in ("reported", "contractual") for kind, _, _ in stretches):
        modality = "states"

    def spanned(stretch: tuple[int, int]) -> Span:
        return Span(*folded.span(start + stretch[0], start + stretch[1]))

    action = _action(masked, cue)
    clause = Clause(
        span=spanned((0, len(words))),
        modality=modality,
        cue=spanned((cue.start, cue.end)) if cue else None,
        actor=spanned(actor) if actor else inherited.clause.actor if inherited else None,
        addressee=_addressee(words, side, modality),
        action=spanned(action) if action else None,
        object=spanned(found) if (found := _object(masked, action)) else None,
        conditions=tuple(spanned(match.span()) for match in _CONDITION.finditer(words)),
        exceptions=tuple(spanned(match.span()) for match in _EXCEPTION.finditer(words)),
        shields=tuple(
            Shield(kind, spanned((a, b)))
            for kind, a, b in sorted(set(stretches), key=lambda s: (s[1], s[2], s[0]))
            if a < b
        ),
        chapeau=opening.clause.span if opening else None,
    )
    return clause, _opens(words, clause, cue, side, stretches, depth)


def _opens(
    words: str, clause: Clause, cue: Cue | None, side: Side, stretches: Sequence[shields.Stretch], depth: int
) -> _Opening | None:
    """Words that end in a colon open a list; the list is shielded if the end of the opening words is."""
    if not words.endswith(":"):
        return None
    kinds = {kind for kind, _, b in stretches if b >= len(words) - 1}
    shielding = bool(kinds & {"prohibited", "exempted", "abolished"})
    shielding = shielding or shields.is_corrective(words)
    return _Opening(depth, clause, cue, side, shielding)


def _governing(masked: str) -> Cue | None:
    """The cue that governs the clause: the first, but 方可 and a ban outweigh a weaker one before them."""
    found = cues.find(masked)
    if not found:
        return None
    strong = [cue for cue in found if cue.modality in ("only_if",)]
    if strong and found[0].modality == "must_not" and shields.PRESSING_ACT.match(masked, found[0].end):
        return found[0]  # 不得要求经营者取得同意后方可营业 forbids the demand
    return strong[0] if strong else found[0]


def _disposing(masked: str) -> Cue | None:
    match = cues.DISPOSES.search(masked)
    return Cue(match.start(), match.end(), "disposes") if match else None


def _actor(masked: str, cue: Cue | None) -> tuple[int, int] | None:
    """The words before the cue in its part of the sentence, without conditions; else 由… names the actor."""
    if cue is None:
        return None
    named = _named_after(masked, cue)
    if named is not None:
        return named
    passive = _PASSIVE.search(masked)
    if passive and cue.modality == "disposes":
        return passive.span("actor")
    comma = masked.rfind(",", 0, cue.start) + 1
    candidates = [(comma, cue.start)]
    position = comma
    while position > 0:
        before = masked.rfind(",", 0, position - 1) + 1
        candidates.append((before, position - 1))
        position = before
    for first, last in candidates:
        found = _noun(masked, first, last)
        if found:
            return found
    return passive.span("actor") if passive else None


def _named_after(masked: str, cue: Cue) -> tuple[int, int] | None:
    """禁止外地渣土车驶入, 鼓励旅行社开发: the actor stands behind these cues."""
    if not _CALLS.fullmatch(masked[cue.start : cue.end]):
        return None
    found = actors.PUBLIC.match(masked, cue.end) or actors.PUBLIC.search(masked, cue.end, cue.end + 10)
    found = found or actors.ANYONE.match(masked, cue.end)
    return (cue.end, found.end()) if found else None


def _noun(masked: str, first: int, last: int) -> tuple[int, int] | None:
    words = masked[first:last]
    lead = _LEADING.match(words)
    if lead:
        first += lead.end()
        words = masked[first:last]
    if (
        "的" in words[2:-1]
        and 0 < len(words) - words.rfind("的") - 1 <= 12
        and not words.endswith(("时", "前", "后"))
    ):
        first += words.rfind("的") + 1
        words = masked[first:last]
    deed = _DEED.search(words)
    if deed and words.endswith(("后", "前", "时")):
        last = first + deed.start()
        words = masked[first:last]
    if not words or (words.endswith(("的", "时", "前", "后", "外", "内", "日起")) and len(words) > 1):
        return None
    if actors.side(words) == "none" and len(words) > 12:
        return None
    if (
        re.match(r"(?:对于?|根据|依据|按照|依照|为了?|经|除|如|若|因|在|自|未|凡(?!是))", words)
        and actors.side(words) == "none"
    ):
        return None
    tail = re.search(r"(?:不|一律|均|依法|及时|也|都|可|原则上|同时)+$", words)
    end = first + (tail.start() if tail and tail.start() else len(words))
    return (first, end) if end > first else None


def _action(masked: str, cue: Cue | None) -> tuple[int, int] | None:
    if cue is None:
        return None
    start = cue.start if cue.modality == "disposes" else cue.end
    stop = next((i for i in range(start, len(masked)) if masked[i] in ",。;:"), len(masked))
    return (start, stop) if stop > start else None


def _object(masked: str, action: tuple[int, int] | None) -> tuple[int, int] | None:
    """What stands behind the verb of the action; assumes a verb of two characters, which most are."""
    if action is None:
        return None
    match = _VERB.match(masked, *action)
    return (match.end(), action[1]) if match and match.end() < action[1] else None


def _addressee(words: str, side: Side, modality: Modality) -> Addressee:
    """Internal: the actor is an authority or its staff, and nobody else is mentioned or acted upon."""
    acts = actors.ACT_ON_PUBLIC.search(words) is not None and modality != "must_not"
    if side == "agency":
        return "public" if acts or actors.mentions_public(words) else "internal"
    if side == "internal":
        return "public" if acts and modality in ("may", "disposes") else "internal"
    if side == "none" and actors.INTERNAL.search(words) and not actors.mentions_public(words):
        return "internal"
    return "public"
