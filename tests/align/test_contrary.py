"""The detector of clauses contrary to law, by their words alone."""

from __future__ import annotations

from math import isfinite
from statistics import mean

from hypothesis import given
from hypothesis import strategies as st

from lawcheck.align.precedents import clauses
from lawcheck.suspicion import suspicion
from lawcheck.text.fold import skeleton


def test_contrary_clauses_read_higher() -> None:
    """On a sample of what it learnt from, the two kinds lie well apart."""
    read = [(one.contrary, suspicion(skeleton(one.clause)).contrary) for one in clauses()[::97]]
    contrary, lawful = (mean(value for label, value in read if label is wanted) for wanted in (True, False))
    assert contrary > 0 > lawful
    assert mean((value > 0) is label for label, value in read) > 0.9


def test_the_same_matter_put_lawfully() -> None:
    """Written for this test: each pair is of one matter."""
    pairs = [
        ("外地来的快递车辆一律不得进城送货。", "快递车辆凭网点证明即可进城送货。"),
        ("申请人须另交村委会无违章证明，否则不予受理。", "申请人只交身份证复印件，窗口当场受理。"),
        ("职工请产假的，产假期间只发一半工资。", "职工请产假的，产假期间工资照发。"),
    ]
    for contrary, lawful in pairs:
        assert suspicion(skeleton(contrary)).contrary > suspicion(skeleton(lawful)).contrary


@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    assert isfinite(suspicion(skeleton(text)).contrary)
