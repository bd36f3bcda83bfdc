"""Labelled pairs → the precedents, their index, and the detector of clauses contrary to law.

    pip install -e ".[train]"
    python benchmarks/train_precedents.py CORPUS --laws FOLDER     # law texts, as for `lawcheck corpus import`

Of ``tests/cases/pairs`` those that were written for this project are looked up and shown; ``dev`` and ``practice`` stay
what the result is measured on. ``train_alignment.py`` comes after, and learns what the likeness counts. Deterministic:
all seeds are fixed, files sorted.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import zlib
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from pair_cases import CASES, DAY, PRECEDENTS, ROOT, Case, of_file
from signal_data import Reader, ordinary, restated
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize
from train_signal import contrasted, matrix, packed
from train_sureness import lawful

from lawcheck.align.precedents import COLUMNS, INDEX, TABLE, Held, Precedents, hashed, indexed
from lawcheck.align.reading import read
from lawcheck.corpus.store import StoredCorpus
from lawcheck.suspicion.contrary import FILE, Detector
from lawcheck.suspicion.model import Vector
from lawcheck.text.fold import skeleton

DATA, DETECTOR = ROOT / "lawcheck/align/data", ROOT / "lawcheck/suspicion" / FILE
# What a lawful clause labelled for another question and an ordinary provision count beside a pair; provisions read.
LAWFUL, ORDINARY, PROVISIONS = 0.5, 0.2, 4000
# How little weights are kept small.
LOOSE = 80
Key = Callable[[Case], str]


def written() -> list[Case]:
    """The pairs written for this project, in order of their articles."""
    files = [*sorted(CASES.glob("written*.jsonl")), CASES / PRECEDENTS]
    every = [case for file in files for case in of_file(file)]
    return sorted(every, key=lambda case: (case["law"], case["article"], case["id"]))


def clauses(corpus: StoredCorpus) -> list[tuple[Case, Held]]:
    """The written pairs about an article, with the text of the law that was in force."""
    since = {}
    for case in written():
        for law in corpus.named(case["law"]):
            version = corpus.likely_version(law, DAY)
            if not law.region and version is not None and version.effective is not None:
                since[case["law"]] = version.effective
    return [
        (case, Held(case["law"], case["article"], since[case["law"]]))
        for case in written()
        if case["relation"] != "unrelated" and case["law"] in since
    ]


def index(held: Sequence[tuple[Case, Held]]) -> Precedents:
    """The index of clauses."""
    tokens = [hashed(read(skeleton(case["clause"]), "")) for case, _ in held]
    return indexed([one for _, one in held], [case["relation"] == "conflict" for case, _ in held], tokens)


class Examples:
    """What the detector learns from, as rows once: written pairs, lawful clauses, ordinary and restated provisions."""

    def __init__(self, provisions: Sequence[str]) -> None:
        pairs, lawfuls = written(), list(lawful())
        self.cases = [*pairs, *lawfuls]
        counts = matrix([*(skeleton(case["clause"]) for case in self.cases), *provisions])
        frequency = np.asarray(counts.sum(0)).ravel()
        rarity = np.log((1 + counts.shape[0]) / (1 + frequency)) + 1
        steps = np.clip(np.round(rarity / rarity[frequency > 1].max() * 255), 1, 255)
        self.rarity = np.where(frequency > 1, steps, 0).astype(np.uint8)
        rows = counts.multiply(self.rarity.astype(np.float32)).tocsr()
        rows.eliminate_zeros()
        self._rows = normalize(rows)
        self._truth = np.zeros(counts.shape[0], int)
        self._truth[: len(pairs)] = [case["relation"] == "conflict" for case in pairs]
        self._weight = np.full(counts.shape[0], ORDINARY)
        self._weight[: len(self.cases)] = LAWFUL
        self._weight[: len(pairs)] = 1.0

    def detector(self, without: Callable[[Case], bool] = lambda _: False) -> Detector:
        """Learnt from all cases but some."""
        kept = [number for number, case in enumerate(self.cases) if not without(case)]
        kept += range(len(self.cases), len(self._truth))
        fitted = contrasted(
            LogisticRegression(C=LOOSE, max_iter=3000, solver="liblinear", random_state=0),
            self._rows[kept], self._truth[kept], self._weight[kept],
        )  # fmt: skip
        data, scale = packed(fitted.coef_[0])
        return Detector(self.rarity.tobytes(), Vector(array("b", data), scale, float(fitted.intercept_[0])))


class HeldOut:
    """For each case the precedents and the detector as if what has the same key had not been learnt from.

    ``key``: of a pair the article, so that laws are known and articles are not; or the law.
    """

    PARTS = 5

    def __init__(self, corpus: StoredCorpus, provisions: Sequence[str], key: Key) -> None:
        self._key = key
        held = clauses(corpus)
        self._index = index(held)
        self._rows: dict[str, list[int]] = {}
        for row, (case, _) in enumerate(held):
            self._rows.setdefault(key(case), []).append(row)
        examples = Examples(provisions)
        self._detectors = [
            examples.detector(lambda case, part=part: self._part(case) == part) for part in range(self.PARTS)
        ]

    def _part(self, case: Case) -> int:
        return zlib.crc32(self._key(case).encode()) % self.PARTS

    def precedents(self, case: Case) -> Precedents:
        """Without those of the same key."""
        return self._index.without(self._rows.get(self._key(case), ()))

    def detector(self, case: Case) -> Detector:
        """Learnt without the part of the case."""
        return self._detectors[self._part(case)]


def of_article(case: Case) -> str:
    """The article of a pair, by the one who wrote it; a lawful clause is its own."""
    return f"{case['id'].split('-')[0]} {case['law']}{case['article']}" if "law" in case else case["id"]


def of_law(case: Case) -> str:
    """The law of a pair; a lawful clause is its own."""
    return case["law"] if "law" in case else case["id"]


def provisions(laws: Path) -> list[str]:
    """Ordinary units of local regulations, and restated articles."""
    reader = Reader()
    return [*ordinary(laws, reader, PROVISIONS)[0], *restated(laws, reader, PROVISIONS)]


def write(held: Sequence[tuple[Case, Held]], detector: Detector) -> None:
    """The table, its index, and the detector."""
    found = index(held)
    names = {name: np.array([str(getattr(one, name)) for one in found.articles]) for name in Held._fields}
    arrays = {name: getattr(found, name) for name in Precedents.__slots__ if name != "articles"}
    np.savez_compressed(DATA / INDEX, **names, **arrays)
    with (DATA / TABLE).open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        for case, one in held:
            contrary = int(case["relation"] == "conflict")
            writer.writerow([*one, contrary, case["clause"], case.get("explain", "") if contrary else ""])
    head = json.dumps([detector.vector.scale, detector.vector.constant]).encode()
    DETECTOR.write_bytes(zlib.compress(head + b"\n" + detector.rarity + detector.vector.weights.tobytes(), 9))


def main() -> int:
    """Write all three."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--laws", type=Path, required=True, help="a folder of law texts (markdown)")
    options = parser.parse_args()
    held = clauses(StoredCorpus(options.corpus))
    write(held, Examples(provisions(options.laws)).detector())
    print(f"{len(held)} clauses of {len({one for _, one in held})} articles")
    return 0


if __name__ == "__main__":
    sys.exit(main())
