"""Letters of docx files that pandoc or LibreOffice find and lawcheck neither keeps nor reports as left out.

    python benchmarks/letters.py FOLDER... [--max 0.001]

Counts letters (no digits and marks) by character, whatever their order. What a warning says is left out (hidden and
deleted text) is accounted for; headers count as kept. A program that is not installed, or cannot read a file, is passed over.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lawcheck.errors import ReadError
from lawcheck.model import Source
from lawcheck.read import convert, read

SECONDS = 120
_DELETED = re.compile(rb"<w:delText(?: [^<>]*)?>([^<]*)<")


def letters(text: str) -> Counter[str]:
    """How often each letter occurs."""
    return Counter(character for character in text if character.isalpha())


def by_pandoc(path: Path) -> str | None:
    """The text that pandoc finds, revisions accepted; descriptions of pictures are no text."""
    command = ["pandoc", "-f", "docx", "-t", "json", "--track-changes=accept", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return "".join(_words(json.loads(done.stdout))) if done.returncode == 0 else None


def _words(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for inner in node:
            yield from _words(inner)
    elif isinstance(node, dict):
        kind, content = node.get("t"), node.get("c")
        if kind == "Str":
            yield content
        elif kind in ("Code", "CodeBlock", "Math"):
            yield content[-1]
        elif kind != "Image":
            for inner in (content,) if kind else node.values():
                yield from _words(inner)


def by_office(path: Path) -> str | None:
    """The text that LibreOffice exports."""
    program = convert.office()
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        profile = (Path(folder) / "profile").as_uri()
        command = [
            program,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
        ]
        try:
            subprocess.run(
                [*command, "--outdir", folder, str(path)], capture_output=True, timeout=SECONDS, check=False
            )
            return (Path(folder) / f"{path.stem}.txt").read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError, subprocess.TimeoutExpired):
            return None


def deleted(path: Path) -> str:
    """The words that revisions delete: LibreOffice exports them, lawcheck reports the number of revisions."""
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name) for name in package.namelist() if re.fullmatch(r"word/\w+\.xml", name)]
    return "".join(html.unescape(text.decode()) for part in parts for text in _DELETED.findall(part))


def unaccounted(path: Path, source: Source, reference: str) -> Counter[str]:
    """Letters of the reference beyond those kept, less those that a warning says were left out."""
    kept = [source.text, *source.headers]
    if any(warning.code == "revisions" for warning in source.warnings):
        kept.append(deleted(path))
    missing = letters(reference) - letters("\n".join(kept))
    said = [warning.message for warning in source.warnings if warning.code == "hidden-text"]
    reported = sum(int(number) for message in said for number in re.findall(r"\d+", message))
    return Counter() if missing.total() <= reported else missing


def main() -> int:
    """Print a line for each file with something missing, then the shares."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--max", type=float, default=1.0, help="exit code 1 if a share is above this")
    options = parser.parse_args()
    found, missing, files = Counter[str](), Counter[str](), Counter[str]()
    readers = {"pandoc": by_pandoc if shutil.which("pandoc") else None, "LibreOffice": by_office}
    for path in sorted(path for folder in options.folders for path in folder.rglob("*.doc[xm]")):
        try:
            source = read(str(path))
        except ReadError as error:
            print(f"{path.name}: {error.code}")
            continue
        for name, reader in readers.items():
            text = reader(path) if reader else None
            if text is not None:
                lost = unaccounted(path, source, text)
                files[name] += 1
                found[name] += letters(text).total()
                missing[name] += lost.total()
                if lost:
                    print(f"{path.name}: {name} finds {lost.total()} more: {''.join(sorted(lost.elements()))[:60]}")
    shares = {name: missing[name] / found[name] for name in readers if found[name]}
    for name, share in shares.items():
        print(f"{name}: {files[name]} files, {found[name]} letters, {missing[name]} unaccounted for ({share:.4%})")
    return int(any(share > options.max for share in shares.values()))


if __name__ == "__main__":
    sys.exit(main())
