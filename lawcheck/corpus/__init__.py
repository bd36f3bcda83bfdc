"""The law as this tool knows it: names, numbers, ranks and times of laws, and their texts where a corpus has them."""

from __future__ import annotations

from pathlib import Path

from lawcheck.corpus import generations
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
    if generations.holds_corpus(path):
        from lawcheck.corpus.store import StoredCorpus

        return StoredCorpus(path)
    if not all((path / name).is_file() for name in (LAWS_FILE, VERSIONS_FILE)):
        raise CorpusError(f"{path} 里没有法规库，请先用 lawcheck corpus import 把法规文本导入到这个目录。")
    return open_catalogue(path)
