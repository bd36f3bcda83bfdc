"""Figures of a draft against those of an article: fines, periods, shares, numbers of persons.

A figure is compared with the one of the article whose surroundings are nearest, never with the first that differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lawcheck.align.norm import Figure, Norm
from lawcheck.align.slots import Rarity, Slot, shared
from lawcheck.align.words import tokens
from lawcheck.model.aligning import DifferenceKind

# What a person asks of an authority, in time: a shorter period takes a right away, a longer one gives more.
_CLAIM = re.compile(
    r"申请(?!人|书|材料|单位|表)|提出|要求(?!的)|申诉|复议|起诉|诉讼|陈述|申辩|异议|投诉|质疑|缴纳?罚|缴清|缴纳罚|到指定的银行|领取|报名|递交|认领|选择|退货|退还|答辩|上诉|主张|行使|修复"
)
_PENALTY = re.compile(r"罚款|罚金|处.{0,20}元|并处|加处|赔偿金|违约金|滞纳金|罚")
_EXTENDED = re.compile(r"延长|延期|再延|顺延")
_PERSON = re.compile(r"个人|居民|公民|市民|村民|住户|人员|自然人|业主")
_BODY = re.compile(r"单位|企业|法人|组织|公司")
# Below this the parts around two figures have nothing to do with each other.
_NEAR = 6.0
# What the words around count if one says within which time, the other for how long.
_OTHER_SENSE = 0.7
# The characters behind a figure that say what is counted.
_BESIDE = 8
# A figure that agrees silences one that differs if it stands about as near.
_AS_NEAR, _AS_NEAR_FINE = 0.75, 0.55
# A period so many times another is of another measure.
_OTHER_MEASURE = 12


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure of the article and where it stands."""

    figure: Figure
    norm: int
    context: float


def figure_kinds(norm: Norm) -> frozenset[tuple[str, bool]]:
    """The kinds of figures that a sentence orders: unit, and whether it is a penalty."""
    return frozenset((figure.unit, _is_fine(figure, norm)) for figure in norm.figures if not figure.conditional)


def differing(draft: Norm, law: Sequence[Norm], rarity: Rarity) -> Iterator[Slot]:
    """For each figure of the sentence that an article has too: how they differ, or that they agree (kind None)."""
    meant = in_bracket(draft, law)
    for figure in draft.figures:
        if draft.parts[figure.part].modality == "must_not":
            continue
        fine = _is_fine(figure, draft)
        found = [
            _Found(other, number, _context(figure, draft, other, norm, rarity, fine))
            for number, norm in enumerate(law)
            if number in meant
            for other in norm.figures
            if other.unit == figure.unit
            and _is_fine(other, norm) == fine
            and (fine or _comparable(figure, other))
            and norm.parts[other.part].modality != "must_not"
        ]
        if fine:
            found = _of_same_tier(draft, _of_same_party(draft, found, law), law)
        if not found:
            continue
        best = max(found, key=lambda one: one.context)
        if best.context < _NEAR:
            continue
        if figure.per and best.figure.per and figure.per != best.figure.per:
            theirs, ours = f"每{best.figure.per}{best.figure.words}", f"每{figure.per}{figure.words}"
            yield Slot("threshold", f"上位法为{theirs}，本条为{ours}", best.norm, best.context, "figure")
            continue
        near = (_AS_NEAR_FINE if fine else _AS_NEAR) * best.context
        if any(_agrees(figure, one.figure, fine) and one.context >= near for one in found):
            same = fine or any((figure.low, figure.high) == (one.figure.low, one.figure.high) for one in found)
            yield Slot(None, "", best.norm, best.context, "same" if same else "within")
            continue
        sentence = _beyond(figure, best.figure) if fine else _breach(figure, draft, best.figure, law[best.norm])
        if sentence:
            kind: DifferenceKind = (
                "penalty_amount" if fine else "time_limit" if figure.unit == "日" else "threshold"
            )
            yield Slot(kind, sentence, best.norm, best.context, "figure")
        else:
            yield Slot(None, "", best.norm, best.context, "within")


def in_bracket(draft: Norm, law: Sequence[Norm]) -> frozenset[int]:
    """The sentences of an article for the case that a sentence names: 满一年不足十年的 for 工龄八年.

    All of them, if the case is not named in figures, or the article tells none apart.
    """
    every = frozenset(range(len(law)))
    for case in (figure for figure in draft.figures if figure.conditional and figure.value > 0):
        brackets = {number: found for number, norm in enumerate(law) if (found := _bracket(norm, case.unit))}
        holding = {
            number for number, (low, high) in brackets.items() if low <= case.value < high or low == case.value
        }
        if holding and len(holding) < len(brackets):
            return every - (brackets.keys() - holding)
    return every


def _bracket(norm: Norm, unit: str) -> tuple[float, float] | None:
    """From where to where the cases of a sentence go, in a unit; None if it names no bounds."""
    bounds = [one for one in norm.figures if one.conditional and one.unit == unit and one.bound != "exact"]
    if not bounds:
        return None
    return max(one.low for one in bounds), min(one.high for one in bounds)


def _comparable(figure: Figure, other: Figure) -> bool:
    """What describes the case is compared with nothing, but a time to wait (满十日, 十日后) with another."""
    if not figure.conditional and not other.conditional:
        within, theirs = figure.after.startswith("内"), other.after.startswith("内")
        low, high = sorted((figure.value, other.value))
        # How long something lasts is no time limit for doing it: a term of three years, twenty days to answer.
        return figure.unit != "日" or within == theirs or high < _OTHER_MEASURE * low
    return (
        figure.unit == "日"
        and figure.bound == other.bound == "at_least"
        and figure.conditional == other.conditional
    )


def _agrees(figure: Figure, other: Figure, fine: bool) -> bool:
    """A fine inside the band; another figure that is the same."""
    if fine and other.low:
        return other.low <= figure.low and figure.high <= other.high
    return (figure.low, figure.high) == (other.low, other.high) or figure.value == other.value


def _is_fine(figure: Figure, norm: Norm) -> bool:
    if figure.unit not in ("元", "比例"):
        return False
    around = "".join(part.words for part in norm.parts[max(0, figure.part - 1) : figure.part + 1])
    return _PENALTY.search(around) is not None


def _beyond(figure: Figure, other: Figure) -> str:
    if other.low <= figure.low and figure.high <= other.high:
        return ""
    says = f"上位法为{_said(other)}，本条为{_said(figure)}"
    if figure.value > other.value:
        return f"{says}，超出法定上限"
    return f"{says}，低于法定下限" if figure.bound != "at_least" and figure.low < other.low else ""


def _of_same_party(draft: Norm, found: list[_Found], law: Sequence[Norm]) -> list[_Found]:
    """对单位…对个人…: the figures for the party that the draft names, if the law tells them apart."""
    person = _PERSON.search(draft.text) is not None and _BODY.search(draft.text) is None
    body = _BODY.search(draft.text) is not None and _PERSON.search(draft.text) is None
    for asked, pattern in ((person, re.compile(r"个人|公民")), (body, re.compile(r"单位|企业"))):
        named = [f for f in found if pattern.search(law[f.norm].parts[f.figure.part].words)]
        if asked and named and len(named) < len(found):
            return named
    return found


# What makes the heavier tier of a penalty.
_HEAVIER = re.compile(r"情节(?:特别)?严重|逾期|拒不|仍不|再次|屡|造成|经责令|后果")


def _of_same_tier(draft: Norm, found: list[_Found], law: Sequence[Norm]) -> list[_Found]:
    """The figures of the tier that the draft speaks of, if the article has several."""
    heavier = _HEAVIER.search(draft.text) is not None
    same = [
        one
        for one in found
        if (_HEAVIER.search(law[one.norm].text[: _end(law[one.norm], one.figure.part)]) is not None) == heavier
    ]
    return same or found


def _end(norm: Norm, part: int) -> int:
    """About where a part ends in the text: the parts before it with their commas."""
    return sum(len(one.words) + 1 for one in norm.parts[: part + 1])


def _context(figure: Figure, draft: Norm, other: Figure, law: Norm, rarity: Rarity, fine: bool) -> float:
    """What the words around two figures share: those of their parts count most; of a fine the whole sentence."""
    near = shared(draft.parts[figure.part].tokens, law.parts[other.part].tokens, rarity)
    wide = shared(_around(draft, figure.part), _around(law, other.part), rarity)
    whole = shared(draft.tokens, law.tokens, rarity)
    if fine:
        return 0.25 * near + whole
    longer, theirs = (
        _EXTENDED.search(n.parts[f.part].words) is not None for n, f in ((draft, figure), (law, other))
    )
    within = figure.after.startswith("内") == other.after.startswith("内")
    return (
        (near + 0.75 * wide)
        * (1.0 if within else _OTHER_SENSE)
        * (_OTHER_SENSE if _opposite(figure, other) else 1.0)
        + 0.25 * whole
        + (0.0 if longer == theirs else -8.0)
        + (8.0 if within else 0.0)
        + (3.0 if figure.bound == other.bound else 0.0)
        + shared(_beside(figure), _beside(other), rarity)
    )


@lru_cache(maxsize=256)
def _beside(figure: Figure) -> frozenset[str]:
    return tokens(figure.after[:_BESIDE])


def _opposite(figure: Figure, other: Figure) -> bool:
    """A maximum here and a minimum there: the two limit different things."""
    return {figure.bound, other.bound} == {"at_least", "at_most"} and figure.low != figure.high


def _around(norm: Norm, part: int) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for one in norm.parts[max(0, part - 1) : part + 2]:
        found |= one.tokens
    return found


def _days(figure: Figure) -> float:
    """Days on the calendar at least: five working days are a week."""
    return figure.value * 7 / 5 if figure.working else figure.value


def _breach(figure: Figure, draft: Norm, other: Figure, law: Norm) -> str:
    here, there = (_days(figure), _days(other)) if figure.working != other.working else (figure.value, other.value)
    if figure.bound == "at_most" and figure.low and other.bound == "at_least":
        here = figure.low  # 百分之三至百分之十二: the lower end
    if here == there:
        return ""
    says = f"上位法为{_said(other)}，本条为{_said(figure)}"
    claims = _claims(other, law)
    if other.bound == "at_least" and "提前" not in other.before and not (claims and other.after.startswith("前")):
        return f"{says}，低于法定下限" if here < there else ""
    if other.bound == "at_least":
        if claims:
            return f"{says}，加重了当事人的负担" if here > there else ""
        return f"{says}，低于法定下限" if here < there else ""
    if figure.unit == "日" and (claims or _TIME_BAR.search(law.parts[other.part].words)):
        return f"{says}，缩短了当事人的法定期限" if here < there else ""
    benefit = _BENEFIT.search(law.parts[other.part].words) and not _ANSWERS.match(other.after)
    if figure.unit == "日" and benefit and not _CHARGED.search(law.text):
        return f"{says}，低于法定标准" if here < there else ""
    if here > there:
        return f"{says}，超出法定{'上限' if other.bound == 'at_most' else '标准'}"
    if other.bound != "exact" or (figure.unit == "日" and figure.bound == "at_most"):
        return ""
    return f"{says}，低于法定标准"


# Up to when something may be asked for; for how long something is given.
_TIME_BAR = re.compile(r"时效|(?:申请|起诉|异议|投诉|复议|上诉)(?:的)?期限")
_BENEFIT = re.compile(r"领取|享受|年休假|放假|产假|休假|补助|津贴|救济|保修|质保|退货|待遇|哺乳")
# Who has a duty to others, not a claim: what he must file in time protects somebody else.
_CHARGED = re.compile(
    r"(?:用人单位|生产经营单位|经营者|建设单位|施工单位|医疗机构|招标人|采购人|企业|经营企业)(?:应当|必须|须)"
)
_ANSWERS = re.compile(r"内?(?!前?向)[^,。;向]{0,6}(?:作出|答复|审查|审核|办理|告知|送达|通知|颁发|核发|决定)")
_TITLES = re.compile(r"《[^》]*》|需要补正|申请人|申请材料")


def _claims(other: Figure, law: Norm) -> bool:
    """Whether the period is one in which a person may ask something of an authority."""
    if _EXTENDED.search(law.parts[other.part].words):
        return False
    following = "".join(part.words for part in law.parts[other.part + 1 : other.part + 2])
    if _CHARGED.search(law.text) and not re.search(r"可以|有权", law.parts[other.part].words):
        return False
    act = other.after if len(other.after) > 3 else other.after + following
    if _ANSWERS.match(act):
        return False
    return _CLAIM.search(_TITLES.sub("", act)) is not None


def _said(figure: Figure) -> str:
    before = re.search(r"(?:不得?(?:少于|低于|超过|多于|高于)|提前|最长|至少)$", figure.before)
    after = re.match(r"以上|以下|以内|内|前", figure.after)
    tail = after.group() if after and not figure.words.endswith(after.group()) else ""
    return (before.group() if before else "") + figure.words + tail
