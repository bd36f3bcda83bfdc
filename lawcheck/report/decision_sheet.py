"""The findings as a workbook in which the officer decides, and reading it back.

All cells but three are locked (without a password): what was found cannot be reworded on the way.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from lawcheck.errors import UsageError
from lawcheck.model import Finding, Review
from lawcheck.report import sheets
from lawcheck.report.decisions import VERDICTS, Decision, Decisions, check
from lawcheck.report.labels import SEVERITIES, basis_words, code_words
from lawcheck.report.sheets import Cell, Column

_SHEET = "决定"
_COLUMNS = (
    Column("序号", 6), Column("位置", 18), Column("级别", 7), Column("审查要点", 24), Column("原文", 40),
    Column("问题", 40), Column("依据", 34), Column("建议", 40), Column("决定", 11), Column("理由", 36),
    Column("决定人", 12), Column("来源", 14), Column("指纹", 18),
)  # fmt: skip
_OPEN = ("决定", "理由", "决定人")
_FREE = (*_OPEN, "来源", "序号")  # not compared with the review
_HEADERS = [column.header for column in _COLUMNS]
_HELP = (
    ("决定", f"填 {'、'.join(VERDICTS)} 之一；留空表示尚未决定。"),
    ("采纳", "问题成立，写入审核意见书。"),
    ("部分采纳", "问题部分成立，写入审核意见书，理由栏写明取舍。"),
    ("不采纳", "问题不成立或者不提出，必须写理由。"),
    ("撤回", "机器误报，不写入意见书。"),
    ("其他各栏", "已锁定，请勿改动；导入时核对。可以排序、筛选、删行（删去的行视为不变）。"),
)


def render(review: Review, decisions: Decisions | None, names: Mapping[str, str]) -> bytes:
    """The workbook, with the decisions made so far."""
    from openpyxl.styles import PatternFill, Protection
    from openpyxl.worksheet.datavalidation import DataValidation

    book = sheets.new()
    rows: list[list[Cell]] = []
    for number, finding in enumerate(review.findings, 1):
        entry = decisions.of(finding.fingerprint) if decisions else None
        cells = _cells(finding, names)
        if entry is not None:
            source = "沿用上一版" if entry.carried else ""
            cells.update({"决定": entry.decision, "理由": entry.reason, "决定人": entry.by, "来源": source})
        rows.append([number, *(cells.get(header, "") for header in _HEADERS[1:])])
    sheet = sheets.add(book, _SHEET, _COLUMNS, rows)
    fill, unlocked = PatternFill("solid", fgColor="FFF8DC"), Protection(locked=False)
    for header in _OPEN:
        column = _HEADERS.index(header) + 1
        for row in range(2, len(rows) + 2):
            cell = sheet.cell(row, column)
            cell.fill, cell.protection = fill, unlocked
    choice = DataValidation(type="list", formula1=f'"{",".join(VERDICTS)}"', allow_blank=True)
    choice.error, choice.errorTitle = f"请填 {'、'.join(VERDICTS)} 之一", "决定"
    choice.add(f"I2:I{max(2, len(rows) + 1)}")
    sheet.add_data_validation(choice)
    sheet.freeze_panes = "C2"
    protection = sheet.protection
    protection.sheet = True
    protection.autoFilter = protection.sort = protection.formatColumns = protection.formatRows = False
    protection.deleteRows = False
    sheets.add(book, "填写说明", (Column("项目", 12), Column("说明", 80)), _HELP)
    return sheets.to_bytes(book)


def _cells(finding: Finding, names: Mapping[str, str]) -> dict[str, str]:
    return {
        "位置": str(finding.location),
        "级别": SEVERITIES[finding.severity],
        "审查要点": code_words(finding.review_point, names.get(finding.review_point)),
        "原文": finding.quote,
        "问题": finding.message,
        "依据": "；".join(basis_words(basis) for basis in finding.basis),
        "建议": finding.suggestion,
        "指纹": finding.fingerprint,
    }


def read(content: bytes, review: Review, names: Mapping[str, str], by: str = "") -> dict[str, Decision | None]:
    """The decisions of a workbook by fingerprint; None where the cell was left or made empty.

    ``by`` decided where the sheet does not say who. Everything that does not fit is refused with its row.
    """
    rows = _rows(content)
    findings = {finding.fingerprint: finding for finding in review.findings}
    found: dict[str, Decision | None] = {}
    for number, cells in rows:
        fingerprint = cells["指纹"]
        if fingerprint not in findings:
            raise UsageError(f"第 {number} 行的指纹“{fingerprint}”不在审核结果里，请导入由这份审核结果导出的文件。")
        if fingerprint in found:
            raise UsageError(f"第 {number} 行与前面的行是同一项发现（指纹 {fingerprint}），请删去一行。")
        _compare(number, cells, _cells(findings[fingerprint], names))
        found[fingerprint] = _decision(number, cells, by)
    return found


def _decision(number: int, cells: Mapping[str, str], by: str) -> Decision | None:
    verdict, reason = cells["决定"], cells["理由"]
    if not verdict:
        if reason:
            raise UsageError(f"第 {number} 行写了理由但没有填决定，请填 {'、'.join(VERDICTS)} 之一。")
        return None
    entry = Decision(cells["指纹"], verdict, reason, cells["决定人"] or by, carried=cells["来源"] == "沿用上一版")
    check(entry, f"第 {number} 行")
    return entry


def _compare(number: int, cells: Mapping[str, str], wanted: Mapping[str, str]) -> None:
    for header, value in wanted.items():
        if header not in _FREE and _flat(cells[header]) != _flat(sheets.plain(value)):
            raise UsageError(
                f"第 {number} 行“{header}”一栏与审核结果不一致，请恢复原样（只能填写决定、理由、决定人）。"
            )


def _flat(text: str) -> str:
    """Programs change blanks and line ends when they save, and not all decode the escaped underscore."""
    return "".join(text.split()).replace("_x005F_", "_")


def _rows(content: bytes) -> list[tuple[int, dict[str, str]]]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content))
    except (ValueError, KeyError, OSError, zipfile.BadZipFile, SyntaxError) as error:
        raise UsageError("导入的文件不是完整的 xlsx 文件，请用 lawcheck decide 导出的文件填写后再导入。") from error
    if _SHEET not in book.sheetnames:
        raise UsageError(f"导入的文件没有“{_SHEET}”工作表，请用 lawcheck decide 导出的文件填写。")
    sheet = book[_SHEET]
    lines = sheet.iter_rows()
    headers = [str(cell.value or "").strip() for cell in next(lines, ())]
    missing = [header for header in _HEADERS if header not in headers]
    if missing:
        raise UsageError(f"“{_SHEET}”工作表缺少“{missing[0]}”一栏，请恢复导出时的表头。")
    columns = {header: headers.index(header) for header in _HEADERS}
    found = []
    for line in lines:
        cells = {header: _cell(line[index]) for header, index in columns.items()}
        if any(cells[header] for header in _HEADERS if header != "序号"):
            found.append((line[0].row, cells))
    return found


def _cell(cell: Any) -> str:
    if cell.data_type == "f":
        raise UsageError(f"{cell.coordinate} 是公式，请改填文字。")
    return "" if cell.value is None else str(cell.value).strip()
