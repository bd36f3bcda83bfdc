"""One parser for both sides: a sentence of a draft or of an article into a ``Norm``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lawcheck.align.figures import figures
from lawcheck.align.needed import needed
from lawcheck.align.norm import Norm, Part, Pole, Sign
from lawcheck.align.words import Placed, tokens

_PART = re.compile(r"[^,;:。\n]+")
_CASE = re.compile(
    r"的$|^(?:对于?|凡|如|若|因|除)[^,]*(?:的|时|外)$|(?:时|后|前|外|期间|情况下|(?:范围|区域|期限?|区)内)$"
)
# Words that turn the part round; each with the modality it carries.
_NEGATIONS: tuple[tuple[str, str], ...] = (
    ("must_not", r"不得(?!少于|低于|超过|高于|多于|短于|晚于|早于|迟于|大于|小于)|禁止(?![^,。;]{1,12}的(?:范围|区域|地点|行为))|严禁|不准|不许|不允许|不应(?!少|低|超|高|多)|杜绝"),
    ("refused", r"不予|拒绝|不接受|概不|一律不|不再(?!次)|不认定|不作为|不计入|不纳入|不享受|不受理|不给|不支付|不安排|取消|停止(?:受理|办理|发放)"
     r"|不接收|不列入|不属于|不采信|不作数|不再另|不另|闭馆|谢绝|拒收"),
    ("only", r"只能|仅限|只限|仅可|只可|只准|只接受"),
    ("need_not", r"无需|无须|不必|不需|免于|免予|可以不|可不|不再经|不经(?!.{0,12}(?:不得|禁止))|不受"),
)  # fmt: skip
_POSITIVES: tuple[tuple[str, str], ...] = (
    ("may", r"可以|有权|允许|可(?=[在向由凭自按])"),
    ("must", r"应当|必须|须(?!知)|应(?![急用对])|有义务|负责"),
)
_ORDERS = re.compile(r"不得|应当|可以|必须")
_MODAL = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in (*_NEGATIONS, *_POSITIVES)))
_TURNED = re.compile(r"(?:不得|禁止|严禁|无需|无须|不必|不再|免于|免予|不准|不|未|非|拒绝|取消)[^,。;:]{0,14}$")
_GOES_ON = re.compile(
    r"(?:情节|逾期|拒不|造成|前款|其中|对其|对直接|对负有|有违法所得|没有违法所得|尚不|后果|再次|单位有|经责令|构成|不符合|符合|需要|但|因特殊|特殊情况)"
)
_ADVERBS = re.compile(
    r"^(?:擅自|依法|及时|如实|自行|统一|按照[^,]{1,12}规定|任何|违法|非法|随意|直接|一并|继续|变相|再|以任何[^,]{1,6})+"
)
_HEAD, _VERB = 6, 4
# Verbs that say nothing without their object.
_GENERIC = re.compile(r"^(?:提供|组织|进行|实施|约定|采取|使用|要求|从事|给予|作出|开展|设置|以任何形式)+")
_BEFORE_VERB = re.compile(r"^[以在对向将与由因为]")
_OFFENCES = re.compile(
    r"有(?:下|前|以下)[^,。;:]{0,4}(?:行为|情形)之一[^。;:]{0,60}(?:处|罚|处分|追究|吊销|责令|警告)|违反本[^,。;]{1,30}规定"
)
# What follows in such a list is forbidden, item by item.
_BANNED = re.compile(r"(?:不得|禁止|严禁)[^,。;:]{0,16}下列[^:]*:")
_BEFORE_BAN = re.compile(r"^(?:未|不经|没有)")
_BAN = re.compile(r"不得|禁止|不予|不能|方可|后方")
_ACTOR = re.compile(
    r"由(?P<by>[^,。;:由]{2,24}?)(?=负责|依法|责令|处|给予|组织|实施|审批|批准|决定|核发|承接|受理|吊销|没收|办理|作出|统一|按|会同|承担|确定|查处|另行|制定|封存|收缴|颁发|发给|登记|向|予以|暂停|认定|征收|扣押|查封|调查|进行|发布)"
)


@dataclass(frozen=True, slots=True)
class _Dimension:
    name: str
    positive: re.Pattern[str]
    negative: re.Pattern[str]
    sentence: str
    one_way: bool


@cache
def dimensions() -> dict[str, _Dimension]:
    """The matters with two sides, from ``data/poles.txt``."""
    found = {}
    for line in (files(__package__) / "data" / "poles.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, positive, negative, sentence = _fields(line)
        one_way = name.startswith("!")
        name = name.removeprefix("!")
        found[name] = _Dimension(name, re.compile(positive), re.compile(negative), sentence, one_way)
    return found


def _fields(line: str) -> tuple[str, str, str, str]:
    name, positive, negative, sentence = (field.strip() for field in line.split(" | "))
    return name, positive, negative, sentence


def read(text: str, before: str = "", item: str = "") -> Norm:
    """Read a sentence (a skeleton, opening words of a list before its item).

    ``before``: the sentence before it, of which one that only goes on (情节严重的, 逾期不改正的) takes its matter;
    ``item``: the item of a list whose opening words it is among.
    """
    matter = tokens(before) if before and _GOES_ON.match(text) else frozenset()
    matter |= tokens(item)
    cut = [(match.start(), match.group()) for match in _PART.finditer(text)]
    placed = Placed(text)
    return Norm(
        text=text,
        parts=tuple(_parts(cut, placed)),
        tokens=placed.within(0, len(text)) | matter,
        figures=figures(cut),
        poles=tuple(_poles(text, cut, placed)),
        actor=_actor(text),
        descriptive=_OFFENCES.search(text) is not None,
    )


def _actor(text: str) -> str:
    named = _ACTOR.search(text)
    return named["by"] if named else ""


def _parts(cut: list[tuple[int, str]], placed: Placed) -> Iterator[Part]:
    """Each part with its sign; a part without a modal word of its own takes that of the part before, cases none."""
    sign: Sign = 1
    modality = ""
    for start, words in cut:
        case = bool(_CASE.search(words)) and not _ORDERS.search(words)
        match = _MODAL.search(words)
        own = match is not None and not case
        if match is not None and not case:
            modality = match.lastgroup or ""
            sign = -1 if modality in ("must_not", "refused", "need_not", "only") else 1
        end = start + len(words)
        behind = match.end() if match is not None else 0
        every = placed.within(start, end)
        yield Part(
            words,
            every,
            placed.within(start + behind, end) if behind else every,
            *_beginning(words, start, behind, placed),
            1 if case else sign,
            "" if case else modality,
            own,
            case,
        )


def _beginning(words: str, start: int, behind: int, placed: Placed) -> tuple[frozenset[str], frozenset[str]]:
    """The tokens of the first words of an act, and of its verb; the act begins ``behind`` the part's start."""
    adverbs = _ADVERBS.match(words[behind:])
    behind += adverbs.end() if adverbs else 0
    head = words[behind : behind + _HEAD]
    end = start + behind + len(head)
    found = placed.within(start + behind, end)
    if _BEFORE_VERB.match(head):
        return found, frozenset()
    generic = _GENERIC.match(head)
    verb = start + behind + (generic.end() if generic else 0)
    return found, placed.within(verb, min(verb + _VERB, end))


def _poles(text: str, cut: list[tuple[int, str]], placed: Placed) -> Iterator[Pole]:
    banned = _BANNED.search(text)
    starts = [start for start, _ in cut]
    for dimension, first, pattern in _patterns({*text, *placed.pairs}):
        for match in pattern.finditer(text):
            turned = _is_turned(text, match, banned)
            if turned and first == 1:
                continue
            sign: Sign = 1 if first == 1 or turned else -1
            yield Pole(dimension.name, sign, match.group(), bisect_right(starts, match.start()) - 1)


def _patterns(seen: set[str]) -> Iterator[tuple[_Dimension, Sign, re.Pattern[str]]]:
    """The sides of which a text with these characters and pairs may have words, in order."""
    every, by_word = _sides()
    numbers = {number for word in by_word.keys() & seen for number in by_word[word]}
    return (every[number] for number in sorted(numbers))


@cache
def _sides() -> tuple[tuple[tuple[_Dimension, Sign, re.Pattern[str]], ...], dict[str, list[int]]]:
    """All sides of all matters, and word → the sides (by number) that may have it."""
    every: list[tuple[_Dimension, Sign, re.Pattern[str]]] = []
    by_word: dict[str, list[int]] = defaultdict(list)
    for dimension in dimensions().values():
        every += (dimension, 1, dimension.positive), (dimension, -1, dimension.negative)
    for number, (_, _, pattern) in enumerate(every):
        for word in needed(pattern.pattern):
            by_word[word].append(number)
    return tuple(every), dict(by_word)


def _is_turned(text: str, match: re.Match[str], banned: re.Match[str] | None) -> bool:
    """Whether what was found is forbidden, or is called for by 未经…不得."""
    turned = _TURNED.search(text, max(0, match.start() - 24), match.start()) is not None
    turned ^= banned is not None and match.start() >= banned.end()
    return turned ^ (_BEFORE_BAN.match(match.group()) is not None and _BAN.search(text, match.end()) is not None)
