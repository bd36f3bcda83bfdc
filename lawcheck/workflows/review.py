"""One draft: read → structure → find → resolve → check → conclude."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from lawcheck import __version__
from lawcheck.align import align
from lawcheck.cite import find, resolve
from lawcheck.corpus import Corpus, open_corpus
from lawcheck.model import (
    Citation,
    Document,
    Review,
    RulesetIdentity,
    Source,
    Stated,
    Summary,
    Tool,
)
from lawcheck.read import load, read_bytes
from lawcheck.report.facts import secrecy_notice
from lawcheck.rules import compiled, engine, loader, overrides
from lawcheck.rules.conclusion import conclude
from lawcheck.rules.matter import Matter
from lawcheck.rules.schema import Ruleset
from lawcheck.rules.words import WordIndex
from lawcheck.structure import structure
from lawcheck.text.digest import text_sha256
from lawcheck.workflows.registry import registry


@dataclass(frozen=True, slots=True)
class Settings:
    """What a review is made with; the same settings and the same draft give the same review."""

    as_of: date
    corpus: Path | None = None
    rules_dirs: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    stated: Stated = field(default_factory=Stated)
    encoding: str | None = None
    passwords: tuple[str, ...] = field(default=(), repr=False)  # tried on locked PDF files
    ocr: bool = False
    severity: tuple[tuple[str, str], ...] = ()  # rule id → level, from the configuration
    rules_cache: Path | None = None  # a folder for compiled rules; says nothing of the review


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review with what it was made from: the bytes as read and the structured draft."""

    data: bytes
    document: Document
    review: Review


class Reviewer:
    """Opens corpus and rules once and reviews any number of drafts."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def corpus(self) -> Corpus:
        """The corpus of the settings."""
        return open_corpus(self.settings.corpus)

    @cached_property
    def ruleset(self) -> Ruleset:
        """The rules selected by the settings."""
        chosen = loader.select(self._everything, self.settings.select, self.settings.ignore)
        return overrides.graded(chosen, self._everything, self.settings.severity)

    @cached_property
    def _everything(self) -> Ruleset:
        settings = self.settings
        return compiled.load(settings.rules_cache, settings.rules_dirs, self.checks.keys(), __version__)

    @cached_property
    def _changed(self) -> tuple[str, ...]:
        """What the settings changed in the rules: a rule that rests on law is never left out silently."""
        settings = self.settings
        return overrides.notes(self._everything, settings.select, settings.ignore, settings.severity)

    @cached_property
    def words(self) -> WordIndex:
        """The words of all rules, made once for many drafts."""
        return WordIndex(self.ruleset.rules)

    @cached_property
    def checks(self) -> dict[str, engine.Check]:
        """The registered Python checks."""
        return dict(registry())

    @cached_property
    def tool(self) -> Tool:
        """What the review says of rules and corpus."""
        rulesets = tuple(RulesetIdentity(*identity) for identity in self.ruleset.identities)
        return Tool(__version__, rulesets, self.corpus.identity())

    def review(self, path: str, data: bytes | None = None, converted: bytes | None = None) -> Reviewed:
        """Review one file (or bytes under a name). Raises ReadError for what cannot be read.

        ``converted`` is the docx that LibreOffice has made of an old file before, if it has.
        """
        content = load(path) if data is None else data
        document = self.document(path, content, converted)
        return Reviewed(content, document, self.judge(document))

    def document(self, path: str, data: bytes, converted: bytes | None = None) -> Document:
        """Read and structure only."""
        wanted = self.settings
        source = read_bytes(
            data,
            path,
            encoding=wanted.encoding,
            passwords=wanted.passwords,
            ocr=wanted.ocr,
            converted=converted,
        )
        return structure(source, wanted.stated)

    def cite(self, document: Document) -> tuple[Citation, ...]:
        """Find and resolve the citations."""
        return resolve(find(document), document, self.corpus, self.settings.as_of)

    def judge(self, document: Document) -> Review:
        """Apply the rules to a structured draft and draw the conclusion."""
        as_of = self.settings.as_of
        citations = self.cite(document)
        matter = Matter(document, citations, self.corpus, self.ruleset, as_of, self.words, align)
        outcome = engine.check(matter, self.ruleset, self.checks)
        asked = {rule.review_point for rule in self.ruleset.rules if engine.is_awake(rule, matter)}
        conclusion = conclude(outcome.findings, outcome.incomplete, document.profile, asked)
        return Review(
            tool=self.tool,
            document=_summary(document, len(matter.articles)),
            as_of=as_of.isoformat(),
            conclusion=conclusion.conclusion,
            conclusion_reason=conclusion.reason,
            questions=conclusion.questions,
            citations=tuple((c, c.span.of(document.text), str(document.at(c.span))) for c in citations),
            findings=outcome.findings,
            incomplete=outcome.incomplete,
            warnings=(*_secrecy(document), *self._changed, *_warnings(document.source)),
            asked=tuple(sorted(asked)),
        )


def _secrecy(document: Document) -> tuple[str, ...]:
    """The first warning of a draft that bears a mark of secrecy."""
    mark = document.profile.secrecy
    return (secrecy_notice(mark),) if mark else ()


def _warnings(source: Source) -> tuple[str, ...]:
    return tuple(warning.message for warning in source.warnings)


def _summary(document: Document, articles: int) -> Summary:
    profile = document.profile
    return Summary(
        path=document.source.path,
        sha256=document.source.sha256,
        title=profile.title,
        issuer=profile.issuer,
        doc_number=profile.doc_number,
        doc_type=profile.doc_type,
        rank=profile.rank.value,
        region=profile.region,
        date=profile.date,
        normative=profile.normative,
        normative_reason=profile.normative_reason,
        chapters=sum(p.level == "chapter" and bool(p.number) for p in document.walk()),
        articles=articles,
        script=profile.script,
        fragment=profile.fragment,
        secrecy=profile.secrecy,
        text_sha256=text_sha256(document.text),
    )
