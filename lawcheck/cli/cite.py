"""``lawcheck cite``: every citation, resolved."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from lawcheck.cli import options
from lawcheck.cli.output import emit

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class Format(StrEnum):
    """Formats of a list of citations."""

    terminal = "terminal"
    json = "json"


@app.command()
def cite(
    path: Annotated[str, typer.Argument(metavar="文件", help="送审稿；- 为标准输入")],
    as_of: options.AsOf = "",
    output_format: Annotated[Format, typer.Option("--format", help="输出的格式")] = Format.terminal,
    output: options.Output = None,
    corpus: options.CorpusPath = None,
    region: options.Region = None,
    fragment: options.Fragment = False,
    encoding: options.Encoding = None,
    password_file: options.PasswordFile = None,
    ocr: options.Ocr = False,
) -> None:
    """列出全部引用，并按所定日期核验：有没有这部法、是否有效、有没有这一条。"""
    import json

    from lawcheck.read import load
    from lawcheck.report import citations as report
    from lawcheck.workflows.review import Reviewer

    reviewer = Reviewer(
        options.settings(
            as_of=as_of,
            corpus=corpus,
            region=region,
            fragment=fragment,
            encoding=encoding,
            password_file=password_file,
            ocr=ocr,
        )
    )
    data = sys.stdin.buffer.read() if path == "-" else load(path)
    document = reviewer.document("标准输入" if path == "-" else path, data)
    rows = tuple((c, c.span.of(document.text), str(document.at(c.span))) for c in reviewer.cite(document))
    if output_format is Format.json:
        emit(json.dumps(report.citations_dict(rows), ensure_ascii=False, indent=1), output)
    else:
        emit(report.render_citations(rows), output)
