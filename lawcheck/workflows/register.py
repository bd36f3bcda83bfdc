"""The review register (台账): what an entry says, entries from reviews, and the events that follow (issued, filed)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from lawcheck.errors import UsageError
from lawcheck.model import Review
from lawcheck.report import as_json
from lawcheck.report.characters import file_name, for_xml
from lawcheck.report.decisions import ADOPTED, Decisions
from lawcheck.report.decisions import dumps as dumps_decisions
from lawcheck.workflows.chain import Anchor, Chain, Link

Event = Literal["received", "issued", "filed"]
EVENTS: dict[str, str] = {"received": "收到送审", "issued": "印发", "filed": "备案"}
REFUSED = "不合法"
_HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the review itself does not say: who entered it, when, for which unit, and whether the officer approves."""

    at: str
    officer: str = ""
    unit: str | None = None
    doc_type: str | None = None
    approved: bool = False
    note: str = ""
    run: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the register as people see it; ``values`` holds all its content."""

    seq: int
    hash: str
    values: Mapping[str, Any]

    def text(self, name: str) -> str:
        """A value as words; empty where there is none."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def count(self, severity: str) -> int:
        """Number of findings of that severity that are not suppressed."""
        counts = self.values.get("counts")
        number = counts.get(severity, 0) if isinstance(counts, dict) else 0
        return number if isinstance(number, int) else 0

    @property
    def is_review(self) -> bool:
        """A review, else an event that follows one."""
        return self.values.get("kind") == "review"

    @property
    def is_approved(self) -> bool:
        """The officer approved the text in spite of what was found."""
        return self.values.get("approved") is True


class Register:
    """A register file by its entries."""

    def __init__(self, path: Path) -> None:
        self.chain = Chain(path)

    def add(self, review: Review, about: Circumstances, decisions: Decisions | None = None) -> tuple[int, bool]:
        """Enter a review; (number, whether it is new). The same review by the same officer is entered once."""
        if review.baseline is not None:
            raise UsageError(
                "审查结果只有新出现的发现（--baseline），不能登记，请登记全部发现的审查结果。", "register"
            )
        content = {**_content(review, about), "decisions": _decided(review, decisions)}
        if about.run:
            parts: tuple[str, ...] = (about.run, str(content["path"]))
        else:
            line = hashlib.sha256(as_json.line(review).encode("utf-8", "backslashreplace")).hexdigest()
            parts = (line, about.officer, str(about.approved), str(content["decisions"]))
        key = _key(parts)
        return self.chain.append(key, _clean(content))

    def mark(self, seq: int, what: Event, day: str, number: str, about: Circumstances) -> tuple[int, bool]:
        """Enter that the text of an entry was received, issued or filed on a day."""
        entry = self.entry(seq)
        if not entry.is_review:
            raise UsageError(f"台账第 {seq} 号不是审核记录，请给出审核记录的号。", "register")
        content = {
            "kind": "event",
            "of": seq,
            "text_sha256": entry.text("text_sha256"),
            "what": what,
            "date": day,
            "number": number,
            "officer": about.officer,
            "note": about.note,
            "at": about.at,
        }
        parts = ("event", str(seq), what, day, number)
        return self.chain.append(_key(parts), _clean(content))

    def entries(self) -> tuple[Entry, ...]:
        """All entries in their order."""
        return tuple(_entry(link) for link in self.chain.links())

    def entry(self, seq: int) -> Entry:
        """One entry by its number."""
        for entry in self.entries():
            if entry.seq == seq:
                return entry
        raise UsageError(f"台账里没有第 {seq} 号。", "register")


def events(entries: tuple[Entry, ...]) -> dict[str, dict[str, Entry]]:
    """The last event of each kind by the hash of the text that it concerns."""
    found: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        if entry.values.get("kind") == "event":
            found.setdefault(entry.text("text_sha256"), {})[entry.text("what")] = entry
    return found


def reviews_by_text(entries: tuple[Entry, ...]) -> dict[str, Entry]:
    """The last review of each text: a later one replaces an earlier one."""
    return {entry.text("text_sha256"): entry for entry in entries if entry.is_review}


def _decided(review: Review, decisions: Decisions | None) -> dict[str, Any] | None:
    """How many findings (errors and warnings that are not suppressed) are decided, and how; None: no decisions."""
    if decisions is None:
        return None
    asked = [f.fingerprint for f in review.findings if f.severity != "info" and f.suppressed is None]
    verdicts = [entry.decision if (entry := decisions.of(one)) else None for one in asked]
    return {
        "sha256": hashlib.sha256(dumps_decisions(decisions).encode("utf-8", "backslashreplace")).hexdigest(),
        "open": verdicts.count(None),
        "adopted": sum(verdict in ADOPTED for verdict in verdicts),
        "decided": len(asked) - verdicts.count(None),
    }


def _key(parts: tuple[str, ...]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()


def _clean(content: dict[str, Any]) -> dict[str, Any]:
    """Without characters that cannot be written as UTF-8 or shown in a table."""
    return {name: for_xml(value) if isinstance(value, str) else value for name, value in content.items()}


def _entry(link: Link) -> Entry:
    try:
        values = link.data()
    except (ValueError, TypeError, RecursionError) as error:
        raise UsageError(f"台账第 {link.seq} 号读不出，请运行 lawcheck register verify。", "register") from error
    return Entry(link.seq, link.hash, values)


def _content(review: Review, about: Circumstances) -> dict[str, Any]:
    document = review.document
    if document.text_sha256 is None:
        raise UsageError(f"{document.path} 的审查结果没有文字的散列值，请用本版本重新审查。", "register")
    if not _HASH.fullmatch(document.text_sha256) or not _is_day(review.as_of):
        raise UsageError(f"{document.path} 的审查结果不完整：文字的散列值或者审核基准日写法不对。", "register")
    if about.approved and review.conclusion == REFUSED:
        raise UsageError(f"{document.path} 的结论是“不合法”，不能登记为同意印发，请修改后重新审查。", "register")
    counts = {"error": 0, "warning": 0, "info": 0, "suppressed": 0}
    for finding in review.findings:
        counts["suppressed" if finding.suppressed else finding.severity] += 1
    return {
        "kind": "review",
        "at": about.at,
        "officer": about.officer,
        "approved": about.approved,
        "note": about.note,
        "run": about.run,
        "unit": about.unit or document.issuer or "",
        "doc_type": about.doc_type or document.doc_type or "",
        "title": document.title or "",
        "doc_number": document.doc_number or "",
        "date": document.date or "",
        "normative": document.normative,
        "path": file_name(document.path),
        "sha256": document.sha256,
        "text_sha256": document.text_sha256,
        "tool": review.tool.version,
        "rulesets": [ruleset.sha256 for ruleset in review.tool.rulesets],
        "corpus": review.tool.corpus.sha256,
        "as_of": review.as_of,
        "conclusion": review.conclusion,
        "conclusion_reason": review.conclusion_reason,
        "counts": counts,
        "fair_competition": any(point.split("-")[0] == "FC" for point in review.asked),
        "incomplete": len(review.incomplete),
        "fragment": document.fragment,
    }


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def anchor_text(anchor: Anchor, at: str) -> str:
    """An anchor as a small JSON file."""
    data = {
        "lawcheck_register_anchor": 1,
        "register": anchor.register,
        "seq": anchor.seq,
        "hash": anchor.hash,
        "at": at,
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def read_anchor(path: Path) -> Anchor:
    """Read an anchor file."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        values = (data["register"], data["seq"], data["hash"])
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise UsageError(f"{path} 不是台账的锚点文件。", "register") from error
    name, seq, mark = values
    if not (isinstance(name, str) and isinstance(seq, int) and isinstance(mark, str)):
        raise UsageError(f"{path} 不是台账的锚点文件。", "register")
    return Anchor(name, seq, mark)
