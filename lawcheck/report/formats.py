"""The formats that are files: one door for ``review`` and ``batch``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from lawcheck.report.summary import BatchRow
from lawcheck.rules.schema import Rule

BINARY = frozenset({"xlsx"})


def render(
    name: str,
    rows: Sequence[BatchRow],
    names: Mapping[str, str],
    rules: Sequence[Rule] = (),
    failing: Collection[str] = ("error",),
) -> bytes:
    """The reviews in the format of that name; the same reviews give the same bytes."""
    writers: dict[str, Callable[[], bytes]] = {
        "markdown": lambda: _markdown(rows, names),
        "html": lambda: _html(rows, names),
        "xlsx": lambda: _xlsx(rows, names),
        "sarif": lambda: _sarif(rows, names, rules),
        "junit": lambda: _junit(rows, names, failing),
    }
    return writers[name]()


# Each format is imported when it is asked for.


def _markdown(rows: Sequence[BatchRow], names: Mapping[str, str]) -> bytes:
    from lawcheck.report import markdown

    return markdown.render(rows, names).encode()


def _html(rows: Sequence[BatchRow], names: Mapping[str, str]) -> bytes:
    from lawcheck.report import html

    return html.render(rows, names).encode()


def _xlsx(rows: Sequence[BatchRow], names: Mapping[str, str]) -> bytes:
    from lawcheck.report import xlsx

    return xlsx.render(rows, names)


def _sarif(rows: Sequence[BatchRow], names: Mapping[str, str], rules: Sequence[Rule]) -> bytes:
    from lawcheck.report import sarif

    return sarif.render(rows, names, rules).encode()


def _junit(rows: Sequence[BatchRow], names: Mapping[str, str], failing: Collection[str]) -> bytes:
    from lawcheck.report import junit

    return junit.render(rows, names, failing)
