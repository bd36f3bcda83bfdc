"""What differs between a sentence of a draft and the article that governs it, slot by slot.

A difference is only looked for where the two speak of the same act: the tokens that they share must weigh enough.
Harmless differences stay silent: inside the lawful band, a shorter time for the authority, more for the citizen
where the law sets a minimum, a restatement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lawcheck.align import compare_figures
from lawcheck.align.norm import Norm, Part
from lawcheck.align.reading import dimensions
from lawcheck.align.slots import Rarity, Slot, shared

# An act counts as turned round only if the article does not say the same elsewhere nearly as clearly.
_CLEARER = 1.25
_SAME_ACT = 0.45


def compare(draft: Norm, law: Sequence[Norm], rarity: Rarity) -> Iterator[Slot]:
    """All differences between a sentence and the sentences of an article."""
    yield from compare_figures.differing(draft, law, rarity)
    yield from _sides(draft, law, rarity)
    yield from _turned(draft, law, rarity)
    yield from _bodies(draft, law, rarity)
    yield from _added(draft, law, rarity)


# Sides of a matter


def _sides(draft: Norm, law: Sequence[Norm], rarity: Rarity) -> Iterator[Slot]:
    """Free or paid, of own will or forced: the two take different sides."""
    ours: dict[str, set[int]] = {}
    for pole in draft.poles:
        ours.setdefault(pole.name, set()).add(pole.sign)
    if draft.descriptive:
        return
    for number, norm in enumerate(law):
        if norm.descriptive:
            continue
        near = shared(draft.tokens, norm.tokens, rarity)
        for pole in norm.poles:
            if pole.sign == 1 and ours.get(pole.name) == {-1}:
                against = next(p for p in draft.poles if p.name == pole.name)
                template = dimensions()[pole.name].sentence
                said = template.replace("{上}", f"“{pole.words}”").replace("{下}", f"“{against.words}”")
                yield Slot("side", said, number, near)


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
                if theirs.conditional or not _same_act(ours, theirs):
                    continue
                if theirs.sign != ours.sign and not _is_contrary(ours, theirs, draft):
                    continue
                weight = shared(ours.tokens, theirs.tokens, rarity)
                if theirs.sign == ours.sign:
                    same = max(same, weight)
                elif weight > turned[0]:
                    turned = (weight, number, theirs)
        if turned[0] > _CLEARER * same:
            yield Slot("modality", _opposed(turned[2], ours), turned[1], turned[0])


_LEAVE = re.compile(
    r"经[^,。;]{0,20}(?:批准|同意|审批|许可|核准)|符合[^,。;]{0,12}(?:规定|条件)|依法|按照[^,。;]{0,8}规定"
)


def _is_contrary(ours: Part, theirs: Part, draft: Norm) -> bool:
    """What the law forbids is allowed or ordered; what it orders or grants is refused or dropped.

    A ban that the law does not have is no contradiction of an order (为…应当按照…修剪, 不得擅自修剪); nor is what is
    allowed under conditions one of a ban on doing it without leave.
    """
    if theirs.modality == "must_not":
        if ours.modality == "must" and not theirs.head & ours.act:
            return False
        return not (re.search(r"擅自|未经|违法|非法", theirs.words) and _LEAVE.search(draft.text))
    if not theirs.modality:
        return ours.modality == "need_not" or ours.modality == "refused"
    if not theirs.own:
        return False
    return theirs.modality == "may" if ours.modality == "must_not" else theirs.modality in ("may", "must")


def _same_act(ours: Part, theirs: Part) -> bool:
    if not (theirs.head & ours.act or ours.head & theirs.act):
        return False
    common = _measure(ours.act & theirs.act)
    return common >= _SAME_ACT * min(_measure(ours.act), _measure(theirs.act))


def _measure(found: frozenset[str]) -> int:
    """The size of a set of tokens; a concept stands for about three pairs."""
    return sum(3 if token.startswith("=") else 1 for token in found)


def _opposed(theirs: Part, ours: Part) -> str:
    return f"上位法规定“{theirs.words[:40]}”，本条规定“{ours.words[:40]}”，要求相反"


# Who decides

_LOW = re.compile(
    r"协会|商会|学会|物业|村民委员会|村委会|居委会|居民委员会|社区|公司|企业|中介|街道|镇人民政府|乡镇|保安|网格|服务中心|事业单位|联合会"
)
_POWER = re.compile(
    r"处罚|罚款|许可|核发|颁发|审批|批准|吊销|没收|查封|扣押|封存|收缴|登记|认定|发证|证书|强制|征收|决定|责令|负面清单|检查|调查|处分|警告|拘留|监督管理|依法处理|砍|暂扣|预警|定价"
)
_ORGAN = re.compile(
    r"[^,。;:]{0,14}(?:国务院|县级以上|主管部门|行政机关|公安机关|设区的市|监督管理部门|人民政府)[^,。;:]{0,8}"
)


def _bodies(draft: Norm, law: Sequence[Norm], rarity: Rarity) -> Iterator[Slot]:
    """A power of an authority given to a lower body or to none at all."""
    low = _LOW.search(draft.actor)
    if low is None or not _POWER.search(draft.text):
        return
    if any(low.group() in norm.text and "不得" not in norm.text for norm in law):
        return
    for number, norm in enumerate(law):
        organ = _ORGAN.search(norm.text)
        if organ is not None:
            near = shared(draft.tokens, norm.tokens, rarity)
            yield Slot(
                "authority", f"上位法由{norm.actor or organ.group()}行使，本条由{draft.actor}行使", number, near
            )


# What the draft adds

_CONDITION = re.compile(
    r"还应当|还应|还须|还要|还需|另须|另需|并须|须先|应当先|要先|先取得|但应当|但须|必须(?:提供|提交|具有|取得|具备)|须(?:提供|提交|具有|取得|有|交)|方可|才能|才可"
)
_EXCEPTION = re.compile(r"除外|不受[^,。;]{0,12}限制|可以例外")
# The rest of the sentence must be the law's almost whole, and what is added next to unknown to the article.
_RESTATED, _UNKNOWN = 0.45, 0.3


def _added(draft: Norm, law: Sequence[Norm], rarity: Rarity) -> Iterator[Slot]:
    """A condition or an exception that the article does not have, in a sentence that otherwise restates it."""
    for kind, cue in (("condition", _CONDITION), ("scope", _EXCEPTION)):
        added = next((part for part in draft.parts if cue.search(part.words)), None)
        if added is None or len(draft.parts) < 2:
            continue
        rest = frozenset().union(*(part.tokens for part in draft.parts if part is not added))
        whole = _weight(rest, rarity)
        article = frozenset().union(*(norm.tokens for norm in law))
        if _weight(added.tokens & article, rarity) > _UNKNOWN * _weight(added.tokens, rarity):
            continue
        number, norm = max(enumerate(law), key=lambda pair: shared(rest, pair[1].tokens, rarity))
        near = shared(rest, norm.tokens, rarity)
        if near < _RESTATED * whole or any(cue.search(one.text) for one in law):
            continue
        if kind == "condition" and _grants(norm):
            yield Slot("condition", f"上位法没有“{added.words[:40]}”的条件", number, near)
        if kind == "scope" and any(part.modality == "must_not" for part in norm.parts):
            yield Slot("scope", f"上位法没有“{added.words[:40]}”的例外", number, near)


def _grants(norm: Norm) -> bool:
    """What people may do, or what they have to do to be served: conditions are added to nothing else."""
    return (
        any(part.modality == "may" for part in norm.parts)
        or re.search(r"申请|(?:予以|应当)(?:受理|登记|办理|发给|核发|批准)|即可|符合[^,。;]{0,8}条件", norm.text)
        is not None
    )


def _weight(found: frozenset[str], rarity: Rarity) -> float:
    return sum(rarity.get(token, 0.0) for token in found)
