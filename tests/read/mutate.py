"""Damages files in many ways and reads what is left: a text with valid places or an error of the list, nothing else.

    python tests/read/mutate.py --count 5000 [--samples FOLDER] [--seed 1] [--only 17]

Each case depends on the seed and its number alone, so that any of them can be repeated. Old formats are read as if
there were no converter. Exit code 1 if a case fails.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import nasty

from lawcheck.errors import LawcheckError
from lawcheck.model import Source
from lawcheck.read import convert, read_bytes

LISTED = Path(__file__).resolve().parents[2] / "docs" / "inputs.md"
SLOW = 20.0
_LARGEST = 2_000_000
Change = Callable[[random.Random, bytes], bytes]


def seeds(samples: Path | None) -> list[tuple[str, bytes]]:
    """The files to damage: our own, and those of a folder if one is named."""
    found = [(name, file.data) for name, file in nasty.files().items()]
    if samples is not None:
        paths = sorted(
            path for path in samples.rglob("*") if path.is_file() and path.suffix not in (".py", ".json")
        )
        found += [(path.name, path.read_bytes()) for path in paths]
    return [(name, data) for name, data in found if 0 < len(data) <= _LARGEST]


def codes() -> frozenset[str]:
    """The error codes that the documentation lists."""
    return frozenset(re.findall(r"(?m)^\| `([a-z-]+)` \|", LISTED.read_text("utf-8")))


def _cut(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _flip(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8, 50))):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _bit(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _swap(rng: random.Random, data: bytes) -> bytes:
    one, two, three = sorted(rng.randrange(len(data) + 1) for _ in range(3))
    return data[:one] + data[two:three] + data[one:two] + data[three:]


def _drop(rng: random.Random, data: bytes) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + data[start + rng.choice((1, 10, 200, 4000)) :]


def _repeat(rng: random.Random, data: bytes) -> bytes:
    start = rng.randrange(len(data))
    piece = data[start : start + rng.choice((5, 60, 900))]
    return data[:start] + piece * rng.choice((2, 30, 300)) + data[start:]


def _insert(rng: random.Random, data: bytes) -> bytes:
    start = rng.randrange(len(data) + 1)
    return data[:start] + rng.randbytes(rng.choice((1, 4, 100))) + data[start:]


def _tags(rng: random.Random, data: bytes) -> bytes:
    """Take a tag away, double it, or exchange it for another one of the part."""
    tags = list(re.finditer(rb"<[^<>]{1,200}>", data))
    if not tags:
        return _flip(rng, data)
    one, other = rng.choice(tags), rng.choice(tags)
    piece = rng.choice((b"", one.group() * 2, other.group(), b"<" + other.group()))
    return data[: one.start()] + piece + data[one.end() :]


def _values(rng: random.Random, data: bytes) -> bytes:
    """Give an attribute, or a number of a PDF, an absurd value."""
    values = list(re.finditer(rb'(?<==")[^"<>]{0,60}(?=")|(?<=[ \[])\d+(?=[ \]])', data))
    if not values:
        return _flip(rng, data)
    one = rng.choice(values)
    absurd = rng.choice((b"", b"-1", b"999999999", b"99999999999999999999", b"1e308", b"nan", b"../..", b"%1%2%9"))
    return data[: one.start()] + absurd + data[one.end() :]


PLAIN: Sequence[Change] = (_cut, _flip, _bit, _swap, _drop, _repeat, _insert, _tags, _values)


def _parts(rng: random.Random, data: bytes) -> bytes:
    """Damage a part inside a zip and pack it again; or exchange, drop or rename parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
    except Exception:  # the seed is a broken zip itself
        return _flip(rng, data)
    if not parts or sum(len(part) for _, part in parts) > _LARGEST:
        return _flip(rng, data)
    index, other = rng.randrange(len(parts)), rng.randrange(len(parts))
    name, part = parts[index]
    kind = rng.randrange(6)
    if kind == 0:
        parts[index], parts[other] = (name, parts[other][1]), (parts[other][0], part)
    elif kind == 1:
        del parts[index]
    elif kind == 2:
        parts[index] = (rng.choice((name.upper(), "../" + name, "/" + name, name + ".bak")), part)
    elif part:
        parts[index] = (name, rng.choice((*PLAIN, _tags, _tags, _values, _values))(rng, part))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts:
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), part)
    return buffer.getvalue()


def case(files: Sequence[tuple[str, bytes]], seed: int, number: int) -> tuple[str, bytes]:
    """The damaged file of this number, and what was done to what."""
    rng = random.Random(f"{seed}:{number}")
    name, data = rng.choice(files)
    changes = (_parts, _parts, *PLAIN) if data.startswith(b"PK") else PLAIN
    done = []
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        change = rng.choice(changes)
        done.append(change.__name__)
        data = change(rng, data) if data else data
    return f"{name} {' '.join(done)}", data


def fault(data: bytes, listed: frozenset[str]) -> tuple[str, str]:
    """Read the file; return what came of it, and what is wrong with that ("" for nothing)."""
    began = time.monotonic()
    try:
        outcome, wrong = "text", broken(read_bytes(data, "mutated"))
    except LawcheckError as error:
        outcome = error.code
        wrong = "" if outcome in listed and error.message.endswith("。") else f"not listed: {error.code}"
    except Exception as error:  # exactly what must not happen
        outcome, wrong = "exception", f"{type(error).__name__}: {error}"
    seconds = time.monotonic() - began
    return outcome, wrong or (f"slow: {seconds:.1f} s" if seconds > SLOW else "")


def broken(source: Source) -> str:
    """Check the promises of a source."""
    text, position = source.text, 0
    for anchor in source.anchors:
        if not position <= anchor.span.start < anchor.span.end <= len(text):
            return "anchors out of order"
        position = anchor.span.end
    if text != "\n".join(block.span.of(text) for block in source.blocks):
        return "blocks are not the text"
    return "" if text.strip() else "no text, no error"


def main() -> int:
    """Run the cases; print what came of them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--samples", type=Path)
    parser.add_argument("--only", type=int)
    options = parser.parse_args()
    convert.office = lambda: None
    files, listed = seeds(options.samples), codes()
    outcomes: Counter[str] = Counter()
    faults = 0
    slowest = 0.0
    for number in range(options.count) if options.only is None else (options.only,):
        what, data = case(files, options.seed, number)
        began = time.monotonic()
        outcome, wrong = fault(data, listed)
        slowest = max(slowest, time.monotonic() - began)
        outcomes[outcome] += 1
        if wrong:
            faults += 1
            print(f"{number}: {what}: {wrong}")
    print(f"{len(files)} files, {sum(outcomes.values())} cases, slowest {slowest:.1f} s")
    print(", ".join(f"{name} {count}" for name, count in outcomes.most_common()))
    print(f"faults: {faults}")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
