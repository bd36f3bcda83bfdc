"""在上位法的许可条件、材料之外增加 — an item that the list of the superior article does not have, where leave is given by it.

See ``lists`` for what it assumes and misses.
"""

from __future__ import annotations

from collections.abc import Iterator

from lawcheck.checks.lists import added
from lawcheck.model import Hit
from lawcheck.rules.matter import Matter


def check(matter: Matter) -> Iterator[Hit]:
    """A hit for each item added to the conditions or documents of a licence, registration or qualification."""
    return added(matter, permits=True)
