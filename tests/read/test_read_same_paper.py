"""Same paper, same tree: one draft in every format gives one outline and the same findings."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from builder import docx, level, numbered, numbering, ofd, ofd_text, paragraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lawcheck.model import Document
from lawcheck.read import convert
from lawcheck.text.numerals import chinese
from lawcheck.workflows.review import Reviewer

# (level, words): level 0 chapter, 1 article, 2 item, None a line without a number. The draft holds planted faults.
Unit = tuple[int | None, str]
DRAFT: tuple[Unit, ...] = (
    (None, "临溪市公共停车场管理办法"),
    (None, "临溪市人民政府"),
    (0, "总则"),
    (1, "为了规范公共停车场管理，维护停车秩序，根据《中华人民共和国道路交通安全法》等法律、法规，结合本市实际，制定本办法。"),
    (1, "本市行政区域内公共停车场的规划、建设、使用和管理，适用本办法。"),
    (1, "市公安机关交通管理部门负责全市公共停车场的监督管理工作，县（市、区）公安机关交通管理部门负责本行政区域内的具体工作。"),
    (0, "经营管理"),
    (1, "停车场经营者应当遵守下列规定："),
    (2, "在显著位置公示收费标准、监督电话和服务时间；"),
    (2, "供应商应当在本市设立分支机构，方可参加停车场设备的政府采购；"),
    (2, "法律、法规规定的其他事项。"),
    (1, "入场经营者须预交环境管理费，未缴纳的不得营业。"),
    (None, "前款规定的费用由停车场经营者代为收取，按照季度公布收支情况，并接受社会监督。"),
    (0, "附则"),
    (1, "违反本办法第十二条规定的，由公安机关交通管理部门责令改正。"),
    (1, "本办法自2026年9月1日起施行，有效期五年。"),
)  # fmt: skip
FORMS = (("第{}章", "　"), ("第{}条", "　"), ("（{}）", ""))


def typed() -> list[str]:
    """The lines of the draft with their numbers."""
    counts = [0, 0, 0]
    lines = []
    for kind, words in DRAFT:
        label = ""
        if kind is not None:
            counts[kind] += 1
            counts[2] = counts[2] if kind == 2 else 0
            form, gap = FORMS[kind]
            label = form.format(chinese(counts[kind])) + gap
        lines.append(label + words)
    return lines


def as_docx() -> bytes:
    return docx("".join(paragraph(line) for line in typed()))


def as_numbered_docx() -> bytes:
    """Chapters, articles and items in one list; articles run through the chapters."""
    extra = ("", '<w:lvlRestart w:val="0"/>', "")
    levels = "".join(
        level(index, "chineseCountingThousand", form.format(f"%{index + 1}"), extra=extra[index], suffix=suffix)
        for index, ((form, _), suffix) in enumerate(zip(FORMS, ("space", "tab", "nothing"), strict=True))
    )
    body = "".join(paragraph(words, "" if kind is None else numbered(1, kind)) for kind, words in DRAFT)
    return docx(body, {"numbering": numbering(levels)})


def as_html() -> bytes:
    body = "".join(f"<p>&nbsp;&nbsp;{escape(line)}</p>\n" for line in typed())
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>".encode()


def as_text() -> bytes:
    return "\r\n".join(typed()).encode("gb18030")


def as_wrapped_text() -> bytes:
    """Wrapped at 30 characters, each paragraph indented by two."""
    indented = [line if index < 2 else "　　" + line for index, line in enumerate(typed())]
    return "\n".join(line[start : start + 30] for line in indented for start in range(0, len(line), 30)).encode()


def as_markdown() -> bytes:
    lines = []
    for (kind, _), line in zip(DRAFT, typed(), strict=True):
        head = "## " if kind == 0 else ""
        if kind == 1:
            label, gap, words = line.partition("　")
            line = f"**{label}**{gap}{words}"
        lines.append(head + line)
    return ("# " + "\n\n".join(lines)).encode()


def as_ofd() -> bytes:
    """28 characters a row, two of them blank at the start of a paragraph, 22 rows a page, a number below each page."""
    rows: list[tuple[float, str]] = []
    for index, line in enumerate(typed()):
        first = 28 if index < 2 else 26
        rows.append((25 if index >= 2 else 25 + (28 - len(line)) * 2.8, line[:first]))
        rows[-1] = (rows[-1][0] + (11.2 if index >= 2 else 0), rows[-1][1])
        rows += [(25, line[start : start + 28]) for start in range(first, len(line), 28)]
    pages = [rows[start : start + 22] for start in range(0, len(rows), 22)]
    return ofd(
        [
            "".join(ofd_text(x, 30 + 10 * row, words) for row, (x, words) in enumerate(page))
            + ofd_text(100, 285, f"— {number} —")
            for number, page in enumerate(pages, start=1)
        ]
    )


def outline(document: Document) -> list[tuple[str, str, str]]:
    """Every provision: its level, its number, its words without blanks; rows of a page may end anywhere."""
    text = document.text
    return [(one.level, one.number, "".join(one.span.of(text).split())) for one in document.walk()]


def findings(reviewer: Reviewer, name: str, data: bytes) -> list[tuple[str, str, str]]:
    done = reviewer.review(name, data)
    return sorted((one.rule_id, str(one.location), one.fingerprint) for one in done.review.findings)


FORMATS: dict[str, Callable[[], bytes]] = {
    "numbered.docx": as_numbered_docx,
    "page.html": as_html,
    "gb18030.txt": as_text,
    "wrapped.txt": as_wrapped_text,
    "draft.md": as_markdown,
    "draft.ofd": as_ofd,
}


def compare(reviewer: Reviewer, name: str, data: bytes) -> None:
    wanted, found = (reviewer.review(label, bytes_) for label, bytes_ in (("typed.docx", as_docx()), (name, data)))
    assert outline(found.document) == outline(wanted.document)
    assert findings(reviewer, name, data) == findings(reviewer, "typed.docx", as_docx())
    assert found.document.profile.title == wanted.document.profile.title == "临溪市公共停车场管理办法"


@pytest.mark.parametrize("name", FORMATS)
def test_same_outline_and_same_findings(name: str, reviewer: Reviewer) -> None:
    compare(reviewer, name, FORMATS[name]())


def test_the_draft_is_worth_comparing(reviewer: Reviewer) -> None:
    done = reviewer.review("a.docx", as_docx())
    levels = [one.level for one in done.document.walk()]
    assert [levels.count(level) for level in ("chapter", "article", "item")] == [3, 7, 3]
    assert len({one.rule_id for one in done.review.findings}) >= 3


@pytest.mark.skipif(convert.office() is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("kind", ["pdf", "doc", "odt"])
def test_same_outline_through_libreoffice(kind: str, reviewer: Reviewer, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(as_docx())
    command = [str(convert.office()), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", kind, "--outdir", str(tmp_path), str(tmp_path / "a.docx")]
    subprocess.run(command, check=False, capture_output=True, timeout=100)
    compare(reviewer, f"a.{kind}", (tmp_path / f"a.{kind}").read_bytes())


BLANKS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["", "　　", "  ", "\t", "　"])),
    min_size=len(DRAFT),
    max_size=len(DRAFT),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blanks=BLANKS, is_docx=st.booleans())
def test_blank_lines_and_indents_change_nothing(
    blanks: list[tuple[int, str]], is_docx: bool, reviewer: Reviewer
) -> None:
    lines: list[str] = []
    for (empty, indent), line in zip(blanks, typed(), strict=True):
        lines += ["", " 　"][:empty]
        lines.append(indent + line)
    data = docx("".join(map(paragraph, lines))) if is_docx else "\n".join(lines).encode()
    compare(reviewer, "blanks", data)
