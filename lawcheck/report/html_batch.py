"""The index of a batch: how it ended, where the findings are, and a table of the files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from lawcheck.model import Finding
from lawcheck.report.characters import file_name
from lawcheck.report.facts import conclusion_words
from lawcheck.report.html_bars import Bar, bars
from lawcheck.report.html_draft import words
from lawcheck.report.html_page import table
from lawcheck.report.labels import SEVERITIES, code_words, count_by_severity
from lawcheck.report.questions import SHORT, question_of
from lawcheck.report.summary import BatchRow

_MOST = 10  # review points that are shown
_NONE, _UNREAD = "不提出结论", "未能审核"
_OUTCOMES = {"合法": "fine", "应当予以修改": "warning", "不合法": "error", _NONE: "info", _UNREAD: "unread"}


def index(rows: Sequence[BatchRow], names: Mapping[str, str]) -> str:
    """The part above the drafts; each file is a link to ``#d`` and its number."""
    findings = [finding for row in rows if row.review for finding in row.review.findings]
    charts = _outcomes(rows) + (_questions(findings) + _points(findings, names) if findings else "")
    return f'<section class="overview" id="index"><h2>共 {len(rows)} 件</h2>{charts}<h3>各文件</h3>{_files(rows)}</section>'


def _outcomes(rows: Sequence[BatchRow]) -> str:
    counts = Counter((row.review.conclusion or _NONE) if row.review else _UNREAD for row in rows)
    lines = [
        Bar(name, ((kind, counts[name]),), f"{counts[name]} 件") for name, kind in _OUTCOMES.items() if counts[name]
    ]
    return f"<h3>拟提出的结论</h3>{bars(lines, len(rows), '各种结论的件数')}" if lines else ""


def _questions(findings: Sequence[Finding]) -> str:
    grouped: dict[int, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(question_of(finding), []).append(finding)
    lines = [_counted(SHORT[number], own) for number, own in sorted(grouped.items())]
    whole = max(map(len, grouped.values()))
    return f"<h3>各问题的发现</h3>{bars(lines, whole, '各问题的发现数量')}"


def _points(findings: Sequence[Finding], names: Mapping[str, str]) -> str:
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.review_point, []).append(finding)
    most = sorted(grouped.items(), key=lambda entry: (-len(entry[1]), entry[0]))[:_MOST]
    lines = [_counted(code_words(code, names.get(code)), own) for code, own in most]
    caption = f"发现最多的 {len(most)} 个审查要点" if len(grouped) > _MOST else "各审查要点的发现"
    return f"<h3>{caption}</h3>{bars(lines, len(most[0][1]), caption)}"


def _counted(label: str, findings: Sequence[Finding]) -> Bar:
    counts = count_by_severity(findings)
    note = "，".join(f"{name} {counts[kind]}" for kind, name in SEVERITIES.items() if counts[kind])
    return Bar(label, tuple(counts.items()), note)


def _files(rows: Sequence[BatchRow]) -> str:
    cells: list[tuple[str, ...]] = []
    for number, row in enumerate(rows, 1):
        name = f'<a href="#d{number}">{words(file_name(row.path))}</a>'
        if row.review is None:
            cells.append((name, f"未能审核：{words(row.error_message or row.error_code or '')}", "", "", ""))
            continue
        counts = count_by_severity(row.review.findings)
        cells.append((name, words(conclusion_words(row.review)), *(str(counts[key]) for key in SEVERITIES)))
    return table(("文件", "拟提出的结论", *SEVERITIES.values()), cells, "各文件的审核结果")
