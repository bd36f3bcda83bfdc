"""The page of rates: the numbers of the report, in bars and tables, and hostile names as words."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from lxml import html as parser

from lawcheck.cli.app import run
from lawcheck.workflows import rate, rate_page
from lawcheck.workflows.chain import Anchor
from lawcheck.workflows.rate import Case
from tests.report.chromium import PROGRAM, Browser
from tests.workflows import entries

END = Anchor("r", 7, "ab" * 32)
EVIL = '</p><script>alert(1)</script><img src=x onerror=alert(2)>"\u202e'
CASES = [
    Case("甲.docx", date(2025, 3, 1), "市政府", "办法", True, True, True, True),
    Case("乙.docx", date(2026, 3, 1), "市政府", "通知", True, True, True, False),
    Case("丙.docx", date(2026, 5, 1), EVIL, "通知", False, False, False, False, "台账里没有这份文本的审核记录"),
]


def page(cases: list[Case] = CASES, *, is_against_folder: bool = True) -> str:
    """The page grouped by period and by unit."""
    headings = {"按期间": "period", "按单位": "unit"}
    reports = [
        (heading, rate.report(cases, [kind], "year", is_against_folder=is_against_folder))
        for heading, kind in headings.items()
    ]
    return rate_page.render(reports, END)


def lines(shown: str) -> list[str]:
    """The words of the charts, a line each."""
    found = parser.fromstring(shown).xpath("//*[local-name()='svg']//*[local-name()='text']")
    return [text.text_content() for text in found]


def test_numbers() -> None:
    """The whole first, then each group: what is missing stands beside the share."""
    shown = lines(page())
    assert shown[:8] == [
        "审核率", "66.6%（2/3，缺 1 件）", "公平竞争审查率", "66.6%（2/3，缺 1 件）",
        "备案率", "66.6%（2/3，缺 1 件）", "及时率", "33.3%（1/3，缺 2 件）",
    ]  # fmt: skip
    assert shown[8:11] == ["2025年（1 件）", "审核率", "100.0%（1/1）"]
    assert "市政府（2 件）" in shown
    cells = [cell.text_content() for cell in parser.fromstring(page()).xpath("//td")]
    assert cells[-2:] == ["丙.docx", "未审核：台账里没有这份文本的审核记录"]


def test_bars_are_as_long_as_the_shares() -> None:
    """A bar that is full has the colour of what is complete."""
    found = re.findall(r'<rect class="(fine|warning)"[^>]*width="([\d.]+)"', page())
    assert found[:4] == [("warning", "279.972")] * 3 + [("warning", "139.986")]
    assert found[4] == ("fine", "420")


def test_without_a_folder_the_review_rate_is_not_given() -> None:
    """The register does not know what was never brought to it."""
    shown = page(is_against_folder=False)
    assert "审核率" not in lines(shown)
    assert "审核率不计" in shown
    assert "审核率不计" not in page()


def test_nobody_gets_into_the_page() -> None:
    """No script at all, a policy that says so, and names that are only words."""
    shown = page()
    root = parser.fromstring(shown)
    assert not root.xpath("//script | //img")
    assert "\u202e" not in shown
    (policy,) = re.findall(r'content="(default-src[^"]*)"', shown)
    assert "script-src" not in policy
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "没有。" in page([])


def test_command(tmp_path: Path) -> None:
    """By period, unit and type unless something else is asked; the same register gives the same bytes."""
    register = tmp_path / "台账.db"
    entries.filled(register, 2)
    base = ["register", "rate", "--register", str(register), "--format", "html", "--output"]
    made = []
    for name, more in (("a", []), ("b", []), ("c", ["--by", "unit", "--by", "type"])):
        assert run([*base, str(tmp_path / name), *more]) == 0
        made.append((tmp_path / name).read_text(encoding="utf-8"))
    assert made[0] == made[1]
    assert re.findall("<h2>(按.*?)</h2>", made[0]) == ["按期间", "按单位", "按文种"]
    assert re.findall("<h2>(按.*?)</h2>", made[2]) == ["按单位、文种"]
    assert "台账至第 2 号" in made[0]


@pytest.mark.skipif(PROGRAM is None, reason="chromium is not installed")
def test_in_a_browser(tmp_path: Path) -> None:
    """The policy lets its own style in, nothing else is asked for, and nothing is wider than the window."""
    path = tmp_path / "page.html"
    path.write_bytes(page().encode())
    with Browser(tmp_path / "profile") as browser:
        browser.open(path)
        fill = "getComputedStyle(document.querySelector('svg rect.fine')).fill"
        assert browser.run(fill) == "rgb(46, 107, 52)"
        assert browser.run("document.body.scrollWidth <= window.innerWidth")
        assert browser.messages == []
        assert browser.requests == [path.as_uri()]
