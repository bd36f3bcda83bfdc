"""The gate (门禁): which issued documents are exactly a text that was reviewed and may be issued.

The last review of a text counts: who reviews it again with another outcome has to approve it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from lawcheck.model import Tool
from lawcheck.report.characters import file_name
from lawcheck.workflows.issued import Issued
from lawcheck.workflows.register import REFUSED, Entry, reviews_by_text

LAWFUL = "合法"


@dataclass(frozen=True, slots=True)
class Terms:
    """What else must hold: how old a review may be, and whether today's rules and corpus must have made it."""

    today: date
    max_age: int | None = None
    tool: Tool | None = None  # with today's rules and corpus; None: those of the time are good enough


@dataclass(frozen=True, slots=True)
class Passage:
    """A document at the gate: let through by an entry, or stopped for a reason."""

    path: Path
    entry: Entry | None
    reason: str = ""
    is_unread: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the document may pass."""
        return not self.reason


def gate(documents: Iterable[Issued], entries: tuple[Entry, ...], terms: Terms) -> Iterator[Passage]:
    """Judge each document. The register's chain is to be verified before."""
    reviews = reviews_by_text(entries)
    by_title = {entry.text("title"): entry for entry in entries if entry.is_review and entry.text("title")}
    by_name = {Path(entry.text("path")).stem: entry for entry in entries if entry.is_review}
    for document in documents:
        if document.text_sha256 is None:
            yield Passage(document.path, None, f"读不出，无法核对：{document.reason}", is_unread=True)
            continue
        entry = reviews.get(document.text_sha256)
        if entry is None:
            title = (document.profile.title if document.profile else None) or ""
            near = by_title.get(title) or by_name.get(Path(file_name(str(document.path))).stem)
            yield Passage(document.path, None, _unknown(near))
            continue
        yield Passage(document.path, entry, _hindrance(entry, terms))


def _unknown(near: Entry | None) -> str:
    if near is None:
        return "台账里没有这份文本的审核记录"
    return f"文字与审核过的文本不同（台账第 {near.seq} 号是同名文件的另一文本），改动后要重新审核"


def _hindrance(entry: Entry, terms: Terms) -> str:
    """Why the last review of this very text does not let it pass; empty if it does."""
    number = f"台账第 {entry.seq} 号"
    refusal = _refusal(entry)
    if refusal:
        return f"{number}：{refusal}"
    if terms.max_age is not None:
        day = date.fromisoformat(entry.text("as_of"))
        if day + timedelta(days=terms.max_age) < terms.today:
            return f"{number}的审核基准日是 {day.isoformat()}，已超过 {terms.max_age} 天，要重新审核"
    if terms.tool is not None:
        if entry.values.get("rulesets") != [ruleset.sha256 for ruleset in terms.tool.rulesets]:
            return f"{number}是用另一版规则审核的，要重新审核"
        if entry.text("corpus") != terms.tool.corpus.sha256:
            return f"{number}是用另一版法规库审核的，要重新审核"
    return ""


def _refusal(entry: Entry) -> str:
    conclusion = entry.text("conclusion")
    if conclusion == REFUSED:
        return "审核结论是“不合法”"
    if entry.values.get("fragment") is True:
        return "只审了片段，没有审整份文件"
    if conclusion == LAWFUL or entry.is_approved:
        return ""
    shown = f"审核结论是“{conclusion}”" if conclusion else "没有提出审核结论"
    decisions = entry.values.get("decisions")
    if not isinstance(decisions, dict):
        return f"{shown}，审核人没有作出决定，也没有同意印发"
    if decisions.get("open") != 0:
        return f"{shown}，还有 {decisions.get('open')} 项意见没有决定"
    if decisions.get("adopted") != 0:
        return f"{shown}，采纳了 {decisions.get('adopted')} 项意见，改稿后的文本要重新审核"
    return "" if conclusion else f"{shown}，要由审核人同意印发"
