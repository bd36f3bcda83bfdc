"""The phrase language, and that it cannot be made slow."""

from __future__ import annotations

import re
import time

import pytest

from lawcheck.errors import RulesetError
from lawcheck.rules.phrase import PhraseCompiler, occurrences

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


@pytest.mark.parametrize("unit", ["甲，", "本市", "供应商", "《", "（", "在本市"])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    """Eight times the text may not take much more than eight times as long (ratios within one run)."""
    phrase = COMPILER.compile("<供应商> ... 在<本地>..设立 ... {甲 & 乙 & 丙}")

    def seconds(size: int) -> float:
        text = unit * size
        start = time.perf_counter()
        list(occurrences(phrase, text))
        return time.perf_counter() - start

    seconds(100)
    small, large = min(seconds(1000) for _ in range(3)), min(seconds(8000) for _ in range(3))
    assert large < max(small, 0.0005) * 8 * 4
