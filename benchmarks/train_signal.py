"""Train the statistical signal: labelled clauses + ordinary articles → rulesets/similar-cases/{weights.bin,cases.json}.

    pip install -e ".[train]"
    python benchmarks/train_signal.py --laws FOLDER          # law texts of your own, as for `lawcheck corpus import`
    python benchmarks/train_signal.py --laws FOLDER --measure  # also: figures on cases held out in five turns

Learns from ``tests/cases/labelled/*.jsonl`` (blind sets excepted: they only measure) and, as examples of what is
harmless, from units of local regulations in the folder: any of them for fair competition, those on the agencies' own
work for legality, and national articles restated with their citation. Deterministic: seeds are fixed, files sorted.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import zlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, cross_val_predict
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

from lawcheck.model import Stated
from lawcheck.rules.matter import Matter
from lawcheck.signal.check import CODES
from lawcheck.signal.features import BITS, hashes
from lawcheck.signal.model import CODE_BITS, FAINT, FAMILIES, curved, path
from lawcheck.signal.units import units
from lawcheck.workflows.review import Reviewer, Settings

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests/cases/labelled"
DAY = date(2026, 6, 1)
# Weights of what is not a case of the family itself: clean cases of the other family, ordinary units.
CROSS, ORDINARY = 0.3, 0.2
# How sure a judgment must be to be said: chosen on held-out cases, so that at most a clean case in twenty of the
# development sets and an ordinary provision in a hundred are alarmed.
LEAST = {"FC": 0.65, "LG": 0.6}
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


def matrix(texts: Sequence[str], bits: int) -> csr_matrix:
    """Rows of hashed features, each 1."""
    ends, columns = [0], []
    for text in texts:
        columns.extend(
            sorted({one & (1 << bits) - 1 for one in hashes(text)}) if bits < BITS else sorted(hashes(text))
        )
        ends.append(len(columns))
    return csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(texts), 1 << bits))


def family(code: str) -> str:
    """FC, LG; citation codes belong to neither."""
    return code[:2]


def label(case: dict, name: str) -> int | None:
    """1: a problem of the family; 0: clean for it; None: open to argument, or a problem of the other family only."""
    if any(family(code) == name for code in case["expect"]):
        return 1
    if case["expect"] or any(family(code) == name for code in case["also_ok"]):
        return None
    return 0


def cases(read: Reader) -> list[dict]:
    """The labelled cases with their units, sorted by file and line."""
    found = []
    for file in sorted(CASES.glob("*.jsonl")):
        if "blind" in file.name:
            continue
        for line in file.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            case["home"] = "FC" if file.name.startswith("fair") else "LG"
            case["part"] = file.name.split(".")[1]
            case["text"] = "".join(read("\n".join((case["title"], case["issuer"], case["clause"]))))
            found.append(case)
    return found


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


class Trainer:
    """All examples as rows once; fits on any part of the cases."""

    def __init__(self, given: list[dict], plain: list[str], agency: list[str], restated: list[str]) -> None:
        self.cases = given
        self.extra = {"FC": plain, "LG": [*agency, *restated]}
        rows = [case["text"] for case in given]
        counts = matrix(rows, BITS)
        frequency = np.asarray(counts.sum(0)).ravel()
        rarity = np.log((1 + len(rows)) / (1 + frequency)) + 1
        # One byte each: what the product computes with is what was trained with.
        self.rarity = np.clip(np.round(rarity / rarity.max() * 255), 1, 255).astype(np.uint8)
        self.rows = self.weighted(counts)
        self.extra_rows = {name: self.weighted(matrix(texts, BITS)) for name, texts in self.extra.items()}

    def weighted(self, counts: csr_matrix) -> csr_matrix:
        """Rows by rarity, each of length one."""
        return normalize(counts.multiply(self.rarity.astype(np.float32)).tocsr())

    def detector(self, name: str, part: Sequence[int]) -> LogisticRegression:
        """Problem of the family or none."""
        kept = [i for i in part if label(self.cases[i], name) is not None]
        truth = [label(self.cases[i], name) for i in kept]
        weight = [CROSS if self.cases[i]["home"] != name and not truth[n] else 1.0 for n, i in enumerate(kept)]
        extra = self.extra_rows[name]
        return LogisticRegression(C=20, max_iter=3000, solver="liblinear", random_state=0).fit(
            vstack([self.rows[kept], extra]),
            np.array([*truth, *[0] * extra.shape[0]]),
            np.array([*weight, *[ORDINARY] * extra.shape[0]]),
        )

    def sides(self, part: Sequence[int]) -> LogisticRegression:
        """Above zero: a problem of fair competition; below: of legality. Learnt from problems of one of them."""
        kept, truth = [], []
        for i in part:
            named = {family(code) for code in self.cases[i]["expect"]} & set(FAMILIES)
            other = {family(code) for code in self.cases[i]["also_ok"]}
            # A problem of fair competition mostly is one of legality too; the other way round it is rare.
            if len(named) == 1 and (named == {"FC"} or "FC" not in other):
                kept.append(i)
                truth.append(named == {"FC"})
        return LogisticRegression(
            C=8, max_iter=3000, solver="liblinear", class_weight="balanced", random_state=0
        ).fit(self.rows[kept], truth)

    def coder(self, name: str, part: Sequence[int]) -> LinearSVC:
        """Which code of the family, over the smaller space of features."""
        kept, truth = [], []
        for i in part:
            for code in self.cases[i]["expect"]:
                if code in CODES and family(code) == name:
                    kept.append(i)
                    truth.append(code)
        return LinearSVC(C=0.5, class_weight="balanced", random_state=0).fit(fold(self.rows[kept]), truth)


def fold(rows: csr_matrix) -> csr_matrix:
    """Features of the large space laid upon one another in the small one."""
    coo = rows.tocoo()
    return csr_matrix((coo.data, (coo.row, coo.col & (1 << CODE_BITS) - 1)), shape=(rows.shape[0], 1 << CODE_BITS))


def held_out(trainer: Trainer) -> tuple[dict[str, np.ndarray], dict[str, list[str]]]:
    """Of each family: the four readings of every case when it was held out, in five turns; and the code named."""
    number = len(trainer.cases)
    readings = {name: np.zeros((number, 4)) for name in FAMILIES}
    codes: dict[str, list[str]] = {name: [""] * number for name in FAMILIES}
    for learn, test in KFold(5, shuffle=True, random_state=0).split(range(number)):
        side = trainer.sides(learn).decision_function(trainer.rows[test])
        for name in FAMILIES:
            coder = trainer.coder(name, learn)
            values = coder.decision_function(fold(trainer.rows[test]))
            ranked = np.sort(values)
            readings[name][test] = np.column_stack(
                (
                    trainer.detector(name, learn).decision_function(trainer.rows[test]),
                    ranked[:, -1],
                    ranked[:, -1] - ranked[:, -2],
                    side if name == "FC" else -side,
                )
            )
            for row, i in enumerate(test):
                codes[name][i] = str(coder.classes_[np.argmax(values[row])])
    return readings, codes


def trusted(trainer: Trainer) -> tuple[dict[str, list[float]], list[set[str]]]:
    """The trust functions of the families, and what would have been said of each case when it was held out."""
    readings, codes = held_out(trainer)
    trust: dict[str, list[float]] = {}
    said: list[set[str]] = [set() for _ in trainer.cases]
    for name in FAMILIES:
        curves = np.array([curved(row) for row in readings[name]])
        right = np.array(
            [
                code in (*case["expect"], *case["also_ok"])
                for code, case in zip(codes[name], trainer.cases, strict=True)
            ]
        )
        fitted = LogisticRegression(C=3, max_iter=3000).fit(curves, right)
        trust[name] = [*map(float, fitted.coef_[0]), float(fitted.intercept_[0]), LEAST[name]]
        sure = cross_val_predict(
            LogisticRegression(C=3, max_iter=3000), curves, right, cv=5, method="predict_proba"
        )[:, 1]
        for i in np.flatnonzero((sure >= LEAST[name]) & (readings[name][:, 0] >= FAINT)):
            said[i].add(codes[name][i])
    return trust, said


def figures(given: Sequence[dict], said: Sequence[set[str]]) -> dict[str, float]:
    """Recall, precision, false alarms as the labelled cases count them."""
    expected = hit = named = right = clean = alarmed = 0
    for case, codes in zip(given, said, strict=True):
        wanted, fine = set(case["expect"]), set(case["expect"]) | set(case["also_ok"])
        expected, hit = expected + len(wanted), hit + len(wanted & codes)
        named, right = named + len(codes), right + len(codes & fine)
        clean, alarmed = clean + (not wanted), alarmed + (not wanted and bool(codes - fine))
    return {
        "cases": len(given),
        "recall": round(hit / max(1, expected), 4),
        "precision": round(right / max(1, named), 4),
        "false_alarms": round(alarmed / max(1, clean), 4),
    }


def packed(weights: np.ndarray) -> tuple[bytes, float]:
    """A vector in steps of one byte."""
    scale = float(np.abs(weights).max()) / 127 or 1.0
    return np.round(weights / scale).astype(np.int8).tobytes(), scale


def write(trainer: Trainer, trust: dict[str, list[float]], measured: dict[str, object]) -> None:
    """The weights and the cases that are shown."""
    everything = range(len(trainer.cases))
    body = [trainer.rarity.tobytes()]
    shapes: dict[str, dict[str, list[float]]] = {"detectors": {}, "family": {}, "FC": {}, "LG": {}}

    def add(group: str, name: str, weights: np.ndarray, constant: float) -> None:
        data, scale = packed(weights)
        body.append(data)
        shapes[group][name] = [scale, float(constant)]

    for name in FAMILIES:
        model = trainer.detector(name, everything)
        add("detectors", name, model.coef_[0], model.intercept_[0])
    side = trainer.sides(everything)
    add("family", "family", side.coef_[0], side.intercept_[0])
    for name in FAMILIES:
        coder = trainer.coder(name, everything)
        for row, code in enumerate(coder.classes_):
            add(name, str(code), coder.coef_[row], coder.intercept_[row])
    digest = hashlib.sha256("\n".join(case["id"] + case["clause"] for case in trainer.cases).encode()).hexdigest()
    about = {
        "cases": len(trainer.cases),
        "sha256": digest,
        "ordinary": {k: len(v) for k, v in trainer.extra.items()},
    }
    head = {"vectors": shapes, "trust": trust, "trained_on": about | {"held_out": measured}}
    data = json.dumps(head, ensure_ascii=False).encode() + b"\n" + b"".join(body)
    path().write_bytes(zlib.compress(data, 9))
    shown: dict[str, list[str]] = {code: [] for code in CODES}
    for case in trainer.cases:
        for code in case["expect"]:
            if code in shown:
                shown[code].append(case["clause"])
    text = json.dumps(shown, ensure_ascii=False, indent=0)
    (path().parent / "cases.json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Read, train, write, and say the figures of held-out cases."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--laws", type=Path, required=True, help="a folder of law texts (markdown)")
    parser.add_argument("--ordinary", type=int, default=12000, help="how many ordinary units")
    arguments = parser.parse_args()
    read = Reader()
    given = cases(read)
    plain, agency = ordinary(arguments.laws, read, arguments.ordinary)
    trainer = Trainer(given, plain, agency, restated(arguments.laws, read, 3000))
    trust, said = trusted(trainer)
    measured: dict[str, object] = {}
    for name in FAMILIES:
        for part in sorted({case["part"] for case in given}):
            of = [i for i, case in enumerate(given) if case["home"] == name and case["part"] == part]
            if of:
                measured[f"{name} {part}"] = figures([given[i] for i in of], [said[i] for i in of])
    print(json.dumps(measured, ensure_ascii=False, indent=1))
    write(trainer, trust, measured)


if __name__ == "__main__":
    main()
