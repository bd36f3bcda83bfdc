"""The draft as HTML: a paragraph a line, the words of every finding marked, a link to each finding behind its words.

Findings overlap and cross lines, so a line is cut at every border of a finding and each piece names its findings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

from lawcheck.model import Finding
from lawcheck.report.characters import for_xml, visible
from lawcheck.report.labels import SEVERITIES

_ORDER = {"error": 0, "warning": 1, "info": 2}
_HEADING = re.compile(r"\s*第[一二三四五六七八九十百零〇\d]{1,6}[编章节](?=\s|　|[^条款项])")


def words(text: str) -> str:
    """Any text of others, harmless and escaped."""
    return escape(visible(for_xml(text)))


def draft(text: str, findings: Sequence[Finding], part: str, title: str | None) -> str:
    """The lines of the draft; ``part`` is the prefix of all ids, findings count from 1 in the order given."""
    starts = [0] + [match.end() for match in re.finditer("\n", text)]
    of_line: dict[int, list[int]] = {}
    for index, finding in enumerate(findings):
        span = finding.span
        if not len(span) or span.of(text) != finding.quote:
            continue
        for line in range(bisect_right(starts, span.start) - 1, bisect_right(starts, span.end - 1)):
            of_line.setdefault(line, []).append(index)
    lines = []
    for line, start in enumerate(starts):
        end = starts[line + 1] - 1 if line + 1 < len(starts) else len(text)
        inner = _line(text, start, end, {i: findings[i] for i in of_line.get(line, ())}, part)
        content = text[start:end]
        is_heading = _HEADING.match(content) or (title and content.strip() == title)
        lines.append(f'<p class="heading">{inner}</p>' if is_heading else f"<p>{inner}</p>")
    return "\n".join(lines)


def _line(text: str, start: int, end: int, findings: Mapping[int, Finding], part: str) -> str:
    if not findings:
        return words(text[start:end])
    borders = {start, end}
    for finding in findings.values():
        borders |= {max(start, finding.span.start), min(end, finding.span.end)}
    cuts = sorted(borders)
    pieces = []
    for left, right in pairwise(cuts):
        inside = [i for i, f in findings.items() if f.span.start < right and left < f.span.end]
        inner = words(text[left:right])
        if inside:
            begun = "".join(f'<span id="{part}-m{i + 1}"></span>' for i in inside if findings[i].span.start == left)
            kind = min((findings[i].severity for i in inside), key=lambda severity: _ORDER[severity])
            names = " ".join(f"{part}-f{i + 1}" for i in inside)
            inner = f'{begun}<mark class="{kind}" data-findings="{names}">{inner}</mark>'
        ended = [i for i, finding in findings.items() if finding.span.end == right]
        pieces.append(inner + "".join(_reference(part, i, findings[i]) for i in ended))
    return "".join(pieces)


def _reference(part: str, index: int, finding: Finding) -> str:
    label = f"发现 {index + 1}，{SEVERITIES[finding.severity]}"
    return f'<a class="ref" href="#{part}-f{index + 1}" aria-label="{label}">{index + 1}</a>'
