"""The readable report: what it says, in which order, and that nothing of a draft steers the terminal."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from itertools import pairwise

import pytest
import samples
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text
from samples import NAMES, TEXT

from lawcheck.model import Evidence, Finding, Location, Span
from lawcheck.report import markdown, screen, terminal
from lawcheck.report.characters import visible, visible_name
from lawcheck.report.excerpt import excerpt
from lawcheck.report.flow import Flow, breaks
from lawcheck.report.summary import BatchRow

STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(*findings: Finding, text: str = TEXT, width: int = 80, **changes: object) -> str:
    return terminal.render(samples.review(*findings, **changes), text, NAMES, width=width, color=False)


def four_findings() -> tuple[Finding, ...]:
    return (
        samples.finding(
            TEXT,
            "在本市设立分支机构",
            evidence=(Evidence("政府采购法", "第二十二条", "供应商应当具备下列条件", "增设条件"),),
            related=("f-absent",),
        ),
        samples.finding(TEXT, "应当遵守", severity="info", review_point="DR-2", message="用语可以更简"),
        samples.finding(
            TEXT, "自发布之日", severity="warning", review_point="LG-8.2", location=Location("第九条", 1)
        ),
        samples.whole_document(),
    )


def test_everything_is_said() -> None:
    shown = plain(*four_findings())
    for words in (
        "云州市政府采购管理办法", "云州市人民政府", "云政规〔2026〕1号", "行政规范性文件（对不特定公众设定义务）", "2026-06-01",
        "2 章 9 条", "目录库（120 件 0 条，efefefefefef）：只有目录，没有条文", "fair-competition 1",
        "拟提出的结论：应当予以修改", "理由：第八条限制外地经营者", "√ 未发现问题", "× 有问题", "– 未审查",
        "错误 1，警告 2，提示 1", "FC-9.3 排斥限制外地经营者参加政府采购招标投标",
        "供应商应当【在本市设立分支机构】，方可参加投标；", "《公平竞争审查条例》第九条第（三）项", "删去在本市设立机构的要求",
        "《政府采购法》第二十二条：供应商应当具备下列条件（增设条件）", "LG-8.2（全文）", "已废止或失效", "未能核实",
        "规则 legality/slow 未能运行：超时", "比对 未完成：没有条文", "未审查的问题：是否履行制定程序", "文件含 2 处修订", "由审核人员决定",
    ):  # fmt: skip
        assert words.replace(" ", "") in re.sub(r"[\s│]", "", shown), words


def test_order_by_article_with_hints_last() -> None:
    shown = plain(*four_findings())
    words = [
        "▌全文",
        "没有规定有效期",
        "▌第八条",
        "要求供应商在本市",
        "用语可以更简",
        "▌第九条",
        "■ 引用核验",
        "■ 未审查事项",
    ]
    places = [shown.index(word) for word in words]
    assert places == sorted(places)
    assert shown.count("▌第八条") == 1


def test_notice_headings_and_attachments_are_groups() -> None:
    points = (Location(heading="二、（一）"), Location("第三条", 1, None, None, "附件1"))
    shown = plain(
        *(samples.finding(TEXT, quote, location=point) for quote, point in zip("第八", points, strict=True))
    )
    assert "▌二、（一）" in shown
    assert "▌附件1第三条" in shown


def test_no_conclusion_says_why() -> None:
    shown = plain(
        conclusion=None, conclusion_reason="送审的是片段", findings=(), citations=(), incomplete=(), warnings=()
    )
    assert "不提出结论" in shown
    assert "理由：送审的是片段" in shown
    assert "拟提出的结论" not in shown
    assert "不等于文件没有问题" in shown
    assert "引用核验" not in shown


def test_unknown_profile_is_said_to_be_unknown() -> None:
    document = samples.summary(title=None, issuer=None, doc_number=None, normative=False, articles=0, chapters=0)
    shown = plain(document=document)
    assert "不是行政规范性文件" in shown
    assert shown.count("未识别到") == 3


HOSTILE = "[bold]甲[/bold][/] \x1b[31m\x1b]0;题\x07\u202e倒\u2066\x9b2J\r\x00乙\ud800[link=x]"


@pytest.mark.parametrize("color", [True, False])
def test_hostile_text_is_shown_and_not_obeyed(color: bool) -> None:
    text = f"第八条 供应商{HOSTILE}应当。"
    finding = samples.finding(
        text,
        HOSTILE,
        message=HOSTILE,
        suggestion=HOSTILE,
        rule_id=HOSTILE,
        location=Location(HOSTILE),
        evidence=(Evidence(HOSTILE, HOSTILE, HOSTILE, HOSTILE),),
    )
    document = samples.summary(title=HOSTILE, issuer=HOSTILE, path=f"{HOSTILE}\udcff.docx")
    review = samples.review(
        finding, document=document, warnings=(HOSTILE,), conclusion_reason=HOSTILE, as_of=HOSTILE
    )
    shown = terminal.render(review, text, {"FC-9.3": HOSTILE}, width=200, color=color)
    shown.encode()
    without_colour = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert not STEERING.search(without_colour)
    assert "[bold]甲[/bold][/]" in without_colour
    assert "⟨U+202E⟩" in without_colour
    assert "\\xff.docx" in without_colour
    if not color:
        assert "\x1b" not in shown


@pytest.mark.parametrize("width", [20, 40, 80, 100, 160])
def test_no_line_is_wider_than_asked(width: int) -> None:
    long = samples.finding(
        TEXT, "在本市设立分支机构", message="要求供应商ABC在本市设立机构，" * 20, rule_id="x/" * 60
    )
    shown = plain(*four_findings(), long, width=width, document=samples.summary(title="很长的标题" * 20))
    assert max(cell_len(line) for line in shown.split("\n")) <= width


def test_colour_only_where_asked() -> None:
    assert "\x1b" not in plain(*four_findings())
    coloured = terminal.render(samples.review(*four_findings()), TEXT, NAMES, width=80, color=True)
    assert "\x1b[1;4;31m在本市设立分支机构" in coloured.replace("\x1b[4;1;31m", "\x1b[1;4;31m")
    assert "【在本市" not in coloured
    console = Console(file=io.StringIO(), width=80)
    terminal.print_review(console, samples.review(*four_findings()), TEXT, NAMES)
    assert "\x1b" not in console.file.getvalue()  # type: ignore[attr-defined]


def test_show_prints_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.show(samples.review(*four_findings()), TEXT, NAMES)
    shown = capsys.readouterr().out
    assert "拟提出的结论" in shown
    assert [line for line in shown.split("\n") if line.endswith(" ")] == []  # nothing fills up lines in a pipe


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_every_sign_is_in_the_console_of_the_office(encoding: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict")
    screen.show(
        lambda console: terminal.print_review(console, samples.review(*four_findings()), TEXT, NAMES), stream
    )
    stream.flush()
    assert "拟提出的结论" in stream.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined]


def test_findings_of_one_sentence_stand_together() -> None:
    """The sentence once, with all its words set off; each finding with its own; another sentence by itself."""
    words = ("应当在本市", "本市设立分支机构", "方可参加投标")
    same = [samples.finding(TEXT, quote, fingerprint=quote, related=words) for quote in words]
    other = samples.finding(TEXT, "制定本办法", location=Location("第一条"))
    shown = terminal.render(samples.review(*same, other), TEXT, NAMES, width=100, color=False)
    assert shown.count("供应商【应当在本市设立分支机构】，【方可参加投标】；") == 1
    assert [line.split()[1] for line in shown.split("\n") if line.strip().startswith("所指")] == list(words)
    assert "另见" not in shown
    assert "，【制定本办法】。" in shown
    page = markdown.render([BatchRow("a.docx", samples.review(*same, other), text=TEXT)], NAMES)
    assert page.count("供应商【应当在本市设立分支机构】，【方可参加投标】；") == 1
    assert page.count("- 所指：") == 3


def test_without_the_text_the_quote_stands_alone() -> None:
    shown = plain(four_findings()[0], text="")
    assert "【在本市设立分支机构】" in shown
    assert "方可参加投标" not in shown


# Excerpts


@pytest.mark.parametrize(
    ("text", "quote", "before", "after"),
    [
        ("甲。乙丙丁；戊。", "丙", "乙", "丁；"),
        ("甲。乙丙丁；戊。", "乙丙丁；", "", ""),  # a quote that ends its sentence takes nothing of the next
        ("第一条\n甲乙丙\n第二条", "乙", "甲", "丙"),
        ("乙", "乙", "", ""),
        ("甲。乙丙。丁", "甲。乙", "", "丙。"),
    ],
)
def test_excerpt_is_the_sentence(text: str, quote: str, before: str, after: str) -> None:
    found = excerpt(text, samples.finding(text, quote))
    assert found is not None
    assert (found.before, found.quote, found.after) == (before, quote, after)


@settings(deadline=None)
@given(before=st.integers(0, 400), quote=st.integers(1, 400), after=st.integers(0, 400))
def test_excerpts_are_short(before: int, quote: int, after: int) -> None:
    text = "甲" * before + "乙" * quote + "丙" * after
    found = excerpt(text, samples.finding(text, "乙" * quote))
    assert found is not None
    assert len(found.before + found.quote + found.after) <= 123
    assert found.before.endswith("甲") or before == 0 or quote >= 59
    assert ("…" in found.before + found.quote + found.after) == (before + quote + after > 120)


def test_whole_document_has_no_excerpt() -> None:
    assert excerpt(TEXT, samples.whole_document()) is None


# Characters and lines


def test_visible_marks() -> None:
    assert visible("\x1b\x00\x7f\x9b\u202e\u2069\t\n\ud800") == "␛␀␡⟨U+009B⟩⟨U+202E⟩⟨U+2069⟩ ↵⟨U+D800⟩"
    assert visible("第八条《办法》") == "第八条《办法》"
    assert visible_name("caf\udce9\x1b") == "caf\\xe9␛"


@settings(deadline=None, max_examples=300)
@given(text=st.text("甲乙，。（）《》ab1 …", max_size=60), width=st.integers(4, 30))
def test_flow_keeps_the_words_and_the_width(text: str, width: int) -> None:
    console = Console(file=io.StringIO(), width=width, color_system=None, _environ={})
    console.print(Flow(Text(text)))
    lines = console.file.getvalue().split("\n")  # type: ignore[attr-defined]
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("供应商应当，方可", 10, ["供应商应", "当，方可"]),  # no comma at the start of a line
        ("依照《办法》", 6, ["依照", "《办", "法》"]),  # no opening mark at the end of a line
        ("按2026年", 5, ["按", "2026", "年"]),  # a number stays whole
        ("rules/abcdefgh", 6, ["rules/", "abcdef", "gh"]),  # but not if it is wider than the line
    ],
)
def test_breaks(text: str, width: int, lines: list[str]) -> None:
    bounds = [0, *breaks(text, width), len(text)]
    assert [text[a:b] for a, b in pairwise(bounds)] == lines


def test_reports_import_nothing_heavy() -> None:
    code = (
        "import sys, lawcheck.report, lawcheck.report.terminal, lawcheck.report.annotate, lawcheck.report.as_json,"
        "lawcheck.report.outline, lawcheck.report.citations, lawcheck.report.summary;"
        "print([name for name in ('rich', 'docx', 'lxml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_spans_past_the_text_do_no_harm() -> None:
    far = samples.replace(samples.finding(TEXT, "第八"), span=Span(10**6, 10**6 + 2))
    assert "【第八】" in plain(far)
