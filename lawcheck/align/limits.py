"""What a figure of the law limits, and so which other figure departs from it: a floor, a ceiling, a time to claim."""

from __future__ import annotations

import re
from typing import Literal

from lawcheck.align.norm import Figure, Norm

# ``fine``: a band. ``minimum``: no less. ``maximum``: no more. ``claim``: within this time a person may ask for
# something; ``notice``: so long before he must. ``benefit``: given for so long. ``fixed``: this and no other.
Limit = Literal["fine", "minimum", "maximum", "claim", "notice", "benefit", "fixed"]

# What a person asks of an authority, in time: a shorter period takes a right away, a longer one gives more.
_CLAIM = re.compile(
    r"申请(?!人|书|材料|单位|表)|提出|要求(?!的)|申诉|复议|起诉|诉讼|陈述|申辩|异议|投诉|质疑|缴纳?罚|缴清|缴纳罚|到指定的银行|领取|报名|递交|认领|选择|退货|退还|答辩|上诉|主张|行使|修复"
)
_PENALTY = re.compile(r"罚款|罚金|处.{0,20}元|并处|加处|赔偿金|违约金|滞纳金|罚")
_EXTENDED = re.compile(r"延长|延期|再延|顺延")
# Up to when something may be asked for; for how long something is given.
_TIME_BAR = re.compile(r"时效|(?:申请|起诉|异议|投诉|复议|上诉)(?:的)?期限")
_BENEFIT = re.compile(r"领取|享受|年休假|放假|产假|休假|补助|津贴|救济|保修|质保|退货|待遇|哺乳")
# Who has a duty to others, not a claim: what he must file in time protects somebody else.
_CHARGED = re.compile(
    r"(?:用人单位|生产经营单位|经营者|建设单位|施工单位|医疗机构|招标人|采购人|企业|经营企业|人民法院|仲裁委员会|仲裁庭)(?:应当|必须|须)"
)
_ANSWERS = re.compile(r"内?(?!前?向)[^,。;向]{0,6}(?:作出|答复|审查|审核|办理|告知|送达|通知|颁发|核发|决定)")
_TITLES = re.compile(r"《[^》]*》|需要补正|申请人|申请材料")


def is_fine(figure: Figure, norm: Norm) -> bool:
    """Whether a figure of a sentence is a penalty."""
    if figure.unit not in ("元", "比例"):
        return False
    around = "".join(part.words for part in norm.parts[max(0, figure.part - 1) : figure.part + 1])
    return _PENALTY.search(around) is not None


def is_extended(figure: Figure, norm: Norm) -> bool:
    """Whether a figure is that of an extension."""
    return _EXTENDED.search(norm.parts[figure.part].words) is not None


def limit(figure: Figure, law: Norm) -> Limit:
    """What a figure of a sentence of the law limits."""
    if is_fine(figure, law):
        return "fine"
    claims = _claims(figure, law)
    if figure.bound == "at_least":
        ahead = "提前" in figure.before or (claims and figure.after.startswith("前"))
        return "notice" if ahead and claims else "minimum"
    words = law.parts[figure.part].words
    if figure.unit == "日" and (claims or _TIME_BAR.search(words)):
        return "claim"
    given = _BENEFIT.search(words) and not _ANSWERS.match(figure.after) and not _CHARGED.search(law.text)
    if figure.unit == "日" and given:
        return "benefit"
    return "maximum" if figure.bound == "at_most" else "fixed"


def departure(figure: Figure, other: Figure, limits: Limit) -> str:
    """In one sentence how a figure departs from that of the law; empty if it keeps within what that limits."""
    outcome = _beyond(figure, other) if limits == "fine" else _breach(figure, other, limits)
    return f"上位法为{said(other)}，本条为{said(figure)}，{outcome}" if outcome else ""


def _beyond(figure: Figure, other: Figure) -> str:
    if other.low <= figure.low and figure.high <= other.high:
        return ""
    if figure.value > other.value:
        return "超出法定上限"
    return "低于法定下限" if figure.bound != "at_least" and figure.low < other.low else ""


def _breach(figure: Figure, other: Figure, limits: Limit) -> str:
    here, there = (_days(figure), _days(other)) if figure.working != other.working else (figure.value, other.value)
    if figure.bound == "at_most" and figure.low and other.bound == "at_least":
        here = figure.low  # 百分之三至百分之十二: the lower end
    if figure.unit == "日" and abs(here - there) <= _SAME_PERIOD * there:
        return ""
    if here < there:
        # A shorter time to act in is no departure from a fixed one.
        sooner = figure.unit == "日" and figure.bound == "at_most"
        return _TOO_LITTLE.get(limits, "") if limits != "fixed" or not sooner else ""
    return _TOO_MUCH.get(limits, "") if here > there else ""


# 半年 and 六个月, 一年 and 十二个月 are the same, if not in days.
_SAME_PERIOD = 0.02
_TOO_LITTLE: dict[Limit, str] = {
    "minimum": "低于法定下限",
    "claim": "缩短了当事人的法定期限",
    "benefit": "低于法定标准",
    "fixed": "低于法定标准",
}
_TOO_MUCH: dict[Limit, str] = {
    "notice": "加重了当事人的负担",
    "maximum": "超出法定上限",
    "fixed": "超出法定标准",
}


def _days(figure: Figure) -> float:
    """Days on the calendar at least: five working days are a week."""
    return figure.value * 7 / 5 if figure.working else figure.value


def _claims(other: Figure, law: Norm) -> bool:
    """Whether the period is one in which a person may ask something of an authority."""
    if is_extended(other, law):
        return False
    following = "".join(part.words for part in law.parts[other.part + 1 : other.part + 2])
    if _CHARGED.search(law.text) and not re.search(r"可以|有权", law.parts[other.part].words):
        return False
    act = other.after if len(other.after) > 3 else other.after + following
    if _ANSWERS.match(act):
        return False
    return _CLAIM.search(_TITLES.sub("", act)) is not None


def said(figure: Figure) -> str:
    """A figure with the words that bound it: 不少于三十日, 五万元以下."""
    before = re.search(r"(?:不得?(?:少于|低于|超过|多于|高于)|提前|最长|至少)$", figure.before)
    after = re.match(r"以上|以下|以内|内|前", figure.after)
    tail = after.group() if after and not figure.words.endswith(after.group()) else ""
    return (before.group() if before else "") + figure.words + tail
