"""Text can be selected and copied with mouse and keys on every screen; trying to ends nothing and chooses nothing."""

import pytest

from simulator.library import Library
from simulator.store.store import Store
from simulator.tui.learner.form import FormScreen
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.conversation import Conversation
from simulator.tui.widgets.copied import words_of
from simulator.tui.widgets.page import Page
from simulator.tui.widgets.typing import SafeText

from .scenes import VIEWS, View, at_form
from .stage import begun, on_stage, press, read, settled

WRITING = ("name", "reason", "library-find", "form", "form-faults", "palette")
"""Views in which a text has the keyboard: there Shift and the arrows select in it."""


@pytest.mark.parametrize("view", [each for each in VIEWS if each.name not in WRITING], ids=lambda view: str(view.name))
async def test_keys_select_and_copy_on_every_screen(view: View, library: Library, store: Store) -> None:
    attempt = view.prepare(library, store).id if view.prepare else None
    shown = None if view.stays_in_library else attempt
    async with on_stage(library, store, scenario=view.scenario, attempt=shown) as (app, pilot):
        await press(pilot, *view.keys)
        before = len(app.screen_stack)
        await press(pilot, "shift+down", "shift+down", "ctrl+c")
        assert app.clipboard.strip()
        assert not set(app.clipboard) & set("▌▐›")
        words = "".join(app.clipboard.split())
        said = "".join(b.lead.plain + b.text.plain for page in app.screen.query(Page) for b in page.blocks)
        assert words[:20] in "".join(said.split())
        assert app.is_running
        assert len(app.screen_stack) == before


async def test_the_newest_words_of_the_mentee_are_copied_with_two_keys(library: Library, store: Store) -> None:
    attempt = begun(library, store)
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        await press(pilot, "shift+up", "ctrl+c")
        assert app.clipboard == "If I show you this, you keep it to yourself, right?"
        assert "Copied." in read(app)
        await press(pilot, "ctrl+c")
        assert app.is_running


async def test_dragging_over_choices_selects_and_chooses_nothing(library: Library, store: Store) -> None:
    attempt = begun(library, store)
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        region = app.screen.query_one(Choices).scrollable_content_region
        await pilot.mouse_down(offset=(region.x + 6, region.y))
        await pilot.hover(offset=(region.x + 20, region.y + 1))
        await pilot.mouse_up(offset=(region.x + 20, region.y + 1))
        await settled(pilot)
        assert app.screen.get_selected_text()
        await press(pilot, "ctrl+c")
        assert app.clipboard
    assert store.attempts.all()[0].decisions == 0


async def test_dragging_over_the_conversation_copies_its_words(library: Library, store: Store) -> None:
    attempt = begun(library, store)
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        region = app.screen.query_one(Conversation).scrollable_content_region
        await pilot.mouse_down(offset=(region.x, region.y))
        await pilot.hover(offset=(region.right - 4, region.bottom - 1))
        await pilot.mouse_up(offset=(region.right - 4, region.bottom - 1))
        await press(pilot, "ctrl+c")
        assert "If I show you this, you keep it to yourself, right?" in app.clipboard
        assert "▌" not in app.clipboard


async def test_with_nothing_selected_control_c_says_how_to_leave(library: Library, store: Store) -> None:
    attempt = begun(library, store)
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        await press(pilot, "ctrl+c")
        assert "Ctrl+Q closes the program" in " ".join(read(app).split())
        assert app.is_running
        assert not app.clipboard


async def test_one_key_puts_a_line_of_the_notebook_into_the_forms_text(library: Library, store: Store) -> None:
    attempt = at_form(library, store)
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        await press(pilot, "1")
        assert isinstance(app.screen, FormScreen)
        text = app.screen.query_one(SafeText)
        text.focus()
        await press(pilot, *"Robin:", "f3", "enter")
        assert isinstance(app.screen, FormScreen)
        (first, *_) = [fact for turn in attempt.state.turns for fact in turn.learned]
        assert text.text == f"Robin: {attempt.scenario.facts[first]}"
        assert app.focused is text
        await press(pilot, "f3", "escape")
        assert text.text == f"Robin: {attempt.scenario.facts[first]}"


def test_wrapped_lines_are_copied_as_the_paragraph_they_were() -> None:
    lines = [(0, "▌ one two "), (0, "▌ three   "), (1, " "), (2, " › 1  four"), (3, "a"), (3, "b")]
    assert words_of(lines, [False, False, False, True]) == "one two three\n1  four\na\nb"
