"""Law files → a corpus in a folder: parsed in a process pool, written as a new generation."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lawcheck.corpus import open_catalogue
from lawcheck.corpus.build import Built, build
from lawcheck.corpus.lawtext import LawText
from lawcheck.errors import LawcheckError
from lawcheck.importers import Found, Office, law_text, opened

Step = Callable[[str, int, int], None]
_CHUNK = 24
# Below this number of files a pool costs more than it saves.
_FEW = 40
_WAITING = 8


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not imported, and why."""

    name: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: files seen, files refused, texts with defects, and the change of the corpus."""

    files: int
    refused: tuple[Refused, ...]
    defective: tuple[tuple[str, tuple[str, ...]], ...]
    built: Built


def import_laws(
    place: str,
    folder: Path,
    today: date,
    office: Office | None = None,
    step: Step | None = None,
    jobs: int | None = None,
) -> Imported:
    """Import every law file of a place into the corpus in a folder. What cannot be read is listed and stops nothing."""
    report = step or _silent
    refused: list[Refused] = []
    texts: list[LawText] = []
    defective: list[tuple[str, tuple[str, ...]]] = []
    with opened(place) as found:
        files = list(found)
        for done, (file, result) in enumerate(_parsed(files, office, jobs or os.cpu_count() or 1), 1):
            if isinstance(result, Refused):
                refused.append(result)
            else:
                texts.append(result)
                if result.facts.defects:
                    defective.append((file, result.facts.defects))
            report("读取", done, len(files))
    built = build(folder, texts, open_catalogue(), today, report)
    return Imported(len(files), tuple(refused), tuple(defective), built)


def _silent(stage: str, done: int, total: int) -> None:
    """Report to nobody."""


def _parsed(files: Sequence[Found], office: Office | None, jobs: int) -> Iterator[tuple[str, LawText | Refused]]:
    """Each file with its law text, in order."""
    if len(files) <= _FEW or jobs == 1:
        for file in files:
            yield file.name, parsed(file, office)
        return
    chunks = [files[start : start + _CHUNK] for start in range(0, len(files), _CHUNK)]
    with ProcessPoolExecutor(jobs) as pool:
        waiting: list[tuple[Sequence[Found], Future[list[LawText | Refused]]]] = []
        for chunk in chunks:
            waiting.append((chunk, pool.submit(_parse_chunk, chunk, office)))
            # Only so many chunks are under way: bytes taken from a zip are not all held twice.
            if len(waiting) >= _WAITING:
                yield from _finished(waiting.pop(0))
        for entry in waiting:
            yield from _finished(entry)


def _finished(
    entry: tuple[Sequence[Found], Future[list[LawText | Refused]]],
) -> Iterator[tuple[str, LawText | Refused]]:
    chunk, future = entry
    for file, result in zip(chunk, future.result(), strict=True):
        yield file.name, result


def _parse_chunk(chunk: Sequence[Found], office: Office | None) -> list[LawText | Refused]:
    return [parsed(file, office) for file in chunk]


def parsed(file: Found, office: Office | None = None) -> LawText | Refused:
    """Parse one file; a bug of ours in one file must not take the others with it."""
    try:
        return law_text(file.read(), file.name, office)
    except LawcheckError as error:
        return Refused(file.name, error.code, error.message)
    except Exception as error:
        return Refused(file.name, "internal", f"程序内部错误（{error.__class__.__name__}），请报告。")
