"""Write the generated pages: docs/commands.md from the command line's own help, docs/rules/ from the loaded rules.

python docs/generate.py            write the pages
python docs/generate.py --check    exit 1 and name the pages that are missing, stale or left over
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import date
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

from lawcheck.model import Rank
from lawcheck.report.labels import law_name, place
from lawcheck.rules import loader
from lawcheck.rules.schema import DatedBasis, Example, Figure, Rule, Ruleset, SettingPower
from lawcheck.workflows.registry import registry

DOCS = Path(__file__).resolve().parent
RULES = DOCS / "rules"
FIGURES = RULES / "figures.json"
NOTE = "<!-- 由 docs/generate.py 生成，不要手改 -->\n"
WIDTH = "100"
RULESETS = {
    "citation": "引用核验",
    "drafting": "立法技术",
    "fair-competition": "公平竞争审查",
    "legality": "合法性审核",
}
SEVERITIES = {"error": "错误 error", "warning": "警告 warning", "info": "提示 info"}
PLACES = {"clause": "分句", "sentence": "整句", "paragraph": "款", "article": "条", "document": "整份文件"}
MARKS = {"V": "V 已核验", "W": "W 公开转载", "U": "U 未核实"}


def main(arguments: list[str]) -> int:
    """Write or check; return the exit code."""
    wanted = pages()
    if "--check" not in arguments:
        RULES.mkdir(exist_ok=True)
        for path, text in wanted.items():
            path.write_text(text, encoding="utf-8")
        for path in _left_over(wanted):
            path.unlink()
        print(f"{len(wanted)} pages written")
        return 0
    stale = [path for path, text in wanted.items() if not path.is_file() or path.read_text("utf-8") != text]
    for path in (*stale, *_left_over(wanted)):
        print(f"stale: {path.relative_to(DOCS.parent).as_posix()}", file=sys.stderr)
    return 1 if stale or _left_over(wanted) else 0


def pages() -> dict[Path, str]:
    """Every generated page with its text."""
    ruleset = loader.load((), registry().keys())
    figures = json.loads(FIGURES.read_text(encoding="utf-8"))
    found = {DOCS / "commands.md": commands_page(), RULES / "README.md": index_page(ruleset, figures)}
    for name, rules in _by_folder(ruleset):
        found[RULES / f"{name}.md"] = rules_page(name, rules, dict(ruleset.review_points), figures["rules"])
    return found


def _left_over(wanted: dict[Path, str]) -> list[Path]:
    return sorted(path for path in RULES.glob("*.md") if path not in wanted)


def _by_folder(ruleset: Ruleset) -> Iterator[tuple[str, tuple[Rule, ...]]]:
    for name, rules in groupby(ruleset.rules, key=lambda rule: rule.id.split("/")[0]):
        yield name, tuple(rules)


# Commands


def commands_page() -> str:
    """The help of every command as it is printed."""
    parts = [NOTE, "# 命令参考\n", "以下是每个命令 `--help` 的原文。用法举例见[用户手册](guide.md)。\n"]
    for words in _command_lines():
        title = " ".join(("lawcheck", *words))
        parts.append(f"## {title}\n\n```text\n{_help(words)}\n```\n")
    return "\n".join(parts)


def _command_lines() -> Iterator[tuple[str, ...]]:
    from typer.main import get_command

    from lawcheck.cli.app import COMMANDS

    yield ()
    for name, (module, _) in COMMANDS.items():
        yield (name,)
        below = getattr(get_command(import_module(module).app), "commands", {})
        for inner in below if len(below) > 1 else ():
            yield name, inner


def _help(words: tuple[str, ...]) -> str:
    from lawcheck.cli.app import run

    printed = io.StringIO()
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = WIDTH
    try:
        with redirect_stdout(printed):
            run([*words, "--help"])
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before
    return "\n".join(line.rstrip() for line in printed.getvalue().strip("\n").split("\n"))


# Rules


def index_page(ruleset: Ruleset, figures: dict[str, Any]) -> str:
    """All rules by folder, the review points without a rule, the figures and the setting powers."""
    names = dict(ruleset.review_points)
    lines = [
        NOTE,
        "# 规则一览\n",
        f"随软件一起发布的规则共 {len(ruleset.rules)} 条。规则怎样写见[规则写法](../rules-format.md)。\n",
        *_about_figures(figures),
    ]
    for folder, rules in _by_folder(ruleset):
        lines.append(f"## [{RULESETS.get(folder, folder)}（{folder}，{len(rules)} 条）]({folder}.md)\n")
        lines += ["| 编号 | 标题 | 审查要点 | 级别 | 对/报 | 误报 |", "|---|---|---|---|---|---|"]
        for rule in rules:
            point = f"{rule.review_point} {names[rule.review_point]}"
            link = f"[{rule.id}]({folder}.md#{_anchor(rule)})"
            lines.append(
                f"| {link} | {rule.title} | {point} | {SEVERITIES[rule.severity]} | {_in_short(figures['rules'].get(rule.id))} |"
            )
        lines.append("")
    lines += _uncovered(ruleset)
    lines += _figures(ruleset.figures)
    lines += _powers(ruleset.powers)
    return "\n".join(lines)


def _about_figures(figures: dict[str, Any]) -> list[str]:
    """What the figures of the rules were measured on."""
    files = "、".join(f"`tests/cases/{name}`（{number} 条）" for name, number in figures["cases"].items())
    return [
        f"“对/报”是在写规则时没有看过的（有的规则后来因为在其中误报降为提示） {sum(figures['cases'].values())} 条案例上量的：{files}。",
        "报，是规则（不论级别）对多少条案例说了话；对，是其中案例标注应报或者可以报该审查要点的；误报，是对标注没有问题的条文说了话。",
        "案例不多，报得少的规则数字只供参考；“—”是在这些案例上没有说过话。一条规则找不到的，同一审查要点的别的规则或者相似案例可能找到。",
        f"由 `benchmarks/rule_figures.py` 量出，所用规则的校验值 `{figures['ruleset']}`。\n",
    ]


def _in_short(counts: dict[str, int] | None) -> str:
    """Two cells of the index."""
    if not counts or not counts["said"]:
        return "— | —"
    return f"{counts['right']}/{counts['said']} | {counts['false_alarms']}"


def _measured(counts: dict[str, int] | None) -> list[str]:
    """A line of the page of a rule; none where nothing could be measured."""
    if not counts or not (counts["said"] or counts["expected"]):
        return []
    return [
        f"- 实测：报出 {counts['said']} 条，其中对 {counts['right']} 条，误报没有问题的条文 {counts['false_alarms']} 条；"
        f"标注应报本要点的 {counts['expected']} 条，本规则找到 {counts['found']} 条"
    ]


def _uncovered(ruleset: Ruleset) -> list[str]:
    asked = {rule.review_point for rule in ruleset.rules}
    missing = [(code, name) for code, name in ruleset.review_points if code not in asked]
    lines = [
        "## 还没有规则的审查要点\n",
        f"{len(ruleset.review_points)} 个审查要点中，下列 {len(missing)} 个没有任何规则，报告里不会出现：\n",
    ]
    return [*lines, *(f"- {code} {name}" for code, name in missing), ""]


def _figures(figures: tuple[tuple[str, tuple[Figure, ...]], ...]) -> list[str]:
    lines = [
        "## 法律里的数字（parameters.yaml）\n",
        "| 名字 | 值 | 适用日期 | 地方 | 出处 | 核验 |",
        "|---|---|---|---|---|---|",
    ]
    for name, rows in figures:
        for row in rows:
            days = _days(row.since, row.until)
            value = f"{row.value:g} {row.unit}"
            lines.append(
                f"| {name} | {value} | {days} | {row.region or '全国'} | {row.source} | {MARKS[row.verified]} |"
            )
    return [*lines, ""]


def _powers(powers: tuple[tuple[str, tuple[SettingPower, ...]], ...]) -> list[str]:
    lines = [
        "## 设定权总表（powers.yaml）\n",
        "| 事项 | 可以设定的效力级别 | 适用日期 | 出处 | 核验 |",
        "|---|---|---|---|---|",
    ]
    for kind, rows in powers:
        for row in rows:
            ranks = "、".join(rank.chinese for rank in Rank if rank in row.ranks)
            days = _days(row.since, row.until)
            lines.append(f"| {kind} | {ranks} | {days} | {row.source} | {MARKS[row.verified]} |")
    return [*lines, ""]


def rules_page(
    folder: str, rules: tuple[Rule, ...], names: dict[str, str], figures: dict[str, dict[str, int]]
) -> str:
    """One folder of rules."""
    title = RULESETS.get(folder, folder)
    parts = [NOTE, f"# {title}（{folder}）\n", f"共 {len(rules)} 条规则。[全部规则](README.md)\n"]
    parts += [_rule(rule, names, figures.get(rule.id)) for rule in rules]
    return "\n".join(parts)


def _rule(rule: Rule, names: dict[str, str], counts: dict[str, int] | None) -> str:
    lines = [
        f'<a id="{_anchor(rule)}"></a>\n',
        f"## {rule.title}\n",
        f"- 编号：`{rule.id}`",
        f"- 审查要点：{rule.review_point} {names[rule.review_point]}",
        f"- 级别：{SEVERITIES[rule.severity]}",
        f"- 一次发现针对：{PLACES[rule.where]}" if rule.check is None else f"- 由检查 `{rule.check}` 判断",
        *(f"- 依据：{_basis(entry)}" for entry in rule.basis),
        *_measured(counts),
        f"- 说明：{rule.message}",
        f"- 建议：{rule.suggestion}\n",
    ]
    examples = rule.examples
    todo = (*examples.todo_bad, *examples.todo_good)
    for heading, group in (("应当报出", examples.bad), ("不应报出", examples.good), ("已知还做不到", todo)):
        if group:
            lines += [f"{heading}：\n", *(_example(example) for example in group), ""]
    return "\n".join(lines)


def _anchor(rule: Rule) -> str:
    return rule.id.partition("/")[2].replace("/", "-")


def _basis(entry: DatedBasis) -> str:
    note = f"；{entry.basis.note}" if entry.basis.note else ""
    basis = entry.basis
    words = law_name(basis.law) + place(basis.article, basis.paragraph, basis.item)
    return f"{words}（{_days(entry.since, entry.until)}；{MARKS[entry.verified]}{note}）"


def _days(since: date | None, until: date | None) -> str:
    if since is None and until is None:
        return "不限日期"
    return f"{since.isoformat() if since else '不限'} 至 {until.isoformat() if until else '今'}"


def _example(example: Example) -> str:
    stated = [f"标题“{example.title}”"] if example.title else []
    stated += [f"制定机关“{example.issuer}”"] if example.issuer else []
    stated += [f"基准日 {example.as_of.isoformat()}"] if example.as_of else []
    words = example.text.replace("\n", "<br>")
    return f"- {words}" + (f"（{'，'.join(stated)}）" if stated else "")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
