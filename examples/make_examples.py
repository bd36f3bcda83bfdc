"""Build the docx example: 小微企业服务管理办法（送审稿）.docx.

Run `python examples/make_examples.py`; the same bytes come out every time. The text is invented, the
place 临溪市 does not exist, and about a dozen faults are planted on purpose (see the .expected.json).
Articles and items are numbered by Word itself (numbering.xml), so no 第…条 is typed in the text.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

HERE = Path(__file__).parent
OUTPUT = HERE / "小微企业服务管理办法（送审稿）.docx"
STAMP = datetime(2026, 5, 20, 9, 0, 0)
TITLE_FONT, BODY_FONT, HEAD_FONT = "方正小标宋简体", "仿宋_GB2312", "黑体"
NUMBERING = 77

# A line is: kind, text. Kinds: chapter, article, para (a further 款), item, table, break.
# In a text, ‖ breaks a run; [-…-] is a tracked deletion, [+…+] a tracked insertion.
# fmt: off
TEXT: list[tuple[str, str]] = [
    ("chapter", "第一章　总则"),
    ("article", "为了改善小微企业发展环境，规范小微企业服务工作，根据《中华‖人民共和国中小‖企业促‖进法》《优化营商环境条例》等法律、法规，结合本市实际，制定本办法。"),
    ("article", "本市行政区域内小微企业服务的提供、管理和监督，适用本办法。"),
    ("para", "本办法所称小微企业，是指依照国家中小企业划型标准确定的小型企业和微型企业。"),
    ("article", "小微企业服务工作遵循自愿参与、普惠便捷、公开透明的原则。"),
    ("article", "市工业和信息化主管部门负责小微企业服务工作的统筹协调和监督指导。"),
    ("para", "财政、人力资源社会保障、市场监督管理、税务等部门和单位按照各自职责做好相关工作。"),
    ("article", "市工业和信息化主管部门在小微企业服务工作中履行下列职责："),
    ("item", "编制年度服务工作计划并组织实施；"),
    ("item", "建设、维护市小微企业公共服务平台；"),
    ("item", "归集、公开涉企政策和办事指南；"),
    ("item", "受理小微企业的意见、建议，及时转送有关部门办理。"),
    ("chapter", "第二章　公共服务"),
    ("article", "市小微企业公共服务平台向小微企业提供政策查询、诉求反映、融资对接、用工发布等服务，不收取任何费用。"),
    ("article", "市工业和信息化主管部门购买公共服务，应当依法通过公开竞争的方式选择承接主体，不得要求供应商在本市设立分支机构，不得以在本市取得的业绩、奖项作为加分条件。"),
    ("article", "参加市小微企业公共服务平台运营项目投标的单位，应当在投标前于本市注册成立独立法人企业，未在本市注册的，其投标文件不予接收。"),
    ("article", "小微企业服务券面向全部符合条件的小微企业发放，用于抵扣小微企业自主选择的法律、财务、检验检测等服务费用。年度服务券总额用完的，当年不再发放，并提前向社会公告。"),
    ("article", "入驻市级创业孵化基地的小微企业，应当在入驻前按照每个工位二千元的标准向基地管理机构交纳入驻保证金；退出基地时没有投诉记录的，保证金予以退还。"),
    ("article", "市工业和信息化主管部门依照《中华人民共和国中小企业促进法》第四十七条的规定，有计划地组织经营管理人员培训。小微企业自愿参加培训，参加培训的情况不作为享受扶持政策的条件。"),
    ("article", "申领小微企业服务券，应当填写申领表，并提交经营场所所在地社区居民委员会出具的实际经营证明、近一年无信访投诉证明。"),
    ("article", "营业执照、纳税信用等级、参加社会保险的信息能够通过政务数据共享取得的，申领人无需提交证明；共享数据与实际不符的，申领人可以申请更正。"),
    ("chapter", "第三章　资金支持"),
    ("article", "市、县（区）人民政府依照《中华人民共和国中小企业促进法》第八条第二款的规定，在本级财政预算中安排中小企业发展专项资金，其中用于小微企业的部分向社会公开。"),
    ("article", "小微企业首次通过国家标准体系认证的，可以按照下列标准申领一次性补助，申领条件对所有小微企业一致："),
    ("table", "grants"),
    ("article", "对上一年度在本市缴纳增值税、企业所得税合计二十万元以上的小微企业，由受益财政按照其缴纳税款地方留成部分的百分之六十返还企业，用于扩大再生产。"),
    ("article", "鼓励融资担保机构为小微企业提供担保服务。担保费率由融资担保机构与小微企业依法协商确定。"),
    ("article", "金融服务机构应当依照《中华人民共和国中小企业促进法》第六十八条的规定，改进小微企业金融服务，公开服务项目和办理时限。"),
    ("article", "机关、事业单位从小微企业采购货物、工程、服务，应当依照《保障中小企业款项支付条例》第九条第一款的规定，自货物、工程、服务交付之日起三十日内支付款项；合同另有约定的，从其约定，但付款期限最长不得超过六十日。"),
    ("chapter", "第四章　规范与监督"),
    ("article", "从事政策代办、管理咨询等小微企业服务的机构，应当具备五名以上专职人员，并向市工业和信息化主管部门申领小微企业服务资质证；未取得小微企业服务资质证的，不得开展服务。"),
    ("article", "服务机构的名称、住所、法定代表人发生变化的，按照《中华人民共和国公司登记管理条例》的规定办理变更登记。"),
    ("article", "服务机构未按照规定办理变更登记的，由登记机关依照《中华人民共和国市场主体登记管理条例》第四十六条的规定处罚。"),
    ("article", "服务机构有下列情形之一的，由市工业和信息化主管部门处五千元以上三万元以下的罚款："),
    ("item", "发布虚假服务信息的；"),
    ("item", "未在三日内答复小微企业咨询的。"),
    ("article", "对服务机构开展监督检查，应当采取随机抽取检查对象、随机选派执法检查人员的方式，检查结果依法公开。监督检查不得收取费用，不得妨碍服务机构正常经营。"),
    ("article", "列入本办法第四十一条规定名单的服务机构，由市工业和信息化主管部门定期核对信息。"),
    ("article", "制定与小微企业生产经营活动密切相关的行政规范性文件，应当向社会公开征求意见，期限不少于[-三十-][+七+]日，并听取小微企业和行业协会商会的意见。"),
    ("article", "公共服务平台的运营单位必需保障平台安全稳定运行，如实记录服务过程，并依法保护小微企业的商业秘密和个人信息。"),
    ("article", "市工业和信息化主管部门或者及其委托的第三方机构每年对服务质量开展评价，评价结果向社会公布，供小微企业选择服务时参考。"),
    ("article", "有关部门及其工作人员在小微企业服务工作中滥用职权、玩忽职守、徇私舞弊的，依法给予处分；构成犯罪的，依法追究刑事责任。"),
    ("chapter", "第五章　附则"),
    ("article", "小微企业服务券申领表的式样见附件，可以在市小微企业公共服务平台下载。"),
    ("article", "本办法由市工业和信息化局负责解释。"),
    ("article", "本办法自2026年9月1日起施行。"),
]
# fmt: on

GRANTS = [
    ("认证类别", "补助标准", "申领期限"),
    ("质量管理体系", "每户五千元", "取得认证之日起六个月内"),
    ("环境管理体系", "每户五千元", "取得认证之日起六个月内"),
    ("信息安全管理体系", "每户八千元", "取得认证之日起六个月内"),
]
FORM = [
    ("企业名称", "", "统一社会信用代码", ""),
    ("经营地址", "", "联系人和电话", ""),
    ("申领服务类别", "", "申领金额（元）", ""),
    ("企业意见", "", "办理结果", ""),
]


def font(run: Run, name: str, size: float, bold: bool = False) -> None:
    """Set the Chinese and the Western font, the size and the weight of a run."""
    run.font.name, run.font.size, run.font.bold = "Times New Roman", Pt(size), bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def layout(paragraph: Paragraph, *, indent: bool = True, exact: float = 28) -> None:
    """Give a paragraph the line pitch of an official document and an indent of two characters."""
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(exact)
    form.space_before = form.space_after = Pt(0)
    form.widow_control = True
    if indent:
        form.left_indent, form.first_line_indent = Pt(0), Pt(32)


def numbering(document: Docx) -> None:
    """Add the list of two levels to numbering.xml: 第%1条 and, beginning anew in each article, （%2）."""
    root = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="0" w:firstLine="640"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{name}" w:eastAsia="{name}" w:hAnsi="{name}" w:hint="eastAsia"/>'
        f'<w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:lvl>'
        for level, text, suffix, name in (
            (0, "第%1条　", "nothing", HEAD_FONT),
            (1, "（%2）", "nothing", BODY_FONT),
        )
    )
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBERING}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    first = root.find(qn("w:num"))
    first.addprevious(abstract) if first is not None else root.append(abstract)
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{NUMBERING}"><w:abstractNumId w:val="{NUMBERING}"/></w:num>')
    )


def number(paragraph: Paragraph, level: int) -> None:
    """Let Word number this paragraph on a level of the list."""
    words = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{NUMBERING}"/></w:numPr>'
    paragraph._p.get_or_add_pPr()._insert_numPr(parse_xml(words))  # type: ignore[attr-defined]


def revise(paragraph: Paragraph, kind: str, words: str, ident: int) -> None:
    """Append a tracked change, `ins` or `del`, to the paragraph."""
    run = paragraph.add_run("" if kind == "del" else words)
    font(run, BODY_FONT, 16)
    if kind == "del":
        gone = OxmlElement("w:delText")
        gone.text = words
        run._r.append(gone)
    change = OxmlElement(f"w:{kind}")
    change.set(qn("w:id"), str(ident))
    change.set(qn("w:author"), "起草科")
    change.set(qn("w:date"), "2026-05-19T10:00:00Z")
    paragraph._p.append(change)
    change.append(run._r)


def write(paragraph: Paragraph, text: str) -> None:
    """Write a text with run breaks (‖) and tracked changes ([-…-], [+…+])."""
    text = text.replace("[-", "\0-").replace("[+", "\0+").replace("-]", "\0").replace("+]", "\0")
    for ident, part in enumerate(text.split("\0"), start=900):
        if part[:1] in "-+" and part:
            revise(paragraph, "del" if part[0] == "-" else "ins", part[1:], ident)
            continue
        for piece in part.split("‖"):
            font(paragraph.add_run(piece), BODY_FONT, 16)


def grid(document: Docx, rows: Sequence[tuple[str, ...]], widths: tuple[float, ...], head: bool) -> None:
    """Add a table with thin lines, centred, in a smaller letter."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for line, cells in enumerate(rows):
        table.rows[line]._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        for column, words in enumerate(cells):
            cell = table.cell(line, column)
            cell.width = Cm(widths[column])
            paragraph = cell.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            layout(paragraph, indent=False, exact=24)
            paragraph.paragraph_format.keep_with_next = line + 1 < len(rows)
            font(paragraph.add_run(words), HEAD_FONT if head and line == 0 else BODY_FONT, 14)


def page(document: Docx) -> None:
    """A4 with the margins of an official document and a page number — 1 — in the footer."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    font(footer.add_run("— "), "宋体", 14)
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = footer.add_run()
        font(run, "宋体", 14)
        if words:
            run._r.append(parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve">PAGE</w:instrText>'))
        else:
            run._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))
    font(footer.add_run(" —"), "宋体", 14)


def title(document: Docx) -> None:
    """The title, the note on its stage and the issuer, centred."""
    for words, name, size in (
        ("临溪市小微企业服务管理办法", TITLE_FONT, 22),
        ("（送审稿）", "楷体_GB2312", 16),
        ("临溪市工业和信息化局", "楷体_GB2312", 16),
    ):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        layout(paragraph, indent=False, exact=34)
        font(paragraph.add_run(words), name, size)


def chapter(document: Docx, words: str) -> None:
    """A chapter heading: centred, black, one line of space around it."""
    paragraph = document.add_paragraph(style="Heading 1")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    layout(paragraph, indent=False)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(14)
    paragraph.paragraph_format.keep_with_next = True
    run = paragraph.add_run(words)
    font(run, HEAD_FONT, 16)
    run.font.color.rgb = None


def attachment(document: Docx) -> None:
    """The one attachment, on a page of its own."""
    first = document.add_paragraph()
    first.paragraph_format.page_break_before = True
    layout(first, indent=False)
    font(first.add_run("附件"), HEAD_FONT, 16)
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    layout(heading, indent=False, exact=40)
    font(heading.add_run("临溪市小微企业服务券申领表"), TITLE_FONT, 18)
    grid(document, FORM, (3.8, 3.4, 4.6, 3.4), head=False)


def body(document: Docx) -> None:
    """All chapters, articles, items and the table of the measure."""
    for kind, words in TEXT:
        if kind == "chapter":
            chapter(document, words)
        elif kind == "table":
            grid(document, GRANTS, (4.6, 3.4, 7.2), head=True)
        else:
            paragraph = document.add_paragraph()
            layout(paragraph)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            if kind != "para":
                number(paragraph, 0 if kind == "article" else 1)
            write(paragraph, words)


def freeze(data: bytes) -> bytes:
    """Rewrite the package with fixed times, so that the same text gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, (2026, 5, 20, 9, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()


def build() -> bytes:
    """Return the bytes of the docx."""
    document = Document()
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "起草科", "临溪市小微企业服务管理办法（送审稿）", ""
    properties.created = properties.modified = STAMP
    heading = document.styles["Heading 1"]
    heading.font.color.rgb = None
    for colour in heading.element.rPr.findall(qn("w:color")):
        heading.element.rPr.remove(colour)
    page(document)
    numbering(document)
    title(document)
    body(document)
    attachment(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return freeze(buffer.getvalue())


if __name__ == "__main__":
    OUTPUT.write_bytes(build())
    print(OUTPUT.name)
