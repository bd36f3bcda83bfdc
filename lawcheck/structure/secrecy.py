"""Marks of secrecy on the paper itself: 机密★1年, 秘密 on a line of its own, 内部资料 注意保存.

Only marks are meant (保守国家秘密法 article 22, 国家秘密定密管理规定: level, ★, period), not sentences that speak of secrets.
Marks in pictures and stamps cannot be seen.
"""

from __future__ import annotations

import re

from lawcheck.model import Source
from lawcheck.text.fold import skeleton

_LEVEL = r"(?:绝密|机密|秘密)级?"
_INTERNAL = r"(?:仅供|限)?内部(?:资料|文件|材料|使用|参考|刊物|传阅|阅读|掌握)?"
_PERIOD = r"(?:(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:年|个?月|天|日)|长期|启用前|公开前|解密前)"
_URGENT = r"(?:特急|特提|加急|急件|平急|件)"
_CARE = r"(?:(?:请?注意|妥善)保[存管密]|(?:不得|严禁|请勿|切勿)(?:外传|公开|扩散|复制|翻印)|阅后(?:收回|退还)|用后收回|会后收回|免费交流)"
# The star is part of no other word; 秘密★ stands for itself wherever it is.
_STARRED = re.compile(rf"(?:{_LEVEL}|{_INTERNAL})[★☆✩✭]{_PERIOD}?|{_LEVEL}\*{_PERIOD}")
_WHOLE = re.compile(
    rf"(?:(?:密级|保密等级)[:]?)?[\[(【]?(?:\d{{1,6}}|{_URGENT})?[,、;·/]?(?:{_LEVEL}{_PERIOD}?|工作秘密|{_INTERNAL})"
    rf"[\])】]?(?:[,、;·/(\[]?(?:{_URGENT}|{_CARE})[)\]]?){{0,3}}[。!]?"
)
_LONGEST = 40
# A head may be laid out as a table.
_HEAD = 10


def mark_of(source: Source) -> str | None:
    """The first mark of secrecy on the draft, as written; None if it bears none.

    A mark is a level with a star anywhere, or a line of text, a header or a footer that is nothing but a mark. Cells of
    tables below the head are left out: there a word such as 秘密 is an entry.
    """
    lines = (
        block.span.of(source.text)
        for index, block in enumerate(source.blocks)
        if block.kind != "cell" or index < _HEAD
    )
    for line in (*source.headers, *lines):
        found = _in_line(line)
        if found is not None:
            return found
    starred = _STARRED.search(skeleton(source.text))
    return starred.group() if starred else None


def _in_line(line: str) -> str | None:
    if len(line) > _LONGEST:
        return None
    words = skeleton(line).replace(" ", "").replace("\t", "")
    return " ".join(line.split()) if _WHOLE.fullmatch(words) or _STARRED.match(words) else None
