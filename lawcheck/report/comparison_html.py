"""条文对照表 as one self-contained page that prints on A4 landscape."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from lawcheck.report.characters import visible
from lawcheck.report.comparison import CLOSING, HEADERS, Line

_STYLE = (
    "@page{size:A4 landscape;margin:15mm}body{font:11pt/1.6 'Noto Serif CJK SC','Songti SC',SimSun,serif;margin:2em}"
    "h1{font-size:16pt;text-align:center}table{border-collapse:collapse;width:100%;table-layout:fixed}"
    "th,td{border:1px solid #555;padding:.4em .6em;vertical-align:top;text-align:left;white-space:pre-wrap;"
    "overflow-wrap:anywhere}thead{display:table-header-group}p.law{break-inside:avoid}col.a{width:38%}col.b{width:43%}"
    "mark{background:none;color:#b00000;font-weight:bold}td.differs{color:#b00000}p.law{margin:0 0 .6em}"
)


def render(title: str, lines: Sequence[Line]) -> str:
    """The page; it holds no script and loads nothing."""
    heads = "".join(f'<th scope="col">{escape(words)}</th>' for words in HEADERS)
    return "\n".join(
        (
            '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            f"<title>{_words(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{_words(title)}</h1>",
            f'<table>\n<colgroup><col class="a"><col class="b"><col></colgroup>\n<thead><tr>{heads}</tr></thead>\n<tbody>',
            *(_row(line) for line in lines),
            f"</tbody>\n</table>\n<p>{escape(CLOSING)}</p>\n</body>\n</html>\n",
        )
    )


def _row(line: Line) -> str:
    draft = "".join(f"<mark>{_words(run.words)}</mark>" if run.marked else _words(run.words) for run in line.draft)
    superior = "".join(
        f'<p class="law"><strong>{_words(name)}</strong>　{_words(text)}</p>' for name, text in line.superior
    )
    differs = ' class="differs"' if line.differs else ""
    notes = "\n".join(_words(note) for note in line.notes)
    return f"<tr><td>{draft}</td><td>{superior}</td><td{differs}>{notes}</td></tr>"


def _words(text: str) -> str:
    return "\n".join(escape(visible(line)) for line in text.split("\n"))
