"""Comparison with the right article given: what differs, and the harmless differences that stay silent."""

from __future__ import annotations

import pytest

from lawcheck.align.compare import compare
from lawcheck.align.reading import read
from lawcheck.align.sentences import of_article
from lawcheck.text.fold import skeleton

DOGS = "养犬人应当自取得犬只之日起三十日内向公安机关申请养犬登记。\n公安机关应当自受理养犬登记申请之日起十五日内作出决定。\n办理养犬登记不得收取费用。"
FINE = "违规饲养烈性犬的，由公安机关处二百元以上一千元以下罚款；对单位处五千元以上一万元以下罚款。"
NOTICE = "供水企业因检修需要停水的，应当提前四十八小时通知用户。"
OPINIONS = "补偿方案公开征求意见的期限不得少于三十日。"
PROBATION = "学徒期的工资不得低于约定工资的百分之八十。"
OFFICERS = "现场调查取证的执法人员不得少于两人。"
PAPER = "乘客可以委托代理人办理退票，也可以通过网上、信函方式办理退票。"
STAFF = "任何单位不得扣押乘客的身份证件。"
COPY = "申请人有权查阅、复印本人的检测档案。"

TABLE = [
    # (article, sentence of a draft, kind of difference or None, why the case exists)
    (FINE, "饲养烈性犬的居民，处二千元以上五千元以下罚款。", "penalty_amount", "above the ceiling for persons"),
    (FINE, "饲养烈性犬的居民，处三百元以上五百元以下罚款。", None, "inside the band"),
    (FINE, "饲养烈性犬的企业，处六千元以上八千元以下罚款。", None, "inside the band for bodies, not for persons"),
    (FINE, "饲养烈性犬的居民，处五十元以上一百元以下罚款。", "penalty_amount", "below the floor"),
    (DOGS, "公安机关受理养犬登记申请后六十日内作出决定。", "time_limit", "the agency takes longer"),
    (DOGS, "公安机关受理养犬登记申请后五日内作出决定。", None, "the agency promises to be faster"),
    (DOGS, "养犬人应当自取得犬只之日起三日内申请养犬登记。", "time_limit", "the citizen gets less time"),
    (DOGS, "养犬人应当自取得犬只之日起六十日内申请养犬登记。", None, "the citizen gets more time"),
    (DOGS, "养犬人应当自取得犬只之日起三十日内申请养犬登记。", None, "restated"),
    (DOGS, "养犬人办理养犬登记的，应当缴纳登记费一百元。", "side", "free by law, paid in the draft"),
    (DOGS, "办理养犬登记免费，不得向养犬人收取任何费用。", None, "free in other words"),
    (NOTICE, "检修停水的，供水企业提前十二小时通知用户。", "time_limit", "less notice"),
    (NOTICE, "检修停水的，供水企业提前七十二小时通知用户。", None, "more notice"),
    (OPINIONS, "补偿方案公开征求意见的期限为七日。", "time_limit", "below a minimum without its words"),
    (OPINIONS, "补偿方案公开征求意见的期限为四十五日。", None, "above the minimum"),
    (PROBATION, "学徒期工资按照约定工资的百分之六十发放。", "threshold", "share below a minimum"),
    (PROBATION, "学徒期工资按照约定工资的九成发放。", None, "share above it, written otherwise"),
    (OFFICERS, "现场调查取证可以由一名执法人员完成。", "threshold", "one where the law asks for two"),
    (OFFICERS, "现场调查取证由三名执法人员完成。", None, "more than the law asks for"),
    (PAPER, "乘客本人到窗口办理退票，不接受代理人和网上办理。", "side", "ways closed that the law opens"),
    (STAFF, "经营者可以扣押乘客的身份证件。", "modality", "allowed what is forbidden"),
    (STAFF, "经营者不得扣押乘客的身份证件。", None, "forbidden in both"),
    (COPY, "检测机构不再提供申请人复印本人的检测档案。", "modality", "a right refused"),
]  # fmt: skip


@pytest.mark.parametrize(("article", "sentence", "expected", "why"), TABLE, ids=[row[3] for row in TABLE])
def test_differences(article: str, sentence: str, expected: str | None, why: str) -> None:
    """The kind expected is among those found, or nothing is found; pairs all weigh the same here."""
    draft = read(skeleton(sentence))
    rarity = dict.fromkeys(draft.tokens, 4.0)
    found = {slot.kind for slot in compare(draft, of_article(article), rarity) if slot.kind}
    assert (expected in found) if expected else not found, why


FIGURES = [
    ("处五万元以上五十万元以下罚款。", [("元", 50_000.0, 500_000.0)]),
    ("不得少于三十日。", [("日", 30.0, float("inf"))]),
    ("二十个工作日内答复。", [("日", 0.0, 20.0)]),
    ("按照应付金额两倍赔偿。", [("比例", 2.0, 2.0)]),
    ("至少提前七十二小时通知。", [("日", 3.0, float("inf"))]),
    ("执法人员应当为两人以上。", [("人", 2.0, float("inf"))]),
    ("最长不超过半年。", [("日", 0.0, 182.0)]),
    ("本市各部门应当配合。", []),
]


@pytest.mark.parametrize(("sentence", "expected"), FIGURES, ids=[row[0] for row in FIGURES])
def test_figures(sentence: str, expected: list[tuple[str, float, float]]) -> None:
    """Unit and bounds of every figure of a sentence."""
    assert [(one.unit, one.low, one.high) for one in read(skeleton(sentence)).figures] == expected
