"""Every check that a rule may name: those of ``checks`` and the statistical signal's."""

from __future__ import annotations

from lawcheck import checks, signal
from lawcheck.rules.engine import Check


def registry() -> dict[str, Check]:
    """Name → check."""
    return {**signal.registry(), **checks.registry()}
