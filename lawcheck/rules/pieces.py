"""Parts of a phrase put together: their patterns, the words they need, and the words with which they can begin."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Groups of words; of every group one word must occur for the phrase to match. Empty: nothing can be said.
Needs = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a phrase: its pattern, what it needs, whether it is a gap, and its text where it is plain words.

    ``starts``: words with one of which every match begins; None if that cannot be said.
    """

    pattern: str
    needs: Needs
    is_gap: bool = False
    literal: str | None = None
    starts: frozenset[str] | None = None
    is_optional: bool = False


def joined(pieces: list[Piece]) -> str:
    """The pattern of a sequence."""
    return "".join(piece.pattern for piece in pieces)


def together(pieces: list[Piece]) -> Piece:
    """A sequence as one piece."""
    words = [piece.literal for piece in pieces]
    literal = "".join(word for word in words if word) if pieces and None not in words else None
    return Piece(joined(pieces), all_needs(pieces), literal=literal, starts=beginnings(pieces))


def beginnings(pieces: list[Piece]) -> frozenset[str] | None:
    """Words with one of which a sequence begins: those of its first piece; pieces without a pattern are nothing."""
    starts: frozenset[str] = frozenset()
    for piece in pieces:
        if not piece.pattern:
            continue
        if piece.starts is None:
            return None
        starts |= piece.starts
        if not piece.is_optional:
            return starts
    return None


def choice(pieces: list[Piece]) -> Piece:
    """One of the pieces; plain words are put together by their beginnings, which matches many times faster."""
    words = sorted({piece.literal for piece in pieces if piece.literal})
    others = [piece.pattern for piece in pieces if not piece.literal]
    patterns = [*others, *([_by_beginning(words)] if words else [])]
    one_of: frozenset[str] | None = frozenset()
    for piece in pieces:
        best = _best(piece.needs)
        one_of = None if one_of is None or best is None else one_of | best
    starts: frozenset[str] | None = frozenset()
    for piece in pieces:
        starts = None if starts is None or piece.starts is None else starts | piece.starts
    return Piece("(?:" + "|".join(patterns) + ")", (one_of,) if one_of else (), starts=starts or None)


def _by_beginning(words: list[str]) -> str:
    """A pattern for any of the words, longest first: 本市, 本市内, 本县 → (?=[本])本(?:市(?:内)?|县)."""
    return f"(?=[{re.escape(''.join(sorted({word[0] for word in words})))}]){_branches(words)}"


def _branches(words: list[str]) -> str:
    """Words grouped by their first character; "" among them makes the rest optional."""
    groups: dict[str, list[str]] = {}
    for word in words:
        if word:
            groups.setdefault(word[0], []).append(word[1:])
    branches = [re.escape(first) + _branches(rests) for first, rests in groups.items()]
    if not branches:
        return ""
    pattern = branches[0] if len(branches) == 1 and "" not in words else "(?:" + "|".join(branches) + ")"
    return pattern + "?" if "" in words else pattern


def all_needs(pieces: list[Piece]) -> Needs:
    """What a sequence needs: all that its pieces need."""
    return tuple(dict.fromkeys(group for piece in pieces for group in piece.needs))


def _best(needs: Needs) -> frozenset[str] | None:
    """The most telling group: long words, few of them."""
    if not needs:
        return None
    return max(needs, key=lambda words: (min(map(len, words)) > 1, -len(words), min(map(len, words))))
