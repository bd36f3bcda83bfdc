"""The citations of a draft: as JSON and as a table, for ``lawcheck cite`` and within a review."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lawcheck.model import Citation, Resolution, Status
from lawcheck.report.characters import visible
from lawcheck.report.labels import STATUSES, place, status_of

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

Cited = tuple[Citation, str, str]
_STYLES = {
    Status.CURRENT: "green",
    Status.INTERNAL_OK: "green",
    Status.AMENDED: "yellow",
    Status.NOT_YET: "yellow",
    Status.REPEALED: "bold red",
    Status.INTERNAL_BROKEN: "bold red",
    Status.UNKNOWN: "yellow",
}


def citations_dict(citations: Iterable[Cited]) -> list[dict[str, Any]]:
    """The citations in the shape of the JSON review, in the order given."""
    return [_citation(*cited) for cited in citations]


def _citation(citation: Citation, words: str, location: str) -> dict[str, Any]:
    target, resolution = citation.target, citation.resolution
    return {
        "text": words,
        "title": target.title,
        "doc_no": target.doc_no,
        "article": target.article,
        "paragraph": target.paragraph,
        "item": target.item,
        "range_to": target.range_to,
        "internal": target.internal,
        "start": citation.span.start,
        "end": citation.span.end,
        "location": location,
        "status": status_of(citation).value,
        "reason": resolution.reason if resolution else "",
        "near": resolution.near if resolution else None,
        "resolved": _resolved(resolution),
    }


def _resolved(resolution: Resolution | None) -> dict[str, Any] | None:
    if resolution is None:
        return None
    law, version = resolution.law, resolution.version
    if law is None and resolution.text is None and resolution.article_exists is None:
        return None
    return {
        "title": law.full_title if law else None,
        "version": version.label if version else None,
        "rank": law.rank.value if law else None,
        "article_exists": resolution.article_exists,
        "text": resolution.text,
    }


def render_citations(
    citations: Iterable[Cited],
    *,
    as_of: str | None = None,
    width: int | None = None,
    color: bool | None = None,
    texts: bool = True,
) -> str:
    """The table of ``lawcheck cite`` as a string; ``texts`` adds the words of each provision cited."""
    from lawcheck.report.screen import capture

    kept = tuple(citations)
    return capture(
        lambda console: print_citations(console, kept, as_of=as_of, texts=texts), width=width, color=color
    )


def print_citations(
    console: Console, citations: Iterable[Cited], *, as_of: str | None = None, texts: bool = True
) -> None:
    """Print every citation with its status; then what that leaves open."""
    kept = tuple(citations)
    if not kept:
        console.print("没有发现引用。", style="dim")
        return
    console.print(table(kept, texts=texts))
    unknown = sum(status_of(citation) is Status.UNKNOWN for citation, _, _ in kept)
    day = f"，按 {visible(as_of)} 核验" if as_of else ""
    console.print(f"共 {len(kept)} 处引用{day}" + (f"，其中 {unknown} 处未能核实。" if unknown else "。"))
    if unknown:
        console.print("未能核实不等于不存在：法规库没有收录的文件，请人工核对。", style="dim")


def table(citations: Iterable[Cited], *, texts: bool = False) -> Table:
    """Rows of equal content are one row with the number of places."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from lawcheck.report.flow import Flow

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True, show_edge=False)
    for header, share in (("引用", 5), ("条款", 3), ("状态", None), ("位置", 2), ("说明", 5)):
        grid.add_column(header, ratio=share, no_wrap=share is None)
    for (name, article, status, note), places in _merged(citations, texts).items():
        where = visible("、".join(places[:3])) + (f" 等{len(places)}处" if len(places) > 3 else "")
        grid.add_row(
            Flow(Text(visible(name))),
            Flow(Text(visible(article))),
            Text(STATUSES[status], style=_STYLES[status]),
            Flow(Text(where)),
            Flow(Text(visible(note), style="dim")),
        )
    return grid


def _merged(citations: Iterable[Cited], texts: bool) -> dict[tuple[str, str, Status, str], list[str]]:
    rows: dict[tuple[str, str, Status, str], list[str]] = {}
    for citation, words, location in citations:
        key = (cited_name(citation), cited_place(citation, words), status_of(citation), cited_note(citation, texts))
        rows.setdefault(key, []).append(location)
    return rows


def cited_name(citation: Citation) -> str:
    """《…》（document number), or 本文件."""
    target = citation.target
    if target.internal:
        return "本文件"
    name = f"《{target.title}》" if target.title else ""
    return name + (f"（{target.doc_no}）" if name and target.doc_no else target.doc_no or "")


def cited_place(citation: Citation, words: str) -> str:
    """第二十一条第一款至第三款; the words of an internal citation that names nothing."""
    target = citation.target
    named = place(target.article, target.paragraph, target.item)
    if not named and target.internal:
        return words
    return named + (f"至{target.range_to}" if target.range_to else "")


def cited_note(citation: Citation, texts: bool) -> str:
    """What the corpus says beside the status; with ``texts`` the words of the provision."""
    resolution = citation.resolution
    if resolution is None:
        return ""
    parts = [resolution.reason] if resolution.reason else []
    if resolution.article_exists is False and not resolution.reason:
        parts.append("所引条款不存在")
    if resolution.near:
        parts.append(f"是否为《{resolution.near}》？")
    if texts and resolution.text:
        parts.append(resolution.text)
    return "；".join(part.rstrip("。；") for part in parts).replace("？；", "？")
