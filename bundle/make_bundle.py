"""The offline bundle: wheels of lawcheck and of all it needs, for Windows and Linux, with a start script.

python bundle/make_bundle.py dist            after ``python -m build --outdir dist``; needs the package index

The markers of a dependency (only on Windows, only below Python 3.12) are judged for the target and not for this
machine, which is where ``pip download --platform`` goes wrong: so what it leaves out is looked for and fetched.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

HERE = Path(__file__).resolve().parent
STARTERS = ("start.py", "start.bat", "start.sh", "说明.txt")
PURE = ("jieba",)  # published as source only; pure Python, so that one wheel made here serves everywhere


@dataclass(frozen=True, slots=True)
class Target:
    """A system and a Python for which the bundle is complete."""

    name: str
    platforms: tuple[str, ...]
    markers: tuple[tuple[str, str], ...]
    python: str

    def tags(self) -> frozenset[Tag]:
        """The tags of wheels that run there."""
        version = tuple(int(part) for part in self.python.split("."))
        platforms = list(self.platforms)
        plain = compatible_tags(version, f"cp{self.python.replace('.', '')}", platforms)
        return frozenset([*cpython_tags(version, platforms=platforms), *plain])

    def needs(self, requirement: Requirement, extras: frozenset[str]) -> bool:
        """Whether the requirement counts there."""
        if requirement.marker is None:
            return True
        here = {**default_environment(), **dict(self.markers)}
        here.update(python_version=self.python, python_full_version=f"{self.python}.0")
        return any(requirement.marker.evaluate({**here, "extra": extra}) for extra in (extras or {""}))


def targets(pythons: list[str]) -> list[Target]:
    """Windows and Linux on x86-64."""
    windows = (("sys_platform", "win32"), ("platform_system", "Windows"), ("os_name", "nt"))
    linux = (("sys_platform", "linux"), ("platform_system", "Linux"), ("os_name", "posix"))
    machines = (("platform_machine", "AMD64"),), (("platform_machine", "x86_64"),)
    many = tuple(f"manylinux_2_{minor}_x86_64" for minor in range(28, 16, -1))
    found = []
    for python in pythons:
        found.append(Target("Windows", ("win_amd64",), windows + machines[0], python))
        found.append(Target("Linux", (*many, "manylinux2014_x86_64"), linux + machines[1], python))
    return found


def pip(*arguments: str) -> None:
    """Run pip; its words go to the person."""
    subprocess.run([sys.executable, "-m", "pip", *arguments, "--disable-pip-version-check", "-q"], check=True)


def wheel_for(name: str, wheels: Path, tags: frozenset[Tag]) -> Path | None:
    """The wheel of that package that runs on the target."""
    for path in sorted(wheels.glob("*.whl")):
        found, _, _, own = parse_wheel_filename(path.name)
        if found == canonicalize_name(name) and not tags.isdisjoint(own):
            return path
    return None


def requirements(wheel: Path) -> list[Requirement]:
    """What a wheel says it needs."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        fields = Parser().parsestr(archive.read(name).decode())
    return [Requirement(text) for text in fields.get_all("Requires-Dist") or []]


def lacking(target: Target, wheels: Path) -> list[Requirement]:
    """Requirements of lawcheck on the target, and of what they need, that have no wheel yet."""
    tags = target.tags()
    waiting = [Requirement("lawcheck")]
    seen: set[str] = set()
    missing: list[Requirement] = []
    while waiting:
        wanted = waiting.pop()
        key = f"{canonicalize_name(wanted.name)}{sorted(wanted.extras)}"
        if key in seen:
            continue
        seen.add(key)
        wheel = wheel_for(wanted.name, wheels, tags)
        if wheel is None:
            missing.append(wanted)
            continue
        extras = frozenset(wanted.extras)
        waiting += [need for need in requirements(wheel) if target.needs(need, extras)]
    return missing


def complete(target: Target, wheels: Path) -> None:
    """Fetch until nothing is lacking."""
    for _ in range(10):
        missing = lacking(target, wheels)
        if not missing:
            return
        platforms = [word for platform in target.platforms for word in ("--platform", platform)]
        names = [f"{need.name}{need.specifier}" for need in missing]
        version = ("--python-version", target.python, "--implementation", "cp")
        pip("download", "--only-binary=:all:", "--no-deps", "--dest", str(wheels), *platforms, *version, *names)
    raise SystemExit(f"{target.name} {target.python}: still lacking {missing}")


def main() -> None:
    """Build the bundle beside the wheel of lawcheck."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dist", type=Path, help="the folder with the wheel of lawcheck")
    parser.add_argument("--python", action="append", help="version of Python, e.g. 3.12; repeat for several")
    options = parser.parse_args()
    wheel = max(options.dist.glob("lawcheck-*.whl"), key=lambda path: path.stat().st_mtime)
    name = f"lawcheck-{parse_wheel_filename(wheel.name)[1]}-offline"
    with tempfile.TemporaryDirectory(dir=options.dist) as temporary:
        root = Path(temporary) / name
        wheels = root / "wheels"
        wheels.mkdir(parents=True)
        shutil.copy(wheel, wheels)
        pip("wheel", "--no-deps", "--wheel-dir", str(wheels), *PURE)
        for target in targets(options.python or ["3.11", "3.12"]):
            complete(target, wheels)
            print(f"{target.name}, Python {target.python}: complete")
        for starter in STARTERS:
            shutil.copy(HERE / starter, root)
        made = pack(root, options.dist / f"{name}.zip")
    print(f"{made}  {made.stat().st_size / 1e6:.1f} MB")


def pack(root: Path, target: Path) -> Path:
    """Zip the folder with the hashes of all its files."""
    files = sorted(path for path in root.rglob("*") if path.is_file())
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(root).as_posix()}\n" for path in files
    ]
    (root / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in root.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{root.name}/{path.relative_to(root).as_posix()}", (2000, 1, 1, 0, 0, 0))
            entry.external_attr = (0o755 if path.suffix == ".sh" else 0o644) << 16
            entry.compress_type = zipfile.ZIP_STORED if path.suffix == ".whl" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    return target


if __name__ == "__main__":
    main()
