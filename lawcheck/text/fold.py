"""The skeleton of a text, on which everything is matched, with the way back to the text.

Every character of the text gives one skeleton character or none, so an offset map is a plain array.
Folded: full width to half width, traditional to simplified, odd dashes and quotes to plain ones, radicals to
characters; blanks, zero-width and private-use characters are dropped. Line ends stay.
NFKC is not used: it turns one character into several (㈠, …) and so loses the place.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import chain, starmap

# The issuer's own place name stands in a marked skeleton as this private character, which no skeleton has by itself.
OWN_PLACE = "\ue000"
_DASHES = dict.fromkeys("‐‑‒–—―﹘﹣−─━", "-")
_FORMS = {
    "｡": "。", "﹑": "、", "､": "、", "﹒": ".", "﹔": ";", "﹕": ":", "﹐": ",", "﹙": "(", "﹚": ")",
    "⟨": "〈", "⟩": "〉", "〖": "【", "〗": "】", "﹝": "〔", "﹞": "〕", "「": "“", "」": "”", "『": "‘",
    "』": "’", "︰": ":", "○": "〇", "◯": "〇", "∶": ":", "‧": "·", "・": "·", "•": "·",
}  # fmt: skip
# CJK radicals that PDF fonts hand out in place of the character; Unicode gives no decomposition for them.
_RADICALS = dict(
    zip(
        "⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⺟",
        "民西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟母",
        strict=True,
    )
)
# Above this number of kinds of characters (traditional script) the table is the faster way.
_FEW = 60
# A text of more characters than this is a document and no line.
_LONG = 1000
# Characters of the simplified script that the conversion table would change although they are right as they are.
_KEPT = frozenset("干后里准范于着乾藉瞭覆徵么蘋")


@dataclass(frozen=True, slots=True)
class Folded:
    """A skeleton and, for each of its characters, the offset in the text it came from."""

    text: str
    offsets: Sequence[int]
    size: int

    def start(self, position: int) -> int:
        """Text offset of the skeleton position (the text length at the end)."""
        return self.offsets[position] if position < len(self.offsets) else self.size

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Text offsets (start, end) of the skeleton slice; dropped characters at either side stay outside."""
        if end <= start:
            place = self.start(start)
            return place, place
        return self.offsets[start], self.offsets[end - 1] + 1

    def position(self, offset: int) -> int:
        """Skeleton position of the first character at or after the text offset."""
        return bisect_left(self.offsets, offset)


@cache
def simplified() -> dict[str, str]:
    """Traditional character → simplified one, from the OpenCC table (first choice, one character each)."""
    table: dict[str, str] = {}
    source = resources.files("opencc").joinpath("dictionary/TSCharacters.txt").read_text(encoding="utf-8")
    for line in source.splitlines():
        key, _, values = line.partition("\t")
        value = values.split(" ")[0]
        if len(key) == 1 and len(value) == 1 and key not in _KEPT:
            table[key] = value
    return table


@cache
def _table() -> dict[int, str]:
    table = {ord(key): value for key, value in simplified().items()}
    table.update({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})
    for block in (range(0x2F00, 0x2FD6), range(0xF900, 0xFB00)):
        for code in block:
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1:
                table[code] = simplified().get(plain, plain)
    for pairs in (_DASHES, _FORMS, _RADICALS):
        table.update({ord(key): value for key, value in pairs.items()})
    # No value may be a key (薴, 苧), or the order of replacing would count.
    return {code: table.get(ord(value), value) for code, value in table.items() if chr(code) != value}


@cache
def is_dropped(character: str) -> bool:
    """Tell whether the skeleton leaves the character out: blanks, controls, zero-width, private use."""
    return character != "\n" and (character.isspace() or unicodedata.category(character) in _DROPPED_CATEGORIES)


_DROPPED_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Zs", "Zl", "Zp"})


def fold(text: str) -> Folded:
    """Return the skeleton of ``text`` with its offset map.

    Cached: all stages fold the same document, and several the same lines, which do not push the document out.
    """
    return _whole(text) if len(text) > _LONG else _line(text)


@lru_cache(maxsize=4)
def _whole(text: str) -> Folded:
    return _fold(text)


@lru_cache(maxsize=1024)  # the lines of a long draft, and the articles that govern it
def _line(text: str) -> Folded:
    return _fold(text)


def _fold(text: str) -> Folded:
    characters = set(text)
    dropped = {character for character in characters if is_dropped(character)}
    if not dropped:
        return Folded(_folded(text, characters), range(len(text)), len(text))
    stretches = tuple(_stretches(text, dropped))
    offsets = list(chain.from_iterable(starmap(range, stretches)))
    kept = "".join([text[start:end] for start, end in stretches])
    return Folded(_folded(kept, characters - dropped), offsets, len(text))


def _stretches(text: str, dropped: set[str]) -> Iterator[tuple[int, int]]:
    """The stretches (start, end) between dropped characters."""
    start = 0
    for match in re.finditer(f"[{re.escape(''.join(sorted(dropped)))}]+", text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _folded(text: str, characters: set[str]) -> str:
    """Every character by the table. A few kinds of them are replaced one by one, which is several times faster."""
    table = _table()
    changed = [character for character in characters if ord(character) in table]
    if len(changed) > _FEW:
        return text.translate(table)
    for character in changed:
        text = text.replace(character, table[ord(character)])
    return text


def skeleton(text: str) -> str:
    """Return only the folded characters, for comparing two strings."""
    return fold(text).text


def to_simplified(text: str) -> str:
    """Return the text in simplified characters, otherwise as it is."""
    return text.translate(_simplifying())


@cache
def _simplifying() -> dict[int, str]:
    return {ord(key): value for key, value in simplified().items()}


def is_traditional(text: str) -> bool:
    """Tell whether the text is written in traditional characters (a share, so that single quotations do not count)."""
    table = simplified()
    letters = changed = 0
    for character, count in Counter(text).items():
        if "一" <= character <= "鿿":
            letters += count
            changed += count * (table.get(character, character) != character)
    return letters > 0 and changed / letters > 0.18
