"""An import killed at any moment leaves the corpus as it was, or whole and new; never anything between."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from lawcheck.corpus import open_catalogue
from lawcheck.corpus.build import build
from lawcheck.corpus.store import StoredCorpus
from lawcheck.corpus.verify import faults
from lawcheck.importers import law_text

# Forked imports that kill themselves at the n-th call of a function, so that the moments need no clock. The first one
# is not killed, writes elsewhere and only counts the calls.
IMPORTS = """
import os, random, shutil, signal, sys
from datetime import date
from pathlib import Path
from lawcheck.corpus import open_catalogue
from lawcheck.corpus.build import build
from lawcheck.importers import law_text
files, folder, moments = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
texts = [law_text(p.read_bytes(), f"山东/{p.name}") for p in sorted(files.iterdir())]
catalogue = open_catalogue()

def run(place, moment):
    calls = 0
    def count(frame, event, argument):
        nonlocal calls
        calls += 1
        if calls == moment:
            os.kill(os.getpid(), signal.SIGKILL)
    sys.setprofile(count)
    build(place, texts, catalogue, date(2026, 1, 2))
    sys.setprofile(None)
    return calls

def copy(name):
    return Path(shutil.copytree(folder, folder.with_name(name)))

run(copy("warm"), 0)
total = run(copy("trial"), 0)
chance = random.Random(7)
# The end, where the new corpus takes the place of the old one, is a small part of the work: half of the moments are there.
for number in range(moments):
    place = copy(f"killed-{number}")
    moment = chance.randint(1, total) if number % 2 else chance.randint(total - 300, total)
    child = os.fork()
    if not child:
        run(place, moment)
        os._exit(0)
    print(int(os.WIFSIGNALED(os.waitpid(child, 0)[1])), place, flush=True)
"""
MOMENTS = 20


def made_up(number: int) -> str:
    lines = [f"# 临溪市第{number}号条例", "", "第一条 为了检验，制定本条例。", ""]
    for article in range(2, 12):
        lines += [f"第{'一二三四五六七八九'[article % 9]}条 编号{number}的事项{article}应当办理。", ""]
    return "\n".join(lines)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are missing")
def test_killed_at_random_moments(tmp_path: Path) -> None:
    files, folder = tmp_path / "files", tmp_path / "corpus"
    files.mkdir()
    for number in range(8):
        (files / f"{number}.md").write_text(made_up(number), encoding="utf-8")
    build(folder, [law_text(made_up(1000).encode(), "山东/a.md")], open_catalogue(), date(2026, 1, 1))
    before = StoredCorpus(folder).identity()
    command = [sys.executable, "-c", IMPORTS, str(files), str(folder), str(MOMENTS)]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert len(lines) == MOMENTS
    kept = kills = 0
    for killed, _, place in (line.partition(" ") for line in lines):
        corpus = StoredCorpus(Path(place))
        identity = corpus.identity()
        corpus.close()
        assert faults(Path(place)) == ()
        assert identity == before or identity.documents == before.documents + 8
        kills += int(killed)
        kept += identity == before
    assert kills == MOMENTS
    assert kept >= MOMENTS // 2
    folder = Path(place)
    texts = [law_text(path.read_bytes(), f"山东/{path.name}") for path in sorted(files.iterdir())]
    build(folder, texts, open_catalogue(), date(2026, 1, 2))
    assert StoredCorpus(folder).identity().documents == before.documents + 8
    # The generation before may stay for those who still read it; nothing half made does.
    assert {path.name.partition("-")[0] for path in folder.iterdir()} == {".lock", "current", "generation"}
