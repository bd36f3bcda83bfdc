"""Structure: what counts as article, paragraph and item, where a notice ends and its measure begins."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawcheck.model import Block, Provision, Source, Span
from lawcheck.read import read, read_bytes
from lawcheck.report.outline import outline_dict
from lawcheck.structure import structure
from tests.conftest import ROOT, SHARED, document

CASES = sorted((ROOT / "tests/cases/structure").glob("*.json"))


def counts(text: str) -> dict[str, tuple[int, int]]:
    """Article → (款, 项)."""
    return {a["number"]: (a["paragraphs"], a["items"]) for a in outline_dict(document(text))["article_list"]}


def test_paragraphs_and_items() -> None:
    """Text on the article's line is a 款, every further line that is neither 项 nor 目 is one more."""
    text = (
        "某办法\n第一条 甲方：\n（一）其一；\n（二）其二：\n1.细目；\n2．细目。\n其后一款。\n"
        "第二条 只有一款。\n第三条之一 插入的条。"
    )
    assert counts(text) == {"第一条": (2, 2), "第二条": (1, 0), "第三条之一": (1, 0)}


def test_contents_list_does_not_count_twice() -> None:
    """Chapter titles of the contents list come again in the body."""
    outline = outline_dict(
        document(
            "某办法\n目录\n第一章 总则\n第二章 管理\n第三章 附则\n第一章 总则\n第一条 甲。\n第二章 管理\n第二条 乙。\n第三章 附则\n第三条 丙。"
        )
    )
    assert (outline["chapters"], outline["articles"]) == (3, 3)


@pytest.mark.parametrize(
    "line",
    [
        "第一条规定的单位，应当登记。",
        "第一条第二款所称单位，是指企业。",
        "第一条、第二条适用于企业。",
        "第一条至第三条不适用。",
    ],
)
def test_reference_at_the_start_of_a_line_is_no_article(line: str) -> None:
    """A line that begins with a reference in the middle of a sentence."""
    assert list(counts(f"某办法\n第一条 甲。\n第二条 乙。\n{line}")) == ["第一条", "第二条"]


@pytest.mark.parametrize(
    ("line", "articles"),
    [
        ("第一条 甲。第二条 乙。　第三条 丙。", 3),
        ("第1条 甲。第2条 乙。", 2),
        ("第一条 甲，依照本办法第二条 办理。", 1),  # no end of a sentence before it
        ("第一条 甲。第二条规定的单位应当登记。", 1),  # no blank behind it: a reference
        ("第一条 甲。第五条 的规定不适用。", 1),  # not the next number
        ("第一条 将《某条例》第一条修改为：“第一条 甲。第二条 乙。”", 1),  # quoted
    ],
)
def test_articles_on_one_line(line: str, articles: int) -> None:
    """Lines that run on from article to article, as some systems export them."""
    assert len(counts(f"某办法\n{line}")) == articles


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # 四、证据 between two articles is a heading and no paragraph of the first of them.
        (["第一条 甲。", "二、证据", "第二条 乙。"], [("第一条", 1, 0), ("第二条", 1, 0)]),
        # The same mark inside an article begins a paragraph.
        (["第一条 甲如下：", "一、乙；", "二、丙。", "第二条 丁。"], [("第一条", 3, 0), ("第二条", 1, 0)]),
        # Words of buttons also begin sentences.
        (["第一条 甲。", "关闭的煤矿企业擅自恢复生产的，予以处罚。", "第二条 乙。"], [("第一条", 2, 0), ("第二条", 1, 0)]),
        (["第一条 甲。", "保存期限不得少于三年；", "第二条 乙。"], [("第一条", 2, 0), ("第二条", 1, 0)]),
        (["第一条 甲。", "第二条 乙。", "【关闭】"], [("第一条", 1, 0), ("第二条", 1, 0)]),
    ],
)  # fmt: skip
def test_lines_between_articles(lines: list[str], expected: list[tuple[str, int, int]]) -> None:
    """What is a paragraph of the article before, and what is none."""
    outline = outline_dict(document("\n".join(["某办法", *lines])))
    assert [(a["number"], a["paragraphs"], a["items"]) for a in outline["article_list"]] == expected


def test_a_table_about_articles_of_another_law_has_no_articles() -> None:
    """Names of crimes by article: most words are cells, and yet no draft stands in them."""
    rows = "\n".join(f"| 第一百三十{n}条之一 | 某某罪 |" for n in "二三四五六七八")
    source = read_bytes(
        f"# 某补充规定\n\n根据刑法，作出补充规定。\n\n| 条文 | 罪名 |\n|---|---|\n{rows}\n".encode(), "a.md"
    )
    assert outline_dict(structure(source))["articles"] == 0


@pytest.mark.parametrize(
    ("written", "number"),
    [("第 十 条 甲。", "第十条"), ("第２条　甲。", "第二条"), ("第3条 甲。", "第三条"), ("【第六条】甲。", "第六条"),
     ("第十条之一 甲。", "第十条之一"), ("第一百零三条 甲。", "第一百零三条"), ("第一〇三条 甲。", "第一百零三条")],
)  # fmt: skip
def test_ways_of_writing_numbers(written: str, number: str) -> None:
    """The number is given as the law writes it."""
    assert list(counts(f"某办法\n{written}")) == [number]


def test_covering_notice_and_measure() -> None:
    """The notice, the measure it issues, and two attachments in one file; articles of attachments do not count."""
    text = (
        "临溪市民政局关于印发《临溪市助餐办法》的通知\n临民规〔2026〕4号\n各县民政局：\n现将《临溪市助餐办法》印发给你们。\n"
        "临溪市民政局\n2026年5月25日\n临溪市助餐办法\n第一条 甲。\n第二条 乙，见附件1。\n附件1\n申请表\n附件2\n管理规定\n第一条 丙。"
    )
    found = document(text)
    assert [p.level for p in found.provisions] == ["body", "body", "attachment", "attachment"]
    assert outline_dict(found)["articles"] == 2
    assert found.profile.issuer == "临溪市民政局"
    assert found.profile.doc_number == "临民规〔2026〕4号"
    assert found.profile.date == "2026-05-25"
    assert found.profile.doc_type == "通知"


def test_notice_headings_locate() -> None:
    """Notice style: 一、（一）1. nest, and a place is named by them."""
    text = "关于停车的通知\n一、要求\n（一）原则。依法管理。\n1.公开。\n2.便民。\n二、实施\n单位应当登记。"
    found = document(text)
    place = found.text.index("便民")
    assert str(found.at(Span(place, place + 2))) == "一、（一）2."
    place = found.text.index("登记")
    assert str(found.at(Span(place, place + 2))) == "二、"


def test_draft_inside_a_table() -> None:
    """The frame of an office system: all of it in cells, still articles."""
    source = document("某办法\n第一条 甲。").source
    cells = tuple(
        type(block)(block.span, "cell", "")
        for block in document("某办法\n第一条 甲乙丙丁。\n第二条 甲乙丙丁。").source.blocks
    )
    framed = type(source)("x", "0", "docx", "某办法\n第一条 甲乙丙丁。\n第二条 甲乙丙丁。", cells)
    assert outline_dict(structure(framed))["articles"] == 2


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_cases(path) -> None:  # type: ignore[no-untyped-def]
    """Small drafts counted by hand."""
    key = json.loads(path.read_text(encoding="utf-8"))
    found = structure(read(str(path.with_suffix(".txt"))))
    outline = outline_dict(found)
    assert {name: outline[name] for name in ("chapters", "articles", "article_list")} == {
        name: key[name] for name in ("chapters", "articles", "article_list")
    }
    assert sum(p.level == "attachment" for p in found.walk()) == key["attachments"]
    headings = [
        p.number
        for body in found.provisions
        for p in body.children
        if p.level == "heading" and p.number.endswith("、")
    ]
    assert headings == key["headings"]
    profile = {"title": found.profile.title, "issuer": found.profile.issuer, "doc_number": found.profile.doc_number}
    assert profile == {name: key[name] for name in profile}
    assert found.profile.normative == key["normative"]


def nested_rightly(parent: Provision) -> None:
    """Children lie inside their parent, in order, without overlap."""
    position = parent.span.start
    for child in parent.children:
        assert parent.span.covers(child.span)
        assert child.span.start >= position
        position = child.span.end
        nested_rightly(child)


LINE = st.sampled_from(
    ["第一章 总则", "第一节 甲", "第一条 甲。", "第二条", "第三条 有：", "（一）甲；", "（二）乙。", "1.丙", "（1）丁", "一、总则", "附件1",
     "附则", "普通的一行。", "局", "2026年5月1日", "目录", "现将《某办法》印发给你们。", "某办法", "《", "：", "　", "第九条规定的"]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(LINE, min_size=1, max_size=25))
def test_any_lines_make_a_sound_tree(lines: list[str]) -> None:
    """Whatever the lines, the tree nests and clauses are in order inside the text."""
    text = "\n".join(lines)
    if not text.strip():
        return
    found = document("甲" + text)
    for root in found.provisions:
        nested_rightly(root)
    for clause in found.clauses:
        assert 0 <= clause.span.start <= clause.span.end <= len(found.text)
        for shield in clause.shields:
            assert clause.span.covers(shield.span)


@pytest.mark.skipif(not SHARED.exists(), reason="labelled law texts are not at hand")
def test_law_texts() -> None:
    """Thirty real law texts, counted exactly."""
    lines = (SHARED / "eval/structure.dev.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 30
    for line in lines:
        case = json.loads(line)
        outline = outline_dict(structure(read(str(SHARED / "corpus" / case["path"]))))
        assert (outline["chapters"], outline["articles"]) == (case["chapters"], case["articles"]), case["path"]


@pytest.mark.skipif(not SHARED.exists(), reason="the sample is not at hand")
def test_work_plan_of_2020() -> None:
    """A real work plan in traditional characters: not normative, 8 headings, 32 points."""
    (path,) = (SHARED / "samples/seed").iterdir()
    found = structure(read(str(path)))
    assert not found.profile.normative
    assert "工作要点" in found.profile.normative_reason
    assert found.profile.script == "traditional"
    assert found.profile.date == "2020-04-30"
    numbers = [p.number for p in found.walk() if p.level == "heading"]
    assert sum(number.endswith("、") for number in numbers) == 8
    assert [number for number in numbers if number.endswith(".")] == [f"{n}." for n in range(1, 33)]


def levels(text: str) -> list[str]:
    """The numbers of everything but paragraphs, in order."""
    return [provision.number for provision in document(text).walk() if provision.number]


@pytest.mark.parametrize(
    "listed",
    [
        "第一章 总则……1\n第二章 管理……12",
        "第一章 总则......1\n第二章 管理......12",
        "第一章 总则 1\n第二章 管理 12",
        "第一章 总则（第一条—第三条）\n第二章 管理（第四条）",
    ],
)
def test_a_contents_list_with_page_numbers(listed: str) -> None:
    """The dots and the page number make no other heading."""
    text = f"某办法\n目录\n{listed}\n第三章 附则 20\n第一章 总则\n第一条 甲。\n第二章 管理\n第二条 乙。\n第三章 附则\n第三条 丙。"
    assert levels(text) == ["第一章", "第一条", "第二章", "第二条", "第三章", "第三条"]


@pytest.mark.parametrize(
    "imprint",
    [
        "抄送：市委各部门，市人大常委会办公室。",
        "（此件公开发布）",
        "临溪市人民政府办公室　2026年5月7日印发",
        "抄报：省人民政府。",
    ],
)
def test_what_stands_below_the_signature_belongs_to_no_article(imprint: str) -> None:
    """抄送 and the like are no 款 of the last article and no words of the last point."""
    assert counts(f"某办法\n第一条 甲。\n第二条 乙。\n{imprint}") == {"第一条": (1, 0), "第二条": (1, 0)}
    notice = document(f"某通知\n一、甲\n乙。\n{imprint}")
    assert [p.span.of(notice.text) for p in notice.walk() if p.level == "paragraph"] == ["某通知", "乙。"]


def test_a_dividing_comma_after_the_number() -> None:
    """第二条、 goes on counting; a broken line 第一条、前款 does not."""
    assert list(counts("某办法\n第一条 甲。\n第二条、乙。\n第三条：丙。\n第四条．丁。\n依照\n第一条、乙项办理。")) == [
        "第一条", "第二条", "第三条", "第四条",
    ]  # fmt: skip


def test_the_attachment_of_a_short_notice() -> None:
    """A signature with a date shows that the notice is over."""
    text = (
        "关于征求《临溪市停车管理办法》意见的公告\n现征求意见。\n附件：临溪市停车管理办法\n临溪市城市管理局\n2026年3月1日\n"
        "附件\n临溪市停车管理办法\n第一条 甲。"
    )
    assert levels(text) == ["附件", "第一条"]


LETTERHEAD = "000001\n机密★1年\n特急\n临溪市人民政府文件\n临政发〔2026〕12号\n签发人：张三\n"


@pytest.mark.parametrize(
    ("head", "title", "issuer", "number"),
    [
        (
            LETTERHEAD + "临溪市人民政府\n关于加强停车管理的通知\n各县区人民政府：",
            "临溪市人民政府关于加强停车管理的通知", "临溪市人民政府", "临政发〔2026〕12号",
        ),
        (
            "附件1\n临溪市建设工程质量\n安全管理办法\n（送审稿）\n临溪市住房和城乡建设局\n2026年5月",
            "临溪市建设工程质量安全管理办法", "临溪市住房和城乡建设局", None,
        ),
        (
            "（征求意见稿）\n临溪市市场监督管理局\n关于规范餐饮收费的\n指导意见\n（公开征求意见稿）",
            "临溪市市场监督管理局关于规范餐饮收费的指导意见", "临溪市市场监督管理局", None,
        ),
        (
            "临溪市财政局\n临溪市税务局\n关于减免房产税的公告\n2026年第3号",
            "临溪市财政局 临溪市税务局关于减免房产税的公告", "临溪市财政局 临溪市税务局", "2026年第3号",
        ),
        (
            "临溪市人民政府令\n第 12 号\n《临溪市停车管理办法》已经市政府常务会议通过，现予公布，自2026年5月1日起施行。",
            "临溪市停车管理办法", "临溪市人民政府", "临溪市人民政府令第12号",
        ),
        (
            "临溪市物业管理办法\n（2026年3月1日临溪市人民政府第5次常务会议通过　2026年3月5日临溪市人民政府令第12号公布　"
            "自2026年5月1日起施行）",
            "临溪市物业管理办法", "临溪市人民政府", "临溪市人民政府令第12号",
        ),
        (
            "临溪市人民政府\n临溪市人民政府关于\n促进低空经济发展的若干意见\n（代拟稿）",
            "临溪市人民政府关于促进低空经济发展的若干意见",
            "临溪市人民政府",
            None,
        ),
        ("《临溪市停车管理办法》\n（征求意见稿）", "临溪市停车管理办法", None, None),
        ("临溪市停车管理办法（送审稿）第二稿", "临溪市停车管理办法", None, None),
    ],
)  # fmt: skip
def test_odd_heads(head: str, title: str, issuer: str | None, number: str | None) -> None:
    """Red heads, titles over two lines, the issuer below, joint issuers, orders, notes of adoption, marks of a draft."""
    profile = document(f"{head}\n第一条 甲。\n第二条 乙。").profile
    said = profile.title, profile.issuer, profile.doc_number
    assert said == (title, issuer, number)
    assert profile.region == "临溪市"


@pytest.mark.parametrize(
    ("cells", "after", "articles"),
    [
        (("第一条 甲。", "起草说明", "第二条 乙。", "起草说明"), "第三条 丙丁戊己庚辛。", 3),
        (("第一条 旧。", "第一条 新。", "第二条 旧。", "第二条 新。"), "第一条 丙丁戊己庚辛。", 1),
        (("第二条 旧。", "第五条 旧。"), "第一条 丙丁戊己庚辛壬癸子丑。", 1),
    ],
)  # fmt: skip
def test_articles_in_a_table_that_goes_on_outside(cells: tuple[str, ...], after: str, articles: int) -> None:
    """Articles beside their reasons count; those of a table of changes do not."""
    texts = (*cells, after)
    starts = [sum(len(text) + 1 for text in texts[:index]) for index in range(len(texts))]
    blocks = tuple(
        Block(Span(start, start + len(text)), "cell" if index < len(cells) else "paragraph")
        for index, (start, text) in enumerate(zip(starts, texts, strict=True))
    )
    found = structure(Source("a", "0", "docx", "\n".join(texts), blocks))
    assert outline_dict(found)["articles"] == articles


def test_articles_beyond_ten_thousand() -> None:
    """Word writes them in digits."""
    assert list(counts("某办法\n第九千九百九十九条 甲。\n第10000条 乙。\n第10001条 丙。")) == [
        "第九千九百九十九条", "第10000条", "第10001条",
    ]  # fmt: skip
