"""Checks that YAML cannot say, one file a check; each is named by a YAML rule (``check: name``).

The registry is handed to the engine, which does not import this package. Installed packages add functions under
the entry point ``lawcheck.checks``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.metadata import entry_points

from lawcheck.model import Hit
from lawcheck.rules.matter import Matter

Check = Callable[[Matter], Iterable[Hit]]

NAMES = (
    "added_condition",
    "added_penalty",
    "added_requirement",
    "amended_article",
    "article_numbering",
    "attachment_reference",
    "copied_articles",
    "defined_names",
    "effect_before_publication",
    "effective_date",
    "ending_citation",
    "internal_reference",
    "misnamed_citation",
    "missing_article",
    "missing_attachment",
    "not_yet_in_force",
    "official_elements",
    "penalty_tiers",
    "repealed_citation",
    "statutory_figure",
    "superior_conflict",
    "superior_doubt",
    "unknown_law",
    "unsupported_citation",
    "validity_period",
    "wrong_number",
)


def registry() -> dict[str, Check]:
    """Name → check; the built-in ones and those of installed packages."""
    found: dict[str, Check] = {name: import_module(f"lawcheck.checks.{name}").check for name in NAMES}
    for entry in entry_points(group="lawcheck.checks"):
        found.setdefault(entry.name, entry.load())
    return found
