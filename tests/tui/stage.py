"""The interface on a stage: a small library, a store that is thrown away, and what a person would read."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.strip import Strip

from simulator.engine.events import Mode
from simulator.library import Library
from simulator.sessions.attempt import Attempt
from simulator.store.store import Store
from simulator.tui.app import SimulatorApp, open_at
from simulator.tui.shared.services import Services

HERE = Path(__file__).parent
SMALL = (80, 24)
LARGE = (120, 36)

SCENARIO = "the-blue-notebook"


def little_library(own: Path | None = None) -> Library:
    return Library(HERE / "library", own or HERE / "library" / "own")


def begun(library: Library, store: Store, mode: Mode = Mode.PRACTICE, scenario: str = SCENARIO) -> Attempt:
    entry = library.find(scenario)
    assert entry is not None
    loaded = library.scenario(entry.path)
    assert loaded.value is not None
    rubric = library.rubric(loaded.value.rubric)
    assert rubric is not None
    assert rubric.value is not None
    return Attempt.begin(store, loaded, rubric, mode, seed=7, learner="L-1")


@asynccontextmanager
async def on_stage(
    library: Library,
    store: Store | Callable[[], Store],
    size: tuple[int, int] = SMALL,
    *,
    scenario: str | None = None,
    attempt: str | None = None,
) -> AsyncIterator[tuple[SimulatorApp, Pilot[int]]]:
    def start(app: SimulatorApp) -> None:
        if scenario or attempt:
            app.call_after_refresh(open_at, app.screen, scenario, attempt)

    app = SimulatorApp(Services(library, store), start)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield app, pilot


async def settled(pilot: Pilot[Any]) -> None:
    if isinstance(pilot.app, SimulatorApp):
        await pilot.app.keyboard.until_idle()
    for _ in range(4):  # a key may open a screen, which lays itself out, which scrolls, which is drawn
        await pilot.pause(0)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


def strips(app: SimulatorApp) -> list[Any]:
    """What is on the screen, dialogs and all, line by line."""
    update: Any = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    return list(update.strips)


def read(app: SimulatorApp) -> str:
    """The screen as text, as wide and as high as it is, without the spaces at the ends of lines."""
    lines = ["".join(segment.text for segment in strip).rstrip() for strip in strips(app)]
    return "\n".join(lines) + "\n"


def drawn(app: SimulatorApp) -> list[tuple[str, Any]]:
    """Every run of text on the screen, with the style it is drawn in."""
    parts = [part for each in strips(app) for part in each]
    return [
        (segment.text, segment.style) for part in parts for segment in (part if isinstance(part, Strip) else [part])
    ]
