"""Nothing crashes at any size; below a workable one a single line asks for room, and coming back brings all back."""

import pytest

from simulator.attempt import Attempt
from simulator.library import Library
from simulator.store.store import Store

from .scenes import VIEWS, View, told
from .stage import on_stage, press, read, settled

TINY = ((1, 1), (2, 1), (4, 4), (1, 50), (200, 3), (39, 24), (80, 11))
ASKS = "Please make this window larger"


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
async def test_every_screen_survives_every_size_and_comes_back(view: View, library: Library, store: Store) -> None:
    attempt = view.prepare(library, store).id if view.prepare else None
    shown = None if view.stays_in_library else attempt
    async with on_stage(library, store, scenario=view.scenario, attempt=shown) as (app, pilot):
        await press(pilot, *view.keys)
        before = read(app)
        for size in TINY:
            await pilot.resize_terminal(*size)
            await settled(pilot)
            if size[0] >= 39:
                assert ASKS in " ".join(read(app).split())
        for size in ((40, 12), (300, 80), (121, 13), (80, 24)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            assert ASKS not in " ".join(read(app).split())
        assert read(app) == before or view.name in MOVES


MOVES = {"debrief-why", "debrief-unsafe", "debrief-end", "form", "form-faults", "reason"}
"""Views that were scrolled: they come back with the same words, if not at the same line."""


async def test_keys_do_no_harm_while_nothing_can_be_seen(library: Library, store: Store) -> None:
    attempt = told(library, store)
    async with on_stage(library, store, (3, 2), attempt=attempt.id) as (_, pilot):
        await press(pilot, "ctrl+p", "escape", "question_mark", "escape", "n", "escape", "pageup", "X", "escape")
    assert Attempt.resume(store, attempt.id).events == attempt.events


async def test_it_starts_in_a_tiny_window_and_grows(library: Library, store: Store) -> None:
    async with on_stage(library, store, (2, 2)) as (app, pilot):
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert "The blue notebook" in read(app)


async def test_a_storm_of_sizes_leaves_the_conversation_as_it_was(library: Library, store: Store) -> None:
    attempt = told(library, store)
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        before = read(app)
        for step in range(60):
            await pilot.resize_terminal(1 + step * 37 % 150, 1 + step * 23 % 60)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert read(app) == before
