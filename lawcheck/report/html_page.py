"""The frame of a self-contained page: head, policy, title, tables. What is inside is made elsewhere.

Script and style are constant and named by their hash in the Content-Security-Policy; nothing of a draft gets into
either, and the page may load nothing.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from importlib import resources

from lawcheck.report.html_draft import words

STYLE, SCRIPT = "report.css", "report.js"


def page(title: str, body: str, *, start: str, has_script: bool = False) -> str:
    """The whole page around ``body``, which is HTML already; ``start`` is the id that the first link jumps to."""
    style, script = _asset(STYLE), _asset(SCRIPT) if has_script else ""
    scripts = f"script-src '{_hash(script)}'; " if script else ""
    policy = f"default-src 'none'; style-src '{_hash(style)}'; {scripts}base-uri 'none'; form-action 'none'"
    return "\n".join(
        (
            '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{words(title)}</title>\n<style>{style}</style>\n</head>\n<body>",
            f'<a class="skip" href="#{start}">跳到内容</a>',
            f'<header class="top"><h1>{words(title)}</h1></header>',
            body,
            *((f"<script>{script}</script>",) if script else ()),
            "</body>\n</html>\n",
        )
    )


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> str:
    """A table of cells that are HTML already."""
    head = "".join(f'<th scope="col">{header}</th>' for header in headers)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
    return scroll(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>", caption)


def scroll(content: str, caption: str) -> str:
    """A region that scrolls sideways by itself where it is too wide, also with the keyboard."""
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{words(caption)}">{content}</div>'


def _asset(name: str) -> str:
    # Universal line ends: a browser hashes what it parsed, and parsing turns CR LF into LF.
    return resources.files("lawcheck.report").joinpath(f"assets/{name}").read_text("utf-8").strip()


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
