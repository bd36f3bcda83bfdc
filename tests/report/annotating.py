"""Annotate a small docx and check what must hold whatever the file."""

from __future__ import annotations

import io
import zipfile

import docx as python_docx
import samples
from samples import docx, p, r

from lawcheck.model import Finding, Source
from lawcheck.report.annotate import annotate

HEAD = p(r("云州市政府采购管理办法"))
CHANGED = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


def comments_on(data: bytes, *findings: Finding, source: Source | None = None) -> bytes:
    return annotate(
        data, source or samples.read(data), samples.review(*findings), date=samples.WHEN, names=samples.NAMES
    )


def on_words(data: bytes, *quotes: str) -> bytes:
    """Annotate the first occurrence of each quote; check what must hold whatever the file."""
    source = samples.read(data)
    after = comments_on(data, *(samples.finding(source.text, quote) for quote in quotes), source=source)
    check_untouched(data, after, source)
    return after


def check_untouched(before: bytes, after: bytes, source: Source) -> None:
    assert samples.read(after).text == source.text
    old, new = (zipfile.ZipFile(io.BytesIO(data)) for data in (before, after))
    assert new.testzip() is None
    for name in set(old.namelist()) - CHANGED:
        assert new.read(name) == old.read(name), name
    root = samples.part(after, "word/document.xml")
    q = f"{{{samples.W}}}"
    marks = root.iter(q + "commentRangeStart", q + "commentRangeEnd")
    assert all(mark.getparent().tag == q + "p" for mark in marks), "marks stand at paragraph level"
    assert len(samples.comment_texts(after)) == sum(1 for _ in root.iter(q + "commentReference"))
    python_docx.Document(io.BytesIO(after))


def footnoted() -> bytes:
    reference = "<w:r><w:footnoteReference w:id='3'/></w:r>"
    notes = (
        f"<w:footnotes xmlns:w='{samples.W}'><w:footnote w:id='3'>{p(r('脚注里的话'))}</w:footnote></w:footnotes>"
    )
    return docx(
        HEAD + p(r("第一条 甲") + reference + r("乙。")) + p(r("第二条 丙。")),
        {"word/footnotes.xml": notes},
        samples.relation("rId9", "footnotes", "footnotes.xml"),
    )
