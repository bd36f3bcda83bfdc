"""One YAML tree → one Rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast, get_args

from lawcheck.corpus import Corpus
from lawcheck.errors import RulesetError
from lawcheck.model import Basis, Modality, Rank, Severity
from lawcheck.model.document import Addressee, ShieldKind
from lawcheck.rules.phrase import Phrase, PhraseCompiler, nearest
from lawcheck.rules.schema import (
    Applies,
    Comparison,
    Condition,
    DatedBasis,
    Example,
    Examples,
    Inside,
    Mark,
    Match,
    Rule,
    Where,
)
from lawcheck.rules.yaml_tree import Tree
from lawcheck.text.fold import skeleton

_KEYS = (
    "id", "title", "review_point", "severity", "applies_to", "where", "match", "absent", "check", "basis",
    "message", "suggestion", "replace", "examples", "second_reader", "note",
)  # fmt: skip
_REQUIRED = ("id", "title", "review_point", "severity", "basis", "message", "suggestion", "examples")
_PHRASES = ("text", "actor", "action", "object", "condition", "exception")
_QUANTITIES = ("期限", "数额", "比例")
_CONDITION_KEYS = (
    *_PHRASES,
    "modality",
    "basis",
    "basis_rank",
    "basis_supports",
    "sets",
    "addressee",
    "at_least",
    "in",
    "reads",
    *_QUANTITIES,
)


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may refer to."""

    phrases: PhraseCompiler
    review_points: Mapping[str, str]
    figures: frozenset[str]
    powers: frozenset[str]
    checks: frozenset[str]
    corpus: Corpus
    own_laws: frozenset[str]


def read(tree: Tree, name: str, context: Context) -> Rule:
    """Read a rule file; ``name`` is its path below the ruleset root and must be its id."""
    keys = tree.mapping(_KEYS, _REQUIRED)
    if keys["id"].text() != name:
        raise keys["id"].error(f"规则编号应当等于文件的路径“{name}”")
    point = keys["review_point"].text()
    if point not in context.review_points:
        raise keys["review_point"].error(f"没有审查要点“{point}”{nearest(point, list(context.review_points))}")
    kinds = [key for key in ("match", "absent", "check") if key in keys]
    if len(kinds) != 1:
        raise tree.error("match、absent、check 三个键应当有且只有一个")
    where = cast(Where, keys["where"].choice(get_args(Where))) if "where" in keys else "clause"
    check = keys["check"].text() if "check" in keys else None
    if check is not None and check not in context.checks:
        raise keys["check"].error(f"没有登记的检查“{check}”{nearest(check, sorted(context.checks))}")
    return Rule(
        id=name,
        title=keys["title"].text(),
        review_point=point,
        severity=cast(Severity, keys["severity"].choice(get_args(Severity))),
        where=where,
        basis=tuple(_basis(entry, context) for entry in keys["basis"].items()),
        message=keys["message"].text(),
        suggestion=keys["suggestion"].text(),
        examples=_examples(keys["examples"], is_document=where == "document"),
        path=tree.path,
        applies=_applies(keys["applies_to"], context) if "applies_to" in keys else Applies(),
        match=_match(keys["match"], context) if "match" in keys else None,
        absent=phrase(keys["absent"], context) if "absent" in keys else None,
        check=check,
        second_reader="second_reader" in keys and keys["second_reader"].choice(("true", "false")) == "true",
        replace=_replace(keys),
    )


def mark(tree: Tree) -> Mark:
    """V, W or U."""
    return cast(Mark, tree.choice(get_args(Mark)))


def rank(tree: Tree) -> Rank:
    """A rank by its Chinese name or its identifier."""
    word = tree.text()
    found = Rank.named(word) or next((entry for entry in Rank if entry.value == word), None)
    if found is None:
        raise tree.error(f"没有效力位阶“{word}”{nearest(word, [entry.chinese for entry in Rank])}")
    return found


def phrase(tree: Tree, context: Context) -> Phrase:
    """A phrase, with errors placed in the file."""
    try:
        return context.phrases.compile(tree.text())
    except RulesetError as error:
        raise error if " 第" in error.message else tree.error(error.message) from None


def _basis(tree: Tree, context: Context) -> DatedBasis:
    keys = tree.mapping(
        ("law", "article", "paragraph", "item", "note", "from", "until", "verified"), ("law", "verified")
    )
    paragraph = int(keys["paragraph"].number()) if "paragraph" in keys else None
    basis = Basis(keys["law"].text(), _text(keys, "article"), paragraph, _text(keys, "item"), _text(keys, "note"))
    since = keys["from"].day() if "from" in keys else None
    until = keys["until"].day() if "until" in keys else None
    if since and until and since > until:
        raise tree.error("from 晚于 until")
    verified = mark(keys["verified"])
    if verified != "U" and basis.law not in context.own_laws and not context.corpus.named(basis.law):
        raise keys["law"].error(_unknown_law(basis.law, context.corpus))
    return DatedBasis(basis, since, until, verified)


def _unknown_law(title: str, corpus: Corpus) -> str:
    """Also how to name a law that the catalogue does not hold."""
    near = next((name for name, _ in corpus.similar(title, 1)), None)
    guess = f"，是不是“{near}”？" if near else "。"
    return f"法律目录里没有“{title}”{guess}地方或者本单位的文件，写进规则目录 ruleset.yaml 的 laws；出处没有核实的，标 U"


def _text(keys: Mapping[str, Tree], key: str) -> str | None:
    return keys[key].text() if key in keys else None


def _replace(keys: Mapping[str, Tree]) -> tuple[tuple[str, str], ...]:
    """Words → words. A check says its replacements itself, and what is absent cannot be replaced."""
    if "replace" not in keys:
        return ()
    tree = keys["replace"]
    if "match" not in keys:
        raise tree.error("replace 只能与 match 同用")
    found = tuple((skeleton(old), new.text()) for old, new in tree.entries().items())
    if any(not old or old == skeleton(new) for old, new in found):
        raise tree.error("replace 的每一项应当是“原来的词: 改为的词”，两者不能相同")
    return found


def _applies(tree: Tree, context: Context) -> Applies:
    keys = tree.mapping(("doc_types", "issuers", "ranks", "regions"))
    return Applies(
        frozenset(entry.text() for entry in keys["doc_types"].items()) if "doc_types" in keys else frozenset(),
        phrase(keys["issuers"], context) if "issuers" in keys else None,
        frozenset(rank(entry) for entry in keys["ranks"].items()) if "ranks" in keys else frozenset(),
        tuple(entry.text() for entry in keys["regions"].items()) if "regions" in keys else (),
    )


def _match(tree: Tree, context: Context) -> Match:
    keys = tree.mapping((*_CONDITION_KEYS, "all", "any", "unless"))
    direct = {key: value for key, value in keys.items() if key in _CONDITION_KEYS}
    parts = {
        name: tuple(_condition(entry, context) for entry in keys[name].items()) if name in keys else ()
        for name in ("all", "any", "unless")
    }
    if direct:
        parts["all"] = (_condition(Tree(direct, tree.path, tree.line), context), *parts["all"])
    if not parts["all"] and not parts["any"]:
        raise tree.error("match 至少要有一个条件")
    return Match(parts["all"], parts["any"], parts["unless"])


def _condition(tree: Tree, context: Context) -> Condition:
    keys = tree.mapping(_CONDITION_KEYS)
    phrases = {key: phrase(keys[key], context) for key in _PHRASES if key in keys}
    return Condition(
        **phrases,
        modality=frozenset(cast(Modality, entry.choice(get_args(Modality))) for entry in keys["modality"].items())
        if "modality" in keys
        else frozenset(),
        basis=_basis_condition(keys["basis"], context) if "basis" in keys else None,
        basis_rank=rank(keys["basis_rank"]) if "basis_rank" in keys else None,
        basis_supports=keys["basis_supports"].choice(("yes", "no", "unknown"))
        if "basis_supports" in keys
        else None,  # type: ignore[arg-type]
        sets=_known(keys["sets"], context.powers, "设定事项") if "sets" in keys else None,
        addressee=cast(Addressee, keys["addressee"].choice(get_args(Addressee))) if "addressee" in keys else None,
        at_least=_at_least(keys["at_least"], context) if "at_least" in keys else None,
        comparisons=tuple(_comparison(keys[key], key, phrases, context) for key in _QUANTITIES if key in keys),
        inside=cast(Inside, keys["in"].choice(get_args(Inside))) if "in" in keys else None,
        reads=frozenset(cast(ShieldKind, entry.choice(get_args(ShieldKind))) for entry in keys["reads"].items())
        if "reads" in keys
        else frozenset(),
    )


def _basis_condition(tree: Tree, context: Context) -> Literal["cited", "none"] | Phrase:
    if tree.value == "cited":
        return "cited"
    return "none" if tree.value == "none" else phrase(tree, context)


def _known(tree: Tree, known: frozenset[str], what: str) -> str:
    word = tree.text()
    if word not in known:
        raise tree.error(f"没有{what}“{word}”{nearest(word, sorted(known))}")
    return word


def _at_least(tree: Tree, context: Context) -> tuple[int, tuple[Condition, ...]]:
    keys = tree.mapping(("n", "of"), ("n", "of"))
    return int(keys["n"].number()), tuple(_condition(entry, context) for entry in keys["of"].items())


def _comparison(tree: Tree, quantity: str, phrases: Mapping[str, Phrase], context: Context) -> Comparison:
    if not any(name == quantity for read in phrases.values() for _, name in read.names):
        raise tree.error(f"要比较“{quantity}”，同一个条件的短语里应当有 <{quantity}>")
    keys = tree.mapping(("less_than", "more_than"))
    if len(keys) != 1:
        raise tree.error("less_than 和 more_than 二选一")
    operator, figure = next(iter(keys.items()))
    return Comparison(quantity, operator, _known(figure, context.figures, "参数"))  # type: ignore[arg-type]


def _examples(tree: Tree, *, is_document: bool) -> Examples:
    keys = tree.mapping(("bad", "good", "todo"), ("bad", "good"))
    todo = keys["todo"].mapping(("bad", "good")) if "todo" in keys else {}
    groups = [keys["bad"], keys["good"], todo.get("bad"), todo.get("good")]
    found = [tuple(_example(entry, is_document) for entry in group.items()) if group else () for group in groups]
    if len(found[0]) < 2 or len(found[1]) < 2:
        raise tree.error("bad 和 good 各要两个以上的例句，good 应当是容易误报的近似写法")
    return Examples(*found)


def _example(tree: Tree, is_document: bool) -> Example:
    if isinstance(tree.value, str):
        return Example(tree.text(), is_draft=is_document)
    keys = tree.mapping(("text", "title", "issuer", "as_of", "draft", "laws", "becomes"), ("text",))
    as_of = keys["as_of"].day() if "as_of" in keys else None
    draft = keys["draft"].choice(("true", "false")) == "true" if "draft" in keys else is_document
    laws = tuple(_law(entry) for entry in keys["laws"].items()) if "laws" in keys else ()
    stated = (_text(keys, "title"), _text(keys, "issuer"), as_of, draft, laws, _text(keys, "becomes"))
    return Example(keys["text"].text(), *stated)


def _law(tree: Tree) -> tuple[str, date, str]:
    keys = tree.mapping(("title", "from", "text"), ("title", "from", "text"))
    return keys["title"].text(), keys["from"].day(), keys["text"].text()
