"""The memo as a docx in the layout of official documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lawcheck.report import official_docx
from lawcheck.report.memo_content import Memo, Opinion, ordinal
from lawcheck.report.official_docx import add


def render(memo: Memo, day: datetime) -> bytes:
    """The file; the same memo and day give the same bytes."""
    document = official_docx.new()
    _text(document, memo)
    return official_docx.to_bytes(document, memo.title, memo.office, day)


def _text(document: Any, memo: Memo) -> None:
    add(document, memo.title, "文件标题")
    if memo.number:
        add(document, memo.number, "Normal").alignment = 1
    if memo.addressee:
        add(document, f"{memo.addressee}：", "Normal")
    add(document, memo.opening)
    number = iter("一二三四五六")
    add(document, f"{next(number)}、基本情况", "一级标题")
    official_docx.table(document, None, memo.facts, (36, 120))
    add(document, f"{next(number)}、审核情况", "一级标题")
    official_docx.table(document, ("审核事项", "审核情况"), memo.questions, (92, 64))
    add(document, f"{next(number)}、审核意见", "一级标题")
    if not memo.opinions:
        add(document, "审核人员没有提出需要修改的意见。" if not memo.pending else "审核人员尚未确定审核意见。")
    _opinions(document, memo.opinions)
    if memo.pending:
        add(document, f"{next(number)}、待定事项", "一级标题")
        add(document, "以下事项审核人员尚未作出决定，不作为审核意见。")
        _opinions(document, memo.pending)
    add(document, f"{next(number)}、审核结论", "一级标题")
    add(document, memo.conclusion)
    official_docx.signature(document, memo.office, memo.officer, memo.day)


def _opinions(document: Any, opinions: Sequence[Opinion]) -> None:
    for number, opinion in enumerate(opinions, 1):
        add(document, ordinal(number) + opinion.heading, "二级标题")
        for name, words in opinion.lines:
            add(document, f"{name}：{words}")
