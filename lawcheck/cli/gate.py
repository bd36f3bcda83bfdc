"""``lawcheck gate``: exit 0 only if every issued document is exactly a text that was reviewed and may be issued."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lawcheck.cli import bundles, options
from lawcheck.cli.output import complain, emit
from lawcheck.cli.register import place_of
from lawcheck.errors import UsageError
from lawcheck.report.characters import file_name, visible, visible_name

if TYPE_CHECKING:
    from lawcheck.workflows.gate import Passage

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class Format(StrEnum):
    """Formats of the outcome."""

    terminal = "terminal"
    json = "json"


@app.command()
def gate(
    folders: Annotated[
        list[Path], typer.Argument(metavar="文件夹...", help="印发的文件所在的文件夹（含子文件夹）或者文件")
    ],
    register: Annotated[
        Path | None, typer.Option("--register", metavar="文件", help="台账文件；缺省为 lawcheck.toml 里的 register")
    ] = None,
    anchors: Annotated[
        list[Path] | None, typer.Option("--anchor", metavar="文件", help="台账以前导出的锚点，可重复")
    ] = None,
    max_age: Annotated[
        int | None, typer.Option("--max-age", min=0, metavar="天数", help="审核基准日距今超过这个天数的不放行")
    ] = None,
    same_rules: Annotated[bool, typer.Option("--same-rules", help="不是用现在的规则和法规库审核的不放行")] = False,
    allow_empty: Annotated[bool, typer.Option("--allow-empty", help="没有文件时也放行")] = False,
    output_format: Annotated[Format, typer.Option("--format", help="输出的格式")] = Format.terminal,
    output: options.Output = None,
    config: options.ConfigFile = None,
) -> None:
    """门禁：每个文件的文字都与台账里一份可以印发的审核文本相同，退出码才是 0；否则是 1，并逐件说明理由。

    可以印发：最后一次审核的结论是“合法”；或者是“应当予以修改”而全部意见都已决定、没有采纳要改的；或者审核人同意印发。
    只看文字：字体、分页、换行、全角半角、docx 还是 pdf 都不影响；改一个字就不放行。读不出的文件不放行，退出码 3。
    """
    from lawcheck.workflows import files, issued
    from lawcheck.workflows.gate import Terms
    from lawcheck.workflows.gate import gate as judge
    from lawcheck.workflows.register import Register, read_anchor
    from lawcheck.workflows.review import Reviewer

    inputs = files.survey(folders)
    if not inputs.drafts and not allow_empty:
        raise UsageError("没有找到要核对的文件，请检查路径；确实没有的，加 --allow-empty。")
    configured = options.configured(config, folders[0])
    target = Register(place_of(register, configured))
    problems = target.chain.verify(tuple(read_anchor(path) for path in anchors or ()))
    if problems:
        raise UsageError(f"台账核验不通过，不能作为放行的依据：{problems[0]}", "register")
    reviewer = Reviewer(bundles.settings(config=configured))
    terms = Terms(options.day(""), max_age, reviewer.tool if same_rules else None)
    passages = tuple(judge(issued.issued(inputs.drafts, reviewer), target.entries(), terms))
    emit(_json(passages) if output_format is Format.json else _words(passages), output)
    for folder in inputs.closed:
        complain(f"没有权限打开文件夹 {folder}，里面的文件没有核对。")
    if inputs.others:
        complain(f"另有 {len(inputs.others)} 个文件不是文稿，没有核对。")
    if inputs.closed or any(passage.is_unread for passage in passages):
        raise typer.Exit(3)
    raise typer.Exit(0 if all(passage.is_open for passage in passages) else 1)


def _words(passages: tuple[Passage, ...]) -> str:
    stopped = [passage for passage in passages if not passage.is_open]
    lines = [f"{visible_name(str(passage.path))}：{visible(passage.reason)}" for passage in stopped]
    return "\n".join(
        [*lines, f"共 {len(passages)} 件，放行 {len(passages) - len(stopped)} 件，不放行 {len(stopped)} 件"]
    )


def _json(passages: tuple[Passage, ...]) -> str:
    rows = [
        {
            "path": file_name(str(passage.path)),
            "pass": passage.is_open,
            "entry": passage.entry.seq if passage.entry else None,
            "reason": passage.reason or None,
        }
        for passage in passages
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)
