"""``lawcheck review``: one draft, reviewed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lawcheck.cli import bundles, options
from lawcheck.cli.output import complain, emit, emit_bytes
from lawcheck.errors import UsageError

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


@dataclass(frozen=True, slots=True)
class Outputs:
    """What is written, and where."""

    output_format: Annotated[Format, typer.Option("--format", help="报告的格式")] = Format.terminal
    output: options.Output = None
    annotate: Annotated[
        Path | None,
        typer.Option(
            "--annotate", metavar="文件.docx", help="另存一份带批注的 Word 文件（送审稿是 PDF 的，也可以是 .pdf）"
        ),
    ] = None
    memo: Annotated[
        Path | None,
        typer.Option("--memo", metavar="文件.docx", help="同时生成合法性审核意见书，各项发现列为待定事项"),
    ] = None

    def refuse(self, inputs: Sequence[Path], suggest: bool) -> None:
        """No output is an input or another output; suggestions need a copy to stand in."""
        from lawcheck.workflows import files

        files.refuse_outputs((self.output, self.annotate, self.memo), inputs)
        if suggest and self.annotate is None:
            raise UsageError(bundles.NEEDS_COPY)
        if suggest and self.annotate is not None and self.annotate.suffix.lower() == ".pdf":
            from lawcheck.report.annotate import NO_REVISIONS

            raise UsageError(NO_REVISIONS)  # said before the review is made, not behind it


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
    outputs: Outputs,
    comments: bundles.Comments,
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline",
            metavar="审查结果.json",
            help="只列出与这份以前的审查结果相比新出现的发现，退出码也只看这些",
        ),
    ] = None,
    law: bundles.Law,
    rules: bundles.Rules,
    draft: bundles.Draft,
    reading: bundles.Reading,
    fail_on: options.FailOnOption = None,
    config: options.ConfigFile = None,
    entry: bundles.Entry,
) -> None:
    """审查一份送审稿：结构、引用、公平竞争、合法性、立法技术。原件不会被改动。"""
    from lawcheck.workflows import baseline as new
    from lawcheck.workflows import memo as writer
    from lawcheck.workflows.review import Reviewer

    outputs.refuse([Path(one) for one in (path, baseline) if one and one != "-"], comments.suggest)
    configured = options.configured(config, None if path == "-" else Path(path))
    moment = comments.moment()
    reviewer = Reviewer(bundles.settings(law=law, rules=rules, draft=draft, reading=reading, config=configured))
    whole = _reviewed(path, reviewer, configured)
    shown = whole if baseline is None else replace(whole, review=new.against(whole.review, baseline))
    level = options.level(fail_on, configured)
    _show(shown, outputs, reviewer.ruleset, options.failing(level))
    if outputs.annotate is not None:
        names, author = dict(reviewer.ruleset.review_points), comments.name(configured)
        _annotate(shown, outputs.annotate, author=author, date=moment, names=names, suggest=comments.suggest)
    if outputs.memo is not None:
        writer.write_undecided(whole.review, moment, entry.officer, outputs.memo)
    record = entry.recorder(configured)
    if record is not None:
        record(path, whole.review, "")
    raise typer.Exit(1 if options.fails(shown.review, level) else 0)


def _reviewed(path: str, reviewer: Reviewer, configured: Config) -> Reviewed:
    """The review with its suppressions; what is wrong with those is said."""
    from lawcheck.workflows import suppress

    done = reviewer.review("标准输入", sys.stdin.buffer.read()) if path == "-" else reviewer.review(path)
    applied = suppress.apply(done.review, configured.suppress, path)
    for sentence in suppress.complaints(configured.suppress, applied.used, reviewer.settings.as_of):
        complain(sentence)
    return replace(done, review=applied.review)


def _annotate(done: Reviewed, target: Path, **how: Any) -> None:
    """Write the annotated copy; what it loses of the original is said."""
    from lawcheck.report import annotate
    from lawcheck.workflows import files

    source = done.document.source
    for warning in annotate.warnings(done.data) if source.format == "docx" else ():
        complain(warning.message)
    files.write(target, annotate.annotated(done.data, source, done.review, suffix=target.suffix, **how))


def _show(done: Reviewed, outputs: Outputs, ruleset: Ruleset, failing: frozenset[str]) -> None:
    from lawcheck.report import as_json, terminal

    output_format, output, names = outputs.output_format, outputs.output, dict(ruleset.review_points)
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
