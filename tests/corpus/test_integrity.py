"""The catalogue files themselves: every row sound, every doubt marked, built the same way twice."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from lawcheck.corpus.articles import read_article
from lawcheck.corpus.names import loose_key, normal_number, strict_key
from lawcheck.corpus.timeline import END_CAUSES
from lawcheck.model import Rank

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "corpora" / "catalogue"
SHARED = ROOT.parent / "shared" / "corpus"


def rows(name: str) -> list[dict[str, str]]:
    with (CATALOGUE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


LAWS = rows("laws.csv")
VERSIONS = rows("versions.csv")


def by_title() -> dict[str, list[dict[str, str]]]:
    texts: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in VERSIONS:
        texts[row["title"]].append(row)
    return texts


def test_titles_and_names_are_unique() -> None:
    titles = [row["title"] for row in LAWS]
    assert titles == sorted(set(titles))
    owners: dict[str, set[str]] = defaultdict(set)
    for row in LAWS:
        for key in row["strict"].split("|"):
            owners[key].add(row["title"])
    assert [key for key, owned in owners.items() if len(owned) > 1] == []


def test_stored_keys_are_those_of_the_code() -> None:
    for row in LAWS:
        names = [row["title"], row["full_title"], *filter(None, row["names"].split("|"))]
        strict = {strict_key(name) for name in names}
        assert set(row["strict"].split("|")) == strict
        assert set(filter(None, row["loose"].split("|"))) == {loose_key(name) for name in names} - strict


def test_every_law_has_a_text_a_rank_and_a_mark() -> None:
    assert {row["title"] for row in LAWS} == {row["title"] for row in VERSIONS}
    assert all(Rank.named(row["rank"]) for row in LAWS)
    assert {row["verified"] for row in [*LAWS, *VERSIONS]} == {"V", "W", "U"}


def test_dates_are_in_order() -> None:
    for row in VERSIONS:
        days = [date.fromisoformat(row[key]) for key in ("promulgated", "effective", "ceased") if row[key]]
        assert days == sorted(days), row
        assert not row["ceased"] or row["cause"], row


def test_texts_of_a_law_do_not_overlap() -> None:
    for title, texts in by_title().items():
        for earlier, later in pairwise(texts):
            begins = later["effective"] or later["promulgated"]
            assert earlier["ceased"], (title, earlier)
            assert (begins and earlier["ceased"] <= begins) or earlier["ceased"] == earlier["effective"], (
                title,
                later,
            )
            assert not earlier["cause"].startswith(END_CAUSES), (title, earlier)


def test_a_text_is_one_row() -> None:
    keys = [(row["title"], row["promulgated"], row["label"]) for row in VERSIONS]
    assert len(keys) == len(set(keys))


def test_counts_only_of_complete_texts() -> None:
    for row in VERSIONS:
        assert row["complete"] in ("0", "1")
        assert (row["articles"] != "") == (row["complete"] == "1"), row
        assert all(read_article(article) for article in row["inserted"].split("|") if article)


def test_unverified_rows_say_why() -> None:
    for row in VERSIONS:
        if row["verified"] == "U":
            assert row["note"], row
        if row["cause"].startswith(END_CAUSES) and not row["ceased"]:
            assert row["verified"] != "V", row
    assert all(row["note"] for row in LAWS if row["verified"] == "U")


def test_numbers_are_in_one_form() -> None:
    assert [row["number"] for row in VERSIONS if row["number"] != normal_number(row["number"])] == []


def test_no_law_texts_inside() -> None:
    """Facts only: no field of any fact file is as long as an article."""
    for path in sorted((ROOT / "corpora").rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                for column, value in row.items():
                    longest = max(map(len, value.split("|")), default=0)
                    assert longest < 160 or column == "events", (path.name, column, value)


def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    if not (SHARED / "catalogue.csv").is_file():
        pytest.skip("needs the list of law files beside the checkout: ../shared/corpus/catalogue.csv")
    script = ROOT / "corpora" / "build_catalogue.py"
    command = [sys.executable, str(script), "--source", str(SHARED / "catalogue.csv"), "--target", str(tmp_path)]
    built = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert "不一致 《监察法》2024-12-25 施行日" in built.stdout
    for name in ("laws.csv", "versions.csv"):
        assert (tmp_path / name).read_bytes() == (CATALOGUE / name).read_bytes(), name
