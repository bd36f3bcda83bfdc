"""Draw the picture of the README: the middle part of a report as a terminal shows it.

    python docs/images/make_images.py

Needs Chromium and the fonts DejaVu Sans Mono and Noto Sans CJK SC.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from PIL import Image, ImageChops
from rich.console import Console
from rich.terminal_theme import TerminalTheme

from lawcheck.model import Review
from lawcheck.report import terminal
from lawcheck.workflows.review import Reviewer, Settings

HERE = Path(__file__).resolve().parent
DRAFT = HERE.parents[1] / "examples" / "小微企业服务管理办法（送审稿）.docx"
PICTURE = HERE / "report.png"
AS_OF = date(2026, 6, 1)
COLUMNS = 108
# Shown: from the proposed conclusion up to the findings of this article.
FIRST, LAST = "拟提出的结论", "▌第十八条"
# A Chinese character has to be exactly two cells wide: 2 × 0.602 em of DejaVu Sans Mono.
FONTS = '"DejaVu Sans Mono", Wide, "Noto Sans CJK SC", monospace'
PAPER = TerminalTheme(
    (255, 255, 255),
    (31, 35, 40),
    [(31, 35, 40), (179, 38, 30), (26, 127, 55), (154, 103, 0), (9, 105, 218), (130, 80, 223), (27, 124, 131), (110, 119, 129)],
)  # fmt: skip
CODE = '<code style="font: inherit">'
PAGE = """<!doctype html><meta charset="utf-8"><style>{stylesheet}
@font-face {{ font-family: Wide; src: local("Noto Sans CJK SC"), local("NotoSansCJKsc-Regular"); size-adjust: 120.4%; }}
@font-face {{ font-family: Wide; font-weight: bold; src: local("Noto Sans CJK SC Bold"), local("NotoSansCJKsc-Bold");
  size-adjust: 120.4%; }}
body {{ margin: 24px; color: {foreground}; background: {background}; }}
pre {{ font: 14px/1.6 FONTS; margin: 0; }}</style><body><pre>CODE{code}</code></pre>"""


def main() -> None:
    """Review the example and draw the picture."""
    reviewer = Reviewer(Settings(as_of=AS_OF))
    done = reviewer.review(str(DRAFT))
    names = dict(reviewer.ruleset.review_points)
    with tempfile.TemporaryDirectory() as folder:
        page, shot = Path(folder, "report.html"), Path(folder, "report.png")
        page.write_text(_html(done.review, done.document.text, names), encoding="utf-8")
        _screenshot(page, shot)
        with Image.open(shot) as image:
            _save(image, PICTURE)
    print(f"{PICTURE.name}: {PICTURE.stat().st_size // 1024} KB")


def _html(review: Review, text: str, names: dict[str, str]) -> str:
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    terminal.print_review(console, review, text, names)
    page = console.export_html(theme=PAPER, code_format=PAGE.replace("FONTS", FONTS).replace("CODE", CODE))
    head, _, body = page.partition(CODE)
    lines = body.split("\n")
    first = next(number for number, line in enumerate(lines) if FIRST in line) - 1
    last = next(number for number, line in enumerate(lines) if LAST in line)
    return head + CODE + "\n".join(lines[first:last])


def _screenshot(page: Path, shot: Path) -> None:
    names = ("chromium", "chromium-browser", "google-chrome")
    browser = next((found for name in names if (found := shutil.which(name))), None)
    if browser is None:
        sys.exit("not installed: chromium")
    command = [
        browser,
        "--headless",
        "--no-sandbox",
        "--hide-scrollbars",
        "--force-device-scale-factor=1.5",
        "--window-size=1150,2400",
        f"--screenshot={shot}",
        page.as_uri(),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def _save(image: Image.Image, target: Path) -> None:
    """Cut off the empty border and write few colours."""
    plain = image.convert("RGB")
    paper = Image.new("RGB", plain.size, (255, 255, 255))
    left, top, right, bottom = ImageChops.difference(plain, paper).getbbox() or (0, 0, *plain.size)
    edge = 20
    box = (
        max(0, left - edge),
        max(0, top - edge),
        min(plain.width, right + edge),
        min(plain.height, bottom + edge),
    )
    plain.crop(box).quantize(48).save(target, optimize=True)


if __name__ == "__main__":
    main()
