"""Reviews kept between runs: an unchanged file under the same rules, corpus, date and program is not reviewed twice.

A review quotes the draft, so what is kept is somebody's text: only its owner may read it, what was not used for 30 days
is removed, and drafts that bear a mark of secrecy are never kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from dataclasses import fields, replace
from pathlib import Path

from lawcheck.errors import LawcheckError
from lawcheck.model import Document, Review
from lawcheck.report import as_json
from lawcheck.text.fold import skeleton
from lawcheck.workflows.review import Reviewer

DAYS = 30
_MARK = re.compile("绝密|机密|秘密|内部")
# A mark with its period (机密★10年), or a line that is nothing but the mark.
_MARKED = re.compile(
    "(?:绝密|机密|秘密|内部)[★☆*]|^(?:绝密|机密|秘密|内部(?:资料|文件|材料)?)(?:[,，]?注意保[存管密])?$", re.M
)
_HEAD_LINES = 15
# Settings that say where something lies; what lies there is in the hashes of rules and corpus. Passwords open files only.
_PLACES = frozenset({"corpus", "rules_dirs", "rules_cache", "passwords"})


def settings_key(reviewer: Reviewer) -> str:
    """The hash of everything but the file that a review depends on."""
    return _hash((identity(reviewer), str(as_json.SCHEMA_VERSION), _program()))


def identity(reviewer: Reviewer) -> str:
    """The hash of rules, corpus, date and options."""
    settings = reviewer.settings
    options = {one.name: getattr(settings, one.name) for one in fields(settings) if one.name not in _PLACES}
    return _hash((repr(reviewer.tool), repr(options)))


def _hash(parts: tuple[str, ...]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _program() -> str:
    """Names, sizes and times of the program's files: a checkout changes without a new version."""
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        status = path.stat()
        digest.update(f"{path.relative_to(root).as_posix()} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def is_marked_secret(document: Document) -> bool:
    """Whether the draft may bear a mark of secrecy. It errs to that side: a word in the head of the file is enough.

    ``Profile.secrecy`` is stricter: it is shown to the user, and must not be wrong of an ordinary draft.
    """
    text = skeleton(document.text)
    head = text.split("\n", _HEAD_LINES)[:_HEAD_LINES]
    edges = [skeleton(line) for line in document.source.headers]
    return any(map(_MARK.search, (*head, *edges))) or _MARKED.search(text) is not None


class Cache:
    """A folder of reviews, one file each, named by the hash of the draft and of the settings."""

    def __init__(self, folder: Path, key: str) -> None:
        self._folder = folder
        self._key = key

    def get(self, digest: str, path: str) -> Review | None:
        """The review of the file with this hash, under its present name; anything odd about it means None."""
        place = self._place(digest)
        if _MARK.search(skeleton(path)):
            return None
        try:
            kept = json.loads(place.read_bytes())
            if kept["key"] != self._key or kept["review"]["document"]["sha256"] != digest:
                return None
            review = as_json.from_dict(kept["review"])
            os.utime(place)
        except (OSError, ValueError, LookupError, TypeError, LawcheckError):
            return None
        return replace(review, document=replace(review.document, path=path))

    def put(self, digest: str, document: Document, review: Review) -> None:
        """Keep the review, unless the draft or its name bears a mark, or reading it back would change it."""
        if document.profile.secrecy or is_marked_secret(document) or _MARK.search(skeleton(document.source.path)):
            return
        data = as_json.to_dict(review)
        try:
            if as_json.to_dict(as_json.from_dict(data)) != data:
                return
            self._write(self._place(digest), {"key": self._key, "review": data})
        except (OSError, LawcheckError):
            return  # a full disk or a folder that may not be written: reviewed again next time

    def _place(self, digest: str) -> Path:
        name = hashlib.sha256(f"{self._key} {digest}".encode()).hexdigest()
        return self._folder / name[:2] / f"{name}.json"

    def _write(self, place: Path, data: object) -> None:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = place.with_suffix(f".{os.getpid()}.tmp")
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(data, stream, ensure_ascii=False, separators=(",", ":"))
            temporary.replace(place)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def tidy(folder: Path, now: float | None = None) -> int:
    """Remove what was not used for 30 days, and what a killed run left half written; return how many files."""
    oldest = (now or time.time()) - DAYS * 86400
    removed = 0
    for path in folder.glob("??/*"):
        try:
            age = path.stat().st_mtime
            if age < oldest or (path.suffix == ".tmp" and age < (now or time.time()) - 3600):
                path.unlink()
                removed += 1
        except OSError:
            continue  # another run was quicker
    return removed
