"""Figures of a sentence with their bounds: 五万元以上五十万元以下, 不得少于三十日, 两人以上, 每日百分之三."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lawcheck.align.norm import Bound, Figure
from lawcheck.text import dates, numerals, quantities

_N = rf"(?:\d{{1,12}}(?:\.\d{{1,4}})?|[{numerals.NUMERAL}]{{1,12}}|半)"
_UNITS = "周岁|岁|平方米|公里|公顷|小时|分钟|倍|人|名|次|个百分点|米|亩|家|厘米|公斤|吨|学时|课时|毫升|分贝|票|户|分(?=[,。;]|的|以)"
_COUNTED = re.compile(rf"(?P<n>{_N}|两)(?P<more>以上)?个?(?P<half>半)?(?P<unit>{_UNITS})(?P<further>半)?")
_PERIOD = re.compile(rf"(?P<half>(?<!个)半(?:年|个?月))|{quantities.PATTERNS['期限']}")
_MONEY = re.compile(quantities.PATTERNS["数额"])
_SHARE = re.compile(quantities.PATTERNS["比例"])
_DATE = re.compile(dates.PATTERN)
_NUMERAL = re.compile(rf"[\d{numerals.NUMERAL}半]")
# Kinds of figures, and something that the words of each have.
_KINDS = (
    ("元", _MONEY, re.compile("元")),
    ("比例", _SHARE, re.compile("[%‰成分]")),
    ("日", _PERIOD, re.compile("[日天周期月度年]")),
    ("", _COUNTED, re.compile(_UNITS)),
)
_HALF = {"半年": 182.0, "半个月": 15.0, "半月": 15.0}
_OF_DAY = {"小时": 24, "分钟": 1440}
_SAME = {"名": "人", "周岁": "岁"}
_AT_LEAST_BEFORE = re.compile(
    r"(?:不得?|不能|不应|不)(?:少|低|短|早|小)于[^,。;\d]{0,36}$|至少(?:提前)?[^,。;\d]{0,6}$|最(?:短|低|少)[^,。;\d]{0,6}$|(?<![不未])满$|达到?$|超过$|提前[^,。;\d]{0,4}$|起码$|届满$"
)
_AT_MOST_BEFORE = re.compile(
    r"(?:不得?|不能|不应|不)(?:多|高|长|晚|迟|大)于[^,。;\d]{0,36}$|(?:不得?|不能|不应|未|不)超过?[^,。;\d]{0,24}$|最(?:长|高|多|迟|晚)[^,。;\d]{0,8}$|不满$|未满$|不足$|低于$|少于$|上限[^,。;\d]{0,4}$"
)
_DENIED = re.compile(r"(?:不得?|不能|不应|未)[^,。;]{0,2}$")
_AT_LEAST_AFTER = re.compile(r"(?:及其?)?以上|及以上|后方可|前(?!款)|期满后|后[^,。;]{0,12}(?:方可|可以|即|才)")
_AT_MOST_AFTER = re.compile(r"(?:及其?)?以下|以内|之内|内|为限|为上限|封顶")
_CASE = re.compile(r".*的$")
# 工龄十二年的员工, 六千人的音乐节: a figure that says which case is meant.
_KIND_OF_CASE = re.compile(
    r"(?:工龄|缴费|累计|年限|工作|居住|预计|人数|规模|面积|总额|价值|货值|树龄|年龄|岁数)[^,。;]{0,8}$"
)
_PER = re.compile(r"每(?:一|个)?(日|天|周|星期|月|年|次|学期|季度)[^,。;]{0,16}$")
# 8月12日 is no period.
_IN_DATE = re.compile(r"\d月$|[一二三四五六七八九十]月$")
_SAME_PER = {"天": "日", "星期": "周"}
# What happens to him who comes too late: the period before it is a time limit, however it is put.
_TOO_LATE = re.compile(r"不予受理|不受理|不再|视为放弃|丧失|不接收|不予认可|概不")
# 达到百分之一的，即视为完成: what satisfies the duty is the minimum.
_SATISFIED = re.compile(r"(?:即|就|均)?视为|即算|就算|算作")
_NO_LESS_THAN = re.compile(r"不(?:得|能|应)?低于(?P<what>[^,。;\d]{2,30}(?:价格?|工资|标准|水平|成本))$")


def figures(parts: Sequence[tuple[int, str]]) -> tuple[Figure, ...]:
    """The figures of a sentence; ``parts`` are the words between commas with their place in the sentence."""
    found: list[Figure] = []
    for number, (_, words) in enumerate(parts):
        own = sorted(_own(number, words), key=lambda pair: pair[0])
        following = parts[number + 1][1] if number + 1 < len(parts) else ""
        found.extend(_in_effect(figure, following) for figure in _ranges([figure for _, figure in own]))
        whole = _NO_LESS_THAN.search(words)
        if whole and not own:
            said = f"不低于{whole['what']}"
            found.append(Figure("比例", 1.0, float("inf"), "at_least", said, number, words[: whole.start()], ""))
    return tuple(found)


def _in_effect(figure: Figure, following: str) -> Figure:
    """A case that orders something by what follows from it: too late from then on, or enough from then on."""
    if not figure.conditional:
        return figure
    if figure.unit == "日" and figure.before.endswith(("超过", "逾期", "满")) and _TOO_LATE.search(following):
        return replace(figure, low=0.0, high=figure.value, bound="at_most", conditional=False)
    if figure.unit == "比例" and _SATISFIED.match(following):
        return replace(figure, low=figure.value, high=float("inf"), bound="at_least", conditional=False)
    return figure


def _own(number: int, words: str) -> Iterator[tuple[int, Figure]]:
    if not _NUMERAL.search(words):
        return
    taken = [match.span() for match in _DATE.finditer(words)]  # 2019年8月12日 is no period of twelve days
    for unit, pattern, there in _KINDS:
        for match in pattern.finditer(words) if there.search(words) else ():
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if words.startswith("岁", match.end()) or _IN_DATE.search(words, 0, match.start()):
                continue
            read = _read(unit, match)
            if read is not None:
                taken.append(match.span())
                yield match.start(), _figure(number, words, match, *read)


def _read(unit: str, match: re.Match[str]) -> tuple[str, float, bool] | None:
    """(unit, value, working days) of what a pattern matched."""
    words = match.group()
    if unit == "元":
        quantity = quantities.read("数额", words)
        return ("元", quantity.value, False) if quantity else None
    if unit == "比例":
        quantity = quantities.read("比例", words)
        return ("比例", quantity.value, False) if quantity else None
    if unit == "日":
        if match["half"]:
            return "日", _HALF[match["half"]], False
        quantity = quantities.read("期限", words)
        return ("日", quantity.value, quantity.unit == "工作日") if quantity else None
    value = 2.0 if match["n"] == "两" else 0.5 if match["n"] == "半" else _number(match["n"])
    if value is None:
        return None
    if match["half"] or match["further"]:
        value += 0.5
    name = _SAME.get(match["unit"], match["unit"])
    if name == "倍":
        return "比例", value, False
    if name in _OF_DAY:
        return "日", value / _OF_DAY[name], False
    return name, value, False


def _number(words: str) -> float | None:
    try:
        return float(words)
    except ValueError:
        value = numerals.parse(words)
        return None if value is None else float(value)


def _figure(number: int, words: str, match: re.Match[str], unit: str, value: float, working: bool) -> Figure:
    before, after = words[: match.start()], words[match.end() :]
    bound: Bound = "exact"
    if (unit != "日" and "more" in match.re.groupindex and match["more"]) or (
        _AT_LEAST_BEFORE.search(before) and not (before.endswith("超过") and _DENIED.search(before[:-2]))
    ):
        bound = "at_least"
    elif _AT_MOST_BEFORE.search(before):
        bound = "at_most"
    elif _AT_LEAST_AFTER.match(after):
        bound = "at_least"
    elif _AT_MOST_AFTER.match(after):
        bound = "at_most"
    low, high = (
        (value, float("inf")) if bound == "at_least" else (0.0, value) if bound == "at_most" else (value, value)
    )
    conditional = (
        bool(_CASE.match(words))
        or before.endswith(("不满", "未满", "不足", "每", "每隔"))
        or after.startswith(("一次", "至少"))
        or (after.startswith("的") and (before.endswith(("满", "超过", "达到")) or _KIND_OF_CASE.search(before)))
        or re.match(r"期(?![限内间满])", after) is not None
    )
    per = _PER.search(before)
    each = _SAME_PER.get(per[1], per[1]) if per else ""
    return Figure(unit, low, high, bound, match.group(), number, before, after, working, bool(conditional), each)


def _ranges(own: list[Figure]) -> Iterator[Figure]:
    """五万元以上五十万元以下 is one figure."""
    index = 0
    while index < len(own):
        one = own[index]
        other = own[index + 1] if index + 1 < len(own) else None
        if other is not None and _is_range(one, other):
            words = f"{one.words}以上{other.words}以下"
            between = one.after[: len(one.after) - len(other.after) - len(other.words)]
            if not between.startswith(("以上", "及以上")):
                words = f"{one.words}{between}{other.words}"
            yield replace(
                other,
                low=one.low if one.low else one.high,
                high=other.value,
                bound="at_most",
                words=words,
                before=one.before,
                conditional=one.conditional or other.conditional,
            )
            index += 2
        else:
            yield one
            index += 1


def _is_range(one: Figure, other: Figure) -> bool:
    if one.unit != other.unit or one.part != other.part:
        return False
    gap = one.after[: len(one.after) - len(other.after) - len(other.words)]
    return (
        gap in ("以上", "及以上", "至", "到", "-", "—", "~", "以上至", "以上不满", "以上不超过")
        and one.value <= other.high
    )
