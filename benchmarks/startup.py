"""Time of ``lawcheck --help`` against a minimal typer + rich application, interleaved, best of several runs."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MINIMAL = """
import typer
from rich.console import Console

app = typer.Typer()
console = Console()


@app.command()
def hello(name: str) -> None:
    console.print(name)


@app.command()
def bye(name: str) -> None:
    console.print(name)


app()
"""


def main() -> int:
    """Print the two times and their ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--max", type=float, default=float("inf"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        minimal = Path(folder) / "minimal.py"
        minimal.write_text(MINIMAL, encoding="utf-8")
        commands = {
            "lawcheck --help": [sys.executable, "-m", "lawcheck", "--help"],
            "minimal --help": [sys.executable, str(minimal), "--help"],
        }
        best = dict.fromkeys(commands, float("inf"))
        for _ in range(options.runs):
            for name, command in commands.items():
                start = time.perf_counter()
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
                best[name] = min(best[name], time.perf_counter() - start)
    for name, seconds in best.items():
        print(f"{name}: {seconds * 1000:.1f} ms")
    ratio = best["lawcheck --help"] / best["minimal --help"]
    print(f"ratio: {ratio:.2f}")
    return int(ratio > options.max)


if __name__ == "__main__":
    sys.exit(main())
