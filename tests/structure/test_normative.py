"""Which documents are 行政规范性文件 at all."""

from __future__ import annotations

import pytest

from tests.conftest import document

BODY = "第一条 经营者应当按照规定公示价格。\n第二条 个人不得占用盲道。\n第三条 本件自2026年9月1日起施行。"


@pytest.mark.parametrize(
    ("title", "normative"),
    [
        ("临溪市共享单车管理办法", True),
        ("临溪市人民政府关于加强夜间施工管理的通告", True),
        ("临溪市商务局关于印发《临溪市夜市管理细则》的通知", True),
        ("临溪市促进会展业发展实施意见", True),
        ("临溪市商务局2026年工作要点", False),
        ("临溪市人民政府关于王某等同志任免的通知", False),
        ("临溪市人民政府关于同意设立某某公司的批复", False),
        ("临溪市城市管理局机关考勤管理制度", False),
        ("临溪市人民政府第三次常务会议纪要", False),
        ("临溪市民政局关于表彰先进个人的决定", False),
        ("临溪市商务局关于召开消费促进工作会议的通知", False),
        ("临溪市养犬管理条例", False),
    ],
)
def test_by_kind(title: str, normative: bool) -> None:
    """The kind of document decides, with a reason in words."""
    profile = document(f"{title}\n临溪市人民政府\n{BODY}").profile
    assert profile.normative is normative
    assert len(profile.normative_reason) > 8


def test_nothing_ordered() -> None:
    """A notice that orders nobody outside is no normative document."""
    assert not document(
        "关于做好总结的通知\n临溪市商务局\n一、各科室及时总结经验。\n二、加强学习。"
    ).profile.normative
