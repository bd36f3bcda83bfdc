"""Awkward and hostile files, each with what the reader must make of it: words of the text, or an error code.

Written from nothing by the builder, so that a pipeline needs no sample from elsewhere. ``python nasty.py FOLDER``
writes them as files.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from builder import (
    HEAD,
    NS,
    docx,
    level,
    numbered,
    numbering,
    ofd,
    ofd_text,
    paragraph,
    pdf,
    run,
    scan,
    styles,
    zipped,
)  # fmt: skip

ARTICLES = (
    "第一条　为了规范停车场管理，根据《中华人民共和国道路交通安全法》，制定本办法。",
    "第二条　本市行政区域内停车场的规划和管理，适用本办法。",
    "第三条　未经备案的，不得从事停车经营，处5000元以上2万元以下罚款。",
)
BODY = "".join(paragraph(line) for line in ARTICLES)
TEXT = "\n".join(ARTICLES)


@dataclass(frozen=True, slots=True)
class File:
    """A file with words that its text holds, words that it does not hold, and the error code ("" for none)."""

    data: bytes
    has: tuple[str, ...] = ()
    hasnt: tuple[str, ...] = ()
    code: str = ""


def files() -> dict[str, File]:
    """Every file by name."""
    return {**_docx(), **_broken(), **_texts(), **_ofd(), **_pdf(), **_old()}


def _docx() -> dict[str, File]:
    levels = level(0, "chineseCountingThousand", "第%1章") + level(
        1, "chineseCountingThousand", "第%2条", extra='<w:lvlRestart w:val="0"/>'
    )
    lists = "".join(
        paragraph(words, numbered(1, index)) for words, index in (("总则", 0), ("甲", 1), ("附则", 0), ("乙", 1))
    )
    styled = styles(
        '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="条"/><w:basedOn w:val="u"/></w:style>'
        f'<w:style w:type="paragraph" w:styleId="u"><w:basedOn w:val="t"/><w:pPr>{numbered(1, 1)}</w:pPr></w:style>'
    )
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph('特急')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    either = f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>'
    table = f"<w:tbl><w:tr><w:tc>{paragraph('外')}<w:tbl><w:tr><w:tc>{paragraph(ARTICLES[0])}</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>"
    note = f'{HEAD}<w:footnotes {NS}><w:footnote w:id="2">{paragraph("脚注在此")}</w:footnote></w:footnotes>'
    header = f"{HEAD}<w:hdr {NS}>{paragraph('云政规〔2026〕3号')}</w:hdr>"
    revised = (
        '<w:del w:id="1"><w:r><w:delText>五千</w:delText></w:r></w:del><w:ins w:id="2">' + run("一万") + "</w:ins>"
    )
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    field = begin + begin.replace("begin", "end")
    return {
        "numbered.docx": File(docx(lists, {"numbering": numbering(levels)}), ("第一条甲", "第二章附则", "第二条乙")),
        "number_by_style_loop.docx": File(
            docx(paragraph("甲", '<w:pStyle w:val="t"/>'), {"numbering": numbering(levels), "styles": styled}), ("第一条甲",)
        ),
        "split_runs.docx": File(docx(paragraph("".join(map(run, "第一条《道路法》")))), ("第一条《道路法》",)),
        "nested_table.docx": File(docx(table), ("外第一条",)),
        "text_box.docx": File(docx(paragraph(run("前") + either) + BODY), ("前特急", "第三条")),
        "footnote.docx": File(docx(paragraph(run("甲") + '<w:r><w:footnoteReference w:id="2"/></w:r>'), {"footnotes": note}), ("脚注在此",)),
        "header.docx": File(docx(BODY + '<w:sectPr><w:headerReference r:id="r_header"/></w:sectPr>', {"header": header}), ("第三条",), ("云政规",)),
        "controls.docx": File(docx(f"<w:sdt><w:sdtContent>{BODY}</w:sdtContent></w:sdt>"), ("第三条",)),
        "revisions.docx": File(docx(paragraph(run("处") + revised + run("元"))), ("处一万元",), ("五千",)),
        "hidden.docx": File(docx(paragraph(run("见") + run("隐", "<w:vanish/>") + run("到"))), ("见到",), ("隐",)),
        "soft_breaks.docx": File(docx(paragraph(f"<w:r><w:t>{'</w:t><w:br/><w:t>'.join(ARTICLES)}</w:t></w:r>")), ("第三条",)),
        "field_open.docx": File(docx(paragraph(field + run("甲") + begin) + BODY), ("第三条",)),
        "strict.docx": File(docx("", document=f"{HEAD}<w:document {NS}><w:body>{BODY}</w:body></w:document>".replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")), ("第三条",)),
        "alt_chunk.docx": File(docx(paragraph("甲") + '<w:altChunk r:id="r_aFChunk"/>', {"aFChunk": f"<html><p>{ARTICLES[0]}</p></html>"}), ("第一条",)),
        "odd_numbers.docx": File(docx(paragraph("第 十 条　甲") + paragraph("【第六条】乙") + paragraph("第３条\u200b丙")), ("【第六条】乙",)),
        "injection.docx": File(docx(paragraph('=cmd|" /C calc"!A0 [/] <script>\u202e')), ("<script>",)),
    }  # fmt: skip


def _broken() -> dict[str, File]:
    whole = docx(BODY)
    entity = '<!DOCTYPE d [<!ENTITY x "y">]><w:document/>'
    return {
        "empty.docx": File(b"", code="empty"),
        "cut.docx": File(whole[:-30], code="damaged"),
        "half.docx": File(whole[: len(whole) // 2], code="damaged"),
        "page_as.docx": File(b"<html><p>\xe7\xac\xac\xe4\xb8\x80\xe6\x9d\xa1</p></html>", ("第一条",)),
        "plain_zip.docx": File(zipped({"a.txt": "x"}), code="not-a-document"),
        "sheet.docx": File(zipped({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}), code="not-a-document"),
        "entity.docx": File(docx("", document=entity), code="unsafe"),
        "no_xml.docx": File(docx("", document="no xml"), code="damaged"),
        "empty_body.docx": File(docx(""), code="no-text"),
        "deep.docx": File(docx("<w:sdt>" * 3000 + "</w:sdt>" * 3000), code="too-large"),
        "bomb.docx": File(docx("", document=f"<w:document {NS}>" + " " * (65 << 20) + "</w:document>"), code="too-large"),
        "many_entries.docx": File(zipped({str(index): "" for index in range(4100)}), code="too-large"),
        "odd_entries.docx": File(zipped({"../../evil": "x", "word/document.xml": f"<w:document {NS}><w:body>{BODY}</w:body></w:document>"}), ("第三条",)),
        "long.docx": File(docx(paragraph("第一条　" + "（一" * 50_000) + paragraph("第" * 100_000)), ("第一条",)),
    }  # fmt: skip


def _texts() -> dict[str, File]:
    page = f"<html><head><meta charset=gb2312></head><body>{''.join(f'<p>{line}<br></p>' for line in ARTICLES)}<script>坏</script></body></html>"
    mail = f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<html><p>{ARTICLES[0]}</p></html>"
    wrapped = "\n".join(("　　" + TEXT)[start : start + 24] for start in range(0, len(TEXT), 24))
    found = {
        f"{name}.txt": File(TEXT.encode(name), ("第三条",))
        for name in ("utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
    }
    return {
        **found,
        "big5.txt": File("第一條　為了規範停車場管理，制定本辦法。".encode("big5"), ("第一條",)),
        "rare.txt": File("第四条　㐂村、𬱖川。".encode("gb18030"), ("㐂村、𬱖川",)),
        "bad_byte.txt": File(TEXT.encode()[:90] + b"\xff" + TEXT.encode()[90:], ("第三条",)),
        "old_mac.txt": File(TEXT.replace("\n", "\r").encode(), ("第三条",)),
        "separators.txt": File("\u2028".join(ARTICLES).encode(), ("第三条",)),
        "wrapped.txt": File(wrapped.encode(), ("第一条",)),
        "binary.txt": File(bytes(range(256)) * 20, code="not-text"),
        "blank.txt": File("\u3000\n \n".encode(), code="no-text"),
        "draft.md": File(f"# 办法\n\n**第一条** 甲[法](http://x)\n\n| 项 |\n|---|\n| 丙 |\n\n{TEXT}".encode(), ("第一条甲法", "丙")),
        "page.html": File(page.encode("gb18030"), ("第三条",), ("坏",)),
        "saved.mht": File(mail.encode(), ("第一条",)),
    }  # fmt: skip


def _ofd() -> dict[str, File]:
    objects = [ofd_text(25, 30 + 20 * row, line[:24]) for row, line in enumerate(ARTICLES)]
    page = "".join(objects)
    return {
        "plain.ofd": File(ofd([page, ofd_text(100, 280, "— 2 —") + ofd_text(25, 30, "尾")]), ("第三条", "尾"), ("—2—",)),
        "shuffled.ofd": File(ofd(["".join(reversed(objects))]), ("第二条",)),
        "template.ofd": File(ofd(['<ofd:Template TemplateID="70"/>' + page], template=ofd_text(60, 15, "红头")), ("红头",)),
        "backslash.ofd": File(ofd([page], folder="页\\"), ("第三条",)),
        "blank.ofd": File(ofd([""]), code="no-text"),
        "scan.ofd": File(ofd(['<ofd:ImageObject Boundary="0 0 210 297"/>']), code="scanned"),
        "cut.ofd": File(ofd([page])[:-150], code="damaged"),
    }  # fmt: skip


def _pdf() -> dict[str, File]:
    words = [(72, 700 - 20 * row, f"Article {row} says a long thing") for row in range(6)]
    page = [(72, 800, "GAZETTE 2026"), *words, (290, 30, "- 1 -")]
    turned = pdf([words]).replace(b"/MediaBox", b"/Rotate 90 /MediaBox")
    columns = [
        (x, 700 - 15 * row, f"{side} {row} goes on here")
        for row in range(12)
        for x, side in ((60, "left"), (330, "right"))
    ]
    return {
        "plain.pdf": File(pdf([page, page, page]), ("Article0says",), ("GAZETTE", "-1-")),
        "turned.pdf": File(turned, ("Article5says",)),
        "columns.pdf": File(pdf([columns]), ("left0goesonhereleft1",)),
        "doubled.pdf": File(pdf([[(72, 700, "bold"), (72, 700, "bold"), (72, 680, "thin")]]), ("boldthin",), ("boldbold",)),
        "blank.pdf": File(pdf([[], []]), code="no-text"),
        "scan.pdf": File(scan("Article one"), code="scanned"),
        "no_root.pdf": File(b"%PDF-1.4\n%%EOF\n", code="damaged"),
    }  # fmt: skip


def _old() -> dict[str, File]:
    """What needs a converter is given here as if there were none."""
    stub = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    word = (
        stub + bytes(22) + b"\x09\x00" + bytes(480) + b"\xec\xa5" + bytes(600) + "WordDocument".encode("utf-16-le")
    )
    return {
        "draft.rtf": File(b"{\\rtf1\\ansi\\ansicpg936 \\'b5\\'da}", code="needs-converter"),
        "draft.doc": File(word, code="needs-converter"),
        "locked.doc": File(word[:522] + b"\x00\x01" + word[524:], code="encrypted"),
        "locked.docx": File(stub + bytes(22) + b"\x09\x00" + bytes(1000) + "EncryptedPackage".encode("utf-16-le"), code="encrypted"),
        "stub.doc": File(stub + bytes(504), code="damaged"),
        "draft.odt": File(zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), code="needs-converter"),
    }  # fmt: skip


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, file in files().items():
        (folder / name).write_bytes(file.data)
