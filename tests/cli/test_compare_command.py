"""``lawcheck compare`` as a user sees it: three formats, marks, and wrong use."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from lawcheck.cli.app import run

LAW = """# 临溪养犬法

（2024年1月1日临溪市人民代表大会通过）

第一条 为了维护市容环境卫生，规范养犬行为，制定本法。

第二条 养犬人应当自取得犬只之日起三十日内申请养犬登记。办理养犬登记不得向养犬人收取费用。

第三条 违规饲养烈性犬的，由公安机关处二百元以上一千元以下罚款。

第四条 本法自2024年3月1日起施行。
"""
DRAFT = """临溪市养犬管理办法
临溪市人民政府
第一条 为了规范养犬行为，制定本办法。
第二条 违规饲养烈性犬的居民，由公安机关处五千元以上八千元以下罚款。
第三条 办理养犬登记不得向养犬人收取任何费用。市公安局负责宣传。
第四条 本办法自2026年9月1日起施行。
"""


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """(corpus, draft)."""
    place = tmp_path_factory.mktemp("compare")
    (place / "laws").mkdir()
    (place / "laws" / "临溪养犬法(2024-01-01).md").write_text(LAW, "utf-8")
    draft = place / "办法.txt"
    draft.write_text(DRAFT, "utf-8")
    assert run(["corpus", "import", str(place / "laws"), "--into", str(place / "corpus")]) == 0
    return place / "corpus", draft


def compare(held: tuple[Path, Path], output: Path, *more: str) -> int:
    """Run the command on the draft."""
    corpus, draft = held
    arguments = ["--corpus", str(corpus), "--as-of", "2026-06-01", "--output", str(output), *more]
    return run(["compare", str(draft), *arguments])


def test_html(held: tuple[Path, Path], tmp_path: Path) -> None:
    """Each article beside its superior, the figure that differs marked, the difference in words."""
    assert compare(held, tmp_path / "表.html") == 0
    page = (tmp_path / "表.html").read_text("utf-8")
    assert "临溪市养犬管理办法条文对照表" in page
    assert "《临溪养犬法》第三条" in page
    assert "上位法为二百元以上一千元以下，本条为五千元以上八千元以下，超出法定上限" in page
    assert "<mark>五千元以上八千元以下</mark>" in page
    # In a sentence that is alike the further words are marked; one of the draft's own bears no mark.
    assert "收取<mark>任何费用</mark>。市公安局负责宣传。" in page
    assert "<script" not in page


def test_docx(held: tuple[Path, Path], tmp_path: Path) -> None:
    """A4 landscape, the head repeated, all four articles."""
    import docx

    assert compare(held, tmp_path / "表.docx") == 0
    document = docx.Document(str(tmp_path / "表.docx"))
    section, table = document.sections[0], document.tables[0]
    assert section.page_width > section.page_height
    assert [cell.text for cell in table.rows[0].cells] == ["本文件条文", "上位法条文", "异同"]
    assert len(table.rows) == 5
    assert "超出法定上限" in table.rows[2].cells[2].text
    assert "tblHeader" in table.rows[0]._tr.xml


def test_xlsx(held: tuple[Path, Path], tmp_path: Path) -> None:
    """The same rows in a workbook."""
    import openpyxl

    assert compare(held, tmp_path / "表.xlsx") == 0
    sheet = openpyxl.load_workbook(io.BytesIO((tmp_path / "表.xlsx").read_bytes())).active
    assert sheet is not None
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] == "第二条"]
    assert rows[0][2] == "《临溪养犬法》第三条"


def test_wrong_use(held: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another suffix, the draft itself as output, and a corpus without texts."""
    assert compare(held, tmp_path / "表.pdf") == 2
    assert compare(held, held[1], "--format", "html") == 2
    assert (
        run(["compare", str(held[1]), "--corpus", "corpora/catalogue", "--output", str(tmp_path / "a.html")]) == 2
    )
    assert "请先用 lawcheck corpus import 导入" in capsys.readouterr().err
