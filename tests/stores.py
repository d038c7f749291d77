"""Fixtures for stores of a test's own, for the folders that keep attempts at scenarios built in code."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.store import open_store
from simulator.store.format import snapshots
from simulator.store.store import Store
from tests.sessions.texts import read_held


@pytest.fixture(autouse=True)
def _held_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "read_pinned", read_held)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "attempts.sqlite3"


@pytest.fixture
def store(place: Path) -> Iterator[Store]:
    with open_store(str(place)) as opened:
        yield opened
