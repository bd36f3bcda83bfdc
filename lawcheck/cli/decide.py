"""``lawcheck decide``: the officer's decision on each finding, out and back in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lawcheck.cli import options
from lawcheck.cli.output import complain
from lawcheck.errors import UsageError

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def decide(
    review: Annotated[Path, typer.Argument(metavar="审核结果.json", help="lawcheck review --format json 的输出")],
    source: Annotated[
        Path | None,
        typer.Option("--import", metavar="文件", help="读回填写好的 xlsx，或者在批注里写了决定的 docx"),
    ] = None,
    carry: Annotated[
        Path | None,
        typer.Option("--carry", metavar="上一版审核结果.json", help="沿用上一版送审稿的决定（其决定文件在它旁边）"),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", metavar="文件", help="决定文件，缺省为审核结果旁边的 .decisions.json"),
    ] = None,
    by: Annotated[str, typer.Option("--by", metavar="姓名", help="表里没有写决定人时记下的姓名")] = "",
    output: options.Output = None,
) -> None:
    """对每项发现作出决定：导出表格填写采纳、部分采纳、不采纳、撤回和理由，再读回来。"""
    from lawcheck.workflows import decide as workflow
    from lawcheck.workflows import files

    if source is not None and carry is not None:
        raise UsageError("--import 和 --carry 不能同时用，请分两次。")
    reviewed = workflow.review_of(review)
    place = decisions or workflow.beside(review)
    before = workflow.decisions_of(place, reviewed)
    total = len(reviewed.findings)
    inputs = [path for path in (review, source, carry) if path is not None]
    files.refuse_overwriting(output, inputs)
    if source is not None:
        done = workflow.import_file(source, reviewed, before, by)
        workflow.save(done.decisions, output or place)
        if done.lost:
            complain(f"有 {done.lost} 条批注写了决定，但对不上任何发现，没有读入。")
        print(
            f"读入 {done.read} 项决定，共 {total} 项发现，已决定 {len(done.decisions.entries)} 项：{output or place}"
        )
    elif carry is not None:
        old = workflow.review_of(carry)
        taken = workflow.carry(old, workflow.decisions_of(workflow.beside(carry), old), reviewed, before)
        workflow.save(taken.decisions, output or place)
        print(f"沿用 {taken.carried} 项决定，{taken.dropped} 项在新稿中没有对应的发现：{output or place}")
    else:
        target = output or workflow.beside(review, ".decisions.xlsx")
        workflow.export(reviewed, before, target)
        print(f"{total} 项发现，已决定 {len(before.entries)} 项，请填写后用 --import 读回：{target}")
