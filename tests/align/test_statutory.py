"""Statutory figures without a text of the law: what departs, what stays silent, and what the table holds."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from lawcheck.align.compare_statutory import departures
from lawcheck.align.statutory import COLUMNS, Table, independent, table
from lawcheck.corpus import MemoryCorpus
from lawcheck.text.fold import skeleton
from lawcheck.workflows.review import Reviewer
from tests.conftest import DAY, review

ROOT = Path(__file__).resolve().parents[2]
TENDER, DOGS = "临溪市工程招标投标管理办法", "临溪市养犬管理办法"
CHARITY = "临溪市慈善募捐管理办法"
SPENT = "有公开募捐资格的基金会,每年用于公益的支出达到上年总收入的{}即为合格。"
BOND = "投标人须按项目估算价的{}提交投标保证金。"
FIRE = [("消防法", "第六十条")]
LANE = "占用消防车通道的,对单位处{}罚款。"
CASES: list[tuple[str, str, Sequence[tuple[str, str | None]], tuple[str, str] | None, str]] = [
    # (title, sentence, what it cites, the article that it departs from, why the case exists)
    (TENDER, BOND.format("百分之六"), [], ("招标投标法实施条例", "第二十六条"), "above a ceiling"),
    (TENDER, BOND.format("百分之二"), [], None, "the ceiling itself"),
    (TENDER, BOND.format("百分之一"), [], None, "below a ceiling"),
    (CHARITY, SPENT.format("四成"), [], ("慈善法", "第六十一条"), "below a floor"),
    (CHARITY, SPENT.format("八成"), [], None, "above a floor"),
    (TENDER, "投标保证金由市财政局统一保管。", [], None, "no figure"),
    (TENDER, "招标文件于三月发售。", [], None, "a month is no period"),
    ("", LANE.format("八万元"), FIRE, ("消防法", "第六十条"), "a fine above every band of the article cited"),
    ("", LANE.format("五千元以上二万元以下"), FIRE, None, "a fine within a band"),
    ("", LANE.format("五百元以下"), FIRE, None, "within the band for persons: the table does not tell parties apart"),
    ("", LANE.format("八万元"), [("道路交通安全法", "第二条")], None, "another article is cited, which has no figure"),
    ("", LANE.format("八万元"), [("临溪市消防条例", "第六十条")], None, "another law is cited"),
    (DOGS, "养犬登记证有效期一年,期满重新申请。", [], None, "a matter that the table does not have"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "sentence", "cited", "article", "why"), CASES)
def test_departures(
    title: str,
    sentence: str,
    cited: Sequence[tuple[str, str | None]],
    article: tuple[str, str] | None,
    why: str,
) -> None:
    found = list(departures(sentence, table().named(title), cited, DAY, only_named=True))
    assert [(one.statutory.law, one.statutory.article) for one in found] == ([article] if article else []), why


def test_says_where_and_how() -> None:
    """The figure is said as the law has it, and stands where the offset says."""
    sentence = "资格预审以后," + BOND.format("百分之六")
    (one,) = departures(sentence, table().named(TENDER), [], DAY, only_named=True)
    assert one.sentence == "上位法为2%，本条为百分之六，超出法定上限"
    assert sentence[one.offset :].startswith("百分之六")


def test_each_day_has_its_law() -> None:
    """第二十六条 holds from 2019 on (as far as the table knows); the day before there is nothing to depart from."""
    (row,) = (
        row for row in table().rows if (row.law, row.article) == ("招标投标法实施条例", "第二十六条") and row.figure.unit == "比例"
    )  # fmt: skip
    before = date.fromordinal(row.since.toordinal() - 1)

    def found(day: date) -> list[object]:
        sentence, named = BOND.format("百分之六"), table().named(TENDER)
        return [one.statutory for one in departures(sentence, named, [], day, only_named=True)]

    assert found(row.since) == [row]
    assert row not in found(before)


def test_whole_drafts_hear_only_of_laws_they_name(reviewer: Reviewer) -> None:
    """The same sentence: a warning under a title that names the matter, in a whole draft nothing under another."""

    def severities(title: str) -> list[str]:
        text = f"{title}\n临溪市人民政府\n第一条　为了规范交易，制定本办法。\n第二条　{BOND.format('百分之六')}\n"
        found = review(reviewer, text).findings
        return [one.severity for one in found if one.rule_id == "legality/statutory-figure"]

    assert severities("临溪市工程招标投标管理办法") == ["warning"]
    assert severities("临溪市农贸市场管理办法") == []


# Parameters that rest on a figure of the table, and not on two together or on one that a rule alone can tell apart.
SAME = (
    "公开征求意见期限", "处罚听证申请期限", "政府信息公开答复期限", "行政复议申请期限", "行政诉讼起诉期限", "工伤认定申请期限", "采购质疑期限",
    "劳动仲裁申请期限", "无理由退货期限", "试用期最长", "产假天数", "投标文件编制期限", "年休假天数", "法定休假日工资比例", "业主参与表决比例", "解聘物业服务人通知期限",
)  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_hand_verified_figures_agree(name: str, reviewer: Reviewer) -> None:
    """What was verified by hand is the authority: the table has the same value in the same article."""
    figure = reviewer.ruleset.figure(name, DAY, None)
    assert figure is not None
    source = re.match(r"(?P<law>[^ （]+) (?P<article>第[一二三四五六七八九十百千]+条)", figure.source)
    assert source is not None
    values = [row.figure.value for row in table().of_article(source["law"], source["article"]) if row.holds(DAY)]
    # A year is 360 days there and 365 here, two thirds are 0.67.
    assert any(value == pytest.approx(figure.value, rel=0.02) for value in values), values


def test_rows_are_facts() -> None:
    """Short expressions, known limits, a floor below its ceiling; sorted, each once."""
    rows = table().rows
    assert len({row.law for row in rows}) >= 60
    assert all(len(key) <= 9 for row in rows for key in row.keys)
    assert all(row.figure.low <= row.figure.high for row in rows)
    assert all(row.until is None or row.since <= row.until for row in rows)
    assert [row.row() for row in rows] == sorted(row.row() for row in rows)
    assert len({tuple(row.row()) for row in rows}) == len(rows)


def test_keys_stand_for_different_characters() -> None:
    assert independent(["保证", "投标"], ["=押金"], "投标保证金") == ["=押金", "投标"]
    assert independent(["登记", "登记表"], [], "填写登记表") == ["登记"], "the more telling comes first"


def test_no_text_no_numpy() -> None:
    """Without a corpus the table is enough: what searches a corpus is not loaded."""
    code = (
        "import sys; from datetime import date; from lawcheck.align.compare_statutory import departures;"
        "from lawcheck.align.statutory import table;"
        f"named = table().named({TENDER!r}); sentence = {BOND.format('百分之六')!r};"
        "assert list(departures(sentence, named, [], date(2026, 6, 1), only_named=True));"
        "assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """``corpora/build_figures.py``."""
    spec = importlib.util.spec_from_file_location("build_figures", ROOT / "corpora" / "build_figures.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_figures"] = module
    spec.loader.exec_module(module)
    return module


LAW = (
    "第一条 苗木商贩应当自开张之日起十五日内向园林主管部门登记苗木品种和产地。\n"
    "第二条 苗木商贩贩卖染病苗木的，由园林主管部门处二百元以上一千元以下罚款。\n"
    "第三条 本法规定的期限以工作日计算，不含法定节假日。\n第四条 禁止在三十日内转卖。\n第五条 商贩满三年的，可以换证。\n"
)
# Keys are telling among many sentences only.
OTHERS = "\n".join(
    f"第{n}条 {word}应当在九日内更换。"
    for n, word in enumerate(
        ["花盆", "水桶", "雨棚", "门锁", "台秤", "喷壶", "围栏", "路灯", "铁锹", "推车", "竹竿", "麻绳"], 6
    )
)


def test_building(script: ModuleType) -> None:
    """Figures that are ordered, none of a ban or a case, with limits, and days as the law counts them; in order."""
    corpus = MemoryCorpus.of_texts({"临溪苗木法": LAW + OTHERS}, date(2024, 1, 1))
    rows = script.joined(script.rows_of(list(script.figures_of(corpus, "临溪苗木法"))))
    said = [(row.article, row.limit, row.figure.words, row.figure.working, row.since) for row in rows]
    assert said == [
        ("第一条", "maximum", "十五日内", True, date(2024, 1, 1)),
        ("第二条", "fine", "二百元以上一千元以下", False, date(2024, 1, 1)),
    ]
    assert Table(rows).present(skeleton("在开张以后贩卖染病苗木")) & set(rows[1].keys)
    assert {len(row.row()) for row in rows} == {len(COLUMNS)}


WORKING = [
    ("本法中“二日”“七日”的规定是指工作日。", {2.0, 7.0}, "days by name"),
    ("本法中十日以内期限的规定是指工作日。", set(map(float, range(1, 11))), "days up to ten"),
    ("本法规定的期限以工作日计算。", {None}, "all days"),
    ("行政机关应当在七个工作日内答复。", set(), "a period that says so itself"),
]


@pytest.mark.parametrize(("text", "days", "why"), WORKING)
def test_working_days(script: ModuleType, text: str, days: set[float | None], why: str) -> None:
    assert script.working_days([skeleton(text)]) == days, why
