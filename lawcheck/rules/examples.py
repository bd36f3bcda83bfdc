"""Running a rule's own examples: a bad one must give this rule, a good one nothing of it; a todo must still fail."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from lawcheck.cite import find, resolve
from lawcheck.corpus import Corpus, MemoryCorpus
from lawcheck.corpus.memory import articles_of
from lawcheck.model import Document, Finding, Law, Rank, Stated, Version
from lawcheck.read import read_bytes
from lawcheck.rules import engine
from lawcheck.rules.matter import Aligner, Matter
from lawcheck.rules.schema import Example, Rule, Ruleset
from lawcheck.structure import structure

# Examples without a date of their own are read as of this day, or of the last day on which the rule's basis held.
DEFAULT_DAY = date(2026, 6, 1)
_TITLE, _ISSUER = "某项工作管理办法", "临溪市人民政府"


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """One example run: ``expected`` tells whether the rule should speak; ``findings`` are what it said."""

    rule: Rule
    example: Example
    expected: bool
    is_todo: bool
    findings: tuple[Finding, ...]
    document: Document
    error: str = ""

    @property
    def is_right(self) -> bool:
        """A todo is right as long as it still fails."""
        spoke = bool(self.findings)
        as_expected = spoke == self.expected and self.becomes in (None, self.example.becomes)
        return not self.error and as_expected != self.is_todo

    @property
    def becomes(self) -> str | None:
        """The example with the exact replacements made; None if the example does not ask for them."""
        if self.example.becomes is None:
            return None
        text, start = self.document.text, self.document.text.find(self.example.text)
        replacements = {one for finding in self.findings for one in finding.replacements}
        for one in sorted(replacements, key=lambda one: -one.span.start):
            text = text[: one.span.start] + one.text + text[one.span.end :]
        return text[start:] if start >= 0 else text


def run(
    rule: Rule,
    ruleset: Ruleset,
    checks: Mapping[str, engine.Check],
    corpus: Corpus,
    aligner: Aligner | None = None,
) -> Iterator[ExampleResult]:
    """Run every example of one rule."""
    groups = (
        (rule.examples.bad, True, False),
        (rule.examples.good, False, False),
        (rule.examples.todo_bad, True, True),
        (rule.examples.todo_good, False, True),
    )
    only = replace(ruleset, rules=(rule,))
    for examples, expected, is_todo in groups:
        for example in examples:
            yield _run(rule, example, expected, is_todo, only, checks, corpus, aligner)


def _run(
    rule: Rule,
    example: Example,
    expected: bool,
    is_todo: bool,
    only: Ruleset,
    checks: Mapping[str, engine.Check],
    corpus: Corpus,
    aligner: Aligner | None,
) -> ExampleResult:
    day = example.as_of or _day(rule)
    corpus = _corpus(example) if example.laws else corpus
    document = _document(example)
    citations = resolve(find(document), document, corpus, day)
    outcome = engine.check(Matter(document, citations, corpus, only, day, aligner=aligner), only, checks)
    error = outcome.incomplete[0].reason if outcome.incomplete else ""
    return ExampleResult(rule, example, expected, is_todo, outcome.findings, document, error)


def _corpus(example: Example) -> Corpus:
    """A corpus that holds just the laws of the example, each text in force until the next of its title."""
    laws: dict[Law, dict[Version, Mapping[str, str]]] = {}
    for title, effective, text in sorted(example.laws, key=lambda entry: (entry[0], entry[1])):
        later = min((day for other, day, _ in example.laws if other == title and day > effective), default=None)
        articles = articles_of(text)
        version = Version(
            title, f"{effective.year}年文本", "", effective, effective, later, articles=len(articles), complete=True
        )
        laws.setdefault(Law(title, title, title, Rank.LAW), {})[version] = articles
    return MemoryCorpus(laws)


def _day(rule: Rule) -> date:
    if rule.bases(DEFAULT_DAY):
        return DEFAULT_DAY
    ends = [basis.until for basis in rule.basis if basis.until]
    return max(ends) if ends else DEFAULT_DAY


def _document(example: Example) -> Document:
    lines = [example.title or _TITLE, example.issuer or _ISSUER, example.text]
    data = "\n".join(lines).encode()
    source = read_bytes(data, f"example-{hashlib.sha256(data).hexdigest()[:8]}.txt")
    document = structure(source, Stated(fragment=not example.is_draft))
    if not example.is_draft:
        return document
    return replace(document, profile=replace(document.profile, normative=True))
