"""Citations found in law texts, against one regular expression with an optional title over the same text.

    python benchmarks/citations_speed.py --texts FOLDER [--count 400] [--min 5]

The expression is what one writes first: a title of up to 80 characters (official titles are as long), with or without
《》, that may be missing, a note in brackets that may be missing, then article, paragraph and item. It finds no lists,
no ranges, no numbers of documents and no short names, and takes the words before a name into the name. Documents are
read and structured before the clock starts. Structuring leaves the skeleton that all later stages share, so it is not
counted as work of the citations; the second ratio counts it all the same.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from pathlib import Path

from lawcheck.cite import find
from lawcheck.model import Document, Stated
from lawcheck.read import read
from lawcheck.structure import structure
from lawcheck.text.fold import fold

_N = r"[一二三四五六七八九十百千〇零两0-9０-９]{1,9}"
EXPRESSION = re.compile(
    rf"(?:《?[^《》，。；：\s]{{2,80}}?》?(?:（[^（）]{{0,80}}）)?)?"
    rf"第{_N}条(?:之{_N})?(?:第{_N}款)?(?:第?（?{_N}）?项)?"
)


def documents(folder: Path, count: int) -> list[Document]:
    """Structured law texts, drawn with a fixed seed (0: all)."""
    paths = sorted(folder.rglob("*.md"))
    chosen = random.Random(5).sample(paths, count) if count else paths
    return [structure(read(str(path)), Stated()) for path in chosen]


def main() -> int:
    """Print both times and their ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--min", type=float)
    options = parser.parse_args()
    drafts = documents(options.texts, options.count)
    find(drafts[0])
    ours, skeletons, theirs = [], [], []
    for _ in range(3):
        citations = spent = shared = 0.0
        for draft in drafts:
            began = time.process_time()
            fold(draft.text)
            middle = time.process_time()
            citations += len(find(draft))
            spent += time.process_time() - middle
            shared += middle - began
        began = time.process_time()
        matches = sum(1 for draft in drafts for _ in EXPRESSION.finditer(draft.text))
        theirs.append(time.process_time() - began)
        ours.append(spent)
        skeletons.append(shared)
    ratio = min(theirs) / min(ours)
    whole = min(theirs) / (min(ours) + min(skeletons))
    characters = sum(len(draft.text) for draft in drafts)
    print(
        f"{len(drafts)} texts, {characters} characters: {citations:.0f} citations, {matches} matches of the expression"
    )
    print(
        f"citations {min(ours):.2f} s, expression {min(theirs):.2f} s: {ratio:.1f} times as fast, with the skeleton {whole:.1f}"
    )
    return int(options.min is not None and ratio < options.min)


if __name__ == "__main__":
    sys.exit(main())
