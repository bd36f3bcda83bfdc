"""What differs between a sentence of a draft and the article that governs it, slot by slot.

A difference is only looked for where the two speak of the same act: the tokens that they share must weigh enough.
A figure is compared with the one of the article whose surroundings are nearest, never with the first that differs.
Harmless differences stay silent: inside the lawful band, a shorter time for the authority, more for the citizen
where the law sets a minimum, a restatement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lawcheck.align.norm import Figure, Norm, Part
from lawcheck.align.reading import dimensions
from lawcheck.model.aligning import DifferenceKind

Rarity = Mapping[str, float]

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
# A figure that agrees silences one that differs if it stands about as near.
_AS_NEAR = 0.75
# An act counts as turned round only if the article does not say the same elsewhere nearly as clearly.
_CLEARER = 1.25
_SAME_ACT = 0.45


@dataclass(frozen=True, slots=True)
class Slot:
    """One difference: its kind (None: the two agree), the sentence for people, the place of the law's sentence, what speaks for it."""

    kind: DifferenceKind | None
    sentence: str
    norm: int
    strength: float


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure of the article and where it stands."""

    figure: Figure
    norm: int
    context: float


def shared(one: frozenset[str], other: frozenset[str], rarity: Rarity) -> float:
    """What the tokens in common weigh; ``rarity`` knows those of the draft."""
    return sum(rarity.get(token, 0.0) for token in one & other)


def compare(draft: Norm, law: Sequence[Norm], rarity: Rarity) -> Iterator[Slot]:
    """All differences between a sentence and the sentences of an article."""
    yield from _figures(draft, law, rarity)
    yield from _sides(draft, law, rarity)
    yield from _turned(draft, law, rarity)
    yield from _bodies(draft, law, rarity)
    yield from _added(draft, law, rarity)


# Figures


def figure_kinds(norm: Norm) -> frozenset[tuple[str, bool]]:
    """The kinds of figures that a sentence orders: unit, and whether it is a penalty."""
    return frozenset((figure.unit, _is_fine(figure, norm)) for figure in norm.figures if not figure.conditional)


def _figures(draft: Norm, law: Sequence[Norm], rarity: Rarity) -> Iterator[Slot]:
    for figure in draft.figures:
        if draft.parts[figure.part].modality == "must_not":
            continue
        fine = _is_fine(figure, draft)
        found = [
            _Found(other, number, _context(figure, draft, other, norm, rarity, fine))
            for number, norm in enumerate(law)
            for other in norm.figures
            if other.unit == figure.unit
            and _is_fine(other, norm) == fine
            and (fine or _comparable(figure, other))
            and norm.parts[other.part].modality != "must_not"
        ]
        if fine:
            found = _of_same_party(draft, found, law)
        if not found:
            continue
        best = max(found, key=lambda one: one.context)
        if best.context < _NEAR:
            continue
        if any(_agrees(figure, one.figure, fine) and one.context >= _AS_NEAR * best.context for one in found):
            yield Slot(None, "", best.norm, best.context)
            continue
        sentence = _beyond(figure, best.figure) if fine else _breach(figure, draft, best.figure, law[best.norm])
        if sentence:
            kind: DifferenceKind = (
                "penalty_amount" if fine else "time_limit" if figure.unit == "日" else "threshold"
            )
            yield Slot(kind, sentence, best.norm, best.context)
        else:
            yield Slot(None, "", best.norm, best.context)


def _comparable(figure: Figure, other: Figure) -> bool:
    """What describes the case is compared with nothing, but a time to wait (满十日, 十日后) with another."""
    if not figure.conditional and not other.conditional:
        return True
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
    around = "".join(part.words for part in norm.parts[max(0, figure.part - 1) : figure.part + 1])
    return figure.unit in ("元", "比例") and _PENALTY.search(around) is not None


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
        near
        + 0.75 * wide
        + 0.25 * whole
        + (0.0 if longer == theirs else -8.0)
        + (8.0 if within else 0.0)
        + (3.0 if figure.bound == other.bound else 0.0)
    )


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
    if claims and figure.unit == "日":
        return f"{says}，缩短了当事人的法定期限" if here < there else ""
    if here > there:
        return f"{says}，超出法定{'上限' if other.bound == 'at_most' else '标准'}"
    if other.bound != "exact" or (figure.unit == "日" and figure.bound == "at_most"):
        return ""
    return f"{says}，低于法定标准"


# Who has a duty to others, not a claim: what he must file in time protects somebody else.
_CHARGED = re.compile(
    r"(?:用人单位|生产经营单位|经营者|建设单位|施工单位|医疗机构|招标人|采购人|企业|经营企业)(?:应当|必须|须)"
)
_TITLES = re.compile(r"《[^》]*》|需要补正|申请人|申请材料")


def _claims(other: Figure, law: Norm) -> bool:
    """Whether the period is one in which a person may ask something of an authority."""
    if _EXTENDED.search(law.parts[other.part].words):
        return False
    following = "".join(part.words for part in law.parts[other.part + 1 : other.part + 2])
    if _CHARGED.search(law.text) and not re.search(r"可以|有权", law.parts[other.part].words):
        return False
    act = other.after if len(other.after) > 3 else other.after + following
    return _CLAIM.search(_TITLES.sub("", act)) is not None


def _said(figure: Figure) -> str:
    before = re.search(r"(?:不得?(?:少于|低于|超过|多于|高于)|提前|最长|至少)$", figure.before)
    after = re.match(r"以上|以下|以内|内|前", figure.after)
    tail = after.group() if after and not figure.words.endswith(after.group()) else ""
    return (before.group() if before else "") + figure.words + tail


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
