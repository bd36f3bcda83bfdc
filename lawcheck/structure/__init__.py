"""Source → Document: layout, provisions, profile, definitions, clauses."""

from __future__ import annotations

from dataclasses import replace

from lawcheck.model import Document, Source, Stated
from lawcheck.structure import clauses, definitions, layout, normative
from lawcheck.structure import profile as profiles
from lawcheck.structure import provisions as trees
from lawcheck.text.fold import fold

__all__ = ["structure"]


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
