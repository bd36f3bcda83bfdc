"""Reading clauses: modality, actor, addressee and shields; each heuristic both ways."""

from __future__ import annotations

import json

import pytest

from lawcheck.model import Clause
from tests.conftest import ROOT, document

CASES = [
    json.loads(line)
    for path in (ROOT / "tests/cases").glob("clauses.jsonl")
    for line in path.read_text(encoding="utf-8").splitlines()
]


def clauses(sentence: str) -> tuple[str, tuple[Clause, ...]]:
    """The clauses of a sentence that stands in a draft."""
    found = document(f"某项工作管理办法\n临溪市人民政府\n{sentence}", fragment=True)
    return found.text, found.clauses


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("供应商应当提交报价文件。", "must"),
        ("投标人的响应文件由评审小组拆封。", "states"),  # 响应 holds no 应
        ("所需经费由市财政保障。", "states"),  # 所需 is no order
        ("经营者须公示价格。", "must"),
        ("必需品的供应由市商务局保障。", "states"),
        ("保证金不得超过合同金额的百分之二。", "must"),  # a limit, nothing is forbidden outright
        ("任何单位不得干预评审。", "must_not"),
        ("严禁占用消防通道。", "must_not"),
        ("申请人可以委托代理人。", "may"),
        ("申请人无需提供收入证明。", "need_not"),
        ("申请人不再要求提供收入证明。", "need_not"),
        ("未经批准不得占用道路。", "only_if"),
        ("验收合格后方可投入使用。", "only_if"),
        ("鼓励企业购买商业保险。", "encourage"),
        ("逾期不改的，由街道办事处没收工具。", "disposes"),
        ("领取牌证时收取工本费二十元。", "disposes"),
        ("本市设立停车管理服务中心。", "states"),
    ],
)
def test_modality(sentence: str, modality: str) -> None:
    """The governing cue of a single clause."""
    _, found = clauses(sentence)
    assert found[0].modality == modality


@pytest.mark.parametrize(
    ("sentence", "word", "shielded"),
    [
        ("不得要求供应商在本市设立分支机构。", "分支机构", True),
        ("外地企业不得参加本市投标。", "投标", False),  # the ban is the restriction
        ("行政机关不得以注册地为由限制企业投标。", "注册地", True),
        ("任何单位和个人不得携带犬只进入公园。", "犬只", False),
        ("申请人无需缴纳保证金。", "保证金", True),
        ("申请人应当缴纳保证金。", "保证金", False),
        ("取消要求企业提供社保证明的规定。", "社保证明", True),
        ("违反规定的，取消其投标资格。", "投标资格", False),  # a sanction, nothing is abolished
        ("依照《临溪市保证金管理办法》办理。", "保证金", True),
        ("违约金由双方在合同中约定。", "违约金", True),
        ("除依法收取的保证金外，不收取其他费用。", "保证金", True),
        ("村民自愿缴纳会费。", "会费", True),
        ("据调查，有的地方要求企业设立子公司。", "子公司", True),
    ],
)
def test_shields(sentence: str, word: str, shielded: bool) -> None:
    """Words that are mentioned but not ordered."""
    text, found = clauses(sentence)
    start = text.index(word, text.index(sentence))
    inside = any(s.span.start <= start < s.span.end for clause in found for s in clause.shields)
    assert inside is shielded


def test_items_inherit_from_their_opening_words() -> None:
    """不得有下列行为：（一）… gives each item modality, actor and shield."""
    text, found = clauses("第五条 采购人不得有下列行为：\n（一）要求供应商在本市注册；\n（二）收取保证金。")
    items = [clause for clause in found if clause.chapeau]
    assert [clause.modality for clause in items] == ["must_not", "must_not"]
    assert all(clause.actor and clause.actor.of(text) == "采购人" for clause in items)
    assert all("prohibited" in {shield.kind for shield in clause.shields} for clause in items)


def test_items_of_conditions_are_not_shielded() -> None:
    """应当符合下列条件：（一）… orders the items."""
    _, found = clauses("第五条 投标人应当符合下列条件：\n（一）在本市设有分公司；\n（二）成立满三年。")
    items = [clause for clause in found if clause.chapeau]
    assert [clause.modality for clause in items] == ["must", "must"]
    assert not any(clause.shields for clause in items)


@pytest.mark.parametrize(
    ("sentence", "addressee"),
    [
        ("经营者应当公示价格。", "public"),
        ("市商务局应当每季度公布检查结果。", "internal"),
        ("工作人员不得泄露商业秘密。", "internal"),
        ("市商务局可以对经营者进行检查。", "public"),
    ],
)
def test_addressee(sentence: str, addressee: str) -> None:
    """Duties of the authority and its staff set nothing outside."""
    assert clauses(sentence)[1][0].addressee == addressee


@pytest.mark.skipif(not CASES, reason="no cases")
def test_cases_written_by_others() -> None:
    """Cases by somebody who had not seen the heuristics: the share read right must not fall."""
    right = {"modality": 0, "addressee": 0, "shielded": 0, "open": 0}
    total = dict.fromkeys(right, 0)
    for case in CASES:
        text, found = clauses(case["clause"])
        total["modality"] += 1
        right["modality"] += case["modality"] in {clause.modality for clause in found}
        total["addressee"] += "addressee" in case
        right["addressee"] += case.get("addressee", "") in {clause.addressee for clause in found}
        for key, wanted in (("shielded", True), ("open", False)):
            for word in case.get(key, []):
                start = text.find(word)
                inside = any(s.span.start <= start < s.span.end for c in found for s in c.shields)
                total[key] += 1
                right[key] += inside is wanted
    shares = {name: right[name] / total[name] for name in right}
    print(shares)
    assert shares["modality"] >= 0.75
    assert shares["open"] >= 0.85
    assert shares["shielded"] >= 0.6
