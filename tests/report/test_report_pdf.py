"""A PDF draft with highlights: on the words, with the note; the text stays as it was."""

from __future__ import annotations

import ctypes
from datetime import datetime
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
import samples

from lawcheck.cli.app import run
from lawcheck.errors import ReadError, UsageError
from lawcheck.read import pdf_text, read_bytes
from lawcheck.report import annotate, pdf_highlights
from tests.read.builder import pdf

LINES = [
    (72, 700, "Article One provides nothing of note here"),
    (72, 660, "Article Two binds all suppliers to one shop"),
]
WHEN = datetime(2026, 6, 1, 9, 30)


def notes(data: bytes) -> list[tuple[str, str]]:
    """Contents of each annotation and the words below its box."""
    document = pdfium.PdfDocument(data)
    page = document[0]
    text = page.get_textpage()
    found = []
    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        buffer = (ctypes.c_ushort * 1000)()
        raw.FPDFAnnot_GetStringValue(annotation, b"Contents\0", buffer, 2000)
        points = raw.FS_QUADPOINTSF()
        assert raw.FPDFAnnot_GetAttachmentPoints(annotation, 0, points)
        words = text.get_text_bounded(points.x3, points.y3, points.x2, points.y2)
        found.append((bytes(buffer).decode("utf-16-le").rstrip("\0"), words))
        raw.FPDFPage_CloseAnnot(annotation)
    text.close()
    page.close()
    document.close()
    return found


def test_highlights() -> None:
    data = pdf([LINES])
    source = read_bytes(data, "a.pdf")
    review = samples.review(samples.finding(source.text, "binds all suppliers"), samples.whole_document())
    arguments = {"author": "张三", "date": WHEN, "names": samples.NAMES, "suffix": ".pdf"}
    copy = annotate.annotated(data, source, review, **arguments)  # type: ignore[arg-type]
    assert annotate.annotated(data, source, review, **arguments) == copy  # type: ignore[arg-type]
    assert read_bytes(copy, "a.pdf").text == source.text
    first, whole = notes(copy)
    assert "要求供应商在本市设立机构" in first[0]
    assert "all suppliers" in first[1]
    assert "shop" not in first[1]
    assert "没有规定有效期" in whole[0]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_turned_pages(rotation: int) -> None:
    """A box that the reader turned to the page as shown is turned back to the very place in the file."""
    crop = (10.0, 20.0, 605.0, 862.0)

    class Page:
        def get_cropbox(self) -> tuple[float, float, float, float]:
            return crop

        def get_rotation(self) -> int:
            return rotation

    place = pdf_text._placing(rotation, crop)
    corners = [place(left, top, left, top) for left, top in ((100.0, 712.0), (180.0, 700.0))]
    across, down = sorted(corner[0] for corner in corners), sorted(corner[1] for corner in corners)
    shown = (across[0], down[0], across[1], down[1])
    assert pdf_highlights._on_page(Page(), shown) == pytest.approx((100.0, 700.0, 180.0, 712.0))


def test_what_cannot_be_a_pdf() -> None:
    source = samples.source(samples.TEXT)
    with pytest.raises(UsageError, match="只有 PDF 送审稿"):
        annotate.annotated(b"", source, samples.review(), date=WHEN, names={}, suffix=".pdf")
    broken = read_bytes(pdf([LINES]), "a.pdf")
    with pytest.raises(ReadError, match="无法在此 PDF 上加批注"):
        annotate.annotated(b"nonsense", broken, samples.review(), date=WHEN, names={}, suffix=".pdf")


def test_the_command(tmp_path: Path) -> None:
    path, target = tmp_path / "draft.pdf", tmp_path / "copy.pdf"
    path.write_bytes(pdf([LINES]))
    before = path.read_bytes()
    assert run(["review", str(path), "--annotate", str(target), "--date", "2026-06-01", "--fail-on", "never"]) == 0
    assert target.read_bytes().startswith(b"%PDF")
    assert path.read_bytes() == before
