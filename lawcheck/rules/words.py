"""One pass over a draft finds every word that any rule needs: a rule whose words do not occur costs nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import compress, islice
from operator import add

from lawcheck.rules.phrase import Group, Phrase, words_of
from lawcheck.rules.schema import Condition, Rule


class WordIndex:
    """The words of all rules: single characters, pairs, and longer ones by their first three.

    ``numbers``: every group of words (of whose words a phrase needs one, or begins with one) with its number;
    ``groups_of``: the numbers of the groups that a word belongs to; ``kinds``: the places that rules ask about.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        rules = tuple(rules)
        self.kinds = tuple(dict.fromkeys(rule.where for rule in rules if rule.match))
        groups = dict.fromkeys(group for rule in rules for group in _groups(rule))
        self.numbers: Mapping[Group, int] = {group: number for number, group in enumerate(groups)}
        groups_of: dict[str, list[int]] = defaultdict(list)
        for group, number in self.numbers.items():
            for word in words_of(group):
                groups_of[word].append(number)
        self.groups_of: Mapping[str, list[int]] = groups_of
        self._singles = frozenset(word for word in groups_of if len(word) == 1)
        self._pairs = frozenset(word for word in groups_of if len(word) == 2)
        longer: dict[str, list[str]] = defaultdict(list)
        for word in sorted(word for word in groups_of if len(word) > 2):
            longer[word[:3]].append(word)
        self._longer = dict(longer)

    def positions(self, text: str) -> Mapping[str, list[int]]:
        """Word → where it stands, for the words that occur."""
        pairs = list(map(add, text, islice(text, 1, None)))
        triples = list(map(add, pairs, islice(text, 2, None)))
        found = {**_standing(self._singles, text), **_standing(self._pairs, pairs)}
        at = _standing(self._longer.keys(), triples)
        for beginning, positions in at.items():
            for word in self._longer[beginning]:
                if len(word) == 3:
                    found[word] = positions
                elif starts := [position for position in positions if text.startswith(word, position)]:
                    found[word] = starts
        return found


def _standing(wanted: Collection[str], row: Sequence[str]) -> dict[str, list[int]]:
    """Where the members of a row stand that are wanted."""
    found: dict[str, list[int]] = defaultdict(list)
    for position, entry in compress(enumerate(row), map(wanted.__contains__, row)):
        found[entry].append(position)
    return found


def phrases_of(rule: Rule) -> Iterator[Phrase]:
    """The phrases of the conditions of a rule."""
    if rule.match is None:
        return
    stack = [*rule.match.all, *rule.match.any, *rule.match.unless]
    while stack:
        one: Condition = stack.pop()
        yield from (
            phrase
            for phrase in (one.text, one.actor, one.action, one.object, one.condition, one.exception)
            if phrase
        )
        if one.at_least is not None:
            stack.extend(one.at_least[1])


def _groups(rule: Rule) -> Iterator[Group]:
    for phrase in phrases_of(rule):
        yield from phrase.needs
        yield phrase.starts or ""
