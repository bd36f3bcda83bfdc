"""Regions, renumbering, trees and tokens: the small parts of the corpus."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawcheck.corpus import trees
from lawcheck.corpus.regions import is_within, province_of, region_of, without_place
from lawcheck.corpus.renumber import renumbered
from lawcheck.model import Target
from lawcheck.read import read_bytes
from lawcheck.structure import outline_of
from lawcheck.text import tokens


@pytest.mark.parametrize(
    ("words", "region"),
    [
        ("山东省消防条例", "山东省"),
        ("威海市居民养老服务保障条例", "山东省威海市"),
        ("山东省威海市人民政府", "山东省威海市"),
        ("上海市消防条例", "上海市"),
        ("吉林市城市绿化条例", "吉林省吉林市"),
        ("吉林省城市绿化条例", "吉林省"),
        ("延边朝鲜族自治州水条例", "吉林省延边朝鲜族自治州"),
        ("新疆维吾尔自治区宗教条例", "新疆维吾尔自治区"),
        # A law of the whole country that begins like a place.
        ("海南自由贸易港法", ""),
        ("北京大学章程", ""),
        ("行政处罚法", ""),
        ("临溪市停车条例", ""),
    ],
)
def test_region_of(words: str, region: str) -> None:
    assert region_of(words) == region


@pytest.mark.parametrize(
    ("draft", "law", "within"),
    [
        ("辽宁省大连市", "辽宁省", True),
        ("大连市", "辽宁省", True),
        ("大连市", "辽宁省大连市", True),
        ("辽宁省", "辽宁省大连市", False),
        ("辽宁省沈阳市", "辽宁省大连市", False),
        ("大连市沙河口区", "辽宁省大连市", True),
        ("大连市", "山东省", False),
        ("", "山东省", False),
        ("大连市", "", False),
    ],
)
def test_is_within(draft: str, law: str, within: bool) -> None:
    assert is_within(draft, law) is within


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("山东省消防条例", "消防条例"),
        ("威海市养犬条例", "养犬条例"),
        ("消防法", "消防法"),
        ("海南自由贸易港法", "海南自由贸易港法"),
    ],
)
def test_without_place(title: str, bare: str) -> None:
    assert without_place(title) == bare


def test_province_of_a_folder() -> None:
    assert [province_of(name) for name in ("山东", "山东省", "威海", "laws")] == ["山东省", "山东省", "", ""]


OLD = {
    "第一条": "为了规范检验，制定本法。",
    "第二条": "检验机构应当公开检验的程序、期限和收费标准。",
    "第三条": "检验人员应当持证上岗，不得泄露检验的秘密。",
    "第四条": "检验不收取任何费用，但是法律另有规定的除外。",
    "第五条": "对检验结果有异议的，可以在十日内申请复检一次。",
}


@pytest.mark.parametrize(
    ("new", "moved"),
    [
        (OLD, {number: number for number in OLD}),
        # One inserted: the rest moves on.
        (
            {"第一条": OLD["第一条"], "第二条": "国家建立检验标准。", "第三条": OLD["第二条"], "第四条": OLD["第三条"]},
            {"第一条": "第一条", "第二条": "第三条", "第三条": "第四条"},
        ),
        # Reworded and moved.
        (
            {"第一条": OLD["第一条"], "第二条": "检验人员应当持证上岗，不得泄露在检验中知悉的商业秘密。"},
            {"第一条": "第一条", "第三条": "第二条"},
        ),
        # Two merged into one.
        (
            {"第一条": OLD["第四条"] + "\n" + OLD["第五条"]},
            {"第四条": "第一条", "第五条": "第一条"},
        ),
        ({}, {}),
        ({"第一条": "完全不同的文字在这里。"}, {}),
    ],
)  # fmt: skip
def test_renumbered(new: dict[str, str], moved: dict[str, str]) -> None:
    assert renumbered(OLD, new) == moved


@given(
    st.dictionaries(
        st.sampled_from([f"第{n}条" for n in "一二三四五六七八"]), st.text("甲乙丙丁戊己。", max_size=12)
    )
)
def test_a_text_is_itself(articles: dict[str, str]) -> None:
    assert renumbered(articles, articles) == {number: number for number in articles}


def test_trees_come_back() -> None:
    text = "第一条 有下列情形之一的：\n（一）甲：\n1.乙；\n2.丙；\n（二）丁。\n另一款。"
    source = read_bytes(text.encode(), "a.txt")
    (body,) = outline_of(source).provisions
    article = body.children[0]
    start = article.children[0].span.start
    words = source.text[start:]
    tree = trees.encode(article.children, start, len(source.text))
    again = trees.decode("第一条", words, tree)
    assert trees.encode(again.children, 0, len(words)) == tree
    item = trees.pick(again, Target(article="第一条", item="（一）"))
    assert item is not None
    assert item.span.of(words) == "（一）甲：\n1.乙；\n2.丙；"
    assert [child.number for child in item.children] == ["1.", "2."]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("处罚", ["处罚"]),
        ("行政 处罚", ["行政", "处罚"]),
        ("行，政", []),
        ("處罰", ["处罚"]),
        ("a1", ["a1"]),
        ("", []),
        ("𠀀字", None),
    ],
)
def test_query_pairs(text: str, pairs: list[str] | None) -> None:
    codes = tokens.query_codes(text)
    if pairs is not None:
        assert codes == sorted((ord(pair[0]) << 16) | ord(pair[1]) for pair in pairs)
    assert set(codes) <= set(tokens.pair_codes("\n".join(text.split())))
