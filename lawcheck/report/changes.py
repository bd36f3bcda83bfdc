"""What changed between two versions of a draft, as data and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal

from lawcheck.model import Finding, Review
from lawcheck.report import as_json
from lawcheck.report.characters import file_name, for_xml

Operation = Literal["equal", "replace", "insert", "delete"]
Kind = Literal["unchanged", "changed", "added", "dropped", "split", "merged"]
Direction = Literal["weaker", "stronger", "reversed"]

KINDS: dict[Kind, str] = {
    "unchanged": "未改", "changed": "修改", "added": "新增", "dropped": "删除", "split": "拆分", "merged": "合并",
}  # fmt: skip
DIRECTIONS: dict[Direction, str] = {"weaker": "减弱", "stronger": "加强", "reversed": "性质改变"}


@dataclass(frozen=True, slots=True)
class WordChange:
    """A stretch of both texts; one side is empty for words put in or left out."""

    operation: Operation
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class StrengthChange:
    """应当 became 可以: the words, which way, and the sentence as it now is (as it was, if it is gone)."""

    old: str
    new: str
    direction: Direction
    context: str


@dataclass(frozen=True, slots=True)
class UnitChange:
    """An article (or heading, or paragraph outside of articles) in both versions.

    ``split``: ``new`` holds a part of ``old``, which goes on elsewhere; ``merged``: ``old`` went into ``new``.
    """

    kind: Kind
    old: str | None
    new: str | None
    is_article: bool = True
    renumbered: bool = False
    moved: bool = False
    words: tuple[WordChange, ...] = ()
    strength: tuple[StrengthChange, ...] = ()

    @property
    def is_change(self) -> bool:
        """Whether there is anything to tell."""
        return self.kind != "unchanged" or self.renumbered or self.moved


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions: their reviews, the units in order, findings fixed, remaining (old, new) and new."""

    old: Review
    new: Review
    units: tuple[UnitChange, ...]
    fixed: tuple[Finding, ...]
    remaining: tuple[tuple[Finding, Finding], ...]
    added: tuple[Finding, ...]

    def counts(self) -> dict[str, int]:
        """How many articles of each kind."""
        articles = [unit for unit in self.units if unit.is_article]
        found = Counter[str](unit.kind for unit in articles)
        return {
            **{kind: found[kind] for kind in KINDS},
            "renumbered": sum(unit.renumbered for unit in articles),
            "moved": sum(unit.moved for unit in articles),
            "strength": sum(len(unit.strength) for unit in self.units),
        }


def to_dict(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain data, keys in a fixed order; unchanged units are named without their words."""
    findings = [as_json.to_dict(review)["findings"] for review in (comparison.old, comparison.new)]
    old, new = ({entry["fingerprint"]: entry for entry in entries} for entries in findings)
    return {
        "schema_version": 1,
        "old": _version(comparison.old),
        "new": _version(comparison.new),
        "as_of": comparison.new.as_of,
        "counts": comparison.counts(),
        "articles": [_unit(unit) for unit in comparison.units],
        "findings": {
            "fixed": [old[finding.fingerprint] for finding in comparison.fixed],
            "remaining": [
                {"old": before.fingerprint, "new": new[after.fingerprint]} for before, after in comparison.remaining
            ],
            "new": [new[finding.fingerprint] for finding in comparison.added],
        },
    }


def dumps(comparison: Comparison) -> str:
    """The comparison as JSON text."""
    return for_xml(json.dumps(to_dict(comparison), ensure_ascii=False, indent=2)) + "\n"


def _version(review: Review) -> dict[str, Any]:
    document = review.document
    return {
        "path": file_name(document.path),
        "sha256": document.sha256,
        "title": document.title,
        "articles": document.articles,
        "conclusion": review.conclusion,
    }


def _unit(unit: UnitChange) -> dict[str, Any]:
    return {
        "kind": unit.kind,
        "old": unit.old,
        "new": unit.new,
        "renumbered": unit.renumbered,
        "moved": unit.moved,
        "changes": [{"operation": word.operation, "old": word.old, "new": word.new} for word in unit.words],
        "strength": [
            {"old": entry.old, "new": entry.new, "direction": entry.direction, "context": entry.context}
            for entry in unit.strength
        ],
    }
