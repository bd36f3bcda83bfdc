"""A stored corpus: what goes in comes out, whatever the order, and nothing is lost on the way."""

from __future__ import annotations

import itertools
import random
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from lawcheck.corpus import Corpus, generations, open_catalogue, open_corpus
from lawcheck.corpus.build import Built, build
from lawcheck.corpus.lawtext import LawText
from lawcheck.corpus.store import StoredCorpus
from lawcheck.corpus.verify import faults
from lawcheck.errors import CorpusError
from lawcheck.importers import Office, law_text
from lawcheck.model import Law, Rank, Status, Target
from lawcheck.read import read_bytes
from tests.importers.law_samples import LIBRARY

TODAY = date(2026, 11, 24)
NOW = date(2026, 6, 1)


def texts_of(names: list[str] | None = None) -> list[LawText]:
    return [law_text(LIBRARY[name].encode(), name) for name in names or list(LIBRARY)]


def imported(folder: Path, texts: list[LawText]) -> Built:
    return build(folder, texts, open_catalogue(), TODAY)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("corpus")
    imported(place, texts_of())
    return place


@pytest.fixture(scope="module")
def corpus(folder: Path) -> StoredCorpus:
    return StoredCorpus(folder)


def law_of(corpus: Corpus, name: str) -> Law:
    (law,) = corpus.named(name)
    return law


def test_rarity_of_a_single_character(corpus: StoredCorpus) -> None:
    """A character is as frequent as all pairs that begin with it; none begins with one that no article has."""
    rare = corpus.rarities(("规", "规定", "規", "鼷", "\U00020000"))
    assert rare["规"] <= rare["规定"] < rare["鼷"] == rare["\U00020000"]


def test_it_answers_as_a_corpus(corpus: StoredCorpus) -> None:
    answers: Corpus = corpus
    assert answers.identity().articles == 3 + 4 + 3 + 3 + 4 + 3 + 3
    assert answers.identity().documents == 7


@pytest.mark.parametrize(
    ("day", "label", "article", "words"),
    [
        (date(2015, 6, 30), None, "第二条", None),
        (date(2016, 1, 1), "2015年公布", "第二条", "停车场分为下列三类：\n（一）公共停车场；"),
        # Within a year of an amendment whose day of effect is unknown it is not certain which text counts.
        (date(2020, 12, 1), None, "第二条", None),
        (date(2022, 1, 1), "2020年修正", "第二条", "停车应当遵守交通信号。"),
    ],
)
def test_the_text_of_the_day(
    corpus: StoredCorpus, day: date, label: str | None, article: str, words: str | None
) -> None:
    law = law_of(corpus, "威海市停车管理条例")
    version = corpus.version(law, day)
    assert (version.label if version else None) == label
    found = corpus.wording(version, Target(article=article)) if version else None
    assert (found or "").startswith(words or "")
    assert (found is None) == (words is None)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (Target(article="第二条", paragraph=1, item="（三）"), "(三)临时停车场。"),
        (Target(article="第2条", item="（一）"), "（一）公共停车场；"),
        (Target(article="第二条", paragraph=2), "临时停车场的期限不超过两年。"),
        (Target(article="第二条", paragraph=3), None),
        (Target(article="第二条", paragraph=2, item="（一）"), None),
        (Target(article="第二条", item="（四）"), None),
        (Target(article="第九条"), None),
        (Target(), None),
    ],
)
def test_paragraphs_and_items(corpus: StoredCorpus, target: Target, words: str | None) -> None:
    law = law_of(corpus, "威海市停车管理条例")
    version = corpus.versions(law)[0]
    assert corpus.wording(version, target) == words
    provision = corpus.provision(version, target)
    assert (provision is None) == (words is None)


def test_what_is_missing_in_a_cut_off_text_cannot_be_verified(corpus: StoredCorpus) -> None:
    dogs = corpus.versions(law_of(corpus, "威海市养犬条例"))[-1]
    assert [corpus.has_article(dogs, f"第{n}条") for n in "二三九"] == [True, None, None]
    parking = corpus.versions(law_of(corpus, "威海市停车管理条例"))[-1]
    assert [corpus.has_article(parking, f"第{n}条") for n in "四五"] == [True, False]
    assert corpus.has_article(parking, "前款") is None


@pytest.mark.parametrize(("name", "articles", "repealed"), [("试验法典", 4, ""), ("园林法典", 3, "老园林法")])
def test_files_of_one_law_are_joined(corpus: StoredCorpus, name: str, articles: int, repealed: str) -> None:
    law = law_of(corpus, name)
    (version,) = corpus.versions(law)
    assert (version.articles, version.complete) == (articles, True)
    assert [number for number, _ in corpus.articles(version)] == [f"第{n}条" for n in "一二三四"[:articles]]


def test_names_without_a_place_lead_to_all_places(corpus: StoredCorpus) -> None:
    assert [law.region for law in corpus.named("停车管理条例")] == ["山东省威海市"]
    assert corpus.named("没有的条例") == ()
    assert corpus.similar("威海市停车条例", 1)[0][0] == "威海市停车管理条例"


def test_numbers_lead_to_texts(corpus: StoredCorpus) -> None:
    assert [version.law for version in corpus.numbered("威海市人民政府令第12号")] == [
        "山东省：威海市城市绿化办法"
    ] or [version.law for version in corpus.numbered("威海市人民政府令第12号")] == ["威海市城市绿化办法"]


def test_laws_of_the_catalogue_stay_known(corpus: StoredCorpus) -> None:
    shipped = open_catalogue()
    for name in ("行政处罚法", "婚姻法", "商标法"):
        law, known = law_of(corpus, name), law_of(shipped, name)
        assert law == known
        assert corpus.versions(law) == shipped.versions(known)
        assert corpus.status(law, NOW) is shipped.status(known, NOW)
        version = corpus.version(law, NOW)
        if version:
            assert corpus.has_article(version, "第二条") == shipped.has_article(version, "第二条")
            assert corpus.wording(version, Target(article="第二条")) is None


def test_renumbered(corpus: StoredCorpus) -> None:
    old, new = corpus.versions(law_of(corpus, "威海市停车管理条例"))
    assert corpus.renumbered(old, new) == {"第一条": "第一条", "第二条": "第三条", "第三条": "第四条"}


def test_search_by_two_characters_by_one_and_by_a_sentence(corpus: StoredCorpus) -> None:
    def found(words: str, day: date = NOW, region: str | None = None) -> list[str]:
        return [f"{p.law.title}{p.article}" for p in corpus.search(words, day, 3, region=region)]

    assert found("犬牌") == ["威海市养犬条例第二条"]
    assert found("树") == ["威海市城市绿化办法第二条"]
    assert found("单位和个人都应当爱护树木")[0] == "威海市城市绿化办法第二条"
    assert found("烟花 爆竹")[0] == "威海市人民代表大会常务委员会关于禁止燃放烟花的决定一、"
    assert found("交通信号", date(2016, 1, 1)) == []
    assert found("交通信号", region="浙江省杭州市") == []
    assert found("交通信号", region="山东省威海市") == ["威海市停车管理条例第二条"]
    assert found("，。") == found("") == []


def test_scores_fall_and_stay_between_0_and_1(corpus: StoredCorpus) -> None:
    scores = [passage.score for passage in corpus.search("停车场的期限不超过两年", NOW, 10)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_laws_come_back_unchanged(corpus: StoredCorpus) -> None:
    """The words of a version are those of its files, headings and all."""
    law = law_of(corpus, "威海市停车管理条例")
    name = "laws/地方性法规/山东/威海市停车管理条例(2020-09-30).md"
    assert corpus.text(corpus.versions(law)[-1]) == read_bytes(LIBRARY[name].encode(), name).text


def test_the_same_again_changes_nothing(folder: Path) -> None:
    before = sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*"))
    done = imported(folder, texts_of())
    assert (done.added, done.changed) == (0, False)
    assert sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*")) == before


def test_order_and_portions_do_not_matter(folder: Path, tmp_path: Path) -> None:
    wanted = StoredCorpus(folder).identity()
    names = list(LIBRARY)
    for number in range(3):
        random.Random(number).shuffle(names)
        place = tmp_path / str(number)
        cut = 4 * number
        for portion in filter(None, (names[:cut], names[cut:])):
            imported(place, texts_of(portion))
        corpus = StoredCorpus(place)
        assert corpus.identity() == wanted
        tables = ("law", "alias", "version", "article")
        rows = [
            [c._database.execute(f"SELECT * FROM {t}").fetchall() for t in tables]
            for c in (corpus, StoredCorpus(folder))
        ]
        assert rows[0] == rows[1]
        assert index_of(place) == index_of(folder)


def index_of(folder: Path) -> bytes:
    """The search index as it lies on the disk."""
    generation = generations.current(folder)
    assert generation is not None
    return (generation / "search.index").read_bytes()


def test_an_index_that_grows_law_by_law_is_the_same(folder: Path, tmp_path: Path) -> None:
    """Each import takes over the index before; also where a better text of a law takes the place of another."""
    for name in sorted(LIBRARY, reverse=True):
        imported(tmp_path, texts_of([name]))
    assert index_of(tmp_path) == index_of(folder)


def test_a_text_that_stands_for_another_takes_its_place(tmp_path: Path) -> None:
    """A file that breaks off is in the index until the whole one comes."""
    head = "# 威海市养鸟条例\n\n2001年1月1日 威海市人民代表大会常务委员会通过\n\n<!-- INFO END -->\n\n"
    cut = head + "第一条 养鸟应当文明，鹦鹉除外。\n\n第二条 鸟"
    whole = head + "第一条 养鸟应当文明。\n\n第二条 鸟笼应当清洁。\n\n第三条 本条例自2001年3月1日起施行。\n"
    laws = {name: law_text(text.encode(), f"山东/{name}.md") for name, text in (("a", cut), ("b", whole))}
    both, one_by_one = tmp_path / "both", tmp_path / "one"
    imported(both, [*laws.values()])
    assert [len(StoredCorpus(one_by_one).search("鹦鹉", date(2020, 1, 1), 9)) for law in laws.values() if imported(one_by_one, [law])] == [1, 0]  # fmt: skip
    assert index_of(one_by_one) == index_of(both)


def test_a_damaged_index_is_not_carried_on(folder: Path, tmp_path: Path) -> None:
    place, names = tmp_path / "damaged", sorted(LIBRARY)
    imported(place, texts_of(names[:4]))
    generation = generations.current(place)
    assert generation is not None
    data = bytearray((generation / "search.index").read_bytes())
    data[-1] ^= 1
    (generation / "search.index").write_bytes(data)
    imported(place, texts_of(names[4:]))
    assert index_of(place) == index_of(folder)


def test_duplicates_are_one_text(tmp_path: Path) -> None:
    """The same words under two folders, and under a title with a blank in place of a mark."""
    name = "laws/行政法/检验法(2025-10-28).md"
    twice = {name: LIBRARY[name], name.replace("行政法", "经济法"): LIBRARY[name]}
    court = "# 最高人民法院{}最高人民检察院关于停车的解释\n\n第一条 车应当停好。\n\n第二条 本解释自2020年1月1日起施行。\n"
    twice["司法解释/a(2020-01-01).md"] = court.format(" ")
    twice["司法解释/b(2020-01-01).md"] = court.format("、")
    imported(tmp_path, [law_text(text.encode(), place) for place, text in twice.items()])
    corpus = StoredCorpus(tmp_path)
    assert corpus.identity().documents == 2
    assert corpus.identity().articles == 3 + 2


def test_own_documents_of_two_issuers_stay_apart(tmp_path: Path) -> None:
    text = "关于规范票据的通知\n各单位：\n一、票据应当登记。\n"
    texts = [
        law_text(text.encode(), "a.txt", Office(Rank.NORMATIVE_DOCUMENT, issuer))
        for issuer in ("甲市财政局", "乙市财政局")
    ]
    imported(tmp_path, texts)
    found = open_corpus(tmp_path).named("关于规范票据的通知")
    assert [law.issuer for law in found] == ["乙市财政局", "甲市财政局"]
    assert {law.rank for law in found} == {Rank.NORMATIVE_DOCUMENT}


def test_repeal_by_a_later_law(tmp_path: Path) -> None:
    old = "# 威海市养鸟条例\n\n2001年1月1日 威海市人民代表大会常务委员会通过\n\n<!-- INFO END -->\n\n第一条 养鸟应当文明。\n\n第二条 本条例自2001年3月1日起施行。\n"
    new = (
        old.replace("养鸟条例", "养宠物条例")
        .replace("2001年", "2022年")
        .replace("施行。", "施行。《威海市养鸟条例》同时废止。")
    )
    imported(tmp_path, [law_text(text.encode(), f"山东/{name}.md") for name, text in (("a", old), ("b", new))])
    corpus = StoredCorpus(tmp_path)
    law = law_of(corpus, "威海市养鸟条例")
    assert [corpus.status(law, date(year, 6, 1)) for year in (2000, 2010, 2023)] == [
        Status.NOT_YET,
        Status.CURRENT,
        Status.REPEALED,
    ]
    assert corpus.versions(law)[-1].cause == "废止（威海市养宠物条例）"


def test_damage_is_found(folder: Path, tmp_path: Path) -> None:
    assert faults(folder) == ()
    place = tmp_path / "damaged"
    shutil.copytree(folder, place)
    generation = generations.current(place)
    assert generation is not None
    index = generation / "search.index"
    data = bytearray(index.read_bytes())
    data[-1] ^= 1
    index.write_bytes(data)
    assert faults(place) == ("检索索引与导入时不一致。",)
    database = generation / "corpus.sqlite"
    words = database.read_bytes()
    database.write_bytes(words.replace("接种疫苗".encode(), "接种疫菌".encode()))
    assert len(faults(place)) == 2


def test_no_corpus_and_foreign_versions(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "none"):
        with pytest.raises(CorpusError):
            open_corpus(place)
    (tmp_path / "current").write_text("../../etc", encoding="utf-8")
    with pytest.raises(CorpusError, match="不是法规库"):
        open_corpus(tmp_path)


def test_an_index_of_another_version_is_refused_until_imported_again(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "older"
    shutil.copytree(folder, place)
    generation = generations.current(place)
    assert generation is not None
    with closing(sqlite3.connect(generation / "corpus.sqlite")) as database, database:
        database.execute("UPDATE meta SET value = '1.1' WHERE key = 'tokens'")
    with pytest.raises(CorpusError, match="请重新导入"):
        open_corpus(place)
    imported(place, texts_of())
    assert open_corpus(place) is not None


def test_two_imports_at_once(tmp_path: Path) -> None:
    with generations.locked(tmp_path), pytest.raises(CorpusError, match="另一个导入"):
        imported(tmp_path, texts_of())
    assert imported(tmp_path, texts_of()).changed


def test_every_pair_of_texts_has_a_hash_of_its_own() -> None:
    from lawcheck.corpus.lawtext import digest_of

    hashes = [digest_of(text) for text in texts_of()]
    assert all(one != other for one, other in itertools.combinations(hashes, 2))
