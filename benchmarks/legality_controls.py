"""Restated and enlarged articles in a normative document: what the legality review says of them.

    python benchmarks/legality_controls.py restated CORPUS [--number 1000] [--bare] [--show]
    python benchmarks/legality_controls.py enlarged CORPUS [--number 1000] [--bare] [--show]

``restated``: articles of laws and 行政法规 in force, drawn with a fixed seed, stand in a draft behind 依照《X法》第N条的规定，
in their own words: at most one in a hundred may be alarmed (an error or a warning of FC, LG or CT).
``enlarged``: those among them that list conditions or documents or set a penalty, without the citation and with one thing
added; at least 0.7 must be alarmed in that article. ``--bare`` reviews without the corpus (with the catalogue only).
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lawcheck.corpus.store import StoredCorpus
from lawcheck.model import Finding, Rank, Status
from lawcheck.text import numerals
from lawcheck.workflows.review import Reviewer, Settings

DAY = date(2026, 6, 1)
SHORT, LONG, TOGETHER = 30, 900, 40
_CONDITIONS = re.compile(r"(?:条件|要求)[^：:]{0,12}[：:]$")
_DOCUMENTS = re.compile(
    r"(?:提交|提供|报送|附具|附送|递交|携带|出具)[^：:]{0,40}(?:材料|文件|资料|证明|证件)[^：:]{0,8}[：:]$"
)
_PENALTY = re.compile(r"(?:罚款|吊销[^。；]{0,20}|停产停业[^。；]{0,8}|没收[^。；]{0,20})。")
_ITEM = re.compile(r"^[（(]([一二三四五六七八九十]{1,3})[）)]")
# Things that no law asks for, as drafts add them; each list is used in turn.
ADDED = {
    "conditions": (
        "法定代表人具有本市户籍", "注册资本不低于五百万元", "近三年没有信访投诉记录", "经所在地行业协会推荐",
        "在本市缴纳税款满二年", "经营场所面积不少于三百平方米",
    ),
    "documents": (
        "所在地村民委员会出具的无异议证明", "行业协会的推荐意见", "法定代表人无犯罪记录证明", "近三年纳税证明",
        "经公证的承诺书", "相邻单位的书面同意意见",
    ),
    "penalty": (
        "并责令停业整顿三十日", "并处暂扣营业执照六个月", "并在三年内不得从事该项经营活动", "并没收用于经营的工具",
        "并予以全市通报批评", "并处二十万元罚款",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it stands in the draft; ``kind`` is what was added, or restated."""

    kind: str
    law: str
    number: str
    words: str


def drawn(corpus: StoredCorpus, number: int, seed: int = 20260601) -> Iterator[tuple[str, str, str]]:
    """(title, number, words) of so many articles of national law in force, each from the laws in turn."""
    chance = random.Random(seed)
    found = []
    for law in corpus.laws():
        version = corpus.likely_version(law, DAY)
        if law.rank not in (Rank.LAW, Rank.ADMIN_REGULATION) or version is None:
            continue
        if corpus.status(law, DAY) not in (Status.CURRENT, Status.UNKNOWN):
            continue
        found.extend(
            (law.title, article, words)
            for article, words in corpus.articles(version)
            if article.startswith("第") and SHORT <= len(words) <= LONG
        )
    yield from chance.sample(found, min(number, len(found)))


def restated(articles: Sequence[tuple[str, str, str]]) -> Iterator[Article]:
    """Each article behind its citation."""
    for title, number, words in articles:
        yield Article("restated", title, number, f"依照《{title}》{number}的规定，{words}")


def enlarged(articles: Sequence[tuple[str, str, str]]) -> Iterator[Article]:
    """The articles that list conditions or documents or set a penalty, with one thing added."""
    counts: Counter[str] = Counter()
    for title, number, words in articles:
        for kind, change in (("conditions", _listed), ("documents", _listed), ("penalty", _punished)):
            more = change(words, kind, ADDED[kind][counts[kind] % len(ADDED[kind])])
            if more is not None:
                counts[kind] += 1
                yield Article(kind, title, number, more)
                break


def _listed(words: str, kind: str, added: str) -> str | None:
    """The list of conditions or documents with one item more at its end."""
    lines = words.split("\n")
    opening = _CONDITIONS if kind == "conditions" else _DOCUMENTS
    start = next((index for index, line in enumerate(lines) if opening.search(line)), None)
    if start is None:
        return None
    end = start + 1
    while end < len(lines) and _ITEM.match(lines[end]):
        end += 1
    last = _ITEM.match(lines[end - 1])
    if last is None or end - start < 3:
        return None
    number = numerals.chinese((numerals.parse(last[1]) or 0) + 1)
    lines[end - 1] = lines[end - 1].rstrip("。；;") + "；"
    return "\n".join([*lines[:end], f"（{number}）{added}。", *lines[end:]])


def _punished(words: str, kind: str, added: str) -> str | None:
    """The first sentence that ends in a penalty with one more."""
    match = _PENALTY.search(words)
    return f"{words[: match.end() - 1]}，{added}{words[match.end() - 1 :]}" if match else None


def alarmed(articles: Sequence[Article], reviewer: Reviewer) -> Iterator[tuple[Article, list[Finding]]]:
    """Each article with what alarms in it; forty stand in a draft together."""
    for start in range(0, len(articles), TOGETHER):
        part = articles[start : start + TOGETHER]
        lines = [f"第{numerals.chinese(number)}条　{one.words}" for number, one in enumerate(part, 1)]
        draft = "临溪市若干事项管理办法\n临溪市人民政府\n" + "\n".join(lines) + "\n"
        findings = reviewer.review("draft.txt", draft.encode()).review.findings
        for number, one in enumerate(part, 1):
            here = [
                finding
                for finding in findings
                if finding.severity != "info"
                and not finding.review_point.startswith("DR")
                and finding.location.article == f"第{numerals.chinese(number)}条"
            ]
            yield one, here


def main() -> int:
    """Print the share alarmed by kind and the rules that alarmed; exit 1 if the floor is not held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("control", choices=("restated", "enlarged"))
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--number", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20260601)
    parser.add_argument("--bare", action="store_true", help="review without the texts of laws")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    chosen = list(drawn(StoredCorpus(options.corpus), options.number, options.seed))
    articles = list((restated if options.control == "restated" else enlarged)(chosen))
    reviewer = Reviewer(Settings(as_of=DAY, corpus=None if options.bare else options.corpus))
    total, hit, rules = Counter[str](), Counter[str](), Counter[str]()
    for one, findings in alarmed(articles, reviewer):
        total[one.kind] += 1
        hit[one.kind] += bool(findings)
        rules.update({finding.rule_id for finding in findings})
        if options.show and bool(findings) == (options.control == "restated"):
            said = "; ".join(f"{f.rule_id} “{f.quote[:60]}” {f.message[:80]}" for f in findings)
            print(f"{one.kind} {one.law}{one.number} {said or one.words[-160:]}".replace("\n", " "))
    print(dict(rules.most_common()))
    for kind in total:
        print(f"{kind}: {hit[kind]} of {total[kind]} alarmed ({hit[kind] / total[kind]:.2%})")
    share = hit.total() / max(1, total.total())
    return int(share > 0.01 if options.control == "restated" else share < 0.7)


if __name__ == "__main__":
    sys.exit(main())
