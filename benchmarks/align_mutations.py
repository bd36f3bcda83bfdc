"""Sentences of articles of an imported corpus, as they stand and with one slot changed: what alignment says of them.

Verbatim sentences and favourable changes (faster authorities, more time for claims, fines inside the band) must stay
silent; each changed slot should be found, with the article it was taken from first. Only figures are printed.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lawcheck.align import align
from lawcheck.cite import find, resolve
from lawcheck.corpus.store import StoredCorpus
from lawcheck.model import Difference, Document, Rank, Stated
from lawcheck.read import read_bytes
from lawcheck.structure import structure
from lawcheck.text import numerals

DAY = date(2026, 6, 1)
RANKS = (Rank.LAW, Rank.ADMIN_REGULATION)
_FINE = re.compile(
    r"处?([一二三四五六七八九十百千万\d]+)(万?元)以上([一二三四五六七八九十百千万\d]+)(万?元)以下的?罚款"
)
_WITHIN = re.compile(r"(?<!延长)([一二三四五六七八九十]{1,3}|\d{1,3})(个工作日|日)内")
_LEAST = re.compile(r"(不得?少于)([一二三四五六七八九十]{1,3}|\d{1,3})(个工作日|日|年|人)")
_CLAIM = re.compile(r"[^。；]{0,40}(?:申请(?!人|书|材料|工伤|单位)|提出|起诉|诉讼|复议|异议|领取|申诉)")
# Whose period it is cannot be told by what is done in it: a party's duty, an agency as defendant, an opinion handed on.
_DUTY = re.compile(r"(?:当事人|被告|人民法院|乡、民族乡、镇人民政府)应当")
# A sentence that only goes on says nothing of its own matter.
_FRAGMENT = re.compile(
    r"情节|没有违法所得|对个人|对有关|两年内|逾期|拒不|造成|前款|其中|对其|对直接|对负有|有违法所得|尚不|后果|违反其他|但|违反本[^,，]{1,30}规定的，(?:由|责令|处)"
)
_BODY = re.compile(
    r"由[^,，。；]{0,10}(?:主管部门|管理部门|机关|行政部门)(?=[^,，。；]{0,6}(?:批准|审批|处|责令|核发|颁发|决定|登记))"
)


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence with the article it is from; ``kind`` is the slot changed, or verbatim or favourable."""

    kind: str
    law: str
    article: str
    sentence: str


def _scaled(number: str, factor: float) -> str:
    value = numerals.parse(number) if not number.isdigit() else int(number)
    return str(max(1, round((value or 1) * factor)))


def _periods(sentence: str) -> Iterator[tuple[str, str]]:
    match = _WITHIN.search(sentence)
    if match and not _DUTY.search(sentence[: match.start()]):
        claims = _CLAIM.match(sentence[match.end() :]) is not None
        worse, better = (0.34, 2.0) if claims else (4.0, 0.5)
        for kind, factor in (("period", worse), ("favourable", better)):
            number = _scaled(match[1], factor)
            if number != str(_scaled(match[1], 1)):
                yield kind, f"{sentence[: match.start()]}{number}{match[2]}内{sentence[match.end() :]}"
    least = _LEAST.search(sentence)
    if least and _scaled(least[2], 0.34) != _scaled(least[2], 1):
        for kind, factor in (("period", 0.34), ("favourable", 2.0)):
            yield (
                kind,
                f"{sentence[: least.start()]}{least[1]}{_scaled(least[2], factor)}{least[3]}{sentence[least.end() :]}",
            )


def _amounts(sentence: str) -> Iterator[tuple[str, str]]:
    match = _FINE.search(sentence)
    if match:
        low, high = _scaled(match[1], 1), _scaled(match[3], 1)
        head, tail = sentence[: match.start()], sentence[match.end() :]
        yield "amount", f"{head}处{low}{match[2]}以上{_scaled(match[3], 3)}{match[4]}以下罚款{tail}"
        if match[2] == match[4] and int(high) >= 3 * int(low):
            yield "favourable", f"{head}处{low}{match[2]}以上{_scaled(match[3], 0.6)}{match[4]}以下罚款{tail}"


def _modalities(sentence: str) -> Iterator[tuple[str, str]]:
    if (
        re.search(r"(?<!未经)[^,，。]{4,}，?不得(?!少|低|超|高|多)[^,，。]{3,}", sentence)
        and "擅自" not in sentence
    ):
        yield "modality", sentence.replace("不得", "可以", 1)
    elif sentence.count("应当") == 1 and "可以" not in sentence and len(sentence) < 80:
        yield "modality", sentence.replace("应当", "可以不", 1)
    elif "有权" in sentence and len(sentence) < 80:
        yield "modality", sentence.replace("有权", "不得", 1)


def _bodies(sentence: str) -> Iterator[tuple[str, str]]:
    match = _BODY.search(sentence)
    if match:
        yield "authority", f"{sentence[: match.start()]}由行业协会{sentence[match.end() :]}"


def _conditions(sentence: str) -> Iterator[tuple[str, str]]:
    if re.search(r"(?:可以|有权)[^,，。]{0,14}申请", sentence) and sentence.endswith("。"):
        yield "condition", sentence[:-1] + "，但应当先取得村民委员会的同意。"


def _scopes(sentence: str) -> Iterator[tuple[str, str]]:
    if re.search(r"(?:任何单位|个人|企业|单位)[^,，。]{0,16}不得(?!少|低|超)", sentence) and "除外" not in sentence:
        yield "scope", sentence[:-1] + "，经街道办事处同意的除外。"


CHANGES: tuple[Callable[[str], Iterator[tuple[str, str]]], ...] = (
    _amounts, _periods, _modalities, _bodies, _conditions, _scopes,
)  # fmt: skip


def mutated(corpus: StoredCorpus, per_kind: int, seed: int) -> list[Case]:
    """So many sentences of each kind, from as many laws as there are."""
    chance = random.Random(seed)
    laws = [law for law in corpus.laws() if law.rank in RANKS]
    chance.shuffle(laws)
    counts: Counter[str] = Counter()
    found: list[Case] = []
    for law in laws * 3:
        version = corpus.likely_version(law, DAY)
        articles = [pair for pair in corpus.articles(version) if pair[0].startswith("第")] if version else []
        for article, words in chance.sample(articles, min(8, len(articles))):
            for sentence in re.findall(r"[^。；\n:：]+[。]", words):
                if not 18 <= len(sentence) <= 120 or _FRAGMENT.match(sentence):
                    continue
                made = [("verbatim", sentence), *(pair for change in CHANGES for pair in change(sentence))]
                for kind, text in made:
                    if counts[kind] < per_kind:
                        counts[kind] += 1
                        found.append(Case(kind, law.title, article, text))
    return found


def mutated_draft(case: Case) -> Document:
    """The sentence in a draft whose title names the law's matter."""
    title = re.sub(r"(?:法|条例|规定|办法)(?:实施(?:条例|细则))?$", "", case.law)
    text = f"临溪市{title}管理办法\n临溪市人民政府\n{case.sentence}\n"
    return structure(read_bytes(text.encode(), "case.txt"), Stated(fragment=True))


def differences(case: Case, corpus: StoredCorpus) -> tuple[Difference, ...]:
    """What alignment says of a case, as the check would raise it."""
    document = mutated_draft(case)
    citations = resolve(find(document), document, corpus, DAY)
    return tuple(d for one in align(document, citations, corpus, DAY) for d in one.differences[:1])


def main() -> int:
    """Print the share of each kind in which a difference was found, and in which it names the right article."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--count", type=int, default=100, help="sentences of each kind")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", default="", help="print the sentences of this kind that were judged wrongly")
    options = parser.parse_args()
    corpus = StoredCorpus(options.corpus)
    total: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for case in mutated(corpus, options.count, options.seed):
        said = differences(case, corpus)
        total[case.kind] += 1
        found[case.kind] += bool(said)
        right[case.kind] += any(
            (d.governing.law.title, d.governing.article) == (case.law, case.article) for d in said
        )
        if case.kind == options.show and bool(said) == (case.kind in ("verbatim", "favourable")):
            print(case.law, case.article, case.sentence, [d.sentence for d in said])
    for kind in sorted(total):
        print(
            f"{kind}: {total[kind]} cases, found {found[kind] / total[kind]:.3f}, right article {right[kind] / total[kind]:.3f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
