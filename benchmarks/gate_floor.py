"""The gate over 300 documents, 40 of them wrong, and over 50 texts as Word file and as PDF: python benchmarks/gate_floor.py

Wrong: one character changed, never reviewed, or reviewed without a decision. Exactly those must be stopped. Exit code 1
if another one is stopped, one gets through, or a PDF differs from the Word file of the same text.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from batch_thousand import as_file, draft, originals

from lawcheck.workflows.gate import Terms, gate
from lawcheck.workflows.issued import issued
from lawcheck.workflows.register import Circumstances, Register
from lawcheck.workflows.review import Reviewer, Settings

DAY = date(2026, 6, 1)
DOCUMENTS, WRONG, PAIRS = 300, 40, 50
AT = "2026-06-01T08:00:00+00:00"


def main() -> int:
    """Print the counts."""
    reviewer, chance = Reviewer(Settings(as_of=DAY)), random.Random(3)
    texts = [draft(chance.choice(originals()), number, chance) for number in range(DOCUMENTS)]
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        register = Register(home / "register.db")
        register.chain.create()
        wrong = chance.sample(range(DOCUMENTS), WRONG)
        paths = [_issue(home, register, reviewer, number, text, wrong, chance) for number, text in enumerate(texts)]
        entries, start = register.entries(), time.process_time()
        stopped = {
            passage.path for passage in gate(issued(paths, reviewer), entries, Terms(DAY)) if not passage.is_open
        }
        seconds = time.process_time() - start
    expected = {paths[number] for number in wrong}
    print(
        f"{DOCUMENTS} documents, {WRONG} wrong: {len(stopped & expected)} stopped, {len(stopped - expected)} others stopped"
    )
    print(f"processor {seconds:.1f} s")
    differing = sum(_differ(reviewer, text) for text in texts[:PAIRS])
    print(f"{PAIRS} pairs of docx and pdf: {differing} differ")
    return int(stopped != expected or differing > 0)


def _issue(
    home: Path,
    register: Register,
    reviewer: Reviewer,
    number: int,
    text: str,
    wrong: list[int],
    chance: random.Random,
) -> Path:
    """Enter the review of a text and write the document, wrong in one of three ways if it is on the list."""
    way = wrong.index(number) % 3 if number in wrong else None
    path = home / f"{number:03}{('.docx', '.pdf', '.txt')[number % 3]}"
    if way != 0:
        review = reviewer.review("draft.txt", text.encode()).review
        register.add(review, Circumstances(AT, "张三", approved=way != 1 and review.conclusion != "不合法"))
    if way == 2:
        place = chance.choice([place for place, character in enumerate(text) if "一" <= character <= "龥"])
        text = f"{text[:place]}{'甲' if text[place] != '甲' else '乙'}{text[place + 1 :]}"
    path.write_bytes(as_file(path.suffix, text))
    return path


def _differ(reviewer: Reviewer, text: str) -> bool:
    from lawcheck.text.digest import text_sha256

    kinds = (".docx", ".pdf")
    return len({text_sha256(reviewer.document(f"x{kind}", as_file(kind, text)).text) for kind in kinds}) > 1


if __name__ == "__main__":
    sys.exit(main())
