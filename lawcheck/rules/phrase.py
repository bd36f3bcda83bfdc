"""The phrase language: what a jurist writes → one regular expression with bounded gaps.

    设立              these characters, in folded text
    (分公司|子公司)    one of; [后] optional; .. a gap within the part between two commas (at most 12 characters);
    ...               a gap within the clause (at most 40); <本地> a concept; {A & B} all of them in any order
    <数额>            a quantity; /.../ a regular expression

A phrase knows the literal words without which it cannot match, so that a rule is only tried where they occur.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import permutations

from lawcheck.errors import RulesetError
from lawcheck.rules import regexes
from lawcheck.rules.pieces import Piece, all_needs, beginnings, choice, joined, together
from lawcheck.text import quantities
from lawcheck.text.fold import OWN_PLACE, skeleton

_SHORT_GAP = r"[^,。;:!?\n]{0,12}?"
_LONG_GAP = r"[^。;!?\n]{0,40}?"
_META = frozenset("()|[]<>{}&/\\")


# Words, one of which is looked for, as one string: rules are read from their cache in half the time of sets.
Group = str


def words_of(group: Group) -> list[str]:
    """The words of a group."""
    return group.split("\0") if group else []


@dataclass(frozen=True)
class Phrase:
    """A compiled phrase. ``names`` says which concept each ``c…`` group read.

    ``parts`` put together are its regular expression; a concept is a part of its own, the same object in every phrase.
    ``needs``: groups of words, of each of which one must occur; ``starts``: the group with which a match begins, or None.
    """

    source: str
    parts: tuple[str, ...]
    needs: tuple[Group, ...]
    names: tuple[tuple[str, str], ...]
    starts: Group | None = None

    @property
    def pattern(self) -> str:
        """The regular expression."""
        return "".join(self.parts)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A match: hull (start, end), the stretches of its words (without gaps), and what each concept read."""

    start: int
    end: int
    words: tuple[tuple[int, int], ...]
    values: tuple[tuple[str, tuple[int, int]], ...]


@cache
def _compiled(parts: tuple[str, ...]) -> tuple[re.Pattern[str], tuple[int, ...]]:
    """The expression and the numbers of its groups of words; made when a phrase is first tried."""
    expression = re.compile("".join(parts))
    return expression, tuple(number for name, number in expression.groupindex.items() if name[0] == "w")


def occurrences(phrase: Phrase, text: str, limit: int = 20) -> Iterator[Occurrence]:
    """Yield matches from left to right, overlapping ones too, at most ``limit``."""
    expression, groups = _compiled(phrase.parts)
    position = 0
    for _ in range(limit):
        match = expression.search(text, position)
        if match is None:
            return
        yield _occurrence(phrase, match, groups)
        position = match.start() + 1


def occurrences_at(phrase: Phrase, text: str, starts: Iterable[int], limit: int = 20) -> Iterator[Occurrence]:
    """The same where it is known at which positions, in order, a match can begin."""
    expression, groups = _compiled(phrase.parts)
    found = 0
    for start in starts:
        match = expression.match(text, start)
        if match is not None:
            yield _occurrence(phrase, match, groups)
            found += 1
            if found == limit:
                return


def _occurrence(phrase: Phrase, match: re.Match[str], groups: tuple[int, ...]) -> Occurrence:
    words = tuple(span for number in groups if (span := match.span(number))[0] < span[1])
    values = tuple((concept, match.span(group)) for group, concept in phrase.names if match[group])
    return Occurrence(match.start(), match.end(), words or (match.span(),), values)


class PhraseCompiler:
    """Compiles phrases against the concepts of a lexicon (name → alternatives as phrase texts)."""

    def __init__(self, concepts: Mapping[str, tuple[str, ...]], own_place: frozenset[str] = frozenset()) -> None:
        self._concepts = concepts
        self._own_place = own_place
        self._pieces: dict[str, Piece] = {}
        self._slots: dict[str, str] = {}  # concept → its pattern, where phrases have a slot for it
        self._groups: dict[Group, Group] = {}

    def compile(self, source: str) -> Phrase:
        """Compile one phrase; RulesetError says what is wrong and where in the phrase."""
        reader = _Reader(source, self)
        pieces = reader.sequence("")
        if reader.position < len(source):
            raise RulesetError(f"短语“{source}”第{reader.position + 1}个字符处多出“{source[reader.position]}”")
        if not pieces or all(piece.is_gap for piece in pieces):
            raise RulesetError(f"短语“{source}”没有要找的字")
        parts = self._filled(_numbered(_words(pieces)))
        try:
            re.compile("".join(parts))
        except re.error as error:
            raise RulesetError(f"短语“{source}”不能编译：{error}") from error
        needs = tuple(map(self._group, all_needs(pieces)))
        starts = beginnings(pieces)
        return Phrase(source, parts, needs, tuple(reader.names), self._group(starts) if starts else None)

    def slot(self, name: str, pattern: str) -> str:
        """What stands for the pattern of a concept until the parts of a phrase are put together."""
        self._slots.setdefault(name, pattern)
        return f"{_OPEN}{name}{_CLOSE}"

    def _filled(self, pattern: str) -> tuple[str, ...]:
        """The pattern in parts, each slot filled with the pattern of its concept."""
        parts = re.split(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}", pattern)
        return tuple(self._slots[part] if number % 2 else part for number, part in enumerate(parts))

    def _group(self, words: frozenset[str]) -> Group:
        """The words in order; the same words are the same object, so that the compiled rules hold them once."""
        group = "\0".join(sorted(words))
        return self._groups.setdefault(group, group)

    def concept(self, name: str, chain: tuple[str, ...] = ()) -> Piece:
        """The alternatives of a concept as one piece, longest words first."""
        if name in self._pieces:
            return self._pieces[name]
        if name in quantities.PATTERNS:
            return regexes.read(quantities.PATTERNS[name])
        if name in chain:
            raise RulesetError(f"概念“{name}”经过 {' → '.join(chain)} 引用了自己")
        if name not in self._concepts:
            raise RulesetError(f"没有概念“{name}”{nearest(name, [*self._concepts, *quantities.PATTERNS])}")
        alternatives = []
        for source in sorted(self._concepts[name], key=lambda words: (-len(words), words)):
            reader = _Reader(source, self, (*chain, name))
            pieces = reader.sequence("")
            if reader.position < len(source):
                raise RulesetError(f"概念“{name}”的“{source}”第{reader.position + 1}个字符处写错了")
            alternatives.append(together(pieces))
        if name in self._own_place:
            alternatives.append(
                Piece(
                    OWN_PLACE + "{1,20}[省市县区州盟旗镇乡]?",
                    (frozenset({OWN_PLACE}),),
                    starts=frozenset({OWN_PLACE}),
                )
            )
        piece = choice(alternatives)
        self._pieces[name] = piece
        return piece


# Around the name of a concept in a pattern that is not put together yet.
_OPEN, _CLOSE = "\ue001", "\ue002"


def nearest(name: str, known: list[str]) -> str:
    """，是不是“…”？ with the most similar known name, or nothing."""
    import difflib

    close = difflib.get_close_matches(name, known, 1, 0.5)
    return f"，是不是“{close[0]}”？" if close else ""


class _Reader:
    """Reads phrase text from left to right."""

    def __init__(self, source: str, compiler: PhraseCompiler, chain: tuple[str, ...] = ()) -> None:
        self.source, self.position = source, 0
        self.names: list[tuple[str, str]] = []
        self._compiler, self._chain = compiler, chain

    def sequence(self, closing: str) -> list[Piece]:
        pieces: list[Piece] = []
        while self.position < len(self.source) and self.source[self.position] not in closing:
            piece = self._piece()
            if piece is None:
                break
            pieces.append(piece)
        return pieces

    def _piece(self) -> Piece | None:
        source, start = self.source, self.position
        character = source[start]
        if character.isspace():
            self.position += 1
            return Piece("", (), True)
        if source.startswith("..", start):
            long = source.startswith("...", start)
            self.position += 3 if long else 2
            return Piece(_LONG_GAP if long else _SHORT_GAP, (), True)
        readers = {"(": self._group, "[": self._optional, "<": self._concept, "{": self._all, "/": self._raw}
        if character in readers:
            self.position += 1
            return readers[character]()
        if character in ")]}>&|":
            return None
        return self._literal()

    def _literal(self) -> Piece:
        written = ""
        while self.position < len(self.source):
            character = self.source[self.position]
            if character == "\\":
                written += self.source[self.position + 1 : self.position + 2]
                self.position += 2
                continue
            if character in _META or character.isspace() or self.source.startswith("..", self.position):
                break
            written += character
            self.position += 1
        folded = skeleton(written)
        one = frozenset({folded})
        return Piece(re.escape(folded), (one,) if folded else (), literal=folded, starts=one if folded else None)

    def _expect(self, closing: str) -> None:
        if self.source[self.position : self.position + 1] != closing:
            raise RulesetError(f"短语“{self.source}”缺少“{closing}”")
        self.position += 1

    def _alternatives(self, closing: str, divider: str) -> list[list[Piece]]:
        found = [self.sequence(closing + divider)]
        while self.source[self.position : self.position + 1] == divider:
            self.position += 1
            found.append(self.sequence(closing + divider))
        self._expect(closing)
        return found

    def _group(self) -> Piece:
        return choice([together(pieces) for pieces in self._alternatives(")", "|")])

    def _optional(self) -> Piece:
        pieces = self._alternatives("]", "|")
        starts = choice([together(part) for part in pieces]).starts
        return Piece("(?:" + "|".join(joined(part) for part in pieces) + ")?", (), starts=starts, is_optional=True)

    def _concept(self) -> Piece:
        end = self.source.find(">", self.position)
        if end < 0:
            raise RulesetError(f"短语“{self.source}”缺少“>”")
        name = self.source[self.position : end].strip()
        self.position = end + 1
        piece = self._compiler.concept(name, self._chain)
        if self._chain:
            return piece
        group = f"c{len(self.names)}"
        self.names.append((group, name))
        slot = self._compiler.slot(name, piece.pattern)
        return Piece(f"(?P<{group}>{slot})", piece.needs, starts=piece.starts)

    def _all(self) -> Piece:
        parts = self._alternatives("}", "&")
        if len(parts) > 4:
            raise RulesetError(f"短语“{self.source}”里 {{}} 最多四个并列部分")
        # A group name may occur once in a pattern, so concepts inside {…} are read without capturing.
        plain = [Piece(re.sub(r"\(\?P<c\d+>", "(?:", joined(part)), all_needs(part)) for part in parts]
        taken = {f"c{i}" for i in range(len(self.names)) if any(f"(?P<c{i}>" in joined(part) for part in parts)}
        self.names = [entry for entry in self.names if entry[0] not in taken]
        orders = [_LONG_GAP.join(piece.pattern for piece in order) for order in permutations(plain)]
        starts = choice([together(part) for part in parts]).starts
        return Piece("(?:" + "|".join(orders) + ")", all_needs(plain), starts=starts)

    def _raw(self) -> Piece:
        end = self.source.find("/", self.position)
        if end < 0:
            raise RulesetError(f"短语“{self.source}”缺少结尾的“/”")
        pattern = self.source[self.position : end]
        self.position = end + 1
        return regexes.read(pattern)


def _words(pieces: list[Piece]) -> str:
    """Put each run of words between gaps into a group of its own, for the shields."""
    pattern, run = "", ""
    for piece in pieces:
        if piece.is_gap and piece.pattern:
            pattern += (f"(?P<w>{run})" if run else "") + piece.pattern
            run = ""
        else:
            run += piece.pattern
    return pattern + (f"(?P<w>{run})" if run else "")


def _numbered(pattern: str) -> str:
    counter = iter(range(pattern.count("(?P<w>")))
    return re.sub(r"\(\?P<w>", lambda _: f"(?P<w{next(counter)}>", pattern)
