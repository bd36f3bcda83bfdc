"""The overview: articles down, questions across, in each cell how many findings and the worst severity.

Shape as well as colour tells the severity: a square an error, a diamond a warning, a circle a hint.
"""

from __future__ import annotations

from collections.abc import Sequence

from lawcheck.model import Finding
from lawcheck.report.characters import clip
from lawcheck.report.html_draft import words
from lawcheck.report.labels import SEVERITIES, unit_of
from lawcheck.report.questions import SHORT, question_of, question_words

_LEFT, _TOP, _COLUMN, _ROW = 150, 34, 92, 30


def chart(findings: Sequence[Finding], part: str) -> str:
    """The chart as SVG; empty without findings. Each cell is a link to its first finding."""
    if not findings:
        return ""
    cells: dict[str, dict[int, list[int]]] = {}
    for index, finding in enumerate(findings):
        cells.setdefault(unit_of(finding), {}).setdefault(question_of(finding), []).append(index)
    width, height = _LEFT + _COLUMN * len(SHORT) + 10, _TOP + _ROW * len(cells) + 10
    body = [
        f'<text class="head" x="{_LEFT + _COLUMN * (i + 0.5):g}" y="20">{name}</text>'
        for i, name in enumerate(SHORT)
    ]
    for row, (unit, columns) in enumerate(cells.items()):
        y = _TOP + _ROW * row
        body.append(f'<line x1="0" y1="{y}" x2="{width}" y2="{y}"/>')
        body.append(f'<text x="4" y="{y + 20}">{words(clip(unit, 10))}</text>')
        body += [_cell(findings, part, unit, column, indexes, y) for column, indexes in sorted(columns.items())]
    return (
        f'<svg width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="group" '
        f'aria-label="各条在各个问题上的发现数量">{"".join(body)}</svg>'
        '<p class="quiet">方块为错误，菱形为警告，圆形为提示；数字为发现数量，点击跳到第一处。</p>'
    )


def _cell(findings: Sequence[Finding], part: str, unit: str, column: int, indexes: Sequence[int], top: int) -> str:
    kind = next(kind for kind in SEVERITIES if any(findings[i].severity == kind for i in indexes))
    x, y = _LEFT + _COLUMN * column + _COLUMN // 2, top + _ROW // 2
    shape = {
        "error": f'<rect class="error" x="{x - 12}" y="{y - 12}" width="24" height="24"/>',
        "warning": f'<path class="warning" d="M{x} {y - 14}L{x + 14} {y}L{x} {y + 14}L{x - 14} {y}Z"/>',
        "info": f'<circle class="info" cx="{x}" cy="{y}" r="12"/>',
    }[kind]
    label = words(f"{unit}，{question_words(column)}：{len(indexes)} 处，最重为{SEVERITIES[kind]}")
    return (
        f'<a href="#{part}-f{indexes[0] + 1}" aria-label="{label}"><title>{label}</title>{shape}'
        f'<text class="count" x="{x}" y="{y + 5}">{len(indexes)}</text></a>'
    )
