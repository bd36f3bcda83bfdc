"""Review of a 50-article docx in process, against python-docx opening it and reading its paragraphs.

Corpus and rules are opened once before the clock starts, as in a batch; every run reads the file anew.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Callable
from datetime import date

import docx

from lawcheck.text.numerals import chinese
from lawcheck.workflows.review import Reviewer, Settings

SENTENCES = (
    "市商务主管部门负责全市便民服务点的统筹协调，县（市、区）商务主管部门负责本行政区域内的具体工作。",
    "经营者应当在服务场所的显著位置公示营业时间、服务项目和收费标准，并保证公示内容真实、准确。",
    "违反前款规定的，依照《中华人民共和国消费者权益保护法》第五十六条的规定处理。",
    "行政机关不得要求经营者在本市设立分支机构，不得以注册地、所有制形式限制经营者参加政府采购。",
    "申请补助的单位应当提交下列材料：",
)
ITEMS = ("申请表；", "项目实施方案；", "法律、法规规定的其他材料。")


def draft() -> bytes:
    """A made-up draft of 50 articles as docx."""
    document = docx.Document()
    document.add_paragraph("临溪市便民服务点管理办法")
    document.add_paragraph("临溪市人民政府")
    for number in range(1, 51):
        if number % 10 == 1:
            document.add_paragraph(f"第{chinese(number // 10 + 1)}章　第{number // 10 + 1}部分事项")
        document.add_paragraph(f"第{chinese(number)}条　" + SENTENCES[number % 4] + SENTENCES[(number + 1) % 4])
        if number % 5 == 0:
            document.add_paragraph(SENTENCES[4])
            for index, item in enumerate(ITEMS, 1):
                document.add_paragraph(f"（{chinese(index)}）{item}")
    document.add_paragraph("本办法自2026年9月1日起施行，有效期五年。")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


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
    options = parser.parse_args()
    data = draft()
    reviewer = Reviewer(Settings(as_of=date(2026, 6, 1)))
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
