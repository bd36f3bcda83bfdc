"""Seeded edits of a draft with known truth: which article each finding belongs to before and after."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

from lawcheck.report.changes import Comparison
from lawcheck.rules import loader
from lawcheck.text.numerals import chinese
from lawcheck.workflows import versions
from lawcheck.workflows.diff import compare
from lawcheck.workflows.registry import registry
from lawcheck.workflows.review import Reviewed, Reviewer
from tests.conftest import ROOT

FILLERS = (
    "市人民政府有关部门按照职责分工做好相关工作。",
    "本条规定自本办法施行之日起执行。",
    "有关单位可以向市人民政府提出意见和建议。",
    "具体工作由市人民政府办公室负责协调。",
)


@dataclass(frozen=True)
class Version:
    """Articles as (identity, text); an identity survives rewording, moving and renumbering."""

    articles: tuple[tuple[int, str], ...]

    def text(self) -> str:
        lines = ["临溪市综合服务管理办法", "临溪市人民政府"]
        lines += [f"第{chinese(number)}条　{text}" for number, (_, text) in enumerate(self.articles, 1)]
        return "\n".join(lines) + "\n"


@cache
def _material(reviewer: Reviewer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Clean articles of the examples, and one bad sentence of every rule of which a whole draft gives findings."""
    path = ROOT / "examples/小微企业服务管理办法（送审稿）.docx"
    done = reviewer.review(str(path))
    found = versions.units(done.document)
    bad_places = {versions.unit_at(found, finding.span.start) for finding in done.review.findings}
    clean = tuple(
        " ".join(unit.text.split("\n"))
        for index, unit in enumerate(found)
        if unit.kind == "article" and index not in bad_places and "本办法" not in unit.text and len(unit.text) > 25
    )
    bad = []
    for rule in loader.load((), registry().keys()).rules:  # the kept rules have no examples
        for example in rule.examples.bad[:2]:
            if not example.is_draft and not example.title and "\n" not in example.text and "条" not in example.text:
                bad.append(example.text)
    return clean, tuple(bad)


def edited(reviewer: Reviewer, seed: int) -> tuple[Version, Version]:
    """Two versions: six to ten edits of every kind between them."""
    chance = random.Random(seed)
    clean, bad = _material(reviewer)
    chosen = chance.sample(clean, min(10, len(clean))) + chance.sample(bad, 8)
    chance.shuffle(chosen)
    old = list(enumerate(chosen))
    new = list(old)
    fresh = iter(range(1000, 2000))
    for _ in range(chance.randint(4, 9)):
        place = chance.randrange(len(new))
        identity, text = new[place]
        kind = chance.choice(("drop", "reword", "reword", "clean", "bad", "move", "extend", "mend"))
        if kind == "drop":
            del new[place]
        elif kind == "reword":
            new[place] = (identity, text.replace("应当", "须", 1) if "应当" in text else "根据工作需要，" + text)
        elif kind == "extend":
            new[place] = (identity, text + chance.choice(FILLERS))
        elif kind == "clean":
            new.insert(place, (next(fresh), chance.choice(FILLERS) + f"联系电话为{seed % 90 + 10}{place:04d}号。"))
        elif kind == "bad":
            left = [sentence for sentence in bad if sentence not in chosen]
            new.insert(place, (next(fresh), chance.choice(left)))
        elif kind == "move":
            new.insert(chance.randrange(len(new)), new.pop(place))
        else:
            new[place] = (next(fresh), "市人民政府有关部门依照法律、法规的规定办理有关事项，并为当事人提供便利。")
    return Version(tuple(old)), Version(tuple(new))


def judged(reviewer: Reviewer, old: Version, new: Version) -> tuple[Comparison, int, int]:
    """The comparison, how many findings there are, and how many of them got the right word."""
    before, after = (reviewer.review("a.txt", version.text().encode()) for version in (old, new))
    compared = compare(before, after)
    place_old, place_new = _identities(before, old), _identities(after, new)
    wanted = {}
    for fingerprint, key in place_old.items():
        wanted[fingerprint, "old"] = "remaining" if key in place_new.values() else "fixed"
    for fingerprint, key in place_new.items():
        wanted[fingerprint, "new"] = "remaining" if key in place_old.values() else "new"
    said = {(finding.fingerprint, "old"): "fixed" for finding in compared.fixed}
    said |= {(finding.fingerprint, "new"): "new" for finding in compared.added}
    for one, other in compared.remaining:
        right = place_old[one.fingerprint] == place_new[other.fingerprint]
        said[one.fingerprint, "old"] = said[other.fingerprint, "new"] = "remaining" if right else "wrong"
    assert set(said) == set(wanted)
    return compared, len(wanted), sum(said[key] == wanted[key] for key in wanted)


def _identities(done: Reviewed, version: Version) -> dict[str, tuple[int, str, int]]:
    """Fingerprint → (article, rule, number among equals)."""
    found = versions.units(done.document)
    articles = [index for index, unit in enumerate(found) if unit.kind == "article"]
    seen: dict[tuple[int, str], int] = {}
    keys = {}
    for finding in done.review.findings:
        place = None if str(finding.location) == "全文" else versions.unit_at(found, finding.span.start)
        identity = version.articles[articles.index(place)][0] if place in articles else -1
        number = seen[identity, finding.rule_id] = seen.get((identity, finding.rule_id), -1) + 1
        keys[finding.fingerprint] = (identity, finding.rule_id, number)
    return keys
