"""The page: what it holds, what its policy allows, and how it behaves in a browser."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest
import samples
from chromium import PROGRAM, Browser
from lxml import html as parser

from lawcheck.model import Evidence, Location, Review, Suppressed
from lawcheck.report import html
from lawcheck.report.summary import BatchRow

HOSTILE = (
    "</p></script><script>alert(1)</script><img src=http://evil.invalid/x onerror=alert(2)>"
    "<style>*{display:none}</style>&lt;b&gt;\u202e\x1b[31m"
)


def row(text: str = samples.TEXT) -> BatchRow:
    first = samples.finding(
        text,
        "在本市设立分支机构",
        evidence=(Evidence("政府采购法", "第二十二条", "供应商应当具备下列条件", "增设条件"),),
        related=("f-absent",),
    )
    inside = samples.finding(
        text, "本市", severity="info", review_point="DR-2", rule_id="drafting/wording", suppressed=Suppressed("既有表述", "李四"),
    )  # fmt: skip
    across = samples.finding(
        text,
        "其他事项另行规定。\n第九条",
        severity="warning",
        review_point="LG-4.2",
        location=Location("第八条", 1),
    )
    review = samples.review(first, inside, across, samples.whole_document())
    return BatchRow("草案.docx", review, text=text)


def hostile_row() -> BatchRow:
    text = samples.TEXT.replace("供应商应当遵守", HOSTILE + "供应商应当遵守") + "\n" + HOSTILE
    plain = row(text)
    assert plain.review
    findings = tuple(replace(f, message=HOSTILE, suggestion=HOSTILE) for f in plain.review.findings)
    start = text.index(HOSTILE)
    whole = samples.finding(text, text[start : start + len(HOSTILE) + 4], message=HOSTILE, rule_id=HOSTILE)
    document = samples.summary(title=HOSTILE, issuer=HOSTILE, path=HOSTILE)
    changed = replace(plain.review, findings=(whole, *findings), document=document, conclusion_reason=HOSTILE)
    return BatchRow(HOSTILE, changed, text=text)


def draft_text(page: str) -> str:
    """The draft as the page shows it, without the numbers behind the words."""
    root = parser.fromstring(page)
    lines = []
    for line in root.xpath("//article/p"):
        for reference in line.xpath(".//a[@class='ref']"):
            reference.text = ""
        lines.append(line.text_content())
    return "\n".join(lines)


def test_the_draft_is_whole_and_marked() -> None:
    page = html.render([row()], samples.NAMES)
    assert draft_text(page) == samples.TEXT
    root = parser.fromstring(page)
    marked = {}
    for mark in root.xpath("//mark"):
        for key in mark.get("data-findings").split():
            marked[key] = marked.get(key, "") + mark.text_content()
    assert marked == {
        "d1-f1": "在本市设立分支机构",
        "d1-f2": "本市",
        "d1-f3": "其他事项另行规定。第九条",
    }
    assert len(root.xpath("//li[contains(@class,'finding')]")) == 4
    targets = set(root.xpath("//@id"))
    assert all(link[1:] in targets for link in root.xpath("//a/@href"))
    assert len(targets) == len(root.xpath("//@id"))
    for words in (
        "供应商应当具备下列条件",
        "增设条件",
        "既有表述（李四）",
        "FC-9.3",
        "供应商是指……",
        "拟提出的结论",
    ):
        assert words in page


def test_policy_names_script_and_style_by_hash() -> None:
    page = html.render([hostile_row()], {})
    policy = re.search(r'content="(default-src[^"]*)"', page)
    assert policy
    for tag, kind in (("style", "style-src"), ("script", "script-src")):
        content = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.S)
        assert len(content) == 1
        digest = base64.b64encode(hashlib.sha256(content[0].encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in policy[1]
    assert "unsafe" not in policy[1]
    assert not re.search(r"\son\w+=|\sstyle=|\ssrc=|url\(", re.sub("&lt;.*?&gt;", "", page))


def test_hostile_text_stays_text() -> None:
    page = html.render([hostile_row(), BatchRow(HOSTILE, None, "damaged", HOSTILE)], {"FC-9.3": HOSTILE})
    root = parser.fromstring(page)
    assert (len(root.xpath("//script")), len(root.xpath("//style"))) == (1, 1)
    assert not root.xpath("//img")
    assert "\u202e" not in page
    assert "\x1b" not in page


def test_batch_and_empty_page() -> None:
    page = html.render([row(), BatchRow("坏.docx", None, "damaged", "文件已损坏")], samples.NAMES)
    assert "共 2 件" in page
    assert "未能审核：文件已损坏" in page
    assert "共 0 件" in html.render([], {})
    clean = html.render([BatchRow("a.txt", samples.review(), text=samples.TEXT)], {})
    assert "不等于文件没有问题" in clean
    assert "<svg" not in clean


def test_index_of_a_batch() -> None:
    """How it ended and where the findings are, as bars with their numbers; every file is a link."""
    rows = [
        row(),
        BatchRow("清.txt", samples.review(), text=samples.TEXT),
        BatchRow("坏.docx", None, "damaged", "坏"),
    ]
    root = parser.fromstring(html.render(rows, samples.NAMES))
    charts = root.xpath("//section[@id='index']//*[local-name()='svg']")
    shown = [[text.text_content() for text in chart.xpath(".//*[local-name()='text']")] for chart in charts]
    assert shown[0] == ["应当予以修改", "2 件", "未能审核", "1 件"]
    assert shown[1] == ["内容合法", "错误 1，警告 1", "设立事项", "警告 1", "立法技术", "提示 1"]
    assert shown[2][:4] == ["DR-2 用词不规范", "提示 1", "FC-9.3 排斥限制外地经营者参加政…", "错误 1"]
    assert root.xpath("//section[@id='index']//a/@href") == ["#d1", "#d2", "#d3"]
    assert html.render(rows[1:], {}).count("<svg") == 1  # without findings only how it ended


def test_review_without_its_text() -> None:
    review: Review | None = row().review
    page = html.render([BatchRow("a.txt", review)], {})
    assert "没有附送审稿文字" in page
    assert "<mark" not in page


@pytest.mark.skipif(PROGRAM is None, reason="chromium is not installed")
def test_in_a_browser(tmp_path: Path) -> None:
    """Filter, jump, keyboard; nothing is loaded, nothing is logged, hostile text stays text."""
    page = tmp_path / "page.html"
    page.write_bytes(html.render([row()], samples.NAMES).encode())
    with Browser(tmp_path / "profile") as browser:
        browser.open(page)
        shown = (
            "Array.from(document.querySelectorAll('.finding')).filter(f => f.offsetParent).map(f => f.id).join()"
        )
        assert browser.run(shown) == "d1-f1,d1-f2,d1-f3,d1-f4"
        browser.run("document.querySelector('input[value=error]').click()")
        assert browser.run(shown) == "d1-f2,d1-f3,d1-f4"
        assert browser.run("document.getElementById('shown').textContent") == "显示 3 / 4 条"
        assert browser.run("document.querySelectorAll('mark.off').length") == 2
        browser.run("document.querySelector('input[value=error]').click()")
        browser.run(
            "(q => { q.value = '3'; q.dispatchEvent(new Event('change', {bubbles: true})); })(document.getElementById('question'))"
        )
        assert browser.run(shown) == "d1-f3"
        browser.run("document.getElementById('next').focus()")
        browser.press("Enter", 13)
        browser.run("document.getElementById('next').click()")
        assert browser.run("document.activeElement.id") == "d1-f3"
        browser.run("document.querySelector('a.ref[href=\"#d1-f3\"]').click()")
        assert browser.run("location.hash") == "#d1-f3"
        assert browser.run("document.body.scrollWidth <= window.innerWidth")
        page.write_bytes(html.render([hostile_row()], samples.NAMES).encode())
        browser.open(page)
        browser.run("document.getElementById('next').click()")
        assert browser.run("document.querySelector('article').innerText.includes('<script>alert(1)</script>')")
        assert browser.run("getComputedStyle(document.querySelector('main')).display") != "none"
        assert browser.messages == []
        assert {request.partition("?")[0] for request in browser.requests} == {page.as_uri()}
