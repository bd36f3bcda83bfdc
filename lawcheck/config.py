"""``lawcheck.toml``, or ``[tool.lawcheck]`` in pyproject.toml: the same names as the options, and suppressions.

Every mistake is an error that names the file, the key and the nearest name. Relative paths count from the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from lawcheck.errors import UsageError

FILE_NAME, PROJECT_FILE = "lawcheck.toml", "pyproject.toml"
LEVELS = ("error", "warning", "info")
FAIL_ON = ("error", "warning", "never")
KEYS = (
    "as-of", "corpus", "select", "ignore", "rules-dir", "fail-on", "region", "author", "register", "severity",
    "suppress",
)  # fmt: skip
SUPPRESS_KEYS = ("fingerprint", "rule", "path", "reason", "until", "by")
_MAX_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Suppression:
    """One ``[[suppress]]``: which findings are known and accepted, why, by whom, and how long.

    ``path`` is a pattern over the path below the folder of the configuration (``folder``), or over the bare file
    name where it holds no slash.
    """

    reason: str
    fingerprint: str | None = None
    rule: str | None = None
    path: str | None = None
    until: date | None = None
    by: str | None = None
    folder: Path = Path()

    def __str__(self) -> str:
        named = [part for part in (self.fingerprint, self.rule, self.path) if part]
        return " ".join(named)


@dataclass(frozen=True, slots=True)
class Config:
    """What the file says; empty where it says nothing."""

    file: Path | None = None
    as_of: date | None = None
    corpus: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules_dirs: tuple[Path, ...] = ()
    fail_on: str | None = None
    region: str | None = None
    author: str | None = None
    register: Path | None = None
    severity: tuple[tuple[str, str], ...] = ()
    suppress: tuple[Suppression, ...] = ()


def find(start: Path) -> Path | None:
    """The nearest configuration at or above the input (a file or a folder)."""
    place = start.resolve()
    folders = [place, *place.parents] if place.is_dir() else list(place.parents)
    for folder in folders:
        own, project = folder / FILE_NAME, folder / PROJECT_FILE
        if own.is_file():
            return own
        if project.is_file() and _in_project(project) is not None:
            return project
    return None


def load(path: Path) -> Config:
    """Read and check a configuration file."""
    table = _in_project(path) if path.name == PROJECT_FILE else _toml(path)
    if table is None:
        raise UsageError(f"{path} 里没有 [tool.lawcheck]。", "config")
    return _Reader(path).config(table)


def _toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"读不到配置文件 {path}，请检查路径。", "config") from error
    if len(data) > _MAX_BYTES:
        raise UsageError(f"配置文件 {path} 超过 1 MB，请检查是不是选错了文件。", "config")
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"配置文件 {path} 不是正确的 TOML（{error}）。", "config") from error


def _in_project(path: Path) -> dict[str, Any] | None:
    """``[tool.lawcheck]``; a pyproject.toml that is somebody else's business, even a broken one, gives None."""
    try:
        tool = _toml(path).get("tool")
    except UsageError:
        return None
    table = tool.get("lawcheck") if isinstance(tool, dict) else None
    return table if isinstance(table, dict) else None


@dataclass(frozen=True, slots=True)
class _Reader:
    path: Path

    def fail(self, message: str) -> NoReturn:
        raise UsageError(f"配置文件 {self.path}：{message}。", "config")

    def known(self, table: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
        for key in table:
            if key not in keys:
                from difflib import get_close_matches

                near = get_close_matches(str(key).replace("_", "-").lower(), keys, 1, 0.5)
                hint = f"，是不是“{near[0]}”" if near else f"，可用的有 {'、'.join(keys)}"
                self.fail(f"{where}不认识的键“{key}”{hint}")

    def config(self, table: Mapping[str, Any]) -> Config:
        self.known(table, KEYS, "")
        fail_on = self.text(table, "fail-on")
        if fail_on is not None and fail_on not in FAIL_ON:
            self.fail(f"fail-on 应当是 {'、'.join(FAIL_ON)} 之一，不是“{fail_on}”")
        return Config(
            file=self.path,
            as_of=self.day(table, "as-of"),
            corpus=self.place(table, "corpus"),
            select=self.texts(table, "select"),
            ignore=self.texts(table, "ignore"),
            rules_dirs=tuple(self.path.parent / name for name in self.texts(table, "rules-dir")),
            fail_on=fail_on,
            region=self.text(table, "region"),
            author=self.text(table, "author"),
            register=self.place(table, "register"),
            severity=self.severity(table.get("severity", {})),
            suppress=self.suppressions(table.get("suppress", [])),
        )

    def text(self, table: Mapping[str, Any], key: str, where: str = "") -> str | None:
        value = table.get(key)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            self.fail(f"{where}{key} 应当是不空的文字")
        return value

    def texts(self, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(entry, str) and entry for entry in values):
            self.fail(f"{key} 应当是文字，或者文字的列表")
        return tuple(values)

    def place(self, table: Mapping[str, Any], key: str) -> Path | None:
        value = self.text(table, key)
        return None if value is None else self.path.parent / Path(value).expanduser()

    def day(self, table: Mapping[str, Any], key: str, where: str = "") -> date | None:
        value = table.get(key)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.fail(f"{where}{key} 应当是日期，如 2026-06-01")

    def severity(self, table: Any) -> tuple[tuple[str, str], ...]:
        if not isinstance(table, dict):
            self.fail('severity 应当写成 severity."规则编号" = "warning"')
        for rule, level in table.items():
            if level not in LEVELS:
                self.fail(f"severity.{rule} 应当是 {'、'.join(LEVELS)} 之一（规则编号要加引号）")
        return tuple(sorted(table.items()))

    def suppressions(self, entries: Any) -> tuple[Suppression, ...]:
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self.fail("suppress 应当写成 [[suppress]]")
        return tuple(self.suppression(entry, number) for number, entry in enumerate(entries, 1))

    def suppression(self, entry: Mapping[str, Any], number: int) -> Suppression:
        where = f"第{number}个 [[suppress]] 的 "
        self.known(entry, SUPPRESS_KEYS, where)
        found = {key: self.text(entry, key, where) for key in SUPPRESS_KEYS if key != "until"}
        reason = found["reason"]
        if reason is None:
            self.fail(f"第{number}个 [[suppress]] 没有写理由 reason")
        if found["fingerprint"] is None and (found["rule"] is None or found["path"] is None):
            self.fail(f"第{number}个 [[suppress]] 要有 fingerprint，或者 rule 和 path 两个都有")
        return Suppression(
            reason,
            found["fingerprint"],
            found["rule"],
            found["path"],
            self.day(entry, "until", where),
            found["by"],
            self.path.resolve().parent,
        )
