"""An import killed at any moment leaves the corpus as it was, or whole and new; never anything between."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from lawcheck.corpus import open_catalogue
from lawcheck.corpus.build import build
from lawcheck.corpus.store import StoredCorpus
from lawcheck.corpus.verify import faults
from lawcheck.importers import law_text

IMPORT = """
import sys
from datetime import date
from pathlib import Path
from lawcheck.corpus import open_catalogue
from lawcheck.corpus.build import build
from lawcheck.importers import law_text
texts = [law_text(p.read_bytes(), f"山东/{p.name}") for p in sorted(Path(sys.argv[1]).iterdir())]
catalogue = open_catalogue()
print("ready", flush=True)
build(Path(sys.argv[2]), texts, catalogue, date(2026, 1, 2))
print("done", flush=True)
"""


def made_up(number: int) -> str:
    lines = [f"# 临溪市第{number}号条例", "", "第一条 为了检验，制定本条例。", ""]
    for article in range(2, 30):
        lines += [f"第{'一二三四五六七八九'[article % 9]}条 编号{number}的事项{article}应当办理。", ""]
    return "\n".join(lines)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is missing")
def test_killed_at_random_moments(tmp_path: Path) -> None:
    files, folder = tmp_path / "files", tmp_path / "corpus"
    files.mkdir()
    for number in range(60):
        (files / f"{number}.md").write_text(made_up(number), encoding="utf-8")
    build(folder, [law_text(made_up(1000).encode(), "山东/a.md")], open_catalogue(), date(2026, 1, 1))
    before = StoredCorpus(folder).identity()
    chance, killed = random.Random(7), 0
    for _ in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", IMPORT, str(files), str(folder)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.random() * 0.35)
        process.send_signal(signal.SIGKILL)
        finished = "done" in process.stdout.read()
        process.wait()
        process.stdout.close()
        identity = StoredCorpus(folder).identity()
        assert faults(folder) == ()
        if identity != before:
            break
        killed += not finished
    assert killed >= 1
    assert identity == before or identity.documents == before.documents + 60
    subprocess.run([sys.executable, "-c", IMPORT, str(files), str(folder)], check=True, stdout=subprocess.DEVNULL)
    assert StoredCorpus(folder).identity().documents == before.documents + 60
    # The generation before may stay for those who still read it; nothing half made does.
    assert {path.name.partition("-")[0] for path in folder.iterdir()} == {".lock", "current", "generation"}
