"""``lawcheck review``: one draft, reviewed."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lawcheck.cli import bundles, options
from lawcheck.cli.output import complain, emit, emit_bytes

if TYPE_CHECKING:
    from lawcheck.config import Config
    from lawcheck.rules.schema import Ruleset
    from lawcheck.workflows.review import Reviewed, Reviewer

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class Format(StrEnum):
    """Formats of a single review."""

    terminal = "terminal"
    json = "json"
    jsonl = "jsonl"
    markdown = "markdown"
    html = "html"
    xlsx = "xlsx"
    sarif = "sarif"
    junit = "junit"


@app.command()
@bundles.spread
def review(
    path: Annotated[
        str,
        typer.Argument(
            metavar="文件", help="送审稿（docx、pdf、ofd、txt、md、html，以及 doc、wps、rtf、odt）；- 为标准输入"
        ),
    ],
    *,
    output_format: Annotated[Format, typer.Option("--format", help="报告的格式")] = Format.terminal,
    output: options.Output = None,
    annotate: Annotated[
        Path | None,
        typer.Option(
            "--annotate", metavar="文件.docx", help="另存一份带批注的 Word 文件（送审稿是 PDF 的，也可以是 .pdf）"
        ),
    ] = None,
    hand: bundles.Hand,
    law: bundles.Law,
    rules: bundles.Rules,
    draft: bundles.Draft,
    reading: bundles.Reading,
    fail_on: options.FailOnOption = None,
    config: options.ConfigFile = None,
    entry: bundles.Entry,
) -> None:
    """审查一份送审稿：结构、引用、公平竞争、合法性、立法技术。原件不会被改动。"""
    from lawcheck.workflows import files
    from lawcheck.workflows.review import Reviewer

    configured = options.configured(config, None if path == "-" else Path(path))
    if path != "-":
        for target in (output, annotate):
            files.refuse_overwriting(target, [Path(path)])
    files.refuse_same(output, annotate)
    level, moment = options.level(fail_on, configured), hand.moment()
    reviewer = Reviewer(bundles.settings(law=law, rules=rules, draft=draft, reading=reading, config=configured))
    done = _reviewed(path, reviewer, configured)
    _show(done, output_format, output, reviewer.ruleset, options.failing(level))
    if annotate is not None:
        author = hand.name(configured)
        files.write(annotate, _annotated(done, annotate.suffix, author, moment, reviewer.ruleset))
    record = entry.recorder(configured)
    if record is not None:
        record(path, done.review, "")
    raise typer.Exit(1 if options.fails(done.review, level) else 0)


def _reviewed(path: str, reviewer: Reviewer, configured: Config) -> Reviewed:
    """The review with its suppressions; what is wrong with those is said."""
    from lawcheck.workflows import suppress

    done = reviewer.review("标准输入", sys.stdin.buffer.read()) if path == "-" else reviewer.review(path)
    applied = suppress.apply(done.review, configured.suppress, path)
    for sentence in suppress.complaints(configured.suppress, applied.used, reviewer.settings.as_of):
        complain(sentence)
    return replace(done, review=applied.review)


def _annotated(done: Reviewed, suffix: str, author: str, moment: datetime, ruleset: Ruleset) -> bytes:
    from lawcheck.report import annotate as comments

    source, names = done.document.source, dict(ruleset.review_points)
    for warning in comments.warnings(done.data) if source.format == "docx" else ():
        complain(warning.message)
    return comments.annotated(
        done.data, source, done.review, author=author, date=moment, names=names, suffix=suffix
    )


def _show(
    done: Reviewed, output_format: Format, output: Path | None, ruleset: Ruleset, failing: frozenset[str]
) -> None:
    from lawcheck.report import as_json, terminal

    names = dict(ruleset.review_points)
    if output_format is Format.json:
        emit(as_json.dumps(done.review), output)
    elif output_format is Format.jsonl:
        emit(as_json.line(done.review), output)
    elif output_format is not Format.terminal:
        from lawcheck.report import formats
        from lawcheck.report.summary import BatchRow

        row = BatchRow(done.review.document.path, done.review, text=done.document.text)
        emit_bytes(formats.render(output_format, [row], names, ruleset.rules, failing), output)
    elif output is None:
        terminal.show(done.review, done.document.text, names)
    else:
        emit(terminal.render(done.review, done.document.text, width=100, color=False, names=names), output)
