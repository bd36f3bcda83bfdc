"""The errors that a person can do something about: one code, one Chinese sentence, one exit code.

All arguments are plain values, so that an error survives the way between processes.
"""

from __future__ import annotations


class LawcheckError(Exception):
    """Base of all errors that are shown as one sentence and never as a traceback."""

    exit_code = 2

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return self.message


class UsageError(LawcheckError):
    """Wrong use or a wrong configuration (exit code 2)."""

    exit_code = 2

    def __init__(self, message: str, code: str = "usage") -> None:
        super().__init__(code, message)

    def __reduce__(self) -> tuple[type[UsageError], tuple[str, str]]:
        return type(self), (self.message, self.code)


class RulesetError(UsageError):
    """A ruleset that cannot be used; the message names file, line and the nearest known name."""

    def __init__(self, message: str, code: str = "ruleset") -> None:
        super().__init__(message, code)


class CorpusError(UsageError):
    """A corpus that is missing, damaged or of another version."""

    def __init__(self, message: str, code: str = "corpus") -> None:
        super().__init__(message, code)


class ReadError(LawcheckError):
    """An input that could not be read (exit code 3). Codes: see docs/inputs.md."""

    exit_code = 3
