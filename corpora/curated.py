"""The second source: the fact files kept by hand. They win over the first; every disagreement is reported."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from entries import LawEntry, Laws, VersionEntry, day_of, iso
from source_csv import Row
from text_facts import TextFacts

from lawcheck.corpus.names import loose_key, strict_key

_ORDER = {"V": 0, "W": 1, "U": 2}
_FIXED_BY_HAND = "条数经人工核对"
_UNSURE_TEXT = "来源文本不完整或者无条号"


class Curator:
    """Applies the fact files to the laws and keeps a list of what disagreed."""

    def __init__(self, laws: Laws, folder: Path) -> None:
        self.laws = laws
        self.folder = folder
        self.disagreements: list[str] = []

    def apply(self, rows: list[Row], texts: dict[str, TextFacts]) -> None:
        """Apply all fact files, then end what has ended."""
        for row in self._read("documents.csv"):
            self._document(row)
        for name in ("amended.csv", "versions.csv"):
            for row in self._read(name):
                self._version(row)
        self._amending_decisions()
        for law in self.laws:
            law.arrange()
            for version in law.versions:
                if version.replaced and version.ceased and version.replaced != version.ceased:
                    what = f"{iso(version.promulgated)} 文本被替代日"
                    self._differs(law.title, what, iso(version.replaced), iso(version.ceased))
        listed = self._read("ended.csv")
        self._end_by_texts(rows, texts, {strict_key(row["title"]): row for row in listed})
        for row in listed:
            self._end(row)
        for law in self.laws:
            self._end_unknown(law)
        for row in self._read("aliases.csv"):
            named = self.laws.find(row["title"])
            if named is None:
                raise SystemExit(f"aliases.csv：目录中没有《{row['title']}》")
            named.names.append(row["name"])

    def _read(self, name: str) -> list[Row]:
        with (self.folder / name).open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))

    def _document(self, row: Row) -> None:
        law = self.laws.find(row["title"])
        if law is None:
            full = row["full_title"] or row["title"]
            self.laws.add(
                LawEntry(
                    row["title"], full, row["rank"], row["issuer"], row["region"], row["verified"], row["note"]
                )
            )
            return
        if law.rank != row["rank"]:
            self._differs(law.title, "效力级别", law.rank, row["rank"])
        law.rank, law.issuer = row["rank"], row["issuer"] or law.issuer
        law.note = row["note"] or law.note
        if _ORDER[row["verified"]] < _ORDER[law.verified]:
            law.verified = row["verified"]

    def _version(self, row: Row) -> None:
        law = self.laws.find(row["title"])
        if law is None:
            full = "中华人民共和国" + row["title"]
            law = self.laws.add(LawEntry(row["title"], full, "法律", verified=row["verified"]))
        day = day_of(row["promulgated"])
        version = law.version_of(day)
        if version is None:
            version = VersionEntry(day, row["kind"], verified=row["verified"])
            law.versions.append(version)
            law.versions.sort(key=lambda other: other.promulgated or date.min)
        self._fill(law, version, row)

    def _fill(self, law: LawEntry, version: VersionEntry, row: Row) -> None:
        effective = day_of(row["effective"])
        if effective and version.effective not in (None, effective):
            self._differs(law.title, f"{row['promulgated']} 施行日", iso(version.effective), row["effective"])
        version.effective = effective or version.effective
        if effective:
            version.at_once = False
        if row["kind"]:
            version.kind = row["kind"]
        if row["number"] and version.number not in ("", row["number"]):
            self._differs(law.title, f"{row['promulgated']} 文号", version.number, row["number"])
        version.number = row["number"] or version.number
        if row["articles"]:
            articles = int(row["articles"])
            if version.articles not in (None, articles):
                self._differs(law.title, f"{row['promulgated']} 条数", str(version.articles), row["articles"])
            if not version.complete and _UNSURE_TEXT in version.notes:
                version.notes.remove(_UNSURE_TEXT)
                version.note(_FIXED_BY_HAND)
            version.articles, version.complete = articles, True
        if row["verified"] == "U" or _ORDER[row["verified"]] < _ORDER[version.verified]:
            version.verified = row["verified"]
        version.note(row["note"])

    def _amending_decisions(self) -> None:
        """Decisions that amend many regulations at once name the day of effect for all of them."""
        days = {
            day_of(row["promulgated"]): day_of(row["effective"]) for row in self._read("amending-decisions.csv")
        }
        for law in self.laws:
            for version in law.versions:
                day = days.get(version.promulgated)
                if law.rank != "行政法规" or day is None or version.kind == "公布":
                    continue
                if version.effective is not None and not (version.at_once and version.effective != day):
                    continue
                if version.effective is not None:
                    self._differs(law.title, "修改决定施行日", iso(version.effective), iso(day))
                version.effective = day
                version.note("施行日据集中修改决定，未核")

    def _end_by_texts(self, rows: list[Row], texts: dict[str, TextFacts], listed: dict[str, Row]) -> None:
        """What closing articles repeal. A title that lives on in a later text was only re-enacted."""
        for row in sorted(rows, key=lambda row: (row["promulgated"], row["path"])):
            fact = texts[row["path"]]
            by = self.laws.find(row["version_group"])
            day = _day_of_repeal(row, fact)
            if by is None or day is None:
                continue
            for name in fact.repeals:
                # 自公布之日起 in a text that was revised since may mean the first text or the revision.
                doubtful = fact.at_once and len(fact.events) > 1
                self._end_one(name, by, day, doubtful, listed)

    def _end_one(self, name: str, by: LawEntry, day: date, doubtful: bool, listed: dict[str, Row]) -> None:
        same = loose_key if name.startswith("关于") else strict_key
        if same(name) in (same(by.title), same(by.full_title)):
            return
        law = self.laws.find(name) or (self.laws.find_loosely(name) if by.rank == "司法解释" else None)
        known = listed.get(strict_key(name))
        if known is not None and known["ceased"] and known["ceased"] != iso(day):
            self._differs(name, "废止日（后法文本）", iso(day), known["ceased"])
        if law is None:
            title = name.removeprefix("中华人民共和国")
            law = self.laws.add(LawEntry(title, name, _rank_of_repealed(title, by), verified="V"))
            law.note = f"见《{by.title}》废止条款" + ("；级别推定" if law.rank != "法律" else "")
            law.versions.append(VersionEntry(verified="W" if doubtful else "V"))
        elif strict_key(name) not in (strict_key(law.title), strict_key(law.full_title)):
            law.names.append(name)
        version = law.last()
        if version is None:
            return
        start = version.promulgated or version.start()
        if (start and start >= day) or version.cause:
            return
        version.ceased, version.cause = day, f"废止（{by.title}）"
        version.note(f"废止据《{by.title}》文本" + ("，日期推定" if doubtful else ""))

    def _end(self, row: Row) -> None:
        law = self.laws.find(row["title"])
        if law is None:
            note = row["note"] if row["verified"] == "U" else ""
            law = LawEntry(row["title"], row["title"], row["rank"], verified=row["verified"], note=note)
            self.laws.add(law)
        if not law.versions:
            law.versions.append(VersionEntry(verified=row["verified"]))
        version = law.versions[-1]
        if version.cause and row["verified"] == "U":
            return
        if row["rank"] == "法律" and law.rank != "法律":
            law.rank, law.note = "法律", law.note.removesuffix("；级别推定")
        day = day_of(row["ceased"])
        version.ceased = day or version.ceased
        version.cause = row["cause"] + (f"（{row['by']}）" if row["by"] else "")
        mark = row["verified"]
        if mark == "U" and version.flagged and day:
            # Two independent indications, the flag of the source and the successor: no longer unsupported.
            mark = "W"
            version.note("来源标记失效，与一般知识一致")
        bare = version.start() is None
        if (mark == "V" and bare) or _ORDER[mark] > _ORDER[version.verified]:
            version.verified = mark
        version.note(row["note"])

    def _end_unknown(self, law: LawEntry) -> None:
        """A text that the source calls expired, with nothing that says when and by what."""
        version = law.last()
        if version is None or version.cause or not (version.ended or version.flagged):
            return
        version.ceased, version.cause, version.verified = None, "失效（日期与依据未核）", "U"
        version.note("来源标记失效，未核" if version.flagged else "不在现行有效法律目录内，废止依据未核")

    def _differs(self, title: str, what: str, before: str, after: str) -> None:
        self.disagreements.append(f"《{title}》{what}：来源 {before}，采用 {after}")


def _day_of_repeal(row: Row, fact: TextFacts) -> date | None:
    """The repeal came with the text that the closing article was written for."""
    if fact.stated:
        return fact.stated
    if fact.events and (fact.at_once or len(fact.events) == 1):
        return fact.events[0].day if fact.at_once else day_of(row["effective"])
    return day_of(row["effective"]) if row["effective_from"] in ("text", "on promulgation") else None


def _rank_of_repealed(title: str, by: LawEntry) -> str:
    if title.startswith("国务院批转"):
        return "规范性文件"
    if by.rank != "法律":
        return by.rank
    plain = title.removesuffix("（试行）").removesuffix("(试行)")
    return "法律" if plain.endswith(("法", "通则")) or title.startswith("全国人民代表大会") else "行政法规"
