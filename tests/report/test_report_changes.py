"""Two versions: articles aligned whatever their numbers, words and strength changed, findings followed."""

from __future__ import annotations

import json
from pathlib import Path

import edits
import pytest

from lawcheck.cli.app import run
from lawcheck.report import changes, changes_terminal
from lawcheck.report.changes import Comparison
from lawcheck.workflows import word_changes
from lawcheck.workflows.diff import compare
from lawcheck.workflows.review import Reviewer

HEAD = "临溪市停车管理办法\n临溪市人民政府\n"
BASE = (
    "为了规范停车秩序，保障道路安全畅通，制定本办法。",
    "市公安机关负责道路停车泊位的施划和日常管理工作。",
    "停车场经营者应当在入口处公示收费标准、服务时间和监督电话。",
    "入园企业须预交环境管理费。",
    "停车场经营者应当建立巡查制度，及时劝阻占用消防车通道的行为，并保存巡查记录不少于六个月。公众可以通过服务热线反映停车问题，有关部门应当在五个工作日内答复。",
    "本办法自2026年9月1日起施行，有效期五年。",
)
NUMBERS = "一二三四五六七八九"


def compared(reviewer: Reviewer, old: tuple[str, ...], new: tuple[str, ...]) -> Comparison:
    texts = [
        HEAD + "".join(f"第{NUMBERS[index]}条 {article}\n" for index, article in enumerate(articles))
        for articles in (old, new)
    ]
    before, after = (reviewer.review("a.txt", text.encode()) for text in texts)
    return compare(before, after)


def told(comparison: Comparison) -> list[tuple[str, str | None, str | None]]:
    """Articles with a change other than the number."""
    return [(u.kind, u.old, u.new) for u in comparison.units if u.is_article and (u.kind != "unchanged" or u.moved)]


def test_renumbering_alone(reviewer: Reviewer) -> None:
    """An article put in front: all others only change their number, and no finding is new."""
    result = compared(reviewer, BASE, ("本市行政区域内的停车管理适用本办法的规定。", *BASE))
    assert told(result) == [("added", None, "第一条")]
    assert result.counts()["renumbered"] == 6
    assert (result.fixed, result.added) == ((), ())
    assert [str(after.location) for _, after in result.remaining if after.review_point == "LG-4.5"] == [
        "第五条第一款"
    ]


def test_changed_dropped_moved(reviewer: Reviewer) -> None:
    new = (BASE[0], BASE[2].replace("应当", "可以"), BASE[4], BASE[1], BASE[5])
    result = compared(reviewer, BASE, new)
    assert ("dropped", "第四条", None) in told(result)
    assert ("changed", "第三条", "第二条") in told(result)
    assert [unit.old for unit in result.units if unit.moved] == ["第二条"]
    (entry,) = [entry for unit in result.units for entry in unit.strength]
    assert (entry.old, entry.new, entry.direction) == ("应当", "可以", "weaker")
    assert entry.context.startswith("停车场经营者可以在入口处公示")
    assert "LG-4.5" in [finding.review_point for finding in result.fixed]
    assert result.added == ()


def test_split_and_merged(reviewer: Reviewer) -> None:
    first, second = BASE[4].split("。", 1)
    split = (*BASE[:4], first + "。", second, BASE[5])
    assert ("split", "第五条", "第六条") in told(compared(reviewer, BASE, split))
    assert ("merged", "第六条", "第五条") in told(compared(reviewer, split, BASE))


def test_reworded_finding_remains(reviewer: Reviewer) -> None:
    """The clause was edited, the problem is the same."""
    new = (*BASE[:3], "新入园企业必须在签约时预交环境管理费五千元。", *BASE[4:])
    result = compared(reviewer, BASE, new)
    assert "LG-4.5" in [before.review_point for before, _ in result.remaining]
    assert "LG-4.5" not in [finding.review_point for finding in (*result.fixed, *result.added)]


def test_equal_versions(reviewer: Reviewer) -> None:
    result = compared(reviewer, BASE, BASE)
    assert not any(unit.is_change for unit in result.units)
    assert (result.fixed, result.added) == ((), ())


def test_seeded_edits(reviewer: Reviewer) -> None:
    """Of the findings before and after 40 seeded edits at least 0.97 are told right."""
    total = right = 0
    for seed in range(40):
        _, findings, correct = edits.judged(reviewer, *edits.edited(reviewer, seed))
        total, right = total + findings, right + correct
    assert total > 400
    assert right / total >= 0.97


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("三日内答复", "五日内答复", [("replace", "三", "五")]),
        ("三十日内答复", "三日内答复", [("replace", "三十", "三")]),
        ("应当公示", "可以公示", [("replace", "应当", "可以")]),
        ("应当公示。", "应当及时公示。", [("insert", "", "及时")]),
        ("依照《合同法》办理", "依照《民法典》办理", [("replace", "《合同法》", "《民法典》")]),
        ("处1000元罚款", "处2,000元罚款", [("replace", "1000", "2,000")]),
        ("应当 公 示", "应当公示", []),
        ("（一）甲", "(一)甲", []),
        ("", "新的", [("insert", "", "新的")]),
    ],
)
def test_words(old: str, new: str, expected: list[tuple[str, str, str]]) -> None:
    found = word_changes.changes(old, new)
    assert [(word.operation, word.old, word.new) for word in found if word.operation != "equal"] == expected
    assert "".join(word.old for word in found) == old.replace(" ", "")
    assert "".join(word.new for word in found) == new.replace(" ", "")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("经营者应当公示。", "经营者可以公示。", [("应当", "可以", "weaker")]),
        ("经营者可以公示。", "经营者必须公示。", [("可以", "必须", "stronger")]),
        ("经营者不得收费。", "经营者可以收费。", [("不得", "可以", "reversed")]),
        ("经营者应当收费。", "经营者不得收费。", [("应当", "不得", "reversed")]),
        ("有关单位应当参加。", "鼓励有关单位参加。", [("", "", "")]),
        ("经营者应当公示。", "经营者原则上应当公示。", [("", "原则上", "weaker")]),
        ("经营者应当公示。", "经营者公示。", [("应当", "", "weaker")]),
        ("经营者必须公示。", "经营者应当公示。", []),  # both are duties
        ("经营者取得许可后经营。", "经营者取得认可后经营。", []),  # 可 is no cue here
        (
            "经营者应当公示。",
            "经营者应当公示。其他单位可以参照执行有关规定，并向社会说明情况。",
            [],
        ),  # a sentence of its own
    ],
)
def test_strength(old: str, new: str, expected: list[tuple[str, str, str]]) -> None:
    found = [
        (entry.old, entry.new, entry.direction) for entry in word_changes.strength(word_changes.changes(old, new))
    ]
    if expected == [("", "", "")]:  # two places: 鼓励 put in, 应当 left out; the second is what counts
        assert ("应当", "", "weaker") in found
    else:
        assert found == expected


def test_reports(reviewer: Reviewer) -> None:
    new = (BASE[0].replace("规范", "规\x1b[31m范[/bold]"), BASE[2].replace("应当", "可以"), *BASE[4:])
    result = compared(reviewer, BASE, new)
    for width in (60, 160):
        shown = changes_terminal.render(result, {}, width=width)
        assert "\x1b" not in shown
    assert "“应当”→“可以”（减弱）" in shown
    assert "【删：应当】【增：可以】" in shown
    data = json.loads(changes.dumps(result))
    assert list(data) == ["schema_version", "old", "new", "as_of", "counts", "articles", "findings"]
    assert [entry["review_point"] for entry in data["findings"]["fixed"]].count("LG-4.5") == 1
    assert changes.dumps(result) == changes.dumps(result)


def test_the_command(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    old, new, target = tmp_path / "old.txt", tmp_path / "new.txt", tmp_path / "diff.json"
    old.write_text(HEAD + f"第一条 {BASE[0]}\n第二条 {BASE[5]}\n", encoding="utf-8")
    new.write_text(HEAD + f"第一条 {BASE[0]}\n第二条 {BASE[3]}\n第三条 {BASE[5]}\n", encoding="utf-8")
    assert run(["diff", str(old), str(new), "--as-of", "2026-06-01"]) == 1
    assert run(["diff", str(new), str(old), "--as-of", "2026-06-01"]) == 0
    assert "新出现" in capfd.readouterr().out
    arguments = ["diff", str(old), str(new), "--as-of", "2026-06-01", "--format", "json", "--output", str(target)]
    assert run([*arguments, "--fail-on", "never"]) == 0
    assert json.loads(target.read_text(encoding="utf-8"))["counts"]["added"] == 1
    assert run(["diff", str(old), str(new), "--output", str(new)]) == 2
    assert run(["diff", str(old), str(tmp_path / "没有.txt")]) == 3
