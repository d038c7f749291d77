"""Where a newcomer is sent, and what is said to somebody who was assessed before."""

from typing import get_args

import pytest

from simulator.documents.scenario.header import STAGES, ScenarioHeader, first_meeting
from simulator.documents.scenario.shapes import Stage
from simulator.store.store import Store
from simulator.tui.learner.play import PlayScreen
from tests.playthroughs import shipped

from .scenes import ended, finished, handed_in, released
from .stage import SCENARIO, little_library, on_stage, press, read

CODE = "L-1"


def test_a_newcomer_is_led_to_a_first_meeting_of_level_1_and_never_to_a_disclosure() -> None:
    cards = [shipped().card(entry) for entry in shipped().scenarios]
    card = first_meeting(cards)
    assert card is not None
    assert (card.level, card.stage) == (1, "initiation")
    assert {"contracting", "rapport"} <= set(card.kinds)
    assert not {"disclosure", "referral-trigger"} & set(card.kinds)
    assert card.min_age == min(each.min_age for each in cards)


@pytest.mark.parametrize(
    ("lighter", "heavier"),
    [
        (ScenarioHeader("b", "b", level=1, stage="closure"), ScenarioHeader("a", "a", level=2, stage="initiation")),
        (ScenarioHeader("b", "b", level=1, stage="initiation"), ScenarioHeader("a", "a", level=1, stage="exploration")),
        (
            ScenarioHeader("b", "b", level=1, stage="initiation", kinds=("contracting",)),
            ScenarioHeader("a", "a", level=1, stage="initiation", kinds=("disclosure", "equality")),
        ),
        (
            ScenarioHeader("b", "b", level=1, stage="initiation", kinds=("rapport",)),
            ScenarioHeader("a", "a", level=1, stage="initiation", kinds=("rapport", "referral-trigger")),
        ),
        (ScenarioHeader("b", "b", level=3), ScenarioHeader("a", "a")),
        (ScenarioHeader("b", "b"), ScenarioHeader("a", "a", level=1, readable=False)),
    ],
)
def test_of_two_scenarios_a_newcomer_is_led_to_the_lighter(lighter: ScenarioHeader, heavier: ScenarioHeader) -> None:
    assert first_meeting([heavier, lighter]) is lighter


def test_an_empty_library_leads_nowhere() -> None:
    assert first_meeting([]) is None


def test_stages_are_known_in_their_order() -> None:
    assert get_args(Stage) == STAGES


async def test_the_library_greets_a_newcomer_with_the_first_meeting_and_enter_opens_it(store: Store) -> None:
    async with on_stage(shipped(), store) as (app, pilot):
        card = first_meeting(shipped().card(entry) for entry in shipped().scenarios)
        assert card is not None
        assert f"New here? Begin with {card.mentee}: {card.title}" in read(app)
        await press(pilot, "enter")
        assert card.title in read(app).splitlines()[0]


async def test_an_assessment_that_was_handed_in_is_not_offered_as_if_nothing_had_been(store: Store) -> None:
    handed_in(little_library(), store)
    async with on_stage(little_library(), store, scenario=SCENARIO) as (app, pilot):
        told = " ".join(read(app).split())
        assert "Assessment, another attempt It was handed in on 5 January 2026; the result is not released yet." in told
        await press(pilot, "3", *CODE, "enter")
        assert app.screen.has_class("-dialog")
        told = " ".join(read(app).replace("│", " ").split())
        assert "You were assessed in this already" in told
        assert "handed in on 5 January 2026" in told
        assert "Another attempt would stand beside it" in told
        await press(pilot, "1")
        assert len(store.attempts.all()) == 1
        await press(pilot, "3", *CODE, "enter", "2")
        assert isinstance(app.screen, PlayScreen)
        assert len(store.attempts.all()) == 2


async def test_somebody_new_is_not_asked_about_another_s_assessment(store: Store) -> None:
    handed_in(little_library(), store)
    async with on_stage(little_library(), store, scenario=SCENARIO) as (app, pilot):
        await press(pilot, "3", *"somebody", "enter", "2")
        assert isinstance(app.screen, PlayScreen)


async def test_what_came_of_an_assessment_is_said_at_every_stage_of_it(store: Store) -> None:
    for prepare, said in (
        (ended, ""),
        (finished, "is not handed in."),
        (handed_in, "the result is not released yet."),
        (released, "the result is released."),
    ):
        prepare(little_library(), store)
        async with on_stage(little_library(), store, scenario=SCENARIO) as (app, _):
            told = " ".join(read(app).split())
            assert ("another attempt" in told) is bool(said)
            assert said in told
