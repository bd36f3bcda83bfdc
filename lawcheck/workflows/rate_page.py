"""The rates of the register as one self-contained page: charts, tables, and the list of what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from lawcheck.report.html_bars import Bar, bars
from lawcheck.report.html_draft import words
from lawcheck.report.html_page import page, table
from lawcheck.workflows.chain import Anchor
from lawcheck.workflows.rate import NAMES, Rates, Report, share

_UNCOUNTED = "没有给出全部印发的文件，审核率不计；其余以台账里登记了印发的为总数。"
_FULL = 10_000  # the length of a bar that says all
_ROUNDED = "百分比只舍不入：100.0% 就是一件不缺。"


def render(reports: Sequence[tuple[str, Report]], end: Anchor) -> str:
    """The page of the same cases grouped in one or several ways, each under its heading; the whole comes first."""
    first = reports[0][1]
    body = "".join(_section(heading, report) for heading, report in reports)
    return page(
        "合法性审核台账：审核率",
        f'<main class="overview" id="rates">{_whole(first)}{body}{_missing(first)}</main>'
        f'<footer><p class="quiet">{_source(first)}台账至第 {end.seq} 号，散列值 {words(end.hash)}。</p></footer>',
        start="rates",
    )


def _source(report: Report) -> str:
    return _ROUNDED if report.is_against_folder else _UNCOUNTED + _ROUNDED


def _whole(report: Report) -> str:
    whole = report.groups[-1]
    return f"<h2>合计（{whole.total} 件）</h2>{bars(_bars(whole, report), _FULL, '全部文件')}"


def _section(heading: str, report: Report) -> str:
    groups = report.groups[:-1]
    lines = [
        line
        for group in groups
        for line in (Bar(f"{group.group}（{group.total} 件）", (), "", is_head=True), *_bars(group, report))
    ]
    chart = bars(lines, _FULL, heading) if lines else ""
    return f"<h2>{words(heading)}</h2>{chart}{_table(report, heading)}"


def _bars(group: Rates, report: Report) -> list[Bar]:
    """Bars of shares, so that small groups are as wide as large ones."""
    total = group.total
    return [
        Bar(
            name,
            (("fine" if count == total else "warning", count * _FULL // max(total, 1)),),
            _note(count, total),
        )
        for name, count in _counts(group, report)
    ]


def _note(count: int, total: int) -> str:
    missing = f"，缺 {total - count} 件" if count < total else ""
    return f"{share(count, total)}（{count}/{total}{missing}）"


def _counts(group: Rates, report: Report) -> list[tuple[str, int]]:
    counts = (group.reviewed, group.fair, group.filed, group.timely)
    return list(zip(NAMES, counts, strict=True))[0 if report.is_against_folder else 1 :]


def _table(report: Report, caption: str) -> str:
    names = [name for name, _ in _counts(report.groups[-1], report)]
    rows = [
        (words(group.group), str(group.total), *(_note(count, group.total) for _, count in _counts(group, report)))
        for group in report.groups
    ]
    return table(("分组", "件数", *names), rows, caption)


def _missing(report: Report) -> str:
    if not report.missing:
        return "<h2>缺少的</h2><p>没有。</p>"
    rows = [(words(name), words(what)) for name, what in report.missing]
    return f"<h2>缺少的（{len(rows)} 项）</h2>{table(('文件', '缺少什么'), rows, '缺少的')}"
