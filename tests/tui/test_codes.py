"""On the screen a slip in a code makes nobody new, and nobody goes on with somebody else's attempt."""

from pathlib import Path

import pytest

from simulator.engine.events import Mode
from simulator.library import Library
from simulator.review.people import Role
from simulator.sessions.attempt import Attempt
from simulator.store import open_store
from simulator.store.store import Store
from simulator.tui.app import SimulatorApp
from simulator.tui.assessor.choose import PersonDialog
from simulator.tui.learner.brief import BriefScreen
from simulator.tui.learner.debrief import DebriefScreen
from simulator.tui.learner.library import LibraryScreen
from simulator.tui.learner.play import PlayScreen
from simulator.tui.shared.confirm import ConfirmDialog
from simulator.tui.shared.learner_dialog import LearnerDialog
from simulator.tui.widgets.typing import SafeInput

from .review_stage import at_the_desk, desk
from .stage import SCENARIO, on_stage, press, read

SLIPS = ("l-1", "L 1", "L–1", "Ｌ-1", "L-l", "L1")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "shared.sqlite3"))


def begun_as(library: Library, store: Store, learner: str, mode: Mode = Mode.ASSESSMENT) -> Attempt:
    entry = library.find(SCENARIO)
    assert entry is not None
    loaded = library.scenario(entry.path)
    assert loaded.value is not None
    rubric = library.rubric(loaded.value.rubric)
    assert rubric is not None
    return Attempt.begin(store, loaded, rubric, mode, seed=7, learner=learner, new_person=True)


def top(app: SimulatorApp) -> object:
    return app.screen


def words(app: SimulatorApp) -> str:
    return " ".join(read(app).replace("│", " ").split())


@pytest.mark.parametrize("slip", SLIPS)
async def test_a_slip_is_asked_about_before_an_assessment_begins(library: Library, store: Store, slip: str) -> None:
    store.people.set("L-1", "", Role.LEARNER)
    async with on_stage(library, store, scenario=SCENARIO) as (app, pilot):
        await press(pilot, "3")
        app.screen.query_one("#name", SafeInput).value = slip
        await press(pilot, "enter")
        assert isinstance(top(app), ConfirmDialog)
        assert "it looks like “L-1”" in words(app)
        await press(pilot, "1")
        assert isinstance(top(app), LearnerDialog)
        assert slip in read(app)
        assert store.attempts.all() == ()
        await press(pilot, "enter", "2")
        assert isinstance(top(app), PlayScreen)
    assert [each.learner for each in store.attempts.all()] == [slip]


async def test_who_is_known_begins_at_once_and_white_space_is_no_matter(library: Library, store: Store) -> None:
    store.people.set("L-1", "", Role.LEARNER)
    async with on_stage(library, store, scenario=SCENARIO) as (app, pilot):
        await press(pilot, "3", *"L-1", "space", "enter")
        assert isinstance(top(app), PlayScreen)
    assert [each.learner for each in store.attempts.all()] == ["L-1"]


async def test_the_first_of_all_is_not_asked_whether_they_are_new(library: Library, store: Store) -> None:
    async with on_stage(library, store, scenario=SCENARIO) as (app, pilot):
        await press(pilot, "3", *"Ada", "enter")
        assert isinstance(top(app), PlayScreen)


async def test_a_code_that_nobody_has_is_asked_about(library: Library, store: Store) -> None:
    store.people.set("L-1", "", Role.LEARNER)
    async with on_stage(library, store, scenario=SCENARIO) as (app, pilot):
        await press(pilot, "3", *"Zebedee", "enter")
        assert "Nobody here has the code “Zebedee”." in words(app)
        await press(pilot, "escape", "escape")
    assert store.attempts.all() == ()


async def test_where_several_share_a_computer_carrying_on_asks_whose_it_is(library: Library, store: Store) -> None:
    begun_as(library, store, "L-2")
    begun_as(library, store, "L-1")
    async with on_stage(library, store) as (app, pilot):
        await press(pilot, "r")
        assert isinstance(top(app), ConfirmDialog)
        assert "this one was begun as “L-1”" in words(app)
        await press(pilot, "1")
        assert isinstance(top(app), LibraryScreen)
        await press(pilot, "r", "2")
        assert isinstance(top(app), PlayScreen)


async def test_where_several_share_a_computer_the_brief_says_whose_each_is_and_asks(
    library: Library, store: Store
) -> None:
    begun_as(library, store, "L-2").leave()
    begun_as(library, store, "L-1")
    async with on_stage(library, store, scenario=SCENARIO) as (app, pilot):
        assert "Carry on as L-1: assessment" in words(app)
        assert "Look back as L-2:" in words(app)
        await press(pilot, "1", "1")
        assert isinstance(top(app), BriefScreen)
        await press(pilot, "5")
        assert isinstance(top(app), ConfirmDialog)
        await press(pilot, "1")
        assert isinstance(top(app), BriefScreen)
        await press(pilot, "5", "2")
        assert isinstance(top(app), DebriefScreen)


async def test_who_is_alone_on_a_computer_is_asked_nothing(library: Library, store: Store) -> None:
    begun_as(library, store, "L-1")
    begun_as(library, store, "", Mode.PRACTICE)
    async with on_stage(library, store) as (app, pilot):
        await press(pilot, "r")
        assert isinstance(top(app), PlayScreen)


async def test_a_marker_who_mistypes_their_code_makes_nobody_new(library: Library, store: Store) -> None:
    async with at_the_desk(desk(library, store)) as (app, pilot):
        await press(pilot, "i", "shift+tab", "home", "ctrl+k", *"a-1", "enter", "enter")
        assert isinstance(top(app), ConfirmDialog)
        assert "it looks like “A-1”" in words(app)
        await press(pilot, "1")
        assert not isinstance(top(app), PersonDialog)
    assert [each.code for each in store.people.all()] == ["A-1"]


async def test_a_code_that_is_set_for_a_computer_is_looked_at_too(
    library: Library, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.people.set("L-1", "", Role.LEARNER)
    monkeypatch.setenv("SIMULATOR_LEARNER", "l-1")
    async with on_stage(library, store, scenario=SCENARIO) as (app, pilot):
        await press(pilot, "1")
        assert isinstance(top(app), ConfirmDialog)
        assert "it looks like “L-1”" in words(app)
    assert store.attempts.all() == ()
    monkeypatch.setenv("SIMULATOR_LEARNER", "L-1")
    begun_as(library, store, "L-2")
    begun_as(library, store, "L-1")
    async with on_stage(library, store) as (app, pilot):
        await press(pilot, "r")
        assert isinstance(top(app), PlayScreen)
