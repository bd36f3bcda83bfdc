"""The register as a table: the columns that offices keep, as csv and xlsx."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator

from lawcheck.workflows.register import EVENTS, Entry, events

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def _approval(entry: Entry) -> str:
    return "同意印发" if entry.is_approved else ""


def _decisions(entry: Entry) -> str:
    found = entry.values.get("decisions")
    if not isinstance(found, dict):
        return ""
    return f"已定{found.get('decided', 0)}项，未定{found.get('open', 0)}项，采纳{found.get('adopted', 0)}项"


_COLUMNS: tuple[tuple[str, int, Callable[[Entry], str | int]], ...] = (
    ("序号", 6, lambda entry: entry.seq),
    ("标题", 36, lambda entry: entry.text("title")),
    ("起草或者制定单位", 20, lambda entry: entry.text("unit")),
    ("发文字号", 18, lambda entry: entry.text("doc_number")),
    ("文种", 8, lambda entry: entry.text("doc_type")),
    ("审核基准日", 12, lambda entry: entry.text("as_of")),
    ("结论", 14, lambda entry: entry.text("conclusion") or "不提出结论"),
    ("错误", 6, lambda entry: entry.count("error")),
    ("警告", 6, lambda entry: entry.count("warning")),
    ("提示", 6, lambda entry: entry.count("info")),
    ("豁免", 6, lambda entry: entry.count("suppressed")),
    ("公平竞争审查", 12, lambda entry: "已作" if entry.values.get("fair_competition") is True else "未作"),
    ("对意见的决定", 24, _decisions),
    ("审核人意见", 10, _approval),
    ("审核人", 10, lambda entry: entry.text("officer")),
    ("备注", 20, lambda entry: entry.text("note")),
    ("登记时间", 20, lambda entry: entry.text("at")),
)
_HASHES = (
    ("文件", "path"),
    ("文字散列值", "text_sha256"),
    ("文件散列值", "sha256"),
    ("法规库散列值", "corpus"),
    ("规则散列值", "rulesets"),
)


def table(entries: tuple[Entry, ...]) -> tuple[tuple[str, ...], tuple[tuple[str | int, ...], ...]]:
    """Headers and rows: one row a review, with what followed it."""
    headers = (
        *(name for name, _, _ in _COLUMNS),
        *(f"{name}日期" for name in EVENTS.values()),
        *(name for name, _ in _HASHES),
        "链散列值",
    )
    return headers, tuple(_rows(entries))


def _rows(entries: tuple[Entry, ...]) -> Iterator[tuple[str | int, ...]]:
    followed = events(entries)
    for entry in entries:
        if not entry.is_review:
            continue
        own = followed.get(entry.text("text_sha256"), {})
        dates = (_event(own.get(kind)) for kind in EVENTS)
        hashes = (_joined(entry, name) for _, name in _HASHES)
        yield (*(value(entry) for _, _, value in _COLUMNS), *dates, *hashes, entry.hash)


def _event(entry: Entry | None) -> str:
    return "" if entry is None else " ".join(part for part in (entry.text("date"), entry.text("number")) if part)


def _joined(entry: Entry, name: str) -> str:
    value = entry.values.get(name)
    return " ".join(map(str, value)) if isinstance(value, list) else entry.text(name)


def as_csv(entries: tuple[Entry, ...]) -> bytes:
    """As csv for spreadsheets: with a byte order mark, and no cell that they would take for a formula."""
    headers, rows = table(entries)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(headers)
    for row in rows:
        writer.writerow([_guarded(cell) for cell in row])
    return stream.getvalue().encode("utf-8-sig", "backslashreplace")


def _guarded(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_DANGEROUS) else cell


def as_xlsx(entries: tuple[Entry, ...]) -> bytes:
    """As a workbook."""
    from lawcheck.report import sheets

    headers, rows = table(entries)
    widths = {name: width for name, width, _ in _COLUMNS}
    book = sheets.new()
    columns = [sheets.Column(name, widths.get(name, 14)) for name in headers]
    sheets.add(book, "台账", columns, rows)
    return sheets.to_bytes(book)
