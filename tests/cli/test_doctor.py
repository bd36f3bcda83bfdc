"""``lawcheck doctor``: says what is there and how to get what is not; never fails."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from lawcheck.cli.app import run
from lawcheck.read import convert, ocr


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["doctor", *arguments]) == 0
    return capsys.readouterr().out


def test_everything_there(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "office", lambda: "/opt/soffice")
    monkeypatch.setattr(convert, "isolation", lambda: ("/usr/bin/unshare", "-rn", "/usr/bin/prlimit"))
    monkeypatch.setattr(ocr, "program", lambda: "/opt/tesseract")
    monkeypatch.setattr(ocr, "languages", lambda _: ("eng", "chi_sim"))
    shown = told(capsys)
    for words in ("/opt/soffice", "断开网络", "/opt/tesseract", "法规库", "规则", "终端编码", "OFD"):
        assert words in shown
    assert "[缺]" not in shown
    assert "注意" not in shown


def test_nothing_there(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(convert, "office", lambda: None)
    monkeypatch.setattr(ocr, "program", lambda: None)
    shown = told(capsys, "--corpus", str(tmp_path / "none"), "--rules-dir", str(tmp_path / "none"))
    assert shown.count("[缺]") >= 3
    for words in ("libreoffice-writer-nogui", "tesseract-ocr-chi-sim", "找不到法规库"):
        assert words in shown


def test_half_there(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "office", lambda: "/opt/soffice")
    monkeypatch.setattr(convert, "isolation", lambda: ())
    monkeypatch.setattr(ocr, "program", lambda: "/opt/tesseract")
    monkeypatch.setattr(ocr, "languages", lambda _: ("eng",))
    shown = told(capsys)
    assert "不能为转换断开网络" in shown
    assert "缺少简体中文数据" in shown


def test_a_terminal_without_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp437"))
    assert run(["doctor"]) == 0
    sys.stdout.flush()
    assert "cp437" in raw.getvalue().decode("ascii")
    assert "PYTHONUTF8=1" in raw.getvalue().decode("ascii")
