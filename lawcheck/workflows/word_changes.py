"""Words changed within an article, and changes of strength among them (应当 became 可以).

Modal words, numbers, dates, titles of laws and numbers of articles are words of their own, all else is compared
character by character: so 应当 never half survives in 应, and 三十日 against 三日 reads as one change.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lawcheck.report.changes import Direction, StrengthChange, WordChange
from lawcheck.text.fold import is_dropped, skeleton
from lawcheck.text.numerals import NUMERAL

_DUTY, _BAN, _POWER, _WISH = "duty", "ban", "power", "wish"
_CUES = {
    "应当": _DUTY, "应该": _DUTY, "必须": _DUTY, "须": _DUTY, "不得": _BAN, "禁止": _BAN, "严禁": _BAN, "不准": _BAN,
    "可以": _POWER, "有权": _POWER, "可": _POWER, "鼓励": _WISH, "支持": _WISH, "倡导": _WISH, "引导": _WISH, "提倡": _WISH,
}  # fmt: skip
_FORCE = {_DUTY: 3, _BAN: 3, _POWER: 1, _WISH: 0}
_SOFTENERS = ("原则上", "视情况", "视情", "酌情", "尽可能", "尽量")
# 可 alone is a cue only before a verb; these words hold it and are none.
_GUARDS = ("许可", "认可", "可行", "可能", "可靠", "可持续", "可再生", "必须品", "必需", "无须", "支持性", "不可")
_WORD = re.compile(
    "|".join((*_GUARDS, *_SOFTENERS, *(cue for cue in _CUES if len(cue) > 1)))
    + rf"|《[^《》\n]{{1,80}}》|第[{NUMERAL}\d]{{1,8}}[编章节条款项目]|[{NUMERAL}]{{2,20}}|\d[\d,.]*|[A-Za-z]+|.",
    re.S,
)
_SHORT = 14  # a change of more characters than this is a rewritten sentence, whose modal words are no pair
_STOPS = "。；\n"


def words(text: str) -> list[str]:
    """The words of a text, nothing lost."""
    return _WORD.findall(text)


def changes(old: str, new: str) -> tuple[WordChange, ...]:
    """The stretches of both texts in order. Blanks that the layout put in do not count as changes."""
    from rapidfuzz.distance import Indel

    before, after = words(_close(old)), words(_close(new))
    found: list[WordChange] = []
    keys = ([skeleton(word) for word in before], [skeleton(word) for word in after])
    for code in Indel.opcodes(*keys):
        left = "".join(before[code.src_start : code.src_end])
        right = "".join(after[code.dest_start : code.dest_end])
        found.append(WordChange("equal" if code.tag == "equal" else "replace", left, right))
    return tuple(_tidy(found))


def strength(changed: Sequence[WordChange]) -> tuple[StrengthChange, ...]:
    """Modal words exchanged, put in or left out, with the sentence that holds them."""
    found = []
    for index, change in enumerate(changed):
        if change.operation == "equal" or max(len(change.old), len(change.new)) > _SHORT:
            continue
        before, after = _cues(change.old), _cues(change.new)
        softened, hardened = _soft(change.new) - _soft(change.old), _soft(change.old) - _soft(change.new)
        context = _context(changed, index)
        if before and after and before != after:
            old, new = before[0], after[0]
            direction = _direction(old, new)
            if direction is not None:
                found.append(StrengthChange(old, new, direction, context))
        elif len(before) + len(after) == 1 and not (softened or hardened):
            cue = (before or after)[0]
            if _FORCE[_CUES[cue]] == 3:
                found.append(
                    StrengthChange(
                        cue if before else "", cue if after else "", "weaker" if before else "stronger", context
                    )
                )
        found += [StrengthChange("", word, "weaker", context) for word in sorted(softened)]
        found += [StrengthChange(word, "", "stronger", context) for word in sorted(hardened)]
    return tuple(found)


def _direction(old: str, new: str) -> Direction | None:
    before, after = _CUES[old], _CUES[new]
    if before == after:
        return None
    if _FORCE[before] == _FORCE[after] or {before, after} == {_BAN, _POWER}:
        return "reversed"
    return "weaker" if _FORCE[after] < _FORCE[before] else "stronger"


def _cues(text: str) -> list[str]:
    return [word for word in words(skeleton(text)) if word in _CUES]


def _soft(text: str) -> set[str]:
    return {word for word in words(skeleton(text)) if word in _SOFTENERS}


def _context(changed: Sequence[WordChange], index: int) -> str:
    """The sentence of the new text around a change (the old one's words where nothing is left)."""
    before = "".join(change.new for change in changed[:index])
    own = changed[index].new or changed[index].old
    after = "".join(change.new for change in changed[index + 1 :])
    start = max(before.rfind(stop) for stop in _STOPS) + 1
    ends = [place for stop in _STOPS if (place := after.find(stop)) >= 0]
    sentence = before[start:] + own + after[: min(ends) + 1 if ends else len(after)]
    return sentence.strip()[:200]


def _close(text: str) -> str:
    """Without blanks; line ends stay, since they divide 款."""
    return "".join(character for character in text if character == "\n" or not is_dropped(character))


def _tidy(found: list[WordChange]) -> list[WordChange]:
    """Join neighbours, and changes that only one unchanged character divides: 甲乙丙 → 丁乙戊 reads better as one."""
    joined: list[WordChange] = []
    for index, change in enumerate(found):
        is_bridge = (
            change.operation == "equal"
            and len(change.old) == 1
            and change.old not in "，。；：、\n"
            and 0 < index < len(found) - 1
        )
        operation = "replace" if is_bridge else change.operation
        if joined and joined[-1].operation == operation:
            joined[-1] = WordChange(operation, joined[-1].old + change.old, joined[-1].new + change.new)
        else:
            joined.append(WordChange(operation, change.old, change.new))
    return [_named(change) for change in joined if change.old or change.new]


def _named(change: WordChange) -> WordChange:
    if change.operation == "equal":
        return change
    if not change.old:
        return WordChange("insert", "", change.new)
    return WordChange("replace" if change.new else "delete", change.old, change.new)
