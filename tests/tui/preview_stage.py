"""A preview on a stage: a copy of a small scenario that a test can change as its writer would."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from simulator.authoring.playthrough import Way
from simulator.authoring.reading import read_file
from simulator.authoring.workbench import Workbench
from simulator.tui.app import SimulatorApp
from simulator.tui.author.preview import PreviewScreen
from simulator.tui.shared.intents import PreviewScenario
from simulator.tui.shared.services import Services

from .stage import HERE, SCENARIO, SMALL, little_library, settled

TEXT = (HERE / "library" / "scenarios" / f"{SCENARIO}.yaml").read_text(encoding="utf-8")


def saved(folder: Path, text: str = TEXT) -> Path:
    """The scenario's copy."""
    path = folder / f"{SCENARIO}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def save(path: Path, old: str, new: str) -> None:
    """Save the file with one thing replaced."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times there"
    path.write_text(text.replace(old, new), encoding="utf-8")


def vanish(path: Path) -> None:
    """The file is deleted."""
    path.unlink()


def put_in_place(path: Path, text: str) -> None:
    """Save as many editors do: another file takes the old one's place."""
    other = path.with_suffix(".new")
    other.write_text(text, encoding="utf-8")
    other.replace(path)


@asynccontextmanager
async def previewed(
    path: Path, size: tuple[int, int] = SMALL, *, way: Way = (), watch: bool = False
) -> AsyncIterator[tuple[SimulatorApp, Pilot[int], PreviewScreen]]:
    """The preview of a file; unwatched, it is read again with F5."""
    library = little_library()
    bench = Workbench(path, read_file(path, library), way)
    app = SimulatorApp(Services(library), first=PreviewScenario(bench, watch=watch))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, PreviewScreen)
        yield app, pilot, screen


async def read_again(pilot: Pilot[int]) -> None:
    """F5, and what follows from it."""
    await pilot.press("f5")
    await until_read(pilot)
    await settled(pilot)


async def until_read(pilot: Pilot[int]) -> None:
    """Wait until the file has been read and shown."""
    reading = [worker for worker in pilot.app.workers if worker.group == "read"]
    if reading:
        await pilot.app.workers.wait_for_complete(reading)
    for _ in range(2):
        await settled(pilot)
