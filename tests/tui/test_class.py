"""A class and a portfolio on the full screen: what is read at two sizes, in both themes, at any size."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import count

import pytest
from textual.pilot import Pilot

from simulator.cohort.cohort import cohort_of
from simulator.cohort.gather import AttemptFilter
from simulator.engine.events import Mode
from simulator.library import Library
from simulator.sessions import attempt
from simulator.store.store import Store
from simulator.tui.app import SimulatorApp
from simulator.tui.shared.intents import SeeClass
from simulator.tui.shared.services import Services
from simulator.tui.shared.theme import DARK, LIGHT
from tests.cohort.klass import BAD_NOTE, LEFT, PROMISED, REPAIRED, SAFE, marked, played

from .stage import LARGE, SMALL, drawn, on_stage, press, read, settled
from .test_colours import DECORATION, LEAST, contrast
from .test_sizes import ASKS
from .test_snapshots import SNAPSHOTS

VIEWS = {
    "class-clauses": (),
    "class-learners": ("2",),
    "class-points": ("3", "down"),
    "class-told": ("enter",),
    "class-hardest": ("escape", "4"),
    "class-changes": ("5",),
    "class-portfolio": ("2", "p"),
    "class-criterion": ("enter",),
}
"""What is pressed to come from one to the next."""


class Clock(datetime):
    """A clock on which a second passes whenever somebody looks at it."""

    ticks = count()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Clock":
        return cls(2026, 11, 20, 9, tzinfo=tz or UTC) + timedelta(seconds=next(cls.ticks))


def a_class(store: Store, patch: pytest.MonkeyPatch) -> None:
    """Six learners; the attempt of one is not released, that of another is."""
    patch.setattr(attempt, "datetime", Clock)
    played(store, "PM-1", *PROMISED)
    played(store, "PM-1", *SAFE)
    played(store, "PM-2", *REPAIRED)
    played(store, "PM-3", *LEFT)
    played(store, "PM-4", "wait", "limits-now", "hear", BAD_NOTE)
    for learner, steps, release in (("PM-5", PROMISED, False), ("PM-6", SAFE, True)):
        tried = played(store, learner, *steps, mode=Mode.ASSESSMENT)
        marked(store, tried, release=release, clock=lambda: Clock.now(UTC))


@asynccontextmanager
async def on_class(
    library: Library, store: Store, size: tuple[int, int], wanted: AttemptFilter | None = None
) -> AsyncIterator[tuple[SimulatorApp, Pilot[int]]]:
    seen = SeeClass(cohort_of(store, wanted or AttemptFilter()), {"PM-2": "[bold]Ada[/] \x1b[2J"})
    app = SimulatorApp(Services(library, store), first=seen)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield app, pilot


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_each_view_reads_as_it_did(
    size: tuple[int, int], library: Library, store: Store, writing: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_class(store, monkeypatch)
    async with on_class(library, store, size) as (app, pilot):
        for name, keys in VIEWS.items():
            await press(pilot, *keys)
            text = read(app)
            kept = SNAPSHOTS / f"{name}.{size[0]}x{size[1]}.txt"
            if writing:
                kept.write_text(text, encoding="utf-8")
            assert text == kept.read_text(encoding="utf-8"), name


@pytest.mark.parametrize("theme", [DARK, LIGHT])
async def test_every_letter_stands_out_from_its_colour(
    theme: str, library: Library, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_class(store, monkeypatch)
    async with on_class(library, store, (120, 50)) as (app, pilot):
        app.theme = theme
        for key in ("1", "2", "3", "4", "5", "p"):
            await press(pilot, key)
            faint = {
                (text, round(contrast(style), 2))
                for text, style in drawn(app)
                if not DECORATION.fullmatch(text) and contrast(style) < LEAST
            }
            assert not faint


async def test_a_class_survives_every_size(library: Library, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    a_class(store, monkeypatch)
    async with on_class(library, store, SMALL) as (app, pilot):
        await press(pilot, "2")
        before = read(app)
        for size in ((1, 1), (4, 4), (39, 24), (80, 11), (40, 12), (300, 80), SMALL):
            await pilot.resize_terminal(*size)
            await settled(pilot)
        assert read(app) == before
        await pilot.resize_terminal(39, 24)
        await settled(pilot)
        assert ASKS in " ".join(read(app).split())


async def test_names_are_shown_and_never_obeyed(
    library: Library, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_class(store, monkeypatch)
    async with on_class(library, store, LARGE) as (app, pilot):
        await press(pilot, "2", "down")
        text = read(app)
    assert "[bold]Ada[/] ␛[2J (PM-2)" in text
    assert "\x1b" not in text


async def test_what_is_not_released_is_not_on_any_view(library: Library, store: Store) -> None:
    marked(store, played(store, "PM-5", *PROMISED, mode=Mode.ASSESSMENT), release=False)
    async with on_class(library, store, LARGE) as (app, pilot):
        for key in ("1", "2", "3", "4", "5", "2", "p", "enter"):
            await press(pilot, key)
            text = read(app)
            assert "✕" not in text
            assert "I promise" not in text
    async with on_class(library, store, LARGE, AttemptFilter(with_unreleased=True)) as (app, _):
        assert "Not for the class" in read(app)
        assert "U1" in read(app)


async def test_a_class_of_nobody_says_so_and_no_key_breaks_it(library: Library, store: Store) -> None:
    async with on_class(library, store, SMALL) as (app, pilot):
        await press(pilot, "2", "enter", "p", "right", "left", "5")
        assert "No attempt that has ended is among these." in read(app)


async def test_leaving_the_class_leaves_the_program(library: Library, store: Store) -> None:
    async with on_class(library, store, SMALL) as (app, pilot):
        await press(pilot, "3", "escape")
        assert app.return_code == 0


async def test_several_learners_are_asked_whose_portfolio_is_meant(library: Library, store: Store) -> None:
    played(store, "PM-1", *SAFE)
    played(store, "PM-2", *PROMISED)
    async with on_stage(library, store) as (app, pilot):
        await press(pilot, "p", *"PM-9", "enter")
        assert "Nobody here began an attempt as that." in read(app)
        await press(pilot, *["backspace"] * 4, *"PM-1", "enter")
        assert "Portfolio · PM-1" in read(app)


async def test_the_one_learner_there_is_opens_their_portfolio_from_the_library(library: Library, store: Store) -> None:
    async with on_stage(library, store) as (app, pilot):
        await press(pilot, "p")
        assert "There is nothing in a portfolio yet" in read(app)
    played(store, "PM-1", *SAFE)
    async with on_stage(library, store) as (app, pilot):
        await press(pilot, "p")
        assert "Portfolio · PM-1" in read(app)
        await press(pilot, "escape")
        assert "Peer mentoring simulator" in read(app)
