"""Double click: installs lawcheck from the wheels beside this file, without network, and asks for drafts to review.

Files that are dropped onto the start script are reviewed at once. A copy with comments is put beside each draft.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLACES = (HERE / ".venv", Path.home() / ".lawcheck" / "venv")  # the second where the first may not be written


def main(arguments: list[str]) -> int:
    """Install if need be, review, wait for a key."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever double-clicks may have any version
        print("需要 Python 3.11 或者更高版本，请先安装 Python。")
        return wait(2)
    command = installed()
    if command is None:
        print("安装没有完成，请看上面的说明。")
        return wait(2)
    if arguments:
        return wait(review(command, arguments))
    print("把送审稿（或者文件夹）拖到这个窗口，按回车；直接按回车退出。")
    code = 0
    while line := ask():
        code = review(command, [line.strip("\"' ")])
    return code


def installed() -> list[str] | None:
    """The command of lawcheck; installs it the first time."""
    for place in PLACES:
        python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        command = [str(python), "-m", "lawcheck"]
        if python.exists() and subprocess.run([*command, "--version"], check=False).returncode == 0:
            return command
    for place in PLACES:
        print(f"第一次使用，正在安装到 {place}，请稍候……")
        try:
            venv.create(place, with_pip=True, clear=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        wheels = str(HERE / "wheels")
        words = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-index",
            "--find-links",
            wheels,
        ]
        if subprocess.run([str(python), *words, "lawcheck"], check=False).returncode == 0:
            return [str(python), "-m", "lawcheck"]
    return None


def review(command: list[str], paths: list[str]) -> int:
    """Review drafts; copies with comments go to a folder 批注稿 beside the first."""
    first = Path(paths[0]).resolve()
    copies = first.parent / "批注稿"
    done = subprocess.run([*command, "batch", *paths, "--annotate", str(copies)], check=False)
    if done.returncode in (0, 1, 3):
        print(f"带批注的副本在 {copies}")
    return done.returncode


def ask() -> str:
    """One line of the person; nothing at the end."""
    try:
        return input("> ").strip()
    except (EOFError, KeyboardInterrupt):
        return ""


def wait(code: int) -> int:
    """Keep the window open until it was read."""
    if sys.stdin.isatty():
        ask_to_close = "按回车关闭。"
        print(ask_to_close)
        ask()
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
