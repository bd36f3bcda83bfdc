"""The memo: only what the officer decided, plain words, the layout of official documents, an office's own template."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import docx
import pytest
import samples
from docx.shared import Mm

from lawcheck.cli.app import run
from lawcheck.errors import UsageError
from lawcheck.model import Basis, Location, Review
from lawcheck.report import as_json, decisions, fair_table, memo, memo_template
from lawcheck.report.decisions import Decision
from lawcheck.report.memo_content import Memo, Stated, compose, plain

DAY = date(2026, 6, 3)
STATED = Stated(DAY, "云州市司法局", "张三", materials=("送审稿", "起草说明"))


def a_review() -> Review:
    return samples.review(
        samples.finding(samples.TEXT, "在本市设立分支机构", fingerprint="aa"),
        samples.finding(samples.TEXT, "供应商应当遵守", fingerprint="bb", message="不采纳的问题"),
        samples.finding(
            samples.TEXT, "自发布之日", fingerprint="cc", message="法规库没有该文件，自2022-03-01起失效", location=Location("第九条", 1),
            basis=(Basis("立法法", "第九十三条", note="参照；据公开转载，未取得正式文本"),),
        ),
        samples.whole_document(fingerprint="dd"),
    )  # fmt: skip


def composed(*entries: Decision, stated: Stated = STATED, review: Review | None = None) -> Memo:
    review = review or a_review()
    return compose(review, decisions.made(review, entries), stated)


ALL = (
    Decision("aa", "采纳"),
    Decision("bb", "不采纳", "另有规定"),
    Decision("cc", "部分采纳", "只对新办事项适用"),
    Decision("dd", "撤回"),
)


def words_of(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_only_what_was_decided() -> None:
    made = composed(*ALL)
    assert [opinion.heading for opinion in made.opinions] == ["关于第八条第一款", "关于第九条第一款"]
    assert dict(made.opinions[1].lines) == {
        "原文": "“自发布之日”",
        "问题": "未查到该文件，自2022年3月1日起失效。",
        "依据": "《立法法》第九十三条（参照）。",
        "建议": "删去在本市设立机构的要求。",
        "说明": "只对新办事项适用。",
    }
    assert made.pending == ()
    words = words_of(memo.render(made, datetime(2026, 6, 3)))
    assert "不采纳的问题" not in words
    assert "另有规定" not in words
    for jargon in ("lawcheck", "规则", "指纹", "FC-9.3", "fair-competition", "法规库", "公开转载", "error"):
        assert jargon not in words


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("经核对确有问题的，删去押金", "删去押金"),
        ("自2022-03-01起失效", "自2022年3月1日起失效"),
        ("法规库没有《某法》", "未查到《某法》"),
    ],
)
def test_no_words_of_the_program(said: str, written: str) -> None:
    """What helped to check is no reason in an opinion."""
    assert plain(said) == written


def test_a_likeness_is_named_by_its_kind_of_problem() -> None:
    likeness = samples.finding(samples.TEXT, "分支机构", message="与某案例相近，请核对", suspected="违法设定收费")
    (opinion,) = compose(samples.review(likeness), None, STATED).pending
    assert ("问题", "存在“违法设定收费”的问题。") in opinion.lines


def test_the_words_of_a_table_are_quoted() -> None:
    """A finding outside of all articles has its words; only one about the whole document, at its title, has none."""
    cell = samples.finding(samples.TEXT, "分支机构", location=Location())
    title = samples.finding(samples.TEXT, "云州市政府采购管理办法", location=Location())
    (opinion,) = compose(samples.review(title, cell, samples.whole_document()), None, STATED).pending
    assert [words for name, words in opinion.lines if name.endswith("原文")] == ["“分支机构”"]


def test_what_is_open_stands_apart() -> None:
    made = composed(ALL[0], ALL[1])
    assert [opinion.heading for opinion in made.pending] == ["关于第九条第一款", "关于全文"]
    words = words_of(memo.render(made, datetime(2026, 6, 3)))
    assert "以下事项审核人员尚未作出决定，不作为审核意见。" in words
    answers = dict(made.questions)
    assert (
        answers["是否违法设定减损权益的内容"]
        == "存在问题，见审核意见（一）；有待确定的事项，见待定事项（一）、（二）"
    )
    assert answers["是否履行制定程序"] == "待审核人员审查"


@pytest.mark.parametrize(
    ("conclusion", "entries", "words"),
    [
        ("不合法", ALL, "审核结论为：不合法。"),
        ("合法", ALL, "审核结论为：合法。"),
        (None, ALL, "拟提出的审核结论为：应当予以修改。（尚待审核人员确定）"),
        (None, tuple(Decision(key, "撤回") for key in ("aa", "bb", "cc", "dd")), "审核结论尚待审核人员确定。"),
    ],
)
def test_conclusion(conclusion: str | None, entries: tuple[Decision, ...], words: str) -> None:
    """Only the officer's own; a proposal whose findings were all withdrawn is none."""
    assert words in composed(*entries, stated=Stated(DAY, conclusion=conclusion)).conclusion


def test_layout() -> None:
    content = memo.render(composed(*ALL), datetime(2026, 6, 3))
    assert content == memo.render(composed(*ALL), datetime(2026, 6, 3))
    document = docx.Document(io.BytesIO(content))
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins if margin] == [37, 35, 28, 26]
    assert section.page_width and abs(section.page_width - Mm(210)) < Mm(1)
    assert document.styles["文件标题"].font.size.pt == 22
    assert document.styles["Normal"].font.size.pt == 16
    assert "PAGE" in section.footer._element.xml
    assert "方正小标宋简体" in document.styles["文件标题"].element.xml
    assert document.paragraphs[-1].text == "2026年6月3日"


def test_fair_competition_table() -> None:
    """Every standard of articles 8 to 11; adopted and open findings under theirs; what was not asked is left open."""
    review = replace(a_review(), asked=("FC-9.3", "FC-9.1", "LG-4.5"))
    names = {"FC-9.3": "排斥外地经营者", "FC-9.1": "限制外地商品", "FC-8.1": "审批"}
    made = decisions.made(review, [Decision("aa", "采纳"), Decision("bb", "撤回")])
    content = fair_table.render(review, made, STATED, names, datetime(2026, 6, 3))
    assert content == fair_table.render(review, made, STATED, names, datetime(2026, 6, 3))
    document = docx.Document(io.BytesIO(content))
    cells = {row.cells[0].text: row.cells[1].text for table in document.tables for row in table.rows}
    assert cells["（三）排斥外地经营者"].startswith("存在问题：第八条第一款“在本市设立分支机构”")
    assert "待确定：第九条第一款" in cells["（三）排斥外地经营者"]
    assert "不采纳的问题" not in cells["（三）排斥外地经营者"]
    assert cells["（一）限制外地商品"] == "未发现问题"
    assert cells["（一）审批"] == "（由审查人员填写）"
    assert sum(len(table.rows) - 1 for table in document.tables[1:]) == 19
    assert "FC-" not in words_of(content)
    assert "应当修改。（尚待审查人员确定）" in words_of(content)


def template(*lines: str, header: str = "") -> bytes:
    document = docx.Document()
    for line in lines:
        paragraph = document.add_paragraph()
        for part in line.split("|"):  # several runs, as Word leaves them after editing
            paragraph.add_run(part).bold = True
    document.add_table(1, 1).cell(0, 0).text = "{{日期}}"
    document.sections[0].header.paragraphs[0].text = header
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_template() -> None:
    """Placeholders in body, table and header, also divided over runs; blocks keep the format of their paragraph."""
    source = template("关于{{文|件名称}}的意见", "{{审核意见}}", "结论：{{ 审核结论 }}", header="{{审核机构}}")
    content = memo_template.fill(source, composed(*ALL))
    assert content == memo_template.fill(source, composed(*ALL))
    document = docx.Document(io.BytesIO(content))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[0] == "关于《云州市政府采购管理办法》的意见"
    assert lines[1:3] == ["（一）关于第八条第一款", "原文：“在本市设立分支机构”"]
    assert all(paragraph.runs[0].bold for paragraph in document.paragraphs)
    assert document.tables[0].cell(0, 0).text == "2026年6月3日"
    assert document.sections[0].header.paragraphs[0].text == "云州市司法局"
    assert "{{" not in words_of(content)


@pytest.mark.parametrize(
    ("source", "words"),
    [(template("{{不认识}}"), "{{不认识}} 不认识"), (b"nonsense", "模板不是"), (samples.docx(""), "没有占位符")],
)
def test_template_that_cannot_be_used(source: bytes, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        memo_template.fill(source, composed(*ALL))


def test_hostile_words_do_not_break_the_file() -> None:
    bad = samples.review(
        samples.whole_document(fingerprint="dd", message="{{日期}}<w:p>\x00\ud800&", suggestion="\x0b"),
        document=samples.summary(title="</w:t>{{x}}"),
    )
    made = composed(Decision("dd", "采纳"), review=bad)
    assert "{{日期}}<w:p>&" in words_of(memo.render(made, datetime(2026, 6, 3)))
    assert "{{日期}}<w:p>&" in words_of(memo_template.fill(template("{{审核意见}}"), made))


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, target = tmp_path / "review.json", tmp_path / "memo.docx"
    path.write_text(as_json.dumps(a_review()), encoding="utf-8")
    (tmp_path / "review.decisions.json").write_text(
        decisions.dumps(decisions.made(a_review(), ALL[:2])), encoding="utf-8"
    )
    arguments = ["memo", str(path), "--output", str(target), "--date", "2026-06-03", "--office", "某局"]
    assert run(arguments) == 0
    assert "还有 2 项发现没有决定" in capsys.readouterr().err
    first = target.read_bytes()
    assert "关于第八条第一款" in words_of(first)
    assert run(arguments) == 0
    assert target.read_bytes() == first
    assert run([*arguments, "--fair-table", str(tmp_path / "fair.docx")]) == 0
    assert "排斥限制外地经营者参加政府采购招标投标" in words_of((tmp_path / "fair.docx").read_bytes())
    assert run([*arguments, "--fair-table", str(target)]) == 2
    assert run([*arguments, "--decisions", str(tmp_path / "没有.json")]) == 2
    assert run(["memo", str(path), "--output", str(path)]) == 2
    assert run([*arguments, "--conclusion", "很好"]) == 2


@pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice is not installed")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    (tmp_path / "memo.docx").write_bytes(memo.render(composed(*ALL), datetime(2026, 6, 3)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "memo.docx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert (tmp_path / "memo.pdf").stat().st_size > 5000
