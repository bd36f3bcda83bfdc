"""Options that mean the same in every command."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lawcheck import config as configuration
from lawcheck.cli.output import complain
from lawcheck.config import Config
from lawcheck.errors import UsageError
from lawcheck.model import Review

_MAX_PASSWORDS = 65_536


class FailOn(StrEnum):
    """What makes the exit code 1."""

    error = "error"
    warning = "warning"
    never = "never"


AsOf = Annotated[
    str, typer.Option("--as-of", metavar="日期", help="按哪一天的法律和规则审查（如 2026-06-01），缺省为今天")
]
CorpusPath = Annotated[
    Path | None,
    typer.Option(
        "--corpus",
        metavar="目录",
        help="法规库目录；缺省为 $LAWCHECK_CORPUS，再缺省为用户数据目录里的法规库，再缺省为随附目录",
    ),
]
Select = Annotated[
    list[str] | None, typer.Option("--select", metavar="规则", help="只用这些规则、规则集或者审查要点，可重复")
]
Ignore = Annotated[
    list[str] | None, typer.Option("--ignore", metavar="规则", help="不用这些规则、规则集或者审查要点，可重复")
]
RulesDir = Annotated[
    list[Path] | None, typer.Option("--rules-dir", metavar="目录", help="本单位自己的规则目录，可重复")
]
Issuer = Annotated[str | None, typer.Option("--issuer", metavar="名称", help="制定机关（文件里看不出时）")]
DocType = Annotated[str | None, typer.Option("--doc-type", metavar="文种", help="文种（文件里看不出时）")]
Region = Annotated[
    str | None, typer.Option("--region", metavar="地方", help="地方，如 辽宁省大连市（文件里看不出时）")
]
Fragment = Annotated[bool, typer.Option("--fragment", help="输入是条文片段，不做整份文件才有的检查")]
Encoding = Annotated[str | None, typer.Option("--encoding", metavar="名称", help="文本文件的编码，缺省自动判断")]
PasswordFile = Annotated[
    Path | None,
    typer.Option("--password-file", metavar="文件", help="写有 PDF 打开密码的文本文件，一行一个，依次尝试"),
]
Ocr = Annotated[bool, typer.Option("--ocr", help="识别 PDF 扫描页的文字（要有 Tesseract），可信度低，请对照原件")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="文件", help="写到这个文件，缺省写到标准输出")
]
FailOnOption = Annotated[FailOn | None, typer.Option("--fail-on", help="发现哪一级问题时退出码为 1，缺省为 error")]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="文件",
        help="配置文件；缺省从送审稿所在目录向上找 lawcheck.toml（[tool.lawcheck] 亦可）",
    ),
]
Register = Annotated[Path | None, typer.Option("--register", metavar="文件", help="把审查结果登记到这个台账")]
Officer = Annotated[str, typer.Option("--officer", metavar="姓名", help="登记到台账的审核人")]

# Enters a review (path, review, name of the run) into the register.
Recorder = Callable[[str, Review, str], None]


def configured(config: Path | None, start: Path | None) -> Config:
    """The configuration named, else the nearest at or above the input. A file that was found is named to the person:
    it may lie in a folder that somebody else filled."""
    if config is not None:
        return configuration.load(config)
    found = configuration.find(start or Path.cwd())
    if found is None:
        return Config()
    complain(f"使用配置文件 {found}")
    return configuration.load(found)


def day(text: str) -> date:
    """Read a date option; empty means today."""
    if not text:
        return date.today()
    from lawcheck.text import dates
    from lawcheck.text.fold import skeleton

    found = dates.parse(skeleton(text))
    if found is None:
        raise UsageError(f"“{text}”不是日期，请写成 2026-06-01 的形式。")
    return found


def corpus_place(corpus: Path | None) -> Path | None:
    """The corpus to use: as named, else of the environment, else in the user's data folder; None: what ships."""
    environment = os.environ.get("LAWCHECK_CORPUS")
    if corpus or environment:
        return corpus or Path(str(environment))
    # The pointer file tells a corpus; looking for it here saves the imports of the corpus package.
    own = own_corpus()
    return own if (own / "current").is_file() else None


def own_corpus() -> Path:
    """The folder for the corpus below the user's data folder."""
    import platformdirs

    return Path(platformdirs.user_data_dir("lawcheck", appauthor=False)) / "corpus"


def passwords(path: Path | None) -> tuple[str, ...]:
    """The passwords of a file, one a line; empty lines are none."""
    if path is None:
        return ()
    try:
        with path.open("rb") as stream:
            text = stream.read(_MAX_PASSWORDS).decode("utf-8-sig")
    except (OSError, ValueError):
        raise UsageError(f"读不了密码文件 {path}，应当是 UTF-8 文本，一行一个密码。") from None
    return tuple(dict.fromkeys(filter(None, (line.rstrip("\r") for line in text.split("\n")))))


def cache_folder() -> Path:
    """Where reviews are kept between runs: ``$LAWCHECK_CACHE``, else the user's own cache folder."""
    named = os.environ.get("LAWCHECK_CACHE")
    if named:
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("lawcheck", appauthor=False) / "reviews"


def new_name() -> str:
    """A name that no other run has."""
    import secrets

    return secrets.token_hex(8)


def now() -> str:
    """The moment of an entry in the register, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def recorder(register: Path | None, officer: str) -> Recorder | None:
    """What enters reviews into the register; None without one."""
    if register is None:
        return None
    from lawcheck.workflows.register import Circumstances, Register

    target = Register(register)
    target.chain.create()

    def record(path: str, review: Review, run: str) -> None:
        target.add(review, Circumstances(now(), officer, run=run))

    return record


def level(fail_on: FailOn | None, config: Config) -> FailOn:
    """The level that makes the exit code 1."""
    return fail_on or FailOn(config.fail_on or FailOn.error)


def failing(fail_on: FailOn) -> frozenset[str]:
    """The severities at or above the level."""
    levels = {FailOn.error: {"error"}, FailOn.warning: {"error", "warning"}, FailOn.never: set[str]()}
    return frozenset(levels[fail_on])


def fails(review: Review, fail_on: FailOn) -> bool:
    """Whether the review holds a finding at or above the level that is not suppressed."""
    wanted = failing(fail_on)
    return any(finding.severity in wanted and not finding.suppressed for finding in review.findings)
