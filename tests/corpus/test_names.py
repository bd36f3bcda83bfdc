"""Keys of names and numbers: what is forgiven, and what is not."""

from __future__ import annotations

import pytest

from lawcheck.corpus.articles import read_article, write_article
from lawcheck.corpus.names import loose_key, normal_number, strict_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("《中华人民共和国行政处罚法》", "行政处罚法"),
        ("行 政 处 罚 法", "行政处罚法"),
        ("企业破产法(试行)", "企业破产法（试行）"),
        ("上海市实施〈中华人民共和国义务教育法〉办法", "上海市实施《义务教育法》办法"),
        ("最高人民法院 最高人民检察院关于办理洗钱刑事案件", "最高人民法院、最高人民检察院关于办理洗钱刑事案件"),
        ("行政處罰法", "行政处罚法"),
    ],
)
def test_strict_key_forgives_signs(one: str, other: str) -> None:
    assert strict_key(one) == strict_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("企业破产法（试行）", "企业破产法"),
        ("行政处罚法", "行政处罚条例"),
        ("市场准入负面清单（2022年版）", "市场准入负面清单（2025年版）"),
    ],
)
def test_strict_key_tells_apart(one: str, other: str) -> None:
    assert strict_key(one) != strict_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("国务院办公厅关于做好证明事项清理工作的通知", "关于做好证明事项清理工作的通知"),
        ("最高人民法院、最高人民检察院关于办理洗钱案件的解释", "关于办理洗钱案件的解释"),
        ("行政处罚法（2021年修订）", "行政处罚法"),
        ("企业破产法（试行）", "企业破产法"),
        ("市人民政府办公室印发某某办法的通知", "印发某某办法的通知"),
    ],
)
def test_loose_key_forgives_issuer_and_remark(one: str, other: str) -> None:
    assert loose_key(one) == loose_key(other)


def test_loose_key_keeps_what_only_looks_like_an_issuer() -> None:
    assert loose_key("国务院组织法") == "国务院组织法"
    assert loose_key("最高人民法院关于适用《民法典》的解释（一）").endswith("解释(一)")


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("国办发[2018]37号", "国办发〔2018〕37号"),
        ("国办发〔2018〕 37 号", "国办发〔2018〕37号"),
        ("国办发（2018）第037号", "国办发〔2018〕37号"),
        ("国办发【2018】37", "国办发〔2018〕37号"),
        ("国务院令第783号", "国务院令第783号"),
        ("中华人民共和国国务院令 第７８３号", "国务院令第783号"),
        ("国务院令第七百八十三号", "国务院令第783号"),
        ("中华人民共和国主席令第七十号", "主席令第70号"),
        ("市场监管总局令第99号", "国家市场监督管理总局令第99号"),
        ("法释〔2018〕1号", "法释〔2018〕1号"),
        ("HFGS—2017—9", "HFGS-2017-9"),
    ],
)
def test_normal_number(written: str, normal: str) -> None:
    assert normal_number(written) == normal
    assert normal_number(normal) == normal


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("第十六条", (16, 0)),
        ("第16条", (16, 0)),
        ("第一百二十条之一", (120, 1)),
        ("第一千二百六十条", (1260, 0)),
        ("前款", None),
        ("第十六条第一款", None),
    ],
)
def test_read_article(text: str, number: tuple[int, int] | None) -> None:
    assert read_article(text) == number
    if number:
        assert read_article(write_article(*number)) == number
