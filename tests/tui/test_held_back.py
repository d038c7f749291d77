"""In assessment nothing tells how it went before a result is released, over every ending of every shipped scenario."""

from datetime import UTC, datetime
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from simulator.engine.events import Mode
from simulator.engine.scenario import Ending
from simulator.report.views.looking_back import looking_back
from simulator.report.write.text import text_lines
from simulator.sessions.hand_in import hand_in
from simulator.sessions.looking_back import look_back
from simulator.store.store import Store
from simulator.tui.app import SimulatorApp
from simulator.tui.learner.debrief import DebriefScreen
from simulator.tui.learner.play import PlayScreen
from simulator.tui.navigation import screen_for
from simulator.tui.shared.intents import ReadBrief
from simulator.tui.shared.reading import notebook_screen
from simulator.tui.widgets.page import Page
from tests.playthroughs import begun, gives_away, scenarios, shipped, take, ways_to_endings

from .scenes import released
from .stage import little_library, on_stage, settled


def words_of(screen: Screen[Any]) -> str:
    """Everything that the pages of a screen say, in view or not."""
    return "\n".join(block.lead.plain + block.text.plain for page in screen.query(Page) for block in page.blocks)


async def seen_on(app: SimulatorApp, pilot: Pilot[int], *screens: Screen[Any] | None) -> list[str]:
    """Everything that these screens say."""
    told = []
    for screen in screens:
        assert screen is not None
        app.push_screen(screen)
        await settled(pilot)
        told.append(words_of(screen))
        app.pop_screen()
    await settled(pilot)
    return told


@pytest.mark.parametrize("name", scenarios())
async def test_no_screen_tells_how_an_assessment_went_before_its_release(name: str, store: Store) -> None:
    async with on_stage(shipped(), store) as (app, pilot):
        for ending, steps in ways_to_endings(name).items():
            attempt = take(begun(store, name, Mode.ASSESSMENT), steps)
            content = attempt.scenario.scenes[ending].content
            assert isinstance(content, Ending)
            told = await seen_on(app, pilot, PlayScreen(app.services, attempt), DebriefScreen(app.services, attempt))
            hand_in(store, attempt.id, datetime.now(UTC), declared=True)
            told += await seen_on(app, pilot, PlayScreen(app.services, attempt))
            for conversation in (told[0], told[-1]):
                assert "The end\n" in conversation
                assert f"{content.title}\n" not in conversation
            assert not gives_away(attempt, "\n".join(told))
        others = (
            screen_for(ReadBrief(name), app.services),
            notebook_screen(app.services, attempt),
            DebriefScreen(app.services, attempt),
        )
        told = [*await seen_on(app, pilot, *others), words_of(app.screen)]
        assert not gives_away(attempt, "\n".join(told))


async def test_what_was_held_back_is_told_with_the_released_result(store: Store) -> None:
    attempt = released(little_library(), store)
    (ending,) = [
        scene.content
        for id_, scene in attempt.scenario.scenes.items()
        if isinstance(scene.content, Ending) and id_ == attempt.state.situation.scene
    ]
    async with on_stage(little_library(), store, attempt=attempt.id) as (app, pilot):
        (told,) = await seen_on(app, pilot, DebriefScreen(app.services, attempt))
        lines = "\n".join(text_lines(looking_back(look_back(store, attempt))))
        for text in (told, words_of(app.screen), lines):
            assert ending.title in text
            assert ending.afterwards[0].text in text
