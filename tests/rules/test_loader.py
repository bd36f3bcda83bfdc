"""Rule files: the three doors, and errors that name file, line and the nearest known word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lawcheck.errors import RulesetError
from lawcheck.rules import loader
from lawcheck.workflows.registry import registry

RULE = """\
id: own/bells
title: 夜间敲钟
review_point: LG-5.2
severity: warning
match:
  text: 夜间 .. 敲钟
  modality: [must]
basis:
  - {law: 噪声污染防治法, article: 第三条, from: 2022-06-05, verified: W}
message: 要求夜间敲钟
suggestion: 删去
examples:
  bad: [商户应当在夜间敲钟。, 单位必须夜间敲钟。]
  good: [商户不得在夜间敲钟。, 夜间敲钟的，劝阻。]
"""


def folder(tmp_path: Path, text: str, name: str = "bells") -> Path:
    """An office's own folder with one rule."""
    (tmp_path / "own").mkdir(exist_ok=True)
    (tmp_path / "own" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def load(*folders: Path) -> loader.Ruleset:
    """The built-in rules and these folders."""
    return loader.load(folders, registry().keys())


def test_own_folder_needs_no_python(tmp_path: Path) -> None:
    """A rule of one's own stands beside the built-in ones."""
    ruleset = load(folder(tmp_path, RULE))
    assert "own/bells" in {rule.id for rule in ruleset.rules}
    assert [identity[0] for identity in ruleset.identities] == ["lawcheck", tmp_path.name]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("severity: warning", "severty: warning", "第4行：不认识的键“severty”，是不是“severity”？"),
        ("LG-5.2", "LG-5.9", "第3行：没有审查要点“LG-5.9”"),
        ("severity: warning", "severity: bad", "第4行：“bad”不在可用的词里"),
        ("id: own/bells", "id: own/bell", "第1行：规则编号应当等于文件的路径“own/bells”"),
        ("夜间 .. 敲钟", "<本地地> 敲钟", "第6行：没有概念“本地地”，是不是“本地”？"),
        ("夜间 .. 敲钟", "/夜{1,9}/ 敲钟/+/", "第6行：正则“+”不能编译"),
        (
            "夜间 .. 敲钟",
            "/(?:夜{1,9}间){1,9}/ 敲钟",
            "第6行：正则“(?:夜{1,9}间){1,9}”里重复之中又有长短不定的重复",
        ),
        ("夜间 .. 敲钟", "/夜.*/ 敲钟", "第6行：正则“夜.*”里有无上限的重复"),
        ("噪声污染防治法", "噪声污染防治办法", "第9行：法律目录里没有“噪声污染防治办法”，是不是“噪声污染防治法”？"),
        ("modality: [must]", "modality: [mustnt]", "“mustnt”不在可用的词里"),
        ("from: 2022-06-05", "from: 2022年", "“2022年”不是日期"),
        ("good: [商户不得在夜间敲钟。, 夜间敲钟的，劝阻。]", "good: [商户不得在夜间敲钟。]", "各要两个以上的例句"),
        ("title: 夜间敲钟\n", "", "缺少键“title”"),
        ("title: 夜间敲钟\n", "title: 夜间敲钟\nreplace: {敲钟: 敲 钟}\n", "两者不能相同"),
        ("title: 夜间敲钟\n", "title: 夜间敲钟\nreplace: [敲钟]\n", "键: 值"),
        ("title: 夜间敲钟\n", "title: 夜间敲钟\ntitle: 夜间敲钟\n", "键“title”出现了两次"),
        ("  text: 夜间 .. 敲钟", "  text: [夜间", "YAML 写法有误"),
        ("match:", "check: nothing\nmatch:", "应当有且只有一个"),
        ("  modality: [must]", "  期限: {less_than: 公开征求意见期限}", "短语里应当有 <期限>"),
        ("  modality: [must]", "  sets: 行政许", "没有设定事项“行政许”，是不是“行政许可”？"),
    ],
)
def test_mistakes(tmp_path: Path, old: str, new: str, message: str) -> None:
    """Each mistake is one error with its place."""
    assert old in RULE
    with pytest.raises(RulesetError, match=re.escape(message)):
        load(folder(tmp_path, RULE.replace(old, new)))


@pytest.mark.parametrize(
    ("about", "mark"),
    [("name: 本单位\nversion: '1'\nlaws: [临溪市钟声规定]\n", "W"), ("name: 本单位\nversion: '1'\n", "U")],
)
def test_a_local_basis_is_named_or_unverified(tmp_path: Path, about: str, mark: str) -> None:
    """The catalogue holds national law: a local document is listed by the folder, or only informs."""
    (tmp_path / "ruleset.yaml").write_text(about, encoding="utf-8")
    text = RULE.replace("噪声污染防治法", "临溪市钟声规定").replace("verified: W", f"verified: {mark}")
    assert "own/bells" in {rule.id for rule in load(folder(tmp_path, text)).rules}


def test_yaml_names_only_registered_checks(tmp_path: Path) -> None:
    """Never a module path."""
    text = re.sub(r"match:\n.*\n.*\n", "check: os.system\n", RULE)
    with pytest.raises(RulesetError, match="没有登记的检查"):
        load(folder(tmp_path, text))


def test_two_rules_with_one_id(tmp_path: Path) -> None:
    """An id is never used twice."""
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    with pytest.raises(RulesetError, match="已经用在"):
        load(folder(first, RULE), folder(second, RULE))


def test_select_and_ignore() -> None:
    """By id, by ruleset, by review point; an unknown name is an error with the nearest one."""
    everything = load()
    chosen = loader.select(everything, ["fair-competition"], ["FC-9"])
    assert chosen.rules
    assert all(rule.id.startswith("fair-competition/") for rule in chosen.rules)
    assert not any(rule.review_point.startswith("FC-9.") for rule in chosen.rules)
    with pytest.raises(RulesetError, match="是不是“fair-competition”"):
        loader.select(everything, ["fair-competion"], [])


def test_references_cannot_expand_without_end(tmp_path: Path) -> None:
    """A few lines of references that would make a thousand million entries."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(RulesetError, match="展开以后的内容太多"):
        load(folder(tmp_path, "\n".join(lines)))
