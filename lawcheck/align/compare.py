"""What differs between a sentence of a draft and the article that governs it, slot by slot.

A difference is only looked for where the two speak of the same act: the tokens that they share must weigh enough.
Harmless differences stay silent: inside the lawful band, a shorter time for the authority, more for the citizen
where the law sets a minimum, a restatement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lawcheck.align import compare_added, compare_bodies, compare_figures
from lawcheck.align.norm import Norm, Part
from lawcheck.align.reading import dimensions
from lawcheck.align.slots import Rarity, Slot, shared

# What a whole sentence counts beside the part in which a side is taken.
_WHOLE = 0.4
# An act counts as turned round only if the article does not say the same elsewhere nearly as clearly.
_CLEARER = 1.25
_SAME_ACT, _SURELY_SAME, _ENOUGH = 0.45, 0.7, 5
# How many pairs a concept stands for.
_CONCEPT = 3


def compare(draft: Norm, law: Sequence[Norm], rarity: Rarity) -> Iterator[Slot]:
    """All differences between a sentence and the sentences of an article."""
    yield from compare_figures.differing(draft, law, rarity)
    yield from _sides(draft, law, rarity)
    yield from _turned(draft, law, rarity)
    yield from _broken(draft, law, rarity)
    yield from compare_bodies.differing(draft, law, rarity)
    yield from compare_added.differing(draft, law, rarity)


# Sides of a matter


def _sides(draft: Norm, law: Sequence[Norm], rarity: Rarity) -> Iterator[Slot]:
    """Free or paid, of own will or forced: the two take different sides."""
    if draft.descriptive or not draft.poles:
        return
    ours: dict[str, set[int]] = {}
    both = {pole.name for norm in law for pole in norm.poles if pole.sign == -1}
    for pole in draft.poles:
        if not draft.parts[pole.part].conditional:
            ours.setdefault(pole.name, set()).add(pole.sign)
    for number, norm in enumerate(law):
        if norm.descriptive:
            continue
        for pole in norm.poles:
            if pole.sign == 1 and ours.get(pole.name) == {-1} and pole.name not in both:
                against = next(p for p in draft.poles if p.name == pole.name)
                beside = draft.parts[max(0, against.part - 1) : against.part + 1]
                near = max(shared(part.tokens, norm.tokens, rarity) for part in beside)
                near = max(near, _WHOLE * shared(draft.tokens, norm.tokens, rarity))
                template = dimensions()[pole.name].sentence
                said = template.replace("{上}", f"“{pole.words}”").replace("{下}", f"“{against.words}”")
                yield Slot("side", said, number, near, "side")


# Modality


def _turned(draft: Norm, law: Sequence[Norm], rarity: Rarity) -> Iterator[Slot]:
    """不得 against 可以, 应当 against 不予: two parts order the same act with different signs.

    The acts are the same if the verb of one is met in the other and most of one act is in the other.
    """
    if draft.descriptive:
        return
    for ours in draft.parts:
        if not ours.own or "下列" in ours.words:
            continue
        same, turned = 0.0, (0.0, 0, ours)
        for number, norm in enumerate(law):
            for theirs in norm.parts if not norm.descriptive else ():
                if theirs.conditional or ours.act.isdisjoint(theirs.act) or not _same_act(ours, theirs):
                    continue
                if theirs.sign != ours.sign and not _is_contrary(ours, theirs, draft):
                    continue
                weight = shared(ours.tokens, theirs.tokens, rarity)
                if theirs.sign == ours.sign:
                    same = max(same, weight)
                elif weight > turned[0]:
                    turned = (weight, number, theirs)
        if turned[0] > _CLEARER * same:
            yield Slot("modality", _opposed(turned[2], ours), turned[1], turned[0], "turned")


_WITHOUT_LEAVE = re.compile(r"擅自|未经|违法|非法|违规|随意")
_LEAVE = re.compile(
    r"经[^,。;]{0,20}(?:批准|同意|审批|许可|核准)|符合[^,。;]{0,12}(?:规定|条件)|依法|按照[^,。;]{0,8}规定"
)


# What is done against a banned act is not the act.
_FIGHTS = re.compile(r"劝阻|制止|举报|投诉|查处|处置|监督|迹象|防止|避免|限制|爱护|保护")
# What an authority may do says nothing of what others must not do.
_POWERFUL = re.compile(r"主管部门|行政部门|管理部门|机关|人民政府|机构")
# Who is not punished has no reason to complain.
_PUNISHES = re.compile(r"(?:罚款|处罚|追究|处分)")


def _is_contrary(ours: Part, theirs: Part, draft: Norm) -> bool:
    """What the law forbids is allowed or ordered; what it orders or grants is refused or dropped.

    A ban that the law does not have is no contradiction of an order (为…应当按照…修剪, 不得擅自修剪); nor is what is
    allowed under conditions one of a ban on doing it without leave.
    """
    if theirs.modality == "must_not":
        if _FIGHTS.search(ours.words):
            return False
        if ours.modality == "must" and not theirs.head & ours.act:
            return False
        return not (_WITHOUT_LEAVE.search(theirs.words) and _LEAVE.search(draft.text))
    if ours.modality in ("refused", "need_not") and _PUNISHES.search(ours.words):
        return False
    if not theirs.modality:
        return ours.modality == "need_not" or ours.modality == "refused"
    if not theirs.own:
        return False
    if ours.modality == "only":
        return theirs.modality == "may"
    if ours.modality == "must_not":
        if _WITHOUT_LEAVE.search(ours.words) or (
            _POWERFUL.search(theirs.words) and not _POWERFUL.search(ours.words)
        ):
            return False
        return theirs.modality == "may"
    return theirs.modality in ("may", "must")


def _same_act(ours: Part, theirs: Part) -> bool:
    both = ours.act & theirs.act
    if _CONCEPT * len(both) < _SAME_ACT * min(len(ours.act), len(theirs.act)):
        return False
    whole = min(_measured(ours.act), _measured(theirs.act))
    common = _measure(both)
    verb = theirs.verb & ours.act or ours.verb & theirs.act
    if not verb:
        return whole >= _ENOUGH and common >= _SURELY_SAME * whole
    return whole > 0 and common >= _SAME_ACT * whole


def _measure(found: frozenset[str]) -> int:
    """The size of a set of tokens; a concept stands for several pairs."""
    return len(found) + (_CONCEPT - 1) * sum([token[0] == "=" for token in found])


# Of whole acts, which are met again and again; what two have in common is not.
_measured = lru_cache(maxsize=4096)(_measure)


def _opposed(theirs: Part, ours: Part) -> str:
    return f"上位法规定“{theirs.words[:40]}”，本条规定“{ours.words[:40]}”，要求相反"


def _broken(draft: Norm, law: Sequence[Norm], rarity: Rarity) -> Iterator[Slot]:
    """What the law forbids is simply done: 不得收回承包地 against 承包地由村集体收回."""
    if draft.descriptive or _BANNED.search(draft.text):
        return
    for number, norm in enumerate(law):
        for theirs in norm.parts if not norm.descriptive else ():
            if theirs.modality != "must_not" or not theirs.own or theirs.conditional:
                continue
            if _OTHERS.search(theirs.words) or _is_repeated(theirs, draft):
                continue
            doing = next((one for one in draft.parts if _does(one, theirs, rarity)), None)
            if doing is not None and _is_contrary(doing, theirs, draft):
                near = shared(draft.tokens, norm.tokens, rarity)
                yield Slot("modality", _opposed(theirs, doing), number, near, "ban")


_NOT = re.compile(
    r"不(?![少低超高多仅同足满服论])|未|无|免|是否|自愿|是指|所称|权利|享有|属于|拟|符合|依照|按照|为了|非"
)
# What the words of a banned act must weigh that a part of the draft shares.
_DOING = 5.0
# How much of a banned act must be met, of an act of so many tokens at most.
_DONE, _WHOLE_ACT = 0.3, 10


# What shows that a part orders something, without a modal word.
_ACTS = re.compile(r"由|直接|一律|统一|另行|自行|先行|须|免|收|转|在")
# 由气象台站统一发布，其他组织不得发布: a ban for all but those who may.
_OTHERS = re.compile(r"其他(?:任何)?(?:组织|单位|个人|机构|部门)|以外的")
_BANNED = re.compile(r"(?:不得|禁止|严禁)[^,。;]{0,16}下列")


def _is_repeated(theirs: Part, draft: Norm) -> bool:
    """Whether the draft has the ban itself."""
    whole = min(_WHOLE_ACT, _measured(theirs.act))
    bans = (part for part in draft.parts if part.modality == "must_not")
    return any(_measure(theirs.act & part.tokens) >= _SAME_ACT * whole for part in bans)


def _does(ours: Part, theirs: Part, rarity: Rarity) -> bool:
    if ours.sign == -1 or ours.conditional or ours.modality == "must" or _NOT.search(ours.words):
        return False
    if _LEAVE.search(ours.words) or not (ours.own or _ACTS.search(ours.words)):
        return False
    done = _DONE if ours.tokens & theirs.verb else _SAME_ACT
    enough = _measure(ours.tokens & theirs.act) >= done * min(_WHOLE_ACT, _measured(theirs.act))
    return enough and shared(ours.tokens, theirs.head, rarity) >= _DOING
