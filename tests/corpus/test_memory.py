"""The corpus in memory and the timeline that both corpora share."""

from __future__ import annotations

from datetime import date

import pytest

from lawcheck.corpus import Corpus, MemoryCorpus
from lawcheck.model import Law, Rank, Status, Target, Version

FIRST, SECOND = date(2010, 1, 1), date(2020, 1, 1)
TEXT = """
第一条 为了检验，制定本法。
第二条 有下列情形之一的，处罚款：
（一）没有申报的；
（二）申报不实的。
情节轻微的，不予处罚。
第二条之一 罚款不得超过一万元。
"""


@pytest.fixture
def corpus() -> MemoryCorpus:
    return MemoryCorpus.of_texts({"检验法": TEXT}, SECOND)


def version_of(corpus: Corpus, name: str, day: date) -> Version:
    version = corpus.version(corpus.named(name)[0], day)
    assert version is not None
    return version


@pytest.mark.parametrize(
    ("target", "wording"),
    [
        (Target(article="第一条"), "为了检验，制定本法。"),
        (Target(article="第二条", item="（二）"), "（二）申报不实的。"),
        (Target(article="第2条", paragraph=2), "情节轻微的，不予处罚。"),
        (Target(article="第二条之一"), "罚款不得超过一万元。"),
        (Target(article="第二条", paragraph=3), None),
        (Target(article="第二条", item="（三）"), None),
        (Target(article="第三条"), None),
        (Target(), None),
    ],
)
def test_wording(corpus: MemoryCorpus, target: Target, wording: str | None) -> None:
    assert corpus.wording(version_of(corpus, "检验法", SECOND), target) == wording


def test_provision_counts_paragraphs_and_items(corpus: MemoryCorpus) -> None:
    article = corpus.provision(version_of(corpus, "检验法", SECOND), Target(article="第二条"))
    assert article is not None
    assert [len(paragraph.children) for paragraph in article.children] == [2, 0]


def test_has_article(corpus: MemoryCorpus) -> None:
    version = version_of(corpus, "检验法", SECOND)
    assert corpus.has_article(version, "第二条之一") is True
    assert corpus.has_article(version, "第三条") is False
    assert corpus.has_article(version, "前款") is None


def test_search(corpus: MemoryCorpus) -> None:
    assert [passage.article for passage in corpus.search("罚款不得超过", SECOND, 2)] == ["第二条之一", "第二条"]
    assert corpus.search("罚款", FIRST, 2) == ()


def test_identity_and_similar(corpus: MemoryCorpus) -> None:
    identity = corpus.identity()
    assert (identity.documents, identity.articles) == (1, 3)
    assert corpus.similar("检法", 3)[0][0] == "检验法"


LAW = Law("旧法", "旧法", "中华人民共和国旧法", Rank.LAW, names=("老法",))


def versions_of(*versions: Version, law: Law = LAW) -> MemoryCorpus:
    return MemoryCorpus({law: {version: {"第一条": "正文。"} for version in versions}})


def test_named_and_numbered() -> None:
    corpus: Corpus = versions_of(Version("旧法", "2010年公布", "国发〔2010〕1号", FIRST, FIRST))
    assert corpus.named("老法") == corpus.named("《中华人民共和国旧法》") == (LAW,)
    assert [version.law for version in corpus.numbered("国发[2010]1号")] == ["旧法"]
    assert corpus.named("新法") == ()


@pytest.mark.parametrize(
    ("day", "label", "status"),
    [
        (date(2009, 12, 31), None, Status.NOT_YET),
        (FIRST, "2010年公布", Status.CURRENT),
        (date(2019, 12, 31), "2010年公布", Status.CURRENT),
        (SECOND, "2019年修订", Status.CURRENT),
        (date(2024, 12, 31), "2019年修订", Status.CURRENT),
        (date(2025, 1, 1), None, Status.REPEALED),
    ],
)
def test_timeline(day: date, label: str | None, status: Status) -> None:
    corpus = versions_of(
        Version("旧法", "2010年公布", "", FIRST, FIRST, SECOND, "修订"),
        Version("旧法", "2019年修订", "", date(2019, 6, 1), SECOND, date(2025, 1, 1), "废止（新法）"),
    )
    version = corpus.version(LAW, day)
    assert (version.label if version else None) == label
    assert corpus.status(LAW, day) is status


def test_only_amended_texts_do_not_make_a_law_young() -> None:
    corpus = versions_of(Version("旧法", "2019年修订", "", date(2019, 6, 1), SECOND))
    assert corpus.status(LAW, FIRST) is Status.UNKNOWN


def test_unknown_day_of_effect() -> None:
    """In the year after promulgation it is not certain which of two texts counts; the law itself is there."""
    corpus = versions_of(
        Version("旧法", "2010年公布", "", FIRST, FIRST, date(2019, 6, 1), "修正"),
        Version("旧法", "2019年修正", "", date(2019, 6, 1)),
    )
    assert corpus.version(LAW, date(2019, 7, 1)) is None
    assert corpus.status(LAW, date(2019, 7, 1)) is Status.CURRENT
    assert corpus.version(LAW, date(2021, 1, 1)) is not None


def test_unverified_end_and_unverified_law() -> None:
    ended = Version("旧法", "2010年公布", "", FIRST, FIRST, SECOND, "替代（新法）", verified="U")
    assert versions_of(ended).status(LAW, date(2015, 1, 1)) is Status.CURRENT
    assert versions_of(ended).status(LAW, SECOND) is Status.UNKNOWN
    doubtful = Law("旧法", "旧法", "旧法", Rank.LAW, verified="U")
    plain = Version("旧法", "2010年公布", "", FIRST, FIRST)
    assert versions_of(plain, law=doubtful).status(doubtful, SECOND) is Status.UNKNOWN
    endless = Version("旧法", "2010年公布", "", FIRST, FIRST, None, "失效（日期未核）", verified="U")
    assert versions_of(endless).version(LAW, SECOND) is None
    assert versions_of(endless).status(LAW, SECOND) is Status.UNKNOWN
