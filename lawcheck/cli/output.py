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
    emit_bytes(text.encode("utf-8", "backslashreplace"), output)


def emit_bytes(data: bytes, output: Path | None) -> None:
    """Write a file's bytes to a file, or to standard output."""
    if output is not None:
        from lawcheck.workflows.files import write

        write(output, data)
        return
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(data.decode("utf-8", "backslashreplace"))
        return
    sys.stdout.flush()
    stream.write(data)
    stream.flush()
