"""Which superior articles govern a sentence: the draft's own citations, and all articles of the likeliest laws.

The index proposes laws (by rare pairs of characters, and by the names of the concepts, so that 员工 finds 劳动者): for
the draft by its title, for the sentence by its words. Of the likeliest laws every article is weighed, since the one
that governs often shares few rare words; of the others those that the index found. The order is a linear function of
signs, each of which a reader can check, learnt from labelled pairs (``learnt.py``, ``benchmarks/train_alignment.py``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from math import exp, expm1, log, log1p

from lawcheck.align.compare_figures import figure_kinds
from lawcheck.align.lawwords import Texts, joined
from lawcheck.align.learnt import linear
from lawcheck.align.norm import Norm
from lawcheck.align.sentences import of_article
from lawcheck.align.slots import shared
from lawcheck.align.words import CONCEPT, WEAK, concepts, found_concepts, tokens
from lawcheck.corpus import Corpus, Passage
from lawcheck.model import Citation, Document, Governing, Law, Rank, Target, Version, is_superior
from lawcheck.text.fold import skeleton

# Articles that the index is asked for by a sentence and by the title; laws of which all articles are weighed; articles
# that are weighed by their words, and that are read.
_PROPOSED, _TOPIC, _LAWS, _WEIGHED, READ = 60, 100, 6, 40, 16
# What the share of a law counts beside the words of an article when it is decided which articles are weighed.
_OF_LAW = 20.0
_TITLE_TAIL = re.compile(
    r"(?:(?:管理|实施|若干|工作|暂行|试行|具体)*(?:办法|规定|细则|规则|措施|意见|通知|通告|方案|\((?:试行|暂行|草案|送审稿|征求意见稿)\)))+$"
)
_TITLE_HEAD = re.compile(r"^.{1,9}?(?:省|自治区|市|州|盟|县|区|旗|镇|乡)")
_FINE = "罚款"
# The words by which a figure of a unit shows.
_UNITS = {"元": ("元", _FINE), "日": ("日", "月", "年", "小时"), "比例": ("百分之", "%", "倍", "分之")}
_EARLY = frozenset(("第一条", "第二条", "第三条", "第四条", "第五条"))


@dataclass(frozen=True, slots=True)
class _Prospect:
    """A law that may hold the governing article: its text in force, what speaks for it, its place among the laws."""

    law: Law
    version: Version
    found: float
    topic: float
    named: float
    value: float
    place: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    """An article with the tokens of the sentence that it holds, and what they weigh."""

    prospect: _Prospect
    article: str
    text: str
    common: set[str]
    cited: bool
    shared: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that is weighed, with the signs that speak for it; ``value`` is what they come to."""

    prospect: _Prospect
    article: str
    text: str
    cited: bool
    signs: Mapping[str, float]
    value: float


class Seeker:
    """Finds governing articles for the sentences of one draft."""

    def __init__(self, document: Document, citations: Sequence[Citation], corpus: Corpus, as_of: date) -> None:
        profile = document.profile
        self._corpus = corpus
        self._as_of = as_of
        self._rank = profile.rank
        self._region = profile.region or ""
        self._citations = citations
        self._own_title = skeleton(profile.title or "")
        self._title = topic(self._own_title)
        self._title_tokens = tokens(self._title)
        self._titles: dict[str, frozenset[str]] = {}
        self._rare: dict[str, float] = {}
        self._texts: dict[Version, tuple[tuple[tuple[str, str], ...], Texts]] = {}

    def rarity(self, wanted: Iterable[str]) -> Mapping[str, float]:
        """What each token weighs if it is shared."""
        missing = [token for token in wanted if token not in self._rare]
        pairs = self._corpus.rarities([token for token in missing if not token.startswith("=")])
        for token in missing:
            self._rare[token] = self._of_concept(token) if token.startswith("=") else pairs.get(token, CONCEPT)
        return self._rare

    def _of_concept(self, name: str) -> float:
        """How rare a concept is, as if no article held two of its words."""
        if name in concepts().weak:
            return WEAK
        words = concepts().words[name]
        pairs = self._corpus.rarities({one + other for word in words for one, other in pairwise(word)})
        rarest = [max(pairs.get(one + other, CONCEPT) for one, other in pairwise(word)) for word in words]
        return log1p(1 / sum(1 / expm1(value) for value in rarest))

    def governing(self, norm: Norm, cited: Sequence[Citation], limit: int) -> tuple[Governing, ...]:
        """The articles that govern a sentence: those that it cites, then the others, likeliest first.

        ``score`` is the share of likelihood among all that were read.
        """
        read = sorted(self.candidates(norm, cited), key=lambda one: (not one.cited, *_order(one)))
        best = max((one.value for one in read), default=0.0)
        whole = sum(exp(one.value - best) for one in read)
        return tuple(
            Governing(one.prospect.law, one.article, one.text, exp(one.value - best) / whole, one.cited)
            for place, one in enumerate(read)
            if place < limit or one.cited
        )

    def candidates(self, norm: Norm, cited: Sequence[Citation], limit: int = READ) -> list[Candidate]:
        """The articles that were read for a sentence, with their signs."""
        self.rarity(norm.tokens | self._title_tokens)
        weighed = [self._weighed(norm, one) for one in self._proposed(norm, cited)]
        weighed.sort(key=_order)
        return [self._read(norm, one) for place, one in enumerate(weighed) if place < limit or one.cited]

    # Which laws

    def _prospects(self, norm: Norm, passages: Sequence[Passage], cited: Sequence[Passage]) -> list[_Prospect]:
        """The laws in question, likeliest first."""
        texts = {one.law.key: (one.law, one.version) for one in (*cited, *passages, *self._of_title)}
        found: dict[str, float] = defaultdict(float)
        for passage in passages:
            found[passage.law.key] += passage.score
        prospects = []
        for key, (law, version) in texts.items():
            about, named = self._topics.get(key, 0.0), self._named(law.title, norm)
            statute = law.rank in (Rank.LAW, Rank.ADMIN_REGULATION)
            value = linear("law", {"found": found[key], "topic": about, "named": named, "statute": statute})
            prospects.append(_Prospect(law, version, found[key], about, named, value))
        prospects.sort(key=lambda one: (-one.value, one.law.key))
        return [
            _Prospect(one.law, one.version, one.found, one.topic, one.named, one.value, place)
            for place, one in enumerate(prospects)
        ]

    @cached_property
    def _of_title(self) -> tuple[Passage, ...]:
        """What is found by the draft's title alone."""
        if not self._title:
            return ()
        query = "\n".join([self._title, *sorted(_names(self._title))])
        return tuple(filter(self._is_above, self._search(query, _TOPIC)))

    @cached_property
    def _topics(self) -> Mapping[str, float]:
        """Law → how much of what is found by the draft's title is in that law."""
        found: dict[str, float] = defaultdict(float)
        for passage in self._of_title:
            found[passage.law.key] += passage.score
        return found

    def _search(self, query: str, limit: int) -> Sequence[Passage]:
        return self._corpus.search(query, self._as_of, limit, region=self._region)

    def _is_above(self, passage: Passage) -> bool:
        """Above the draft by rank, or not decided by rank, or another document of its own rank that it should agree with.

        Interpretations of the courts bind no agency's draft; what has the draft's own title is what it replaces.
        """
        law = passage.law
        if law.rank is Rank.JUDICIAL_INTERPRETATION or not passage.article.startswith("第"):
            return False
        if law.rank is self._rank is Rank.NORMATIVE_DOCUMENT:
            return skeleton(law.title) != self._own_title
        return is_superior(law.rank, self._rank) is not False

    def _of_citations(self, cited: Sequence[Citation]) -> Iterator[Passage]:
        for citation in cited:
            resolution, article = citation.resolution, citation.target.article
            if resolution is None or resolution.law is None or resolution.version is None or article is None:
                continue
            words = self._corpus.wording(resolution.version, Target(article=article))
            if words and is_superior(resolution.law.rank, self._rank) is not False:
                yield Passage(resolution.law, resolution.version, article, words, 1.0)

    def named(self, law: Law, norm: Norm) -> float:
        """The share of what a law is about, by its title, that the draft's title or the sentence names."""
        return self._named(law.title, norm)

    def _named(self, law_title: str, norm: Norm) -> float:
        if law_title not in self._titles:
            self._titles[law_title] = tokens(skeleton(law_title))
        about = self._titles[law_title]
        return len(about & (norm.tokens | self._title_tokens)) / max(1, len(about))

    # Which articles

    def _proposed(self, norm: Norm, cited: Sequence[Citation]) -> list[_Found]:
        """Articles worth weighing: those cited, then by the words that they share and by their law."""
        own = list(self._of_citations(cited))
        names = dict.fromkeys(sorted(_names(norm.text) | _names(self._title)))
        query = "\n".join([self._title, norm.text, *names])
        passages = [one for one in self._search(query, _PROPOSED) if self._is_above(one)]
        prospects = self._prospects(norm, passages, own)
        known = {one.law.key: one for one in prospects}
        whole = {one.version for one in prospects[:_LAWS]}
        found = [one for prospect in prospects[:_LAWS] for one in self._of_law(prospect, norm)]
        rest = [one for one in passages if one.version not in whole]
        for is_own, some in ((False, rest), (True, own)):
            common = joined([one.text for one in some]).held(norm.tokens)
            found.extend(
                self._found(known[one.law.key], one.article, one.text, held, is_own)
                for one, held in zip(some, common, strict=True)
            )
        twice = {(one.law.key, one.article) for one in own}
        found = [one for one in found if one.cited or (one.prospect.law.key, one.article) not in twice]
        found.sort(key=lambda one: (not one.cited, -one.shared - _OF_LAW * one.prospect.value))
        return found[:_WEIGHED]

    def _of_law(self, prospect: _Prospect, norm: Norm) -> Iterator[_Found]:
        """The numbered articles of a text that share a token with a sentence; the text is remembered for the draft."""
        version = prospect.version
        if version not in self._texts:
            kept = tuple(one for one in self._corpus.articles(version) if one[0].startswith("第"))
            self._texts[version] = (kept, joined([words for _, words in kept]))
        articles, texts = self._texts[version]
        for (article, words), held in zip(articles, texts.held(norm.tokens), strict=True):
            if held:
                yield self._found(prospect, article, words, held, False)

    def _found(self, prospect: _Prospect, article: str, text: str, held: set[str], cited: bool) -> _Found:
        return _Found(prospect, article, text, held, cited, sum(self._rare[token] for token in held))

    def _weighed(self, norm: Norm, one: _Found) -> Candidate:
        """An article by its words and its law."""
        prospect, text = one.prospect, one.text
        title = sum(self._rare[token] for token in self._title_tokens) or 1.0
        of_title = sum(self._rare[token] for token in joined([text]).held(self._title_tokens)[0])
        weak, rank = concepts().weak, prospect.law.rank
        signs: dict[str, float] = {
            "named": prospect.named,
            "topic": prospect.topic,
            "found": prospect.found,
            "law": prospect.value,
            "place": min(prospect.place, 30),
            "statute": rank is Rank.LAW,
            "regulation": rank is Rank.ADMIN_REGULATION,
            "rule": rank is Rank.DEPARTMENT_RULE,
            "implementing": "实施" in prospect.law.title,
            "shared": one.shared,
            "concepts": sum(token.startswith("=") and token not in weak for token in one.common),
            "length": log(20 + len(text)),
            "title": of_title / title,
            "early": one.article in _EARLY,
            "units": _units(norm, text),
            "fine": _FINE in norm.text and _FINE in text,
        }
        return Candidate(prospect, one.article, text, one.cited, signs, linear("likely", signs))

    def _read(self, norm: Norm, one: Candidate) -> Candidate:
        """Read the article: its nearest sentence, and whether it has figures and sides of the kinds in question."""
        best, cover = 0.0, 0.0
        kinds: set[tuple[str, bool]] = set()
        sides: set[str] = set()
        for law in of_article(one.text):
            share = shared(norm.tokens, law.tokens, self._rare)
            if share > best:
                best, cover = share, len(norm.tokens & law.tokens) / (8 + len(law.tokens))
            kinds |= figure_kinds(law)
            sides.update(pole.name for pole in law.poles)
        asked = figure_kinds(norm)
        whole = sum(self._rare[token] for token in norm.tokens) or 1.0
        signs = {
            **one.signs,
            "nearest": best / whole,
            "cover": cover,
            "figures": len(asked & kinds) / len(asked) if asked else 0.0,
            "no figure": bool(asked) and not kinds,
            "sides": any(pole.name in sides for pole in norm.poles),
        }
        return Candidate(one.prospect, one.article, one.text, one.cited, signs, linear("read", signs))


def _units(norm: Norm, text: str) -> float:
    """The share of the kinds of figures in a sentence that an article may have, by its characters alone."""
    units = {figure.unit for figure in norm.figures if not figure.conditional}
    return sum(any(word in text for word in _UNITS.get(unit, (unit,))) for unit in units) / max(1, len(units))


def _order(one: Candidate) -> tuple[float, str, str]:
    return (-one.value, one.prospect.law.key, one.article)


def topic(title: str) -> str:
    """What a title is about: without the place before it and the kind of document after it."""
    return _TITLE_TAIL.sub("", _TITLE_HEAD.sub("", skeleton(title)))


def _names(text: str) -> set[str]:
    """The law's own words for what a text speaks of."""
    known = concepts()
    return {known.words[name][0] for _, names in found_concepts(text) for name in names if name not in known.weak}
