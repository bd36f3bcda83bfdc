"""``lawcheck cite``: every citation, resolved."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from lawcheck.cli import bundles, options
from lawcheck.cli.output import emit

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class Format(StrEnum):
    """Formats of a list of citations."""

    terminal = "terminal"
    json = "json"


@app.command()
@bundles.spread
def cite(
    path: Annotated[str, typer.Argument(metavar="文件", help="送审稿；- 为标准输入")],
    *,
    output_format: Annotated[Format, typer.Option("--format", help="输出的格式")] = Format.terminal,
    output: options.Output = None,
    law: bundles.Law,
    draft: bundles.Draft,
    reading: bundles.Reading,
) -> None:
    """列出全部引用，并按所定日期核验：有没有这部法、是否有效、有没有这一条。"""
    import json

    from lawcheck.read import load
    from lawcheck.report import citations as report
    from lawcheck.workflows.review import Reviewer

    reviewer = Reviewer(bundles.settings(law=law, draft=draft, reading=reading))
    data = sys.stdin.buffer.read() if path == "-" else load(path)
    document = reviewer.document("标准输入" if path == "-" else path, data)
    rows = tuple((c, c.span.of(document.text), str(document.at(c.span))) for c in reviewer.cite(document))
    if output_format is Format.json:
        emit(json.dumps(report.citations_dict(rows), ensure_ascii=False, indent=1), output)
    else:
        emit(report.render_citations(rows), output)
