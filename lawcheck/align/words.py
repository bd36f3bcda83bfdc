"""What two texts are compared by: pairs of characters, and concepts that name one thing in several words.

The concepts are data (``data/concepts.txt``). Tokens are strings: a pair of characters, or ``=name`` of a concept.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import compress
from operator import add

# What sharing a concept counts, in the measure of the rarity of a pair (a pair that one article in a thousand holds
# counts about seven); a general party (当事人, 企业) says next to nothing.
CONCEPT, WEAK = 4.0, 0.6
_RUN = re.compile(r"[^ \n=,.;:!?、。()《》〈〉“”‘’\"'\[\]{}【】<>\-—_/·…0-9%第条款项一二三四五六七八九十]{2}")
_EMPTY = (
    "应当", "可以", "不得", "规定", "依法", "有关", "或者", "以及", "按照", "进行", "本法", "本条", "条例", "办法", "予以",
    "下列", "情形", "之一", "法律", "法规", "其他", "前款", "违反", "由县", "县级", "级以", "以上", "以下", "地方", "人民",
    "民政", "政府", "主管", "管部", "部门", "单位", "个人", "责令", "改正", "处以", "罚款", "万元", "元以", "上级", "的单",
    "给予", "并处", "不予", "一律", "统一", "本市", "本县", "应在", "须在", "的应", "的可", "的由", "的不", "期限", "日内",
    "之日", "日起", "自收", "作出", "决定", "要求", "提供", "办理", "负责", "相关", "必须", "同时", "不超", "超过", "不少",
    "少于", "低于", "不低", "内的", "的处", "处一", "情节", "严重", "情况", "逾期",
)  # fmt: skip
_NO_TOKENS = frozenset(_EMPTY)
# What stands in every penalty article and every list, whatever it is about.
_PHRASES = re.compile(
    r"责令(?:其)?(?:限期|立即)?(?:改正|停止|整改)?|停止违法行为|违法行为|恢复原状|(?:限期)?采取(?:其他)?补救措施|(?:予以|给予)?警告|通报批评"
    r"|(?:对)?(?:其)?直接负责的主管人员和其他直接责任人员|其他直接责任人员|(?:负有)?直接责任|主管人员|情节(?:特别)?(?:较重|较轻|严重|轻微)"
    r"|(?:逾期|拒)(?:仍)?不改正?|没收违法所得|违法所得|构成犯罪的?|依法追究刑事责任|造成(?:严重)?后果|行政主管部门|综合执法部门|行政执法部门"
    r"|有(?:下列|以下|前款)[^,。;:]{0,6}(?:行为|情形)之一|下列(?:行为|情形|职责|规定|条件|措施|事项|材料)|违反本(?:法|条例|办法|规定)(?:的)?规定|任何(?:单位|组织|个人)"
)


@dataclass(frozen=True, slots=True)
class Concepts:
    """Words → names of concepts, found by their first two characters; ``weak`` names say little."""

    heads: dict[str, tuple[tuple[str, tuple[str, ...]], ...]]
    weak: frozenset[str]
    words: dict[str, tuple[str, ...]]


@cache
def concepts() -> Concepts:
    """The concepts of the data file, read once."""
    named: dict[str, list[str]] = defaultdict(list)
    members: dict[str, tuple[str, ...]] = {}
    weak = set()
    for line in (files(__package__) / "data" / "concepts.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, _, words = line.partition(":")
        if name.startswith("~"):
            name = name[1:]
            weak.add(f"={name}")
        members[f"={name}"] = tuple(words.split())
        for word in words.split():
            named[word].append(f"={name}")
    heads: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for word in sorted(named, key=lambda word: (-len(word), word)):
        heads[word[:2]].append((word, tuple(named[word])))
    return Concepts({head: tuple(found) for head, found in heads.items()}, frozenset(weak), members)


def concepts_in(text: str) -> frozenset[str]:
    """The names of the concepts of which a word stands in a skeleton, in phrases that say little too."""
    heads = concepts().heads
    pairs = set(map(add, text, text[1:]))
    return frozenset(
        name for head in heads.keys() & pairs for word, names in heads[head] if word in text for name in names
    )


class _Pairs(dict[str, str]):
    """Two characters → the token that they are, empty if they are none; each told once, one string for each pair."""

    def __missing__(self, pair: str) -> str:
        token = pair if _RUN.fullmatch(pair) and pair not in _NO_TOKENS else ""
        self[pair] = token
        return token


_PAIRS = _Pairs()


class Placed:
    """The tokens of a skeleton by their places, so that those of its parts need not be looked for again."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.pairs = list(map(add, text, text[1:]))
        self._tokens = list(map(_PAIRS.__getitem__, self.pairs))
        self._concepts = self._found()
        self._inside: set[int] = set()
        for match in _PHRASES.finditer(text):
            self._leave_out(*match.span())
        self._starts = [start for start, _, _ in self._concepts]

    def _found(self) -> list[tuple[int, int, tuple[str, ...]]]:
        """(start, end, names) of every concept word, in order."""
        heads, text = concepts().heads, self._text
        return [
            (start, start + len(word), names)
            for start, pair in compress(enumerate(self.pairs), map(heads.__contains__, self.pairs))
            for word, names in heads[pair]
            if text.startswith(word, start)
        ]

    def _leave_out(self, start: int, end: int) -> None:
        """A phrase has no tokens."""
        touched = range(max(0, start - 1), min(end, len(self.pairs)))
        self._tokens[touched.start : touched.stop] = [""] * len(touched)
        self._concepts = [one for one in self._concepts if one[1] <= start or end <= one[0]]
        self._inside.update(range(start + 1, end))

    def within(self, start: int, end: int) -> frozenset[str]:
        """The tokens of the characters from start to end, as if they stood alone."""
        if start in self._inside or end in self._inside:
            return tokens(self._text[start:end])  # the rest of a phrase is none
        found = set(self._tokens[start : max(start, end - 1)])
        for begin, finish, names in self._concepts[bisect_left(self._starts, start) :]:
            if begin >= end:
                break
            if finish <= end:
                found.update(names)
        found.discard("")
        return frozenset(found)


def tokens(text: str) -> frozenset[str]:
    """The tokens of a skeleton."""
    return Placed(text).within(0, len(text)) if text else frozenset()
