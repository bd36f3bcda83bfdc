"""How often ordinary articles are alarmed: articles of local regulations, reviewed as if they stood in a normative document.

    python benchmarks/ordinary_articles.py --laws FOLDER [--number 2000] [--show]

Draws articles with a fixed seed, puts forty at a time into an excerpt (their references lead to articles that were not
drawn), and counts those with an error or warning of fair
competition (FC) and of legality (LG, CT). Many articles of regulations set what a normative document may not set, so
only the first figure has a bound; the second is there to be read.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from datetime import date
from pathlib import Path

from lawcheck.model import Stated
from lawcheck.workflows.review import Reviewer, Settings

_ARTICLE = re.compile(
    r"(?ms)^\**第[一二三四五六七八九十百零]+条\**[\s　]*(.+?)(?=^\**第[一二三四五六七八九十百零]+条|^#|\Z)"
)


def main() -> None:
    """Print the two shares, and with --show every alarm."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--laws", type=Path, required=True)
    parser.add_argument("--number", type=int, default=2000)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--max", type=float, default=1.0, help="exit 1 if a larger share is alarmed for FC")
    arguments = parser.parse_args()
    files = sorted(arguments.laws.glob("local/**/*.md")) or sorted(arguments.laws.rglob("*.md"))
    articles = [text.strip() for file in files for text in _ARTICLE.findall(file.read_text(encoding="utf-8"))]
    drawn = random.Random(20260601).sample(articles, min(arguments.number, len(articles)))
    reviewer = Reviewer(Settings(as_of=date(2026, 6, 1), stated=Stated(fragment=True)))
    alarmed: dict[str, set[tuple[int, str]]] = {"FC": set(), "LG": set()}
    rules: Counter[str] = Counter()
    for start in range(0, len(drawn), 40):
        part = drawn[start : start + 40]
        numbered = [f"第{number}条　{text}" for number, text in enumerate(part, 1)]
        draft = "临溪市若干事项管理办法\n临溪市人民政府\n" + "\n".join(numbered)
        for one in reviewer.review("draft.txt", draft.encode()).review.findings:
            family = "FC" if one.review_point.startswith("FC") else "LG"
            if one.severity == "info" or one.review_point.startswith("DR") or not one.location.article:
                continue
            alarmed[family].add((start, one.location.article))
            rules[one.rule_id] += 1
            if arguments.show:
                print(one.rule_id, "|", one.quote.replace("\n", " ")[:150])
    shares = {family: len(found) / len(drawn) for family, found in alarmed.items()}
    print(len(drawn), "articles;", {family: f"{share:.2%}" for family, share in shares.items()})
    print(rules.most_common(25))
    if shares["FC"] > arguments.max:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
