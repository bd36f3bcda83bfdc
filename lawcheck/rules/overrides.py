"""What an office's configuration changes in the rules: other severities, rules left out; and how the review says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from lawcheck.errors import RulesetError
from lawcheck.model import Severity
from lawcheck.rules import loader
from lawcheck.rules.phrase import nearest
from lawcheck.rules.schema import Ruleset

_MOST = 10


def graded(chosen: Ruleset, everything: Ruleset, levels: Sequence[tuple[str, str]]) -> Ruleset:
    """Give rules the severities of the configuration; a rule that does not exist is an error."""
    if not levels:
        return chosen
    known = {rule.id for rule in everything.rules}
    for rule_id, _ in levels:
        if rule_id not in known:
            hint = nearest(rule_id, sorted(known)) or "。"
            raise RulesetError(f"配置里 severity 所指的规则“{rule_id}”不存在{hint}")
    table = dict(levels)
    rules = tuple(
        replace(rule, severity=cast(Severity, table[rule.id])) if rule.id in table else rule
        for rule in chosen.rules
    )
    return replace(chosen, rules=rules)


def notes(
    everything: Ruleset, select: Sequence[str], ignore: Sequence[str], levels: Sequence[tuple[str, str]]
) -> tuple[str, ...]:
    """Sentences for the review: rules with a basis in law that were left out, severities that were changed."""
    found = []
    if ignore:
        wanted = loader.select(everything, select, ()).rules
        kept = {rule.id for rule in loader.select(everything, select, ignore).rules}
        left_out = [rule.id for rule in wanted if rule.id not in kept and rule.basis]
        if left_out:
            found.append(f"按选项或者配置没有使用{len(left_out)}条有法律依据的规则：{_listed(left_out)}")
    own = {rule.id: rule.severity for rule in everything.rules}
    changed = [f"{rule}（{own[rule]}→{level}）" for rule, level in levels if own.get(rule, level) != level]
    if changed:
        found.append(f"按配置改变了{len(changed)}条规则的级别：{_listed(changed)}")
    return tuple(found)


def _listed(names: Sequence[str]) -> str:
    return "、".join(names[:_MOST]) + (" 等" if len(names) > _MOST else "")
