"""The JSON is the contract: its shape, reading back, and what never gets out."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import samples

from lawcheck.errors import UsageError
from lawcheck.model import Baseline, Evidence, Location, Replacement, Review, Span
from lawcheck.report import as_json


def full_review() -> Review:
    first = samples.finding(
        samples.TEXT,
        "在本市设立分支机构",
        evidence=(Evidence("政府采购法", "第二十二条", "供应商参加政府采购活动应当具备下列条件", "增设条件"),),
        related=("f-absent",),
        replacements=(Replacement(Span(60, 62), "设置"),),
    )
    notice = samples.finding(
        samples.TEXT, "自发布之日", location=Location(heading="二、（一）", attachment="附件1")
    )
    earlier = Baseline("ab" * 32, "2026-05-01", 3)
    return samples.review(first, notice, samples.whole_document(), baseline=earlier)


def test_shape() -> None:
    data = as_json.to_dict(full_review())
    assert list(data) == [
        "schema_version", "tool", "document", "as_of", "conclusion", "conclusion_reason", "questions", "incomplete",
        "citations", "findings", "warnings", "asked", "baseline",
    ]  # fmt: skip
    assert list(data["tool"]) == ["name", "version", "rulesets", "corpus"]
    assert set(data["tool"]["corpus"]) == {"sha256", "documents", "articles", "name", "note"}
    finding = data["findings"][0]
    assert (finding["article"], finding["paragraph"], finding["item"]) == ("第八条", 1, None)
    assert finding["location"] == "第八条第一款"
    assert samples.TEXT[finding["start"] : finding["end"]] == finding["quote"]
    assert data["findings"][1]["article"] is None
    assert data["findings"][1]["location"] == "附件1二、（一）"
    assert data["incomplete"] == [
        {"rule_id": "legality/slow", "reason": "超时"},
        {"stage": "比对", "reason": "没有条文"},
    ]


def test_citations() -> None:
    repealed, unresolved, internal = as_json.to_dict(full_review())["citations"]
    assert repealed["status"] == "repealed"
    assert repealed["resolved"] == {
        "title": "中华人民共和国政府采购法",
        "version": "2014-08-31",
        "rank": "law",
        "article_exists": True,
        "text": "供应商是指……",
    }
    assert (unresolved["status"], unresolved["resolved"], unresolved["doc_no"]) == (
        "unknown",
        None,
        "财库〔2020〕46号",
    )
    assert (internal["status"], internal["internal"], internal["resolved"]) == ("internal_ok", True, None)


@pytest.mark.parametrize("changes", [{}, {"conclusion": None, "conclusion_reason": "这是片段"}, {"findings": ()}])
def test_reads_back(changes: dict[str, object]) -> None:
    review = replace(full_review(), **changes)  # type: ignore[arg-type]
    data = as_json.to_dict(review)
    back = as_json.from_dict(json.loads(as_json.dumps(review)))
    assert as_json.to_dict(back) == data
    assert back.findings == review.findings
    assert (back.tool, back.document, back.questions) == (review.tool, review.document, review.questions)
    assert (back.incomplete, back.warnings) == (review.incomplete, review.warnings)
    assert [c[0].target for c in back.citations] == [c[0].target for c in review.citations]
    assert back.citations[1] == review.citations[1]  # never resolved, and so again


def test_a_location_without_heading_key_is_kept() -> None:
    data = as_json.to_dict(full_review())
    del data["findings"][1]["heading"], data["findings"][1]["attachment"]
    back = as_json.from_dict(data)
    assert str(back.findings[1].location) == "附件1二、（一）"
    assert str(back.findings[2].location) == "全文"


def test_hostile_characters() -> None:
    review = samples.review(
        samples.whole_document(message="坏\x00\x0b\x1b[31m\ud800\ufffe字\u2028行\x85"),
        document=samples.summary(path="caf\udce9\x07.docx"),
    )
    line = as_json.line(review)
    assert len(line.splitlines()) == 1
    line.encode()
    data = json.loads(line)
    assert data["findings"][0]["message"] == "坏[31m字\u2028行\x85"
    assert data["document"]["path"] == "caf\\xe9.docx"


def test_batch_line_of_an_unreadable_file() -> None:
    data = json.loads(as_json.batch_line("a\x00.docx", None, "damaged", "文件已损坏"))
    assert data["document"] == {"path": "a.docx"}
    assert data["error"] == {"code": "damaged", "message": "文件已损坏"}


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (("schema_version",), 2, "schema_version"),
        (("tool",), None, "tool"),
        (("tool", "corpus", "documents"), "3", "tool.corpus.documents"),
        (("tool", "corpus", "documents"), True, "tool.corpus.documents"),
        (("findings",), {}, "findings"),
        (("findings", 0), "x", "findings[0]"),
        (("findings", 0, "severity"), "fatal", "findings[0].severity"),
        (("findings", 0, "end"), 0, "findings[0].end"),
        (("findings", 0, "start"), -1, "findings[0].start"),
        (("findings", 0, "paragraph"), 10**9, "findings[0].paragraph"),
        (("findings", 0, "basis", 0, "law"), None, "findings[0].basis[0].law"),
        (("findings", 0, "related"), [1], "related[0]"),
        (("citations", 0, "status"), "gone", "citations[0].status"),
        (("citations", 0, "resolved", "rank"), "emperor", "citations[0].resolved.rank"),
        (("citations", 0, "internal"), "yes", "citations[0].internal"),
        (("findings", 0, "replacements", 0, "text"), None, "findings[0].replacements[0].text"),
        (("baseline", "known"), -1, "baseline.known"),
        (("questions", 0, "answer"), "maybe", "questions[0].answer"),
        (("document", "normative"), "是", "document.normative"),
    ],
)
def test_errors_name_their_place(path: tuple[str | int, ...], value: object, named: str) -> None:
    data = as_json.to_dict(full_review())
    inner = data
    for key in path[:-1]:
        inner = inner[key]  # type: ignore[index]
    inner[path[-1]] = value  # type: ignore[index]
    with pytest.raises(UsageError, match="审核结果文件无法读取") as caught:
        as_json.from_dict(data)
    assert named in str(caught.value)


@pytest.mark.parametrize("text", ["", "[1]", "null", "{", "[" * 100_000])
def test_not_a_review(text: str) -> None:
    with pytest.raises(UsageError):
        as_json.loads(text)
