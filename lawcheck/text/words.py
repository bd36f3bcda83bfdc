"""Words as people see them, by jieba: for highlights and for the query words of a search. Loaded only here."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import Any

from lawcheck.text.fold import skeleton


@cache
def _tokenizer() -> Any:
    """jieba's own tokenizer, quiet, with its cache in the user's cache folder."""
    import warnings

    with warnings.catch_warnings():
        # jieba imports pkg_resources where it is installed, which warns of its own end.
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.CRITICAL)
    folder = _cache_folder()
    if folder is not None:
        jieba.dt.tmp_dir = str(folder)
    return jieba.dt


def _cache_folder() -> Path | None:
    import platformdirs

    folder = Path(platformdirs.user_cache_dir("lawcheck", appauthor=False))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder


def query_words(text: str) -> tuple[str, ...]:
    """The words of a query, each once, longest first; single characters only if there is nothing longer."""
    found = dict.fromkeys(word for part in skeleton(text).split() for word in _tokenizer().lcut(part))
    words = [word for word in found if any(character.isalnum() for character in word)]
    longer = [word for word in words if len(word) > 1]
    return tuple(sorted(longer or words, key=lambda word: (-len(word), word)))
