"""Nothing to decide on is out of sight, over every turn of every walkthrough of every shipped scenario."""

import re

import pytest
from textual.pilot import Pilot

from simulator.documents.scenario.expect import Step
from simulator.engine.events import Mode
from simulator.engine.state import Did, LineKind
from simulator.library import Library
from simulator.sessions.attempt import Attempt
from simulator.store import open_store
from simulator.store.store import Store
from simulator.tui.app import SimulatorApp
from simulator.tui.learner.play import PlayScreen
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.conversation import Conversation
from simulator.tui.widgets.page import COLUMN, Page
from tests.depth import tries
from tests.playthroughs import begun, scenarios, shipped, take, walkthroughs

from .scenes import at_form
from .stage import on_stage, press, read, settled

SIZES = ((80, 24), (120, 36), (60, 20), (200, 50))


def newest(attempt: Attempt) -> str:
    """What the mentee said last, of what is answered now; empty where the mentee says nothing there."""
    for turn in reversed(attempt.state.turns):
        if turn.lines:
            said = [line.text for line in turn.lines if line.kind is LineKind.SAYS]
            return said[-1] if said else ""
    return ""


def plain(text: str) -> str:
    return re.sub(r"\W+", "", text)


async def out_of_sight(app: SimulatorApp, pilot: Pilot[int], attempt: Attempt, size: tuple[int, int]) -> list[str]:
    """What has to be seen to decide, and is not in view."""
    await pilot.resize_terminal(*size)
    await settled(pilot)
    missing = []
    text = read(app)
    main = "".join(line[: size[0] - 43 if size[0] >= 120 else None] for line in text.splitlines())
    said = newest(attempt)
    page = app.screen.query_one(Conversation)
    fits = len(said) / (min(size[0], 84) - 8) + 1 < page.scrollable_content_region.height
    shown = plain(said) if fits else plain(said)[-30:]
    if shown not in plain(main):
        missing.append(f"{size}: {said!r} is not in view:\n{text}")
    choices = app.screen.query_one(Choices)
    offered = sum(bool(block.ref) for block in choices.blocks)
    told = f"{offered} choices" in text
    if (choices.lines > choices.scrollable_content_region.height) is not told:
        missing.append(f"{size}: the rule does not say how many choices there are:\n{text}")
    return missing


def weight(attempt: Attempt) -> tuple[bool, int]:
    """How much has to be shown at once: what a form brings first, then the longest."""
    last = [turn for turn in attempt.state.turns if turn.lines or turn.acts][-1]
    lines = sum(len(line.text) for line in last.lines) + sum(len(each.action.text) for each in attempt.choices())
    whys = sum(len(act.action.why) for act in last.acts if isinstance(act, Did))
    return any(not isinstance(act, Did) or act.field for act in last.acts), lines + whys


def turns_of(store: Store, name: str) -> list[Attempt]:
    """Every turn of every walkthrough at which there is something to decide, the fullest first."""
    found: dict[tuple[object, ...], tuple[tuple[bool, int], tuple[Step, ...]]] = {}
    for _, steps in walkthroughs(name):
        attempt = begun(store, name, Mode.PRACTICE)
        for number in range(len(steps)):
            said = tuple(line.text for turn in attempt.state.turns[-2:] for line in turn.lines)
            found.setdefault((said, len(attempt.choices())), (weight(attempt), steps[:number]))
            take(attempt, steps[number : number + 1])
    fullest = sorted(found.values(), key=lambda each: each[0], reverse=True)[: tries(6, 1000)]
    return [take(begun(store, name, Mode.PRACTICE), steps) for _, steps in fullest]


@pytest.mark.parametrize("name", scenarios())
async def test_the_newest_line_is_in_view_whenever_there_are_choices(name: str) -> None:
    with open_store("sqlite://") as store:
        async with on_stage(shipped(), store) as (app, pilot):
            for number, attempt in enumerate(turns_of(store, name)):
                app.push_screen(PlayScreen(app.services, attempt))
                await settled(pilot)
                for size in SIZES if number < 2 else SIZES[:1]:
                    missing = await out_of_sight(app, pilot, attempt, size)
                    assert not missing, missing[0]
                app.pop_screen()


@pytest.mark.parametrize("size", [(80, 24), (80, 23), (60, 17), (120, 20), (50, 12)])
async def test_the_first_row_of_the_library_is_never_the_tail_of_a_cut_entry(
    size: tuple[int, int], store: Store
) -> None:
    async with on_stage(shipped(), store, size) as (app, pilot):
        page = app.screen.query_one("#list", Page)
        spans = [
            range(page.top_of(number) + block.gap, page.top_of(number + 1) or page.lines)
            for number, block in enumerate(page.blocks)
            if block.ref
        ]
        view = page.scrollable_content_region.height
        inside = {line for span in spans if len(span) < view for line in span[1:]}
        places = set()
        for key in (*["down"] * 14, "end", *["up"] * 14, "home", *["pagedown"] * 4, *["pageup"] * 4):
            await pilot.press(key)
            await settled(pilot)
            first = page.scroll_offset.y
            assert first not in inside
            places.add(first)
            rows = [line for line in read(app).splitlines() if line.strip()]
            assert any("› " in row for row in rows) or key.startswith("page")
        for delta in range(1, 9):
            page.scroll_relative(y=delta % 3 + 1, animate=False)
            await settled(pilot)
            assert page.scroll_offset.y not in inside
        assert len(places) > 2


async def test_two_people_speak_in_one_column_however_wide_the_window_is(store: Store) -> None:
    attempt = begun(store, "do-better", Mode.PRACTICE)
    attempt.choose(attempt.choices()[0].id, "It is fair." if attempt.reason_asked() != "never" else "")
    async with on_stage(shipped(), store, (200, 50)) as (app, pilot):
        app.push_screen(PlayScreen(app.services, attempt))
        await settled(pilot)
        page = app.screen.query_one(Conversation)
        for number in range(len(page.blocks)):
            for strip in page._drawn(number):
                assert len(strip.text.rstrip()) <= COLUMN


async def test_where_not_all_choices_fit_the_rule_says_how_many_there_are(store: Store) -> None:
    attempt = widest_choice(store, "promise-you-wont-tell")
    async with on_stage(shipped(), store, (60, 16)) as (app, pilot):
        app.push_screen(PlayScreen(app.services, attempt))
        await settled(pilot)
        assert f"{len(attempt.choices())} choices, ↓ for the rest" in read(app)
        await pilot.resize_terminal(160, 60)
        await settled(pilot)
        assert "choices, ↓" not in read(app)


def widest_choice(store: Store, name: str) -> Attempt:
    """The turn of a scenario's walkthroughs at which there is most to choose from."""
    found: list[tuple[int, Attempt]] = []
    for _, steps in list(walkthroughs(name))[:4]:
        attempt = begun(store, name, Mode.PRACTICE)
        for number in range(len(steps)):
            found.append((len(attempt.choices()), take(begun(store, name, Mode.PRACTICE), steps[:number])))
            take(attempt, steps[number : number + 1])
    return max(found, key=lambda each: each[0])[1]


@pytest.mark.parametrize("field", [1, 2, 3])
async def test_what_is_filled_in_stays_in_view_when_the_window_changes(
    field: int, library: Library, store: Store
) -> None:
    attempt = at_form(library, store)
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        await press(pilot, "1", *["tab"] * (field - 1), *("down",) * (field < 3), *"seen" * (field == 3))
        for size in ((60, 20), (120, 36), (40, 12), (80, 24), (60, 16), (80, 24)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            shown = "seen" if field == 3 else "› "
            assert shown in read(app), f"{size}:\n{read(app)}"
