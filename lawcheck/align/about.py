"""What a draft is about, by its title, and which articles may govern it: the same for all its sentences."""

from __future__ import annotations

import re
from functools import cached_property

import numpy as np

from lawcheck.align.lawwords import LawWords
from lawcheck.align.rows import Numbers
from lawcheck.align.words import tokens
from lawcheck.corpus.shelf import Floats, added, best
from lawcheck.model import Profile, Rank, is_superior
from lawcheck.text.fold import skeleton

# Articles that propose laws for the title.
_TOPIC = 100
_TITLE_TAIL = re.compile(
    r"(?:(?:管理|实施|若干|工作|暂行|试行|具体)*(?:办法|规定|细则|规则|措施|意见|通知|通告|方案|\((?:试行|暂行|草案|送审稿|征求意见稿)\)))+$"
)
_TITLE_HEAD = re.compile(r"^.{1,9}?(?:省|自治区|市|州|盟|县|区|旗|镇|乡)")


class About:
    """A draft before the articles of a shelf."""

    def __init__(self, words: LawWords, profile: Profile) -> None:
        self.words = words
        self._rank = profile.rank
        self._own_title = skeleton(profile.title or "")
        self.title = sorted(tokens(topic(self._own_title)))
        rarity = words.rarity(self.title)
        # What the tokens of the title weigh together; 1 without any.
        self.whole = sum(rarity[token] for token in self.title) or 1.0

    @cached_property
    def held(self) -> Floats:
        """For each article what the tokens of the draft's title weigh that it holds."""
        return added(np.zeros(len(self.words.shelf), np.float32), list(map(self.words.weighed, self.title)))

    @cached_property
    def allowed(self) -> Floats:
        """For each numbered article that may govern the draft how near it is counted, by its length; else 0."""
        shelf, laws = self.words.shelf, np.zeros(len(self.words.shelf.laws), np.float32)
        for rank, having in self.words.of_rank.items():
            laws[having] = self._is_above(rank)
        if self._rank is Rank.NORMATIVE_DOCUMENT:
            laws[[law.rank is self._rank and skeleton(law.title) == self._own_title for law in shelf.laws]] = 0
        allowed: Floats = laws.take(shelf.law_of) * self.words.brevity
        return allowed

    def _is_above(self, rank: Rank) -> bool:
        """Above the draft by rank, or not decided by rank, or another document of its own rank that it should agree with.

        Interpretations of the courts bind no agency's draft; what has the draft's own title is what it replaces.
        """
        if rank is Rank.JUDICIAL_INTERPRETATION:
            return False
        return rank is self._rank is Rank.NORMATIVE_DOCUMENT or is_superior(rank, self._rank) is not False

    @cached_property
    def near(self) -> Floats:
        """For each article how near it is to the draft's title."""
        near: Floats = self.held * self.allowed
        return near

    @cached_property
    def topics(self) -> Numbers:
        """For each law how much of what is nearest to the draft's title is in it."""
        shelf = self.words.shelf
        nearest = best(self.near, _TOPIC)[:_TOPIC]
        shares: Floats = self.near[nearest] / self.whole
        found: Numbers = np.bincount(shelf.law_of[nearest], shares, len(shelf.laws)).astype(np.float64)
        return found

    @cached_property
    def named(self) -> Numbers:
        """For each law how many tokens of its title the draft's title has."""
        named: Numbers = self.words.naming([self.title])[0]
        return named


def topic(title: str) -> str:
    """What a title is about: without the place before it and the kind of document after it."""
    return _TITLE_TAIL.sub("", _TITLE_HEAD.sub("", skeleton(title)))
