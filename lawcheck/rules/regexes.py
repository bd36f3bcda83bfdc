"""What a regular expression inside a phrase needs, how it can begin, and whether it can be made slow.

It is read with the parser of ``re`` itself: what this module does not know (sets with 非, ``\\d`` and the like) needs
nothing and may begin anywhere, so that a match is never missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from re import error as RegexError  # noqa: N812 - a class
from typing import Any

from lawcheck.errors import RulesetError
from lawcheck.rules.pieces import Piece, choice, together

_REPEATS = (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT)
_NOTHING = (constants.ASSERT, constants.ASSERT_NOT, constants.AT)
# A set of more characters than this says too little to look for.
_MANY = 64
_OPAQUE = Piece("(opaque)", ())


def read(pattern: str) -> Piece:
    """A regular expression as one piece; RulesetError for one that is wrong or whose repeats make it slow."""
    try:
        tree = parser.parse(pattern)
    except RegexError as error:
        raise RulesetError(f"正则“{pattern}”不能编译：{error}") from error
    for low, high, is_inside in _repeats(tree, False):
        if high is constants.MAXREPEAT:
            raise RulesetError(f"正则“{pattern}”里有无上限的重复（+ * {{n,}}），请写成有上限的形式，例如 {{1,10}}")
        if is_inside and low < high > 1:
            raise RulesetError(f"正则“{pattern}”里重复之中又有长短不定的重复，会越来越慢，请拆开来写")
    inner = _sequence(tree)
    if not inner.pattern:  # assertions only, such as (?<![城都]): what follows them begins the match
        return Piece(f"(?:{pattern})", (), starts=frozenset(), is_optional=True)
    return Piece(f"(?:{pattern})", inner.needs, starts=inner.starts)


def _repeats(tree: Iterable[Any], inside: bool) -> Iterator[tuple[int, int, bool]]:
    """Every repeat with its bounds, and whether it stands inside another one."""
    for operation, argument in tree:
        if operation in _REPEATS:
            low, high, body = argument
            yield low, high, inside
            yield from _repeats(body, inside or high > 1)
        else:
            for body in _bodies(operation, argument):
                yield from _repeats(body, inside)


def _bodies(operation: Any, argument: Any) -> Iterable[Any]:
    """The patterns that a group, a choice or an assertion holds."""
    if operation is constants.BRANCH:
        return tuple(argument[1])
    if operation in (constants.SUBPATTERN, constants.ASSERT, constants.ASSERT_NOT):
        return (argument[-1],)
    return (argument,) if operation is constants.ATOMIC_GROUP else ()


def _sequence(tree: Iterable[Any]) -> Piece:
    """A sequence; characters that follow each other are one word."""
    pieces: list[Piece] = []
    word = ""
    for operation, argument in tree:
        if operation is constants.LITERAL:
            word += chr(argument)
            continue
        pieces += [*_word(word), _piece(operation, argument)]
        word = ""
    return together([*pieces, *_word(word)])


def _word(word: str) -> list[Piece]:
    one = frozenset({word})
    return [Piece(word, (one,), literal=word, starts=one)] if word else []


def _piece(operation: Any, argument: Any) -> Piece:
    if operation in _NOTHING:
        return Piece("", ())
    if operation is constants.IN:
        return _set(argument)
    if operation is constants.BRANCH:
        return choice([_sequence(branch) for branch in argument[1]])
    if operation is constants.SUBPATTERN and not argument[1]:
        return _sequence(argument[-1])
    if operation in _REPEATS:
        body = _sequence(argument[2])
        # Of the words of a repeat only its beginning is sure: it may end after the first.
        is_optional = argument[0] == 0
        return Piece("(repeat)", () if is_optional else body.needs, starts=body.starts, is_optional=is_optional)
    return _OPAQUE


def _set(members: Iterable[Any]) -> Piece:
    """[甲乙丙] or [一-九]; a negated or a large one says nothing."""
    characters: set[str] = set()
    for kind, value in members:
        low, high = value if kind is constants.RANGE else (value, value)
        if kind not in (constants.LITERAL, constants.RANGE) or high - low > _MANY:
            return _OPAQUE
        characters.update(map(chr, range(low, high + 1)))
    one_of = frozenset(characters)
    return Piece("(set)", (one_of,), starts=one_of)
