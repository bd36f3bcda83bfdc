"""What each line of a source is: heading, article, item, attachment, signature, contents list or plain text.

Works on blocks alone, without knowing the tree. Each doubtful case is decided by a named function.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from lawcheck.model import Block, Source, Span
from lawcheck.structure import numbering
from lawcheck.structure.numbering import Label
from lawcheck.text import dates, numerals
from lawcheck.text.fold import skeleton

LineKind = Literal[
    "part", "chapter", "section", "supplement", "article", "point", "bracket", "decimal", "decimal_bracket", "circle",
    "attachment", "listing", "contents", "date", "signature", "imprint", "cell", "aside", "navigation", "plain",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A block with its reading. ``text`` is the skeleton of the line."""

    span: Span
    text: str
    kind: LineKind
    label: Label | None
    style: str


# After an unseparated 第X条 these words show a reference in the middle of a sentence.
_REFERENCE = re.compile(
    r"规定|第|所|至|和|及|、|,|的|中|或|以及|与|之规定|确定|明确|要求|;|。|款|项|执行|办理|处理|处罚"
)
_NEXT_ARTICLE = re.compile(rf"(?<=。)[\s\u3000]*(?=第(?:[{numerals.NUMERAL}]{{1,10}}|\d{{1,5}})条[\s\u3000])")
_ATTACHMENT = re.compile(
    rf"附(?:件|表|录|图)?(?:[{numerals.NUMERAL}]{{1,3}}|\d{{1,2}}(?:-\d{{1,2}})?)?(?P<mark>[:.、]?)(?P<name>.{{0,50}})$"
)
_NOT_ATTACHMENT = re.compile(r"附(?:则|近|属|加|着|有|带|件[^:\d]{0,4}[,。是应由为按见载中的]|件.*[。;,]$)")
# 关闭 and 保存 are buttons of a page; 关闭的煤矿企业……处罚。 is a sentence.
_NAVIGATION = re.compile(
    r"^(?!.*[。;,:]$)【?(?:字[号體体]|打印|关闭|分享|来源|浏览|访问|首页|当前位置|发布[日时][期间]|日期|时间|点击|保存|收藏|编辑|责任编辑)[:|】\[【大中小]?.{0,40}$|^[|【】\[\]<>{}]+$"
)
# What the layout of official documents puts below the signature (GB/T 9704 7.3.7, 7.4): no words of the document.
_IMPRINT = re.compile(
    r"(?:抄送|抄报|分送|主送单位|报送)[:].{1,400}|\((?:此件|本件)?(?:(?:主动|依申请|不予)?公开|公开发布|删减后公开|发至|内部发).{0,30}\)"
    r"|.{2,40}(?:19|20)\d\d年\d{1,2}月\d{1,2}日印[发制]?|(?:共印|印数[:]?)\d{1,5}份|校[对核][:].{1,20}"
)
_PAGE = re.compile(r"[.…·。]*\(?\d{1,3}\)?$|\(第[^()]{1,10}条(?:.第?[^()]{1,10}条)?\)$")
_LED_TO_PAGE = re.compile(r"(?:\.{3,}|…+|·{3,})\(?\d{1,3}\)?$")
_SIGNATURE = re.compile(r"^[^,。;:、!?\d《》()]{3,40}$")
_ORGAN = re.compile(
    r"(?:人民政府|政府|委员会|办公室|办公厅|厅|局|委|部|署|院|会|中心|处|站|队|公司|大学|学校|领导小组|指挥部|管委会|街道办事处|专班|联席会议|工作组|[局委厅办府].{0,12}(?:科|股|室|所|馆|办|组))(?:\(.*\))?$"
)


def lines(source: Source) -> tuple[Line, ...]:
    """Read every block of the source into a line, in order."""
    in_table = is_in_table(source)
    blocks = (part for block in source.blocks for part in _articles_apart(source.text, block))
    found = [line for block in blocks if (line := _line(source, block, in_table)).text]
    found = _confirm_articles(source, found)
    found = _mark_contents(found)
    found = _mark_attachments(found)
    return tuple(_mark_signatures(found))


def is_in_table(source: Source) -> bool:
    """The draft itself stands in a table: a frame of an office system, or articles beside their reasons.

    Either most words are cells, with articles or points from the first on among them; or articles in cells and outside
    count from 1 without a gap, which those of a quoted or compared text do not.
    """
    cells = [block for block in source.blocks if block.kind == "cell"]
    labels = [label for block in cells if (label := numbering.read(block.span.of(source.text))) is not None]
    numbered = [label for label in labels if label.kind in ("article", "point")]
    if len(numbered) < 2:
        return False
    # A table about the articles of another law does not begin with the first one.
    if sum(len(block.span) for block in cells) * 10 >= len(source.text) * 7 and numbered[0].value == 1:
        return True
    read = (numbering.read(block.span.of(source.text)) for block in source.blocks)
    numbers = [label.value for label in read if label is not None and label.kind == "article"]
    in_cells = sum(label.kind == "article" for label in labels)
    return in_cells >= 2 and numbers == list(range(1, len(numbers) + 1))


def _articles_apart(text: str, block: Block) -> list[Block]:
    """A block that runs on from one article into the next, cut where each begins.

    Only behind the end of a sentence outside of quotes, before a number that is the next one and has a blank behind it:
    an office system exports such lines. The first words must be an article too.
    """
    words = block.span.of(text)
    label = numbering.read(words) if _NEXT_ARTICLE.search(words) else None
    if label is None or label.kind != "article":
        return [block]
    starts, value = [0], label.value
    for match in _NEXT_ARTICLE.finditer(words):
        label = numbering.read(words[match.end() :])
        is_open = words.count("“", 0, match.start()) > words.count("”", 0, match.start())
        if label is not None and label.is_separated and label.value == value + 1 and not is_open:
            starts.append(match.end())
            value = label.value
    ends = [*starts[1:], len(words)]
    base = block.span.start
    return [replace(block, span=Span(base + s, base + e)) for s, e in zip(starts, ends, strict=True)]


def _line(source: Source, block: Block, in_table: bool) -> Line:
    raw = block.span.of(source.text)
    text = skeleton(raw)
    label = numbering.read(raw)
    return Line(block.span, text, _kind(block, text, label, in_table), label, block.style)


def _kind(block: Block, text: str, label: Label | None, in_table: bool) -> LineKind:
    if block.kind == "cell" and not in_table:
        return "cell"
    if block.kind in ("textbox", "footnote"):
        return "aside"
    if text == "附则":
        return "supplement"
    if _NAVIGATION.match(text):
        return "navigation"
    if label is None and _IMPRINT.fullmatch(text):
        return "imprint"
    if label is None:
        day = dates.parse(text) if len(text) <= 12 else None
        return "date" if day else "plain"
    if label.kind in ("part", "chapter", "section"):
        return label.kind if is_heading(text, label) else "plain"
    return label.kind


def is_heading(text: str, label: Label) -> bool:
    """第X章 begins a heading and no sentence: it is short, has no sentence mark and no reference word behind it."""
    rest = text[label.length :]
    if len(rest) > 45 or rest.endswith(("。", ";", ",")):
        return False
    # 第九章 和解, 第二章 第一审程序: the blank shows that the word behind it is no reference.
    return label.is_separated or not re.match(r"规定|的|第|所|和|至|、|,", rest)


def _confirm_articles(source: Source, found: list[Line]) -> list[Line]:
    """Turn lines that open with a mere reference to an article into plain ones."""
    previous = 0
    confirmed = []
    for line in found:
        if line.kind == "article" and line.label is not None:
            if is_article(line.text, line.label, previous):
                previous = line.label.value
            else:
                line = replace(line, kind="plain")
        confirmed.append(line)
    return confirmed


def is_article(text: str, label: Label, previous: int) -> bool:
    """Tell an article from a broken line that begins with a reference.

    A blank after the number, or a word that starts a sentence, makes it an article; with a reference word
    behind it the number must at least be the next one.
    """
    rest = text[label.length :]
    if text[: label.length].endswith("、") and label.value != previous + 1:
        return False
    is_reference = _REFERENCE.match(rest) is not None
    if not is_reference:
        return True
    return (
        label.is_separated
        and label.value in (previous, previous + 1)
        and not re.match(r"第.{1,4}[款项]|规定的", rest)
    )


def _mark_contents(found: list[Line]) -> list[Line]:
    """A contents list repeats headings that come again; its lines are no headings."""
    headings = [
        (index, line)
        for index, line in enumerate(found)
        if line.kind in ("part", "chapter", "section", "supplement")
    ]
    # The last appearance of a heading is the real one; those before it in an unbroken run are the list.
    marked = list(found)
    for run in _runs(headings, found):
        chapters = [line for _, line in run if line.kind in ("part", "chapter")]
        later = {_key(line) for index, line in headings if index > run[-1][0]}
        repeated = sum(_key(line) in later for line in chapters)
        if chapters and repeated and repeated >= len(chapters) - 1:
            last = run[-1][0]
            # The real first heading may stand in the same run, behind the list.
            for index, line in run:
                is_real = _key(line) not in later and index == last
                if not is_real or _key(line) in later:
                    marked[index] = replace(line, kind="contents")
            continue
        _mark_repeats(run, marked)
    for index, line in enumerate(marked):
        if line.text == "目录" or (line.label is not None and _LED_TO_PAGE.search(line.text)):
            marked[index] = replace(line, kind="contents")
    return marked


def _mark_repeats(run: list[tuple[int, Line]], marked: list[Line]) -> None:
    """Within one run (list and first real headings side by side) all but the last of equal headings are the list."""
    seen: dict[tuple[str, str], int] = {}
    cut = -1
    for index, line in run:
        if _key(line) in seen and line.kind in ("part", "chapter"):
            cut = max(cut, seen[_key(line)])
            cut = max(cut, index - 1)
            break
        seen[_key(line)] = index
    for index, line in run:
        if index <= cut:
            marked[index] = replace(line, kind="contents")


def _key(line: Line) -> tuple[str, str]:
    """Kind and words of a heading, without the page number or the range of articles that a contents list puts behind."""
    return line.kind, _PAGE.sub("", line.text)


def _runs(headings: Sequence[tuple[int, Line]], found: Sequence[Line]) -> list[list[tuple[int, Line]]]:
    """Headings with nothing of substance between them, three or more in a row."""
    runs: list[list[tuple[int, Line]]] = []
    for index, line in headings:
        if runs and index == runs[-1][-1][0] + 1:
            runs[-1].append((index, line))
        else:
            runs.append([(index, line)])
    return [run for run in runs if len(run) >= 3]


def _mark_attachments(found: list[Line]) -> list[Line]:
    marked = list(found)
    seen_text = False
    for index, line in enumerate(found):
        is_signed = line.kind == "date" and index > 0 and is_organ(found[index - 1].text)
        is_text = line.kind in ("article", "point", "decimal", "bracket") or len(line.text) > 60
        seen_text = seen_text or is_text or is_signed
        if line.kind != "plain" or not seen_text or not is_attachment(line.text):
            continue
        match = _ATTACHMENT.match(line.text)
        if match is None:
            continue
        if _is_listing(found, index, match["name"]):
            marked[index] = replace(line, kind="listing")
            for after in range(index + 1, len(found)):
                if found[after].kind not in ("decimal", "bracket") or len(found[after].text) > 60:
                    break
                marked[after] = replace(found[after], kind="listing")
        else:
            marked[index] = replace(line, kind="attachment")
    return marked


def is_attachment(text: str) -> bool:
    """附件1, 附件：名称, 附表二: a short line that is no sentence."""
    match = _ATTACHMENT.match(text) if text.startswith("附") else None
    if match is None or _NOT_ATTACHMENT.match(text):
        return False
    # 附利息的债权自破产申请受理时起停止计息。 is a paragraph of an article.
    return bool(match["mark"]) or not text.endswith(("。", ";", ","))


def _is_listing(found: Sequence[Line], index: int, name: str) -> bool:
    """The line only lists attachments: several follow in it, a signature does, or the measure itself is meant."""
    if re.match(r"1[.、]", name):
        return True
    return bool(name) and any(line.kind == "date" for line in found[index + 1 : index + 6])


def _mark_signatures(found: list[Line]) -> list[Line]:
    marked = [
        replace(line, kind="signature")
        if index in range(1, 6) and line.kind == "plain" and is_organ(line.text)
        else line
        for index, line in enumerate(found)
    ]
    for index, line in enumerate(found):
        if line.kind != "date":
            continue
        for before in range(index - 1, max(-1, index - 5), -1):
            if found[before].kind == "plain" and is_organ(found[before].text):
                marked[before] = replace(found[before], kind="signature")
            else:
                break
    last = marked[-1] if marked else None
    if last is not None and last.kind == "plain" and is_organ(last.text) and len(marked) > 3:
        marked[-1] = replace(last, kind="signature")
    return marked


def is_organ(text: str) -> bool:
    """Tell whether a line is nothing but the name of a body (or several)."""
    return bool(_SIGNATURE.match(text) and _ORGAN.search(text))
