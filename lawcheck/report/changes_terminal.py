"""Two versions for reading: strength first, then articles with their changed words, then findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from lawcheck.model import Finding
from lawcheck.report.changes import DIRECTIONS, KINDS, Comparison, StrengthChange, UnitChange, WordChange
from lawcheck.report.characters import visible, visible_name
from lawcheck.report.flow import Flow
from lawcheck.report.labels import SEVERITIES, code_words
from lawcheck.report.screen import capture

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_AROUND = 16  # characters of unchanged text shown on each side of a change
_LONG = 200
_STYLES = {"changed": "yellow", "added": "green", "dropped": "red", "split": "cyan", "merged": "cyan"}


def render(
    comparison: Comparison, names: Mapping[str, str], *, width: int | None = None, color: bool | None = None
) -> str:
    """The report as a string."""
    return capture(lambda console: print_changes(console, comparison, names), width=width, color=color)


def print_changes(console: Console, comparison: Comparison, names: Mapping[str, str]) -> None:
    """Print the report."""
    from rich.text import Text

    for word, review in (("旧稿", comparison.old), ("新稿", comparison.new)):
        title = visible(review.document.title or "未识别到标题")
        console.print(
            Flow(Text(f"{word}  {title}（{visible_name(review.document.path)}，{review.document.articles} 条）"))
        )
    console.print(Flow(Text(_summary(comparison), style="bold")))
    _print_strength(console, comparison)
    changed = [unit for unit in comparison.units if unit.is_change]
    if changed:
        console.print(Text("\n■ 逐条变化", style="bold blue"))
    for unit in changed:
        for line in _unit(unit, console.color_system is None or console.no_color):
            console.print(line)
    groups = (
        ("已经改正", comparison.fixed),
        ("仍然存在", tuple(after for _, after in comparison.remaining)),
        ("新出现", comparison.added),
    )
    console.print(Text("\n■ 审核发现", style="bold blue"))
    for word, findings in groups:
        console.print(Text(f"\n▌{word} {len(findings)} 项", style="bold"))
        for finding in findings:
            console.print(Flow(_finding(finding, names)))


def _summary(comparison: Comparison) -> str:
    counts = comparison.counts()
    parts = [f"{word} {counts[kind]} 条" for kind, word in KINDS.items() if counts[kind]]
    parts += [f"改变条号 {counts['renumbered']} 条"] if counts["renumbered"] else []
    parts += [f"移动 {counts['moved']} 条"] if counts["moved"] else []
    findings = f"已改正 {len(comparison.fixed)}，仍存在 {len(comparison.remaining)}，新出现 {len(comparison.added)}"
    return f"{'，'.join(parts) or '没有条文'}；审核发现：{findings}"


def _print_strength(console: Console, comparison: Comparison) -> None:
    from rich.text import Text

    found = [(unit, entry) for unit in comparison.units for entry in unit.strength]
    if not found:
        return
    console.print(Text(f"\n■ 约束力变化（{len(found)} 处，请重点核对）", style="bold red"))
    for unit, entry in found:
        line = Text(f"  {visible(unit.new or unit.old or '')}  ", style="bold")
        line.append(f"{strength_words(entry)}  ", style="bold red")
        console.print(Flow(line.append(visible(entry.context), style="not bold default")))


def strength_words(entry: StrengthChange) -> str:
    """应当 → 可以（减弱）."""
    direction = DIRECTIONS[entry.direction]
    if not entry.old:
        return f"增加“{entry.new}”（{direction}）"
    if not entry.new:
        return f"删去“{entry.old}”（{direction}）"
    return f"“{entry.old}”→“{entry.new}”（{direction}）"


def _unit(unit: UnitChange, is_plain: bool) -> Iterator[Text | Flow]:
    from rich.text import Text

    name = unit.new or unit.old or "正文"
    notes = [KINDS[unit.kind]] if unit.kind != "unchanged" else []
    if unit.kind == "split":
        notes = [f"由原{unit.old}拆出"]
    elif unit.kind == "merged":
        name, notes = unit.old or "正文", [f"并入{unit.new}"]
    elif unit.renumbered:
        notes.append(f"原{unit.old or '无条号'}")
    if unit.moved:
        notes.append("移动")
    head = Text(f"\n▌{visible(name)}  ", style="bold")
    yield head.append(visible("，".join(notes)), style=_STYLES.get(unit.kind, "dim"))
    if unit.words:
        yield Flow(_words(unit.words, is_plain))


def _words(words: Sequence[WordChange], is_plain: bool) -> Text:
    """Changed words with some of what stands around them; without colour in 【】 with what was done."""
    from rich.text import Text

    line = Text("  ")
    for index, word in enumerate(words):
        if word.operation == "equal":
            line.append(visible(_shortened(word.new, index == 0, index == len(words) - 1)))
            continue
        for text, style, mark in ((word.old, "red strike", "删"), (word.new, "bold green", "增")):
            if text:
                shown = visible(text if len(text) <= _LONG else text[:_LONG] + "…")
                line.append(f"【{mark}：{shown}】" if is_plain else shown, style=style)
    return line


def _shortened(text: str, is_first: bool, is_last: bool) -> str:
    if len(text) <= 2 * _AROUND + 4:
        return text
    left = "" if is_first else text[:_AROUND]
    right = "" if is_last else text[-_AROUND:]
    return f"{left}……{right}"


def _finding(finding: Finding, names: Mapping[str, str]) -> Text:
    from rich.text import Text

    code = code_words(finding.review_point, names.get(finding.review_point))
    words = f"  {SEVERITIES[finding.severity]}  {finding.location}  {code}：{finding.message}"
    return Text(visible(words))
