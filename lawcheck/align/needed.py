"""Of which words a text must have one, or a regular expression cannot match: most need not be tried at all.

The expression is read with the parser of ``re`` itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Words = frozenset[str]


def needed(pattern: str) -> Words:
    """Words of one or two characters, one of which is in every match; ValueError for an expression without such words."""
    found = _best(parser.parse(pattern))
    if found is None:
        raise ValueError(pattern)
    return found


def _best(tree: Iterable[Any]) -> Words | None:
    """Of what a sequence needs that which says most: pairs before characters, few before many."""
    return min(_each(tree), key=lambda words: (-min(map(len, words)), len(words)), default=None)


def _each(tree: Iterable[Any]) -> Iterator[Words]:
    """What every piece of a sequence needs; characters that follow each other are one word."""
    before = ""
    for operation, argument in tree:
        if operation is constants.LITERAL:
            before = before[-1:] + chr(argument)
            yield frozenset((before,))
            continue
        before = ""
        if (words := _of_piece(operation, argument)) is not None:
            yield words


def _of_piece(operation: Any, argument: Any) -> Words | None:
    if operation is constants.BRANCH:
        branches = [_best(branch) for branch in argument[1]]
        known = [words for words in branches if words is not None]
        return frozenset[str]().union(*known) if len(known) == len(branches) else None
    if operation is constants.SUBPATTERN:
        return _best(argument[-1])
    if operation is constants.MAX_REPEAT and argument[0]:
        return _best(argument[2])
    if operation is constants.IN and all(kind is constants.LITERAL for kind, _ in argument):
        return frozenset(chr(code) for _, code in argument)
    return None
