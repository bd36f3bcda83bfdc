"""Small reviews, documents and docx files for the tests of the reports."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from lxml import etree

from lawcheck.model import (
    Anchor,
    Basis,
    Block,
    Citation,
    CorpusIdentity,
    DocxPlace,
    Finding,
    Incomplete,
    Law,
    Location,
    Question,
    Rank,
    Resolution,
    Review,
    RulesetIdentity,
    Severity,
    Source,
    Span,
    Status,
    Summary,
    Target,
    Tool,
    Version,
)

NAMES = {
    "FC-9.3": "排斥限制外地经营者参加政府采购招标投标",
    "LG-8.2": "施行日期或者有效期缺失不当",
    "DR-2": "用词不规范",
}
WHEN = datetime(2026, 6, 1, 9, 30)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT = (
    "云州市政府采购管理办法\n"
    "第一条 为了规范政府采购，根据《中华人民共和国政府采购法》，制定本办法。\n"
    "第八条 供应商应当遵守本办法。供应商应当在本市设立分支机构，方可参加投标；其他事项另行规定。\n"
    "第九条 本办法自发布之日起施行。"
)


def finding(text: str, quote: str, **changes: Any) -> Finding:
    """A finding about the first occurrence of the quote."""
    start = text.index(quote)
    plain = Finding(
        fingerprint=f"f{start:06d}",
        rule_id="fair-competition/local-establishment",
        review_point="FC-9.3",
        severity="error",
        location=Location("第八条", 1),
        span=Span(start, start + len(quote)),
        quote=quote,
        message="要求供应商在本市设立机构，限制外地经营者参加投标",
        basis=(Basis("公平竞争审查条例", "第九条", None, "（三）"),),
        suggestion="删去在本市设立机构的要求",
    )
    return replace(plain, **changes)


def whole_document(**changes: Any) -> Finding:
    """A finding about something absent from the document."""
    plain = Finding(
        "f-absent", "legality/no-effective-date", "LG-8.2", "warning", Location(), Span(0, 0), "",
        "没有规定有效期", (), "补充有效期",
    )  # fmt: skip
    return replace(plain, **changes)


def summary(**changes: Any) -> Summary:
    """What a review says of its document."""
    plain = Summary(
        "draft.docx", "ab" * 32, "云州市政府采购管理办法", "云州市人民政府", "云政规〔2026〕1号", "办法",
        "normative_document", "云州市", "2026-05-01", True, "对不特定公众设定义务", 2, 9, "simplified",
    )  # fmt: skip
    return replace(plain, **changes)


def citations(text: str = TEXT) -> tuple[tuple[Citation, str, str], ...]:
    """A repealed, an unknown and an internal citation."""
    start = text.index("《") if "《" in text else 0
    law = Law("k", "政府采购法", "中华人民共和国政府采购法", Rank.LAW)
    version = Version("k", "2014-08-31", effective=date(2014, 8, 31))
    span = Span(start, start + 5)
    repealed = Resolution(
        Status.REPEALED, law, version, True, None, "供应商是指……", "被新法取代", "政府采购法（新）"
    )
    return (
        (
            Citation(span, Target("中华人民共和国政府采购法", None, "第二十一条", 1, "（二）"), None, repealed),
            "《…》",
            "第一条",
        ),
        (Citation(span, Target(None, "财库〔2020〕46号")), "财库〔2020〕46号", "第三条"),
        (
            Citation(span, Target(article="第八条", internal=True), None, Resolution(Status.INTERNAL_OK)),
            "本办法第八条",
            "第九条",
        ),
    )


def review(*findings: Finding, **changes: Any) -> Review:
    """A review with these findings."""
    plain = Review(
        tool=Tool(
            "0.1.0",
            (RulesetIdentity("fair-competition", "1", "cd" * 32),),
            CorpusIdentity("ef" * 32, 120, 0, "目录库", "只有目录，没有条文"),
        ),
        document=summary(),
        as_of="2026-06-01",
        conclusion="应当予以修改",
        conclusion_reason="第八条限制外地经营者",
        questions=(
            Question("制定主体是否合法", "ok"),
            Question("是否违法设定减损权益的内容", "problem", tuple(f.fingerprint for f in findings), "见第八条"),
            Question("是否履行制定程序", "not_checked"),
        ),
        citations=citations(),
        findings=findings,
        incomplete=(Incomplete("超时", rule_id="legality/slow"), Incomplete("没有条文", stage="比对")),
        warnings=("文件含 2 处修订，按全部接受修订后的文字审核。",),
    )
    return replace(plain, **changes)


def source(text: str, **changes: Any) -> Source:
    """A text source with a block a line."""
    blocks, position = [], 0
    for line in text.split("\n"):
        blocks.append(Block(Span(position, position + len(line)), "paragraph"))
        position += len(line) + 1
    return replace(Source("草案.txt", "00" * 32, "text", text, tuple(blocks)), **changes)


# docx files

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/>{}</Types>'
)
_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(body: str, parts: dict[str, str | bytes] | None = None, relations: str = "", types: str = "") -> bytes:
    """A docx with this body XML and further parts."""
    root = _RELS.format(f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>')
    namespaces = (
        f'xmlns:w="{W}" xmlns:r="{_OFFICE}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    entries: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES.format(types),
        "_rels/.rels": root,
        "word/document.xml": f"<w:document {namespaces}><w:body>{body}</w:body></w:document>",
        **({"word/_rels/document.xml.rels": _RELS.format(relations)} if relations else {}),
        "word/media/image1.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        **(parts or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def relation(identifier: str, kind: str, target: str) -> str:
    """One relationship of the main part."""
    return f'<Relationship Id="{identifier}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def p(inner: str) -> str:
    """A paragraph."""
    return f"<w:p>{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of one text."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def read(data: bytes) -> Source:
    """An independent reader of simple files: every w:p that has text is a block, footnotes stand at the end.

    Text boxes are paragraphs of their own; w:br ends a block; w:tab and w:sym count one character.
    """
    lines: list[list[tuple[str, DocxPlace | None]]] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in ("word/document.xml", "word/footnotes.xml"):
            if part in archive.namelist():
                lines += _lines(part, etree.fromstring(archive.read(part)))
    text, blocks, anchors = "", [], []
    for line in lines:
        if not "".join(words for words, _ in line).strip():
            continue
        start = len(text)
        for words, place in line:
            anchors.append(Anchor(Span(len(text), len(text) + len(words)), place))
            text += words
        blocks.append(Block(Span(start, len(text)), "paragraph"))
        text += "\n"
    return Source("draft.docx", "00" * 32, "docx", text[:-1], tuple(blocks), tuple(anchors))


def _lines(part: str, root: etree._Element) -> list[list[tuple[str, DocxPlace | None]]]:
    q = f"{{{W}}}"
    lines: list[list[tuple[str, DocxPlace | None]]] = []
    for number, paragraph in enumerate(root.iter(q + "p")):
        lines.append([])
        is_code = False
        for index, run in enumerate(paragraph.iter(q + "r")):
            if (
                next(run.iterancestors(q + "p")) is not paragraph
                or next(run.iterancestors(q + "del"), None) is not None
            ):
                continue
            offset = 0
            for child in run:
                words = {"t": child.text or "", "tab": "\t", "sym": "☑"}.get(str(child.tag).removeprefix(q), "")
                if child.tag == q + "fldChar":
                    is_code = child.get(q + "fldCharType") == "begin"
                if child.tag == q + "br":
                    lines.append([])
                if words and not is_code:
                    lines[-1].append((words, DocxPlace(part, number, index, offset)))
                offset += len(words)
    return lines


def part(data: bytes, name: str) -> etree._Element:
    """A parsed part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def ranges(data: bytes) -> dict[int, str]:
    """The text within each comment's range, read from the main part."""
    q = f"{{{W}}}"
    opened: dict[int, str] = {}
    closed: dict[int, str] = {}
    for element in part(data, "word/document.xml").iter():
        name = str(element.tag).removeprefix(q)
        words = (
            {"t": element.text or "", "tab": "\t" if element.getparent().tag == q + "r" else "", "sym": "☑"}
            if (name in ("t", "tab", "sym"))
            else {}
        )
        if name == "commentRangeStart":
            opened[int(element.get(q + "id"))] = ""
        elif name == "commentRangeEnd":
            number = int(element.get(q + "id"))
            closed[number] = opened.pop(number)
        elif name == "p":
            opened = {key: value + "\n" if value else "" for key, value in opened.items()}
        for key in opened:
            opened[key] += words.get(name, "")
    assert not opened
    return closed


def comment_texts(data: bytes, name: str = "word/comments.xml") -> dict[int, list[str]]:
    """The paragraphs of each comment."""
    q = f"{{{W}}}"
    return {
        int(comment.get(q + "id")): ["".join(line.itertext()) for line in comment.iter(q + "p")]
        for comment in part(data, name)
    }


def severity_cycle(number: int) -> Severity:
    """error, warning, info in turn."""
    names: tuple[Severity, ...] = ("error", "warning", "info")
    return names[number % 3]
