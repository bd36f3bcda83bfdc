"""``lawcheck outline``: the structure as read."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from lawcheck.cli import bundles, options
from lawcheck.cli.output import emit

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class Format(StrEnum):
    """Formats of an outline."""

    terminal = "terminal"
    text = "text"
    json = "json"


@app.command()
@bundles.spread
def outline(
    path: Annotated[str, typer.Argument(metavar="文件", help="送审稿；- 为标准输入")],
    *,
    output_format: Annotated[
        Format, typer.Option("--format", help="terminal 树形；text 计算位置所用的纯文本；json")
    ] = Format.terminal,
    output: options.Output = None,
    reading: bundles.Reading,
    fragment: options.Fragment = False,
) -> None:
    """显示读出的结构：编、章、节、条、款、项、目、附件，以及通知类文件的各级标题。"""
    import json

    from lawcheck.report import outline as report
    from lawcheck.workflows.review import Reviewer

    reviewer = Reviewer(bundles.settings(draft=bundles.Draft(fragment=fragment), reading=reading))
    data = sys.stdin.buffer.read() if path == "-" else None
    from lawcheck.read import load

    document = reviewer.document("标准输入" if path == "-" else path, load(path) if data is None else data)
    if output_format is Format.text:
        emit(document.text, output)
    elif output_format is Format.json:
        emit(json.dumps(report.outline_dict(document), ensure_ascii=False, indent=1), output)
    else:
        emit(report.render_outline(document), output)
