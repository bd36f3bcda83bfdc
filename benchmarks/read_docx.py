"""Reading a docx (text, styles, automatic numbers, places) against python-docx opening it and taking paragraph texts.

Drafts of 30, 300 and 3,000 articles with automatic numbers; then doubling sizes up to 20,000 articles, to show that
time grows linearly and memory stays within bounds.
"""

from __future__ import annotations

import argparse
import gc
import io
import subprocess
import sys
import time
from collections.abc import Callable

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from lawcheck.read import read_bytes
from lawcheck.structure import structure

SENTENCES = (
    "市商务主管部门负责全市便民服务点的统筹协调，县（市、区）商务主管部门负责本行政区域内的具体工作。",
    "经营者应当在服务场所的显著位置公示营业时间、服务项目和收费标准，并保证公示内容真实、准确。",
    "违反前款规定的，依照《中华人民共和国消费者权益保护法》第五十六条的规定处理。",
)
SIZES = (30, 300, 3000)
DOUBLING = (2500, 5000, 10_000, 20_000)
MAX_GROWTH, MAX_MEMORY = 2.3, 500.0


def draft(articles: int) -> bytes:
    """A draft as python-docx saves it, with all the styles of its template and one list for the articles."""
    document = docx.Document()
    _add_list(document)
    document.add_paragraph("临溪市便民服务点管理办法")
    for number in range(articles):
        paragraph = document.add_paragraph()
        paragraph.add_run(SENTENCES[number % 3])
        paragraph.add_run(SENTENCES[(number + 1) % 3]).bold = number % 7 == 0
        properties = paragraph._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="99"/></w:numPr>'))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _add_list(document: docx.document.Document) -> None:
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="99"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="99"><w:abstractNumId w:val="99"/></w:num>'))


def compared(ours: Callable[[], object], theirs: Callable[[], object], runs: int) -> tuple[float, float]:
    """The shortest processor times of both, run in turn, so that a busy machine slows both alike.

    What the one leaves behind is collected before the other's clock starts.
    """
    best = [float("inf"), float("inf")]
    for _ in range(runs):
        for index, run in enumerate((ours, theirs)):
            gc.collect()
            start = time.process_time()
            run()
            best[index] = min(best[index], time.process_time() - start)
    return best[0], best[1]


def memory(articles: int) -> float:
    """Most memory in MB that a process of its own needs to read and structure a draft of this size (0 where unknown)."""
    code = (
        "import sys, resource; sys.path.insert(0, sys.argv[1])\n"
        "from lawcheck.read import read_bytes\n"
        "from lawcheck.structure import structure\n"
        "structure(read_bytes(sys.stdin.buffer.read(), 'draft.docx'))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    if not sys.platform.startswith("linux"):
        return 0.0
    done = subprocess.run([sys.executable, "-c", code, "."], input=draft(articles), capture_output=True, check=True)
    return int(done.stdout) / 1024


def main() -> int:
    """Print times, ratios, growth and memory."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--max", type=float, default=float("inf"), help="exit code 1 if a ratio is above this")
    parser.add_argument("--growth", action="store_true", help="also double the size up to 20,000 articles")
    options = parser.parse_args()
    worst = 0.0
    for size in SIZES:
        data = draft(size)
        found = read_bytes(data, "draft.docx")
        assert found.text.count("\n第") >= size, "numbers are read"

        def plain(data: bytes = data) -> list[str]:
            return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]

        ours, theirs = compared(lambda data=data: read_bytes(data, "draft.docx"), plain, options.runs)
        worst = max(worst, ours / theirs)
        print(
            f"{size:6} articles: {ours * 1000:7.1f} ms, python-docx {theirs * 1000:7.1f} ms, ratio {ours / theirs:.2f}"
        )
    if options.growth:
        growth = max(
            grown("read", read_bytes), grown("read and structure", lambda *file: structure(read_bytes(*file)))
        )
        used = memory(DOUBLING[-1])
        print(f"memory at {DOUBLING[-1]} articles: {used:.0f} MB")
        worst = worst if growth <= MAX_GROWTH and used <= MAX_MEMORY else float("inf")
    print(f"ratio: {worst:.2f}")
    return int(worst > options.max)


def grown(name: str, run: Callable[[bytes, str], object]) -> float:
    """Print times of doubled sizes; return the largest factor between two."""
    worst = before = 0.0
    for size in DOUBLING:
        data = draft(size)
        spent, _ = compared(lambda data=data: run(data, "draft.docx"), lambda: None, 3)
        factor = spent / before if before else 0.0
        print(
            f"{size:6} articles: {name} {spent * 1000:7.1f} ms"
            + (f", {factor:.2f} times the half" if factor else "")
        )
        worst, before = max(worst, factor), spent
    return worst


if __name__ == "__main__":
    sys.exit(main())
