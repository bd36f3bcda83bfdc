"""YAML with places: values that know the file and line they came from, for errors that a person can follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lawcheck.errors import RulesetError
from lawcheck.rules.phrase import nearest

_LIMIT = 1_000_000
_NODES = 100_000


@dataclass(frozen=True, slots=True)
class Tree:
    """A YAML value with its place."""

    value: Any
    path: str
    line: int

    def error(self, message: str) -> RulesetError:
        """An error at this place."""
        return RulesetError(f"{self.path} 第{self.line}行：{message}")

    def mapping(self, allowed: tuple[str, ...], required: tuple[str, ...] = ()) -> dict[str, Tree]:
        """The value as a mapping with known keys only."""
        if not isinstance(self.value, dict):
            raise self.error("这里应当是“键: 值”的形式")
        for key, child in self.value.items():
            if key not in allowed:
                raise child.error(f"不认识的键“{key}”{nearest(str(key), list(allowed))}")
        for key in required:
            if key not in self.value:
                raise self.error(f"缺少键“{key}”")
        return self.value

    def entries(self) -> dict[str, Tree]:
        """The value as a mapping with free keys."""
        if not isinstance(self.value, dict):
            raise self.error("这里应当是“键: 值”的形式")
        return self.value

    def items(self) -> Iterator[Tree]:
        """The value as a list; a single value counts as a list of one."""
        if isinstance(self.value, list):
            yield from self.value
        elif self.value is not None:
            yield self

    def text(self) -> str:
        """The value as a string."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.error("这里应当是文字")
        return self.value.strip()

    def number(self) -> float:
        """The value as a number."""
        try:
            return float(self.value)
        except (TypeError, ValueError):
            raise self.error("这里应当是数字") from None

    def day(self) -> date:
        """The value as a date (YYYY-MM-DD)."""
        try:
            return date.fromisoformat(str(self.value))
        except ValueError:
            raise self.error(f"“{self.value}”不是日期，请写成 2024-08-01 的形式") from None

    def choice(self, known: tuple[str, ...]) -> str:
        """The value as one of the known words."""
        word = str(self.value)
        if word not in known:
            raise self.error(f"“{word}”不在可用的词里（{'、'.join(known)}）{nearest(word, list(known))}")
        return word


def load(path: Path, shown: str) -> Tree:
    """Read one YAML file; ``shown`` is the path as errors show it."""
    import yaml

    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RulesetError(f"{shown} 读不出来：{error.__class__.__name__}，请确认是 UTF-8 文本") from error
    if len(text) > _LIMIT:
        raise RulesetError(f"{shown} 超过 1 MB，不像规则文件")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise RulesetError(f"{shown} 第{line}行：YAML 写法有误（{getattr(error, 'problem', '')}）") from error
    if node is None:
        raise RulesetError(f"{shown} 是空文件")
    return _convert(node, shown, 0, [_NODES])


def _convert(node: Any, path: str, depth: int, left: list[int]) -> Tree:
    """``left`` counts down: references (&a, *a) could make a small file expand without end."""
    line = node.start_mark.line + 1
    left[0] -= 1
    if left[0] < 0:
        raise RulesetError(f"{path} 第{line}行：展开以后的内容太多")
    if depth > 12:
        raise RulesetError(f"{path} 第{line}行：嵌套太深")
    if node.id == "mapping":
        found: dict[str, Tree] = {}
        for key, value in node.value:
            if key.value in found:
                raise RulesetError(f"{path} 第{key.start_mark.line + 1}行：键“{key.value}”出现了两次")
            found[key.value] = _convert(value, path, depth + 1, left)
        return Tree(found, path, line)
    if node.id == "sequence":
        return Tree([_convert(child, path, depth + 1, left) for child in node.value], path, line)
    return Tree(None if node.tag.endswith(":null") else node.value, path, line)
