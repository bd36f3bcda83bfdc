"""Many drafts one after another; an unreadable one is a row with its reason and stops nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from lawcheck.errors import LawcheckError
from lawcheck.report.summary import BatchRow
from lawcheck.workflows.review import Reviewer


def batch(reviewer: Reviewer, paths: Sequence[Path]) -> Iterator[BatchRow]:
    """Review each file in turn. Wrong rules or a wrong corpus are raised before the first one."""
    _ = reviewer.tool
    for path in paths:
        try:
            yield BatchRow(str(path), reviewer.review(str(path)).review)
        except LawcheckError as error:
            yield BatchRow(str(path), None, error.code, error.message)
        except Exception as error:  # a bug in one draft must not take the others with it
            message = f"程序内部错误（{error.__class__.__name__}），请报告；其他文件继续审查。"
            yield BatchRow(str(path), None, "internal", message)
