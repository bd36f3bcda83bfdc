"""``lawcheck compare``: 条文对照表."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lawcheck.cli import bundles, options
from lawcheck.cli.output import complain, emit, emit_bytes
from lawcheck.errors import UsageError

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class Format(StrEnum):
    """Formats of the table."""

    docx = "docx"
    xlsx = "xlsx"
    html = "html"


@app.command()
@bundles.spread
def compare(
    path: Annotated[Path, typer.Argument(metavar="送审稿", help="送审稿")],
    *,
    output_format: Annotated[
        Format | None, typer.Option("--format", help="输出的格式，缺省按 --output 的后缀，再缺省为 html")
    ] = None,
    output: options.Output = None,
    law: bundles.Law,
    draft: bundles.Draft,
    reading: bundles.Reading,
    config: options.ConfigFile = None,
) -> None:
    """生成条文对照表：每一条旁边列出所细化的上位法条文，标出不一致之处。要有导入的法规库。"""
    from lawcheck.report import comparison
    from lawcheck.workflows import files
    from lawcheck.workflows.compare import compare as compared
    from lawcheck.workflows.review import Reviewer

    chosen = _format(output_format, output)
    configured = options.configured(config, path)
    files.refuse_overwriting(output, [path])
    settings = bundles.settings(law=law, draft=draft, reading=reading, config=configured)
    title, rows = compared(Reviewer(settings), str(path))
    lines = tuple(comparison.lines(rows))
    heading = f"{title}条文对照表" if title else "条文对照表"
    if chosen is Format.html:
        from lawcheck.report import comparison_html

        emit(comparison_html.render(heading, lines), output)
    elif chosen is Format.xlsx:
        from lawcheck.report import comparison_xlsx

        emit_bytes(comparison_xlsx.render(lines), output)
    else:
        from lawcheck.report import comparison_docx

        comments = bundles.Comments()
        emit_bytes(
            comparison_docx.render(heading, lines, comments.name(configured), comments.moment()),
            output,
        )
    if output is not None:
        differing = sum(line.differs for line in lines)
        complain(f"共{len(lines)}条，其中{differing}条与上位法不一致，对照表在 {output}")


def _format(named: Format | None, output: Path | None) -> Format:
    if named is not None:
        return named
    suffix = output.suffix.removeprefix(".").lower() if output else "html"
    if suffix not in set(Format):
        raise UsageError(f"对照表可以写成 docx、xlsx、html，“{output}”的后缀不是其中之一，请用 --format 指明。")
    return Format(suffix)
