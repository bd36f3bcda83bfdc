"""What every test may use: the shipped catalogue and rules, and a block on sockets."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import hypothesis
import pytest

from lawcheck.model import Document, Review, Stated
from lawcheck.read import read_bytes
from lawcheck.structure import structure
from lawcheck.workflows.review import Reviewer, Settings

# The same cases on every machine of a pipeline; new ones where people work.
hypothesis.settings.register_profile("pipeline", derandomize=True)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("pipeline")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
DAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("lawcheck opened a network connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    yield


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test finds or leaves reviews in the cache of the person who runs it."""
    monkeypatch.setenv("LAWCHECK_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(scope="session")
def reviewer() -> Reviewer:
    """Reviews whole drafts as of 2026-06-01."""
    return Reviewer(Settings(as_of=DAY))


@pytest.fixture(scope="session")
def fragments() -> Reviewer:
    """Reviews clauses as of 2026-06-01."""
    return Reviewer(Settings(as_of=DAY, stated=Stated(fragment=True)))


def document(text: str, *, fragment: bool = False) -> Document:
    """Structure a draft given as text."""
    return structure(read_bytes(text.encode(), "draft.txt"), Stated(fragment=fragment))


def review(reviewer: Reviewer, text: str) -> Review:
    """Review a draft given as text."""
    return reviewer.review("draft.txt", text.encode()).review
