"""The command group. A command's module is imported when the command runs, so that ``--help`` is instant."""

from __future__ import annotations

import os
import re
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from lawcheck import __version__
from lawcheck.cli.output import complain
from lawcheck.errors import LawcheckError

# Name → (module, line of help). The group's help is printed from here without importing any command.
COMMANDS: dict[str, tuple[str, str]] = {
    "review": ("lawcheck.cli.review", "审查一份送审稿，在终端给出报告"),
    "batch": ("lawcheck.cli.batch", "审查文件夹里的全部送审稿"),
    "outline": ("lawcheck.cli.outline", "显示读出的结构：编章节条款项、附件"),
    "cite": ("lawcheck.cli.cite", "列出并核验全部引用"),
    "corpus": ("lawcheck.cli.corpus", "导入、查询、检查法规库"),
    "decide": ("lawcheck.cli.decide", "对每项发现作出决定：导出表格，再读回来"),
    "memo": ("lawcheck.cli.memo", "生成合法性审核意见书"),
    "compare": ("lawcheck.cli.compare", "生成条文对照表：每一条旁边列出所细化的上位法条文"),
    "diff": ("lawcheck.cli.diff", "比较两稿：条文变化、约束力变化、问题的增减"),
    "register": ("lawcheck.cli.register", "审核台账：登记、查询、导出、核验、统计"),
    "gate": ("lawcheck.cli.gate", "门禁：核对印发的文件是不是审核过的文本"),
    "rules": ("lawcheck.cli.rules", "查看和测试规则"),
    "doctor": ("lawcheck.cli.doctor", "检查本机能读、能转换哪些文件"),
}


_WORDS = {"Options": "选项", "Arguments": "参数", "Commands": "命令"}


class _Formatter(TyperGroup.context_class.formatter_class):  # type: ignore[misc,name-defined]
    """Help in Chinese: the words that the parser itself writes."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """用法 instead of Usage."""
        super().write_usage(prog, args, prefix or "用法：")

    def section(self, name: str) -> Any:
        """Headings of the sections."""
        return super().section(_WORDS.get(name, name))

    def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
        """Texts of the parser's own options and marks."""
        super().write_dl([(term, _translated(text)) for term, text in rows], col_max, col_spacing)


def _translated(text: str) -> str:
    text = text.replace("Show this message and exit.", "显示这段说明")
    return text.replace("[required]", "[必填]").replace("[default: ", "[缺省 ")


class _Context(TyperGroup.context_class):  # type: ignore[misc,valid-type]
    formatter_class = _Formatter


def _in_chinese(command: Any) -> Any:
    """Give a command and its subcommands the Chinese formatter."""
    command.context_class = _Context
    for child in getattr(command, "commands", {}).values():
        _in_chinese(child)
    return command


class LazyGroup(TyperGroup):
    """Knows its commands by name; loads one when it is asked for."""

    context_class = _Context

    def list_commands(self, ctx: Any) -> list[str]:
        """Names in the order of daily use."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import the command's module."""
        if cmd_name not in COMMANDS:
            return None
        return _in_chinese(get_command(import_module(COMMANDS[cmd_name][0]).app))

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


app = typer.Typer(
    cls=LazyGroup,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lawcheck {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[bool, typer.Option("--version", help="显示版本", callback=_version, is_eager=True)] = False,
) -> None:
    """行政规范性文件合法性审核助手：离线运行，不改动原件，只提出意见，由审核人员决定。"""


def run(arguments: list[str]) -> int:
    """Run the command line; return the exit code. No error of ours or of the user's shows a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        result = get_command(app).main(args=arguments, prog_name="lawcheck", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except LawcheckError as error:
        complain(error.message)
        return error.exit_code
    except KeyboardInterrupt:
        complain("已中断。")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _usage(error)


def _usage(error: Exception) -> int:
    """Wrong use as the parser reports it, in Chinese; anything else is a bug of ours."""
    kind = type(error).__name__
    if not hasattr(error, "exit_code"):
        if os.environ.get("LAWCHECK_DEBUG"):
            raise error
        complain(f"程序内部错误（{kind}: {str(error)[:200]}），请把命令和这句话报告给维护者。")
        return 3
    if kind == "NoArgsIsHelpError":
        print(getattr(error, "message", "") or str(error))
        return 2
    complain(f"{_explained(error, kind)}用 --help 查看用法。")
    return 2


def _explained(error: Exception, kind: str) -> str:
    param = getattr(error, "param", None)
    name = getattr(param, "metavar", None) or getattr(param, "name", None) or ""
    if kind == "NoSuchOption":
        return f"没有选项 {getattr(error, 'option_name', '')}。"
    if kind == "MissingParameter":
        return f"缺少参数“{name}”。"
    message = str(getattr(error, "message", "") or error)
    choice = re.search(r"'(.*)' is not one of (.*?)\.?$", message)
    if choice:
        return f"“{choice[1]}”不是可用的值，可用的有：{choice[2]}。"
    command = re.search(r"No such command '(.*)'", message)
    if command:
        return f"没有命令“{command[1]}”。"
    option = re.search(r"Option '(.*)' requires an argument", message)
    if option:
        return f"选项 {option[1]} 后面缺少值。"
    return f"用法有误（{message}）。"
