"""Review of a 50-article docx in process, against python-docx opening it and reading its paragraphs.

Corpus and rules are opened once before the clock starts, as in a batch; every run reads the file anew.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx

from lawcheck.read import read
from lawcheck.text.numerals import chinese
from lawcheck.workflows.review import Reviewer, Settings

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
ARTICLES = 50


def draft() -> bytes:
    """The first fifty articles of two examples put together as one docx, numbered through."""
    document = docx.Document()
    document.add_paragraph("临溪市综合服务管理办法")
    document.add_paragraph("临溪市人民政府")
    number = 0
    for line in [*_lines("小微企业服务管理办法（送审稿）.docx"), *_lines("养老助餐补贴实施细则.md")]:
        match = re.match(r"第[一二三四五六七八九十]+条[\s　]*", line)
        if match:
            number += 1
            line = f"第{chinese(number)}条　{line[match.end() :]}"
        if number > ARTICLES:
            break
        if number:
            document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _lines(name: str) -> list[str]:
    return read(str(EXAMPLES / name)).text.split("\n")


def best(runs: int, *works: Callable[[], object]) -> list[float]:
    """The least processor time of each work in seconds, the works taking turns."""
    least = [float("inf")] * len(works)
    for _ in range(runs):
        for number, work in enumerate(works):
            start = time.process_time()
            work()
            least[number] = min(least[number], time.process_time() - start)
    return least


def main() -> int:
    """Print the two times and their ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--max", type=float, default=float("inf"))
    parser.add_argument("--corpus", type=Path, default=None, help="compare with the laws of an imported corpus")
    options = parser.parse_args()
    data = draft()
    reviewer = Reviewer(Settings(as_of=date(2026, 6, 1), corpus=options.corpus))
    findings = len(reviewer.review("draft.docx", data).review.findings)

    def plain() -> int:
        return sum(len(paragraph.text) for paragraph in docx.Document(io.BytesIO(data)).paragraphs)

    ours, theirs = best(options.runs, lambda: reviewer.review("draft.docx", data), plain)
    print(f"review: {ours * 1000:.1f} ms ({findings} findings)")
    print(f"python-docx: {theirs * 1000:.1f} ms")
    print(f"ratio: {ours / theirs:.2f}")
    return int(ours / theirs > options.max)


if __name__ == "__main__":
    sys.exit(main())
