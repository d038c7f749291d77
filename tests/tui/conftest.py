from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.library import Library
from simulator.store import open_store
from simulator.store.store import Store
from simulator.tui.app import SimulatorApp
from simulator.tui.input.pace import HASTY

from .stage import little_library


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-snapshots", action="store_true", help="write the screens' snapshots again")


@pytest.fixture
def writing(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--write-snapshots", default=False))


@pytest.fixture(autouse=True)
def _quiet_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of the person's own machine decides what a test sees, or is written to."""
    for name in ("NO_COLOR", "COLORFGBG", "SIMULATOR_LIBRARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SIMULATOR_THEME", "dark")
    monkeypatch.setenv("SIMULATOR_STORE", str(tmp_path / "guard.db"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests press faster than people do; how fast people are is tried where it matters."""
    monkeypatch.setattr(SimulatorApp, "PACE", HASTY)


@pytest.fixture
def library() -> Library:
    return little_library()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(str(tmp_path / "attempts.db"))
    yield opened
    opened.close()
