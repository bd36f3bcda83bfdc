"""The law as this tool knows it: names, numbers, ranks and times of laws, and their texts where a corpus has them."""

from __future__ import annotations

from pathlib import Path

from lawcheck.corpus.catalogue import LAWS_FILE, VERSIONS_FILE, Catalogue, open_catalogue
from lawcheck.corpus.interface import Corpus, Passage
from lawcheck.corpus.memory import MemoryCorpus
from lawcheck.errors import CorpusError

__all__ = ["Catalogue", "Corpus", "MemoryCorpus", "Passage", "open_catalogue", "open_corpus"]


def open_corpus(path: Path | None = None) -> Corpus:
    """Open the corpus at ``path``; without a path the catalogue that ships."""
    if path is None:
        return open_catalogue()
    if not path.exists():
        raise CorpusError(f"找不到法规库 {path}。")
    if not all((path / name).is_file() for name in (LAWS_FILE, VERSIONS_FILE)):
        raise CorpusError(
            f"{path} 不是法规库：本版本只能使用随附目录，或者同样格式的目录（内有 {LAWS_FILE} 和 {VERSIONS_FILE}）。"
        )
    return open_catalogue(path)
