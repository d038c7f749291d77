"""A key is one act, and on what stands there when it is pressed: no press takes two decisions, none lands elsewhere."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from simulator.engine.events import Chose, Mode
from simulator.library import Library
from simulator.review.events import Settled
from simulator.sessions.attempt import Attempt
from simulator.store.store import Store
from simulator.tui.app import SimulatorApp
from simulator.tui.assessor.review_screen import ReviewScreen
from simulator.tui.input.pace import Pace
from simulator.tui.learner.brief import BriefScreen
from simulator.tui.learner.form import FormScreen
from simulator.tui.learner.library import LibraryScreen
from simulator.tui.learner.play import PlayScreen
from simulator.tui.learner.reason import ReasonDialog
from simulator.tui.shared.reading import ReadingScreen
from simulator.tui.widgets.typing import SafeInput, SafeText

from .review_stage import at_the_desk, desk, reviewing
from .review_stage import handed_in as in_review
from .scenes import at_form, told
from .stage import SCENARIO, begun, on_stage, read
from .typist import COPY, DOWN, ENTER, ESC, TAB, Speed, Typist

AT_ONCE = Speed(0)
GAPS = (0, 0.01, 0.03, 0.1, 0.25)


@pytest.fixture(autouse=True)
def _as_people_are(monkeypatch: pytest.MonkeyPatch, _hasty: None) -> None:
    monkeypatch.setattr(SimulatorApp, "PACE", Pace())


@asynccontextmanager
async def typing(
    library: Library, store: Store, attempt: Attempt | None = None, scenario: str | None = None
) -> AsyncIterator[tuple[SimulatorApp, Typist]]:
    name = None if attempt is None else attempt.id
    async with on_stage(library, store, attempt=name, scenario=scenario) as (app, pilot):
        typist = Typist(pilot)
        await typist.stand()
        yield app, typist


def stack(app: SimulatorApp) -> list[str]:
    """What is open above the library."""
    return [type(screen).__name__ for screen in app.screen_stack[1:]]


def decisions(store: Store, attempt: Attempt) -> int:
    return next(each.decisions for each in store.attempts.all() if each.id == attempt.id)


# One press, one decision


@pytest.mark.parametrize("key", [ENTER, "1"])
@pytest.mark.parametrize("gap", [0, 0.08, 0.25])
async def test_two_presses_take_one_decision_in_practice_and_none_where_it_counts(
    key: str, gap: float, library: Library, store: Store
) -> None:
    for mode, taken in ((Mode.PRACTICE, 1), (Mode.ASSESSMENT, 0)):
        attempt = begun(library, store, mode)
        async with typing(library, store, attempt) as (app, typist):
            await typist.at((0, key), (gap, key))
            assert type(app.screen) is PlayScreen
            assert ("Picked 1. Enter chooses it." in read(app)) is (mode is Mode.ASSESSMENT)
        assert decisions(store, attempt) == taken, mode


@pytest.mark.parametrize(("delay", "every"), [(0.25, 0.02), (0.5, 0.033), (0.66, 0.033), (1.0, 0.09)])
async def test_a_key_that_is_held_chooses_once(delay: float, every: float, library: Library, store: Store) -> None:
    held = [0, *(delay + every * number for number in range(40))]
    for mode, taken in ((Mode.PRACTICE, 1), (Mode.ASSESSMENT, 0)):
        attempt = begun(library, store, mode)
        async with typing(library, store, attempt) as (app, typist):
            await typist.at(*((when, ENTER) for when in held))
            assert type(app.screen) is PlayScreen
        assert decisions(store, attempt) == taken, mode


@pytest.mark.parametrize("times", [(0, 0), (0, 0.08), (0, 0.25), (0, 0.5, 0.533, 0.566)])
async def test_a_review_writes_down_once_what_is_pressed_twice_or_held(
    times: tuple[float, ...], library: Library, store: Store
) -> None:
    attempt = in_review(library, store)
    async with at_the_desk(desk(library, store)) as (app, pilot):
        typist = Typist(pilot)
        await typist.type([ENTER], AT_ONCE)
        assert isinstance(app.screen, ReviewScreen)
        while not app.screen.clause_under_cursor():
            await typist.type(["n"], AT_ONCE)
            await typist.type([DOWN], AT_ONCE)
        await typist.at(*((when, "a") for when in times))
    settled = [each for each in reviewing(store, attempt).review.entries if isinstance(each.event, Settled)]
    assert len(settled) == 1


async def test_a_double_click_is_one_act(library: Library, store: Store) -> None:
    for mode, taken in ((Mode.PRACTICE, 1), (Mode.ASSESSMENT, 0)):
        attempt = begun(library, store, mode)
        async with typing(library, store, attempt) as (app, typist):
            line = next(number for number, text in enumerate(read(app).splitlines(), 1) if "1  " in text)
            click = f"\x1b[<0;6;{line}M\x1b[<0;6;{line}m"
            await typist.at((0, click), (0.15, click))
            assert type(app.screen) is PlayScreen
        assert decisions(store, attempt) == taken, mode


async def test_a_choice_that_counts_is_picked_and_then_chosen(library: Library, store: Store) -> None:
    attempt = begun(library, store, Mode.ASSESSMENT)
    async with typing(library, store, attempt) as (app, typist):
        assert "Pick one; nothing is chosen yet." in read(app)
        await typist.type(["2"], AT_ONCE)
        await typist.stand()
        assert "Picked 2. Enter chooses it." in read(app)
        await typist.type([DOWN], AT_ONCE)
        assert "Pick one; nothing is chosen yet." in read(app)  # the cursor went on: nothing is picked
        await typist.type(["1"], AT_ONCE)
        await typist.stand()
        assert decisions(store, attempt) == 0
        await typist.type([ENTER], AT_ONCE)
    assert decisions(store, attempt) == 1
    (chosen,) = [each.choice for each in Attempt.resume(store, attempt.id).events if isinstance(each, Chose)]
    assert chosen == attempt.choices()[0].id


async def test_an_impatient_second_enter_does_not_skip_the_brief(library: Library, store: Store) -> None:
    for gap in (0, 0.1, 0.35):
        async with typing(library, store) as (app, typist):
            await typist.at((0, ENTER), (gap, ENTER))
            assert isinstance(app.screen, BriefScreen), gap
    assert not list(store.attempts.all())


async def test_a_key_pressed_twice_writes_nothing_into_the_reason_that_it_opens(library: Library, store: Store) -> None:
    attempt = told(library, store)
    for key in ("1", ENTER):
        for times in ((0, 0.15), (0, 0.5, 0.533, 0.566, 0.6)):
            async with typing(library, store, attempt) as (app, typist):
                await typist.at(*((when, key) for when in times))
                assert isinstance(app.screen, ReasonDialog)
                assert app.screen.query_one(SafeText).text == "", (key, times)


# To the one it was meant for


@pytest.mark.parametrize("number", ["104387", "33104"])
@pytest.mark.parametrize("gap", GAPS)
async def test_an_assessment_begins_under_exactly_the_number_that_was_typed(
    number: str, gap: float, library: Library, store: Store
) -> None:
    async with typing(library, store, scenario=SCENARIO) as (app, typist):
        await typist.type(["3", *number, ENTER], Speed(gap))
        assert type(app.screen) is PlayScreen
    (summary,) = store.attempts.all()
    assert (summary.mode, summary.learner, summary.decisions) == (Mode.ASSESSMENT, number, 0)


@pytest.mark.parametrize("gap", GAPS)
async def test_what_is_looked_for_is_looked_for(gap: float, library: Library, store: Store) -> None:
    async with typing(library, store) as (app, typist):
        await typist.type("/quiet", Speed(gap))
        assert app.screen.query_one(SafeInput).value == "quiet"


@pytest.mark.parametrize("gap", GAPS)
async def test_no_letter_of_a_reason_is_lost(gap: float, library: Library, store: Store) -> None:
    attempt = told(library, store)
    async with typing(library, store, attempt) as (app, typist):
        await typist.type(["1", *"To be heard", "\x7f", *"d first"], Speed(gap))
        assert app.screen.query_one(SafeText).text == "To be heard first"


@pytest.mark.parametrize("gap", [0, 0.005, 0.03])
async def test_space_right_after_tab_marks_the_box_that_tab_leads_to(
    gap: float, library: Library, store: Store
) -> None:
    attempt = at_form(library, store)
    async with typing(library, store, attempt) as (app, typist):
        await typist.type(["1"], AT_ONCE)
        assert isinstance(app.screen, FormScreen)
        await typist.type([TAB, " ", TAB, *"So", TAB, "\x1b[Z", "\x1b[Z", DOWN, " "], Speed(gap))
        assert app.screen.draft_now()["account"] == "So"
        assert app.screen.draft_now()["who"] == app.screen._fields[1].options[1].id  # type: ignore[union-attr]


@pytest.mark.parametrize("gap", [0, 0.01, 0.03, 0.04, 0.09])
async def test_esc_and_a_number_are_both_taken(gap: float, library: Library, store: Store) -> None:
    attempt = told(library, store)
    async with typing(library, store, attempt) as (app, typist):
        await typist.type(["1", *"One"], AT_ONCE)
        await typist.type([ESC, "2", *"Two"], Speed(gap))
        assert isinstance(app.screen, ReasonDialog)
        assert app.screen.query_one(SafeText).text == "Two"


@pytest.mark.parametrize("gap", GAPS)
async def test_what_is_typed_after_a_key_that_came_too_early_goes_nowhere(
    gap: float, library: Library, store: Store
) -> None:
    attempt = begun(library, store)
    async with typing(library, store, attempt) as (app, typist):
        shown = app.keyboard._shown
        await typist.type(["n"], AT_ONCE)
        notebook = app.screen
        assert isinstance(notebook, ReadingScreen)
        first = shown[notebook]
        early = [(first - 0.01 + gap * place - time.monotonic(), key) for place, key in enumerate(["q", "c", "1"])]
        await typist.at(*early[: 3 if gap < 0.2 else 1])
        assert stack(app) == ["PlayScreen", "ReadingScreen"]
        await typist.at((first + 0.35 + gap * 3 - time.monotonic(), "q"))
        assert stack(app) == ["PlayScreen"]
    assert decisions(store, attempt) == 0


async def test_a_key_is_taken_a_quarter_of_a_second_after_a_screen_was_opened(library: Library, store: Store) -> None:
    attempt = begun(library, store)
    async with typing(library, store, attempt) as (app, typist):
        await typist.type(["n"], AT_ONCE)
        opened = app.keyboard._shown[app.screen]
        await typist.at((opened + 0.01 - time.monotonic(), "q"))
        assert type(app.screen) is PlayScreen


async def test_a_paste_is_text_or_nothing(library: Library, store: Store) -> None:
    attempt = told(library, store)
    async with typing(library, store, attempt) as (app, typist):
        await typist.type(["\x1b[200~1\x1b[B\r\x11q\x1b[201~"], AT_ONCE)
        assert type(app.screen) is PlayScreen
        await typist.type(["1", "\x1b[200~so \x1b[A\x13", "2\x1b[201~", *" it"], Speed(0.15))
        assert isinstance(app.screen, ReasonDialog)
        assert app.screen.query_one(SafeText).text == "so ␛[A␓2 it"
        await typist.type([COPY], AT_ONCE)
        assert "No text is selected to copy" in read(app)
    assert decisions(store, attempt) == 1


# True at once


async def test_the_library_is_true_in_its_first_picture(
    library: Library, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(library, store)
    pictures: list[str] = []
    real = SimulatorApp._display

    def display(app: SimulatorApp, screen: object, picture: object) -> None:
        if type(screen) is LibraryScreen and picture is not None and not app._batch_count:
            pictures.append(str(screen._attempts))
            assert screen.check_action("carry_on", ())
        real(app, screen, picture)  # type: ignore[arg-type]

    monkeypatch.setattr(SimulatorApp, "_display", display)
    async with typing(library, store) as (app, typist):
        assert pictures
        assert "carries on with" in read(app)
        await typist.type(["r"], AT_ONCE)
        assert type(app.screen) is PlayScreen
