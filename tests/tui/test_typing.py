"""Every screen at every pace: what is typed does what it does when one waits after each key."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from simulator.cohort.cohort import cohort_of
from simulator.cohort.gather import AttemptFilter
from simulator.library import Library
from simulator.store import open_store
from simulator.store.store import Store
from simulator.tui.app import SimulatorApp
from simulator.tui.assessor.queue import PAUSE
from simulator.tui.input.pace import Pace
from simulator.tui.shared.intents import BrowseOutline, SeeClass
from simulator.tui.shared.services import Services
from simulator.tui.widgets.marks import OptionMarks
from simulator.tui.widgets.page import Page

from ..depth import tries
from . import review_scenes, scenes
from .review_stage import at_the_desk, desk, hold_still
from .stage import SCENARIO, SMALL, begun, on_stage, press, read, settled
from .typist import BACK_TAB, DOWN, END, HOME, LEFT, PAGE_DOWN, SPEEDS, TAB, UP, Speed, Typist

MOVES = [TAB, DOWN, TAB, " ", UP, TAB, " ", BACK_TAB, DOWN, DOWN, " ", PAGE_DOWN, END, TAB, HOME, DOWN, " ", UP]
"""Keys that move and mark, and open nothing."""

LETTERS = [*"To be", UP, *"or", "\x7f", LEFT, *"x"]
"""Keys for a text."""

ONE_OF_EACH_KIND = ("library-find", "play", "form", "stop", "mark")
"""A text, choices, a form, a dialog and a form of a review: these are tried at every pace, whole and split."""

OneByOne = None

Opened = AbstractAsyncContextManager[tuple[SimulatorApp, Pilot[Any]]]


@dataclass(frozen=True)
class Place:
    """A screen, how a store is prepared for it, how the program is opened on that, and the keys that lead there."""

    name: str
    prepare: Callable[[Library, Store], str | None]
    opened: Callable[[Library, Store, str | None], Opened]
    keys: tuple[str, ...] = ()


def _played(view: scenes.View) -> Place:
    def prepare(library: Library, store: Store) -> str | None:
        return view.prepare(library, store).id if view.prepare else None

    def opened(library: Library, store: Store, attempt: str | None) -> Opened:
        return on_stage(library, store, scenario=view.scenario, attempt=None if view.stays_in_library else attempt)

    return Place(view.name, prepare, opened, view.keys)


def _reviewed(view: review_scenes.View) -> Place:
    def prepare(library: Library, store: Store) -> str | None:
        view.prepare(library, store)
        return None

    def opened(library: Library, store: Store, attempt: str | None) -> Opened:
        del attempt
        return at_the_desk(desk(library, store, view.by))

    return Place(view.name, prepare, opened, view.keys)


def _one(library: Library, store: Store) -> str:
    return begun(library, store).id


@asynccontextmanager
async def _staged(app: SimulatorApp) -> AsyncIterator[tuple[SimulatorApp, Pilot[Any]]]:
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        yield app, pilot


def _class(library: Library, store: Store, attempt: str | None) -> Opened:
    del attempt
    return _staged(SimulatorApp(Services(library, store), first=SeeClass(cohort_of(store, AttemptFilter()), {})))


def _outline(library: Library, store: Store, attempt: str | None) -> Opened:
    del store, attempt
    entry = library.find(SCENARIO)
    assert entry is not None
    scenario = library.scenario(entry.path).value
    assert scenario is not None
    rubric = library.rubric(scenario.rubric)
    assert rubric is not None
    assert rubric.value is not None
    return _staged(SimulatorApp(Services(library), first=BrowseOutline(scenario, rubric.value)))


PLACES = (
    *map(_played, scenes.VIEWS),
    *map(_reviewed, review_scenes.VIEWS),
    Place("class", _one, _class),
    Place("outline", _one, _outline),
)


def stands(app: SimulatorApp) -> list[object]:
    """What a person can tell of where they are: screens, focus, cursors, marks, texts, and the picture."""
    found: list[object] = [type(screen).__name__ for screen in app.screen_stack]
    focused = app.focused
    found.append(None if focused is None else (type(focused).__name__, focused.id))
    for node in app.screen.walk_children():
        if isinstance(node, Page):
            found.append((node.id, node.selected, node.marked if isinstance(node, OptionMarks) else ()))
        elif isinstance(node, Input):
            found.append((node.id, node.value, node.cursor_position))
        elif isinstance(node, TextArea):
            found.append((node.id, node.text, node.cursor_location))
    return [*found, read(app)]


async def at_the_end(place: Place, library: Library, store: Store, attempt: str | None, speed: Speed | None) -> object:
    """Where one is after typing at a speed; with none, after waiting for each key."""
    async with place.opened(library, store, attempt) as (app, pilot):
        await press(pilot, *place.keys)
        app.keyboard.pace = Pace()
        focused = app.focused
        keys = [*LETTERS, *MOVES] if focused is not None and focused.check_consume_key("a", "a") else MOVES
        typist = Typist(pilot)
        for some in [keys] if speed is not None else [[key] for key in keys]:
            await typist.type(some, speed or Speed(0))
            await settled(pilot)
        await asyncio.sleep(PAUSE)  # what is shown once somebody pauses
        await settled(pilot)
        return stands(app)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
async def test_keys_do_at_any_pace_what_they_do_one_by_one(
    place: Place, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold_still(monkeypatch)
    kept = tmp_path / "kept.db"
    with open_store(str(kept)) as store:
        attempt = place.prepare(library, store)
    first = PLACES.index(place)
    speeds = [SPEEDS[(first % 4 + more * 5) % len(SPEEDS)] for more in range(tries(1, 8))]  # the fastest first
    if place.name in ONE_OF_EACH_KIND:
        speeds = [speed for speed in SPEEDS if speed.apart in (None, 0.01)]
    ends = []
    for number, speed in enumerate([OneByOne, *speeds]):
        copy = tmp_path / f"{number}.db"
        shutil.copyfile(kept, copy)
        with open_store(str(copy)) as store:
            ends.append(await at_the_end(place, library, store, attempt, speed))
        assert ends[-1] == ends[0], speed
