"""Small docx files as raw zip and XML strings, a PDF and an OFD written by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def run(text: str, properties: str = "") -> str:
    """Write a run with one w:t."""
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inside}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(inner: str, properties: str = "") -> str:
    """Write a paragraph; plain words become one run."""
    inner = inner if inner.startswith("<") or not inner else run(inner)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def numbered(num_id: int, level: int = 0) -> str:
    """Write w:numPr."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'


def level(index: int, form: str, text: str, *, start: int = 1, extra: str = "", suffix: str = "nothing") -> str:
    """Write a level of a list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """Write a numbering part with one abstract list."""
    return (
        f'{HEAD}<w:numbering {NS}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{nums}</w:numbering>'
    )


def styles(inner: str) -> str:
    """Write a styles part."""
    return f"{HEAD}<w:styles {NS}>{inner}</w:styles>"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Zip the parts with a fixed time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data)
    return buffer.getvalue()


def docx(body: str, parts: dict[str, str | bytes] | None = None, *, document: str | None = None) -> bytes:
    """Write a docx; ``parts`` maps a relationship type to its part, r:id is ``r_`` and the type."""
    parts = parts or {}
    names = {kind: f"{kind}.html" if kind == "aFChunk" else f"{kind}.xml" for kind in parts}
    links = "".join(
        f'<Relationship Id="r_{kind}" Type="{R}/{kind}" Target="{name}"/>' for kind, name in names.items()
    )
    main = f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    return zipped(
        {
            "[Content_Types].xml": _content_types(names),
            "_rels/.rels": f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{main}</Relationships>',
            "word/document.xml": document or f"{HEAD}<w:document {NS}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
            **{f"word/{names[kind]}": data for kind, data in parts.items()},
        }
    )


def _content_types(names: dict[str, str]) -> str:
    """Name the kinds of the parts, which other programs ask for."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    parts = {"document.xml": "document.main", **{name: key for key, name in names.items() if key != "aFChunk"}}
    listed = "".join(
        f'<Override PartName="/word/{name}" ContentType="{kind}{key}+xml"/>' for name, key in parts.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    listed = f'<Default Extension="rels" ContentType="{rels}"/><Default Extension="html" ContentType="text/html"/>{listed}'
    return f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">{listed}</Types>'


def pdf(pages: list[list[tuple[int, int, str]]]) -> bytes:
    """Write a PDF of ASCII words at (x, y) from below, in Helvetica 12."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids = []
    for words in pages:
        drawn = "".join(f"BT /F1 12 Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in words)
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _pdf_file([body.encode("ascii") for body in objects])


def _pdf_file(objects: list[bytes]) -> bytes:
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + trailer.encode("ascii")


def scan(*lines: str) -> bytes:
    """Write a PDF whose only page is a picture of the lines, drawn by pdfium and stored without compression."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf([[(72, 700 - 20 * row, line) for row, line in enumerate(lines)]]))
    bitmap = document[0].render(scale=150 / 72, grayscale=True)
    width, height = bitmap.width, bitmap.height
    data = bytes(bitmap.buffer)
    pixels = b"".join(data[row * bitmap.stride : row * bitmap.stride + width] for row in range(height))
    bitmap.close()
    document.close()
    image = f"/Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray /BitsPerComponent 8"
    drawn = b"595 0 0 842 0 0 cm /I Do"
    return _pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
            f"<< /Type /XObject {image} /Length {len(pixels)} >>\nstream\n".encode() + pixels + b"\nendstream",
            f"<< /Length {len(drawn)} >>\nstream\n".encode() + drawn + b"\nendstream",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 3 0 R >> >> "
            b"/Contents 4 0 R >>",
        ]
    )


def ofd_text(x: float, y: float, text: str) -> str:
    """Write a text object of OFD at (x, y) millimetres from above, on a grid of 5.6 mm."""
    return (
        f'<ofd:TextObject Boundary="{x} {y} 160 8" Font="1" Size="5.6"><ofd:TextCode X="0" Y="5" '
        f'DeltaX="g {max(len(text) - 1, 1)} 5.6">{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def ofd(
    pages: list[str],
    *,
    template: str = "",
    resources: str = "",
    more: str = "",
    prefix: str = "ofd",
    space: str = "http://www.ofdspec.org/2016",
    folder: str = "",
) -> bytes:
    """Write an OFD; ``folder`` stands before the paths of the pages, ``more`` in the document's root."""
    name = f"xmlns:{prefix}" if prefix else "xmlns"

    def part(tag: str, inner: str) -> str:
        written = f"{HEAD}<ofd:{tag} {name}='{space}'>{inner}</ofd:{tag}>"
        return written.replace("ofd:", f"{prefix}:" if prefix else "")

    listed = "".join(f'<ofd:Page ID="{index}" BaseLoc="{folder}Page_{index}.xml"/>' for index in range(len(pages)))
    common = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    common += '<ofd:PublicRes>Res.xml</ofd:PublicRes><ofd:TemplatePage ID="70" BaseLoc="Tpl.xml"/>'
    inside = folder.replace("\\", "/") if not folder.startswith("/") else ""
    return zipped(
        {
            "OFD.xml": part("OFD", "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"),
            "Doc_0/Document.xml": part(
                "Document", f"<ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{more}"
            ),
            "Doc_0/Res.xml": part("Res", resources),
            "Doc_0/Tpl.xml": part("Page", f"<ofd:Content>{template}</ofd:Content>"),
            **{f"Doc_0/{inside}Page_{index}.xml": _ofd_page(part, inner) for index, inner in enumerate(pages)},
        }
    )


def _ofd_page(part: Callable[[str, str], str], inner: str) -> str:
    use = '<ofd:Template TemplateID="70"/>'
    found = use if use in inner else ""
    return part("Page", f"{found}<ofd:Content><ofd:Layer>{inner.replace(use, '')}</ofd:Layer></ofd:Content>")
