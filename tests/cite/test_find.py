"""Citations found in a sentence. Fields: title, doc_no, article, paragraph, item, range_to; ! marks an internal one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawcheck.cite import find
from lawcheck.model import Target
from tests.conftest import ROOT, SHARED, document


def targets(sentence: str) -> list[Target]:
    """What the sentence cites."""
    return [citation.target for citation in find(document(sentence, fragment=True))]


def short(target: Target) -> str:
    """One line for a target."""
    fields = (target.title, target.doc_no, target.article, target.paragraph, target.item, target.range_to)
    return ("! " if target.internal else "") + " ".join(str(field) for field in fields if field is not None)


@pytest.mark.parametrize(
    ("sentence", "cited"),
    [
        ("依据《公证法》第十一条第一款、第二款和第三十条办理。", ["公证法 第十一条 1", "公证法 第十一条 2", "公证法 第三十条"]),
        ("参照司发通[2021] 6号文办理。", ["司发通〔2021〕6号"]),
        ("违反本规定第8条至第10条的，依照国务院令第600号公布的《船员条例》第六十条处理，该条例第61条从其规定。",
         ["! 第八条 第十条", "船员条例 国务院令第600号 第六十条", "船员条例 第六十一条"]),
        ("《中华人民共和国仲裁法》（以下称仲裁法）施行前的协议，适用仲裁法第十六条第二款第（一）至（三）项。",
         ["中华人民共和国仲裁法", "中华人民共和国仲裁法 第十六条 2 （一） （三）"]),
        ("前款第二项的单位凭《备案回执》办理，前条和第九条第三款另有规定的除外。", ["! （二）", "! ", "! 第九条 3"]),
        ("依照《关于修改〈拍卖法〉的决定》和原《典当办法（试行）》第四章执行。", ["关于修改〈拍卖法〉的决定", "典当办法（试行）"]),
        ("违反海洋环境保护法第九条的，依法处理。", ["海洋环境保护法 第九条"]),  # a name without 《》
        ("违反本办法第五条的，责令改正。", ["! 第五条"]),
        ("列入本办法第五条名录的，从其规定。", ["! 第五条"]),  # 列入本办法 is no name of a law
        ("持《营业执照》和《报名表》办理。", []),
        ("依照有关法律法规的规定处理。", []),
        ("本项目第三条线路于年底开通。", []),
        ("《票据法》第二章的规定。", ["票据法"]),
        ("第十至十三条的规定不适用。", ["! 第十条 第十三条"]),
        ("依照刑法第二百三十四条之一处理。", ["刑法 第二百三十四条之一"]),
        ("生态环境部、公安部令第23号发布的规定。", ["生态环境部、公安部令第23号"]),
        ("违反本《办法》第二十条、第二十一条的，从其规定。", ["! 第二十条", "! 第二十一条"]),  # the draft itself
        ("违反第三十一条的第二款、第三款规定的，责令改正。", ["! 第三十一条 2", "! 第三十一条 3"]),
        ("《中华人民共和国残疾人证》（以下简称残疾人证）免费核发，凭残疾人证乘车。", []),  # defined, and no document
        ("依照《中华人民共和国慈善法》（以下简称慈善法）宣传慈善法律法规。", ["中华人民共和国慈善法"]),
        ("履行食品安全法第四条的义务。", ["食品安全法 第四条"]),
        ("违反甲乙法第三条和丙丁法第五条的，从重。", ["甲乙法 第三条", "丙丁法 第五条"]),
    ],
)  # fmt: skip
def test_sentences(sentence: str, cited: list[str]) -> None:
    """One line a rule of the conventions."""
    assert [short(target) for target in targets(sentence)] == cited


def test_span_is_the_words() -> None:
    """The span covers name and article."""
    found = document("应当依照《公证法》第十一条第一款办理。", fragment=True)
    assert [citation.span.of(found.text) for citation in find(found)] == ["《公证法》第十一条第一款"]


def test_labels_of_the_draft_are_no_citations() -> None:
    """第一条 at the head of an article cites nothing."""
    found = document("某办法\n第一条 甲。\n第二条 违反第一条的，责令改正。")
    assert [short(citation.target) for citation in find(found)] == ["! 第一条"]


@given(st.text(alphabet="《》〈〉第条款项一二三十（）、和至前本该法办号〔〕2令，。 ", max_size=60))
def test_any_text_is_survived(text: str) -> None:
    """Spans lie inside the text, in order."""
    if not text.strip():
        return
    found = document("甲" + text, fragment=True)
    position = 0
    for citation in find(found):
        assert position <= citation.span.start < citation.span.end <= len(found.text)
        position = citation.span.start


def figures(path) -> tuple[float, list[str]]:  # type: ignore[no-untyped-def]
    """F1 over a labelled set, and what went wrong."""
    right = false = missed = 0
    wrong = []
    names = ("title", "doc_no", "article", "paragraph", "item", "range_to", "internal")
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        sentence = case.get("sentence") or case["text"]
        got = [tuple(getattr(target, name) for name in names) for target in targets(sentence)]
        wanted = [tuple(entry[name] for name in names) for entry in case["citations"]]
        for entry in wanted:
            if entry in got:
                got.remove(entry)
                right += 1
            else:
                missed += 1
                wrong.append(f"missed {entry}: {sentence}")
        false += len(got)
        wrong += [f"false {entry}: {sentence}" for entry in got]
    return 2 * right / (2 * right + false + missed), wrong


@pytest.mark.skipif(not SHARED.exists(), reason="labelled sentences are not at hand")
def test_labelled_sentences() -> None:
    """The development set is read without a mistake."""
    f1, wrong = figures(SHARED / "eval/citations.dev.jsonl")
    assert f1 == 1.0, wrong


def test_sentences_written_by_others() -> None:
    """Sentences by somebody who had not seen the patterns."""
    f1, wrong = figures(ROOT / "tests/cases/citations.jsonl")
    assert f1 >= 0.99, wrong
