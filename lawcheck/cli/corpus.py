"""``lawcheck corpus``: the body of existing regulations: import, list, show, search, status, verify."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lawcheck.cli import options
from lawcheck.errors import UsageError
from lawcheck.model import Rank
from lawcheck.report.characters import visible, visible_name

if TYPE_CHECKING:
    from lawcheck.corpus import Passage
    from lawcheck.model import Law, Version
    from lawcheck.workflows.corpus import Imported
    from lawcheck.workflows.corpus_view import Shown

app = typer.Typer(
    rich_markup_mode=None, add_completion=False, no_args_is_help=True, help="导入、查询、检查法规库。"
)
_STATUS = {"current": "现行有效", "repealed": "已经失效", "not_yet": "尚未施行", "unknown": "施行情况未核实"}
_LISTED = 20


class Format(StrEnum):
    """Formats of what the corpus answers."""

    terminal = "terminal"
    json = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="输出的格式")]
LawName = Annotated[str, typer.Argument(metavar="法规", help="法规名称、简称或者曾用名")]


@app.command("import")
def import_(
    place: Annotated[str, typer.Argument(metavar="来源", help="文件夹、zip、单个文件，或者 git 仓库的地址")],
    into: Annotated[
        Path | None,
        typer.Option(
            "--into", "--corpus", metavar="目录", help="法规库目录；缺省为 $LAWCHECK_CORPUS 或者用户数据目录"
        ),
    ] = None,
    own: Annotated[bool, typer.Option("--own", help="本单位自己的文件（须给出 --rank 和 --issuer）")] = False,
    rank: Annotated[
        str | None, typer.Option("--rank", metavar="级别", help="如 normative_document 或 规范性文件")
    ] = None,
    issuer: options.Issuer = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="列出全部不完整的文本")] = False,
) -> None:
    """导入法规文本；读不出的逐个列出原因。同样的内容再导入一次不会改变法规库，中断也不会损坏它。"""
    from lawcheck.importers import Office
    from lawcheck.workflows.corpus import import_laws

    office = None
    if own:
        if not rank or not issuer:
            raise UsageError("--own 需要同时给出 --rank 和 --issuer。")
        office = Office(_rank(rank), issuer)
    elif rank or issuer:
        raise UsageError("--rank 和 --issuer 只和 --own 一起使用。")
    folder = into or options.corpus_place(None) or options.own_corpus()
    with _progress() as step:
        done = import_laws(place, folder, options.day(""), office, step)
    _report(done, folder, verbose)
    # A paper that is no law is no failure; a file that could not be read is.
    raise typer.Exit(3 if any(refused.code != "no-law" for refused in done.refused) else 0)


def _rank(name: str) -> Rank:
    found = Rank.named(name) or next((rank for rank in Rank if rank.value == name), None)
    if found is None:
        known = "、".join(f"{rank.value}（{rank.chinese}）" for rank in Rank)
        raise UsageError(f"不认识的级别“{name}”，可用：{known}。")
    return found


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """A progress bar on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, object] = {}

        def step(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)  # type: ignore[arg-type]

        yield step


def _report(done: Imported, folder: Path, verbose: bool) -> None:
    built = done.built
    typer.echo(f"读取 {done.files} 个文件，新增 {built.added} 个文本，法规库在 {visible_name(str(folder))}")
    typer.echo("法规库已更新。" if built.changed else "内容没有变化，法规库没有改动。")
    if done.defective:
        typer.echo(f"不完整的文本 {len(done.defective)} 个（其中没有的条，核验时答“无法核对”）：")
        for name, defects in done.defective if verbose else done.defective[:_LISTED]:
            typer.echo(f"  {visible_name(name)}：{'；'.join(defects)}")
        if not verbose and len(done.defective) > _LISTED:
            typer.echo(f"  …… 另有 {len(done.defective) - _LISTED} 个，用 --verbose 查看")
    if done.refused:
        typer.echo(f"没有导入的文件 {len(done.refused)} 个：")
        for refused in done.refused:
            typer.echo(f"  {visible_name(refused.name)}：{visible(refused.reason)}")


@app.command("list")
def list_laws(
    words: Annotated[str, typer.Argument(metavar="词", help="只列标题里有这个词的")] = "",
    region: options.Region = None,
    corpus: options.CorpusPath = None,
    output_format: FormatOption = Format.terminal,
) -> None:
    """列出法规：标题、级别、地方、文本和条数；不超过二十件时连同关键词。"""
    from lawcheck.text.fold import skeleton
    from lawcheck.workflows.corpus_view import keywords_of, opened

    held, wanted, today = opened(options.corpus_place(corpus)), skeleton(words), options.day("")
    found = [
        law for law in held.laws() if wanted in skeleton(law.full_title) and (not region or region in law.region)
    ]
    # Keywords take a moment for each law, and nobody reads those of thousands.
    rows = [
        (law, held.versions(law), keywords_of(held, law, today) if len(found) <= _LISTED else ()) for law in found
    ]
    if output_format is Format.json:
        typer.echo(json.dumps([_listed_dict(*row) for row in rows], ensure_ascii=False, indent=1))
        return
    for row in rows:
        typer.echo(visible(_listed_text(*row)))
    typer.echo(f"共 {len(rows)} 件")


def _listed_text(law: Law, versions: Sequence[Version], keywords: Sequence[str]) -> str:
    place = f"　{law.region}" if law.region else ""
    texts = "、".join(f"{v.label}{f'（{v.articles}条）' if v.articles else ''}" for v in versions)
    telling = f"　关键词：{'、'.join(keywords)}" if keywords else ""
    return f"{law.title}　{law.rank.chinese}{place}　{texts}{telling}"


def _listed_dict(law: Law, versions: Sequence[Version], keywords: Sequence[str]) -> dict[str, object]:
    texts = [{"label": v.label, "effective": _iso(v.effective), "articles": v.articles} for v in versions]
    return {
        "title": law.title, "rank": law.rank.value, "region": law.region, "issuer": law.issuer,
        "versions": texts, "keywords": list(keywords),
    }  # fmt: skip


def _iso(day: object) -> str | None:
    return str(day) if day else None


@app.command()
def show(
    name: LawName,
    article: Annotated[
        str, typer.Argument(metavar="条款", help="如 第十六条、第十六条第一款第（三）项；缺省列出各个文本")
    ] = "",
    as_of: options.AsOf = "",
    region: options.Region = None,
    corpus: options.CorpusPath = None,
    output_format: FormatOption = Format.terminal,
) -> None:
    """显示所定日期有效的条文。"""
    from lawcheck.workflows import corpus_view as view

    day = options.day(as_of)
    held = view.opened(options.corpus_place(corpus))
    target = view.target_of(article) if article else None
    laws = view.laws_named(held, name, region)
    found = [view.shown(held, law, day, target) for law in laws]
    if output_format is Format.json:
        rows = [_shown_dict(one) for one in found]
        if target is None:
            rows = [
                {**row, "keywords": view.keywords_of(held, one.law, day)}
                for row, one in zip(rows, found, strict=True)
            ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for one in found:
            typer.echo(visible_lines(_shown_text(one)))
            if target is None:
                _list_versions(held.versions(one.law))
                words = view.keywords_of(held, one.law, day)
                typer.echo(f"  关键词：{visible('、'.join(words))}" if words else "  没有条文。")
    raise typer.Exit(0 if target is None or any(one.words for one in found) else 1)


def visible_lines(text: str) -> str:
    """Control characters made visible, line ends kept."""
    return "\n".join(visible(line) for line in text.split("\n"))


def _list_versions(versions: tuple[Version, ...]) -> None:
    for version in versions:
        begins = f"，{version.effective}起施行" if version.effective else ""
        ends = f"，{version.ceased}止（{version.cause}）" if version.ceased else ""
        count = f"，{version.articles}条" if version.articles else ""
        number = f"，{version.doc_number}" if version.doc_number else ""
        typer.echo(visible(f"  {version.label}{number}{begins}{ends}{count}"))


def _shown_text(one: Shown) -> str:
    version = one.version
    head = f"《{one.law.full_title}》"
    if version is None:
        return f"{head}：所定日期没有可以确定的文本（{_STATUS[one.status.value]}）。"
    begins = f"，{version.effective}起施行" if version.effective else ""
    ends = f"，{version.ceased}起失效或者被修改" if version.ceased else ""
    doubt = "" if one.certain else "，施行日期不详，所定日期是否适用此文本请核对"
    head += f"（{version.label}{begins}{ends}{doubt}）"
    if one.target is None:
        return head
    place = _place(one)
    if one.words is not None:
        return f"{head}\n{place}　{one.words}"
    if one.exists is False:
        return f"{head}：没有{place}。"
    return f"{head}：法规库没有{place}的文字，无法核对（不等于不存在）。"


def _place(one: Shown) -> str:
    from lawcheck.model import Location

    target = one.target
    return str(Location(target.article, target.paragraph, target.item)) if target else ""


def _shown_dict(one: Shown) -> dict[str, object]:
    version = one.version
    return {
        "title": one.law.title, "rank": one.law.rank.value, "region": one.law.region, "status": one.status.value,
        "version": version.label if version else None, "effective": _iso(version.effective if version else None),
        "ceased": _iso(version.ceased if version else None), "certain": one.certain and version is not None, "place": _place(one), "exists": one.exists,
        "text": one.words,
    }  # fmt: skip


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="词...", help="要找的词或者句子")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=200, help="最多几条")] = 10,
    as_of: options.AsOf = "",
    region: options.Region = None,
    corpus: options.CorpusPath = None,
    output_format: FormatOption = Format.terminal,
) -> None:
    """在所定日期有效的条文里查找，最接近的在前；给出 --region 时不列其他地方的地方性法规。"""
    from lawcheck.workflows.corpus_view import opened

    held = opened(options.corpus_place(corpus))
    query = " ".join(words)
    found = held.search(query, options.day(as_of), limit, region=region)
    if output_format is Format.json:
        rows = [
            {
                "title": p.law.title,
                "version": p.version.label,
                "article": p.article,
                "score": round(p.score, 4),
                "text": p.text,
            }
            for p in found
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        _print_passages(found, query)
    raise typer.Exit(0 if found else 1)


def _print_passages(found: tuple[Passage, ...], query: str) -> None:
    from rich.console import Console
    from rich.text import Text

    from lawcheck.text.words import query_words

    if not found:
        typer.echo("没有找到。")
        return
    console = Console()
    marked = query_words(query) if console.is_terminal else ()
    for number, passage in enumerate(found, 1):
        head = f"{number}. 《{passage.law.title}》{passage.article}（{passage.version.label}）"
        console.print(Text(visible(head), style="bold"), soft_wrap=True)
        text = Text(visible_lines(passage.text))
        text.highlight_words(marked, style="bold red")
        console.print(text, soft_wrap=True)


@app.command()
def status(corpus: options.CorpusPath = None, output_format: FormatOption = Format.terminal) -> None:
    """显示法规库的数量、新旧、缺漏、文本数和指纹。"""
    from lawcheck.text import dates
    from lawcheck.workflows.corpus_view import opened, state_of

    folder = options.corpus_place(corpus)
    held = opened(folder)
    state, identity = state_of(held), held.identity()
    imported = held.meta["imported"]
    since = dates.parse(imported)
    age = (options.day("") - since).days if since else 0
    if output_format is Format.json:
        values = {
            "sha256": identity.sha256, "laws": state.laws, "documents": state.with_words, "articles": state.articles,
            "versions": state.versions, "texts": state.versions_with_words, "imported": imported,
            "newest": _iso(state.newest), "incomplete": dict(state.incomplete), "ranks": dict(state.by_rank),
        }  # fmt: skip
        typer.echo(json.dumps(values, ensure_ascii=False, indent=1))
        return
    typer.echo(f"法规库：{visible_name(str(folder))}")
    typer.echo(f"法规 {state.laws} 件，其中有文本的 {state.with_words} 件，共 {state.articles} 条")
    typer.echo(
        f"文本 {state.versions} 个，其中有条文的 {state.versions_with_words} 个；有两个以上文本的法规 {state.several} 件"
    )
    typer.echo("各级：" + "，".join(f"{name} {count}" for name, count in state.by_rank))
    typer.echo(f"导入于 {imported}（{age} 天前），最新的文本公布于 {state.newest or '不详'}")
    if state.incomplete:
        typer.echo("不完整的文本：" + "，".join(f"{name} {count}" for name, count in state.incomplete))
    typer.echo(f"指纹：{identity.sha256}")


@app.command()
def verify(corpus: options.CorpusPath = None) -> None:
    """重新计算全部指纹，检查法规库是否和导入时一样。"""
    from lawcheck.corpus.verify import faults
    from lawcheck.workflows.corpus_view import opened

    folder = options.corpus_place(corpus)
    opened(folder).close()
    assert folder is not None
    with _progress() as step:
        found = faults(folder, step)
    for fault in found:
        typer.echo(visible(fault))
    typer.echo("法规库完好，和导入时一致。" if not found else f"有 {len(found)} 处不一致，请重新导入。")
    raise typer.Exit(1 if found else 0)
