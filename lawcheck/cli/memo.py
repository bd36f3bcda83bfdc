"""``lawcheck memo``: the 合法性审核意见书."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lawcheck.cli import options
from lawcheck.cli.output import complain

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class Conclusion(StrEnum):
    """The three conclusions of legality review."""

    lawful = "合法"
    amend = "应当予以修改"
    unlawful = "不合法"


@app.command()
def memo(
    review: Annotated[Path, typer.Argument(metavar="审核结果.json", help="lawcheck review --format json 的输出")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="文件.docx", help="意见书写到这个文件")],
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", metavar="文件", help="决定文件，缺省为审核结果旁边的 .decisions.json"),
    ] = None,
    conclusion: Annotated[
        Conclusion | None,
        typer.Option(
            "--conclusion", metavar="结论", help="审核结论：合法、应当予以修改、不合法；不写则只写“拟提出”"
        ),
    ] = None,
    office: Annotated[str, typer.Option("--office", metavar="名称", help="审核机构")] = "",
    officer: Annotated[str, typer.Option("--officer", metavar="姓名", help="审核人")] = "",
    to: Annotated[str, typer.Option("--to", metavar="单位", help="主送单位，缺省为制定机关")] = "",
    number: Annotated[str, typer.Option("--number", metavar="编号", help="意见书编号")] = "",
    material: Annotated[
        list[str] | None, typer.Option("--material", metavar="材料", help="收到的材料，可重复")
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option("--template", metavar="文件.docx", help="本单位的模板，内含 {{审核意见}} 等占位符"),
    ] = None,
    fair_table: Annotated[
        Path | None, typer.Option("--fair-table", metavar="文件.docx", help="同时生成公平竞争审查表")
    ] = None,
    date: Annotated[str, typer.Option("--date", metavar="日期", help="意见书的日期，缺省为今天")] = "",
) -> None:
    """生成合法性审核意见书：只写入审核人员采纳的意见，尚未决定的单独列明。"""
    from lawcheck.report.memo_content import Stated
    from lawcheck.workflows import files
    from lawcheck.workflows import memo as workflow

    inputs = [path for path in (review, decisions, template) if path is not None]
    files.refuse_outputs((output, fair_table), inputs)
    day = options.day(date)
    stated = Stated(
        day,
        office,
        officer,
        to,
        conclusion.value if conclusion else None,
        tuple(material or ()),
        number,
    )
    case = workflow.case(review, decisions, stated)
    made, moment = case.memo, datetime.combine(day, datetime.min.time())
    workflow.write(made, moment, output, template)
    if fair_table is not None:
        workflow.write_fair_table(case, moment, fair_table)
    if made.undecided:
        complain(f"还有 {made.undecided} 项发现没有决定，已在意见书中单独列明。")
