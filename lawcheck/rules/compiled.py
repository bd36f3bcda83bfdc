"""Rules made ready once: reading and compiling them takes half a second, unpickling what came of it some milliseconds.

The key is made of versions, check names and the names, sizes and times of all rule files, so a changed file is a new
key. Only the classes of a ruleset are let in on reading; a file that is damaged or of another kind is made anew.
"""

from __future__ import annotations

import copyreg
import hashlib
import io
import os
import pickle
import sys
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from lawcheck.rules import loader
from lawcheck.rules.schema import Examples, Ruleset

_OURS = ("lawcheck.rules.schema", "lawcheck.rules.phrase", "lawcheck.model.review", "lawcheck.model.rank")
_PLAIN = frozenset({("builtins", "frozenset"), ("datetime", "date")})


def load(
    cache: Path | None, extra: Sequence[Path] = (), checks: Collection[str] = (), made_by: str = ""
) -> Ruleset:
    """The ruleset without its examples, from the folder ``cache`` if it is there; None: made anew every time.

    ``made_by``: the version of the program; rules compiled by another one are not taken.
    """
    folders = loader.folders(extra)
    if cache is None:
        return _without_examples(loader.load(extra, checks))
    path = cache / f"rules-{_key(folders, checks, made_by)}.pickle"
    known = _read(path)
    if known is not None:
        return known
    made: Ruleset = _once(_without_examples(loader.load(extra, checks)), {})
    _write(path, made)
    return made


def _without_examples(ruleset: Ruleset) -> Ruleset:
    return replace(ruleset, rules=tuple(replace(rule, examples=Examples()) for rule in ruleset.rules))


def _once(value: Any, known: dict[tuple[type, Any], Any]) -> Any:
    """The same value with equal parts as one object (many rules share bases and conditions): a third less to read."""
    if is_dataclass(value) and not isinstance(value, type):
        value = type(value)(**{field.name: _once(getattr(value, field.name), known) for field in fields(value)})
    elif type(value) is tuple:
        value = tuple(_once(part, known) for part in value)
    elif not isinstance(value, str | frozenset):
        return value
    return known.setdefault((type(value), value), value)


def _key(folders: Sequence[loader.Folder], checks: Collection[str], made_by: str) -> str:
    digest = hashlib.sha256(f"{made_by} {sys.version_info[:2]} {sorted(checks)}".encode())
    for place in folders:
        digest.update(f"\n{place.path}".encode(errors="surrogateescape"))
        for root, names, files in os.walk(place.path):
            names.sort()
            for name in sorted(files):
                if name.endswith(loader.COUNTED):
                    status = os.stat(os.path.join(root, name))  # noqa: PTH116, PTH118 - a hot path of many files
                    digest.update(
                        f"{root}/{name} {status.st_size} {status.st_mtime_ns}".encode(errors="surrogateescape")
                    )
    return digest.hexdigest()[:24]


class _Pickler(pickle.Pickler):
    """Writes our objects as what differs from their defaults, which their classes keep: read back in a third of the time.

    They have no slots, so that a dictionary is taken over as it is, without a call for each field.
    """

    def reducer_override(self, obj: Any) -> Any:
        if not is_dataclass(obj) or isinstance(obj, type):
            return NotImplemented
        told = {each.name: value for each in fields(obj) if (value := getattr(obj, each.name)) != each.default}
        return copyreg.__newobj__, (type(obj),), told  # type: ignore[attr-defined]


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Only what a ruleset is made of; anything else could run as code."""
        if module in _OURS or (module, name) in _PLAIN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def _read(path: Path) -> Ruleset | None:
    try:
        found = _Unpickler(io.BytesIO(path.read_bytes())).load()
    except (
        OSError,
        pickle.UnpicklingError,
        EOFError,
        AttributeError,
        ImportError,
        IndexError,
        TypeError,
        ValueError,
    ):
        return None
    return found if isinstance(found, Ruleset) else None


def _write(path: Path, ruleset: Ruleset) -> None:
    """Write beside and rename; a cache that cannot be written is no error."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in sorted(path.parent.glob("rules-*.pickle"), key=lambda other: other.stat().st_mtime)[:-8]:
            old.unlink(missing_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".rules-", delete=False) as stream:
            _Pickler(stream, protocol=pickle.HIGHEST_PROTOCOL).dump(ruleset)
        Path(stream.name).replace(path)
    except OSError:
        return
