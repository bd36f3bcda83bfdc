"""A new, empty docx, as python-docx makes it, without what Word would have to mend."""

from __future__ import annotations

from typing import Any


def document() -> Any:
    """An empty document.

    python-docx's template brings a second set of styles for Word 2007 (``stylesWithEffects``) that knows nothing of
    the styles added here; a validator counts every difference as a fault.
    """
    import docx

    made = docx.Document()
    for key, relation in list(made.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            del made.part.rels[key]
    return made
