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
LEAVE = "职工工作满一年不满十年的，年休假五天；工作满十年不满二十年的，年休假十天；工作满二十年的，年休假十五天。"
FUND = "基金会年度支出不得低于总收入的百分之七十；管理费用不得超过总支出的百分之十。"
RATE = "苗木基金的缴存比例不得低于百分之五。"
NURSING = "用人单位应当每天为哺乳期职工安排一小时哺乳时间。"
CLAIMS = "劳务争议申请仲裁的时效期间为一年。"
QUOTA = "单位安排盲人就业的比例不得低于在职职工总数的百分之二。"
PRICE = "收购苗木的价格不得低于当地苗木的市场价格。"
EXPEL = "学校应当批评教育违反校规的学员，不得开除学员。"
LIGHT = "放烟火的，责令改正，处五百元以下罚款；情节严重的，处一千元以上五千元以下罚款。"
SHOW = (
    "灯会人数在一千人以上五千人以下的，由县级人民政府公安机关许可；五千人以上的，由设区的市级人民政府公安机关许可。"
)
AID = "请求支付抚养费的申请人可以申请法律援助。"
ADVICE = "读者可以在柜台、网点或者手机上查询账单。"
SIGNALS = "台风信号由气象台站统一发布，其他组织和个人不得发布台风信号。"
ANSWER = "仲裁庭应当在收到答辩书之日起五日内，将答辩书副本发送申请人。"
CLINIC = "外资诊所由省、自治区、直辖市人民政府卫生主管部门审批，并处理投诉。"
COPY = "申请人有权查阅、复印本人的检测档案。"

TABLE = [
    # (article, sentence of a draft, kind of difference or None, why the case exists)
    (ANSWER, "仲裁庭应当在收到答辩书之日起两日内，将答辩书副本发送申请人。", None, "who decides is quicker: nobody's claim"),
    (CLINIC, "外资诊所由省、自治区、直辖市人民政府卫生主管部门审批，逾期未审批的不得营业。", None, "the same body in the same words"),
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
    (LEAVE, "工龄十二年的职工，年休假五天。", "time_limit", "the bracket of the case, and less than it gives"),
    (LEAVE, "工龄十二年的职工，年休假十天。", None, "what the bracket of the case gives"),
    (LEAVE, "工龄已逾二十年的职工，年休假十二天。", "time_limit", "the bound of a bracket belongs to the next"),
    (FUND, "基金会管理费用控制在总支出的百分之八以内。", None, "a maximum is compared with a maximum"),
    (FUND, "基金会管理费用控制在总支出的百分之十二以内。", "threshold", "above the maximum"),
    (RATE, "苗木基金的缴存比例在百分之三至百分之十二之间选定。", "threshold", "the lower end below a minimum"),
    (NURSING, "每周为哺乳期职工安排一小时哺乳时间。", "threshold", "the same figure for a longer time"),
    (CLAIMS, "自知道权益受损之日起超过三个月才申请劳务争议仲裁的，不予受理。", "time_limit", "too late, as a case"),
    (QUOTA, "盲人就业比例达到在职职工总数百分之一的，即视为完成任务。", "threshold", "what satisfies the duty"),
    (QUOTA, "盲人就业比例达到在职职工总数百分之三的，即视为完成任务。", None, "more than the duty"),
    (PRICE, "收购苗木按照当地苗木市场价格的百分之八十付款。", "threshold", "a part of the whole that is the minimum"),
    (EXPEL, "学员三次违反校规的，由校务会开除该学员。", "modality", "a banned act simply done, without a modal word"),
    (EXPEL, "学员三次违反校规的，由校务会批评教育，不得开除该学员。", None, "the ban itself is there"),
    (LIGHT, "首次放烟火的，处二百元罚款。", None, "inside the lighter tier"),
    (LIGHT, "首次放烟火的，处三千元罚款。", "penalty_amount", "the heavier tier without its case"),
    (SHOW, "预计六千人的灯会，由县公安局许可。", "authority", "a lower level than the bracket asks for"),
    (SHOW, "预计六千人的灯会，由市公安局许可。", None, "the level of the bracket"),
    (AID, "申请人请求支付抚养费，申请法律援助的，须提交村委会盖章的贫困证明，方可受理。", "condition", "a paper added"),
    (ADVICE, "读者只能在柜台查询账单。", "modality", "one way where the law leaves the choice"),
    (SIGNALS, "台风信号由气象台站统一发布。", None, "a ban for all others"),
    (STAFF, "乘客有权举报扣押其身份证件的经营者。", None, "a right against the banned act"),
]  # fmt: skip


@pytest.mark.parametrize(("article", "sentence", "expected", "why"), TABLE, ids=[row[3] for row in TABLE])
def test_differences(article: str, sentence: str, expected: str | None, why: str) -> None:
    """The kind expected is among those found, or nothing is found; pairs all weigh the same here."""
    draft = read(skeleton(sentence))
    rarity = dict.fromkeys(draft.tokens, 4.0)
    found = {slot.kind for slot in compare(draft, of_article(article), rarity) if slot.kind}
    assert (expected in found) if expected else not found, why


def test_a_figure_that_need_not_be_kept_agrees_with_none() -> None:
    """Else it would silence the difference in duty."""
    draft = read(skeleton("公安机关可以不自受理养犬登记申请之日起十五日内作出决定。"))
    found = {slot.kind for slot in compare(draft, of_article(DOGS), dict.fromkeys(draft.tokens, 4.0))}
    assert found == {"modality"}


FIGURES = [
    ("处五万元以上五十万元以下罚款。", [("元", 50_000.0, 500_000.0)]),
    ("不得少于三十日。", [("日", 30.0, float("inf"))]),
    ("二十个工作日内答复。", [("日", 0.0, 20.0)]),
    ("按照应付金额两倍赔偿。", [("比例", 2.0, 2.0)]),
    ("至少提前七十二小时通知。", [("日", 3.0, float("inf"))]),
    ("执法人员应当为两人以上。", [("人", 2.0, float("inf"))]),
    ("最长不超过半年。", [("日", 0.0, 182.0)]),
    ("2024年8月12日公布。", []),
    ("应当在五日内起诉。", [("日", 0.0, 5.0)]),
    ("本市各部门应当配合。", []),
]


@pytest.mark.parametrize(("sentence", "expected"), FIGURES, ids=[row[0] for row in FIGURES])
def test_figures(sentence: str, expected: list[tuple[str, float, float]]) -> None:
    """Unit and bounds of every figure of a sentence."""
    assert [(one.unit, one.low, one.high) for one in read(skeleton(sentence)).figures] == expected
