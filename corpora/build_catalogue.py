"""Build the catalogue that ships: facts about laws (titles, dates, numbers, counts), never their texts.

    python corpora/build_catalogue.py --source CATALOGUE.csv [--texts FOLDER]

``--source`` lists the law files. ``--texts`` reads the files themselves and renews ``facts/texts.csv``; without it the
stored facts are used. The same sources give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from curated import Curator  # noqa: E402
from entries import LAW_COLUMNS, VERSION_COLUMNS, Laws  # noqa: E402
from source_csv import collect_texts, laws_from_source, load_texts, read_source, write_texts  # noqa: E402


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, write, and print what disagreed and what came out."""
    options = _options(arguments)
    rows = read_source(options.source)
    if options.texts:
        write_texts(collect_texts(rows, options.texts), options.facts / "texts.csv")
    texts = load_texts(options.facts / "texts.csv")
    laws = laws_from_source(rows, texts)
    curator = Curator(laws, options.facts)
    curator.apply(rows, texts)
    options.target.mkdir(parents=True, exist_ok=True)
    _write(options.target / "laws.csv", LAW_COLUMNS, (law.row() for law in laws))
    lines = [version.row(law.title) for law in laws for version in law.versions]
    _write(options.target / "versions.csv", VERSION_COLUMNS, lines)
    for line in curator.disagreements:
        print("不一致", line)
    _summary(laws)
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="生成随附目录（只含事实，不含法律文本）")
    parser.add_argument("--source", type=Path, required=True, help="法律文件清单 catalogue.csv")
    parser.add_argument("--texts", type=Path, help="法律文本目录：重新提取末条条号、历次修改、废止条款")
    parser.add_argument("--facts", type=Path, default=HERE / "facts", help="人工核对的事实表目录")
    parser.add_argument("--target", type=Path, default=HERE / "catalogue", help="输出目录")
    return parser.parse_args(arguments)


def _write(path: Path, columns: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(lines)


def _summary(laws: Laws) -> None:
    entries = list(laws)
    versions = [version for law in entries for version in law.versions]
    print(f"文件 {len(entries)} 件，文本 {len(versions)} 个")
    print("级别", dict(sorted(Counter(law.rank for law in entries).items())))
    print("标记（文件）", dict(sorted(Counter(law.verified for law in entries).items())))
    print("标记（文本）", dict(sorted(Counter(version.verified for version in versions).items())))
    print("完整文本", sum(version.complete for version in versions))


if __name__ == "__main__":
    raise SystemExit(main())
