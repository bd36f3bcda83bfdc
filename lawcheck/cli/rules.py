"""``lawcheck rules``: what is asked, on which basis, and whether each rule does what its examples say."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from lawcheck.cli import options
from lawcheck.model import Location
from lawcheck.report.characters import visible
from lawcheck.rules.examples import ExampleResult
from lawcheck.rules.schema import DatedBasis, Rule, Ruleset

app = typer.Typer(rich_markup_mode=None, add_completion=False, no_args_is_help=True, help="查看和测试规则。")
Names = Annotated[
    list[str] | None, typer.Argument(metavar="规则...", help="规则编号、规则集或者审查要点；缺省为全部")
]


@app.command("list")
def list_rules(names: Names = None, rules_dir: options.RulesDir = None, as_of: options.AsOf = "") -> None:
    """列出规则：编号、审查要点、级别、标题；所定日期没有依据的规则标明休眠。"""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    day = options.day(as_of)
    table = Table(box=None, pad_edge=False)
    for column in ("规则", "要点", "级别", "标题"):
        table.add_column(column, overflow="fold", no_wrap=column == "规则")
    rules = _rules(names, rules_dir)
    for rule in rules:
        asleep = "" if rule.bases(day) else "（休眠）"
        table.add_row(
            *(Text(visible(cell)) for cell in (rule.id, rule.review_point, rule.severity, rule.title + asleep))
        )
    console = Console()
    console.print(table)
    console.print(f"共 {len(rules)} 条规则", markup=False)


@app.command()
def show(names: Names = None, rules_dir: options.RulesDir = None) -> None:
    """显示规则的依据、说明和例句。"""
    for rule in _rules(names, rules_dir):
        typer.echo("\n".join(map(visible, _described(rule))) + "\n")


@app.command()
def new(
    name: Annotated[str, typer.Argument(metavar="规则", help="编号：规则集/名称，例如 office/my-rule")],
    folder: Annotated[Path, typer.Option("--rules-dir", metavar="目录", help="写到这个规则目录下")] = Path(
        "rulesets"
    ),
) -> None:
    """写一个新规则的文件：每个键都有说明，例句可以直接运行。"""
    from lawcheck.rules import scaffold

    path = scaffold.write(name, folder)
    typer.echo(f"已写好 {path}。改好以后运行：lawcheck rules test {name} --rules-dir {folder} -v")


@app.command()
def test(
    names: Names = None,
    rules_dir: options.RulesDir = None,
    corpus: Annotated[
        Path | None,
        typer.Option(
            "--corpus", metavar="目录", help="同时用这个法规库核对每条规则的依据（条、款、项在适用日期是否存在）"
        ),
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="每个例句都显示读法")] = False,
) -> None:
    """运行规则自带的例句：坏例应当报出，好例不应当报出；给出 --corpus 时同时核对规则的依据。"""
    from lawcheck.rules import loader
    from lawcheck.workflows.registry import registry

    ruleset = loader.load(tuple(rules_dir or ()), registry().keys())
    chosen = loader.select(ruleset, tuple(names or ()), ())
    wrong = _run_examples(chosen, ruleset, verbose)
    wrong += _verify_bases(chosen, corpus) if corpus else 0
    raise typer.Exit(1 if wrong else 0)


def _run_examples(chosen: Ruleset, ruleset: Ruleset, verbose: bool) -> int:
    """Run the examples of the rules chosen; return how many did not do what they should."""
    from lawcheck.align import align
    from lawcheck.corpus import open_corpus
    from lawcheck.rules import examples
    from lawcheck.workflows.registry import registry

    checks, held = registry(), open_corpus(None)
    count, wrong = 0, 0
    for rule in chosen.rules:
        for result in examples.run(rule, ruleset, checks, held, align):
            count += 1
            wrong += not result.is_right
            if verbose or not result.is_right:
                typer.echo("\n".join(map(visible, _explained(result))))
    typer.echo(f"{len(chosen.rules)} 条规则，{count} 个例句，{wrong} 个不符")
    return wrong


def _verify_bases(chosen: Ruleset, place: Path) -> int:
    """Verify the bases of the rules chosen against a corpus; return how many are wrong."""
    from lawcheck.corpus import open_corpus
    from lawcheck.rules import bases

    held = open_corpus(place)
    results = [result for rule in chosen.rules for result in bases.verify(rule, held)]
    wrong = [result for result in results if result.verdict == "wrong"]
    doubtful = [result for result in results if result.verdict == "unverified"]
    for result in wrong:
        typer.echo(visible(f"[依据不符] {result.rule.id} {_cited(result.basis)}：{result.reason}"))
    # The same doubt about one law is one line, however many places and rules it touches.
    places: dict[str, dict[str, None]] = {}
    for result in doubtful:
        places.setdefault(f"《{result.basis.basis.law}》：{result.reason}", {})[_place(result.basis)] = None
    for words, cited in places.items():
        typer.echo(visible(f"[无法核对] {words}（{'、'.join(filter(None, cited)) or '全文'}）"))
    typer.echo(
        f"{len(results)} 项依据，{len(wrong)} 项不符，{len(doubtful)} 项无法核对（法规库没有收录或者没有条文，不等于不存在）"
    )
    return len(wrong)


def _rules(names: list[str] | None, rules_dir: list[Path] | None) -> tuple[Rule, ...]:
    from lawcheck.rules import loader
    from lawcheck.workflows.registry import registry

    ruleset = loader.load(tuple(rules_dir or ()), registry().keys())
    return loader.select(ruleset, tuple(names or ()), ()).rules


def _described(rule: Rule) -> list[str]:
    lines = [
        f"{rule.id}  {rule.title}",
        f"  审查要点：{rule.review_point}　级别：{rule.severity}　范围：{rule.where}",
    ]
    for entry in rule.basis:
        lines.append(f"  依据：{_cited(entry)}（核验 {entry.verified}）")
    lines += [f"  说明：{rule.message}", f"  建议：{rule.suggestion}"]
    lines += [f"  应当报出：{example.text}" for example in rule.examples.bad]
    lines += [f"  不应报出：{example.text}" for example in rule.examples.good]
    return lines


def _cited(entry: DatedBasis) -> str:
    return f"《{entry.basis.law}》{_place(entry)}（{_shown(entry.since)} 至 {_shown(entry.until)}）"


def _place(entry: DatedBasis) -> str:
    basis = entry.basis
    return str(Location(basis.article, basis.paragraph, basis.item)) if basis.article else ""


def _shown(day: date | None) -> str:
    return day.isoformat() if day else "不限"


def _explained(result: ExampleResult) -> list[str]:
    mark = "符合" if result.is_right else "不符"
    wanted = "应当报出" if result.expected else "不应报出"
    lines = [f"[{mark}] {result.rule.id} {wanted}{'（待办）' if result.is_todo else ''}：{result.example.text}"]
    lines += [f"    报出“{finding.quote}”：{finding.message}" for finding in result.findings]
    lines += [f"    改为：{result.becomes}"] if result.becomes is not None else []
    text = result.document.text
    for clause in result.document.clauses:
        parts = [f"读作 {clause.modality}"]
        parts += [f"主体“{clause.actor.of(text)}”"] if clause.actor else []
        parts += [f"屏蔽 {shield.kind}“{shield.span.of(text)}”" for shield in clause.shields]
        lines.append("    " + "，".join(parts) + f"：{clause.span.of(text)}")
    return [*lines, f"    {result.error}"] if result.error else lines
