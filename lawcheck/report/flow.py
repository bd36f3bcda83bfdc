"""Chinese text in lines: no line begins with a closing mark or ends with an opening one, no word or number is cut.

rich breaks at blanks only, which leaves half-empty lines before long Chinese sentences and stops at line starts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.measure import Measurement
    from rich.text import Text

_OPENING, _CLOSING = "《〈（〔【“‘「『⟨", "》〉）〕】”’」』，。；：、！？…⟩"
# What stays together: a run of ASCII, or one character with the marks before and after it.
_UNIT = re.compile(
    rf"[{_OPENING}]*(?:[!-~]+|[^!-~\s])(?:(?<!\s)[{_CLOSING}])*|\s+",
)


class Flow:
    """A text that wraps by the rules of Chinese setting."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines."""
        for paragraph in self.text.split("\n", allow_blank=True):
            for line in paragraph.divide(breaks(paragraph.plain, options.max_width)):
                line.rstrip()
                line.no_wrap, line.overflow = True, "crop"
                yield line

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """As wide as the text, no narrower than two Chinese characters."""
        from rich.cells import cell_len
        from rich.measure import Measurement

        longest = max((cell_len(line) for line in self.text.plain.split("\n")), default=0)
        return Measurement(min(4, longest), longest).with_maximum(options.max_width)


def breaks(text: str, width: int) -> list[int]:
    """Offsets at which lines of at most ``width`` cells begin, the first one left out."""
    from rich.cells import cell_len

    found: list[int] = []
    used = 0
    for match in _UNIT.finditer(text):
        unit = match.group()
        size = cell_len(unit)
        if unit.isspace() and used + size > width:
            used = width  # blanks at a line's end hang over and are cut off
            continue
        if used and used + size > width:
            found.append(match.start())
            used = 0
        if size <= width:
            used += size
            continue
        for offset, character in enumerate(unit, match.start()):  # wider than a line: cut it anywhere
            size = cell_len(character)
            if used and used + size > width:
                found.append(offset)
                used = 0
            used += size
    return found
