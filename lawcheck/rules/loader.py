"""Rule files → Ruleset. Every mistake is an error with file, line and the nearest known name.

Three doors, one loader: the built-in folder, ``--rules-dir``, and folders that installed packages offer
under the entry point ``lawcheck.rulesets``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import entry_points
from pathlib import Path

from lawcheck.corpus import open_corpus
from lawcheck.errors import RulesetError
from lawcheck.resources import folder
from lawcheck.rules import rule_reader, yaml_tree
from lawcheck.rules.phrase import PhraseCompiler, nearest
from lawcheck.rules.schema import Figure, Rule, Ruleset, SettingPower
from lawcheck.rules.yaml_tree import Tree

# What a review depends on: rules, word lists and figures, and what the statistical signal learnt.
COUNTED = (".yaml", ".bin", ".json")
SHARED = ("lexicon.yaml", "parameters.yaml", "powers.yaml", "review-points.yaml", "ruleset.yaml")


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of rules, how errors show it, and its name in reviews: the same wherever the folder lies."""

    path: Path
    shown: str
    name: str


def load(extra: Sequence[Path] = (), checks: Collection[str] = ()) -> Ruleset:
    """Load the built-in rules, those of installed packages, and the folders given.

    ``checks``: names of the registered Python checks, the only ones that a rule may name.
    """
    return _load(folders(extra), frozenset(checks))


def folders(extra: Sequence[Path]) -> list[Folder]:
    """The three doors: the built-in folder, installed packages, the folders given."""
    found = [Folder(folder("rulesets"), "rulesets", "rulesets"), *_installed()]
    for path in extra:
        if not path.is_dir():
            raise RulesetError(f"规则目录 {path} 不存在，请检查 --rules-dir")
        found.append(Folder(path, str(path), path.resolve().name))
    return found


def _installed() -> list[Folder]:
    found = []
    for entry in entry_points(group="lawcheck.rulesets"):
        found.append(Folder(Path(str(entry.load())), entry.name, entry.name))
    return found


def _load(folders: Sequence[Folder], checks: frozenset[str]) -> Ruleset:
    concepts: dict[str, tuple[str, ...]] = {}
    own_place: set[str] = set()
    figures: dict[str, tuple[Figure, ...]] = {}
    powers: dict[str, tuple[SettingPower, ...]] = {}
    points: dict[str, str] = {}
    for place in folders:
        for file in (*_shared(place, "lexicon.yaml"), *_lexicons(place)):
            _read_lexicon(file, concepts, own_place)
        for file in _shared(place, "parameters.yaml"):
            figures.update(_read_figures(file))
        for file in _shared(place, "powers.yaml"):
            powers.update(_read_powers(file))
        for file in _shared(place, "review-points.yaml"):
            points.update(
                {code: entry.mapping(("name", "basis"))["name"].text() for code, entry in file.entries().items()}
            )
    context = rule_reader.Context(
        PhraseCompiler(concepts, frozenset(own_place)),
        points,
        frozenset(figures),
        frozenset(powers),
        checks,
        open_corpus(None),
        frozenset(law for place in folders for law in _own_laws(place)),
    )
    rules: dict[str, Rule] = {}
    for place in folders:
        for path in _rule_files(place.path):
            name = path.relative_to(place.path).with_suffix("").as_posix()
            tree = yaml_tree.load(path, f"{place.shown}/{name}.yaml")
            rule = rule_reader.read(tree, name, context)
            if rule.id in rules:
                raise tree.error(f"规则编号“{rule.id}”已经用在 {rules[rule.id].path}")
            rules[rule.id] = rule
    return Ruleset(
        tuple(rules[name] for name in sorted(rules)),
        tuple(figures.items()),
        tuple(powers.items()),
        tuple(points.items()),
        tuple(_identity(place) for place in folders),
    )


def _shared(place: Folder, name: str) -> Iterable[Tree]:
    path = place.path / name
    if path.is_file():
        yield yaml_tree.load(path, f"{place.shown}/{name}")


def _lexicons(place: Folder) -> Iterable[Tree]:
    """Word lists of single rulesets; a concept that is there already gets more words."""
    for path in sorted(place.path.glob("*/lexicon.yaml")):
        yield yaml_tree.load(path, f"{place.shown}/{path.parent.name}/lexicon.yaml")


def _rule_files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*.yaml") if path.is_file() and path.name not in SHARED)


def _identity(place: Folder) -> tuple[str, str, str]:
    """(name, version, sha256 over names and contents of all its files)."""
    digest = hashlib.sha256()
    for path in sorted(path for path in place.path.rglob("*") if path.suffix in COUNTED):
        digest.update(path.relative_to(place.path).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    name, version = place.name, "0"
    for keys in _about(place):
        name, version = keys["name"].text(), keys["version"].text()
    return name, version, digest.hexdigest()


def _about(place: Folder) -> Iterable[dict[str, Tree]]:
    """What the folder says of itself, if it does."""
    for file in _shared(place, "ruleset.yaml"):
        yield file.mapping(("name", "version", "laws"), ("name", "version"))


def _own_laws(place: Folder) -> Iterable[str]:
    """Titles that rules may rest on though the catalogue does not hold them."""
    for keys in _about(place):
        yield from (entry.text() for entry in keys["laws"].items()) if "laws" in keys else ()


def _read_lexicon(file: Tree, concepts: dict[str, tuple[str, ...]], own_place: set[str]) -> None:
    for name, entry in file.entries().items():
        keys = entry.mapping(("words", "patterns", "own_place", "note"))
        words = tuple(str(word.value) for key in ("words", "patterns") if key in keys for word in keys[key].items())
        if not words:
            raise entry.error(f"概念“{name}”没有词")
        if name in concepts:
            words = tuple(dict.fromkeys((*concepts[name], *words)))
        concepts[name] = words
        if "own_place" in keys and keys["own_place"].choice(("true", "false")) == "true":
            own_place.add(name)


def _dates(keys: dict[str, Tree]) -> tuple[date | None, date | None]:
    return (keys["from"].day() if "from" in keys else None, keys["until"].day() if "until" in keys else None)


def _read_figures(file: Tree) -> dict[str, tuple[Figure, ...]]:
    found = {}
    for name, entry in file.entries().items():
        figures = []
        for row in entry.items():
            keys = row.mapping(
                ("value", "unit", "from", "until", "source", "verified", "region"),
                ("value", "unit", "source", "verified"),
            )
            since, until = _dates(keys)
            mark = rule_reader.mark(keys["verified"])
            region = keys["region"].text() if "region" in keys else ""
            figures.append(
                Figure(
                    keys["value"].number(), keys["unit"].text(), since, until, keys["source"].text(), mark, region
                )
            )
        found[name] = tuple(figures)
    return found


def _read_powers(file: Tree) -> dict[str, tuple[SettingPower, ...]]:
    found = {}
    for name, entry in file.entries().items():
        rows = []
        for row in entry.items():
            keys = row.mapping(("ranks", "from", "until", "source", "verified"), ("ranks", "source", "verified"))
            since, until = _dates(keys)
            ranks = frozenset(rule_reader.rank(word) for word in keys["ranks"].items())
            rows.append(
                SettingPower(ranks, since, until, keys["source"].text(), rule_reader.mark(keys["verified"]))
            )
        found[name] = tuple(rows)
    return found


def select(ruleset: Ruleset, chosen: Sequence[str], ignored: Sequence[str]) -> Ruleset:
    """Keep the rules named by ``chosen`` (all if empty) without the ``ignored`` ones.

    A name is a rule id, a ruleset (fair-competition) or a review point (LG-4, FC-9.3).
    """
    for name in (*chosen, *ignored):
        if not any(_is_named(rule, name) for rule in ruleset.rules):
            known = sorted({rule.id for rule in ruleset.rules} | {rule.id.split("/")[0] for rule in ruleset.rules})
            raise RulesetError(
                f"没有规则、规则集或者审查要点“{name}”{nearest(name, known) or '。'}用 lawcheck rules list 查看全部规则。"
            )
    kept = tuple(
        rule
        for rule in ruleset.rules
        if (not chosen or any(_is_named(rule, name) for name in chosen))
        and not any(_is_named(rule, name) for name in ignored)
    )
    return replace(ruleset, rules=kept)


def _is_named(rule: Rule, name: str) -> bool:
    point = rule.review_point
    return (
        rule.id == name
        or rule.id.startswith(name.rstrip("/") + "/")
        or point == name
        or point.startswith((name + ".", name + "-"))
    )
