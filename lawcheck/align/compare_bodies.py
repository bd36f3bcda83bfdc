"""Who decides: a power that the law gives to one body, given to another level or to none at all in the draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lawcheck.align.compare_figures import in_bracket
from lawcheck.align.norm import Norm
from lawcheck.align.slots import Rarity, Slot, shared

_LOW = re.compile(
    r"协会|商会|学会|物业|村民委员会|村委会|居委会|居民委员会|社区|公司|企业|中介|街道|镇人民政府|乡镇|保安|网格|服务中心|事业单位|联合会"
)
_POWER = re.compile(
    r"处罚|罚款|许可|核发|颁发|审批|批准|吊销|没收|查封|扣押|封存|收缴|登记|认定|发证|证书|强制|征收|决定|责令|负面清单|检查|调查|处分|警告|拘留|监督管理|依法处理|砍|暂扣|预警|定价|同意|目录|编制|审核"
)
_ORGAN = re.compile(
    r"[^,。;:]{0,14}(?:国务院|县级以上|主管部门|行政机关|公安机关|设区的市|监督管理部门|人民政府)[^,。;:]{0,8}"
)
# Levels: 1 township, 2 county, 3 city, 4 province, 5 the state. The widest name first.
_LEVELS: tuple[tuple[re.Pattern[str], int, int], ...] = (
    (re.compile(r"县级以上|各级人民政府|地方人民政府|市、县"), 2, 4),
    (re.compile(r"设区的市级以上|市级以上"), 3, 4),
    (re.compile(r"省级以上"), 4, 5),
    (re.compile(r"国务院"), 5, 5),
    (re.compile(r"省、自治区|省级|省人民政府"), 4, 4),
    (re.compile(r"设区的市|市级|市人民政府"), 3, 3),
    (re.compile(r"县级|县\(|县人民政府"), 2, 3),
    (re.compile(r"乡\(镇\)|乡镇|乡、镇|镇人民政府|乡人民政府"), 1, 1),
)
_OURS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"街道|乡镇|镇(?:人民)?政府|乡(?:人民)?政府|各镇"), 1),
    (re.compile(r"设区的市|地级市|市级"), 3),
    (re.compile(r"县|区(?!域)"), 2),
    (re.compile(r"市(?!场|民)"), 3),
    (re.compile(r"省"), 4),
)
_OF_BODY = re.compile(
    r"(?:由|经|报|向)(?P<body>[^,。;:由经报向]{2,24}?(?:人民政府|政府|部门|机关|局|委|厅|办事处)(?:[^,。;:]{0,6}(?:部门|机关))?)"
)


def differing(draft: Norm, law: Sequence[Norm], rarity: Rarity) -> Iterator[Slot]:
    """The power of an authority in other hands."""
    if not _POWER.search(draft.text):
        return
    yield from _given_away(draft, law, rarity)
    yield from _other_level(draft, law, rarity)


def _given_away(draft: Norm, law: Sequence[Norm], rarity: Rarity) -> Iterator[Slot]:
    """A power of an authority given to a lower body or to none at all."""
    low = _LOW.search(draft.actor)
    if low is None or any(low.group() in norm.text and "不得" not in norm.text for norm in law):
        return
    for number, norm in enumerate(law):
        organ = _ORGAN.search(norm.text)
        if organ is not None:
            near = shared(draft.tokens, norm.tokens, rarity)
            said = f"上位法由{norm.actor or organ.group()}行使，本条由{draft.actor}行使"
            yield Slot("authority", said, number, near, "given")


def _other_level(draft: Norm, law: Sequence[Norm], rarity: Rarity) -> Iterator[Slot]:
    """A body of one level in the place of a body of another: 县公安局 where the law says 设区的市级公安机关."""
    ours = _OF_BODY.search(draft.text)
    level = next((level for pattern, level in _OURS if ours and pattern.search(ours["body"])), None)
    if ours is None or level is None:
        return
    meant = in_bracket(draft, law)
    bodies = [
        (number, body["body"], bounds)
        for number, norm in enumerate(law)
        if number in meant and _POWER.search(norm.text)
        for body in _OF_BODY.finditer(norm.text)
        if (bounds := _bounds(body["body"])) is not None
    ]
    if any(low <= level <= high or body == ours["body"] for _, body, (low, high) in bodies):
        return
    for number, body, _ in bodies:
        near = shared(draft.tokens, law[number].tokens, rarity)
        yield Slot("authority", f"上位法由{body}行使，本条由{ours['body']}行使", number, near, "level")


def _bounds(body: str) -> tuple[int, int] | None:
    return next(((low, high) for pattern, low, high in _LEVELS if pattern.search(body)), None)
