"""The memo in an office's own template: a docx with placeholders like {{文件名称}}, filled without touching its layout.

A paragraph that holds nothing but a placeholder of several lines is repeated for each line, with its own format.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from lawcheck.errors import ReadError, UsageError
from lawcheck.read.ooxml import w
from lawcheck.read.package import Package
from lawcheck.report.characters import for_xml
from lawcheck.report.docx_package import DocxPackage
from lawcheck.report.memo_content import Memo, Opinion, ordinal

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARK = re.compile(r"\{\{\s*([^{}]{1,30}?)\s*\}\}")
_SIDE = re.compile(r"word/(?:header|footer)\d*\.xml", re.I)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def values(memo: Memo) -> dict[str, tuple[str, ...]]:
    """What each placeholder stands for, as lines."""
    facts = dict(memo.facts)
    return {
        "标题": (memo.title,),
        "文件名称": (memo.document,),
        "编号": (memo.number,),
        "收文单位": (memo.addressee,),
        "正文开头": (memo.opening,),
        "制定机关": (facts.get("制定机关", ""),),
        "发文字号": (facts.get("发文字号", ""),),
        "文种": (facts.get("文种", ""),),
        "审核所依据的规定": (facts.get("审核所依据的规定", ""),),
        "收到的材料": memo.materials,
        "基本情况": tuple(f"{name}：{value}" for name, value in memo.facts),
        "审核情况": tuple(
            f"{number}．{question}：{said}。" for number, (question, said) in enumerate(memo.questions, 1)
        ),
        "审核意见": _lines(memo.opinions) or ("无。",),
        "待定事项": _lines(memo.pending) or ("无。",),
        "审核结论": (memo.conclusion,),
        "审核机构": (memo.office,),
        "审核人": (memo.officer,),
        "日期": (memo.day,),
    }


def _lines(opinions: tuple[Opinion, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for number, opinion in enumerate(opinions, 1):
        found.append(ordinal(number) + opinion.heading)
        found.extend(f"{name}：{words}" for name, words in opinion.lines)
    return tuple(found)


def fill(template: bytes, memo: Memo) -> bytes:
    """The template with its placeholders filled; the rest of the package is copied bit by bit."""
    try:
        package = DocxPackage(template)
        names = [package.main, *(name for name in Package(template).names if _SIDE.fullmatch(name))]
        trees = {name: package.parse(name) for name in names}
    except ReadError as error:
        raise UsageError("模板不是可以使用的 docx 文件，请用 Word 或 WPS 另存为 .docx 后再试。") from error
    known = values(memo)
    filled = 0
    for name, tree in trees.items():
        count = sum(_paragraph(paragraph, known) for paragraph in list(tree.getroot().iter(w("p"))))
        if count:
            package.replace(name, tree)
        filled += count
    if not filled:
        raise UsageError(f"模板里没有占位符，请写入 {{{{{'}}、{{'.join(known)}}}}} 中的若干个。")
    return package.to_bytes()


def _paragraph(paragraph: _Element, known: dict[str, tuple[str, ...]]) -> int:
    """Fill one paragraph; return the number of placeholders."""
    texts = [text for text in paragraph.iter(w("t")) if next(text.iterancestors(w("p")), None) is paragraph]
    whole = "".join(text.text or "" for text in texts)
    matches = list(_MARK.finditer(whole))
    for match in matches:
        if match[1] not in known:
            raise UsageError(f"模板里的占位符 {{{{{match[1]}}}}} 不认识，可用的有：{'、'.join(known)}。")
    if len(matches) == 1 and whole.strip() == matches[0].group():
        lines = known[matches[0][1]]
        for line in lines[:-1]:
            copy = deepcopy(paragraph)
            copied = list(copy.iter(w("t")))
            _put(copied, 0, len("".join(text.text or "" for text in copied)), line)
            paragraph.addprevious(copy)
        _put(texts, 0, len(whole), lines[-1])
        return 1
    for match in reversed(matches):
        _put(texts, match.start(), match.end(), "；".join(known[match[1]]))
    return len(matches)


def _put(texts: list[_Element], start: int, end: int, words: str) -> None:
    """Replace a stretch of the joined texts; its format is that of the first run it touches."""
    position = 0
    is_first = True
    for text in texts:
        content = text.text or ""
        left, right = max(start - position, 0), min(end - position, len(content))
        if left < right:
            text.text = content[:left] + (for_xml(words) if is_first else "") + content[right:]
            text.set(_SPACE, "preserve")
            is_first = False
        position += len(content)
