"""The outline of a scenario: following choices, folding, finding, and the scene it is left with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator.analysis.structure import structure
from simulator.engine.scenario import Scenario
from simulator.library import Library
from simulator.store.store import Store
from simulator.tui.app import SimulatorApp
from simulator.tui.author.outline import MANY, OutlineScreen
from simulator.tui.author.outline_blocks import fitting, outline_blocks, target_of
from simulator.tui.shared.intents import BrowseOutline
from simulator.tui.shared.refs import kind, parts, ref
from simulator.tui.shared.services import Services
from simulator.tui.shared.theme import DARK, LIGHT
from simulator.tui.widgets.page import Page
from tests.engine.build import choice, decision, onward, scenario
from tests.engine.small import CODE
from tests.report.drawn import SHIPPED, shipped, shipped_structure

from .hostile import TEXTS, poisoned
from .stage import LARGE, SCENARIO, SMALL, drawn, on_stage, press, read, settled
from .test_colours import DECORATION, LEAST, contrast
from .test_hostile_text import nothing_acts
from .test_sizes import ASKS, TINY

SNAPSHOTS = Path(__file__).parent / "snapshots"

Answers = list[str | None]


@asynccontextmanager
async def outlined(
    library: Library,
    store: Store,
    size: tuple[int, int] = SMALL,
    *,
    at: str = "",
    taking: bool = False,
    made: Scenario | None = None,
) -> AsyncIterator[tuple[SimulatorApp, Pilot[int], Answers]]:
    """The outline of the blue notebook, or of another scenario, over the library."""
    answers: Answers = []
    async with on_stage(library, store, size) as (app, pilot):
        entry = library.find(SCENARIO)
        assert entry is not None
        blue = library.scenario(entry.path).value
        assert blue is not None
        loaded = library.rubric(blue.rubric)
        assert loaded is not None
        assert loaded.value is not None
        shown, code = (blue, loaded.value) if made is None else (made, CODE)
        await app.push_screen(OutlineScreen(app.services, shown, code, at=at, taking=taking), answers.append)
        await settled(pilot)
        yield app, pilot, answers


def page(app: SimulatorApp) -> Page:
    return app.screen.query_one("#master", Page)


def here(app: SimulatorApp) -> str:
    return page(app).selected


def hints(app: SimulatorApp) -> str:
    return read(app).splitlines()[-1]


# The screen


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_it_reads_as_it_did(size: tuple[int, int], library: Library, store: Store, writing: bool) -> None:
    async with outlined(library, store, size, taking=True) as (app, pilot, _):
        await press(pilot, "down", "down")
        text = read(app)
    width, height = size
    assert len(text.splitlines()) == height
    kept = SNAPSHOTS / f"outline.{width}x{height}.txt"
    if writing:
        kept.write_text(text, encoding="utf-8")
    assert text == kept.read_text(encoding="utf-8")


async def test_it_survives_every_size_and_comes_back(library: Library, store: Store) -> None:
    async with outlined(library, store) as (app, pilot, _):
        before = read(app)
        for size in (*TINY, (40, 12), (300, 80), (121, 13)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
        assert ASKS not in read(app)
        await pilot.resize_terminal(*SMALL)
        await settled(pilot)
        assert read(app) == before


@pytest.mark.parametrize("keys", [(), ("down", "down", "down"), ("d",), ("slash", *"unsafe")], ids=len)
async def test_every_text_stands_out_in_light_and_dark(keys: tuple[str, ...], library: Library, store: Store) -> None:
    async with outlined(library, store, (120, 50)) as (app, pilot, _):
        await press(pilot, *keys)
        for theme in (DARK, LIGHT):
            app.theme = theme
            await settled(pilot)
            faint = {
                (text, round(contrast(style), 2))
                for text, style in drawn(app)
                if not DECORATION.fullmatch(text) and contrast(style) < LEAST
            }
            assert not faint


async def test_hostile_text_is_only_text(library: Library, store: Store) -> None:
    entry = library.find(SCENARIO)
    assert entry is not None
    made = poisoned(library.scenario(entry.path).value)
    async with outlined(library, store, made=made) as (app, pilot, _):
        for size in ((80, 24), (120, 60), (40, 12)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            for _ in range(12):
                await press(pilot, "down")
                nothing_acts(app)
        await pilot.resize_terminal(*SMALL)
        await press(pilot, "d")
        nothing_acts(app)
        assert app._exit is False


@pytest.mark.parametrize("text", TEXTS[:6], ids=range(6))
async def test_what_is_looked_for_may_be_anything(text: str, library: Library, store: Store) -> None:
    async with outlined(library, store) as (app, pilot, _):
        await press(pilot, "slash")
        app.screen.query_one("#find").value = text  # type: ignore[attr-defined]
        await settled(pilot)
        assert "Nothing fits that." in read(app)


# Following


async def test_enter_on_a_choice_follows_it_and_backspace_comes_back(library: Library, store: Store) -> None:
    async with outlined(library, store) as (app, pilot, _):
        assert "Come back" not in hints(app)
        await press(pilot, "down", "down")
        assert here(app) == ref("way", "arrives", 1)
        await press(pilot, "enter")
        assert here(app) == ref("scene", "tells")
        assert "2. tells" in "".join(read(app).splitlines()[1:3])
        assert "Come back" in hints(app)
        await press(pilot, "backspace")
        assert here(app) == ref("way", "arrives", 1)
        assert "Come back" not in hints(app)


async def test_each_of_several_arrows_leads_its_own_way(library: Library, store: Store) -> None:
    async with outlined(library, store, at="nowhere") as (app, pilot, _):
        assert here(app) == ref("scene", "nowhere")
        await press(pilot, "down", "enter")
        assert "This line leads to no one scene." in read(app)
        await press(pilot, "down", "down")
        assert here(app) == ref("arrow", "nowhere", 0, 1)
        await press(pilot, "enter")
        assert here(app) == ref("scene", "gone")


async def test_the_mouse_follows_as_well(library: Library, store: Store) -> None:
    async with outlined(library, store) as (app, pilot, _):
        line = next(number for number, text in enumerate(read(app).splitlines()) if "promise [" in text)
        await pilot.click(offset=(10, line))
        await settled(pilot)
        assert here(app) == ref("scene", "tells")


async def test_following_comes_through_what_is_folded_or_not_found(library: Library, store: Store) -> None:
    async with outlined(library, store) as (app, pilot, _):
        await press(pilot, "f")
        assert all(kind(block.ref) == "scene" for block in page(app).blocks)
        await press(pilot, "right", "down", "enter")
        assert here(app) == ref("scene", "tells")
        await press(pilot, "slash", *"robin sits", "enter")
        found = {parts(block.ref)[1] for block in page(app).blocks}
        assert found == {"arrives-again"}
        await press(pilot, "right", "down", "enter")
        assert here(app) == ref("scene", "arrives-back")
        assert "9 scenes" in read(app)
        assert not app.screen.query("#find")


# Folding and finding


async def test_a_scene_folds_and_unfolds(library: Library, store: Store) -> None:
    async with outlined(library, store) as (app, pilot, _):
        every = len(page(app).blocks)
        await press(pilot, "down", "left")
        assert here(app) == ref("scene", "arrives")
        assert len(page(app).blocks) == every - 3
        assert "▸ 1. arrives" in read(app)
        await press(pilot, "enter")
        assert len(page(app).blocks) == every
        assert "▾ 1. arrives" in read(app)


async def test_finding_shows_only_the_scenes_where_every_word_stands(library: Library, store: Store) -> None:
    async with outlined(library, store) as (app, pilot, _):
        await press(pilot, "slash", *"unsafe promise")
        assert {parts(block.ref)[1] for block in page(app).blocks} == {
            "arrives",
            "tells",
            "arrives-back",
        }
        assert "3 of 9 scenes" in read(app)
        await press(pilot, "enter")
        assert app.screen.focused is page(app)
        await press(pilot, "escape")
        assert "9 scenes" in read(app)
        assert not app.screen.query("#find")
        assert isinstance(app.screen, OutlineScreen)


async def test_details_tell_all_that_is_written_about_a_line(library: Library, store: Store) -> None:
    async with outlined(library, store) as (app, pilot, _):
        await press(pilot, "down", "down", "d")
        text = read(app)
        assert "You cannot keep this promise if Robin is at risk." in text
        assert "Good. Now I can say it." in text
        assert "✕ unsafe" in text
        assert "trust +2, promised = true" in text
        assert "Find" not in hints(app)
        await press(pilot, "escape")
        assert "▾ 1. arrives" in read(app)
    async with outlined(library, store, LARGE, at="write-it") as (app, pilot, _):
        await press(pilot, "down")
        assert "Which of these belong in the note?" in read(app)
        assert "does not belong" in read(app)


# The way out


async def test_it_is_left_with_the_scene_under_the_cursor_where_that_is_wanted(library: Library, store: Store) -> None:
    async with outlined(library, store, taking=True) as (app, pilot, answers):
        assert "g Go here" in hints(app)
        await press(pilot, "down", "down", "enter", "down", "g")
        assert answers == ["tells"]


async def test_it_is_left_with_nothing_by_escape(library: Library, store: Store) -> None:
    async with outlined(library, store, taking=True) as (_, pilot, answers):
        await press(pilot, "escape")
        assert answers == [None]


async def test_no_scene_is_taken_where_nobody_asked_for_one(library: Library, store: Store) -> None:
    async with outlined(library, store) as (app, pilot, answers):
        assert "Go here" not in hints(app)
        await press(pilot, "g")
        assert answers == []


async def test_by_itself_it_closes_the_program(library: Library) -> None:
    made, code = shipped(SHIPPED[0])
    app = SimulatorApp(Services(library), first=BrowseOutline(made, code))
    async with app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        assert "Outline" in read(app)
        await press(pilot, "escape")
    assert app.return_code == 0


# The lines


@pytest.mark.parametrize("id_", SHIPPED)
def test_every_arrow_of_a_shipped_scenario_can_be_followed(id_: str) -> None:
    made = shipped_structure(id_)
    blocks = list(outline_blocks(made, made.order, ()))
    refs = [block.ref for block in blocks]
    assert len(refs) == len(set(refs))
    for place in made.places.values():
        for number, way in enumerate(place.ways):
            for which, arrow in enumerate(way.arrows):
                several = len(way.arrows) > 1
                line = ref("arrow", place.id, number, which) if several else ref("way", place.id, number)
                assert line in refs
                assert target_of(made, line) == arrow.to


def test_scenes_are_found_by_level_duty_target_and_words() -> None:
    scenes, code = shipped("promise-you-wont-tell")
    made = structure(scenes, code)
    assert "asks" in fitting(scenes, made, "UNSAFE promises-secrecy")
    assert "asks" in fitting(scenes, made, "opens state_limits")
    assert "hint" in fitting(scenes, made, "→ asks")
    assert fitting(scenes, made, "bit sad. if i") == ["asks"]
    assert fitting(scenes, made, "  ") == list(made.order)
    assert fitting(scenes, made, "no such words") == []


async def test_a_long_outline_begins_folded(library: Library, store: Store) -> None:
    many = {f"s{number}": decision(choice("on", f"s{number + 1}")) for number in range(MANY)}
    made = scenario(onward("s0"), None, **many, **{f"s{MANY}": onward("home")})
    assert len(structure(made, CODE).order) > MANY
    async with outlined(library, store, made=made) as (app, pilot, _):
        assert "▸ 1. first" in read(app)
        await press(pilot, "f")
        assert "▾ 1. first" in read(app)
        await press(pilot, "slash", "o")
        assert "▸ 1. first" in read(app)
