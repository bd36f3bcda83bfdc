"""Awkward and hostile files, our own and those of the generator beside the checkout: each gives what it should."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import mutate
import nasty
import pytest

from lawcheck.errors import ReadError
from lawcheck.read import convert, read, read_bytes
from lawcheck.report.outline import outline_dict
from lawcheck.structure import structure

MAKER = Path(__file__).resolve().parents[2].parent / "shared" / "samples" / "make_nasty.py"
LEAST = 80
OWN = nasty.files()


def squeezed(text: str) -> str:
    return "".join(text.split())


def faults(path: Path, wanted: dict[str, object]) -> list[str]:
    """Compare one file with what is expected of it."""
    expected = str(wanted["expect"])
    try:
        source = read(str(path))
    except ReadError as error:
        return (
            []
            if expected in ("ok-or-error", f"error:{error.code}")
            else [f"{path.name}: {error.code}, not {expected}"]
        )
    text = squeezed(source.text)
    found = [f"{path.name}: read, not {expected}"] if expected.startswith("error") else []
    has, hasnt = wanted["has"], wanted["hasnt"]
    assert isinstance(has, list)
    assert isinstance(hasnt, list)
    articles = outline_dict(structure(source))["articles"]
    if wanted["articles"] not in (None, articles):
        found.append(f"{path.name}: {articles} articles, not {wanted['articles']}")
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


@pytest.mark.parametrize("name", OWN)
def test_our_own_files_give_what_they_should(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "office", lambda: None)
    file = OWN[name]
    if file.code:
        with pytest.raises(ReadError) as caught:
            read_bytes(file.data, name)
        assert caught.value.code == file.code
        assert caught.value.message.endswith("。")
        return
    text = squeezed(read_bytes(file.data, name).text)
    assert [word for word in file.has if squeezed(word) not in text] == []
    assert [word for word in file.hasnt if squeezed(word) in text] == []


def test_damaged_files_give_a_text_or_a_listed_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slice; all of it: python tests/read/mutate.py --count 5000."""
    monkeypatch.setattr(convert, "office", lambda: None)
    files, listed = mutate.seeds(None), mutate.codes()
    assert {"damaged", "timeout", "too-large"} <= listed
    wrong = []
    for number in range(150):
        what, data = mutate.case(files, 7, number)
        _, found = mutate.fault(data, listed)
        if found:
            wrong.append(f"{number}: {what}: {found}")
    assert wrong == []
