"""The wheel, installed into an environment of its own, reviews an example: an editable install hides a missing file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

from tests.conftest import ROOT


def test_wheel_reviews_an_example(tmp_path: Path) -> None:
    """Rulesets and catalogue are found inside the wheel; only the other libraries come from outside."""
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    clean = tmp_path / "clean"
    subprocess.run([sys.executable, "-m", "venv", str(clean)], check=True)
    python = clean / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    install = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    # The libraries of this environment are lent; its editable lawcheck is not, since .pth files do not count here.
    environment = {**os.environ, "PYTHONPATH": sysconfig.get_path("purelib")}
    where = [str(python), "-c", "import lawcheck; print(lawcheck.__file__)"]
    found = subprocess.run(where, check=True, capture_output=True, text=True, cwd=tmp_path, env=environment)
    assert str(clean) in found.stdout
    example = ROOT / "examples/小微企业服务管理办法（送审稿）.docx"
    review = [str(python), "-m", "lawcheck", "review", str(example), "--as-of", "2026-06-01", "--format", "json"]
    done = subprocess.run(review, capture_output=True, cwd=tmp_path, env=environment, check=False)
    assert done.returncode == 1, done.stderr.decode()
    data = json.loads(done.stdout)
    assert data["tool"]["corpus"]["documents"] > 1000
    assert {finding["review_point"] for finding in data["findings"]} >= {"LG-4.2", "CT-2"}
