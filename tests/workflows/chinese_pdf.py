"""PDF files of Chinese lines with nothing but the standard library: no font is embedded, every code is its character."""

from __future__ import annotations

_WIDE, _LINES, _SIZE, _LEADING = 36, 28, 14, 26  # characters a row, rows a page, points
_MAP = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange "
    "endcmap CMapName currentdict /CMap defineresource pop end end"
)


def chinese_pdf(text: str) -> bytes:
    """The paragraphs of a text, two characters indented and broken where the row is full, as a PDF."""
    rows: list[tuple[int, str]] = []
    for number, paragraph in enumerate(text.rstrip("\n").split("\n")):
        indent = 0 if number == 0 else 2
        end = _end(paragraph, _WIDE - indent)
        rows.append((indent, paragraph[:end]))
        while end < len(paragraph):
            start, end = end, _end(paragraph, end + _WIDE)
            rows.append((0, paragraph[start:end]))
    pages = [rows[start : start + _LINES] for start in range(0, len(rows), _LINES)]
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /Identity-H "
        "/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream(_MAP),
    ]
    for number, page in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {7 + 2 * number} 0 R >>"
        )
        objects.append(_stream("\n".join(_row(*row, position) for position, row in enumerate(page))))
    return _file(objects)


def _end(paragraph: str, place: int) -> int:
    """Where the row ends: no row begins with a closing mark, as typesetting has it."""
    while place < len(paragraph) and paragraph[place] in "。，；：、）》”？！":
        place += 1
    return place


def _row(indent: int, words: str, position: int) -> str:
    code = words.encode("utf-16-be").hex()
    return f"BT /F1 {_SIZE} Tf {45 + _SIZE * indent} {780 - _LEADING * position} Td <{code}> Tj ET"


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _file(objects: list[str]) -> bytes:
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return data + f"{trailer}startxref\n{len(data)}\n%%EOF\n".encode("ascii")
