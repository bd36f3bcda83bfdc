"""Reading a PDF (rows, paragraphs, running heads, places) against pdfplumber's ``extract_text`` on the same file.

The file has its fonts embedded, as Word, WPS and LibreOffice write them: name one with --file, else LibreOffice makes
one. Both run in this process; ``lawcheck`` itself reads a PDF in a second process, which costs about 0.2 s at its start.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
from pathlib import Path

import pdfplumber
from read_docx import compared, draft

from lawcheck.read import convert
from lawcheck.read.pdf import read_pdf


def made(articles: int) -> bytes | None:
    """A PDF of a draft by LibreOffice; None without it."""
    program = convert.office()
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "draft.docx").write_bytes(draft(articles))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            program,
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            name,
            str(folder / "draft.docx"),
        ]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120, check=False)
        return (folder / "draft.pdf").read_bytes()


def plain(data: bytes) -> int:
    """What pdfplumber alone does."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        count = 0
        for page in document.pages:
            count += len(page.extract_text())
            page.close()
        return count


def main() -> int:
    """Print times and ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--max", type=float, default=float("inf"), help="exit code 1 if a ratio is above this")
    parser.add_argument("--file", type=Path)
    options = parser.parse_args()
    files = {str(options.file): options.file.read_bytes()} if options.file else {}
    for articles in () if options.file else (75, 150, 300):
        data = made(articles)
        if data is None:
            print("LibreOffice is not installed: name a file with --file")
            return 0
        files[f"{articles} articles"] = data
    worst = 0.0
    for name, data in files.items():
        ours, theirs = compared(lambda data=data: read_pdf(data), lambda data=data: plain(data), options.runs)
        worst = max(worst, ours / theirs)
        print(f"{name}: {ours * 1000:.0f} ms, pdfplumber {theirs * 1000:.0f} ms, ratio {ours / theirs:.2f}")
    print(f"ratio: {worst:.2f}")
    return int(worst > options.max)


if __name__ == "__main__":
    sys.exit(main())
