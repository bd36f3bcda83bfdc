"""Many drafts one after another; an unreadable one is a row with its reason and stops nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lawcheck.errors import LawcheckError
from lawcheck.model import Review
from lawcheck.workflows.review import Reviewer


@dataclass(frozen=True, slots=True)
class Row:
    """The outcome for one file: a review, or the code and sentence of the error."""

    path: Path
    review: Review | None
    error_code: str = ""
    error_message: str = ""


def batch(reviewer: Reviewer, paths: Sequence[Path]) -> Iterator[Row]:
    """Review each file in turn. Wrong rules or a wrong corpus are raised before the first one."""
    _ = reviewer.tool
    for path in paths:
        try:
            yield Row(path, reviewer.review(str(path)).review)
        except LawcheckError as error:
            yield Row(path, None, error.code, error.message)
        except Exception as error:  # a bug in one draft must not take the others with it
            message = f"程序内部错误（{error.__class__.__name__}），请报告；其他文件继续审查。"
            yield Row(path, None, "internal", message)
