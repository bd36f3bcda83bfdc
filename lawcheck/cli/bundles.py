"""Options that several commands share, declared once: a command takes a bundle as one parameter.

``spread`` shows the parser a function whose bundles are spread out into their options, in the order of the parameters.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from functools import wraps
from typing import Annotated, Any, get_type_hints

import typer

from lawcheck.cli import options
from lawcheck.config import Config
from lawcheck.model import Stated
from lawcheck.workflows.review import Settings

NEEDS_COPY = "--suggest 的修订写在批注稿里，要与 --annotate 同用。"


@dataclass(frozen=True, slots=True)
class Law:
    """The law that counts: of which day, from which corpus."""

    as_of: options.AsOf = ""
    corpus: options.CorpusPath = None


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that are asked."""

    select: options.Select = None
    ignore: options.Ignore = None
    rules_dir: options.RulesDir = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What the draft does not say of itself."""

    issuer: options.Issuer = None
    doc_type: options.DocType = None
    region: options.Region = None
    fragment: options.Fragment = False


@dataclass(frozen=True, slots=True)
class Reading:
    """Help for reading the file."""

    encoding: options.Encoding = None
    password_file: options.PasswordFile = None
    ocr: options.Ocr = False


@dataclass(frozen=True, slots=True)
class Comments:
    """Whose comments they are, of which day, and whether wording is suggested with them."""

    author: Annotated[
        str | None, typer.Option("--author", metavar="姓名", help="批注的作者，缺省为“合法性审核”")
    ] = None
    date: Annotated[str, typer.Option("--date", metavar="日期", help="批注和意见书的日期，缺省为现在")] = ""
    suggest: Annotated[
        bool, typer.Option("--suggest", help="规则给得出确切改法的，在批注稿里作为修订写入（要有 --annotate）")
    ] = False

    def name(self, config: Config) -> str:
        """The author, else that of the configuration, else the office's duty."""
        return self.author or config.author or "合法性审核"

    def moment(self) -> datetime:
        """The time that comments bear: the beginning of the day named, else now."""
        if self.date:
            return datetime.combine(options.day(self.date), datetime.min.time())
        return datetime.now().replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Entry:
    """Where the review is entered, and by whom."""

    register: options.Register = None
    officer: options.Officer = ""

    def recorder(self, config: Config) -> options.Recorder | None:
        """What enters reviews into the register; None without a register."""
        return options.recorder(self.register or config.register, self.officer)


def settings(
    *,
    law: Law | None = None,
    rules: Rules | None = None,
    draft: Draft | None = None,
    reading: Reading | None = None,
    config: Config | None = None,
) -> Settings:
    """Put the options together: what the command line says beats the configuration."""
    law, rules, draft, reading = law or Law(), rules or Rules(), draft or Draft(), reading or Reading()
    config = config or Config()
    return Settings(
        as_of=config.as_of if not law.as_of and config.as_of else options.day(law.as_of),
        corpus=options.corpus_place(law.corpus or config.corpus),
        rules_dirs=tuple(rules.rules_dir or config.rules_dirs),
        select=tuple(rules.select or config.select),
        ignore=tuple(rules.ignore or config.ignore),
        stated=Stated(draft.issuer, draft.doc_type, draft.region or config.region, draft.fragment),
        encoding=reading.encoding,
        passwords=options.passwords(reading.password_file),
        ocr=reading.ocr,
        severity=config.severity,
        rules_cache=options.cache_folder().with_name("rules"),
    )


def spread(function: Callable[..., None]) -> Callable[..., None]:
    """Make a command of a function that takes bundles: each is replaced by the options that it holds."""
    hints = get_type_hints(function, include_extras=True)
    taken = inspect.signature(function).parameters
    bundles: dict[str, Any] = {name: hints[name] for name in taken if is_dataclass(hints[name])}
    shown: list[inspect.Parameter] = []
    for name, parameter in taken.items():
        if name in bundles:
            shown += _options(bundles[name])
        else:
            shown.append(parameter.replace(annotation=hints[name], kind=inspect.Parameter.KEYWORD_ONLY))

    @wraps(function)
    def command(**given: Any) -> None:
        for name, bundle in bundles.items():
            given[name] = bundle(**{field.name: given.pop(field.name) for field in fields(bundle)})
        function(**given)

    command.__signature__ = inspect.Signature(shown)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in shown}
    return command


def _options(bundle: Any) -> list[inspect.Parameter]:
    hints = get_type_hints(bundle, include_extras=True)
    return [
        inspect.Parameter(
            field.name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=hints[field.name]
        )
        for field in fields(bundle)
    ]
