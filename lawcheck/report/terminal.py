"""A review for reading: what was reviewed and by what, the proposed conclusion, findings by article, what was not
reviewed.

Nothing of the draft is interpreted: texts are ``Text`` and pass through ``visible``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from lawcheck.model import Finding, Review, Status
from lawcheck.report import citations as cited
from lawcheck.report import screen
from lawcheck.report.characters import visible
from lawcheck.report.excerpt import excerpt, marked, together
from lawcheck.report.facts import CLOSING, NO_FINDINGS, conclusion_words, counts_words, facts, notice, open_matters
from lawcheck.report.flow import Flow
from lawcheck.report.labels import (
    ANSWER_MARKS,
    ANSWERS,
    SEVERITIES,
    basis_words,
    code_words,
    evidence_words,
    status_of,
    suppressed_words,
    unit_of,
)
from lawcheck.report.screen import capture

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

_SEVERITY_STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}
_SHORT = 20  # the words of a hint stand in its line if they are no longer
_ANSWER_STYLES = {"ok": "green", "doubt": "yellow", "problem": "bold red", "not_checked": "dim"}
_CONCLUSION_STYLES = {"合法": "bold green", "应当予以修改": "bold yellow", "不合法": "bold red"}


def render(
    review: Review,
    text: str,
    names: Mapping[str, str] | None = None,
    *,
    width: int | None = None,
    color: bool | None = None,
) -> str:
    """The report as a string; ``text`` is the draft's plain text ("" if it is not at hand)."""
    return capture(lambda console: print_review(console, review, text, names or {}), width=width, color=color)


def show(review: Review, text: str, names: Mapping[str, str]) -> None:
    """Print the report to standard output, in colour only if that is a terminal."""
    screen.show(lambda console: print_review(console, review, text, names))


def print_review(console: Console, review: Review, text: str, names: Mapping[str, str]) -> None:
    """Print the report; ``names`` gives the review points' Chinese names."""
    from rich.text import Text

    warned = notice(review)
    if warned:
        console.print(_notice(warned))
    console.print(_header(review))
    console.print(_conclusion(review))
    if review.questions:
        console.print(_heading("七项审核"))
        console.print(_questions(review))
    console.print(_heading(f"审核发现（{counts_words(review.findings)}）"))
    if not review.findings:
        console.print(Flow(Text(NO_FINDINGS)))
    numbered = {finding.fingerprint: finding for finding in review.findings}
    weighty = together(text, (finding for finding in review.findings if finding.severity != "info"))
    sentences = {finding.fingerprint: group for group in weighty for finding in group}
    for place, group in _grouped(review.findings):
        console.print(Text(f"\n▌{visible(place)}", style="bold"))
        for index, finding in enumerate(group):
            if index and (finding.severity, group[index - 1].severity) != ("info", "info"):
                console.print()
            others = sentences[finding.fingerprint] if finding.severity != "info" else (finding,)
            if len(others) > 1 and finding is others[0]:
                console.print(_shared(console, others, text))
            console.print(_finding(console, finding, text, names, numbered, others))
    _print_citations(console, review)
    _print_open(console, review)
    console.print()
    console.print(Flow(Text(CLOSING, style="bold")))


# Header


def _notice(words: str) -> RenderableType:
    from rich import box
    from rich.panel import Panel
    from rich.text import Text

    return Panel(Flow(Text(visible(words), style="bold red")), box=box.ROUNDED, border_style="red", padding=(0, 1))


def _header(review: Review) -> RenderableType:
    from rich import box
    from rich.panel import Panel
    from rich.text import Text

    rows = [(name, visible(value)) for name, value in facts(review)]
    grid = _pairs((name, Text(value, style="bold" if name == "标题" else "")) for name, value in rows)
    return Panel(grid, title="合法性审核", title_align="left", box=box.ROUNDED, padding=(0, 1))


def _conclusion(review: Review) -> RenderableType:
    from rich import box
    from rich.panel import Panel
    from rich.text import Text

    words = visible(conclusion_words(review))
    style = _CONCLUSION_STYLES.get(review.conclusion or "", "bold")
    text = Text(words, style=style)
    if review.conclusion_reason:
        text.append(f"\n理由：{visible(review.conclusion_reason)}", style="not bold default")
    border = style.rpartition(" ")[2] if review.conclusion in _CONCLUSION_STYLES else "none"
    return Panel(Flow(text), box=box.ROUNDED, border_style=border, padding=(0, 1))


def _questions(review: Review) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True, show_edge=False)
    table.add_column("问题", ratio=3)
    table.add_column("答复", no_wrap=True)
    table.add_column("说明", ratio=2)
    for question in review.questions:
        mark = f"{ANSWER_MARKS[question.answer]} {ANSWERS[question.answer]}"
        notes = [f"见发现 {len(question.findings)} 处"] if question.findings else []
        notes += [visible(question.note)] if question.note else []
        table.add_row(
            Flow(Text(visible(question.question))),
            Text(mark, style=_ANSWER_STYLES[question.answer]),
            Flow(Text("；".join(notes), style="dim")),
        )
    return table


# Findings


def _grouped(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """Findings by article in order of first appearance; within one, hints come last."""
    groups: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda finding: (finding.span.start, finding.rule_id)):
        groups.setdefault(unit_of(finding), []).append(finding)
    return [
        (place, sorted(group, key=lambda finding: finding.severity == "info")) for place, group in groups.items()
    ]


def _finding(
    console: Console,
    finding: Finding,
    text: str,
    names: Mapping[str, str],
    others: Mapping[str, Finding],
    sentence: Sequence[Finding],
) -> RenderableType:
    from rich.padding import Padding
    from rich.text import Text

    head = Text(SEVERITIES[finding.severity], style=_SEVERITY_STYLES[finding.severity])
    code = code_words(finding.review_point, names.get(finding.review_point))
    head.append(f"  {visible(code)}", style="bold" if finding.severity != "info" else "default")
    if str(finding.location) != unit_of(finding) and finding is sentence[0]:
        head.append(f"  {visible(str(finding.location))}", style="dim")
    rows: list[tuple[str, Text]] = []
    if finding.severity == "info":
        is_short = 0 < len(finding.quote.strip()) <= _SHORT and str(finding.location) != "全文"
        said = f"“{visible(finding.quote)}”：" if is_short else ""
        head.append(f"  {said}{visible(finding.message)}", style="not bold default")
        if finding.suggestion:
            rows.append(("建议", Text(visible(finding.suggestion))))
    else:
        rows = list(_rows(console, finding, text, others, sentence))
    body: list[RenderableType] = [Flow(head)]
    if rows:
        body.append(Padding(_pairs(rows), (0, 0, 0, 4)))
    return Padding(_stack(body), (0, 0, 0, 2))


def _shared(console: Console, findings: Sequence[Finding], text: str) -> RenderableType:
    """The sentence that several findings speak of, with all their words set off."""
    from rich.padding import Padding
    from rich.text import Text

    words = Text()
    for piece, is_meant in marked(text, findings):
        words.append(*_set_off(console, piece, findings[0]) if is_meant else (visible(piece), None))
    return Padding(_stack([_pairs([("原文", words)]), Text("")]), (0, 0, 0, 2))


def _rows(
    console: Console, finding: Finding, text: str, others: Mapping[str, Finding], sentence: Sequence[Finding]
) -> Iterable[tuple[str, Text]]:
    from rich.text import Text

    words = _excerpt(console, finding, text) if len(sentence) == 1 else Text(visible(finding.quote))
    if words is not None:
        yield "原文" if len(sentence) == 1 else "所指", words
    yield "问题", Text(visible(finding.message))
    if finding.basis:
        yield "依据", Text("；".join(visible(basis_words(basis)) for basis in finding.basis))
    if finding.suggestion:
        yield "建议", Text(visible(finding.suggestion))
    for evidence in finding.evidence:
        yield "对照", Text(visible(evidence_words(evidence)))
    related = [others[key] for key in finding.related if key in others and others[key] not in sentence]
    if related:
        places = (f"{other.review_point}（{other.location}）" for other in related)
        yield "另见", Text(visible("、".join(places)), style="dim")
    if finding.suppressed:
        yield "豁免", Text(visible(suppressed_words(finding.suppressed)))
    yield "规则", Text(visible(finding.rule_id), style="dim")


def _excerpt(console: Console, finding: Finding, text: str) -> Text | None:
    """The sentence with the words set off: by colour, or by 【】 where there is none."""
    from rich.text import Text

    found = excerpt(text, finding)
    if found is None:
        return None
    words = Text(visible(found.before))
    words.append(*_set_off(console, found.quote, finding))
    return words.append(visible(found.after))


def _set_off(console: Console, words: str, finding: Finding) -> tuple[str, str]:
    """The words as they are shown, and their style."""
    is_plain = console.color_system is None or console.no_color
    left, right = ("【", "】") if is_plain else ("", "")
    return left + visible(words) + right, "bold underline " + _SEVERITY_STYLES[finding.severity].removeprefix(
        "bold "
    )


# Citations and what stays open


def _print_citations(console: Console, review: Review) -> None:
    if not review.citations:
        return
    console.print(_heading(f"引用核验（{len(review.citations)} 处）"))
    sound = [entry for entry in review.citations if status_of(entry[0]) is Status.INTERNAL_OK]
    others = [entry for entry in review.citations if status_of(entry[0]) is not Status.INTERNAL_OK]
    if others:
        console.print(cited.table(others))
    if sound:
        console.print(f"文内引用 {len(sound)} 处，所引条款均在文中。")
    if any(status_of(entry[0]) is Status.UNKNOWN for entry in others):
        console.print("未能核实不等于不存在：请人工核对。", style="dim")


def _print_open(console: Console, review: Review) -> None:
    """What was not reviewed: failed rules and stages, questions not asked, what the reader left out."""
    from rich.text import Text

    lines = open_matters(review)
    if not lines:
        return
    console.print(_heading("未审查事项和读取提示"))
    console.print(_pairs(("·", Text(visible(line))) for line in lines))


# Building blocks


def _heading(words: str) -> Text:
    from rich.text import Text

    return Text(f"\n■ {words}", style="bold blue")


def _pairs(rows: Iterable[tuple[str, Text]]) -> Table:
    """Two columns: a short name and its text."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1), expand=True)
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    for name, rows_of_name in groupby(rows, key=lambda row: row[0]):
        for index, (_, text) in enumerate(rows_of_name):
            grid.add_row(Text(name if index == 0 or name == "·" else "", style="dim"), Flow(text))
    return grid


def _stack(parts: Sequence[RenderableType]) -> RenderableType:
    from rich.console import Group

    return Group(*parts)
