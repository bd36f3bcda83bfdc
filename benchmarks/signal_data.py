"""What the statistical signal learns from: labelled clauses, and ordinary provisions of law texts."""

from __future__ import annotations

import json
import random
import re
from datetime import date
from pathlib import Path

from lawcheck.model import Stated
from lawcheck.rules.matter import Matter
from lawcheck.signal.units import units
from lawcheck.workflows.review import Reviewer, Settings

CASES = Path(__file__).parents[1] / "tests/cases/labelled"
DAY = date(2026, 6, 1)
_AGENCY = re.compile(
    r"^[^,。]{0,30}(?:人民政府|主管部门|行政部门|管理部门|有关部门|部门|机构|机关)(?:应当|负责|可以|根据|会同|按照)"
)
_HARD = re.compile(r"罚款|处.{0,8}元|吊销|没收|责令|滞纳金|收费|保证金|不予|扣押|查封")


class Reader:
    """Texts into the units that the signal judges, by way of the product itself."""

    def __init__(self) -> None:
        self._reviewer = Reviewer(Settings(as_of=DAY, stated=Stated(fragment=True)))

    def __call__(self, text: str) -> list[str]:
        document = self._reviewer.document("text.txt", text.encode())
        matter = Matter(document, (), self._reviewer.corpus, self._reviewer.ruleset, DAY, self._reviewer.words)
        return [unit.text for unit in units(matter)]


def cases(read: Reader, *, blind: bool = False) -> list[dict]:
    """The labelled cases with their words as units read, sorted by file and line; the blind ones apart."""
    found = []
    for file in sorted(CASES.glob("*.jsonl")):
        if ("blind" in file.name) != blind:
            continue
        for line in file.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            case["home"] = "FC" if file.name.startswith("fair") else "LG"
            case["part"] = file.name.split(".")[1]
            case["text"] = "".join(read("\n".join((case["title"], case["issuer"], case["clause"]))))
            found.append(case)
    return found


def sentences(text: str) -> list[str]:
    """The sentences of a skeleton that has several: of a clean clause, each is clean."""
    found = [one for one in re.split("(?<=[。;])", text) if len(one) > 8]
    return found if len(found) > 1 else []


def ordinary(folder: Path, read: Reader, number: int) -> tuple[list[str], list[str]]:
    """Units of local regulations (all; those on the agencies' own work), drawn with a fixed seed."""
    files = sorted(folder.glob("local/**/*.md")) or sorted(folder.rglob("*.md"))
    random.Random(1).shuffle(files)
    found: list[str] = []
    for file in files:
        if len(found) >= number:
            break
        found.extend(text for text in read(file.read_text(encoding="utf-8"))[2:] if len(text) > 14)
    random.Random(2).shuffle(found)
    return found[:number], [one for one in found if _AGENCY.match(one) and not _HARD.search(one)]


def restated(folder: Path, read: Reader, number: int) -> list[str]:
    """Articles of national laws with their citation before them: lawful in any document."""
    ways = ("依照《{}》{}的规定,", "根据《{}》{},", "按照《{}》{}的规定,", "《{}》{}规定,", "依据《{}》规定,")
    draw, found = random.Random(3), []
    files = sorted(folder.glob("national/*/*.md")) or sorted(folder.rglob("*.md"))
    draw.shuffle(files)
    for file in files:
        title = file.stem.split("(")[0]
        for match in re.finditer(
            r"(?m)^\**(第[一二三四五六七八九十百零]{1,6}条)\**[\s　]*(\S.{10,110})$",
            file.read_text(encoding="utf-8"),
        ):
            if draw.random() < 0.05:
                found.extend(
                    read(f"关于有关事项的通知\n某市某局\n{draw.choice(ways).format(title, match[1])}{match[2]}")
                )
        if len(found) >= number:
            break
    return found[:number]
