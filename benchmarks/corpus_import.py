"""Import of a whole folder of laws: seconds, size, that a second import changes nothing, and what one further law costs."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from lawcheck.corpus.store import StoredCorpus
from lawcheck.workflows.corpus import import_laws

DAY = date(2026, 11, 24)
FURTHER = (
    "# 云州市养鸟条例\n\n（2024年1月1日通过）\n\n第一条 养鸟应当文明。\n\n第二条 本条例自2024年3月1日起施行。\n"
)


def main() -> int:
    """Print seconds, sizes and counts; with ``--keep`` the corpus stays there for the other benchmarks."""
    parser = argparse.ArgumentParser()
    parser.add_argument("laws", type=Path, nargs="?", default=Path("../shared/corpus"))
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--max", type=float, default=float("inf"), help="seconds")
    options = parser.parse_args()
    if not options.laws.is_dir():
        print(f"skipped: no {options.laws}")
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary) / "corpus"
        shutil.rmtree(folder, ignore_errors=True)
        start = time.perf_counter()
        done = import_laws(str(options.laws), folder, DAY, jobs=options.jobs)
        seconds = time.perf_counter() - start
        identity = StoredCorpus(folder).identity()
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        again = import_laws(str(options.laws), folder, DAY, jobs=options.jobs)
        further = Path(temporary) / "云州市养鸟条例(2024-01-01).md"
        further.write_text(FURTHER, encoding="utf-8")
        start = time.perf_counter()
        import_laws(str(further), folder, DAY, jobs=options.jobs)
        one = time.perf_counter() - start
    print(
        f"import: {seconds:.1f} s, {done.files} files, {len(done.refused)} refused, {len(done.defective)} incomplete"
    )
    print(f"corpus: {identity.documents} laws, {identity.articles} articles, {size / 1e6:.0f} MB")
    print(f"again: {'changed' if again.built.changed else 'unchanged'}")
    print(f"one further law: {one:.1f} s, {one / seconds:.2f} of the whole")
    print(f"ratio: {seconds / options.max:.2f}")
    return int(seconds > options.max or again.built.changed)


if __name__ == "__main__":
    sys.exit(main())
