"""The first source: the list of law files (catalogue.csv) and what their texts tell of themselves."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

from entries import LawEntry, Laws, VersionEntry, day_of, iso
from text_facts import Event, TextFacts, read_facts

from lawcheck.corpus.names import loose_key, strict_key

Row = dict[str, str]
TEXT_COLUMNS = ("path", "last", "inserted", "gaps", "stated", "at_once", "events", "repeals")
_UNSURE = ("possibly_cut_off", "numbering_gap", "stub", "no_articles", "run_together")
_COURTS = re.compile(r"(?<=院)\s*(?=最高人民检察院|最高人民法院)")
_NEAR = timedelta(days=60)
# How long before its publication a text may have been passed: the courts take their time, the others publish at once.
_REACH = {"司法解释": timedelta(days=730), "部门规章": timedelta(days=400)}
_ISSUERS = ("国务院", "全国人民代表大会", "全国人民代表大会常务委员会")


def read_source(path: Path) -> list[Row]:
    """The rows of national documents, in a fixed order."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if not row["path"].startswith("local/")]
    return sorted(rows, key=lambda row: row["path"])


def collect_texts(rows: list[Row], folder: Path) -> dict[str, TextFacts]:
    """Read every text once."""
    return {row["path"]: read_facts(folder / row["path"], row["full_title"]) for row in rows}


def write_texts(facts: dict[str, TextFacts], path: Path) -> None:
    """Keep what the texts tell, so that the catalogue can be built again without them."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(TEXT_COLUMNS)
        for name, fact in sorted(facts.items()):
            events = [[iso(event.day), event.kind, event.number] for event in fact.events]
            writer.writerow(
                [
                    name,
                    fact.last,
                    "|".join(fact.inserted),
                    "|".join(map(str, fact.gaps)),
                    iso(fact.stated),
                    int(fact.at_once),
                    json.dumps(events, ensure_ascii=False) if events else "",
                    "|".join(fact.repeals),
                ]
            )


def load_texts(path: Path) -> dict[str, TextFacts]:
    """Read back what ``write_texts`` kept."""
    found: dict[str, TextFacts] = {}
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            events = json.loads(row["events"]) if row["events"] else []
            found[row["path"]] = TextFacts(
                int(row["last"]),
                _parts(row["inserted"]),
                tuple(int(number) for number in _parts(row["gaps"])),
                day_of(row["stated"]),
                row["at_once"] == "1",
                tuple(Event(date.fromisoformat(day), kind, number) for day, kind, number in events),
                _parts(row["repeals"]),
            )
    return found


def _parts(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()


def laws_from_source(rows: list[Row], texts: dict[str, TextFacts]) -> Laws:
    """One law for each title; several files of one law and several spellings of one title are one."""
    groups: dict[str, list[Row]] = defaultdict(list)
    spellings: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: ("duplicate_body" in row["defects"], -len(row["version_group"]))):
        key = strict_key(row["version_group"])
        if "duplicate_body" in row["defects"]:
            key = spellings.setdefault(loose_key(row["version_group"]), key)
        groups[key].append(row)
    laws = Laws()
    for key in sorted(groups):
        laws.add(_law(groups[key], texts))
    return laws


def _law(rows: list[Row], texts: dict[str, TextFacts]) -> LawEntry:
    # The spelling with 、 between two courts is the real one.
    rows = sorted(rows, key=lambda row: ("院、最高" not in row["version_group"], row["promulgated"], row["path"]))
    first = rows[0]
    title = _COURTS.sub("、", first["version_group"]).replace(" ", "")
    parts = len({row["part"] or row["title"] for row in rows if row["part"] or row["category"] == "民法典"}) > 1
    full = first["full_title"] if not parts else "中华人民共和国" + title
    full = _COURTS.sub("、", full).replace(" ", "")
    issuer = first["issuer_guess"].removeprefix("中华人民共和国").removeprefix("通过")
    if first["rank"] == "法律" and issuer not in _ISSUERS:
        issuer = ""
    known = any(row["status_if_known"] for row in rows)
    law = LawEntry(title, full, first["rank"], issuer, verified="V" if known else "W")
    if parts:
        law.versions = [_joined(rows, texts)]
        return law
    versions = [_version(row, texts[row["path"]]) for row in sorted(rows, key=lambda row: row["promulgated"])]
    law.versions = _without_twins(versions)
    newest = max(rows, key=lambda row: row["promulgated"])
    _add_history(law, texts[newest["path"]])
    return law


def _joined(rows: list[Row], texts: dict[str, TextFacts]) -> VersionEntry:
    """A code kept in several files, whose numbering runs on."""
    facts = [texts[row["path"]] for row in rows]
    row = rows[0]
    version = VersionEntry(day_of(row["promulgated"]), "公布", "", day_of(row["effective"]), verified="V")
    version.articles = max(fact.last for fact in facts)
    version.complete = not any(fact.gaps for fact in facts)
    return version


def _version(row: Row, fact: TextFacts) -> VersionEntry:
    version = VersionEntry(day_of(row["promulgated"]), "", "", day_of(row["effective"]))
    version.verified = "V" if row["status_if_known"] else "W"
    version.articles, version.inserted = fact.last or None, fact.inserted
    version.complete = bool(fact.last) and not fact.gaps and not any(key in row["defects"] for key in _UNSURE)
    version.flagged = row["flag_expired_at_source"] == "1"
    version.ended = row["status_if_known"] == "已废止"
    version.replaced = day_of(row["ceased"])
    version.at_once = row["effective_from"] == "on promulgation"
    if row["effective_from"] == "general knowledge, unverified":
        version.note("施行日未核")
    if not version.complete:
        version.note("来源文本不完整或者无条号")
    return version


def _without_twins(versions: list[VersionEntry]) -> list[VersionEntry]:
    """Drop the worse of two files of one text: the same day, or days apart with the same last article and effect."""
    kept: list[VersionEntry] = []
    for version in versions:
        before = kept[-1] if kept else None
        if before is None or before.promulgated is None or version.promulgated is None:
            kept.append(version)
            continue
        near = version.promulgated - before.promulgated <= _NEAR
        same = before.effective == version.effective and before.articles == version.articles
        if version.promulgated != before.promulgated and not (near and same):
            kept.append(version)
        elif version.complete and not before.complete:
            kept[-1] = version
        elif before.complete and version.promulgated not in (before.promulgated, version.effective):
            # A file named after the day of effect is not the day of promulgation.
            kept[-1] = version
    return kept


def _add_history(law: LawEntry, fact: TextFacts) -> None:
    """Add the earlier texts that the newest file names, and say of each what made it."""
    newest = law.versions[-1]
    # The State Council calls a regulation as amended 修订 whatever the extent of the change.
    amended = "修订" if law.rank == "行政法规" else "修正"
    own: Event | None = None
    for event in fact.events:
        match = _matching(law, event)
        if match is None:
            if newest.promulgated and event.day < newest.promulgated:
                law.versions.append(VersionEntry(event.day, event.kind, event.number))
            continue
        match.kind, match.number = event.kind, event.number or match.number
        own = event if match is newest else own
    if own is None and fact.events:
        newest.kind = newest.kind or amended
    law.versions.sort(key=lambda version: version.promulgated or date.min)
    for version in law.versions[1:]:
        version.kind = amended if version.kind in ("", "公布") else version.kind
    _date_base(law, fact)


def _matching(law: LawEntry, event: Event) -> VersionEntry | None:
    """The text that this event made: the same day, or passed some time before it was published."""
    reach = _REACH.get(law.rank, timedelta(days=60 if event.kind == "公布" else 0))
    for version in law.versions:
        if version.promulgated and timedelta() <= version.promulgated - event.day <= reach:
            return version
    return None


def _date_base(law: LawEntry, fact: TextFacts) -> None:
    """The closing article gives the effect of the text that it was written for, not of a later amendment."""
    if fact.stated is None:
        return
    fitting = [
        version
        for version in law.versions
        if version.promulgated and 0 <= (fact.stated - version.promulgated).days <= 730
    ]
    if fitting and fitting[-1].effective is None:
        fitting[-1].effective = fact.stated
