"""``lawcheck register``: the review register (台账), an append-only chain of entries."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lawcheck.cli import bundles, options
from lawcheck.cli.output import complain, emit, emit_bytes
from lawcheck.errors import UsageError
from lawcheck.report.characters import visible

if TYPE_CHECKING:
    from lawcheck.config import Config
    from lawcheck.model import Review
    from lawcheck.workflows.rate import Report
    from lawcheck.workflows.register import Entry, Register

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="审核台账：登记、查询、导出、核验、统计。条目只能追加，前后相扣；改动、删除、调换、伪造中间的条目，verify 都能发现。",
)
Place = Annotated[
    Path | None, typer.Option("--register", metavar="文件", help="台账文件；缺省为 lawcheck.toml 里的 register")
]
Officer = Annotated[str, typer.Option("--officer", metavar="姓名", help="审核人")]
Note = Annotated[str, typer.Option("--note", metavar="文字", help="备注")]


class Event(StrEnum):
    """What may follow a review."""

    received = "received"
    issued = "issued"
    filed = "filed"


class Sheet(StrEnum):
    """Formats of an export."""

    csv = "csv"
    xlsx = "xlsx"


class Shown(StrEnum):
    """Formats of what is shown."""

    terminal = "terminal"
    json = "json"


class RateFormat(StrEnum):
    """Formats of rates."""

    terminal = "terminal"
    json = "json"
    html = "html"


class By(StrEnum):
    """How rates are grouped."""

    period = "period"
    unit = "unit"
    type = "type"


class Length(StrEnum):
    """Length of a period."""

    year = "year"
    quarter = "quarter"
    month = "month"


def place_of(register: Path | None, config: Config | None = None) -> Path:
    """The register named, else that of the configuration."""
    place = register or (config or options.configured(None, Path.cwd())).register
    if place is None:
        raise UsageError("请用 --register 指定台账文件，或者在 lawcheck.toml 里写 register。")
    return place


@app.command()
def add(
    reviews: Annotated[
        list[Path], typer.Argument(metavar="审查结果...", help="review 的 json，或者 batch 的 jsonl")
    ],
    register: Place = None,
    officer: Officer = "",
    approve: Annotated[
        bool, typer.Option("--approve", help="审核人同意印发（结论不是“合法”也放行；要有 --officer）")
    ] = False,
    decisions: Annotated[
        Path | None, typer.Option("--decisions", metavar="文件", help="lawcheck decide 的决定文件（只登记一件时）")
    ] = None,
    unit: Annotated[str | None, typer.Option("--unit", metavar="名称", help="单位，缺省为制定机关")] = None,
    doc_type: options.DocType = None,
    note: Note = "",
) -> None:
    """登记审查结果。同一审查结果、同一审核人只登记一次；台账文件不存在时新建。"""
    from lawcheck.workflows.register import Circumstances, Register

    if approve and not officer.strip():
        raise UsageError("同意印发要写明审核人：--approve --officer 姓名。")
    found, unread = _read(reviews)
    decided = None
    if decisions is not None:
        if len(found) != 1:
            raise UsageError("--decisions 只能在登记一件时使用。")
        from lawcheck.read import load
        from lawcheck.report.decisions import loads

        decided = loads(load(str(decisions)), found[0])
    target = Register(place_of(register))
    target.chain.create()
    about = Circumstances(options.now(), officer, unit, doc_type, approve, note)
    for review in found:
        seq, is_new = target.add(review, about, decided)
        words = "登记为" if is_new else "以前已登记，是"
        typer.echo(visible(f"{review.document.title or review.document.path}：{words}第 {seq} 号"))
    if unread:
        complain(f"{unread} 件没有审查结果（读不出的文件），没有登记。")
    raise typer.Exit(3 if unread else 0)


def _read(paths: list[Path]) -> tuple[list[Review], int]:
    """The reviews of json and jsonl files, and how many lines are of drafts that could not be read."""
    import json

    from lawcheck.read import load
    from lawcheck.report import as_json

    found, unread = [], 0
    for path in paths:
        content = load(str(path))
        lines = [line for line in content.split(b"\n") if line.strip()]
        try:
            rows = [json.loads(content)]
        except ValueError:
            try:
                rows = [json.loads(line) for line in lines]
            except ValueError as error:
                raise UsageError(f"{path} 不是审查结果：既不是 JSON，也不是 JSON 行。") from error
        for row in rows:
            if isinstance(row, dict) and "error" in row:
                unread += 1
            else:
                found.append(as_json.from_dict(row))
    return found, unread


@app.command()
def mark(
    number: Annotated[int, typer.Argument(metavar="号", help="审核记录的号")],
    what: Annotated[Event, typer.Argument(metavar="事项", help="received 收到送审、issued 印发、filed 备案")],
    date: Annotated[str, typer.Option("--date", metavar="日期", help="哪一天，缺省为今天")] = "",
    reference: Annotated[str, typer.Option("--number", metavar="文号", help="发文字号或者备案号")] = "",
    register: Place = None,
    officer: Officer = "",
    note: Note = "",
) -> None:
    """登记审核以后的事项：收到、印发、备案。"""
    from lawcheck.workflows.register import Circumstances

    day = options.day(date).isoformat()
    about = Circumstances(options.now(), officer, note=note)
    seq, is_new = _open(register).mark(number, what.value, day, reference, about)
    typer.echo(f"{'登记为' if is_new else '以前已登记，是'}第 {seq} 号")


@app.command("list")
def list_entries(
    register: Place = None,
    output_format: Annotated[Shown, typer.Option("--format", help="输出的格式")] = Shown.terminal,
) -> None:
    """列出全部条目。"""
    entries = _open(register).entries()
    if output_format is Shown.json:
        import json

        emit(json.dumps([_plain(entry) for entry in entries], ensure_ascii=False, indent=1), None)
        return
    from lawcheck.workflows.register import EVENTS

    for entry in entries:
        if entry.is_review:
            words = entry.text("conclusion") or "不提出结论"
            if entry.is_approved:
                words += "（同意印发）"
            shown = (entry.text("title") or entry.text("path"), words, entry.text("as_of"), entry.text("officer"))
        else:
            what = EVENTS.get(entry.text("what"), entry.text("what"))
            shown = (f"第 {entry.text('of')} 号", what, entry.text("date"), entry.text("number"))
        typer.echo(visible("  ".join((f"{entry.seq:>5}", *shown))))
    typer.echo(f"共 {len(entries)} 条")


@app.command()
def show(number: Annotated[int, typer.Argument(metavar="号", help="哪一号")], register: Place = None) -> None:
    """显示一个条目的全部内容。"""
    import json

    emit(json.dumps(_plain(_open(register).entry(number)), ensure_ascii=False, indent=1), None)


@app.command()
def export(
    output: options.Output = None,
    register: Place = None,
    output_format: Annotated[
        Sheet | None, typer.Option("--format", help="csv 或者 xlsx，缺省看文件名，再缺省为 csv")
    ] = None,
) -> None:
    """导出表格：一份审核记录一行，附收到、印发、备案的日期。"""
    from lawcheck.workflows import register_table

    entries = _open(register).entries()
    by_name = Sheet.xlsx if output is not None and output.suffix.lower() == ".xlsx" else Sheet.csv
    make = register_table.as_xlsx if (output_format or by_name) is Sheet.xlsx else register_table.as_csv
    emit_bytes(make(entries), output)


@app.command()
def verify(
    register: Place = None,
    anchors: Annotated[
        list[Path] | None, typer.Option("--anchor", metavar="文件", help="以前导出的锚点，可重复")
    ] = None,
) -> None:
    """核验台账。

    不用锚点就能发现：改动、删除、调换条目，在中间插入条目，从别的台账搬来条目。
    要有锚点才能发现：截去末尾的条目，把整个台账重新计算一遍。请定期 anchor，把锚点交给别人保管。
    发现不了：有写权限的人按正常方法追加一条不实的记录。
    """
    from lawcheck.workflows.register import read_anchor

    target = _open(register)
    problems = target.chain.verify(tuple(read_anchor(path) for path in anchors or ()))
    for problem in problems:
        typer.echo(visible(problem))
    if not problems:
        last = target.chain.anchor()
        typer.echo(f"台账完好，共 {last.seq} 条，末尾的散列值 {last.hash}")
        if not anchors:
            typer.echo("没有用锚点核对：末尾有没有被截去、整个台账有没有被重新计算过，不能断定。")
    raise typer.Exit(1 if problems else 0)


@app.command()
def anchor(output: options.Output = None, register: Place = None) -> None:
    """导出锚点：现在的条数和末尾的散列值。把它存到台账以外、管台账的人改不到的地方，日后用 verify --anchor 核对。"""
    from lawcheck.workflows.register import anchor_text

    target = _open(register)
    problems = target.chain.verify()
    if problems:
        raise UsageError(f"台账有问题，不能导出锚点：{problems[0]}", "register")
    emit(anchor_text(target.chain.anchor(), options.now()), output)


@app.command()
def rate(
    against: Annotated[
        list[Path] | None,
        typer.Option("--against", metavar="文件夹", help="印发的全部文件所在的文件夹，以此为总数；可重复"),
    ] = None,
    register: Place = None,
    by: Annotated[
        list[By] | None,
        typer.Option(
            "--by", help="分组：period 期间、unit 单位、type 文种，可重复；缺省为单位，网页缺省为三种各一张图"
        ),
    ] = None,
    period: Annotated[Length, typer.Option("--period", help="期间的长短")] = Length.year,
    filing_days: Annotated[
        int, typer.Option("--filing-days", min=1, metavar="天数", help="备案的期限（自然日），从印发之日起")
    ] = 30,
    output_format: Annotated[RateFormat, typer.Option("--format", help="输出的格式")] = RateFormat.terminal,
    output: options.Output = None,
) -> None:
    """审核率、公平竞争审查率、备案率、及时率，并列出缺少的。

    总数要由 --against 给出：没有送来审核的文件，台账里看不出来。不给时只统计台账里登记了印发的，审核率不计。
    """
    from lawcheck.workflows import files, issued, rate
    from lawcheck.workflows.review import Reviewer

    target = _open(register)
    entries = target.entries()
    if against:
        documents = issued.issued(files.drafts(against), Reviewer(bundles.settings()))
        cases = rate.from_folder(documents, entries, filing_days)
    else:
        cases = rate.from_register(entries, filing_days)

    def report(kinds: Sequence[By]) -> Report:
        return rate.report(cases, [kind.value for kind in kinds], period.value, is_against_folder=bool(against))

    if output_format is RateFormat.html:
        from lawcheck.workflows import rate_page

        groupings = [tuple(by)] if by else [(By.period,), (By.unit,), (By.type,)]
        pages = [("按" + "、".join(_BY[kind] for kind in kinds), report(kinds)) for kinds in groupings]
        emit(rate_page.render(pages, target.chain.anchor()), output)
    else:
        counted = report(by or [By.unit])
        emit(_as_json(counted) if output_format is RateFormat.json else _rates(counted), output)


_BY = {By.period: "期间", By.unit: "单位", By.type: "文种"}


def _as_json(report: Report) -> str:
    import json
    from dataclasses import asdict

    return json.dumps(asdict(report), ensure_ascii=False, indent=1)


def _rates(report: Report) -> str:
    from lawcheck.workflows.rate import share

    lines = ["分组　件数　审核率　公平竞争审查率　备案率　及时率"]
    for row in report.groups:
        counts = (row.fair, row.filed, row.timely)
        reviewed = share(row.reviewed, row.total) if report.is_against_folder else "–"
        shares = "　".join((reviewed, *(share(count, row.total) for count in counts)))
        lines.append(visible(f"{row.group}　{row.total}　{shares}"))
    if not report.is_against_folder:
        lines.append("没有用 --against 给出全部印发的文件，审核率不计；其余以台账里登记了印发的为总数。")
    lines += [visible(f"{name}：{what}") for name, what in report.missing]
    return "\n".join(lines)


def _open(register: Path | None) -> Register:
    from lawcheck.workflows.register import Register

    return Register(place_of(register))


def _plain(entry: Entry) -> dict[str, Any]:
    return {"seq": entry.seq, **entry.values, "hash": entry.hash}
