"""Where law files are: a folder, a zip, a git repository. Nothing is unpacked to the disk."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lawcheck.errors import ReadError
from lawcheck.read import load
from lawcheck.read.package import Package

SUFFIXES = frozenset(
    {".md", ".markdown", ".txt", ".docx", ".docm", ".pdf", ".html", ".htm", ".mht", ".doc", ".wps", ".rtf"}
)
MAX_FILES = 200_000
_GIT_SECONDS = 600
# Files that a collection of laws has beside the laws.
_ASIDE = frozenset({"license.md", "license.txt", "contributing.md", "changelog.md", "catalogue.md", "_sidebar.md"})


@dataclass(frozen=True, slots=True)
class Found:
    """A file to import: its name inside the import, and where its bytes are (a path, or bytes taken from a zip)."""

    name: str
    path: str = ""
    data: bytes = b""

    def read(self) -> bytes:
        """The bytes; ``ReadError`` if they cannot be had."""
        return load(self.path) if self.path else self.data


def is_address(place: str) -> bool:
    """Tell whether a place is a git address and no path."""
    return place.startswith(("https://", "http://", "ssh://", "git://", "git@", "file://"))


@contextlib.contextmanager
def opened(place: str) -> Iterator[Iterator[Found]]:
    """The law files of a place, in order of their names; a git address is cloned while the block runs."""
    if is_address(place):
        with tempfile.TemporaryDirectory(prefix="lawcheck-") as temporary:
            yield _folder(_clone(place, Path(temporary)))
        return
    path = Path(place)
    if path.is_dir():
        yield _folder(path)
    elif path.is_file() and _is_archive(path):
        yield _archive(path)
    elif path.is_file():
        yield iter([Found(path.name, str(path))])
    else:
        raise ReadError("not-found", f"找不到 {place}，请检查路径。")


def _clone(address: str, folder: Path) -> Path:
    """Fetch a repository through git itself, without its history; a name that looks like an option is none."""
    name = PurePosixPath(address.rstrip("/").replace(":", "/")).name.removesuffix(".git") or "repository"
    target = folder / name
    command = ["git", "clone", "--quiet", "--depth", "1", "--no-tags", "--", address, str(target)]
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_LFS_SKIP_SMUDGE": "1"}
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=_GIT_SECONDS, env=environment)
    except FileNotFoundError:
        raise ReadError("needs-git", "本机没有安装 git，不能取得仓库，请先下载后再导入文件夹。") from None
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise ReadError("not-found", f"取不到仓库 {address}，请检查地址和网络。") from None
    return target


def _folder(root: Path) -> Iterator[Found]:
    """Every law file below a folder. Hidden files and links to folders are left out."""
    base = root.resolve().name
    count = 0
    for folder, names, files in os.walk(root):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            path = Path(folder) / name
            if not _is_wanted(name) or path.is_symlink():
                continue
            count += 1
            _check_count(count)
            yield Found(PurePosixPath(base, path.relative_to(root).as_posix()).as_posix(), str(path))


def _check_count(count: int) -> None:
    if count > MAX_FILES:
        raise ReadError("too-large", f"文件超过 {MAX_FILES} 个，请分批导入。")


def _is_wanted(name: str) -> bool:
    path = PurePosixPath(name)
    hidden = path.name.startswith((".", "~$"))
    return path.suffix.lower() in SUFFIXES and not hidden and path.name.lower() not in _ASIDE


def _is_archive(path: Path) -> bool:
    """Tell a zip of files from a docx, which is one too."""
    if path.suffix.lower() in SUFFIXES or not zipfile.is_zipfile(path):
        return False
    with contextlib.suppress(zipfile.BadZipFile, OSError), zipfile.ZipFile(path) as archive:
        return "[Content_Types].xml" not in archive.namelist()
    return True


def _archive(path: Path) -> Iterator[Found]:
    """Every law file of a zip, read into memory one by one under the limits of the reader."""
    package = Package(load(str(path)))
    base = path.stem
    for name in sorted(package.names):
        inner = PurePosixPath(name)
        if (
            not _is_wanted(inner.name)
            or name.endswith("/")
            or any(part.startswith((".", "__MACOSX")) for part in inner.parts)
        ):
            continue
        data = package.read(name)
        if data is not None:
            yield Found(f"{base}/{readable(name)}", data=data)


def readable(name: str) -> str:
    """A name in a zip made by Chinese Windows: GB18030 that was taken for the old code page of DOS."""
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name
