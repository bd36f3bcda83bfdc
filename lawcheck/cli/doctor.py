"""``lawcheck doctor``: what this machine can read and convert, and how to get the rest."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from lawcheck.cli import options

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_SAMPLE = "第一条《》〔〕☑"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing looked at: is it there, what is it, what to know or do."""

    good: bool
    name: str
    notes: tuple[str, ...] = ()


@app.command()
def doctor(corpus: options.CorpusPath = None, rules_dir: options.RulesDir = None) -> None:
    """检查本机能读、能转换哪些文件，法规库和规则是否可用；缺少的说明怎样补上。不联网。"""
    from lawcheck import __version__
    from lawcheck.report.characters import visible

    python = f"Python {platform.python_version()}，{platform.system()}"
    lines = [f"lawcheck {__version__}（{python}）"]
    groups = (
        ("读取文件", (_own_readers(), _office(), _tesseract())),
        ("数据", (_corpus(corpus), _rules(tuple(rules_dir or ())))),
        ("终端", (_console(),)),
    )
    for title, entries in groups:
        lines += ["", title]
        for entry in entries:
            lines.append(f"  {'[有]' if entry.good else '[缺]'} {entry.name}")
            lines += [f"       {note}" for note in entry.notes]
    print("\n".join(visible(line) for line in lines))


def _own_readers() -> Entry:
    return Entry(True, "Word（.docx、.docm、.dotx）、PDF、OFD、文本、Markdown、网页：无需其他软件")


def _office() -> Entry:
    from lawcheck.read import convert

    program = convert.office()
    if program is None:
        how = "安装：apt install libreoffice-writer-nogui；Windows、macOS 用 LibreOffice 官网的安装包"
        return Entry(False, "旧格式 .doc、.wps、.rtf、.odt：没有 LibreOffice，请另存为 .docx", (how,))
    return Entry(True, f"旧格式 .doc、.wps、.rtf、.odt：经 LibreOffice 转换（{program}）", tuple(_isolated()))


def _isolated() -> Iterator[str]:
    """What a conversion on this system is kept from."""
    from lawcheck.read import convert

    words = " ".join(convert.isolation())
    yield "转换在单独的目录里进行，宏和外部链接关闭，限时 60 秒"
    yield (
        "转换时断开网络" if "unshare" in words else "注意：本机不能为转换断开网络，来源不明的文件请在隔离的机器上审"
    )
    if "prlimit" not in words:
        yield "注意：本机不能限制转换所用的内存"


def _tesseract() -> Entry:
    from lawcheck.read import ocr

    program = ocr.program()
    name = "扫描件文字识别（--ocr）"
    if program is None:
        return Entry(False, f"{name}：没有 Tesseract", (f"安装：{ocr.HOW}",))
    if ocr.LANGUAGE not in ocr.languages(program):
        return Entry(
            False, f"{name}：Tesseract 缺少简体中文数据 {ocr.LANGUAGE}（{program}）", (f"安装：{ocr.HOW}",)
        )
    return Entry(True, f"{name}：Tesseract，简体中文（{program}）", ("识别的文字可能有误，报告会标明，请对照原件",))


def _corpus(path: Path | None) -> Entry:
    from lawcheck.corpus import open_corpus
    from lawcheck.errors import LawcheckError

    try:
        identity = open_corpus(options.corpus_place(path)).identity()
    except LawcheckError as error:
        return Entry(False, "法规库", (error.message,))
    size = f"{identity.documents} 件文件" + (f"，{identity.articles} 条条文" if identity.articles else "，没有条文")
    notes = (identity.note,) if identity.note else ()
    return Entry(True, f"法规库 {identity.name}：{size}（{identity.sha256[:12]}）", notes)


def _rules(folders: tuple[Path, ...]) -> Entry:
    from lawcheck.errors import LawcheckError
    from lawcheck.rules import loader
    from lawcheck.workflows.registry import registry

    try:
        found = loader.load(folders, dict(registry()).keys())
    except LawcheckError as error:
        return Entry(False, "规则", (error.message,))
    names = "、".join(name for name, *_ in found.identities)
    return Entry(True, f"规则 {len(found.rules)} 条：{names}")


def _console() -> Entry:
    name = sys.stdout.encoding or "ascii"
    try:
        _SAMPLE.encode(name)
    except (UnicodeError, LookupError):
        how = "设置环境变量 PYTHONUTF8=1（Windows 上先运行 chcp 65001），或者用 --output 写到文件"
        return Entry(False, f"终端编码 {name} 写不出汉字和符号", (how,))
    return Entry(True, f"终端编码 {name}")
