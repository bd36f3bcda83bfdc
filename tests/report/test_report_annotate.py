"""Comments on the very words: ranges read back from the XML, everything else untouched."""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
import samples
from annotating import HEAD, check_untouched, comments_on, footnoted, on_words
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from samples import docx, p, r

from lawcheck.model import Source, Span
from lawcheck.report.annotate import annotate


@pytest.mark.parametrize(
    ("body", "quote", "covered"),
    [
        (p(r("供应商应当在本市设立机构。")), "在本市", "在本市"),
        (p(r("供应商应当") + r("在本") + r("市设立机构。")), "应当在本市", "应当在本市"),
        (p(r("供应商")) + p(r("应当在本市设立")), "供应商\n应当在", "供应商\n应当在"),
        (p(r("全部文字")), "全部文字", "全部文字"),
        # Several children in a run: each is divided by itself, a tab and a symbol stay whole.
        (
            p("<w:r><w:t>甲乙</w:t><w:tab/><w:t>丙</w:t><w:sym w:char='F0FE'/><w:t>丁戊</w:t></w:r>"),
            "乙\t丙☑丁",
            "乙\t丙☑丁",
        ),
        # A break between two lines of one run belongs to neither comment.
        (p("<w:r><w:t>第一条 甲。</w:t><w:br/><w:t>第二条 乙。</w:t></w:r>"), "第二条 乙。", "第二条 乙。"),
        (p("<w:r><w:t>第一条 甲。</w:t><w:br/><w:t>第二条 乙。</w:t></w:r>"), "第一条 甲。", "第一条 甲。"),
        # Containers are covered whole.
        (p(r("依照") + f"<w:hyperlink>{r('《招标投标法》')}</w:hyperlink>" + r("办理")), "招标", "《招标投标法》"),
        (p(r("甲") + f"<w:ins w:id='1'>{r('新增的话')}</w:ins>" + r("乙")), "增", "新增的话"),
        (p(r("甲") + f"<w:sdt><w:sdtContent>{r('控件')}</w:sdtContent></w:sdt>" + r("乙丙")), "件乙", "控件乙"),
        (p(r("甲") + f"<w:smartTag>{r('海西')}{r('县')}</w:smartTag>" + r("乙")), "西", "海西县"),
        # Deleted text is no text, and comments may run over it.
        (
            p(r("处") + "<w:del w:id='1'><w:r><w:delText>五千元</w:delText></w:r></w:del>" + r("罚款")),
            "处罚",
            "处罚",
        ),
        # Fields are never divided.
        (
            p(
                r("见")
                + "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>"
                + "<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
                + r("第三条规定")
                + "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
                + r("办理")
            ),
            "三条",
            "第三条规定",
        ),
        # A run whose format is a revision is not divided: that would make two revisions of one.
        (
            p(
                r("甲")
                + r("改了格式", "<w:rPr><w:b/><w:rPrChange w:id='9' w:author='王'><w:rPr/></w:rPrChange></w:rPr>")
            ),
            "格式",
            "改了格式",
        ),
        # Ruby is a container: the range covers base and reading.
        (
            p(
                r("甲")
                + "<w:r><w:ruby><w:rubyPr/><w:rubyBase><w:r><w:t>龘龘</w:t></w:r></w:rubyBase></w:ruby></w:r>"
                + r("乙")
            ),
            "龘",
            "龘龘",
        ),
        # Tables, nested ones too.
        (
            f"<w:tbl><w:tr><w:tc>{p(r('格一'))}<w:tbl><w:tr><w:tc>{p(r('内格文字'))}</w:tc></w:tr></w:tbl>{p('')}</w:tc></w:tr></w:tbl>",
            "格文",
            "格文",
        ),
        (p("<!-- 注 --><w:r><!-- 注 --><w:t>甲乙丙</w:t></w:r>"), "乙", "乙"),
    ],
)
def test_range_is_the_words(body: str, quote: str, covered: str) -> None:
    data = docx(HEAD + body)
    after = on_words(data, quote)
    assert list(samples.ranges(after).values()) == [covered]
    comment = "\n".join(samples.comment_texts(after)[0])
    assert ("所指文字" in comment) == (quote != covered)
    if quote != covered:
        assert f"“{quote}”" in comment


def test_comment_words() -> None:
    after = on_words(docx(p(r("应当在本市设立机构"))), "在本市")
    assert samples.comment_texts(after)[0] == [
        "[错误] FC-9.3 排斥限制外地经营者参加政府采购招标投标：要求供应商在本市设立机构，限制外地经营者参加投标",
        "依据：《公平竞争审查条例》第九条第（三）项",
        "建议：删去在本市设立机构的要求",
        "（lawcheck 规则 fair-competition/local-establishment）",
    ]
    comment = samples.part(after, "word/comments.xml")[0]
    assert {key.rpartition("}")[2]: value for key, value in comment.attrib.items()} == {
        "id": "0", "author": "合法性审核", "date": "2026-06-01T09:30:00Z", "initials": "合法",
    }  # fmt: skip


def test_overlapping_touching_and_equal_ranges() -> None:
    after = on_words(docx(p(r("甲乙丙") + r("丁戊己庚"))), "乙丙丁", "丙丁戊", "戊己", "乙丙丁", "甲乙丙丁戊己庚")
    assert [samples.ranges(after)[i] for i in range(5)] == ["乙丙丁", "丙丁戊", "戊己", "乙丙丁", "甲乙丙丁戊己庚"]


def test_run_properties_and_attributes_are_kept() -> None:
    run = '<w:r w:rsidR="00AB"><w:rPr><w:b/></w:rPr><w:t>甲乙 丙</w:t></w:r>'
    after = on_words(docx(p(run)), "乙 ")
    q = f"{{{samples.W}}}"
    runs = [run for run in samples.part(after, "word/document.xml").iter(q + "r") if run.find(q + "t") is not None]
    assert [run.find(q + "t").text for run in runs] == ["甲", "乙 ", "丙"]
    assert all(run.get(q + "rsidR") == "00AB" and run.find(f"{q}rPr/{q}b") is not None for run in runs)
    space = "{http://www.w3.org/XML/1998/namespace}space"
    assert [run.find(q + "t").get(space) for run in runs] == [None, "preserve", None]  # where a blank is at a side


def test_whole_document_goes_to_the_title() -> None:
    data = docx(p(r("云州市人民政府文件")) + HEAD + p(r("第一条 甲。")))
    after = comments_on(data, samples.whole_document())
    assert samples.ranges(after) == {0: "云州市政府采购管理办法"}


def test_automatic_number_goes_to_the_first_run() -> None:
    data = docx(HEAD + p(r("供应商应当") + r("守法。")))
    plain = samples.read(data)
    number = plain.text.index("供应商")
    source = numbered(plain, number, "第三条 ")
    only_number = samples.finding(source.text, "第三条")
    with_words = samples.finding(source.text, "第三条 供应商应当守")
    after = comments_on(data, only_number, with_words, source=source)
    assert samples.ranges(after) == {0: "供应商应当", 1: "供应商应当守"}
    assert "所指文字：“第三条”" in samples.comment_texts(after)[0]


def numbered(plain: Source, position: int, label: str) -> Source:
    """The source with a label in front of the block at the position: words that the file does not hold."""
    from dataclasses import replace

    from lawcheck.model import Anchor

    def moved(span: Span) -> Span:
        shift = len(label) if span.start >= position else 0
        return Span(span.start + shift, span.end + shift)

    anchors = [replace(anchor, span=moved(anchor.span)) for anchor in plain.anchors]
    anchors.append(Anchor(Span(position, position + len(label)), None))
    blocks = [
        replace(block, span=Span(position, block.span.end + len(label)))
        if block.span.start == position
        else replace(block, span=moved(block.span))
        for block in plain.blocks
    ]
    return replace(
        plain,
        text=plain.text[:position] + label + plain.text[position:],
        anchors=tuple(sorted(anchors, key=lambda anchor: anchor.span)),
        blocks=tuple(blocks),
    )


def test_text_box_is_commented_at_its_paragraph() -> None:
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{p(r('框内文字'))}</w:txbxContent></v:textbox></w:pict></w:r>"
    after = on_words(docx(HEAD + p(r("前") + box + r("后"))), "内文")
    assert samples.ranges(after) == {0: "框内文字"} or samples.ranges(after) == {0: "框内文字\n"}
    assert "所指文字：“内文”" in samples.comment_texts(after)[0]


def test_words_of_body_and_footnote_are_named() -> None:
    """The range can only hold those of the body: the comment says which words are meant."""
    data = footnoted()
    source = samples.read(data)
    after = comments_on(data, samples.finding(source.text, "丙。\n脚注里"), source=source)
    assert samples.ranges(after) == {0: "丙。"}
    assert any("所指文字" in line for line in samples.comment_texts(after)[0])


def test_footnote_is_commented_at_its_mark() -> None:
    after = on_words(footnoted(), "注里")
    assert samples.ranges(after) == {0: ""}
    mark = next(samples.part(after, "word/document.xml").iter(f"{{{samples.W}}}footnoteReference"))
    assert mark.getparent().getprevious().tag.endswith("commentRangeStart")
    assert "所指文字：“注里”" in samples.comment_texts(after)[0]


def test_words_without_any_place_go_to_the_paragraph_before() -> None:
    data = docx(HEAD + p(r("第一条 甲。")))
    plain = samples.read(data)
    from dataclasses import replace

    from lawcheck.model import Anchor, Block

    end = len(plain.text)
    source = replace(
        plain,
        text=plain.text + "\n嵌入的话",
        blocks=(*plain.blocks, Block(Span(end + 1, end + 5), "paragraph")),
        anchors=(*plain.anchors, Anchor(Span(end + 1, end + 5), None)),
    )
    after = comments_on(data, samples.finding(source.text, "入的"), source=source)
    assert samples.ranges(after) == {0: "第一条 甲。"}


def test_hostile_words_in_a_comment() -> None:
    data = docx(HEAD)
    finding = samples.whole_document(message="a\x00b\x0b\ud800\ufffe<&>\nc", quote="", suggestion="\x1b[31m红")
    after = annotate(
        data, samples.read(data), samples.review(finding), author="\x00\ud800", date=samples.WHEN, names={}
    )
    texts = samples.comment_texts(after)[0]
    assert texts[0] == "[警告] LG-8.2：ab<&> c"
    assert samples.part(after, "word/comments.xml")[0].get(f"{{{samples.W}}}author") == "lawcheck"


# Any division into runs, any spans


WORDS = st.text("甲乙丙，。（）第条 ☑a1", min_size=1, max_size=12)
PIECES = st.lists(
    st.tuples(st.sampled_from(["run", "two", "tab", "link", "sdt", "ins", "field"]), WORDS), min_size=1, max_size=6
)
CONTAINERS = {
    "link": "<w:hyperlink>{}</w:hyperlink>",
    "sdt": "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "ins": "<w:ins w:id='90'>{}</w:ins>",
    "field": "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>X</w:instrText></w:r>"
    "<w:r><w:fldChar w:fldCharType='separate'/></w:r>{}<w:r><w:fldChar w:fldCharType='end'/></w:r>",
}


def piece(kind: str, words: str) -> str:
    if kind == "two":
        return f"<w:r><w:t xml:space='preserve'>{words}</w:t><w:tab/><w:t xml:space='preserve'>{words}</w:t></w:r>"
    if kind == "tab":
        return f"<w:r><w:tab/></w:r>{r(words)}"
    return CONTAINERS.get(kind, "{}").format(r(words))


@settings(max_examples=150, deadline=None)
@given(paragraphs=st.lists(PIECES, min_size=1, max_size=4), seed=st.integers(0, 10**6), count=st.integers(1, 12))
def test_any_runs_any_spans(paragraphs: Sequence[Sequence[tuple[str, str]]], seed: int, count: int) -> None:
    data = docx("".join(p("".join(piece(*part) for part in parts)) for parts in paragraphs) + p(r("末")))
    source = samples.read(data)
    chance = random.Random(seed)
    findings = []
    for number in range(count):
        start = chance.randrange(len(source.text))
        end = chance.randint(start + 1, len(source.text))
        finding = samples.finding(source.text, source.text[start], severity=samples.severity_cycle(number))
        findings.append(samples.replace(finding, span=Span(start, end), quote=source.text[start:end]))
    after = comments_on(data, *findings, source=source)
    check_untouched(data, after, source)
    plain_only = all(kind in ("run", "two", "tab") for parts in paragraphs for kind, _ in parts)
    for number, covered in samples.ranges(after).items():
        quote = findings[number].quote
        if not quote.strip():
            continue
        # Blanks apart: a paragraph of blanks lies under the range but is no block of the text.
        assert "".join(quote.split()) in "".join(covered.split())
        if plain_only:
            assert covered.split() == quote.split()


def test_a_thousand_comments_are_quick() -> None:
    line = "第八条 供应商应当在本市设立分支机构，方可参加投标；其他事项另行规定。"
    data = docx("".join(p(r(line[:9]) + r(line[9:])) for _ in range(1000)))
    source = samples.read(data)
    findings = []
    for number in range(1000):
        start = number * (len(line) + 1) + 7
        plain = samples.finding(line, line[7:20])
        findings.append(samples.replace(plain, span=Span(start, start + 13), fingerprint=str(number)))
    begun = time.perf_counter()
    after = comments_on(data, *findings, source=source)
    assert time.perf_counter() - begun < 5
    assert set(samples.ranges(after).values()) == {line[7:20]}
    assert len(samples.ranges(after)) == 1000


def test_libreoffice_reads_the_same_ranges(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("soffice")
    data = on_words(
        docx(
            HEAD
            + p(r("供应商") + r("应当在本市设立机构。"))
            + f"<w:tbl><w:tr><w:tc>{p(r('表格里的话'))}</w:tc></w:tr></w:tbl>"
            + p(
                r("甲")
                + f"<w:ins w:id='1' w:author='王' w:date='2026-01-01T00:00:00Z'>{r('新增')}</w:ins>"
                + r("乙")
            )
        ),
        "商应当在",
        "当在本市",
        "格里",
        "增",
        "机构。\n表格",
    )
    (tmp_path / "a.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "fodt", "--outdir", str(tmp_path), "a.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    found = open_document_ranges(etree.parse(tmp_path / "a.fodt").getroot())
    assert {"".join(words.split()) for words in found} == {"商应当在", "当在本市", "格里", "新增", "机构。表格"}


def open_document_ranges(root: etree._Element) -> list[str]:
    """Texts between office:annotation and its end."""
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    opened: dict[str, list[str]] = {}
    done: list[str] = []

    def add(words: str | None) -> None:
        for parts in opened.values():
            parts.append(words or "")

    walk = etree.iterwalk(root.find(f"{office}body"), events=("start", "end"))
    for event, element in walk:
        name = element.get(f"{office}name")
        if event == "start" and element.tag == f"{office}annotation":
            walk.skip_subtree()
        elif event == "start":
            if element.tag == f"{office}annotation-end":
                done.append("".join(opened.pop(name)))
            add(element.text)
        else:
            if element.tag == f"{office}annotation":
                opened[name] = []
            add(element.tail)
    return done


def test_what_the_reader_reads_is_commented() -> None:
    """The real reader and this writer agree on places: automatic number, tab, symbol, no-break hyphen, formula."""
    from lawcheck.read import read_bytes

    numbering = (
        f"<w:numbering xmlns:w='{samples.W}'><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
        "<w:numFmt w:val='chineseCounting'/><w:suff w:val='space'/><w:lvlText w:val='第%1条'/></w:lvl></w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>"
    )
    number = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"
    odd = (
        "<w:r><w:t>甲</w:t><w:noBreakHyphen/><w:t>乙\u2028丙丁</w:t><w:tab/><w:softHyphen/><w:t>戊\n己</w:t></w:r>"
    )
    formula = "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>"
    data = docx(
        HEAD + p(number + r("供应商应当守法。")) + p(odd) + p(r("按") + formula + r("计算")),
        {"word/numbering.xml": numbering},
        samples.relation("rId2", "numbering", "numbering.xml"),
    )
    source = read_bytes(data, "a.docx")
    quotes = ["第一条", "第一条 供应商应", "-乙", "丙丁\t戊 己", "x+1", "按x+1计"]
    after = comments_on(data, *(samples.finding(source.text, quote) for quote in quotes), source=source)
    assert read_bytes(after, "a.docx").text == source.text
    covered = samples.ranges(after)
    assert [covered[i] for i in range(4)] == ["供应商应当守法。", "供应商应", "乙", "丙丁\t戊\n己"]
    assert covered[4] == "按"
    assert covered[5] == "按计"
