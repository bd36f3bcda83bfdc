"""The phrase language, and that it cannot be made slow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from lawcheck.errors import RulesetError
from lawcheck.rules import loader
from lawcheck.rules.phrase import Phrase, PhraseCompiler, occurrences
from lawcheck.workflows.registry import registry

CONCEPTS = {"本地": ("本市", "辖区", "本市行政区域"), "供应商": ("供应商", "投标人"), "要求": ("要求<供应商>",)}
COMPILER = PhraseCompiler(CONCEPTS, frozenset({"本地"}))


def found(phrase: str, text: str) -> list[str]:
    """The words of each occurrence."""
    return [text[o.start : o.end] for o in occurrences(COMPILER.compile(phrase), text)]


@pytest.mark.parametrize(
    ("phrase", "text", "hit"),
    [
        ("设立", "在本市设立机构", "设立"),
        ("（一）", "(一)甲", "(一)"),  # full-width brackets in a phrase are text, folded like the draft
        ("(分公司|子公司)", "设立子公司", "子公司"),
        ("中标[后]设立", "中标设立", "中标设立"),
        ("在<本地>..设立", "在本市行政区域内依法设立", "在本市行政区域内依法设立"),
        ("在<本地>..设立", "在本市,另行设立", None),  # .. does not cross a comma
        ("在<本地> ... 设立", "在本市,另行设立", "在本市,另行设立"),
        ("在<本地> ... 设立", "在本市。另行设立", None),  # ... does not leave the clause
        ("{设立 & <本地>}", "本市内设立", "本市内设立"),
        ("{设立 & <本地>}", "设立于本市", "设立于本市"),
        ("处<数额>", "处五百元罚款", "处五百元"),
        ("期限<期限>", "期限不明", None),
        ("<要求>", "要求投标人", "要求投标人"),
        ("/第[一二三]{1,2}项/", "见第三项", "第三项"),
        (r"甲\(乙\)", "甲(乙)", "甲(乙)"),
    ],
)
def test_language(phrase: str, text: str, hit: str | None) -> None:
    """Each written form, met and missed."""
    assert found(phrase, text) == ([hit] if hit else [])


def test_concept_values_are_read() -> None:
    """What a concept matched fills the message; the longest word wins."""
    (one,) = occurrences(COMPILER.compile("在<本地>"), "在本市行政区域")
    assert one.values == (("本地", (1, 7)),)


def test_words_are_told_from_gaps() -> None:
    """Shields look at the words and not at the gaps."""
    (one,) = occurrences(COMPILER.compile("甲 ... 乙"), "甲一二三乙")
    assert one.words == ((0, 1), (4, 5))


@pytest.mark.parametrize(
    ("phrase", "part"),
    [("<本市>", "没有概念"), ("(甲|乙", "缺少“)”"), ("甲)", "多出"), ("...", "没有要找的字"), ("/甲+/", "无上限"), ("<本地", "缺少“>”"),
     ("{甲 & 乙 & 丙 & 丁 & 戊}", "最多四个")],
)  # fmt: skip
def test_errors_say_what_is_wrong(phrase: str, part: str) -> None:
    """A jurist can mend the phrase from the message."""
    with pytest.raises(RulesetError, match=re.escape(part)):
        COMPILER.compile(phrase)


def test_cyclic_concepts_are_refused() -> None:
    """A concept that leads back to itself."""
    with pytest.raises(RulesetError, match="引用了自己"):
        PhraseCompiler({"甲": ("<乙>",), "乙": ("<甲>",)}).compile("<甲>")


HOSTILE = "<供应商> ... 在<本地>..设立 ... {甲 & 乙 & 丙}"
# A match takes in less than this many characters, so that trying one place costs the same in a text of any length.
LONGEST = 1000


def test_a_match_is_bounded() -> None:
    """Neither the worst phrase of the language nor any phrase of the rules can run on: the time stays linear."""
    phrases = {
        COMPILER.compile(HOSTILE).pattern,
        *(phrase.pattern for phrase in phrases_in(loader.load((), registry().keys()).rules)),
    }
    assert len(phrases) > 100
    assert [pattern for pattern in phrases if parser.parse(pattern).getwidth()[1] >= LONGEST] == []


def test_repeats_are_not_nested() -> None:
    """A variable repeat inside a variable repeat could be divided in as many ways as there are powers of two."""
    phrases = {
        COMPILER.compile(HOSTILE).pattern,
        *(phrase.pattern for phrase in phrases_in(loader.load((), registry().keys()).rules)),
    }
    assert [pattern for pattern in phrases if has_nested_repeat(parser.parse(pattern))] == []


@pytest.mark.parametrize(("pattern", "is_nested"), [("(?:a{0,9}b){1,9}", True), ("(?:ab){1,9}a{0,9}", False)])
def test_nested_repeats_are_seen(pattern: str, is_nested: bool) -> None:
    """What the test before looks for."""
    assert has_nested_repeat(parser.parse(pattern)) is is_nested


def phrases_in(value: object) -> Iterator[Phrase]:
    """All compiled phrases below some rules."""
    if isinstance(value, Phrase):
        yield value
    elif isinstance(value, tuple):
        for entry in value:
            yield from phrases_in(entry)
    elif is_dataclass(value):
        for name in (field.name for field in fields(value)):
            yield from phrases_in(getattr(value, name))


def has_nested_repeat(tree: Any, inside: bool = False) -> bool:
    """Whether a repeat of variable length stands inside another repeat."""
    for operation, argument in tree:
        if operation in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            low, high, body = argument
            if (inside and low < high > 1) or has_nested_repeat(body, inside or high > 1):
                return True
        elif operation is constants.BRANCH:
            if any(has_nested_repeat(branch, inside) for branch in argument[1]):
                return True
        elif operation is constants.SUBPATTERN and has_nested_repeat(argument[-1], inside):
            return True
    return False
