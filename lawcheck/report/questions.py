"""Which of the seven questions a finding belongs to, and short names for tables and charts."""

from __future__ import annotations

from lawcheck.model import Finding
from lawcheck.rules.conclusion import QUESTIONS, belongs

# One short name for each question, in order, and one for what belongs to none of them.
SHORT = ("制定主体", "法定职权", "内容合法", "设立事项", "减损增义", "增权减责", "制定程序", "立法技术")
OTHER = len(QUESTIONS)


def question_of(finding: Finding) -> int:
    """The index of the question; ``OTHER`` for matters of drafting, which none of the seven asks about."""
    for index, (_, points) in enumerate(QUESTIONS):
        if any(belongs(finding.review_point, point) for point in points):
            return index
    return OTHER


def question_words(index: int) -> str:
    """The question in full."""
    return QUESTIONS[index][0] if index < OTHER else "立法技术和文字表述（不属于七项审核）"
