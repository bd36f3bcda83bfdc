"""The tables of citations and batches, and the outline."""

from __future__ import annotations

import pytest
import samples

from lawcheck.model import Citation, Document, Span, Target
from lawcheck.report.citations import citations_dict, render_citations
from lawcheck.report.outline import outline_dict, render_outline
from lawcheck.report.summary import BatchRow, render_batch
from lawcheck.structure import structure

MEASURE = """云州市停车管理办法
第一章 总则
第一条 为了管理停车，制定本办法。
本办法适用于本市。
第二条 下列车辆除外：
（一）消防车；
（二）救护车。
第二章 管理
第三条 停车人应当：
（一）缴费；
1.现金；
（二）不堵道路。
违反前款的，改正。
附则
第四条 本办法自2026年7月1日起施行。
附件1 收费表
第一条 附件里的条。
"""


def document(text: str = MEASURE) -> Document:
    return structure(samples.source(text.strip()))


def test_outline_counts() -> None:
    outline = outline_dict(document())
    assert (outline["chapters"], outline["articles"]) == (2, 4)
    assert outline["article_list"] == [
        {"number": "第一条", "paragraphs": 2, "items": 0},
        {"number": "第二条", "paragraphs": 1, "items": 2},
        {"number": "第三条", "paragraphs": 2, "items": 2},
        {"number": "第四条", "paragraphs": 1, "items": 0},
    ]


def test_outline_tree_lies_in_the_text() -> None:
    draft = document()

    def check(node: dict[str, object], low: int, high: int) -> None:
        assert set(node) == {"level", "number", "label", "heading", "start", "end", "children"}
        start, end = int(str(node["start"])), int(str(node["end"]))
        assert low <= start <= end <= high
        for child in node["children"]:  # type: ignore[attr-defined]
            check(child, start, end)

    for node in outline_dict(draft)["tree"]:
        check(node, 0, len(draft.text))


def test_articles_of_an_attachment_count_where_there_are_no_others() -> None:
    notice = "关于印发办法的通知\n各区：\n现将办法印发给你们。\n附件：停车办法\n第一条 甲。\n第二条 乙。"
    found = outline_dict(document(notice))
    assert found["articles"] == 2
    assert [entry["number"] for entry in found["article_list"]] == ["第一条", "第二条"]


def test_outline_tree_for_reading() -> None:
    shown = render_outline(document(), width=60)
    assert shown.startswith("云州市停车管理办法（2 章 4 条）")
    for words in (
        "第一章 总则",
        "第二条（1 款 2 项）",
        "第 2 款  本办法适用于本市。",
        "（二）救护车。",
        "附件1 收费表",
    ):
        assert words in shown
    assert "\x1b" not in render_outline(document("第一条 甲\x1b[31m[bold]乙[/]。"))
    assert "[bold]乙[/]" in render_outline(document("第一条 甲\x1b[31m[bold]乙[/]。"))


def test_citations_table() -> None:
    shown = render_citations(samples.citations(), as_of="2026-06-01", width=240)
    for words in ("《中华人民共和国政府采购法》", "第二十一条第一款第（二）项", "已废止或失效", "被新法取代", "供应商是指",
                  "共 3 处引用，按 2026-06-01 核验，其中 1 处未能核实", "未能核实不等于不存在"):  # fmt: skip
        assert words in shown
    assert "没有发现引用" in render_citations(())


@pytest.mark.parametrize("repeats", [2, 5])
def test_equal_citations_are_one_row(repeats: int) -> None:
    once = Citation(Span(0, 1), Target("行政许可法", article="第十四条"))
    shown = render_citations([(once, "x", f"第{n}条") for n in "一二三四五"[:repeats]], width=120)
    assert shown.count("《行政许可法》") == 1
    assert ("等5处" in shown) == (repeats == 5)
    assert len(citations_dict([(once, "x", "第一条")] * repeats)) == repeats


def test_ranges_and_internal_names() -> None:
    ranged = Citation(Span(0, 1), Target("票据法", article="第二条", range_to="第六条"))
    vague = Citation(Span(0, 1), Target(internal=True))
    shown = render_citations([(ranged, "x", "第一条"), (vague, "前款", "第二条")], width=120)
    assert "第二条至第六条" in shown
    assert "前款" in shown


def test_batch_table() -> None:
    good = samples.review(conclusion="合法", findings=())
    rows = [
        BatchRow("a.docx", samples.review(samples.finding(samples.TEXT, "第八"), samples.whole_document())),
        BatchRow("b.docx", good),
        BatchRow("c\u202e[/].docx", None, "damaged", "文件已损坏\x1b，打不开"),
        BatchRow("d.docx", samples.review(conclusion=None, conclusion_reason="不是行政规范性文件")),
    ]
    shown = render_batch(rows, width=120)
    lines = shown.split("\n")
    assert next(line for line in lines if "a.docx" in line).split()[1:] == ["是", "应当予以修改", "1", "1", "0"]
    assert "c⟨U+202E⟩[/].docx" in shown
    assert "未能审核：文件已损坏␛，打不开" in shown
    assert "不提出结论：不是行政规范性文件" in shown
    assert "共 4 件：不提出结论 1，合法 1，应当予以修改 1，未能审核 1" in shown
    assert "共 0 件" in render_batch(())
