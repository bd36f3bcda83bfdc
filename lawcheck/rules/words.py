"""One pass over a draft finds every word that any rule needs: a rule whose words do not occur costs nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from operator import add

from lawcheck.rules.phrase import Phrase
from lawcheck.rules.schema import Condition, Rule


class WordIndex:
    """The words of the needs of all rules: single characters, pairs, and longer ones by their first three."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        words = {word for rule in rules for group in _groups(rule) for word in group}
        self._singles = frozenset(word for word in words if len(word) == 1)
        self._pairs = frozenset(word for word in words if len(word) == 2)
        longer: dict[str, list[str]] = defaultdict(list)
        for word in sorted(word for word in words if len(word) > 2):
            longer[word[:3]].append(word)
        self._longer = dict(longer)

    def positions(self, text: str) -> Mapping[str, list[int]]:
        """Word → where it stands, for the words that occur."""
        found: dict[str, list[int]] = {}
        at: dict[str, list[int]] = {}
        pairs = list(map(add, text, islice(text, 1, None)))
        for position, pair in enumerate(pairs):
            if pair in self._pairs:
                found.setdefault(pair, []).append(position)
        for position, triple in enumerate(map(add, pairs, islice(text, 2, None))):
            if triple in self._longer:
                at.setdefault(triple, []).append(position)
        for single in self._singles.intersection(text):
            found[single] = [match.start() for match in re.finditer(re.escape(single), text)]
        for beginning, positions in at.items():
            for word in self._longer[beginning]:
                if len(word) == 3:
                    found[word] = positions
                elif starts := [position for position in positions if text.startswith(word, position)]:
                    found[word] = starts
        return found


def _groups(rule: Rule) -> Iterator[frozenset[str]]:
    match = rule.match
    if match is not None:
        stack = [*match.all, *match.any, *match.unless]
        while stack:
            condition: Condition = stack.pop()
            for phrase in _phrases(condition):
                yield from phrase.needs
                yield phrase.starts or frozenset()
            if condition.at_least is not None:
                stack.extend(condition.at_least[1])


def _phrases(condition: Condition) -> Iterator[Phrase]:
    parts = (condition.actor, condition.action, condition.object, condition.condition, condition.exception)
    yield from (phrase for phrase in (condition.text, *parts) if phrase is not None)
