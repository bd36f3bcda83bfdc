"""``lawcheck review``: one draft, reviewed."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lawcheck.cli import options
from lawcheck.cli.output import complain, emit, emit_bytes

if TYPE_CHECKING:
    from lawcheck.rules.schema import Ruleset
    from lawcheck.workflows.review import Reviewed

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
def review(
    path: Annotated[
        str,
        typer.Argument(
            metavar="文件", help="送审稿（docx、pdf、ofd、txt、md、html，以及 doc、wps、rtf、odt）；- 为标准输入"
        ),
    ],
    as_of: options.AsOf = "",
    output_format: Annotated[Format, typer.Option("--format", help="报告的格式")] = Format.terminal,
    output: options.Output = None,
    annotate: Annotated[
        Path | None,
        typer.Option(
            "--annotate", metavar="文件.docx", help="另存一份带批注的 Word 文件（送审稿是 PDF 的，也可以是 .pdf）"
        ),
    ] = None,
    author: Annotated[
        str | None, typer.Option("--author", metavar="姓名", help="批注的作者，缺省为“合法性审核”")
    ] = None,
    date: Annotated[str, typer.Option("--date", metavar="日期", help="批注的日期，缺省为现在")] = "",
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
    register: options.Register = None,
    officer: options.Officer = "",
) -> None:
    """审查一份送审稿：结构、引用、公平竞争、合法性、立法技术。原件不会被改动。"""
    from lawcheck.workflows import files, suppress
    from lawcheck.workflows.review import Reviewer

    configured = options.configured(config, None if path == "-" else Path(path))
    if path != "-":
        for target in (output, annotate):
            files.refuse_overwriting(target, [Path(path)])
    files.refuse_same(output, annotate)
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
            password_file=password_file,
            ocr=ocr,
            config=configured,
        )
    )
    done = reviewer.review("标准输入", sys.stdin.buffer.read()) if path == "-" else reviewer.review(path)
    applied = suppress.apply(done.review, configured.suppress, path)
    done = replace(done, review=applied.review)
    for sentence in suppress.complaints(configured.suppress, applied.used, reviewer.settings.as_of):
        complain(sentence)
    names = dict(reviewer.ruleset.review_points)
    failing = options.failing(options.level(fail_on, configured))
    _show(done, output_format, output, reviewer.ruleset, failing)
    if annotate is not None:
        from lawcheck.report import annotate as comments

        source = done.document.source
        moment = datetime.combine(options.day(date), datetime.min.time()) if date else datetime.now()
        for warning in comments.warnings(done.data) if source.format == "docx" else ():
            complain(warning.message)
        copy = comments.annotated(
            done.data,
            source,
            done.review,
            author=author or configured.author or "合法性审核",
            date=moment,
            names=names,
            suffix=annotate.suffix,
        )
        files.write(annotate, copy)
    record = options.recorder(register or configured.register, officer)
    if record is not None:
        record(path, done.review, "")
    raise typer.Exit(1 if options.fails(done.review, options.level(fail_on, configured)) else 0)


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
