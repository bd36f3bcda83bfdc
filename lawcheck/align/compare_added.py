"""What the draft adds: a condition or an exception that the article does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lawcheck.align.norm import Norm
from lawcheck.align.slots import Rarity, Slot, shared

CONDITION = re.compile(
    r"还应当|还应|还须|还要|还需|另须|另需|并须|须先|应当先|要先|先由|先取得|但应当|但须|(?:必须|须|应当)(?:说明|证明|提供|提交|具有|取得|具备|有|交|附)|方可|方能|才能|才可|才免|才予"
)
EXCEPTION = re.compile(r"除外|不受[^,。;]{0,12}限制|可以例外|不适用")
# How much of the rest must be the article's, and how little of what is added.
_RESTATED, _UNKNOWN = 0.22, 0.5
_GRANTS = re.compile(
    r"申请|(?:予以|应当)(?:受理|登记|办理|发给|核发|批准)|即可|符合[^,。;]{0,8}条件|免予|免交|可以通过|有权"
)


def differing(draft: Norm, law: Sequence[Norm], rarity: Rarity) -> Iterator[Slot]:
    """What is added in a sentence that otherwise restates the article."""
    if len(draft.parts) < 2:
        return
    for kind, cue in (("condition", CONDITION), ("scope", EXCEPTION)):
        if not cue.search(draft.text):
            continue
        added = next((part for part in draft.parts if cue.search(part.words)), None)
        if added is None:
            continue
        article = frozenset[str]().union(*(norm.tokens for norm in law))
        rest = frozenset[str]().union(*(part.tokens for part in draft.parts if part is not added))
        known = _weight(added.tokens & article, rarity) / (_weight(added.tokens, rarity) or 1.0)
        number, norm = max(enumerate(law), key=lambda pair: shared(rest, pair[1].tokens, rarity))
        near = shared(rest, norm.tokens, rarity)
        if known > _UNKNOWN or near < _RESTATED * _weight(rest, rarity):
            continue
        if kind == "condition" and _GRANTS.search(norm.text) and not CONDITION.search(norm.text):
            yield Slot("condition", f"上位法没有“{added.words[:40]}”的条件", number, near, "added")
        if kind == "scope" and any(part.modality == "must_not" for part in norm.parts):
            yield Slot("scope", f"上位法没有“{added.words[:40]}”的例外", number, near, "excepted")


def _weight(found: frozenset[str], rarity: Rarity) -> float:
    return sum(rarity.get(token, 0.0) for token in found)
