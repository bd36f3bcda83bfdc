"""Names that look alike: a citation with a character too many or too few is told the right name."""

from __future__ import annotations

from collections.abc import Mapping

from lawcheck.corpus.names import strict_key


def nearest(name: str, titles: Mapping[str, str], limit: int) -> tuple[tuple[str, float], ...]:
    """Titles (by key) most like the name, each once with its best likeness, best first, then by title."""
    # Imported here: a review in which every name is right does not need it.
    from rapidfuzz import fuzz, process

    best: dict[str, float] = {}
    for key, score, _ in process.extract(strict_key(name), list(titles), scorer=fuzz.ratio, limit=3 * limit):
        title = titles[key]
        best[title] = max(best.get(title, 0.0), score / 100)
    ranked = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(ranked[:limit])
