"""Train the statistical signal: labelled clauses + ordinary articles → rulesets/similar-cases/{weights.bin,cases.json}.

    pip install -e ".[train]"
    python benchmarks/train_signal.py --laws FOLDER          # law texts of your own, as for `lawcheck corpus import`

Learns from ``tests/cases/labelled/*.jsonl`` (blind sets excepted: they only measure) and, as examples of what is
harmless, from units of local regulations in the folder: any of them for fair competition, those on the agencies' own
work for legality, and national articles restated with their citation. Deterministic: seeds are fixed, files sorted.
Prints the figures of cases held out in turns, and for each code how often it was right when it was said.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, vstack
from signal_data import Reader, cases, ordinary, restated, sentences
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler, normalize
from sklearn.svm import LinearSVC

from lawcheck.signal.check import CODES, UNSAID
from lawcheck.suspicion.features import BITS, hashes
from lawcheck.suspicion.model import CANDIDATES, CODE_BITS, FAINT, FAMILIES, curved, path, readings

# Weights of what is not a case of the family itself: clean cases of the other family, ordinary units, the sentences of
# clean clauses; and of clean cases where codes are told apart.
CROSS, ORDINARY, SENTENCE, CLEAN = 0.3, 0.2, 0.5, 0.3
# How sure a judgment must be to be said, and a further code of the same clause to be named beside it: chosen on
# held-out cases: of the written ones about a clean case in twenty is alarmed, and eight codes of ten are right.
LEAST = {"FC": 0.67, "LG": 0.67}
ALSO = {"FC": 0.65, "LG": 0.65}
TURNS = 4
# So many cases of a code are there to be shown.
SHOWN = 120


def matrix(texts: Sequence[str]) -> csr_matrix:
    """Rows of hashed features, each 1."""
    ends, columns = [0], []
    for text in texts:
        columns.extend(sorted(hashes(text)))
        ends.append(len(columns))
    return csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(texts), 1 << BITS))


def fold(rows: csr_matrix) -> csr_matrix:
    """Features of the large space laid upon one another in the small one."""
    coo = rows.tocoo()
    return csr_matrix((coo.data, (coo.row, coo.col & (1 << CODE_BITS) - 1)), shape=(rows.shape[0], 1 << CODE_BITS))


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


def contrasted(
    model: LogisticRegression, rows: csr_matrix, truth: np.ndarray, weight: np.ndarray
) -> LogisticRegression:
    """Fit on features that count the more the more they lean to one side; the weights found are those of plain features.

    After Wang and Manning, Baselines and Bigrams (2012): the root of the logarithm of how much oftener a feature stands
    in problems than in what is clean.
    """
    held = rows.sign().multiply(weight[:, None]).tocsr()
    in_problems, in_clean = (1 + np.asarray(held[truth == side].sum(0)).ravel() for side in (1, 0))
    ratio = np.log(in_problems / in_problems.sum()) - np.log(in_clean / in_clean.sum())
    leaning = np.sqrt(np.abs(ratio)).astype(np.float32)
    model.fit(rows.multiply(leaning).tocsr(), truth, weight)
    model.coef_ = model.coef_ * leaning
    return model


class Trainer:
    """All examples as rows once; fits on any part of the cases."""

    def __init__(self, given: list[dict], plain: list[str], agency: list[str], restated: list[str]) -> None:
        self.cases = given
        self.extra = {"FC": plain, "LG": [*agency, *restated], "any": [*plain[:4000], *agency, *restated]}
        counts = matrix([case["text"] for case in given])
        frequency = np.asarray(counts.sum(0)).ravel()
        rarity = np.log((1 + len(given)) / (1 + frequency)) + 1
        # One byte each: what the product computes with is what was trained with. Features seen once say nothing.
        steps = np.clip(np.round(rarity / rarity[frequency > 1].max() * 255), 1, 255)
        self.rarity = np.where(frequency > 1, steps, 0).astype(np.uint8)
        self.rows = self.weighted(counts)
        self.folded = fold(self.rows)
        self.extra_rows = {name: self.weighted(matrix(texts)) for name, texts in self.extra.items()}
        split = [(i, one) for i, case in enumerate(given) for one in sentences(case["text"])]
        self.owners = [i for i, _ in split]
        self.sentence_rows = self.weighted(matrix([one for _, one in split]))

    def weighted(self, counts: csr_matrix) -> csr_matrix:
        """Rows by rarity, each of length one."""
        rows = counts.multiply(self.rarity.astype(np.float32)).tocsr()
        rows.eliminate_zeros()
        return normalize(rows)

    def detector(self, name: str, part: Iterable[int]) -> LogisticRegression:
        """Problem of the family (``any``: of whatever kind) or none."""
        truth = {
            i: int(bool(self.cases[i]["expect"])) if name == "any" else label(self.cases[i], name) for i in part
        }
        kept = [i for i, one in truth.items() if one is not None]
        weight = {i: CROSS if name not in ("any", self.cases[i]["home"]) and not truth[i] else 1.0 for i in kept}
        pieces = [n for n, i in enumerate(self.owners) if truth.get(i) == 0]
        extra = self.extra_rows[name]
        return contrasted(
            LogisticRegression(C=80, max_iter=3000, solver="liblinear", random_state=0),
            vstack([self.rows[kept], extra, self.sentence_rows[pieces]]),
            np.array([*(truth[i] for i in kept), *[0] * (extra.shape[0] + len(pieces))]),
            np.array(
                [
                    *(weight[i] for i in kept),
                    *[ORDINARY] * extra.shape[0],
                    *(SENTENCE * weight[self.owners[n]] for n in pieces),
                ]
            ),
        )

    def sides(self, part: Iterable[int]) -> LogisticRegression:
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

    def coder(self, name: str, part: Sequence[int]) -> dict[str, tuple[np.ndarray, float]]:
        """A vector and a constant for each code of the family; codes that a case tolerates are left out of its count."""
        problems = [i for i in part if any(family(code) == name for code in self.cases[i]["expect"])]
        clean = [i for i in part if not self.cases[i]["expect"] and self.cases[i]["home"] == name]
        found = {}
        for code in (one for one in CODES if family(one) == name):
            given = [i for i in problems if code in self.cases[i]["expect"] or code not in self.cases[i]["also_ok"]]
            fitted = LinearSVC(C=1, class_weight="balanced", random_state=0).fit(
                self.folded[[*given, *clean]],
                [code in self.cases[i]["expect"] for i in [*given, *clean]],
                [*[1.0] * len(given), *[CLEAN] * len(clean)],
            )
            found[code] = (fitted.coef_[0], float(fitted.intercept_[0]))
        return found

    def read(
        self, learn: Sequence[int], test: Sequence[int]
    ) -> dict[str, list[list[tuple[str, tuple[float, ...]]]]]:
        """For each family and each case of ``test``: its candidate codes with their readings, the nearest first."""
        rows, folded = self.rows[test], self.folded[test]
        anything = self.detector("any", learn).decision_function(rows)
        side = self.sides(learn).decision_function(rows)
        found: dict[str, list[list[tuple[str, tuple[float, ...]]]]] = {}
        for name in FAMILIES:
            detected = self.detector(name, learn).decision_function(rows)
            coder = self.coder(name, learn)
            names = list(coder)
            values = folded @ np.array([vector for vector, _ in coder.values()]).T + [
                one for _, one in coder.values()
            ]
            found[name] = []
            for row, order in enumerate(np.argsort(-values, 1)):
                known = detected[row], anything[row], side[row] * (1 if name == "FC" else -1)
                every = readings(*known, [values[row][one] for one in order])
                found[name].append([(names[one], each) for one, each in zip(order, every, strict=False)])
        return found

    def held_out(self) -> dict[str, list[list[tuple[str, tuple[float, ...]]]]]:
        """``read`` of every case when it was held out."""
        number = len(self.cases)
        found: dict[str, list] = {name: [None] * number for name in FAMILIES}
        for learn, test in KFold(TURNS, shuffle=True, random_state=0).split(range(number)):
            for name, each in self.read(learn, test).items():
                for i, candidates in zip(test, each, strict=True):
                    found[name][i] = candidates
        return found


def trusted(trainer: Trainer) -> tuple[dict[str, list[float]], list[set[str]]]:
    """The trust functions of the families, and what would have been said of each case when it was held out."""
    trust: dict[str, list[float]] = {}
    said: list[set[str]] = [set() for _ in trainer.cases]
    for name, every in trainer.held_out().items():
        curves = np.array([curved(one) for candidates in every for _, one in candidates])
        right = np.array(
            [
                code in (*case["expect"], *case["also_ok"])
                for case, candidates in zip(trainer.cases, every, strict=True)
                for code, _ in candidates
            ]
        )
        model = make_pipeline(StandardScaler(), LogisticRegression(C=3, max_iter=5000))
        sure = cross_val_predict(model, curves, right, cv=5, method="predict_proba")[:, 1]
        model.fit(curves, right)
        scale, fitted = model[0], model[1]
        weights = fitted.coef_[0] / scale.scale_
        constant = float(fitted.intercept_[0] - weights @ scale.mean_)
        trust[name] = [*map(float, weights), constant, LEAST[name], ALSO[name]]
        for i, (candidates, each) in enumerate(zip(every, sure.reshape(-1, CANDIDATES), strict=True)):
            if candidates[0][1][0] >= FAINT and each.max() >= LEAST[name]:
                said[i].update(
                    code for n, (code, _) in enumerate(candidates) if each[n] == each.max() or each[n] >= ALSO[name]
                )
    return trust, said


def figures(given: Sequence[dict], said: Sequence[set[str]]) -> dict[str, float]:
    """Recall, precision, false alarms as the labelled cases count them."""
    expected = hit = named = right = clean = alarmed = 0
    for case, every in zip(given, said, strict=True):
        codes = every - UNSAID
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


def by_code(given: Sequence[dict], said: Sequence[set[str]]) -> str:
    """A line a code: expected, of these said, said in all, of these right."""
    expected, hit, named, right = Counter(), Counter(), Counter(), Counter()
    for case, codes in zip(given, said, strict=True):
        expected.update(case["expect"])
        hit.update(codes & set(case["expect"]))
        named.update(codes)
        right.update(codes & {*case["expect"], *case["also_ok"]})
    return "\n".join(
        f"{code:8} {hit[code]:4}/{expected[code]:4}  right {right[code]:4}/{named[code]:4}" for code in CODES
    )


def packed(weights: np.ndarray) -> tuple[bytes, float]:
    """A vector in steps of one byte."""
    scale = float(np.abs(weights).max()) / 127 or 1.0
    return np.round(weights / scale).astype(np.int8).tobytes(), scale


def write(trainer: Trainer, trust: dict[str, list[float]], measured: dict[str, object]) -> None:
    """The weights and the cases that are shown."""
    everything = range(len(trainer.cases))
    body = [trainer.rarity.tobytes()]
    shapes: dict[str, dict[str, list[float]]] = {"detectors": {}, "across": {}, "FC": {}, "LG": {}}

    def add(group: str, name: str, weights: np.ndarray, constant: float) -> None:
        data, scale = packed(weights)
        body.append(data)
        shapes[group][name] = [scale, float(constant)]

    for name in FAMILIES:
        model = trainer.detector(name, everything)
        add("detectors", name, model.coef_[0], model.intercept_[0])
    for name, model in (("anything", trainer.detector("any", everything)), ("family", trainer.sides(everything))):
        add("across", name, model.coef_[0], model.intercept_[0])
    for name in FAMILIES:
        for code, (weights, constant) in trainer.coder(name, everything).items():
            add(name, code, weights, constant)
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
    few = {code: every[:: -(-len(every) // SHOWN)] if every else [] for code, every in shown.items()}
    text = json.dumps(few, ensure_ascii=False, indent=0)
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
    write(trainer, trust, measured)
    for name, every in measured.items():
        print(name, every)
    print(by_code(given, said))


if __name__ == "__main__":
    main()
