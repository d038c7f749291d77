"""A conversation played as a person would, and what must never be lost on the way."""

from pathlib import Path

import pytest

from simulator.engine.events import Chose, Explained, Mode, Rewound
from simulator.engine.state import LineKind
from simulator.library import Library
from simulator.sessions.attempt import Attempt
from simulator.store.errors import StoreFull
from simulator.store.store import Store
from simulator.tui.everywhere.support import SupportScreen
from simulator.tui.learner.form import FormScreen
from simulator.tui.learner.library import LibraryScreen
from simulator.tui.learner.play import PlayScreen
from simulator.tui.learner.reason import ReasonDialog
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.conversation import Conversation
from simulator.tui.widgets.typing import SafeText

from .scenes import Prepare, ended, stuck
from .stage import begun, little_library, on_stage, press, read


def number_of(attempt: Attempt, choice: str) -> str:
    return str([each.id for each in attempt.choices()].index(choice) + 1)


async def test_a_first_conversation_takes_three_keys(library: Library, store: Store) -> None:
    async with on_stage(library, store) as (app, pilot):
        await press(pilot, "slash", *"robin", "enter", "enter", "1")
        assert isinstance(app.screen, PlayScreen)
        assert "If I show you this, you keep it to yourself, right?" in read(app)
        assert store.attempts.all()[0].mode is Mode.PRACTICE


async def test_a_number_chooses_what_stands_beside_it(library: Library, store: Store) -> None:
    attempt = begun(library, store)
    async with on_stage(library, store, attempt=attempt.id) as (_, pilot):
        await press(pilot, "1")
    chosen = [event.choice for event in store_events(store, attempt.id) if isinstance(event, Chose)]
    assert chosen == [attempt.choices()[0].id]


def store_events(store: Store, attempt: str) -> tuple[object, ...]:
    return Attempt.resume(store, attempt).events


async def test_arrows_and_enter_choose_too(library: Library, store: Store) -> None:
    attempt = begun(library, store)
    async with on_stage(library, store, attempt=attempt.id) as (_, pilot):
        await press(pilot, "down", "enter")
    chosen = [event.choice for event in store_events(store, attempt.id) if isinstance(event, Chose)]
    assert chosen == [attempt.choices()[1].id]


async def test_a_click_chooses_the_line_it_is_on(library: Library, store: Store) -> None:
    attempt = begun(library, store)
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        lines = read(app).splitlines()
        wanted = attempt.choices()[2].action.text[:20]
        (row,) = [number for number, text in enumerate(lines) if wanted in text]
        await pilot.click(offset=(10, row))
        await pilot.pause()
    chosen = [event.choice for event in store_events(store, attempt.id) if isinstance(event, Chose)]
    assert chosen == [attempt.choices()[2].id]


async def test_the_mentee_reacts_before_the_coach_speaks_and_only_in_practice(library: Library, store: Store) -> None:
    for mode in Mode:
        attempt = begun(library, store, mode)
        async with on_stage(library, store, (80, 40), attempt=attempt.id) as (app, pilot):
            await press(pilot, *[number_of(attempt, "limits")] * (2 if mode is Mode.ASSESSMENT else 1))
            text = read(app)
            assert "I didn't go home last night." in text
            if mode is Mode.PRACTICE:
                assert text.index("I didn't go home last night.") < text.index("Limits first, in plain words")
                assert "Clause 1, What stays private: ◑ competent" in text
            else:
                assert "Coach" not in text
                assert "competent" not in text
            assert "At least she's straight with me." not in text  # thoughts wait for the debrief


def attempt_lines(store: Store, attempt: str) -> list[str]:
    lines = [line for turn in Attempt.resume(store, attempt).state.turns for line in turn.lines]
    return [line.text for line in lines if line.kind is LineKind.SAYS]


async def test_the_newest_line_is_in_view_at_every_size(library: Library, store: Store) -> None:
    attempt = begun(library, store)
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        await press(pilot, number_of(attempt, "wait"))
        for size in ((80, 24), (40, 12), (200, 60), (41, 13), (120, 36)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.pause()
            page = app.screen.query_one(Conversation)
            assert page.scroll_offset.y == min(page.max_scroll_y, page._furthest())
            newest = attempt_lines(store, attempt.id)[-1]
            assert newest.split()[-1] in read(app)


async def test_what_was_chosen_is_in_the_store_when_it_is_shown(library: Library, store: Store) -> None:
    attempt = begun(library, store)
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        await press(pilot, number_of(attempt, "promise"))
        assert "Course. I promise." in read(app)
        assert Attempt.resume(store, attempt.id).state.turns[-1].choice == "promise"


async def test_leaving_and_carrying_on_comes_back_to_the_same_screen(library: Library, store: Store) -> None:
    attempt = begun(library, store)
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        await press(pilot, number_of(attempt, "limits"))
        before = read(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, LibraryScreen)
        assert "begun, 1 decision" in read(app)
        await press(pilot, "r")
        assert read(app) == before
    async with on_stage(library, store, attempt=attempt.id) as (app, _):
        assert read(app) == before


async def test_taking_back_shows_the_choices_again_and_keeps_the_record(library: Library, store: Store) -> None:
    attempt = begun(library, store)
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        first = read(app)
        await press(pilot, number_of(attempt, "promise"), "u")
        assert "Taken back. The first try stays in your record." in read(app)
        assert "I didn't go home last night." not in read(app)
        await press(pilot, number_of(attempt, "promise"), "u")
        assert first.splitlines()[1:8] == read(app).splitlines()[1:8]
    events = store_events(store, attempt.id)
    assert sum(isinstance(event, Rewound) for event in events) == 2
    assert sum(isinstance(event, Chose) for event in events) == 2


@pytest.mark.parametrize("mode", [Mode.REHEARSAL, Mode.ASSESSMENT])
async def test_nothing_is_taken_back_where_it_counts_or_is_rehearsed(
    library: Library, store: Store, mode: Mode
) -> None:
    attempt = begun(library, store, mode)
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        await press(pilot, "1", "1", "u")
        assert "Take back" not in read(app)
    assert not any(isinstance(event, Rewound) for event in store_events(store, attempt.id))


async def test_a_reason_may_be_skipped_in_practice(library: Library, store: Store) -> None:
    attempt = begun(library, store)
    attempt.choose("limits")
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        await press(pilot, number_of(attempt, "hear"))
        assert isinstance(app.screen, ReasonDialog)
        await press(pilot, "tab", "down", "enter")
        assert "You said back what you heard" in read(app)
    assert not any(isinstance(event, Explained) for event in store_events(store, attempt.id))


async def test_a_reason_is_required_in_assessment_where_the_scene_says_so(library: Library, store: Store) -> None:
    attempt = begun(library, store, Mode.ASSESSMENT)
    attempt.choose("limits")
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        await press(pilot, number_of(attempt, "hear"), "ctrl+s")
        assert "Write a sentence that says why" in read(app)
        assert "without a reason" not in read(app)
        await press(pilot, *"To be heard", "ctrl+s")
        assert isinstance(app.screen, PlayScreen)
    reasons = [event.text for event in store_events(store, attempt.id) if isinstance(event, Explained)]
    assert reasons == ["To be heard"]


async def test_a_half_written_reason_is_there_again(library: Library, store: Store) -> None:
    attempt = begun(library, store)
    attempt.choose("limits")
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        await press(pilot, number_of(attempt, "hear"), *"Because she", "escape", number_of(attempt, "hear"))
        assert app.screen.query_one(SafeText).text == "Because she"


async def test_a_half_written_reason_belongs_to_its_choice(library: Library, store: Store) -> None:
    attempt = begun(library, store)
    attempt.choose("limits")
    first, second = "1", "2"
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        await press(pilot, first, *"One", "escape", second)
        assert app.screen.query_one(SafeText).text == ""
        await press(pilot, *"Two", "escape", first)
        assert app.screen.query_one(SafeText).text == "One"
        await press(pilot, "escape", second)
        assert app.screen.query_one(SafeText).text == "Two"


async def test_a_form_loses_nothing_and_says_faults_beside_their_fields(library: Library, store: Store) -> None:
    attempt = begun(library, store, Mode.ASSESSMENT)
    attempt.choose("limits")
    attempt.choose("hear", "To be heard.")
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        await press(pilot, "1", "space", "tab", "tab", *"Robin was out", "escape")
        assert isinstance(app.screen, PlayScreen)
        await press(pilot, "1")
        assert app.screen.query_one(SafeText).text == "Robin was out"
        await press(pilot, "ctrl+s")
        text = read(app)
        assert "Pick one." in text
        assert "Write at least 5 words; so far there are 3." in text
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        opened: object = app.screen
        assert isinstance(opened, FormScreen)  # begun and not handed in: opened again
        await press(pilot, "tab", "space", "tab", "end", *" all night", "ctrl+s")
        assert isinstance(app.screen, PlayScreen)
        assert "Mr Bell" in read(app)
    assert Attempt.resume(store, attempt.id).closed


async def test_stopping_for_good_asks_first_and_the_safe_answer_comes_first(library: Library, store: Store) -> None:
    attempt = begun(library, store)
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        await press(pilot, "X")
        assert "Stop this attempt for good?" in read(app)
        await press(pilot, "enter")
        assert not Attempt.resume(store, attempt.id).closed
        await press(pilot, "X", "2")
        assert "You stopped here for good." in read(app)
        assert "Esc Library" in read(app)
    assert store.attempts.summary(attempt.id).closed == "left"


async def test_a_stuck_scenario_says_whose_fault_it_is(library: Library, store: Store) -> None:
    attempt = begun(library, store, scenario="dead-end")
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        await press(pilot, "1")
        assert "a fault in the scenario, not in anything you did" in " ".join(read(app).replace("▌", " ").split())
    assert store.attempts.summary(attempt.id).closed == "stuck"


@pytest.mark.parametrize("prepare", [ended, stuck])
async def test_once_it_is_over_escape_leads_to_the_library_and_says_so(
    prepare: Prepare, library: Library, store: Store
) -> None:
    attempt = prepare(library, store)
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        assert "Esc Library" in read(app)
        assert "Leave (saved)" not in read(app)
        await press(pilot, "question_mark")
        assert "Back to the library" in read(app)
        assert "carry on later" not in read(app)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, LibraryScreen)


async def test_a_full_disk_is_one_sentence_and_loses_nothing(
    library: Library, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = begun(library, store)
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):

        def full(*_: object, **__: object) -> None:
            raise StoreFull("There is no room left on this disk; nothing was lost.")

        with monkeypatch.context() as patch:
            patch.setattr(type(store.attempts), "append", full)
            await press(pilot, "1")
            assert "There is no room left on this disk" in read(app)
            assert len(app.screen.query_one(Choices).blocks) == 3
        await press(pilot, "1")
        assert "There is no room left" not in read(app)
    assert sum(isinstance(event, Chose) for event in store_events(store, attempt.id)) == 1


async def test_support_is_one_key_away_everywhere_even_while_typing(library: Library, store: Store) -> None:
    attempt = begun(library, store)
    attempt.choose("limits")
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        await press(pilot, number_of(attempt, "hear"), *"so", "f2")
        assert isinstance(app.screen, SupportScreen)
        await press(pilot, "escape")
        assert app.screen.query_one(SafeText).text == "so"


async def test_support_says_so_where_nothing_is_set(store: Store, tmp_path: Path) -> None:
    async with on_stage(little_library(tmp_path), store) as (app, pilot):
        await press(pilot, "s")
        text = " ".join(read(app).split())
        assert "ring 999" in text
        assert "Your organisation has not set its contacts here yet" in text
        assert "This simulator is not monitored" in text


async def test_support_says_so_where_the_folder_that_was_named_is_not_there(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIMULATOR_LIBRARY", str(tmp_path / "gone"))
    async with on_stage(Library(), store) as (app, pilot):
        await press(pilot, "s")
        text = " ".join(read(app).split())
        assert "The folder with your organisation’s contacts is not there:" in text
        assert "gone" in text
        assert "ring 999" in text


async def test_support_says_so_where_what_is_set_has_faults(store: Store, tmp_path: Path) -> None:
    (tmp_path / "signposts.yaml").write_text("person: [")
    async with on_stage(Library(own=tmp_path), store) as (app, pilot):
        await press(pilot, "s")
        assert "has faults and cannot be shown" in " ".join(read(app).split())


async def test_a_sample_of_support_is_marked_as_one(library: Library, store: Store) -> None:
    async with on_stage(library, store) as (app, pilot):
        await press(pilot, "s")
        assert "This is a SAMPLE" in read(app)
