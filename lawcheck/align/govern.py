"""Which superior articles govern a sentence: the draft's own citations, then the index, ordered by what they share.

The index proposes (by rare pairs of characters, and by the names of the concepts, so that 员工 finds 劳动者); the
order is made of what the sentence shares with the nearest sentence and the whole of an article, whether the title of
the law is what the draft is about, whether several articles of that law were proposed, and whether the article has a
figure of the same kind at all. The weights were fitted on labelled pairs (see ``benchmarks/align_pairs.py``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from lawcheck.align.compare_figures import figure_kinds
from lawcheck.align.norm import Norm
from lawcheck.align.sentences import article_tokens, of_article
from lawcheck.align.slots import shared
from lawcheck.align.words import CONCEPT, concepts, found_concepts, tokens, weight
from lawcheck.corpus import Corpus, Passage
from lawcheck.model import Citation, Document, Governing, Rank, Target, is_superior
from lawcheck.text.fold import skeleton

# Articles that each query may propose, that the draft's title may, whose words are looked at, and that are read.
_PROPOSED, _TOPIC, _TOKENS, _READ = 40, 100, 30, 12
_TITLE_TAIL = re.compile(
    r"(?:(?:管理|实施|若干|工作|暂行|试行|具体)*(?:办法|规定|细则|规则|措施|意见|通知|通告|方案|\((?:试行|暂行|草案|送审稿|征求意见稿)\)))+$"
)
_TITLE_HEAD = re.compile(r"^.{1,9}?(?:省|自治区|市|州|盟|县|区|旗|镇|乡)")


@dataclass(frozen=True, slots=True)
class _Weights:
    """What each sign counts in the order of the proposed articles."""

    nearest: float = 0.35
    whole: float = 0.5
    index: float = 216.0
    fellows: float = 3.2
    cover: float = 111.0
    figures: float = 25.0
    sides: float = 16.0
    statute: float = 15.0
    topic: float = 2.9
    title: float = 81.0
    implementing: float = -13.0
    cited: float = 60.0


@dataclass(frozen=True, slots=True)
class _Proposal:
    """An article that the index or a citation proposed, and what it scores before it is read."""

    passage: Passage
    cited: bool
    score: float


_W = _Weights()


class Seeker:
    """Finds governing articles for the sentences of one draft."""

    def __init__(self, document: Document, citations: Sequence[Citation], corpus: Corpus, as_of: date) -> None:
        profile = document.profile
        self._corpus = corpus
        self._as_of = as_of
        self._rank = profile.rank
        self._region = profile.region or ""
        self._citations = citations
        self._title = topic(profile.title or "")
        self._title_tokens = tokens(self._title)
        self._titles: dict[str, frozenset[str]] = {}
        self._rare: dict[str, float] = {}

    def rarity(self, wanted: Iterable[str]) -> Mapping[str, float]:
        """What each token weighs if it is shared."""
        missing = [token for token in wanted if token not in self._rare]
        pairs = self._corpus.rarities([token for token in missing if not token.startswith("=")])
        self._rare.update({token: weight(token, pairs.get(token, CONCEPT)) for token in missing})
        return self._rare

    def governing(self, norm: Norm, cited: Sequence[Citation], limit: int) -> tuple[Governing, ...]:
        """The articles that govern a sentence, best first; only the most likely ones are read."""
        self.rarity(norm.tokens | self._title_tokens)
        found = self._proposed(norm)
        for passage in self._of_citations(cited):
            found[passage.law.key, passage.article] = (passage, True)
        fellows: dict[str, float] = defaultdict(float)
        for passage, _ in found.values():
            fellows[passage.law.key] += passage.score
        proposals = [
            _Proposal(passage, own, self._likely(norm, passage, fellows[passage.law.key], own))
            for passage, own in found.values()
        ]
        proposals.sort(key=_order)
        proposals = [
            replace(
                one, score=one.score + _W.whole * shared(norm.tokens, article_tokens(one.passage.text), self._rare)
            )
            for one in proposals[:_TOKENS]
        ]
        proposals.sort(key=_order)
        read = [
            self._read(norm, proposal)
            for place, proposal in enumerate(proposals)
            if place < _READ or proposal.cited
        ]
        read.sort(key=lambda one: (-one.score, one.law.key, one.article))
        return tuple(one for place, one in enumerate(read) if place < limit or one.cited)

    def _proposed(self, norm: Norm) -> dict[tuple[str, str], tuple[Passage, bool]]:
        names = dict.fromkeys(_names(norm.text) | _names(self._title))
        queries = (norm.text, "\n".join([self._title, norm.text, *sorted(names)]))
        found: dict[tuple[str, str], tuple[Passage, bool]] = {}
        for query in queries:
            for passage in self._corpus.search(query, self._as_of, _PROPOSED, region=self._region):
                key = (passage.law.key, passage.article)
                if self._is_above(passage) and (key not in found or found[key][0].score < passage.score):
                    found[key] = (passage, False)
        return found

    def _is_above(self, passage: Passage) -> bool:
        """Above the draft by rank, or not decided by rank; interpretations of the courts bind no agency's draft."""
        if passage.law.rank is Rank.JUDICIAL_INTERPRETATION or not passage.article.startswith("第"):
            return False
        return is_superior(passage.law.rank, self._rank) is not False

    def _of_citations(self, cited: Sequence[Citation]) -> Iterator[Passage]:
        for citation in cited:
            resolution, article = citation.resolution, citation.target.article
            if resolution is None or resolution.law is None or resolution.version is None or article is None:
                continue
            words = self._corpus.wording(resolution.version, Target(article=article))
            if words and is_superior(resolution.law.rank, self._rank) is not False:
                yield Passage(resolution.law, resolution.version, article, words, 1.0)

    def _likely(self, norm: Norm, passage: Passage, fellows: float, cited: bool) -> float:
        """What an article scores by its words and its law."""
        law = passage.law
        return (
            _W.index * passage.score
            + _W.fellows * fellows
            + _W.topic * self._of_topic.get(law.key, 0.0)
            + _W.title * self.named(law.title, norm)
            + (_W.statute if law.rank in (Rank.LAW, Rank.ADMIN_REGULATION) else 0.0)
            + (_W.implementing if "实施" in law.title else 0.0)
            + (_W.cited if cited else 0.0)
        )

    def _read(self, norm: Norm, proposal: _Proposal) -> Governing:
        """Read the article: its nearest sentence, and whether it has figures and sides of the kinds in question."""
        passage = proposal.passage
        norms = of_article(passage.text)
        best, cover = 0.0, 0.0
        kinds: set[tuple[str, bool]] = set()
        sides: set[str] = set()
        for one in norms:
            share = shared(norm.tokens, one.tokens, self._rare)
            if share > best:
                best, cover = share, len(norm.tokens & one.tokens) / (8 + len(one.tokens))
            kinds |= figure_kinds(one)
            sides.update(pole.name for pole in one.poles)
        asked = figure_kinds(norm)
        score = (
            proposal.score
            + _W.nearest * best
            + _W.cover * cover
            + (_W.figures * len(asked & kinds) / len(asked) if asked else 0.0)
            + (_W.sides if any(pole.name in sides for pole in norm.poles) else 0.0)
        )
        return Governing(passage.law, passage.article, passage.text, score, proposal.cited)

    @cached_property
    def _of_topic(self) -> Mapping[str, float]:
        """Law → how much of what is found by the draft's title alone is in that law."""
        found: dict[str, float] = defaultdict(float)
        query = "\n".join([self._title, *sorted(_names(self._title))])
        for passage in self._corpus.search(query, self._as_of, _TOPIC, region=self._region) if self._title else ():
            found[passage.law.key] += passage.score
        return found

    def named(self, law_title: str, norm: Norm) -> float:
        """The share of what a law is about, by its title, that the draft's title or the sentence names."""
        about = self._tokens_of(law_title)
        return len(about & (norm.tokens | self._title_tokens)) / max(1, len(about))

    def _tokens_of(self, title: str) -> frozenset[str]:
        if title not in self._titles:
            self._titles[title] = tokens(skeleton(title))
        return self._titles[title]


def _order(one: _Proposal) -> tuple[float, str, str]:
    return (-one.score, one.passage.law.key, one.passage.article)


def topic(title: str) -> str:
    """What a title is about: without the place before it and the kind of document after it."""
    return _TITLE_TAIL.sub("", _TITLE_HEAD.sub("", skeleton(title)))


def _names(text: str) -> set[str]:
    """The law's own words for what a text speaks of."""
    known = concepts()
    return {known.words[name][0] for _, names in found_concepts(text) for name in names if name not in known.weak}
