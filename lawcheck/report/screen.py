"""The console on which reports are drawn: no markup, no guessing from the environment."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

DEFAULT_WIDTH = 80


def capture(draw: Callable[[Console], None], *, width: int | None = None, color: bool | None = None) -> str:
    """Draw into a string; without ``color`` it is plain text, since a string is no terminal."""
    from rich.console import Console

    console = Console(
        file=io.StringIO(),
        width=max(20, width or DEFAULT_WIDTH),
        color_system="standard" if color else None,
        force_terminal=bool(color),
        no_color=not color,
        force_jupyter=False,
        force_interactive=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    with console.capture() as captured:
        draw(console)
    return "\n".join(line.rstrip() for line in captured.get().split("\n"))


def show(draw: Callable[[Console], None], stream: TextIO | None = None) -> None:
    """Draw on standard output (or ``stream``); rich finds out whether it is a terminal, how wide, and its colours.

    In a pipe or a file the blanks that fill the lines up are left out.
    """
    from rich.console import Console

    console = Console(file=stream, markup=False, emoji=False, highlight=False)
    if console.is_terminal:
        draw(console)
        return
    with console.capture() as captured:
        draw(console)
    console.file.write("\n".join(line.rstrip(" ") for line in captured.get().split("\n")))
