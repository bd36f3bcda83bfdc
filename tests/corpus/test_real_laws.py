"""Real law texts, where the shared folder is there: parsed, joined, and printed again as they were."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lawcheck.corpus import open_catalogue
from lawcheck.corpus.build import build
from lawcheck.corpus.store import StoredCorpus
from lawcheck.importers import law_text
from lawcheck.model import Target
from lawcheck.read import read_bytes
from tests.conftest import SHARED

CORPUS = SHARED / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared law texts are missing")
NOW = date(2026, 9, 1)


NAMES = ("national-2026/生态环境法/**/*.md", "national-2026/经济法/长江*.md", "national*/行政法/治安管理处罚法*.md",
         "national/民法典/*.md", "national/行政法/行政处罚法*.md")  # fmt: skip


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> StoredCorpus:
    place = tmp_path_factory.mktemp("real")
    files = [path for name in NAMES for path in sorted(CORPUS.glob(name))]
    texts = [law_text(path.read_bytes(), path.relative_to(CORPUS).as_posix()) for path in files]
    build(place, texts, open_catalogue(), NOW)
    return StoredCorpus(place)


@pytest.mark.parametrize(
    ("name", "articles"), [("民法典", 1260), ("生态环境法典", 1242), ("长江保护法", 96), ("行政处罚法", 86)]
)
def test_whole_codes(corpus: StoredCorpus, name: str, articles: int) -> None:
    (law,) = corpus.named(name)
    version = corpus.version(law, NOW)
    assert version is not None
    assert (version.articles, version.complete) == (articles, True)
    numbered = {number for number, _ in corpus.articles(version)}
    assert len(numbered) == articles
    assert corpus.has_article(version, f"第{articles + 1}条") is False


def test_the_article_of_the_day(corpus: StoredCorpus) -> None:
    (law,) = corpus.named("治安管理处罚法")
    first, second = (corpus.version(law, day) for day in (date(2025, 12, 31), date(2026, 1, 1)))
    assert first and second
    last = [corpus.wording(version, Target(article="第一百四十四条")) for version in (first, second)]
    assert last[0] is None
    assert last[1] is not None
    assert corpus.renumbered(first, second)


def test_printed_again() -> None:
    for path in sorted(CORPUS.rglob("*(*).md"))[::45]:
        data = path.read_bytes()
        assert law_text(data, f"corpus/{path.relative_to(CORPUS)}").printed() == read_bytes(data, path.name).text, (
            path
        )


def test_docx_of_the_national_database() -> None:
    folder = SHARED / "samples" / "law-docx"
    found = {
        path.name: law_text(path.read_bytes(), path.name).facts for path in sorted(Path(folder).glob("*.docx"))
    }
    counts = {facts.title: (facts.last, facts.complete) for facts in found.values()}
    assert counts["学位法"] == (45, True)
    assert counts["农业技术推广法"] == (39, True)
    assert counts["刑法"][0] == 452
