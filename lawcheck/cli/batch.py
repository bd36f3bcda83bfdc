"""``lawcheck batch``: every draft of a folder."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from lawcheck.cli import options
from lawcheck.cli.options import FailOn
from lawcheck.cli.output import complain, emit, emit_bytes
from lawcheck.errors import UsageError
from lawcheck.report.summary import BatchRow

if TYPE_CHECKING:
    from lawcheck.workflows.batch import Batch
    from lawcheck.workflows.review import Reviewer

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class Format(StrEnum):
    """Formats of a batch."""

    terminal = "terminal"
    jsonl = "jsonl"
    markdown = "markdown"
    html = "html"
    xlsx = "xlsx"
    sarif = "sarif"
    junit = "junit"


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
    password_file: options.PasswordFile = None,
    ocr: options.Ocr = False,
    fail_on: options.FailOnOption = None,
    config: options.ConfigFile = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, max=256, metavar="数目", help="同时审几件，缺省为处理器的数目")
    ] = 0,
    resume: Annotated[bool, typer.Option("--resume", help="接着上次没有审完的审（要有 --output）")] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="不使用、也不留存以前的审查结果")] = False,
    annotate: Annotated[
        Path | None, typer.Option("--annotate", metavar="目录", help="每件另存一份带批注的 Word 文件到这个目录")
    ] = None,
    author: Annotated[
        str | None, typer.Option("--author", metavar="姓名", help="批注的作者，缺省为“合法性审核”")
    ] = None,
    date: Annotated[str, typer.Option("--date", metavar="日期", help="批注的日期，缺省为现在")] = "",
    register: options.Register = None,
    officer: options.Officer = "",
) -> None:
    """审查文件夹里的全部送审稿；读不出的文件列明原因，不影响其他文件。"""
    from lawcheck.workflows import batch as workflow
    from lawcheck.workflows import files, suppress
    from lawcheck.workflows.review import Reviewer
    from lawcheck.workflows.tasks import Job

    if resume and output is None:
        raise UsageError("--resume 要与 --output 同用：上次审到哪里，记在输出文件旁边的 .partial 里。")
    configured = options.configured(config, folders[0])
    inputs = files.survey(folders)
    files.refuse_overwriting(output, inputs.drafts)
    workflow.refuse_inside(annotate, inputs)
    settings = options.settings(
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
        password_file=password_file,
        ocr=ocr,
        config=configured,
    )
    job = Job(
        settings,
        configured.suppress,
        None if no_cache else options.cache_folder(),
        author or configured.author or "合法性审核",
        options.moment(date),
        output_format not in (Format.terminal, Format.jsonl),
    )
    plan = workflow.Plan(job, inputs, jobs, output, resume, annotate, options.new_name())
    reviewer = Reviewer(settings)
    record = options.recorder(register or configured.register, officer)
    with workflow.Batch(plan, reviewer, record) as run:
        _announce(run)
        try:
            rows = _done(run)
        except KeyboardInterrupt:
            if output is not None:
                complain("审完的已经记下，加 --resume 可以接着审。")
            raise
        for sentence in suppress.complaints(configured.suppress, run.used, settings.as_of):
            complain(sentence)
        _write(rows, run, output_format, output, reviewer, options.level(fail_on, configured))
        run.complete()
    raise typer.Exit(_exit_code(rows, options.level(fail_on, configured)))


def _announce(run: Batch) -> None:
    if run.began_anew:
        complain("上次的设置、规则、法规库或者程序与这次不同，从头审查。")
    elif run.resumed:
        complain(f"接着上次：已经审完 {run.resumed} 件。")
    others = run.plan.inputs.others
    if others:
        names = "、".join(path.name for path in others[:3])
        complain(f"另有 {len(others)} 个文件不是文稿，没有审查：{names}{' 等' if len(others) > 3 else ''}")


def _write(
    rows: list[BatchRow], run: Batch, output_format: Format, output: Path | None, reviewer: Reviewer, level: FailOn
) -> None:
    if output_format is Format.jsonl:
        emit("".join(f"{line}\n" for line in run.lines()), output)
    elif output_format is not Format.terminal:
        from lawcheck.report import formats

        names, rules = dict(reviewer.ruleset.review_points), reviewer.ruleset.rules
        emit_bytes(formats.render(output_format, rows, names, rules, options.failing(level)), output)
    elif output is not None:
        from lawcheck.report.summary import render_batch

        emit(render_batch(rows, width=120, color=False), output)
    if output is None and output_format is Format.terminal:
        _summary(rows, sys.stdout)
    elif output is not None and output_format is not Format.terminal:
        _summary(rows, sys.stderr)


def _done(run: Batch) -> list[BatchRow]:
    """Run to the end; a progress bar with rate and time left on a terminal, silence elsewhere."""
    if not sys.stderr.isatty():
        for _ in run.run():
            pass
        return run.rows()
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("审查"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("剩余"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        number = progress.add_task("审查", total=run.total, rate="")
        for _ in run.run():
            speed = progress.tasks[0].speed
            progress.update(number, advance=1, rate=f"{speed:.1f} 件/秒" if speed else "")
    return run.rows()


def _summary(rows: list[BatchRow], stream: TextIO) -> None:
    from rich.console import Console

    from lawcheck.report.summary import print_batch

    print_batch(Console(file=stream), rows)


def _exit_code(rows: list[BatchRow], fail_on: options.FailOn) -> int:
    if any(row.review is None for row in rows):
        return 3
    return 1 if any(row.review and options.fails(row.review, fail_on) for row in rows) else 0
