"""写法与已标注的违法情形相近 — the statistical signal as checks, one for each review point.

Assumes that an unlawful clause on new words still shares characters, pairs and triples with labelled ones; it cannot
see law, citations or what a neighbouring article says. So it raises a warning at most, shows the case it rests on,
and leaves the place to a rule that speaks of the same point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from weakref import WeakKeyDictionary

from lawcheck.model import Hit
from lawcheck.rules.matter import Matter
from lawcheck.signal.nearest import nearest
from lawcheck.signal.units import Unit, units
from lawcheck.suspicion.model import Judgment, load

CODES = (
    *(f"FC-8.{n}" for n in range(1, 6)),
    *(f"FC-9.{n}" for n in range(1, 7)),
    *(f"FC-10.{n}" for n in range(1, 5)),
    *(f"FC-11.{n}" for n in range(1, 5)),
    *("LG-1", "LG-2", "LG-2.1", "LG-3"),
    *(f"LG-4.{n}" for n in range(1, 6)),
    *(f"LG-5.{n}" for n in range(1, 5)),
    *("LG-6.1", "LG-6.2"),
    *(f"LG-7.{n}" for n in range(1, 9)),
    *(f"LG-8.{n}" for n in range(1, 5)),
)
# Told from the others, but not said: who issues and which superior law cannot be seen in the words; of FC-9.6 there
# are too few cases.
UNSAID = frozenset({"FC-9.6", "LG-1", "LG-3"})
_judged: WeakKeyDictionary[Matter, tuple[tuple[Unit, tuple[Judgment, ...]], ...]] = WeakKeyDictionary()


def registry() -> dict[str, Callable[[Matter], Iterable[Hit]]]:
    """Name (similar FC-8.1) → check, for every review point that the signal knows."""
    return {f"similar {code}": partial(_similar, code) for code in CODES if code not in UNSAID}


def _similar(code: str, matter: Matter) -> Iterator[Hit]:
    for unit, judgments in _judgments(matter):
        if any(judgment.code == code for judgment in judgments):
            yield Hit(unit.span, (("相近案例", nearest(code, unit.text)),))


def _judgments(matter: Matter) -> tuple[tuple[Unit, tuple[Judgment, ...]], ...]:
    """Every unit that comes near to a code; judged once for all codes."""
    known = _judged.get(matter)
    if known is None:
        model = load()
        judged = ((unit, model.judge(unit.text)) for unit in units(matter))
        known = _judged[matter] = tuple((unit, judgments) for unit, judgments in judged if judgments)
    return known
