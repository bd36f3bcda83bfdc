"""Annotating 500 findings into a docx of 300 articles, against python-docx opening and saving the same file.

Both in one process, alternating, the best of each. ``--max RATIO`` makes the exit code 1 above it; ``--suggest``
makes every fifth finding carry an exact replacement that is written as a revision.
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable
from datetime import datetime

import docx

from lawcheck.model import Basis, Finding, Location, Replacement, Review, Source, Span
from lawcheck.model.review import CorpusIdentity, Summary, Tool
from lawcheck.read import read_bytes
from lawcheck.report.annotate import annotate

ARTICLES, FINDINGS, ROUNDS = 300, 500, 15
WORDS = (
    "供应商应当按照规定的条件和程序参加采购活动，并在本市行政区域内设立服务机构；",
    "主管部门应当自受理之日起二十个工作日内作出决定，",
    "情况复杂的，经本部门负责人批准可以延长十个工作日，并将延长期限的理由告知申请人。",
)


def main() -> int:
    """Measure and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--max", type=float, default=None)
    parser.add_argument("--suggest", action="store_true")
    given = parser.parse_args()
    data = draft()
    source = read_bytes(data, "draft.docx")
    review = reviewed(source)

    def ours() -> None:
        annotate(data, source, review, date=datetime(2026, 6, 1), names={}, suggest=given.suggest)

    def theirs() -> None:
        docx.Document(io.BytesIO(data)).save(io.BytesIO())

    ours(), theirs()
    timed = [(seconds(ours), seconds(theirs)) for _ in range(ROUNDS)]
    mine, plain = (min(column) for column in zip(*timed, strict=True))
    ratio = mine / plain
    print(f"annotate {mine * 1000:.0f} ms, open and save {plain * 1000:.0f} ms, ratio {ratio:.2f}")
    return 1 if given.max is not None and ratio > given.max else 0


def draft() -> bytes:
    """Articles of two paragraphs, each of three runs, as an office types them."""
    document = docx.Document()
    document.add_paragraph("云州市政府采购管理办法")
    for number in range(1, ARTICLES + 1):
        for start in (f"第{number}条 ", ""):
            paragraph = document.add_paragraph(start)
            for words in WORDS:
                paragraph.add_run(words)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def reviewed(source: Source) -> Review:
    """Findings spread over the whole draft, of the length that findings have."""
    step = (len(source.text) - 200) // FINDINGS
    spans = [Span(30 + step * number, 30 + step * number + 24) for number in range(FINDINGS)]
    found = tuple(_finding(source, number, span) for number, span in enumerate(spans))
    summary = Summary(
        "draft.docx", source.sha256, "云州市政府采购管理办法", None, None, None, "normative_document", None, None,
        True, "", 0, ARTICLES, "simplified",
    )  # fmt: skip
    tool = Tool("0", (), CorpusIdentity("", 0, 0))
    return Review(tool, summary, "2026-06-01", None, "", (), (), found)


def _finding(source: Source, number: int, span: Span) -> Finding:
    exact = (Replacement(Span(span.start, span.start + 2), "新词"),) if number % 5 == 0 else ()
    return Finding(
        f"{number:016x}", "fair-competition/local-establishment", "FC-9.3", "error", Location("第八条"), span,
        span.of(source.text), "要求供应商在本市设立机构，限制外地经营者参加政府采购、招标投标",
        (Basis("公平竞争审查条例", "第九条", None, "（三）"),),
        "删去在本地设立机构的要求；确需就近服务的，改为对响应时间和服务质量的要求", replacements=exact,
    )  # fmt: skip


def seconds(work: Callable[[], None]) -> float:
    """Processor time of one run."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


if __name__ == "__main__":
    raise SystemExit(main())
