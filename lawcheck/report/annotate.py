"""A copy of the draft with every finding as a Word comment on the very words.

Only the main part changes, and there only by marks and divided runs; the text stays as it was. What Word cannot
comment (notes, text boxes, words inside fields or revisions) is commented at what contains it, and then the comment
says which words are meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from lawcheck.errors import UsageError
from lawcheck.model import Anchor, DocxPlace, Finding, Review, Source, Warn
from lawcheck.report.characters import clip, file_name, for_xml, for_xml_in_place
from lawcheck.report.labels import SEVERITIES, basis_words, code_words

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument

    from lawcheck.report.docx_comments import Change
    from lawcheck.report.docx_ranges import Ranges

AUTHOR = "合法性审核"
NO_REVISIONS = "PDF 里写不了修订，要用 --suggest，请把批注稿的文件名改为 .docx。"
_QUOTE_LIMIT = 120
_MAIN = "word/document.xml"
_FONT, _FALLBACK_FONT = "仿宋", "Noto Serif CJK SC"


def annotate(
    data: bytes,
    source: Source,
    review: Review,
    *,
    author: str = AUTHOR,
    date: datetime,
    names: Mapping[str, str],
    suggest: bool = False,
) -> bytes:
    """Return a copy of the docx ``data`` with the findings as comments; ``names`` are the review points' names.

    ``source`` is what the reader made of the same bytes. ``suggest``: exact replacements as tracked revisions. The
    same arguments give the same bytes. Raises ``ReadError`` ``not-annotatable`` where comments cannot be written.
    """
    from lawcheck.report import docx_comments
    from lawcheck.report.docx_package import DocxPackage
    from lawcheck.report.docx_ranges import Ranges

    if not review.findings:
        return data
    package = DocxPackage(data)
    tree = package.parse(package.main)
    ranges = Ranges(package, tree.getroot(), source, review.document.title or "")
    comments = []
    for finding in review.findings:
        found = ranges.of(finding.span)
        lines = comment_lines(finding, names, with_quote=not found.is_exact)
        comments.append(docx_comments.Comment(found.start, found.end, lines))
    changes = _changes(ranges, source, review) if suggest else []
    docx_comments.write(package, tree, comments, author, date, changes)
    return package.to_bytes()


def _changes(ranges: Ranges, source: Source, review: Review) -> list[Change]:
    """The exact replacements as changes of the file, in order, none over another."""
    from lawcheck.report.docx_comments import Change

    wanted = {one for finding in review.findings if finding.suppressed is None for one in finding.replacements}
    changes: list[Change] = []
    done = 0
    for one in sorted(wanted, key=lambda one: (one.span.start, -one.span.end, one.text)):
        if one.span.start < done or not one.span:
            continue
        found = ranges.of(one.span)
        if found.is_exact:
            changes.append(Change(found.start, found.end, one.span.of(source.text), for_xml(one.text)))
            done = one.span.end
    return changes


def annotated(
    data: bytes,
    source: Source,
    review: Review,
    *,
    author: str = AUTHOR,
    date: datetime,
    names: Mapping[str, str],
    suffix: str = ".docx",
    suggest: bool = False,
) -> bytes:
    """An annotated copy of any input: of a docx its copy, of anything else a docx made of the extracted text.

    With the suffix .pdf a PDF gets highlights with notes; nothing else can become a PDF. ``suggest``: exact
    replacements as tracked revisions.
    """
    if suffix.lower() == ".pdf":
        from lawcheck.report import pdf_highlights

        if source.format != "pdf":
            raise UsageError("只有 PDF 送审稿可以另存为带批注的 PDF，请把批注稿的文件名改为 .docx。")
        if suggest:
            raise UsageError(NO_REVISIONS)
        return pdf_highlights.highlighted(data, source, review, author=author, date=date, names=names)
    if source.format == "docx":
        return annotate(data, source, review, author=author, date=date, names=names, suggest=suggest)
    return annotated_text(source, review, author=author, date=date, names=names, suggest=suggest)


def warnings(data: bytes) -> tuple[Warn, ...]:
    """What the annotated copy of this docx loses (a digital signature)."""
    from lawcheck.report import docx_package

    return docx_package.warnings(data)


def comment_lines(finding: Finding, names: Mapping[str, str], *, with_quote: bool) -> tuple[str, ...]:
    """The paragraphs of a comment; ``with_quote`` where the range is wider than the words."""
    code = code_words(finding.review_point, names.get(finding.review_point))
    lines = [f"[{SEVERITIES[finding.severity]}] {code}：{finding.message}"]
    if with_quote and finding.quote.strip():
        lines.append(f"所指文字：“{clip(finding.quote, _QUOTE_LIMIT)}”")
    if finding.basis:
        lines.append("依据：" + "；".join(basis_words(basis) for basis in finding.basis))
    if finding.suggestion:
        lines.append(f"建议：{finding.suggestion}")
    lines.append(f"（lawcheck 规则 {finding.rule_id}）")
    return tuple(for_xml("\n".join([line.replace("\n", " ") for line in lines])).split("\n"))


def annotated_text(
    source: Source,
    review: Review,
    *,
    author: str = AUTHOR,
    date: datetime,
    names: Mapping[str, str],
    suggest: bool = False,
) -> bytes:
    """Return a new docx of the extracted text, one paragraph a line, with the findings as comments.

    For inputs that take no Word comments (pdf, text, html). The body holds the text and nothing else; where it comes
    from stands in the properties of the file.
    """
    import io

    from lawcheck.report.docx_package import rewritten

    document = _new_document(source, author, date)
    anchors = []
    for index, block in enumerate(source.blocks):
        words = "".join(" " if c in "\n\r" else c for c in for_xml_in_place(block.span.of(source.text)))
        _add_paragraph(document, words)
        anchors.append(Anchor(block.span, DocxPlace(_MAIN, index, 0, 0)))
    buffer = io.BytesIO()
    document.save(buffer)
    plain = rewritten(buffer.getvalue(), {})
    # Offsets stay; characters that XML forbids were replaced one by one, in the file and here alike.
    text = "".join(" " if character == "\r" else character for character in for_xml_in_place(source.text))
    written = replace(source, anchors=tuple(anchors), text=text)
    return annotate(plain, written, review, author=author, date=date, names=names, suggest=suggest)


def _new_document(source: Source, author: str, date: datetime) -> DocxDocument:
    from docx.oxml.ns import qn

    from lawcheck.report import docx_new

    document: DocxDocument = docx_new.document()
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), _FONT)
    _add_fallback_font(document)
    moment = date.replace(tzinfo=None)
    properties = document.core_properties
    name = for_xml(file_name(source.path)).replace("\\", "/").rpartition("/")[2]
    properties.title = clip(f"由 {name} 文本提取生成", 250)
    properties.comments = "正文为提取的文字，版式与原文件不同；批注为合法性审核发现的问题。"
    properties.author = properties.last_modified_by = clip(for_xml(author), 250)
    properties.created = properties.modified = moment
    return document


def _add_fallback_font(document: DocxDocument) -> None:
    """Name a free font for machines without 仿宋; Word and LibreOffice read it from the font table."""
    from lxml import etree

    from lawcheck.read.ooxml import w

    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            root = etree.fromstring(part.blob)
            font = etree.SubElement(root, w("font"), {w("name"): _FONT})
            etree.SubElement(font, w("altName"), {w("val"): _FALLBACK_FONT})
            part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _add_paragraph(document: DocxDocument, words: str) -> None:
    """Add a paragraph of one run; a tab is an element of its own."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = document.add_paragraph().add_run()
    for index, part in enumerate(words.split("\t")):
        if index:
            run._r.append(OxmlElement("w:tab"))
        if part:
            text = OxmlElement("w:t")
            text.set(qn("xml:space"), "preserve")
            text.text = part
            run._r.append(text)
