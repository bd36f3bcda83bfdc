"""``lawcheck batch``: every draft of a folder."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from lawcheck.cli import options
from lawcheck.cli.output import complain, emit
from lawcheck.report.summary import BatchRow

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class Format(StrEnum):
    """Formats of a batch."""

    terminal = "terminal"
    jsonl = "jsonl"


@app.command()
def batch(
    folders: Annotated[
        list[Path], typer.Argument(metavar="文件夹...", help="要审查的文件夹（含子文件夹）或者文件")
    ],
    as_of: options.AsOf = "",
    output_format: Annotated[Format, typer.Option("--format", help="输出的格式")] = Format.terminal,
    output: options.Output = None,
    corpus: options.CorpusPath = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    rules_dir: options.RulesDir = None,
    issuer: options.Issuer = None,
    doc_type: options.DocType = None,
    region: options.Region = None,
    fragment: options.Fragment = False,
    encoding: options.Encoding = None,
    fail_on: options.FailOnOption = None,
    config: options.ConfigFile = None,
) -> None:
    """审查文件夹里的全部送审稿；读不出的文件列明原因，不影响其他文件。"""
    from lawcheck.workflows import files, suppress
    from lawcheck.workflows.batch import batch as run
    from lawcheck.workflows.review import Reviewer

    configured = options.configured(config, folders[0])
    paths = files.drafts(folders)
    files.refuse_overwriting(output, paths)
    reviewer = Reviewer(
        options.settings(
            as_of=as_of,
            corpus=corpus,
            select=select,
            ignore=ignore,
            rules_dir=rules_dir,
            issuer=issuer,
            doc_type=doc_type,
            region=region,
            fragment=fragment,
            encoding=encoding,
            config=configured,
        )
    )
    rows = list(_with_progress(run(reviewer, paths), len(paths)))
    used: set[int] = set()
    for number, row in enumerate(rows):
        if row.review is not None:
            applied = suppress.apply(row.review, configured.suppress, row.path)
            rows[number], used = replace(row, review=applied.review), used | applied.used
    for sentence in suppress.complaints(configured.suppress, used, reviewer.settings.as_of):
        complain(sentence)
    if output_format is Format.jsonl:
        from lawcheck.report import as_json

        emit(
            "".join(
                f"{as_json.batch_line(row.path, row.review, row.error_code, row.error_message)}\n" for row in rows
            ),
            output,
        )
        if output is not None:
            _summary(rows, sys.stderr)
    elif output is not None:
        from lawcheck.report.summary import render_batch

        emit(render_batch(rows, width=120, color=False), output)
    else:
        _summary(rows, sys.stdout)
    raise typer.Exit(_exit_code(rows, options.level(fail_on, configured)))


def _with_progress(rows: Iterable[BatchRow], total: int) -> Iterator[BatchRow]:
    """A progress bar on a terminal; silence elsewhere."""
    if not sys.stderr.isatty():
        yield from rows
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("审查", total=total)
        for row in rows:
            progress.advance(task)
            yield row


def _summary(rows: list[BatchRow], stream: TextIO) -> None:
    from rich.console import Console

    from lawcheck.report.summary import print_batch

    print_batch(Console(file=stream), rows)


def _exit_code(rows: list[BatchRow], fail_on: options.FailOn) -> int:
    if any(row.review is None for row in rows):
        return 3
    return 1 if any(row.review and options.fails(row.review, fail_on) for row in rows) else 0
