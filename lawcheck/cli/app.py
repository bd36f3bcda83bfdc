"""The command group. A command's module is imported when the command runs, so that ``--help`` is instant."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from lawcheck import __version__
from lawcheck.errors import LawcheckError

# Name → (module, line of help). The group's help is printed from here without importing any command.
COMMANDS: dict[str, tuple[str, str]] = {
    "review": ("lawcheck.cli.review", "审查一份送审稿，在终端给出报告"),
    "batch": ("lawcheck.cli.batch", "审查文件夹里的全部送审稿"),
    "outline": ("lawcheck.cli.outline", "显示读出的结构：编章节条款项、附件"),
    "cite": ("lawcheck.cli.cite", "列出并核验全部引用"),
    "rules": ("lawcheck.cli.rules", "查看和测试规则"),
}


class LazyGroup(TyperGroup):
    """Knows its commands by name; loads one when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Names in the order of daily use."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import the command's module."""
        if cmd_name not in COMMANDS:
            return None
        return get_command(import_module(COMMANDS[cmd_name][0]).app)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands without importing them."""
        with formatter.section("命令"):
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
        _comvisible(error.message)
        return error.exit_code
    except KeyboardInterrupt:
        _comvisible("已中断。")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _usage(error)


def _comvisible(message: str) -> None:
    from lawcheck.report.characters import visible

    print(f"lawcheck：{visible(message)}", file=sys.stderr)


def _usage(error: Exception) -> int:
    """Wrong use as the parser reports it, in Chinese; anything else is a bug of ours."""
    kind = type(error).__name__
    name = getattr(error, "option_name", None) or getattr(getattr(error, "param", None), "name", None) or ""
    known = {
        "NoSuchOption": f"没有选项 {name}。",
        "MissingParameter": f"缺少参数 {str(name).upper()}。",
        "NoArgsIsHelpError": "",
        "Abort": "已中断。",
    }
    if not hasattr(error, "exit_code"):
        if os.environ.get("LAWCHECK_DEBUG"):
            raise error
        _comvisible(f"程序内部错误（{kind}: {str(error)[:200]}），请把命令和这句话报告给维护者。")
        return 3
    if kind == "NoArgsIsHelpError":
        print(getattr(error, "message", "") or str(error))
        return 2
    detail = known.get(kind) or f"用法有误：{getattr(error, 'message', '') or error}"
    _comvisible(f"{detail}用 --help 查看用法。")
    return 2
