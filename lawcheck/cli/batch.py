"""``lawcheck batch``: every draft of a folder."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from lawcheck.cli import bundles, options
from lawcheck.cli.options import FailOn
from lawcheck.cli.output import complain, emit, emit_bytes
from lawcheck.errors import UsageError
from lawcheck.report.summary import BatchRow

if TYPE_CHECKING:
    from lawcheck.workflows.batch import Batch

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


@dataclass(frozen=True, slots=True)
class Running:
    """How the drafts are gone through."""

    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, max=256, metavar="数目", help="同时审几件，缺省为处理器的数目")
    ] = 0
    resume: Annotated[bool, typer.Option("--resume", help="接着上次没有审完的审（要有 --output）")] = False
    executor: Annotated[
        str | None,
        typer.Option(
            "--executor",
            metavar="地址",
            help="在现成的 Dask 集群上审：dask://主机:端口（要装 lawcheck[cluster]；各节点能按同样的路径读到文稿）",
        ),
    ] = None
    no_cache: Annotated[bool, typer.Option("--no-cache", help="不使用、也不留存以前的审查结果")] = False


@app.command()
@bundles.spread
def batch(
    folders: Annotated[
        list[Path], typer.Argument(metavar="文件夹...", help="要审查的文件夹（含子文件夹）或者文件")
    ],
    *,
    output_format: Annotated[Format, typer.Option("--format", help="输出的格式")] = Format.terminal,
    output: options.Output = None,
    law: bundles.Law,
    rules: bundles.Rules,
    draft: bundles.Draft,
    reading: bundles.Reading,
    fail_on: options.FailOnOption = None,
    config: options.ConfigFile = None,
    running: Running,
    annotate: Annotated[
        Path | None, typer.Option("--annotate", metavar="目录", help="每件另存一份带批注的 Word 文件到这个目录")
    ] = None,
    comments: bundles.Comments,
    entry: bundles.Entry,
) -> None:
    """审查文件夹里的全部送审稿；读不出的文件列明原因，不影响其他文件。"""
    from lawcheck.workflows import batch as workflow
    from lawcheck.workflows import files
    from lawcheck.workflows.cluster import address
    from lawcheck.workflows.review import Reviewer
    from lawcheck.workflows.tasks import Job

    if running.resume and output is None:
        raise UsageError("--resume 要与 --output 同用：上次审到哪里，记在输出文件旁边的 .partial 里。")
    if comments.suggest and annotate is None:
        raise UsageError(bundles.NEEDS_COPY)
    configured = options.configured(config, folders[0])
    inputs = files.survey(folders)
    files.refuse_overwriting(output, inputs.drafts)
    workflow.refuse_inside(annotate, inputs)
    settings = bundles.settings(law=law, rules=rules, draft=draft, reading=reading, config=configured)
    job = Job(
        settings,
        Path.cwd(),
        configured.suppress,
        None if running.no_cache else options.cache_folder(),
        comments.name(configured),
        comments.moment(),
        output_format not in (Format.terminal, Format.jsonl),
        suggest=comments.suggest,
    )
    scheduler = address(running.executor) if running.executor else ""
    plan = workflow.Plan(job, inputs, running.jobs, output, running.resume, annotate, scheduler, options.new_name())
    level = options.level(fail_on, configured)
    with workflow.Batch(plan, Reviewer(settings), entry.recorder(configured)) as run:
        rows = _finished(run)
        _write(rows, run, output_format, output, level)
        run.complete()
    raise typer.Exit(_exit_code(rows, level))


def _finished(run: Batch) -> list[BatchRow]:
    """Run to the end and say what a person should know."""
    from lawcheck.workflows import suppress

    _announce(run)
    try:
        rows = _done(run)
    except KeyboardInterrupt:
        if run.plan.output is not None:
            complain("审完的已经记下，加 --resume 可以接着审。")
        raise
    job = run.plan.job
    for sentence in suppress.complaints(job.suppress, run.used, job.settings.as_of):
        complain(sentence)
    return rows


def _announce(run: Batch) -> None:
    if run.began_anew:
        complain("上次的设置、规则、法规库或者程序与这次不同，从头审查。")
    elif run.resumed:
        complain(f"接着上次：已经审完 {run.resumed} 件。")
    others = run.plan.inputs.others
    if others:
        names = "、".join(path.name for path in others[:3])
        complain(f"另有 {len(others)} 个文件不是文稿，没有审查：{names}{' 等' if len(others) > 3 else ''}")


def _write(rows: list[BatchRow], run: Batch, output_format: Format, output: Path | None, level: FailOn) -> None:
    if output_format is Format.jsonl:
        emit("".join(f"{line}\n" for line in run.lines()), output)
    elif output_format is not Format.terminal:
        from lawcheck.report import formats

        ruleset = run.reviewer.ruleset
        names, rules = dict(ruleset.review_points), ruleset.rules
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
    from lawcheck.report import screen
    from lawcheck.report.summary import print_batch

    screen.show(lambda console: print_batch(console, rows), stream)


def _exit_code(rows: list[BatchRow], fail_on: options.FailOn) -> int:
    if any(row.review is None for row in rows):
        return 3
    return 1 if any(row.review and options.fails(row.review, fail_on) for row in rows) else 0
