"""What is searched: the articles in force side by side, and the best of many scores."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawcheck.corpus import open_catalogue
from lawcheck.corpus.build import build
from lawcheck.corpus.shelf import best
from lawcheck.corpus.store import StoredCorpus
from lawcheck.importers import law_text
from lawcheck.text import tokens
from tests.importers.law_samples import LIBRARY

NOW = date(2026, 6, 1)
EXAMPLE = Path(__file__).parents[2] / "examples/养老助餐补贴实施细则.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("shelf")
    build(place, [law_text(text.encode(), name) for name, text in LIBRARY.items()], open_catalogue(), NOW)
    return place


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0, 1.5, 2.0, 7.0]), max_size=700), st.integers(1, 9))
def test_best_is_what_sorting_everything_gives(scores: list[float], limit: int) -> None:
    found = best(np.array(scores, np.float32), limit)[:limit].tolist()
    assert found == sorted((at for at, score in enumerate(scores) if score), key=lambda at: -scores[at])[:limit]


def test_articles_of_a_law_lie_together_with_its_words_apart_from_its_title(folder: Path) -> None:
    shelf = StoredCorpus(folder).shelf(NOW, "山东省威海市")
    place = [law.title for law in shelf.laws].index("威海市停车管理条例")
    positions = shelf.of_law(place)
    assert [one.name for one in shelf.at(positions)] == ["第一条", "第二条", "第三条", "第四条"]
    (code,) = tokens.query_codes("威海")
    assert set(positions) <= set(shelf.weighted(code)[0].tolist())
    held = [at for at, one in zip(positions, shelf.at(positions), strict=True) if "威海" in one.words]
    assert [at for at in shelf.holding(code).tolist() if at in positions] == held


def test_articles_of_a_law_by_their_positions(folder: Path) -> None:
    shelf = StoredCorpus(folder).shelf(NOW, "山东省威海市")
    place = [law.title for law in shelf.laws].index("威海市停车管理条例")
    positions = shelf.of_law(place)[::-1]
    assert [one.name for one in shelf.at(positions)] == ["第四条", "第三条", "第二条", "第一条"]
    assert shelf.at(positions[:0]) == []
    every = np.concatenate([shelf.numbered_of(place) for place in range(len(shelf.laws))])
    assert sorted(every.tolist()) == np.flatnonzero(shelf.numbered).tolist()


def test_other_places_and_other_days_are_not_on_the_shelf(folder: Path) -> None:
    corpus = StoredCorpus(folder)
    assert not any(law.region for law in corpus.shelf(NOW, "").laws)
    assert len(corpus.shelf(date(1980, 1, 1))) == 0


@pytest.mark.parametrize(
    ("arguments", "imported"),
    [
        (["review", str(EXAMPLE), "--as-of", "2026-06-01", "--fail-on", "never"], False),
        (["corpus", "show", "停车管理条例", "--corpus", "FOLDER"], False),
        (["corpus", "search", "停车", "--corpus", "FOLDER"], True),
    ],
)
def test_numpy_is_imported_only_where_a_corpus_is_searched(
    folder: Path, arguments: list[str], imported: bool
) -> None:
    given_ = [str(folder) if one == "FOLDER" else one for one in arguments]
    code = f"import sys; from lawcheck.cli.app import run; run({given_!r}); print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == str(imported)
