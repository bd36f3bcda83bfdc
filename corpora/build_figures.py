"""Build the table of dated figures of much-used statutes: numbers, titles, articles, short keys; never their texts.

    python corpora/build_figures.py --corpus CORPUS

Reads the laws of ``facts/figure-laws.csv`` from an imported corpus, each text of which the days are known. The same
corpus gives the same bytes; ``figures/source.txt`` says which corpus it was.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import log
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from lawcheck.align.limits import is_fine, limit, said  # noqa: E402
from lawcheck.align.norm import Figure, Norm  # noqa: E402
from lawcheck.align.sentences import of_article  # noqa: E402
from lawcheck.align.statutory import COLUMNS, FILE, StatutoryFigure, independent  # noqa: E402
from lawcheck.align.words import concepts, concepts_in, tokens  # noqa: E402
from lawcheck.corpus import Corpus, open_corpus  # noqa: E402
from lawcheck.text import numerals, words  # noqa: E402
from lawcheck.text.fold import skeleton  # noqa: E402

UNITS = ("元", "日", "比例", "人")
# The keys of a figure: at most so many, each of which less than one in nine sentences has; fewer than three tell nothing.
MOST, LEAST, TELLING = 8, 3, 2.2
_HAN = re.compile(r"[一-鿿]{2,6}")
_COUNTED = re.compile(rf"^[{numerals.NUMERAL}两之]+")
# Words that tell nothing of what a figure limits, rare as they are among penalties.
_EMPTY = frozenset(
    (
        "中华人民共和国", "另有", "除外", "依照", "以后", "上述", "涉及", "可能", "及时", "提前", "至少", "其中", "组成", "内容", "需要", "发生",
        "期限内", "工作日内", "之内", "超出", "最长", "同一", "每次", "部分", "时间", "情节", "由于", "应予", "以及", "达到", "进行", "国务院",
    )
)  # fmt: skip
_NAMED = re.compile(r"“(?P<n>[一二三四五六七八九十百]+)个?(?:工作)?日”")
_AT_MOST_TEN = "十日以内"
_AS_WORKING = re.compile(r"(?:是指|以)工作日")


@dataclass(frozen=True, slots=True)
class Found:
    """A figure with the sentence it stands in."""

    law: str
    article: str
    since: date
    until: date | None
    figure: Figure
    norm: Norm


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, write, and print how much there is."""
    options = _options(arguments)
    corpus = open_corpus(options.corpus)
    with (options.facts / "figure-laws.csv").open(encoding="utf-8", newline="") as handle:
        titles = [row["title"] for row in csv.DictReader(handle)]
    rows = joined(rows_of([one for title in titles for one in figures_of(corpus, title)]))
    options.target.mkdir(parents=True, exist_ok=True)
    with (options.target / FILE).open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(row.row() for row in rows)
    identity = corpus.identity()
    source = f"法规库 {identity.sha256}\n法律 {identity.documents} 件，条文 {identity.articles} 条\n"
    (options.target / "source.txt").write_text(source, encoding="utf-8")
    print(f"数字 {len(rows)} 个，法律 {len({row.law for row in rows})} 件")
    print(dict(sorted(Counter(row.limit for row in rows).items())))
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="生成常用法律的数字表（只含事实，不含法律文本）")
    parser.add_argument("--corpus", type=Path, required=True, help="已导入的法规库")
    parser.add_argument("--facts", type=Path, default=HERE / "facts", help="人工事实表目录")
    parser.add_argument("--target", type=Path, default=HERE / "figures", help="输出目录")
    return parser.parse_args(arguments)


def figures_of(corpus: Corpus, title: str) -> Iterator[Found]:
    """The figures that the texts of a law order, of each text whose days are known."""
    law = next(law for law in corpus.named(title) if not law.region)
    for version in corpus.versions(law):
        articles = corpus.articles(version)
        if version.effective is None or not articles:
            continue
        until = version.ceased - timedelta(1) if version.ceased else None
        working = working_days([skeleton(text) for _, text in articles])
        for article, text in articles:
            for norm in of_article(text):
                for figure in norm.figures:
                    if is_ordered(figure, norm):
                        if figure.unit == "日" and (figure.value in working or None in working):
                            figure = replace(figure, working=True)
                        yield Found(law.title, article, version.effective, until, figure, norm)


def is_ordered(figure: Figure, norm: Norm) -> bool:
    """A figure that is ordered: none of a case, of a ban (but for what it costs), of an example in quotes."""
    banned = norm.parts[figure.part].modality == "must_not" and not is_fine(figure, norm)
    if figure.unit not in UNITS or figure.conditional or banned:
        return False
    return not figure.before.endswith("“") and figure.high > 0


def working_days(articles: Sequence[str]) -> frozenset[float | None]:
    """The days that a law counts as working days (行政处罚法 第八十五条); None: all (行政许可法 第八十二条)."""
    found: set[float | None] = set()
    for text in articles:
        if not _AS_WORKING.search(text):
            continue
        named = [numerals.parse(match["n"]) for match in _NAMED.finditer(text)]
        if named:
            found.update(float(value) for value in named if value)
        elif _AT_MOST_TEN in text:
            found.update(map(float, range(1, 11)))
        elif "期限以工作日计算" in text:
            found.add(None)
    return frozenset(found)


def rows_of(found: Sequence[Found]) -> Iterator[StatutoryFigure]:
    """The lines of the table: each figure with its most telling keys."""
    sentences = {one.norm.text: candidates(one.norm.text) for one in found}
    counted = Counter(key for keys in sentences.values() for key in keys)
    telling = {key: log(1 + len(sentences) / count) for key, count in counted.items()}
    for one in found:
        keys = keys_of(one.norm.text, sentences[one.norm.text], telling)
        limits = limit(one.figure, one.norm)
        if len(keys) >= LEAST or limits == "fine":  # a fine is compared with the article that a draft cites, too
            figure = replace(one.figure, words=said(one.figure))
            yield StatutoryFigure(one.law, one.article, one.since, one.until, limits, figure, keys)


def candidates(text: str) -> frozenset[str]:
    """The words and concepts of a sentence that may tell what it is about."""
    plain = {
        word
        for word in words.query_words(text)
        if _HAN.fullmatch(word) and word not in _EMPTY and not _COUNTED.match(word) and tokens(word)
    }
    return frozenset(plain | (concepts_in(text) - concepts().weak))


def keys_of(text: str, candidates: frozenset[str], telling: Mapping[str, float]) -> tuple[str, ...]:
    """The most telling of them that stand for different characters, most telling first."""
    order = sorted((key for key in candidates if telling[key] >= TELLING), key=lambda key: (-telling[key], key))
    names = [key for key in order if key.startswith("=")]
    kept = independent([key for key in order if not key.startswith("=")], names, text)
    return tuple(sorted(kept, key=lambda key: (-telling[key], key))[:MOST])


def joined(rows: Iterator[StatutoryFigure]) -> list[StatutoryFigure]:
    """Each figure once, from the first text that has it to the last that follows without a break."""
    last: dict[StatutoryFigure, StatutoryFigure] = {}
    done: list[StatutoryFigure] = []
    plain = Figure("", 0.0, 0.0, "exact", "", 0, "", "")
    for row in sorted(rows, key=lambda row: row.since):
        figure = replace(plain, **{name: getattr(row.figure, name) for name in _KEPT})
        row = replace(row, figure=figure)
        same = replace(row, since=date.min, until=None)
        before = last.get(same)
        if before is not None and before.since == row.since:
            continue
        if before is not None and before.until == row.since - timedelta(1):
            last[same] = replace(before, until=row.until)
            continue
        if before is not None:
            done.append(before)
        last[same] = row
    return sorted([*done, *last.values()], key=StatutoryFigure.row)


_KEPT = ("unit", "low", "high", "bound", "words", "working")


if __name__ == "__main__":
    raise SystemExit(main())
