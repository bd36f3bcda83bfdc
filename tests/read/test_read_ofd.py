"""OFD: characters by their places, whatever the order, slashes and prefixes that a writer chose."""

from __future__ import annotations

import pytest
from builder import ofd, ofd_text, zipped

from lawcheck.errors import ReadError
from lawcheck.model import PdfPlace, Source
from lawcheck.read import read_bytes

FIRST, SECOND = "第一条　为了规范停车场管理，制定本办法。", "第二条　罚款5000元。"
LONG = "第三条　停车场经营者应当按照规定公示收费标准、监督电话和服务时间，并接受社会的监督。"
PAGE = ofd_text(25, 30, FIRST) + ofd_text(25, 50, SECOND)


def read(pages: list[str], **options: str) -> Source:
    return read_bytes(ofd(pages, **options), "a.docx")


def codes(source: Source) -> set[str]:
    return {warning.code for warning in source.warnings}


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_lines_join_and_page_numbers_go() -> None:
    wrapped = "".join(ofd_text(25, 40 + 9 * row, LONG[row * 20 : row * 20 + 20]) for row in range(3))
    found = read([wrapped + ofd_text(100, 285, "— 1 —"), PAGE])
    assert found.format == "ofd"
    assert [squeezed(line) for line in found.text.split("\n")] == [squeezed(x) for x in (LONG, FIRST, SECOND)]
    assert codes(found) == {"page-numbers"}
    place = found.anchors[0].place
    assert isinstance(place, PdfPlace)
    assert (place.page, place.box[0]) == (1, pytest.approx(25 / 25.4 * 72, abs=0.1))


def test_figures_on_a_grid_of_full_widths_stay_together() -> None:
    assert "5000元" in read([PAGE]).text


def test_order_of_the_file_does_not_matter() -> None:
    assert read([ofd_text(25, 50, SECOND) + ofd_text(25, 30, FIRST)]).text == read([PAGE]).text


def test_prefixes_slashes_and_folder_names_vary() -> None:
    plain = read([PAGE]).text
    assert read([PAGE], prefix="").text == plain
    assert read([PAGE], prefix="x", space="http://other.example/").text == plain
    assert read([PAGE], folder="/Doc_0/").text == plain
    assert read([PAGE], folder="页面\\").text == plain


def test_blocks_matrices_and_composites() -> None:
    block = f"<ofd:PageBlock>{ofd_text(25, 30, FIRST)}</ofd:PageBlock>"
    shared = '<ofd:CompositeObject Boundary="0 40 200 50" ResourceID="7"/><ofd:CompositeObject ResourceID="9"/>'
    unit = f'<ofd:CompositeGraphicUnit ID="7"><ofd:Content>{ofd_text(25, 10, SECOND)}</ofd:Content></ofd:CompositeGraphicUnit>'
    unit += '<ofd:CompositeGraphicUnit ID="9"><ofd:CompositeObject ResourceID="9"/></ofd:CompositeGraphicUnit>'
    found = read([block + shared], resources=f"<ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits>")
    assert found.text == read([PAGE]).text
    scaled = '<ofd:TextObject Boundary="25 30 90 9" CTM="2 0 0 2 0 0" Size="2"><ofd:TextCode X="0" Y="2" DeltaX="g 9 2">放大的字在这里显示。</ofd:TextCode></ofd:TextObject>'
    assert read([scaled]).text == "放大的字在这里显示。"


def test_a_template_is_read_once() -> None:
    head = ofd_text(60, 20, "云州市人民政府文件")
    use = '<ofd:Template TemplateID="70"/>'
    found = read([use + PAGE, use + ofd_text(25, 30, LONG[:30])], template=head)
    assert found.text.count("云州市人民政府文件") == 1
    assert found.text.startswith("云州市人民政府文件")


def test_hidden_white_and_unread_things() -> None:
    invisible = ofd_text(25, 70, "看不见").replace("<ofd:TextObject", '<ofd:TextObject Visible="false"')
    white = ofd_text(25, 90, "白色").replace("<ofd:TextCode", '<ofd:FillColor Value="255 255 255"/><ofd:TextCode')
    found = read([PAGE + invisible + white], more="<ofd:Attachments>a.xml</ofd:Attachments>")
    assert "看不见" not in found.text
    assert codes(found) == {"white-text", "embedded"}


@pytest.mark.parametrize(
    "data",
    [
        ofd(['<ofd:TextObject Boundary="x y" Size="nan"><ofd:TextCode X="1e999" DeltaX="g 9">甲</ofd:TextCode></ofd:TextObject>']),
        ofd(['<ofd:TextObject><ofd:TextCode DeltaX="g 99999999 1 g -1 2 q">甲乙</ofd:TextCode></ofd:TextObject>']),
        ofd(['<ofd:TextObject CTM="1 2 3" Boundary=""><ofd:TextCode>甲</ofd:TextCode></ofd:TextObject>']),
    ],
)  # fmt: skip
def test_odd_numbers_do_no_harm(data: bytes) -> None:
    assert read_bytes(data, "a").text.startswith("甲")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (ofd([""]), "no-text"),
        (ofd(['<ofd:ImageObject Boundary="0 0 210 297" ResourceID="3"/>']), "scanned"),
        (ofd([PAGE])[:-150], "damaged"),
        (zipped({"OFD.xml": "<OFD/>"}), "damaged"),
        (zipped({"OFD.xml": "<OFD/>", "Encryptions.xml": "<x/>"}), "encrypted"),
        (zipped({"OFD.xml": "<OFD><DocRoot>a.xml</DocRoot></OFD>", "a.xml": '<D><Page BaseLoc="b"/></D>'}), "damaged"),
        (zipped({"OFD.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><OFD>&b;</OFD>"}), "unsafe"),
        (ofd([PAGE], more='<ofd:Pages>' + '<ofd:Page BaseLoc=""/>' * 2001 + "</ofd:Pages>"), "too-large"),
    ],
)  # fmt: skip
def test_refusals(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.ofd")
    assert caught.value.code == code
    assert caught.value.message.endswith("。")
