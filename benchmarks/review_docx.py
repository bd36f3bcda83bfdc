"""Review of a 50-article docx in process, against python-docx opening it and reading its paragraphs.

Corpus and rules are opened once before the clock starts, as in a batch; every run reads the file anew. With a corpus
the first review is told apart, in which what the articles say is read for the first time, and where the time goes.
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

from lawcheck.align import align
from lawcheck.align.alignment import COMPARED, asked
from lawcheck.align.govern import Seeker
from lawcheck.align.sentences import of_draft
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


def split(reviewer: Reviewer, data: bytes, runs: int) -> dict[str, float]:
    """Seconds of each stage of a review, each by itself; what is left over are the rules."""
    as_of, corpus = reviewer.settings.as_of, reviewer.corpus
    document = reviewer.document("draft.docx", data)
    citations = reviewer.cite(document)
    sentences, every = list(asked(document, citations)), len(list(of_draft(document)))

    def governing() -> None:
        seeker = Seeker(document, corpus, as_of)
        seeker.governing([(one.norm, one.cited) for one in sentences], COMPARED)

    works: dict[str, Callable[[], object]] = {
        "the whole": lambda: reviewer.review("draft.docx", data),
        "reading and structure": lambda: reviewer.document("draft.docx", data),
        "citations": lambda: reviewer.cite(document),
        f"alignment of {len(sentences)} of {every} sentences": lambda: align(document, citations, corpus, as_of),
        "  of it reading sentences": lambda: list(asked(document, citations)),
        "  of it governing articles": governing,
    }
    return dict(zip(works, best(runs, *works.values()), strict=True))


def main() -> int:
    """Print the two times and their ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--max", type=float, default=float("inf"))
    parser.add_argument("--corpus", type=Path, default=None, help="compare with the laws of an imported corpus")
    options = parser.parse_args()
    data = draft()
    reviewer = Reviewer(Settings(as_of=date(2026, 6, 1), corpus=options.corpus))
    start = time.process_time()
    findings = len(reviewer.review("draft.docx", data).review.findings)
    print(f"first review, rules and corpus opened: {(time.process_time() - start) * 1000:.0f} ms")

    def plain() -> int:
        return sum(len(paragraph.text) for paragraph in docx.Document(io.BytesIO(data)).paragraphs)

    ours, theirs = best(options.runs, lambda: reviewer.review("draft.docx", data), plain)
    print(f"review: {ours * 1000:.1f} ms ({findings} findings)")
    print(f"python-docx: {theirs * 1000:.1f} ms")
    print(f"ratio: {ours / theirs:.2f}")
    if options.corpus:
        for name, seconds in split(reviewer, data, options.runs).items():
            print(f"{name}: {seconds * 1000:.1f} ms, {seconds / theirs:.2f} times python-docx")
    return int(ours / theirs > options.max)


if __name__ == "__main__":
    sys.exit(main())
