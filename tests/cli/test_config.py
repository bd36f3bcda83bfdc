"""lawcheck.toml: what it may say, that the command line beats it, suppressions, and every mistake by name."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lawcheck import config
from lawcheck.cli.app import run
from lawcheck.errors import UsageError

BAD = "临溪市停车管理办法\n临溪市人民政府\n第一条 入园企业须预交环境管理费。\n第二条 本办法自2026年9月1日起施行，有效期五年。\n"
RULE = "legality/fee-set"


def written(folder: Path, text: str, name: str = config.FILE_NAME) -> Path:
    """A configuration in a folder."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def reviewed(folder: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON of the review of BAD in the folder."""
    (folder / "稿").mkdir(exist_ok=True)
    draft, output = folder / "稿/停车.txt", folder / "out.json"
    draft.write_text(BAD, encoding="utf-8")
    code = run(["review", str(draft), "--format", "json", "--output", str(output), *arguments])
    return code, json.loads(output.read_text(encoding="utf-8"))


def fees(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The findings of the rule."""
    return [finding for finding in data["findings"] if finding["rule_id"] == RULE]


def test_every_key(tmp_path: Path) -> None:
    """All keys, relative paths from the file, dates as TOML or text."""
    path = written(
        tmp_path,
        'as-of = 2026-06-01\ncorpus = "库"\nselect = ["legality", "LG-4"]\nignore = "LG-5"\nrules-dir = ["规则"]\n'
        'fail-on = "warning"\nregion = "某省临溪市"\nauthor = "张三"\nregister = "台账.db"\n'
        'severity."legality/fee-set" = "warning"\n'
        '[[suppress]]\nfingerprint = "abc"\nreason = "已论证"\nuntil = "2027-01-01"\nby = "李四"\n',
    )
    read = config.load(path)
    assert (read.as_of, read.fail_on, read.region, read.author) == (
        date(2026, 6, 1), "warning", "某省临溪市", "张三",
    )  # fmt: skip
    assert (read.corpus, read.register, read.rules_dirs) == (
        tmp_path / "库", tmp_path / "台账.db", (tmp_path / "规则",),
    )  # fmt: skip
    assert (read.select, read.ignore, read.severity) == (("legality", "LG-4"), ("LG-5",), ((RULE, "warning"),))
    (entry,) = read.suppress
    assert (entry.fingerprint, entry.reason, entry.until, entry.by) == ("abc", "已论证", date(2027, 1, 1), "李四")


def test_found_upwards(tmp_path: Path) -> None:
    """The nearest one wins; a pyproject.toml counts only with its table, a broken one is not ours."""
    deep = tmp_path / "甲/乙"
    deep.mkdir(parents=True)
    outer = written(tmp_path, 'fail-on = "never"')
    assert config.find(deep) == outer
    project = written(tmp_path / "甲", "[tool.other]\n", "pyproject.toml")
    assert config.find(deep) == outer
    project.write_text("[[[broken", encoding="utf-8")
    assert config.find(deep) == outer
    project.write_text('[tool.lawcheck]\nfail-on = "warning"\n', encoding="utf-8")
    assert config.find(deep) == project
    assert config.load(project).fail_on == "warning"
    inner = written(deep, "")
    assert config.find(deep / "稿.docx") == inner


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("fail_on = 'error'", "fail-on"),
        ("selct = []", "select"),
        ("zzz = 1", "可用的有"),
        ("fail-on = 'info'", "之一"),
        ("as-of = '昨天'", "日期"),
        ("as-of = 2026-06-01T10:00:00", "日期"),
        ("select = [1]", "列表"),
        ("corpus = ''", "不空"),
        ("severity = 1", "severity"),
        ("severity.'legality/fee-set' = 'fatal'", "error、warning、info"),
        ("severity.legality.fee = 'error'", "引号"),
        ("[suppress]\nrule = 'x'", "[[suppress]]"),
        ("[[suppress]]\nfingerprint = 'x'", "理由"),
        ("[[suppress]]\nreason = 'x'", "fingerprint"),
        ("[[suppress]]\nreason = 'x'\nrule = 'y'", "path"),
        ("[[suppress]]\nreason = 'x'\nfingerprnt = 'y'", "是不是“fingerprint”"),
        ("broken", "TOML"),
    ],
)
def test_mistakes(tmp_path: Path, text: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence with the file, exit code 2."""
    path = written(tmp_path, text)
    with pytest.raises(UsageError, match=r"lawcheck\.toml") as caught:
        config.load(path)
    assert words in caught.value.message
    assert run(["review", "没有.docx", "--config", str(path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_command_line_beats_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file counts where the command line is silent; the file that was found is named."""
    written(tmp_path, 'as-of = 2026-06-01\nfail-on = "never"\nselect = ["LG-4"]\n')
    code, data = reviewed(tmp_path)
    assert (code, data["as_of"], {f["review_point"] for f in data["findings"]}) == (0, "2026-06-01", {"LG-4.5"})
    assert "使用配置文件" in capsys.readouterr().err
    code, data = reviewed(tmp_path, "--as-of", "2026-07-01", "--fail-on", "error", "--select", "drafting")
    assert (data["as_of"], fees(data)) == ("2026-07-01", [])
    code, _ = reviewed(tmp_path, "--fail-on", "error")
    assert code == 1


def test_severity_and_ignored_rules_are_said(tmp_path: Path) -> None:
    """A rule that rests on law is neither lowered nor left out silently; an unknown rule is an error."""
    written(tmp_path, f'as-of = 2026-06-01\nseverity."{RULE}" = "warning"\nselect = ["LG-4"]\n')
    code, data = reviewed(tmp_path)
    assert (code, [finding["severity"] for finding in fees(data)]) == (0, ["warning"])
    assert any(f"{RULE}（error→warning）" in warning for warning in data["warnings"])
    written(tmp_path, f'as-of = 2026-06-01\nignore = "{RULE}"\n')
    code, data = reviewed(tmp_path)
    assert fees(data) == []
    assert any(RULE in warning for warning in data["warnings"])
    written(tmp_path, 'severity."legality/fee-sett" = "warning"\n')
    assert run(["review", str(tmp_path / "稿/停车.txt")]) == 2


@pytest.mark.parametrize("pattern", ["停车.txt", "*.txt", "稿/*", "./稿/停车.txt"])
def test_suppressed_is_listed_but_does_not_count(tmp_path: Path, pattern: str) -> None:
    """By rule and path; the finding stays with reason, person and date."""
    written(
        tmp_path,
        f'as-of = 2026-06-01\nselect = ["{RULE}"]\n[[suppress]]\nrule = "{RULE}"\npath = "{pattern}"\n'
        'reason = "经市政府常务会议研究"\nuntil = 2026-12-31\nby = "张三"\n',
    )
    code, data = reviewed(tmp_path)
    (finding,) = fees(data)
    assert code == 0
    assert finding["suppressed"] == {"reason": "经市政府常务会议研究", "by": "张三", "until": "2026-12-31"}


@pytest.mark.parametrize(
    ("entry", "code", "words"),
    [
        ("fingerprint = 'nothing'", 1, "没有对上"),
        (f"rule = '{RULE}'\npath = '别的/*'", 1, "没有对上"),
        (f"rule = '{RULE}'\npath = '*'\nuntil = 2026-05-31", 1, "到期"),
        (f"rule = '{RULE}'\npath = '*'\nuntil = 2026-06-01", 0, ""),
    ],
)
def test_unused_and_expired_are_warnings(
    tmp_path: Path, entry: str, code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """An entry that meets nothing or has run out is said; the last day still counts."""
    written(tmp_path, f"as-of = 2026-06-01\nselect = ['{RULE}']\n[[suppress]]\nreason = '已论证'\n{entry}\n")
    assert reviewed(tmp_path)[0] == code
    shown = capsys.readouterr().err
    assert (words in shown) if words else ("suppress" not in shown)


def test_batch_counts_over_all_drafts(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A fingerprint of one draft is not unused because the other has it not."""
    _, data = reviewed(tmp_path, "--as-of", "2026-06-01", "--select", RULE)
    (finding,) = fees(data)
    (tmp_path / "稿/别的.txt").write_text("临溪市绿化办法\n第一条 本办法自2026年9月1日起施行。\n", encoding="utf-8")
    written(
        tmp_path,
        f"as-of = 2026-06-01\nselect = ['{RULE}']\n"
        f"[[suppress]]\nfingerprint = '{finding['fingerprint']}'\nreason = '已论证'\n",
    )
    output = tmp_path / "out.jsonl"
    assert run(["batch", str(tmp_path / "稿"), "--format", "jsonl", "--output", str(output)]) == 0
    assert "suppress" not in capfd.readouterr().err
    rows = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert [bool(f["suppressed"]) for row in rows for f in row["findings"]] == [True]
