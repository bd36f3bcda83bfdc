"""Marks of secrecy are found, sentences about secrets are not taken for one."""

from __future__ import annotations

import pytest

from lawcheck.model import Block, Source, Span
from lawcheck.read import read_bytes
from lawcheck.structure.secrecy import mark_of

DRAFT = "临溪市停车管理办法\n临溪市人民政府\n第一条 为了规范停车秩序，制定本办法。\n第二条 本办法自2026年9月1日起施行。\n"


@pytest.mark.parametrize(
    "mark",
    [
        "机密★1年", "绝密★启用前", "秘 密 ★ 5年", "机密", "【机密】", "秘密级", "密级：秘密", "机密　特急", "工作秘密",
        "内部资料　注意保存", "（内部文件，不得外传）", "内部使用", "机密*3年",
    ],
)  # fmt: skip
def test_a_mark_is_found_wherever_it_stands(mark: str) -> None:
    """Before the title and as a line at the end, as written but for blanks in a row."""
    for text in (f"{mark}\n{DRAFT}", f"000001\n{mark}\n特急\n{DRAFT}", DRAFT + mark):
        assert mark_of(read_bytes(text.encode(), "a")) == " ".join(mark.split())


def test_a_star_marks_in_the_middle_of_a_line() -> None:
    assert mark_of(read_bytes(f"会议文件之三　秘密★3个月　第12份\n{DRAFT}".encode(), "a")) == "秘密★3个月"


def test_the_header_of_a_page_counts_and_a_cell_below_the_head_does_not() -> None:
    text = "甲\n" * 12 + "机密"
    blocks = tuple(Block(Span(at, at + 1), "paragraph") for at in range(0, 24, 2))
    cell = Source("a", "0", "docx", text, (*blocks, Block(Span(24, 26), "cell")))
    assert mark_of(cell) is None
    assert mark_of(Source("a", "0", "docx", text, blocks, headers=("机密★10年",))) == "机密★10年"


@pytest.mark.parametrize(
    "sentence",
    [
        "保密", "国家秘密、商业秘密不得公开。", "第三条 国家秘密分为绝密、机密、秘密三级。", "内部审计", "一、内部监督",
        "密级：", "公开方式：主动公开", "商业秘密", "涉及商业秘密*的，不予公开。", "内部控制制度应当健全。",
    ],
)  # fmt: skip
def test_speaking_of_secrets_is_no_mark(sentence: str) -> None:
    assert mark_of(read_bytes(f"{sentence}\n{DRAFT}{sentence}".encode(), "a")) is None
