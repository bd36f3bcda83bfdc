"""Annotate every docx below some folders and check what must hold whatever the file.

For each file that can be read: some forty findings on words all over the text, with the review's own, become
comments (every fifth with an exact replacement as a revision in a second copy). Checked are: the text read back is
the same; every comment covers exactly its words, or says which words it means; comments and revisions that were
there are the same; no other part of the package changed; the copy with revisions reads as the old text when ours are
refused. With LibreOffice at hand all copies are opened by it; with openxml-audit installed (pip install
openxml-audit) a copy may have no fault that its original has not.

    python benchmarks/round_trip.py FOLDER... [--no-office]
"""

from __future__ import annotations

import argparse
import io
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from lxml import etree

from lawcheck.errors import ReadError
from lawcheck.model import Finding, Location, Replacement, Review, Source, Span
from lawcheck.read import read_bytes
from lawcheck.read.convert import office
from lawcheck.report.annotate import annotate
from lawcheck.workflows.review import Reviewer, Settings

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AUTHOR, WHEN = "合法性审核", datetime(2026, 6, 1)
FINDINGS = 40
REVISIONS = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange"))


@dataclass(frozen=True)
class Copy:
    """A file, its annotated copy, and the copy with suggestions."""

    name: str
    before: bytes
    comments: bytes
    suggested: bytes


def main() -> int:
    """Check all files; print the faults and the counts."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, default=[Path(__file__).parents[1] / "examples"])
    parser.add_argument("--no-office", action="store_true")
    given = parser.parse_args()
    counts: Counter[str] = Counter()
    faults: list[str] = []
    copies = [copy for path in files(given.folders) if (copy := checked(path, counts, faults))]
    faults += audited(copies, counts)
    if not given.no_office and office():
        faults += opened(copies, counts)
    print("\n".join(faults))
    print("，".join(f"{name} {count}" for name, count in counts.items()) + f"，faults {len(faults)}")
    return 1 if faults else 0


def files(folders: Sequence[Path]) -> Iterator[Path]:
    """Word files below the folders."""
    for folder in folders:
        yield from sorted(p for p in folder.rglob("*") if p.suffix.lower() in (".docx", ".docm", ".dotx"))


REVIEWER = Reviewer(Settings(as_of=date(2026, 6, 1)))


def checked(path: Path, counts: Counter[str], faults: list[str]) -> Copy | None:
    """Annotate one file and check its copies."""
    data = path.read_bytes()
    counts["files"] += 1
    try:
        source = read_bytes(data, path.name)
        if source.format != "docx":
            counts["not docx inside"] += 1
            return None
        review = reviewed(path, data, source)
        first, second = (
            annotate(data, source, review, author=AUTHOR, date=WHEN, names={}, suggest=suggest)
            for suggest in (False, True)
        )
    except ReadError as error:
        counts["refused (not-annotatable)" if error.code == "not-annotatable" else "not readable"] += 1
        return None
    counts["annotated"] += 1
    found = [*same_text(first, source), *ranges_fit(first, data, source, review, counts), *untouched(data, first)]
    found += [*untouched(data, second), *refused_gives_back(second, source, counts)]
    faults.extend(f"{path.name}: {fault}" for fault in found)
    return Copy(path.name, data, first, second)


def reviewed(path: Path, data: bytes, source: Source) -> Review:
    """The review of the file with further findings at random places."""
    review = REVIEWER.review(path.name, data).review
    chance = random.Random(path.name)
    spans = []
    for _ in range(FINDINGS if source.text.strip() else 0):
        start = chance.randrange(len(source.text))
        spans.append(Span(start, min(len(source.text), start + chance.randint(1, 30))))
    more = [_finding(source, number, span) for number, span in enumerate(spans)]
    return replace(review, findings=(*review.findings, *more))


def _finding(source: Source, number: int, span: Span) -> Finding:
    exact = (Replacement(Span(span.start, min(span.start + 2, span.end)), "换了"),) if number % 5 == 0 else ()
    return Finding(
        f"{number:016x}", "seeded/anything", "DR-2", "info", Location(), span, span.of(source.text), "试", (), "",
        replacements=exact,
    )  # fmt: skip


def same_text(copy: bytes, source: Source) -> Iterator[str]:
    """The text read back."""
    if read_bytes(copy, "copy.docx").text != source.text:
        yield "the text changed"


def ranges_fit(copy: bytes, before: bytes, source: Source, review: Review, counts: Counter[str]) -> Iterator[str]:
    """Every comment of ours covers its words, or quotes them; those that were there are the same."""
    texts, covered = comments(copy), ranges(copy)
    old = comments(before)
    if [entry for entry in old.items() if texts.get(entry[0]) != entry[1]]:
        yield "an earlier comment changed"
    own = sorted((number for number in texts if number not in old), key=int)
    if len(own) != len(review.findings):
        yield f"{len(own)} comments for {len(review.findings)} findings"
    for number, finding in zip(own, review.findings, strict=False):
        counts["comments"] += 1
        if squeezed(covered.get(number, "")) == squeezed(held(source, finding.span)):
            counts["exact"] += 1
        elif not finding.quote.strip():
            counts["whole document"] += 1
        elif "所指文字" in texts[number] or not held(source, finding.span):
            counts["container"] += 1
        else:
            yield f"comment {number} covers “{covered.get(number, '')[:30]}”, not “{finding.quote[:30]}”"


def held(source: Source, span: Span) -> str:
    """The words of a span that stand in the file: an automatic number does not."""
    parts = []
    for anchor in source.anchors:
        start, end = max(anchor.span.start, span.start), min(anchor.span.end, span.end)
        if start < end and anchor.place is not None:
            parts.append(source.text[start:end])
    return "".join(parts)


def untouched(before: bytes, after: bytes) -> Iterator[str]:
    """No other part changed, and the revisions of others are the same."""
    old, new = (zipfile.ZipFile(io.BytesIO(data)) for data in (before, after))
    changed = [info.filename for info in old.infolist() if new.read(info.filename) != old.read(info.filename)]
    allowed = re.compile(
        r"(?i)/?\[Content_Types\]\.xml|.*document\d*\.xml(\.rels)?|.*comments\d*\.xml|.*main.*\.xml(\.rels)?"
    )
    yield from (f"part {name} changed" for name in changed if not allowed.fullmatch(name))
    if revisions(before) != [one for one in revisions(after) if one[1] != (AUTHOR, "2026-06-01T00:00:00Z")]:
        yield "an earlier revision changed"


def refused_gives_back(copy: bytes, source: Source, counts: Counter[str]) -> Iterator[str]:
    """With our revisions refused the text is the old one."""
    name, root = main_part(copy)
    for element in list(root.iter(W + "ins", W + "del")):
        if (element.get(W + "author"), element.get(W + "date")) != (AUTHOR, "2026-06-01T00:00:00Z"):
            continue
        if element.tag == W + "ins":
            counts["revisions"] += 1
            element.getparent().remove(element)
        else:
            for text in element.iter(W + "delText"):
                text.tag = W + "t"
            for run in list(element):
                element.addprevious(run)
            element.getparent().remove(element)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(copy)) as old, zipfile.ZipFile(buffer, "w") as new:
        for info in old.infolist():
            new.writestr(info, etree.tostring(root) if info.filename == name else old.read(info.filename))
    if read_bytes(buffer.getvalue(), "refused.docx").text != source.text:
        yield "refusing the revisions does not give the old text"


def main_part(data: bytes) -> tuple[str, etree._Element]:
    """Name and content of the main part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = etree.fromstring(archive.read("_rels/.rels"))
        target = next(r.get("Target") for r in relations if str(r.get("Type")).endswith("/officeDocument"))
        names = {info.filename.replace("\\", "/").lstrip("/").lower(): info.filename for info in archive.infolist()}
        name = names[str(target).lstrip("/").lower()]
        return name, etree.fromstring(archive.read(name))


def revisions(data: bytes) -> list[tuple[str, tuple[str, str], str]]:
    """Kind, hand and words of all revisions."""
    _, root = main_part(data)
    hand = (
        (element, (str(element.get(W + "author")), str(element.get(W + "date"))))
        for element in root.iter(*REVISIONS)
    )
    return [(str(element.tag), who, "".join(element.itertext())) for element, who in hand]


def comments(data: bytes) -> dict[str, str]:
    """The words of each comment by its number."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if re.search(r"(?i)comments\d*\.xml$", name)]
        found: dict[str, str] = {}
        for name in names:
            for comment in etree.fromstring(archive.read(name)).iter(W + "comment"):
                found[str(comment.get(W + "id"))] = "\n".join("".join(p.itertext()) for p in comment.iter(W + "p"))
    return found


def ranges(data: bytes) -> dict[str, str]:
    """The words that each comment covers, read from the marks alone."""
    _, root = main_part(data)
    opened: dict[str, str] = {}
    closed: dict[str, str] = {}
    for element in root.iter():
        if element.tag == W + "t" and is_unseen(element):
            continue
        if element.tag == W + "commentRangeStart":
            opened[str(element.get(W + "id"))] = ""
        elif element.tag == W + "commentRangeEnd" and element.get(W + "id") in opened:
            closed[str(element.get(W + "id"))] = opened.pop(str(element.get(W + "id")))
        words = {W + "t": element.text or "", W + "noBreakHyphen": "-", W + "sym": "☑"}.get(str(element.tag), "")
        for number in opened:
            opened[number] += words
    return closed


def is_unseen(text: etree._Element) -> bool:
    """Hidden words, and the reading that stands over others."""
    return bool(text.xpath("ancestor::w:rt or parent::w:r/w:rPr/w:vanish", namespaces={"w": W[1:-1]}))


def squeezed(text: str) -> str:
    """Without blanks, and signs of other fonts as one."""
    return re.sub(r"[\s☑☐✓☒•\ufffc]", "", text)


def opened(copies: Sequence[Copy], counts: Counter[str]) -> Iterator[str]:
    """All copies with suggestions opened by LibreOffice; what it does not open either as it was is no fault of ours."""
    missing = converted([copy.suggested for copy in copies], 120)
    for number in list(missing):
        if not converted([copies[number].suggested], 60):
            missing.remove(number)
    counts["opened by LibreOffice"] += len(copies) - len(missing)
    for number in missing:
        if converted([copies[number].before], 60):
            counts["not opened, nor is the original"] += 1
        else:
            yield f"{copies[number].name}: LibreOffice opens the original, but not the copy"


def converted(files: Sequence[bytes], seconds: float) -> list[int]:
    """Convert files in one call of LibreOffice; the numbers of those that it did not convert in this time."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for number, data in enumerate(files):
            (folder / f"{number}.docx").write_bytes(data)
        command = [
            str(office()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "odt",
            "--outdir", str(folder / "out"), *(str(folder / f"{number}.docx") for number in range(len(files))),
        ]  # fmt: skip
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True) as process:
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
        made = [folder / "out" / f"{number}.odt" for number in range(len(files))]
        return [number for number, path in enumerate(made) if not path.is_file() or not path.stat().st_size]


def audited(copies: Sequence[Copy], counts: Counter[str]) -> Iterator[str]:
    """No fault against the Open XML schemas that the original has not."""
    try:
        from openxml_audit import OpenXmlValidator
    except ImportError:
        print("openxml-audit is not installed: packages are not checked against the schemas", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "draft.docx"
        for copy in copies:
            kinds = []
            for data in (copy.before, copy.comments, copy.suggested):
                path.write_bytes(data)
                result = OpenXmlValidator().validate(path)
                kinds.append(Counter(re.sub(r"\d+", "", str(error.description)) for error in result.errors))
            counts["checked against the schemas"] += 1
            for kind in (kinds[1] - kinds[0]) | (kinds[2] - kinds[0]):
                yield f"{copy.name}: {kind[:200]}"


if __name__ == "__main__":
    raise SystemExit(main())
