"""A learner appeals against a released result, on the full screen."""

import pytest

from simulator.review.events import Appealed, Outcome
from simulator.review.people import Part, Person, Role
from simulator.sessions.dossier import read_review
from simulator.sessions.review import ReviewSession
from simulator.store.store import Store
from simulator.tui.learner.debrief import DebriefScreen
from simulator.tui.widgets.typing import SafeText

from .scenes import handed_in, released
from .stage import LARGE, SMALL, little_library, on_stage, settled
from .stage import read as shown

GROUNDS = "I did say the limit before she told me."


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_learner_appeals_from_the_released_result(store: Store, size: tuple[int, int]) -> None:
    attempt = released(little_library(), store)
    async with on_stage(little_library(), store, size=size) as (app, pilot):
        await app.push_screen(DebriefScreen(app.services, attempt))
        await settled(pilot)
        await pilot.press("a")
        await settled(pilot)
        assert "Appeal against this result?" in shown(app)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "Write the grounds of the appeal." in " ".join(shown(app).split())
        app.screen.query_one(SafeText).text = GROUNDS
        await pilot.press("escape", "a")
        await settled(pilot)
        assert app.screen.query_one(SafeText).text == GROUNDS, "what was typed is kept"
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "Your appeal" in shown(app)
        await pilot.press("a")
        await settled(pilot)
        assert isinstance(app.screen, DebriefScreen), "there is nothing more to appeal against now"
    made = read_review(store, attempt.id)[1].entries[-1]
    assert (made.by, made.event) == (Person("L-1", Role.LEARNER), Appealed(GROUNDS))


async def test_what_was_decided_of_it_stands_there_and_that_a_result_was_taken_up_again(store: Store) -> None:
    attempt = released(little_library(), store)
    learner, other = Person("L-1", Role.LEARNER), Person("A-9", Role.ASSESSOR)
    ReviewSession(store, learner, Part.APPEAL, attempt.id).appeal(GROUNDS)
    ReviewSession(store, other, Part.APPEAL, attempt.id).decide_appeal(Outcome.PARTLY, "It came late all the same.")
    async with on_stage(little_library(), store) as (app, pilot):
        await app.push_screen(DebriefScreen(app.services, attempt))
        await settled(pilot)
        text = " ".join(shown(app).split())
        assert "partly upheld" in text
        assert "It came late all the same." in text
        assert "Your result was taken up again" in text
        assert "Next time say the limit" not in text, "the result is not shown while it is taken up again"


async def test_nothing_can_be_appealed_against_before_a_release(store: Store) -> None:
    attempt = handed_in(little_library(), store)
    async with on_stage(little_library(), store) as (app, pilot):
        await app.push_screen(DebriefScreen(app.services, attempt))
        await settled(pilot)
        await pilot.press("a")
        await settled(pilot)
        assert isinstance(app.screen, DebriefScreen)
