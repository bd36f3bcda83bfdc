"""The console on which reports are drawn: no markup, no guessing from the environment."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

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


def standard_output() -> Console:
    """The console of standard output; rich finds out whether it is a terminal, how wide, and with which colours."""
    from rich.console import Console

    return Console(markup=False, emoji=False, highlight=False)
