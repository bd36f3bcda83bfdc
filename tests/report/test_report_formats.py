"""Markdown, xlsx, SARIF and JUnit: what they hold, that nothing of a draft is obeyed, the same bytes twice."""

from __future__ import annotations

import io
import json
import re
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
import samples
from lxml import etree
from pydantic import ValidationError
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as SarifLog

from lawcheck.model import Location, Review, Suppressed
from lawcheck.report import as_json, formats, markdown, sarif
from lawcheck.report.summary import BatchRow
from lawcheck.rules import loader
from lawcheck.workflows.registry import registry
from lawcheck.workflows.review import Reviewer
from tests.conftest import ROOT

FORMATS = ("markdown", "html", "xlsx", "sarif", "junit")
SCHEMA = json.loads((ROOT / "docs/schema/review.schema.json").read_text(encoding="utf-8"))
HOSTILE = '=HYPERLINK("http://evil.invalid")|<b>[链接](http://x.invalid) `代码` *重* www.x.invalid a@b.invalid $x$\n# 标题\x00\ud800'


def a_review() -> Review:
    error = samples.finding(samples.TEXT, "在本市设立分支机构", related=("f-absent",))
    kept = samples.finding(
        samples.TEXT, "另行规定。\n第九条", severity="warning", review_point="LG-8.2", location=Location("第八条", 1),
        suppressed=Suppressed("已经说明", "张三", "2026-12-31"),
    )  # fmt: skip
    return samples.review(error, kept, samples.whole_document(severity="info"))


def rows() -> list[BatchRow]:
    return [
        BatchRow("草案.docx", a_review(), text=samples.TEXT),
        BatchRow("坏.docx", None, "damaged", "文件已损坏"),
    ]


def hostile() -> list[BatchRow]:
    bad = replace(
        a_review(),
        conclusion_reason=HOSTILE,
        document=samples.summary(title=HOSTILE, path=HOSTILE.replace("\ud800", "\udce9")),
    )
    bad = replace(bad, findings=tuple(replace(f, message=HOSTILE, quote=HOSTILE) for f in bad.findings))
    return [
        BatchRow(HOSTILE.replace("\ud800", "\udce9"), bad, text=HOSTILE),
        BatchRow("-x", None, "damaged", HOSTILE),
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_same_bytes_twice(name: str) -> None:
    first = formats.render(name, rows(), samples.NAMES)
    assert formats.render(name, rows(), samples.NAMES) == first


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_text_can_be_written(name: str) -> None:
    assert formats.render(name, hostile(), samples.NAMES)
    assert formats.render(name, [], {})


def test_markdown() -> None:
    text = formats.render("markdown", rows(), samples.NAMES).decode()
    for words in (
        "# 合法性审核：共 2 件",
        "【在本市设立分支机构】",
        "应当予以修改",
        "未能审核：文件已损坏",
        "已经说明",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a|b<c>[d]*e*_f_`g`", r"a\|b\<c\>\[d\]\*e\*\_f\_\`g\`"),
        ("# 一", r"\# 一"),
        ("- 项", r"\- 项"),
        ("http://x www.y", r"http\://x www\.y"),
        ("第8.5条", "第8.5条"),
        ("a@b", r"a\@b"),
        ("第一行\n第二行", "第一行↵第二行"),
        ("\\", "\\\\"),
    ],
)
def test_markdown_escapes(text: str, escaped: str) -> None:
    assert markdown.words(text) == escaped


def test_xlsx() -> None:
    book = openpyxl.load_workbook(io.BytesIO(formats.render("xlsx", rows(), samples.NAMES)))
    assert book.sheetnames == ["审核发现", "引用核验", "概况"]
    findings = book["审核发现"]
    assert (findings.max_row, findings.freeze_panes, findings.auto_filter.ref) == (4, "A2", "A1:O4")
    values = [cell.value for cell in findings[2]]
    assert "在本市设立分支机构" in values
    assert "第八条第一款" in values
    assert book["引用核验"].max_row == 4
    assert "未能审核" in [cell.value for cell in book["概况"]["B"]]


def test_xlsx_holds_no_formula() -> None:
    data = formats.render("xlsx", hostile(), {"FC-9.3": "=1+1"})
    book = openpyxl.load_workbook(io.BytesIO(data))
    kinds = {cell.data_type for sheet in book for line in sheet for cell in line}
    assert "f" not in kinds
    quoted = [cell for line in book["审核发现"] for cell in line if str(cell.value).startswith("=")]
    assert quoted
    assert all(cell.quotePrefix for cell in quoted)


def test_sarif() -> None:
    ruleset = loader.load((), registry().keys())
    log = json.loads(formats.render("sarif", rows(), samples.NAMES, ruleset.rules))
    (run,) = log["runs"]
    first, kept, whole = run["results"]
    region = first["locations"][0]["physicalLocation"]["region"]
    assert samples.TEXT[region["charOffset"] :][: region["charLength"]] == "在本市设立分支机构"
    line = samples.TEXT.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "在本市设立分支机构"
    wide = kept["locations"][0]["physicalLocation"]["region"]
    assert (wide["startLine"], wide["endLine"], wide["endColumn"]) == (3, 4, 4)
    assert "region" not in whole["locations"][0]["physicalLocation"]
    assert kept["suppressions"][0]["justification"] == "已经说明（张三，至 2026-12-31）"
    assert first["partialFingerprints"] == {"lawcheckFinding/v1": a_review().findings[0].fingerprint}
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert [entry["location"]["uri"] for entry in run["artifacts"]] == ["%E8%8D%89%E6%A1%88.docx", "%E5%9D%8F.docx"]


@pytest.mark.parametrize("spoiled", [False, True])
def test_sarif_is_valid(spoiled: bool) -> None:
    """Against models generated from the official schema: unknown keys, missing ones and wrong values are refused."""
    log = json.loads(formats.render("sarif", rows(), samples.NAMES, loader.load((), registry().keys()).rules))
    for suppression in (s for result in log["runs"][0]["results"] for s in result.get("suppressions", ())):
        # The models have the name that this key bore in the last draft of the schema.
        suppression["state"] = suppression.pop("status")
    if spoiled:
        log["runs"][0]["results"][0]["colour"] = "red"
    with pytest.raises(ValidationError, match="colour") if spoiled else nullcontext():
        SarifLog.model_validate(log)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a b/c.docx", "a%20b/c.docx"),
        ("/x/y.docx", "file:///x/y.docx"),
        ("caf\udce9.txt", "caf%E9.txt"),
        ("a:b.txt", "a%3Ab.txt"),
    ],
)
def test_sarif_uri(path: str, expected: str) -> None:
    assert sarif.uri(path) == expected


def test_junit() -> None:
    root = etree.fromstring(formats.render("junit", rows(), samples.NAMES))
    assert dict(root.attrib) == {"name": "lawcheck", "tests": "7", "failures": "1", "errors": "1", "skipped": "2"}
    assert "在本市设立分支机构" in root.findtext(".//failure")
    names = [case.get("name") for case in root.iter("testcase")]
    assert len(set(names)) == len(names)
    warned = etree.fromstring(formats.render("junit", rows(), samples.NAMES, (), ("error", "warning")))
    assert warned.get("failures") == "1"  # the only warning is suppressed
    assert etree.fromstring(formats.render("junit", rows(), samples.NAMES, (), ())).get("failures") == "0"


# The schema of the JSON


def _closed(schema: Any) -> Any:
    """The same schema with unknown keys forbidden: every key that is written has to be described."""
    if isinstance(schema, dict):
        inner = {key: _closed(value) for key, value in schema.items()}
        return {**inner, "additionalProperties": False} if "properties" in inner else inner
    return [_closed(entry) for entry in schema] if isinstance(schema, list) else schema


def test_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.[dmt][oxd]*")), ids=lambda path: path.name[:6])
def test_real_reviews_fit_the_schema(path: Path, reviewer: Reviewer) -> None:
    data = as_json.to_dict(reviewer.review(str(path)).review)
    jsonschema.Draft202012Validator(_closed(SCHEMA)).validate(data)


def test_small_reviews_fit_the_schema() -> None:
    validator = jsonschema.Draft202012Validator(_closed(SCHEMA))
    for review in (a_review(), samples.review(), replace(a_review(), conclusion=None)):
        validator.validate(as_json.to_dict(review))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("findings", 0, "severity"), "fatal"),
        (("as_of",), "today"),
        (("schema_version",), 2),
        (("findings",), None),
    ],
)
def test_schema_refuses(path: tuple[Any, ...], value: object) -> None:
    data: Any = json.loads(as_json.dumps(a_review()))
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    assert list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(data))


def test_words_of_the_schema_are_described() -> None:
    assert not re.findall(r'"description": ""', json.dumps(SCHEMA))
