"""A JSON review read back. Files may come from anywhere, so every value is checked and every error names its place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, cast

from lawcheck.errors import UsageError
from lawcheck.model import (
    Baseline,
    Basis,
    Citation,
    CorpusIdentity,
    Evidence,
    Finding,
    Incomplete,
    Law,
    Location,
    Question,
    Rank,
    Replacement,
    Resolution,
    Review,
    RulesetIdentity,
    Severity,
    Span,
    Status,
    Summary,
    Suppressed,
    Target,
    Tool,
    Version,
)
from lawcheck.model.review import Answer

_VERSION = 1
_STATUSES = frozenset(status.value for status in Status)
_RANKS = frozenset(rank.value for rank in Rank)


@dataclass(frozen=True, slots=True)
class _Table:
    """One object of the file and where it stands (``findings[3].basis[0]``)."""

    values: Mapping[str, Any]
    place: str

    def fail(self, key: str, wanted: str) -> NoReturn:
        """Refuse the file, naming the place."""
        where = f"{self.place}.{key}" if self.place else key
        raise UsageError(f"审核结果文件无法读取：{where} 应当是{wanted}。", "review-json")

    def text(self, key: str, default: str | None = None) -> str:
        """A string that must be there, unless there is a default."""
        value = self.values.get(key, default)
        return value if isinstance(value, str) else self.fail(key, "文字")

    def maybe(self, key: str) -> str | None:
        """A string, null, or nothing."""
        value = self.values.get(key)
        return value if value is None or isinstance(value, str) else self.fail(key, "文字或者 null")

    def number(self, key: str) -> int:
        """A whole number from 0."""
        value = self.maybe_number(key)
        return self.fail(key, "非负整数") if value is None else value

    def maybe_number(self, key: str) -> int | None:
        """A whole number from 0, null, or nothing."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.fail(key, "非负整数")
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:
        """true or false."""
        value = self.values.get(key, default)
        return value if isinstance(value, bool) else self.fail(key, " true 或者 false")

    def maybe_flag(self, key: str) -> bool | None:
        """true, false, null, or nothing."""
        return None if self.values.get(key) is None else self.flag(key)

    def choice(self, key: str, choices: frozenset[str]) -> str:
        """One of the words."""
        value = self.text(key)
        return value if value in choices else self.fail(key, "下列之一：" + "、".join(sorted(choices)))

    def table(self, key: str) -> _Table:
        """An object."""
        value = self.values.get(key)
        if not isinstance(value, dict):
            self.fail(key, "对象")
        return _Table(value, f"{self.place}.{key}" if self.place else key)

    def _list(self, key: str, needed: bool) -> list[Any]:
        value = self.values.get(key, None if needed else [])
        return value if isinstance(value, list) else self.fail(key, "列表")

    def tables(self, key: str, *, needed: bool = True) -> tuple[_Table, ...]:
        """A list of objects."""
        where = f"{self.place}.{key}" if self.place else key
        found = []
        for index, value in enumerate(self._list(key, needed)):
            if not isinstance(value, dict):
                self.fail(f"{key}[{index}]", "对象")
            found.append(_Table(value, f"{where}[{index}]"))
        return tuple(found)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; nothing is an empty one."""
        values = self._list(key, needed=False)
        for index, value in enumerate(values):
            if not isinstance(value, str):
                self.fail(f"{key}[{index}]", "文字")
        return tuple(values)

    def span(self) -> Span:
        """``start`` and ``end``."""
        start, end = self.number("start"), self.number("end")
        return Span(start, end) if start <= end else self.fail("end", f"不小于 {start} 的整数")


def loads(text: str | bytes) -> Review:
    """Read a review from JSON text; errors are ``UsageError``."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError("审核结果文件无法读取：不是完整的 JSON。", "review-json") from error
    return from_dict(data)


def from_dict(data: Any) -> Review:
    """Build the review from plain data; it equals the original in everything that the JSON holds."""
    if not isinstance(data, dict):
        raise UsageError("审核结果文件无法读取：最外层应当是一个对象。", "review-json")
    root = _Table(data, "")
    if root.values.get("schema_version") != _VERSION:
        raise UsageError(
            f"审核结果文件无法读取：schema_version 应当是 {_VERSION}，请用同一版本的 lawcheck 重新审核。",
            "review-json",
        )
    return Review(
        tool=_tool(root.table("tool")),
        document=_summary(root.table("document")),
        as_of=root.text("as_of"),
        conclusion=root.maybe("conclusion"),
        conclusion_reason=root.text("conclusion_reason", ""),
        questions=tuple(_question(entry) for entry in root.tables("questions")),
        citations=tuple(_citation(entry) for entry in root.tables("citations")),
        findings=tuple(_finding(entry) for entry in root.tables("findings")),
        incomplete=tuple(
            Incomplete(entry.text("reason"), entry.maybe("rule_id"), entry.maybe("stage"))
            for entry in root.tables("incomplete", needed=False)
        ),
        warnings=root.texts("warnings"),
        asked=root.texts("asked"),
        baseline=_baseline(root),
    )


def _baseline(root: _Table) -> Baseline | None:
    if root.values.get("baseline") is None:
        return None
    table = root.table("baseline")
    return Baseline(table.text("sha256"), table.text("as_of"), table.number("known"))


def _tool(table: _Table) -> Tool:
    corpus = table.table("corpus")
    rulesets = tuple(
        RulesetIdentity(entry.text("name"), entry.text("version"), entry.text("sha256"))
        for entry in table.tables("rulesets")
    )
    identity = CorpusIdentity(
        corpus.text("sha256"),
        corpus.number("documents"),
        corpus.number("articles"),
        corpus.text("name", ""),
        corpus.text("note", ""),
    )
    return Tool(table.text("version"), rulesets, identity)


def _summary(table: _Table) -> Summary:
    return Summary(
        path=table.text("path"),
        sha256=table.text("sha256"),
        title=table.maybe("title"),
        issuer=table.maybe("issuer"),
        doc_number=table.maybe("doc_number"),
        doc_type=table.maybe("doc_type"),
        rank=table.text("rank"),
        region=table.maybe("region"),
        date=table.maybe("date"),
        normative=table.flag("normative"),
        normative_reason=table.text("normative_reason", ""),
        chapters=table.number("chapters"),
        articles=table.number("articles"),
        script=table.text("script"),
        fragment=table.flag("fragment", False),
        secrecy=table.maybe("secrecy"),
        text_sha256=table.maybe("text_sha256"),
    )


def _question(table: _Table) -> Question:
    answer = table.choice("answer", frozenset({"ok", "doubt", "problem", "not_checked"}))
    return Question(table.text("question"), cast(Answer, answer), table.texts("findings"), table.text("note", ""))


def _citation(table: _Table) -> tuple[Citation, str, str]:
    target = Target(
        title=table.maybe("title"),
        doc_no=table.maybe("doc_no"),
        article=table.maybe("article"),
        paragraph=table.maybe_number("paragraph"),
        item=table.maybe("item"),
        range_to=table.maybe("range_to"),
        internal=table.flag("internal"),
    )
    citation = Citation(table.span(), target, resolution=_resolution(table))
    return citation, table.text("text"), table.text("location")


def _resolution(table: _Table) -> Resolution | None:
    """None where the file says no more than that nothing is known: a citation that was never resolved."""
    status = Status(table.choice("status", _STATUSES))
    reason, near = table.text("reason", ""), table.maybe("near")
    if table.values.get("resolved") is None:
        is_bare = status is Status.UNKNOWN and not reason and near is None
        return None if is_bare else Resolution(status, reason=reason, near=near)
    resolved = table.table("resolved")
    title, label = resolved.maybe("title"), resolved.maybe("version")
    law = None
    if title is not None:
        law = Law("", title, title, Rank(resolved.choice("rank", _RANKS)))
    version = Version("", label) if label is not None else None
    return Resolution(
        status, law, version, resolved.maybe_flag("article_exists"), None, resolved.maybe("text"), reason, near
    )


def _finding(table: _Table) -> Finding:
    severity = table.choice("severity", frozenset({"error", "warning", "info"}))
    return Finding(
        fingerprint=table.text("fingerprint"),
        rule_id=table.text("rule_id"),
        review_point=table.text("review_point"),
        severity=cast(Severity, severity),
        location=_location(table),
        span=table.span(),
        quote=table.text("quote"),
        message=table.text("message"),
        basis=tuple(
            Basis(b.text("law"), b.maybe("article"), b.maybe_number("paragraph"), b.maybe("item"), b.maybe("note"))
            for b in table.tables("basis")
        ),
        suggestion=table.text("suggestion", ""),
        evidence=tuple(
            Evidence(e.text("law"), e.maybe("article"), e.maybe("text"), e.maybe("difference"))
            for e in table.tables("evidence", needed=False)
        ),
        related=table.texts("related"),
        suppressed=_suppressed(table),
        replacements=tuple(
            Replacement(one.span(), one.text("text")) for one in table.tables("replacements", needed=False)
        ),
        suspected=table.maybe("suspected"),
    )


def _suppressed(table: _Table) -> Suppressed | None:
    if table.values.get("suppressed") is None:
        return None
    entry = table.table("suppressed")
    return Suppressed(entry.text("reason"), entry.maybe("by"), entry.maybe("until"))


def _location(table: _Table) -> Location:
    """A file without ``heading`` and ``attachment`` gives them together in ``location``."""
    paragraph = table.maybe_number("paragraph")
    if paragraph is not None and paragraph > 99:  # Location writes 款 in Chinese numerals, up to 99
        table.fail("paragraph", "不大于 99 的整数")
    article, heading = table.maybe("article"), table.maybe("heading")
    if article is None and "heading" not in table.values:
        written = table.text("location", "全文")
        heading = None if written == "全文" else written
    return Location(article, paragraph, table.maybe("item"), heading, table.maybe("attachment"))
