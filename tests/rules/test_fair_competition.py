"""How the fair-competition rules read clauses that are easily misread."""

from __future__ import annotations

from datetime import date

import pytest

from lawcheck.model import Stated
from lawcheck.workflows.review import Reviewer, Settings


@pytest.fixture(scope="module")
def reviewer() -> Reviewer:
    return Reviewer(Settings(as_of=date(2026, 6, 1), stated=Stated(fragment=True)))


def raised(reviewer: Reviewer, text: str) -> set[str]:
    """The codes of errors and warnings."""
    review = reviewer.review("case.txt", text.encode()).review
    assert not review.incomplete
    return {finding.review_point for finding in review.findings if finding.severity in ("error", "warning")}


def test_list_items_read_their_opening(reviewer: Reviewer) -> None:
    """The advantage stands in the opening words, the local tie in the item."""
    text = "某招标投标办法\n临溪市住房和城乡建设局\n第三条 投标人有下列情形之一的，评标时加三分：\n（一）在本市有同类业绩；\n（二）具有高级职称人员。"
    assert raised(reviewer, text) == {"FC-9.3"}


def test_relief_is_read_though_nobody_need_pay(reviewer: Reviewer) -> None:
    """免征 is an exemption for the reader of a duty and the very offence for article 10."""
    assert "FC-10.1" in raised(reviewer, "某办法\n临溪市商务局\n第三条 新迁入的总部企业前三年免征企业所得税。")


def test_prohibitions_are_no_findings(reviewer: Reviewer) -> None:
    text = (
        "某办法\n临溪市人民政府\n第三条 起草的政策措施，不得含有下列限制市场准入的内容：\n"
        "（一）违法设置或者授予特许经营权；\n（二）限制外地商品进入本地市场。"
    )
    assert not raised(reviewer, text)
