"""Source → Document: layout, provisions, profile, definitions, clauses."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from lawcheck.model import Document, Provision, Source, Stated
from lawcheck.structure import clauses, definitions, layout, normative
from lawcheck.structure import profile as profiles
from lawcheck.structure import provisions as trees
from lawcheck.text.fold import fold

__all__ = ["Outline", "outline_of", "structure"]


class Outline(NamedTuple):
    """A source read as far as its provisions: what an importer of laws needs."""

    lines: tuple[layout.Line, ...]
    provisions: tuple[Provision, ...]


def outline_of(source: Source) -> Outline:
    """Structure a source without reading its clauses, which costs most of the time."""
    lines = layout.lines(source)
    return Outline(lines, trees.provisions(lines, source.text))


def structure(source: Source, stated: Stated | None = None) -> Document:
    """Structure a source; ``stated`` holds what the user says of the draft."""
    stated = stated or Stated()
    lines = layout.lines(source)
    folded = fold(source.text)
    forest = trees.provisions(lines, source.text)
    profile = profiles.profile(source, lines, stated)
    found = clauses.clauses(source, lines, forest, profile, folded)
    is_normative, reason = normative.decide(profile, found, source.text)
    profile = replace(profile, normative=is_normative, normative_reason=reason)
    defined = tuple(definitions.find(folded, source.text))
    return Document(source, profile, forest, found, defined)
