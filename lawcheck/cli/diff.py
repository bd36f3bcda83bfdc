"""``lawcheck diff``: two versions of a draft."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lawcheck.cli import bundles, options
from lawcheck.cli.output import emit

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class Format(StrEnum):
    """Formats of a comparison."""

    terminal = "terminal"
    json = "json"


@app.command()
@bundles.spread
def diff(
    old: Annotated[Path, typer.Argument(metavar="旧稿", help="修改前的送审稿")],
    new: Annotated[Path, typer.Argument(metavar="新稿", help="修改后的送审稿")],
    *,
    output_format: Annotated[Format, typer.Option("--format", help="输出的格式")] = Format.terminal,
    output: options.Output = None,
    law: bundles.Law,
    rules: bundles.Rules,
    draft: bundles.Draft,
    reading: bundles.Reading,
    fail_on: options.FailOnOption = None,
    config: options.ConfigFile = None,
) -> None:
    """比较两稿：条文的增删改移、约束力变化，哪些问题已改正、仍存在、新出现。有新出现的问题时退出码为 1。"""
    from lawcheck.report import changes, changes_terminal, screen
    from lawcheck.workflows import files, suppress
    from lawcheck.workflows.diff import compare
    from lawcheck.workflows.review import Reviewer

    configured = options.configured(config, new)
    files.refuse_overwriting(output, [old, new])
    reviewer = Reviewer(bundles.settings(law=law, rules=rules, draft=draft, reading=reading, config=configured))
    before, after = (
        replace(done, review=suppress.apply(done.review, configured.suppress, str(path)).review)
        for path, done in ((path, reviewer.review(str(path))) for path in (old, new))
    )
    compared = compare(before, after)
    names = dict(reviewer.ruleset.review_points)
    if output_format is Format.json:
        emit(changes.dumps(compared), output)
    elif output is not None:
        emit(changes_terminal.render(compared, names, width=100, color=False), output)
    else:
        screen.show(lambda console: changes_terminal.print_changes(console, compared, names))
    failing = options.failing(options.level(fail_on, configured))
    is_worse = any(finding.severity in failing and not finding.suppressed for finding in compared.added)
    raise typer.Exit(1 if is_worse else 0)
