"""Nothing crashes at any size; below a workable one a single line asks for room, and coming back brings all back."""

import pytest
from textual import events

from simulator.engine.events import Mode
from simulator.library import Library
from simulator.sessions.attempt import Attempt
from simulator.store.store import Store
from simulator.tui.learner.reason import ReasonDialog
from simulator.tui.widgets.typing import SafeText
from tests.depth import DEEP, tries

from .scenes import VIEWS, View, at_form, told
from .stage import begun, on_stage, press, read, settled

TINY = ((1, 1), (2, 1), (4, 4), (1, 50), (200, 3), (39, 24), (80, 11))


def tiny(name: str) -> tuple[tuple[int, int], ...]:
    """Some sizes that are too small: the barely too small, and of the others two, which depend on the view's name."""
    first = sum(map(ord, name)) % 5
    return TINY if DEEP else (TINY[first], TINY[(first + 2) % 5], *TINY[5:])


ASKS = "Please make this window larger"


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
async def test_every_screen_survives_every_size_and_comes_back(view: View, library: Library, store: Store) -> None:
    attempt = view.prepare(library, store).id if view.prepare else None
    shown = None if view.stays_in_library else attempt
    async with on_stage(library, store, scenario=view.scenario, attempt=shown) as (app, pilot):
        await press(pilot, *view.keys)
        before = read(app)
        for size in tiny(view.name):
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


@pytest.mark.parametrize("size", [(39, 24), (80, 11), (1, 1)])
async def test_nothing_is_chosen_while_the_choices_cannot_be_seen(
    size: tuple[int, int], library: Library, store: Store
) -> None:
    attempt = begun(library, store, Mode.ASSESSMENT)
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        before = read(app)
        await pilot.resize_terminal(*size)
        await settled(pilot)
        await press(pilot, "1", "1", "1", "enter", "X", "2", "escape", "s", "ctrl+p")
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert read(app) == before
    assert Attempt.resume(store, attempt.id).events == attempt.events


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.ASSESSMENT])
async def test_no_form_is_handed_in_and_nothing_typed_while_it_cannot_be_seen(
    mode: Mode, library: Library, store: Store
) -> None:
    attempt = at_form(library, store, mode)
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        await press(pilot, "1", "space", "tab", "space", "tab", *"Robin was out all night")
        await pilot.resize_terminal(30, 24)
        await settled(pilot)
        await press(pilot, *"unseen", "ctrl+s", "escape")
        app.post_message(events.Paste("unseen"))
        await settled(pilot)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert app.screen.query_one(SafeText).text == "Robin was out all night"
    assert Attempt.resume(store, attempt.id).events == attempt.events


async def test_a_dialog_takes_no_answer_while_it_cannot_be_seen(library: Library, store: Store) -> None:
    attempt = told(library, store)
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        await press(pilot, "X")
        await pilot.resize_terminal(80, 11)
        await settled(pilot)
        await press(pilot, "2", "down", "enter", "escape")
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert "Stop this attempt for good?" in read(app)
    assert Attempt.resume(store, attempt.id).events == attempt.events


async def test_closing_and_the_colours_work_in_any_window(library: Library, store: Store) -> None:
    async with on_stage(library, store, (10, 3)) as (app, pilot):
        before = app.theme
        await press(pilot, "ctrl+t")
        assert app.theme != before
        await press(pilot, "ctrl+q")
        assert app.return_code == 0


async def test_it_starts_in_a_tiny_window_and_grows(library: Library, store: Store) -> None:
    async with on_stage(library, store, (2, 2)) as (app, pilot):
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert "The blue notebook" in read(app)


async def test_a_storm_of_sizes_leaves_the_conversation_as_it_was(library: Library, store: Store) -> None:
    attempt = told(library, store)
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        before = read(app)
        for step in range(tries(20, 60)):
            await pilot.resize_terminal(1 + step * 37 % 150, 1 + step * 23 % 60)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert read(app) == before


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.ASSESSMENT])
@pytest.mark.parametrize("size", [(40, 12), (60, 20), (60, 21), (80, 22), (80, 24), (120, 36)])
async def test_the_ways_on_from_a_reason_are_always_in_view(
    mode: Mode, size: tuple[int, int], library: Library, store: Store
) -> None:
    attempt = told(library, store, mode)
    async with on_stage(library, store, size, attempt=attempt.id) as (app, pilot):
        await press(pilot, "1")
        dialog = app.screen
        assert isinstance(dialog, ReasonDialog)
        app.post_message(events.Paste("A long reason that goes on and on. " * 40))
        await settled(pilot)
        for sentence in ("", "It could not be kept, because there is no room left on this disk. " * 5):
            if sentence:
                dialog.say(sentence)
                await settled(pilot)
            text = read(app)
            offers = ["Choose it, with this reason", "Choose again"]
            offers += ["Choose it without a reason"] if mode is Mode.PRACTICE else []
            for offer in offers:
                assert f"  {offer}" in text
            assert "Esc Choose again" in text
            assert "on and on" in text
            assert text.count("╯") == 1


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24)])
async def test_the_last_command_can_be_seen_when_it_is_under_the_cursor(
    size: tuple[int, int], library: Library, store: Store
) -> None:
    attempt = told(library, store)
    async with on_stage(library, store, size, attempt=attempt.id) as (app, pilot):
        await press(pilot, "ctrl+p", *["down"] * 20)
        assert "› quit: the simulator" in read(app)
        assert "Esc Not now" in read(app)
