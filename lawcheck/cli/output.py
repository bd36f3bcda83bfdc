"""Where results go: standard output or a file that is written whole or not at all."""

from __future__ import annotations

import sys
from pathlib import Path


def complain(message: str) -> None:
    """One sentence to the person at the terminal, apart from the result."""
    from lawcheck.report.characters import visible

    print(f"lawcheck：{visible(message)}", file=sys.stderr)


def emit(text: str, output: Path | None) -> None:
    """Write machine-readable text as UTF-8 to a file, or to standard output."""
    if not text.endswith("\n"):
        text += "\n"
    if output is None:
        stream = getattr(sys.stdout, "buffer", None)
        if stream is not None:
            sys.stdout.flush()
            stream.write(text.encode("utf-8", "backslashreplace"))
            stream.flush()
        else:
            sys.stdout.write(text)
        return
    from lawcheck.workflows.files import write

    write(output, text.encode("utf-8", "backslashreplace"))
