"""Which texts are the same text: layout makes no difference, one character does."""

from __future__ import annotations

import pytest

from lawcheck.text.digest import text_sha256

TEXT = "临溪市停车管理办法\n第一条 为了规范停车，制定本办法。\n第二条 收费标准为每小时5元。"


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("\n", " \n\n　"),  # blank lines, indents
        TEXT.replace("制定本办法", "制定\n本办法"),  # a line end inside a sentence, as PDF gives it
        TEXT.replace("5", "５").replace(" ", "\u00a0"),  # full width, other blanks
        "\ufeff" + TEXT.replace("条", "条\u200b"),  # zero-width characters
        TEXT.replace("规", "規").replace("为", "為"),  # the traditional script
    ],
)
def test_layout_makes_no_difference(other: str) -> None:
    """The same words in another dress."""
    assert text_sha256(other) == text_sha256(TEXT)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("5元", "6元"),
        ("，制", "。制"),
        ("规范", "规定"),
        ("第二条 ", ""),
        ("停车，", "停车、"),
        ("5元", "50元"),
        ("。", ""),
    ],
)
def test_one_character_makes_a_difference(old: str, new: str) -> None:
    """Figures, punctuation, words, missing words."""
    assert text_sha256(TEXT.replace(old, new)) != text_sha256(TEXT)
