"""The generator of awkward and hostile files, where it lies beside the checkout: each file gives what it should."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from lawcheck.errors import ReadError
from lawcheck.read import read

MAKER = Path(__file__).resolve().parents[2].parent / "shared" / "samples" / "make_nasty.py"
LEAST = 80


def squeezed(text: str) -> str:
    return "".join(text.split())


def faults(path: Path, wanted: dict[str, object]) -> list[str]:
    """Compare one file with what is expected of it."""
    expected = str(wanted["expect"])
    try:
        text = squeezed(read(str(path)).text)
    except ReadError as error:
        return (
            []
            if expected in ("ok-or-error", f"error:{error.code}")
            else [f"{path.name}: {error.code}, not {expected}"]
        )
    found = [f"{path.name}: read, not {expected}"] if expected.startswith("error") else []
    has, hasnt = wanted["has"], wanted["hasnt"]
    assert isinstance(has, list)
    assert isinstance(hasnt, list)
    found += [f"{path.name}: lacks {word}" for word in has if squeezed(word) not in text]
    return found + [f"{path.name}: holds {word}" for word in hasnt if squeezed(word) in text]


@pytest.mark.skipif(not MAKER.exists(), reason="shared samples")
def test_nasty_files_give_what_they_should(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(MAKER), str(tmp_path)], check=True, capture_output=True)
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    checked = manifest
    assert len(checked) >= LEAST
    assert {name[0] for name in checked} >= {"d", "x", "t", "o"}
    assert [fault for name, wanted in sorted(checked.items()) for fault in faults(tmp_path / name, wanted)] == []
