"""What the name of a file and of its folders say: title, day, rank, place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from lawcheck.corpus.regions import province_of, region_of
from lawcheck.model import Rank
from lawcheck.text import dates
from lawcheck.text.fold import skeleton

_STEM = re.compile(r"(?P<title>.+?)[(（_\s](?P<day>\d{4}-?\d{2}-?\d{2})[)）]?$")
_LOCAL = re.compile(r"地方性?法规|地方条例|local", re.I)
_FOLDERS = {
    "宪法": Rank.CONSTITUTION,
    "行政法规": Rank.ADMIN_REGULATION,
    "司法解释": Rank.JUDICIAL_INTERPRETATION,
    "部门规章": Rank.DEPARTMENT_RULE,
    "地方政府规章": Rank.LOCAL_RULE,
    "地方性法规": Rank.LOCAL_REGULATION,
    "规范性文件": Rank.NORMATIVE_DOCUMENT,
    "法律": Rank.LAW,
}
_LAW_FOLDERS = frozenset(
    {"刑法", "宪法相关法", "民法典", "民法商法", "社会法", "经济法", "行政法", "诉讼与非诉讼程序法", "生态环境法"}
)


@dataclass(frozen=True, slots=True)
class Origin:
    """The file's own name, the day in it, the folders above it (outermost first)."""

    name: str
    title: str
    day: date | None
    folders: tuple[str, ...]

    @property
    def province(self) -> str:
        """The province that a folder is named after."""
        return next((found for folder in reversed(self.folders) if (found := province_of(folder))), "")

    @property
    def rank(self) -> Rank | None:
        """The rank that a folder is named after."""
        for folder in reversed(self.folders):
            if folder in _FOLDERS:
                return _FOLDERS[folder]
            if folder in _LAW_FOLDERS:
                return Rank.LAW
        if self.province or any(_LOCAL.fullmatch(folder) for folder in self.folders):
            return Rank.LOCAL_REGULATION
        return None

    @property
    def parent(self) -> Origin | None:
        """The folder read like a file name, if it is named like one: 某法典(2026-03-12)."""
        if not self.folders:
            return None
        above = origin_of("/".join(self.folders))
        return above if above.day else None


def origin_of(name: str) -> Origin:
    """Read a path inside the folder, zip or repository that is imported (its own name first)."""
    path = PurePosixPath(name.replace("\\", "/"))
    stem = path.name
    for suffix in (".md", ".markdown", ".txt", ".docx", ".pdf", ".html", ".htm", ".mht"):
        stem = stem[: -len(suffix)] if stem.lower().endswith(suffix) else stem
    match = _STEM.match(stem.strip())
    day = _day(match["day"]) if match else None
    title = match["title"] if match and day else stem
    return Origin(path.name, title.strip(), day, tuple(part for part in path.parts[:-1] if part not in (".", "/")))


def _day(text: str) -> date | None:
    digits = text.replace("-", "")
    return dates.parse(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")


def rank_of(title: str, issuer: str, words: str, origin: Origin) -> Rank:
    """The rank by folder, else by who issued the text, else by its title."""
    known = origin.rank
    name = skeleton(title)
    if known is Rank.CONSTITUTION or name in ("宪法", "中华人民共和国宪法"):
        return Rank.CONSTITUTION
    if known is not None:
        return known
    plain = skeleton(words)
    if "最高人民" in issuer:
        return Rank.JUDICIAL_INTERPRETATION
    if "全国人民代表大会" in issuer:
        return Rank.LAW
    if "人民代表大会" in issuer:
        return Rank.LOCAL_REGULATION
    if "国务院令" in plain or issuer == "国务院":
        return Rank.ADMIN_REGULATION
    if "人民政府令" in plain:
        return Rank.LOCAL_RULE
    if re.search(r"(?:部|委员会|总局|局|署|银行)令", plain):
        return Rank.DEPARTMENT_RULE
    if re.match(r"中华人民共和国.{1,40}法(?:典|\(.*\))?$", name):
        return Rank.LAW
    if region_of(name) and re.search(r"条例(?:\(.*\))?$", name):
        return Rank.LOCAL_REGULATION
    if re.match(r"中华人民共和国.{1,40}条例(?:\(.*\))?$", name):
        return Rank.ADMIN_REGULATION
    return Rank.NORMATIVE_DOCUMENT


def place_of(title: str, issuer: str, rank: Rank, origin: Origin) -> str:
    """The place of a local text: of its title, else of its issuer, else of its folder."""
    if rank not in (Rank.LOCAL_REGULATION, Rank.LOCAL_RULE, Rank.NORMATIVE_DOCUMENT):
        return ""
    province = origin.province if rank is not Rank.NORMATIVE_DOCUMENT else ""
    return region_of(skeleton(title), province) or region_of(skeleton(issuer), province) or province
