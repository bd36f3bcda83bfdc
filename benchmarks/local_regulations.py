"""Local regulations as drafts of 地方性法规 at their own dates: errors in a hundred articles, by rule.

    python benchmarks/local_regulations.py FOLDER [--corpus CORPUS] [--every 1] [--show]

FOLDER holds the texts and a ``catalogue.csv`` (path, issuer_guess, promulgated, effective). Each text is reviewed with its
issuer stated and as of the day of its entry into force (else of its promulgation; texts without either are left out).
The regulations were passed, so that nearly every error is a false one: at most 0.5 in a hundred articles.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from lawcheck.model import Finding, Stated
from lawcheck.workflows.review import Reviewer, Settings


def regulations(folder: Path) -> Iterator[tuple[Path, str, date]]:
    """(file, issuer, day) of the local regulations of the catalogue."""
    with (folder / "catalogue.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            day = row["effective"] or row["promulgated"]
            if row["path"].startswith("local/") and re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
                yield folder / row["path"], row["issuer_guess"], date.fromisoformat(day)


def main() -> int:
    """Print errors by rule and their share; exit 1 above the bound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth regulation")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="the first of these")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--max", type=float, default=0.5)
    options = parser.parse_args()
    reviewer = Reviewer(Settings(as_of=date.today(), corpus=options.corpus))
    articles, texts = 0, 0
    rules: Counter[str] = Counter()
    places: dict[str, list[tuple[str, Finding]]] = defaultdict(list)
    for file, issuer, day in list(regulations(options.folder))[options.first :: options.every]:
        # Rules and corpus are opened once; only the day and the issuer change.
        reviewer.settings = replace(reviewer.settings, as_of=day, stated=Stated(issuer=issuer))
        review = reviewer.review(file.name, file.read_bytes()).review
        articles, texts = articles + review.document.articles, texts + 1
        for finding in review.findings:
            if finding.severity == "error":
                rules[finding.rule_id] += 1
                places[finding.rule_id].append((file.stem, finding))
    for rule, count in rules.most_common():
        print(count, rule)
        for name, finding in places[rule] if options.show else ():
            print(
                "   ",
                name,
                finding.location,
                "|",
                finding.quote.replace("\n", " ")[:90],
                "|",
                finding.message[:120],
            )
    share = 100 * rules.total() / max(1, articles)
    print(f"{rules.total()} errors in {articles} articles of {texts} regulations: {share:.2f} in a hundred")
    return int(share > options.max)


if __name__ == "__main__":
    sys.exit(main())
