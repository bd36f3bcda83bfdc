"""Import of a whole folder of laws: seconds, size, and that a second import changes nothing."""

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
    print(
        f"import: {seconds:.1f} s, {done.files} files, {len(done.refused)} refused, {len(done.defective)} incomplete"
    )
    print(f"corpus: {identity.documents} laws, {identity.articles} articles, {size / 1e6:.0f} MB")
    print(f"again: {'changed' if again.built.changed else 'unchanged'}")
    print(f"ratio: {seconds / options.max:.2f}")
    return int(seconds > options.max or again.built.changed)


if __name__ == "__main__":
    sys.exit(main())
