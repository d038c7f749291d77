"""Text that wants to be more than text is shown as it was typed, or its signs are made visible; it never acts."""

import unicodedata
from dataclasses import replace
from itertools import cycle
from typing import Any

import pytest
from textual import events
from textual.content import Content
from textual.widgets import Input

from simulator.documents.scenario.header import ScenarioHeader
from simulator.documents.yaml.loaded import Loaded
from simulator.engine.play import replay
from simulator.library import Library
from simulator.sessions.attempt import Attempt
from simulator.store.attempts import Attempts
from simulator.store.errors import StoreError
from simulator.store.store import Store
from simulator.tui.app import SimulatorApp, open_at
from simulator.tui.learner.play import PlayScreen
from simulator.tui.shared.services import Services
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.prose import line, prose, visible
from simulator.tui.widgets.typing import SafeText

from .hostile import TEXTS, poisoned
from .scenes import VIEWS, View, at_form, told
from .stage import HERE, drawn, little_library, on_stage, press, read, settled

ALLOWED = frozenset("\u200c\u200d\u00ad")


def obeyed(text: str) -> list[str]:
    """The characters of a text that a terminal could obey, or that turn the reading order."""
    categories = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return [each for each in text if unicodedata.category(each) in categories and each not in ALLOWED]


class PoisonedLibrary(Library):
    """Every text of every document is hostile; ids are as they were."""

    def card(self, entry: Any) -> ScenarioHeader:
        return poisoned(super().card(entry), cycle(TEXTS))  # type: ignore[no-any-return]

    def scenario(self, source: Any, also: frozenset[str] = frozenset()) -> Loaded[Any]:
        loaded = super().scenario(source, also)
        return replace(loaded, value=poisoned(loaded.value))

    def rubric(self, id_: str) -> Loaded[Any] | None:
        loaded = super().rubric(id_)
        return None if loaded is None else replace(loaded, value=poisoned(loaded.value))

    def signposts(self) -> Loaded[Any] | None:
        loaded = super().signposts()
        return None if loaded is None else replace(loaded, value=poisoned(loaded.value))


def poison(attempt: Attempt, first: int) -> Attempt:
    """The same attempt, in a scenario in which every text is hostile."""
    texts = cycle((*TEXTS[first:], *TEXTS[:first]))
    attempt.scenario = poisoned(attempt.scenario, texts)
    attempt.rubric = poisoned(attempt.rubric, texts)
    attempt.state = replay(attempt.scenario, attempt.events)
    return attempt


def nothing_acts(app: SimulatorApp) -> None:
    """No control character is drawn, and nothing drawn can be clicked into an action."""
    for text, style in drawn(app):
        assert not obeyed(text), f"{text!r} would reach the terminal"
        assert "@click" not in (style.meta if style is not None and style._meta else {})
    assert not obeyed(app.export_screenshot().replace("\n", ""))


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
async def test_hostile_text_is_only_text_on_every_screen(
    view: View, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = little_library()
    library = PoisonedLibrary(HERE / "library", HERE / "library" / "own")
    attempt = view.prepare(plain, store) if view.prepare else None
    summaries = tuple(replace(each, title=TEXTS[3], learner=TEXTS[0]) for each in store.attempts.all())
    monkeypatch.setattr(Attempts, "all", lambda _: summaries)
    shown = attempt is not None and not view.stays_in_library

    def start(app: SimulatorApp) -> None:
        if attempt is not None and shown:
            app.push_screen(PlayScreen(app.services, poison(attempt, len(view.name) % len(TEXTS))))
        elif view.scenario:
            app.call_after_refresh(open_at, app.screen, view.scenario, None)

    app = SimulatorApp(Services(library, store), start)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        keys = () if "find" in view.name else view.keys
        await press(pilot, *keys)
        nothing_acts(app)
        for size in ((120, 60), (40, 12)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            nothing_acts(app)
        await pilot.resize_terminal(80, 24)
        for row in range(1, 23, 7):
            await settled(pilot)
            await pilot.click(offset=(6, row))
        await settled(pilot)
        nothing_acts(app)
        assert app._exit is False


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
async def test_what_is_pasted_is_kept_visible(text: str, library: Library, store: Store) -> None:
    attempt = at_form(library, store)
    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        await press(pilot, "1", "tab", "tab")
        field = app.screen.query_one(SafeText)
        app.post_message(events.Paste(text))
        await settled(pilot)
        nothing_acts(app)
        assert field.text == visible(text).replace("\r", "\n")
        await press(pilot, "escape", "1")
        assert app.screen.query_one(SafeText).text == field.text


@pytest.mark.parametrize("text", TEXTS[:6], ids=range(6))
async def test_what_is_pasted_into_a_line_is_visible(text: str, library: Library, store: Store) -> None:
    async with on_stage(library, store) as (app, pilot):
        await press(pilot, "slash")
        app.post_message(events.Paste(text))
        await settled(pilot)
        nothing_acts(app)
        assert not obeyed(app.screen.query_one(Input).value)


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
async def test_what_the_store_says_is_only_said(
    text: str, library: Library, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = told(library, store)
    attempt.rewind()

    def refuses(*_: object, **__: object) -> None:
        raise StoreError(text)

    async with on_stage(library, store, attempt=attempt.id) as (app, pilot):
        monkeypatch.setattr(type(store.attempts), "append", refuses)
        await press(pilot, "1")
        nothing_acts(app)
        assert len(app.screen.query_one(Choices).blocks) == 3


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_prose_is_content_that_nothing_in_it_can_change(text: str) -> None:
    for made in (prose(text), line(text), prose(text, ".page--quiet")):
        assert isinstance(made, Content)
        assert not obeyed(made.plain.replace("\n", ""))
    assert prose(text).spans == []


def test_markup_reads_as_it_was_typed() -> None:
    for text in TEXTS[:3]:
        assert prose(text).plain == text


def test_writing_that_needs_joiners_keeps_them() -> None:
    assert "👩‍👩‍👧‍👦" in prose(TEXTS[8]).plain
    assert prose(TEXTS[7]).plain == TEXTS[7]


async def test_a_very_long_word_is_wrapped_and_not_cut(library: Library, store: Store) -> None:
    from simulator.tui.widgets.page import Block, Page

    async with on_stage(library, store, (50, 50)) as (app, pilot):
        page = app.screen.query_one("#list", Page)
        page.show([Block(prose("w" * 2000))])
        await settled(pilot)
        assert read(app).count("w" * 10) > 0
        assert sum(strip.text.count("w") for strip in page._drawn(0)) == 2000
