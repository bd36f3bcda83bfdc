"""效力位阶: the ranks of norms and which of two is superior (立法法 articles 98 to 102)."""

from __future__ import annotations

from enum import Enum


class Rank(Enum):
    """Rank of a document; the value is the identifier used in JSON and catalogues."""

    CONSTITUTION = "constitution"
    LAW = "law"
    ADMIN_REGULATION = "admin_regulation"
    LOCAL_REGULATION = "local_regulation"
    DEPARTMENT_RULE = "department_rule"
    LOCAL_RULE = "local_rule"
    JUDICIAL_INTERPRETATION = "judicial_interpretation"
    NORMATIVE_DOCUMENT = "normative_document"

    @property
    def chinese(self) -> str:
        """The name of the rank as the law has it."""
        return _CHINESE[self]

    @classmethod
    def named(cls, name: str) -> Rank | None:
        """Rank of a Chinese name; None if there is none of that name."""
        return next((rank for rank, chinese in _CHINESE.items() if chinese == name), None)


_CHINESE = {
    Rank.CONSTITUTION: "宪法",
    Rank.LAW: "法律",
    Rank.ADMIN_REGULATION: "行政法规",
    Rank.LOCAL_REGULATION: "地方性法规",
    Rank.DEPARTMENT_RULE: "部门规章",
    Rank.LOCAL_RULE: "地方政府规章",
    Rank.JUDICIAL_INTERPRETATION: "司法解释",
    Rank.NORMATIVE_DOCUMENT: "规范性文件",
}
_HEIGHT = {
    Rank.CONSTITUTION: 6,
    Rank.LAW: 5,
    Rank.ADMIN_REGULATION: 4,
    Rank.LOCAL_REGULATION: 3,
    Rank.LOCAL_RULE: 2,
    Rank.DEPARTMENT_RULE: 2,
    Rank.NORMATIVE_DOCUMENT: 1,
}
# 立法法 article 106: between these the State Council or the NPC Standing Committee decides, not the rank.
_UNDECIDED = {
    frozenset({Rank.LOCAL_REGULATION, Rank.DEPARTMENT_RULE}),
    frozenset({Rank.DEPARTMENT_RULE, Rank.LOCAL_RULE}),
}


def is_superior(upper: Rank, lower: Rank) -> bool | None:
    """Tell whether ``upper`` prevails over ``lower`` by rank; None where rank does not decide."""
    if frozenset({upper, lower}) in _UNDECIDED:
        return None
    if upper not in _HEIGHT or lower not in _HEIGHT:
        return None
    return _HEIGHT[upper] > _HEIGHT[lower]


def is_at_least(rank: Rank, floor: Rank) -> bool:
    """Tell whether a norm of ``rank`` stands as high as ``floor`` or higher; undecided counts as no."""
    return rank is floor or is_superior(rank, floor) is True
