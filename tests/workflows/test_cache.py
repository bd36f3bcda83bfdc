"""Reviews kept between runs: used only where nothing has changed, never for drafts that bear a mark of secrecy."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lawcheck.report import as_json
from lawcheck.workflows.cache import Cache, is_marked_secret, settings_key, tidy
from lawcheck.workflows.review import Reviewer
from tests.conftest import document

TEXT = (
    "临溪市停车管理办法\n临溪市人民政府\n第一条 入园企业须预交环境管理费。\n第二条 本办法自2026年9月1日起施行。\n"
)


def kept(reviewer: Reviewer, folder: Path, text: str = TEXT, path: str = "稿.txt") -> tuple[Cache, str]:
    """A cache into which the review of a draft was put, and the hash of its file."""
    cache = Cache(folder, settings_key(reviewer))
    done = reviewer.review(path, text.encode())
    digest = done.review.document.sha256
    cache.put(digest, done.document, done.review)
    return cache, digest


def test_comes_back_the_same_under_its_present_name(reviewer: Reviewer, tmp_path: Path) -> None:
    """The same JSON as a fresh review of a file of that name."""
    cache, digest = kept(reviewer, tmp_path)
    found = cache.get(digest, "别处/另名.txt")
    assert found is not None
    assert as_json.line(found) == as_json.line(reviewer.review("别处/另名.txt", TEXT.encode()).review)


def test_other_settings_other_key(reviewer: Reviewer) -> None:
    """Date, rules chosen, severities, what was stated: each makes another key."""
    settings = reviewer.settings
    others = [
        replace(settings, as_of=date(2026, 6, 2)),
        replace(settings, select=("legality",)),
        replace(settings, ignore=("legality/fee-set",)),
        replace(settings, severity=(("legality/fee-set", "info"),)),
        replace(settings, stated=replace(settings.stated, region="某省")),
        replace(settings, encoding="gb18030"),
    ]
    keys = {settings_key(_with(reviewer, other)) for other in others} | {settings_key(reviewer)}
    assert len(keys) == len(others) + 1


def _with(reviewer: Reviewer, settings: object) -> Reviewer:
    """Another reviewer that shares the rules: loading them for each case would take long."""
    other = Reviewer(settings)  # type: ignore[arg-type]
    other.__dict__.update(corpus=reviewer.corpus, ruleset=reviewer.ruleset)
    return other


@pytest.mark.parametrize(
    "mark", ["绝密★启用前", "机密★10年", "秘 密 ★ 5年", "内部资料", "机密", "内部文件，注意保存"]
)
def test_marked_drafts_leave_nothing(reviewer: Reviewer, tmp_path: Path, mark: str) -> None:
    """In the head, on a line of its own at the end, in the name."""
    kept(reviewer, tmp_path, f"{mark}\n{TEXT}")
    kept(reviewer, tmp_path, TEXT + "第三条 其他。\n" * 20 + mark)
    kept(reviewer, tmp_path, path=f"{mark.replace('★', '')}.txt")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    "sentence", ["行政机关应当保守国家秘密和商业秘密。", "单位内部应当建立台账。", "涉及机密的，依照保密法办理。"]
)
def test_speaking_of_secrets_is_no_mark(sentence: str) -> None:
    """Below the head the words alone are no mark."""
    assert not is_marked_secret(document(TEXT + "第三条 其他。\n" * 20 + f"第四条 {sentence}\n"))
    assert is_marked_secret(document(f"{sentence}\n{TEXT}"))  # in the head it errs to that side


def test_damaged_or_foreign_entries_are_not_used(reviewer: Reviewer, tmp_path: Path) -> None:
    """Cut off, of other settings, of another file: reviewed again."""
    cache, digest = kept(reviewer, tmp_path)
    (place,) = tmp_path.rglob("*.json")
    whole = place.read_text(encoding="utf-8")
    for damaged in (whole[:-20], "[]", "{}", whole.replace(digest, "0" * 64), whole.replace('"key":"', '"key":"0')):
        place.write_text(damaged, encoding="utf-8")
        assert cache.get(digest, "稿.txt") is None
    place.write_text(whole, encoding="utf-8")
    assert cache.get(digest, "稿.txt") is not None
    assert cache.get("1" * 64, "稿.txt") is None
    if os.name == "posix":
        assert place.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written(reviewer: Reviewer, tmp_path: Path) -> None:
    """Then there is no cache, and no error."""
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    cache, digest = kept(reviewer, blocked)
    assert cache.get(digest, "稿.txt") is None


def test_tidy(tmp_path: Path) -> None:
    """What was not used for 30 days goes, and what was left half written."""
    (tmp_path / "ab").mkdir()
    old, half, fresh = (tmp_path / "ab" / name for name in ("old.json", "x.1.tmp", "fresh.json"))
    now = time.time()
    for path, days in ((old, 31), (half, 1), (fresh, 29)):
        path.write_bytes(b"{}")
        os.utime(path, (now - days * 86400,) * 2)
    assert tidy(tmp_path, now) == 2
    assert [path.name for path in (tmp_path / "ab").iterdir()] == ["fresh.json"]
