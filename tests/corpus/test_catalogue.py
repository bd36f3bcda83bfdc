"""The shipped catalogue: found by any name, answered for any day, silent where it does not know."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lawcheck.corpus import Catalogue, open_corpus
from lawcheck.corpus.catalogue import LAWS_FILE, VERSIONS_FILE, open_catalogue
from lawcheck.errors import CorpusError
from lawcheck.model import Law, Rank, Status, Target

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return open_catalogue()


def one(catalogue: Catalogue, name: str) -> Law:
    found = catalogue.named(name)
    assert len(found) == 1, (name, found)
    return found[0]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("行政处罚法", "行政处罚法"),
        ("《中华人民共和国行政处罚法》", "行政处罚法"),
        ("中华人民共和国行政处罚法（2021年修订）", "行政处罚法"),
        ("民诉法", "民事诉讼法"),
        ("监督法", "各级人民代表大会常务委员会监督法"),
        ("民法典合同编", "民法典"),
        ("公司登記管理條例", "公司登记管理条例"),
        ("最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释", "最高人民法院关于适用《行政诉讼法》的解释"),
        (
            "关于加强行政规范性文件制定和监督管理工作的通知",
            "国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知",
        ),
        (
            "国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知",
            "国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知",
        ),
        ("全国统一大市场建设指引", "全国统一大市场建设指引（试行）"),
        ("公平竞争审查制度实施细则(暂行)", "公平竞争审查制度实施细则（暂行）"),
        # The exact name wins over the one that differs by 暂行 only.
        ("公平竞争审查制度实施细则", "公平竞争审查制度实施细则"),
        (
            "最高人民法院 最高人民检察院关于办理操纵证券、期货市场刑事案件适用法律若干问题的解释",
            "最高人民法院、最高人民检察院关于办理操纵证券、期货市场刑事案件适用法律若干问题的解释",
        ),
    ],
)
def test_named(catalogue: Catalogue, name: str, title: str) -> None:
    assert one(catalogue, name).title == title


def test_named_finds_nothing_or_several(catalogue: Catalogue) -> None:
    assert catalogue.named("行政处罚条例") == ()
    assert {law.title for law in catalogue.named("市场准入负面清单")} == {
        "市场准入负面清单（2022年版）",
        "市场准入负面清单（2025年版）",
    }


@pytest.mark.parametrize(
    ("number", "title"),
    [
        ("国办发〔2018〕37号", "国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知"),
        ("国办发[2018] 37 号", "国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知"),
        ("国办发（2018）第115号", "国务院办公厅关于全面推行行政规范性文件合法性审核机制的指导意见"),
        ("国务院令第783号", "公平竞争审查条例"),
        ("中华人民共和国国务院令第七百二十二号", "优化营商环境条例"),
        ("市场监管总局令第99号", "公平竞争审查条例实施办法"),
        ("国市监反垄规〔2021〕2号", "公平竞争审查制度实施细则"),
        ("法释〔2018〕1号", "最高人民法院关于适用《行政诉讼法》的解释"),
        # The number of the first text still names the regulation after five amendments.
        ("国务院令第406号", "道路运输条例"),
    ],
)
def test_numbered(catalogue: Catalogue, number: str, title: str) -> None:
    assert {version.law for version in catalogue.numbered(number)} == {title}


def test_number_unknown(catalogue: Catalogue) -> None:
    assert catalogue.numbered("国办发〔2018〕9999号") == ()


@pytest.mark.parametrize(
    ("name", "day", "label", "articles"),
    [
        ("行政处罚法", date(2021, 7, 14), "2017年修正", None),
        ("行政处罚法", date(2021, 7, 15), "2021年修订", 86),
        ("治安管理处罚法", date(2025, 12, 31), "2012年修正", 119),
        ("治安管理处罚法", date(2026, 1, 1), "2025年修订", 144),
        ("商标法", date(2026, 12, 31), "2019年修正", 73),
        ("商标法", date(2027, 1, 1), "2026年修订", 87),
        ("海洋环境保护法", date(2023, 12, 31), "2017年修正", 97),
        ("海洋环境保护法", date(2026, 8, 14), "2023年修订", 124),
        ("立法法", date(2023, 3, 15), "2023年修正", 120),
        ("民事诉讼法", date(2023, 12, 31), "2021年修正", 291),
        ("监察法", TODAY, "2024年修正", 78),
        ("长江保护法", TODAY, "2020年公布", 96),
        ("农民专业合作社法", TODAY, "2017年修订", 74),
        # The day of effect of this amendment is unknown; a year after its promulgation it counts.
        ("环境保护税法", TODAY, "2025年修正", 29),
        ("道路运输条例", TODAY, "2023年修订", 82),
    ],
)
def test_version_on_a_day(catalogue: Catalogue, name: str, day: date, label: str, articles: int | None) -> None:
    version = catalogue.version(one(catalogue, name), day)
    assert version is not None
    assert (version.label, version.articles) == (label, articles)


CODE = date(2026, 8, 15)
TEN = (
    "环境保护法",
    "环境影响评价法",
    "海洋环境保护法",
    "大气污染防治法",
    "水污染防治法",
    "土壤污染防治法",
    "固体废物污染环境防治法",
    "噪声污染防治法",
    "放射性污染防治法",
    "清洁生产促进法",
)


@pytest.mark.parametrize("name", TEN)
def test_ten_laws_end_with_the_code(catalogue: Catalogue, name: str) -> None:
    law = one(catalogue, name)
    assert catalogue.status(law, date(2026, 8, 14)) is Status.CURRENT
    assert catalogue.status(law, CODE) is Status.REPEALED
    assert catalogue.version(law, CODE) is None
    assert catalogue.versions(law)[-1].cause == "废止（生态环境法典）"


@pytest.mark.parametrize(
    ("name", "day", "status"),
    [
        ("生态环境法典", date(2026, 8, 14), Status.NOT_YET),
        ("生态环境法典", CODE, Status.CURRENT),
        ("环境保护税法", TODAY, Status.CURRENT),
        ("公平竞争审查制度实施细则", date(2024, 7, 31), Status.CURRENT),
        ("公平竞争审查制度实施细则", date(2024, 8, 1), Status.REPEALED),
        ("公平竞争审查制度实施细则", date(2025, 6, 1), Status.REPEALED),
        ("公平竞争审查条例", date(2024, 7, 31), Status.NOT_YET),
        ("公平竞争审查条例", date(2024, 8, 1), Status.CURRENT),
        ("公平竞争审查条例实施办法", date(2025, 4, 19), Status.NOT_YET),
        ("合同法", date(2020, 12, 31), Status.CURRENT),
        ("合同法", date(2021, 1, 1), Status.REPEALED),
        ("公司登记管理条例", TODAY, Status.REPEALED),
        ("最高人民法院关于适用《合同法》若干问题的解释（二）", TODAY, Status.REPEALED),
        ("信访条例", TODAY, Status.REPEALED),
        # An old law known only from its amended texts was there before them.
        ("土地管理法", date(2010, 1, 1), Status.CURRENT),
        ("增值税法", date(2025, 12, 31), Status.NOT_YET),
        # Whether the regulation ended with the new law is not verified; before that day nothing is doubtful.
        ("危险化学品安全管理条例", date(2026, 4, 30), Status.CURRENT),
        ("危险化学品安全管理条例", TODAY, Status.UNKNOWN),
        # Only unverified facts.
        ("住房租赁条例", TODAY, Status.UNKNOWN),
        # The source says expired, nobody says since when.
        ("乡镇企业法", TODAY, Status.UNKNOWN),
    ],
)
def test_status(catalogue: Catalogue, name: str, day: date, status: Status) -> None:
    assert catalogue.status(one(catalogue, name), day) is status


@pytest.mark.parametrize(
    ("name", "article", "expected"),
    [
        ("行政处罚法", "第八十六条", True),
        ("行政处罚法", "第86条", True),
        ("行政处罚法", "第八十七条", False),
        ("行政处罚法", "第九条之一", False),
        ("民法典", "第一千二百六十条", True),
        ("民法典", "第一千二百六十一条", False),
        ("生态环境法典", "第一千二百四十二条", True),
        ("刑法", "第四百五十二条", True),
        ("刑法", "第四百五十三条", False),
        ("刑法", "第一百二十条之六", True),
        ("刑法", "第一百二十条之七", False),
        ("宪法", "第一百四十三条", True),
        # The source's text is cut off behind article 3, or has no count at all.
        ("进出口商品检验法实施条例", "第三条", None),
        ("进出口商品检验法实施条例", "第四条", None),
        ("国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知", "第一条", None),
        ("婚姻登记条例", "第二十条", None),
        ("行政处罚法", "前款", None),
    ],
)
def test_has_article(catalogue: Catalogue, name: str, article: str, expected: bool | None) -> None:
    version = catalogue.version(one(catalogue, name), TODAY)
    assert version is not None
    assert catalogue.has_article(version, article) is expected


def test_no_texts(catalogue: Catalogue) -> None:
    version = catalogue.version(one(catalogue, "行政处罚法"), TODAY)
    assert version is not None
    assert catalogue.provision(version, Target(article="第九条")) is None
    assert catalogue.wording(version, Target(article="第九条")) is None
    assert catalogue.search("罚款", TODAY, 5) == ()


def test_similar_names_the_right_title(catalogue: Catalogue) -> None:
    assert catalogue.similar("行政处法", 1)[0][0] == "行政处罚法"
    assert catalogue.similar("公平竞争审查管理条例", 1)[0][0] == "公平竞争审查条例"
    likeness = [score for _, score in catalogue.similar("行政处罚法", 5)]
    assert likeness[0] == 1.0
    assert likeness == sorted(likeness, reverse=True)
    assert len(likeness) == 5


def test_facts_of_a_law(catalogue: Catalogue) -> None:
    law = one(catalogue, "信访工作条例")
    assert law.rank is Rank.NORMATIVE_DOCUMENT  # a regulation of the Party, in spite of its name
    assert one(catalogue, "户口登记条例").rank is Rank.LAW
    assert one(catalogue, "发票管理办法").rank is Rank.ADMIN_REGULATION
    law = one(catalogue, "辽宁省行政规范性文件合法性审核办法")
    assert (law.rank, law.region) == (Rank.LOCAL_RULE, "辽宁省")


def test_identity(catalogue: Catalogue) -> None:
    identity = catalogue.identity()
    assert len(identity.sha256) == 64
    assert identity == open_catalogue().identity()
    assert identity.documents == len(catalogue.laws()) > 1600
    assert identity.articles > 40_000
    assert identity.name == "随附目录"
    assert "无法核对" in identity.note


def test_open_corpus(tmp_path: Path, catalogue: Catalogue) -> None:
    assert open_corpus(None).identity() == catalogue.identity()
    with pytest.raises(CorpusError, match="找不到"):
        open_corpus(tmp_path / "none")
    with pytest.raises(CorpusError, match="没有法规库"):
        open_corpus(tmp_path)


def test_open_corpus_of_the_same_layout(tmp_path: Path) -> None:
    (tmp_path / LAWS_FILE).write_text(
        "title,full_title,names,rank,issuer,region,verified,note,strict,loose\n"
        "测试法,中华人民共和国测试法,,法律,,,V,,测试法,\n",
        encoding="utf-8",
    )
    head = "title,label,number,promulgated,effective,ceased,cause,articles,inserted,complete,verified,note\n"
    versions = tmp_path / VERSIONS_FILE
    versions.write_text(head + "测试法,2020年公布,,2020-01-01,2020-02-01,,,3,第一条之一,1,V,\n", encoding="utf-8")
    corpus = open_corpus(tmp_path)
    (law,) = corpus.named("测试法")
    version = corpus.version(law, TODAY)
    assert version is not None
    assert corpus.has_article(version, "第一条之一") is True
    versions.write_text(head + "测试法,2020年公布\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="第2行"):
        open_corpus(tmp_path)
    versions.write_text("title\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="列与本版本不符"):
        open_corpus(tmp_path)
