"""The screens of a review: as text at two sizes, readable in both themes, whole at every size, and safe."""

from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from simulator.engine.play import replay
from simulator.library import Library
from simulator.review.events import Entry, ReviewEvent
from simulator.review.people import Part
from simulator.reviewing import Reviewing
from simulator.store.store import Store
from simulator.tui.review_desk import ReviewDesk
from simulator.tui.theme import DARK, LIGHT

from .hostile import TEXTS, poisoned
from .review_scenes import VIEWS, View
from .review_stage import at_the_desk, desk, hold_still
from .stage import LARGE, SMALL, drawn, press, read, settled
from .test_colours import DECORATION, LEAST, contrast
from .test_hostile_text import nothing_acts
from .test_sizes import ASKS, TINY

SNAPSHOTS = Path(__file__).parent / "snapshots"
FORBIDDEN = ("%", "passed", "award achieved", "qualification achieved")


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    hold_still(monkeypatch)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
async def test_a_review_reads_as_it_did(
    view: View, size: tuple[int, int], library: Library, store: Store, writing: bool
) -> None:
    view.prepare(library, store)
    async with at_the_desk(desk(library, store, view.by), size) as (app, pilot):
        await press(pilot, *view.keys)
        text = read(app)
    assert len(text.splitlines()) == size[1]
    assert not any(word in text.casefold() for word in FORBIDDEN)
    kept = SNAPSHOTS / f"review-{view.name}.{size[0]}x{size[1]}.txt"
    if writing:
        kept.write_text(text, encoding="utf-8")
    assert text == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
async def test_every_text_of_a_review_stands_out_and_fits_every_size(
    view: View, library: Library, store: Store
) -> None:
    view.prepare(library, store)
    async with at_the_desk(desk(library, store, view.by), (120, 50)) as (app, pilot):
        await press(pilot, *view.keys)
        for theme in (DARK, LIGHT):
            app.theme = theme
            await settled(pilot)
            faint = {
                (text, round(contrast(style), 2))
                for text, style in drawn(app)
                if not DECORATION.fullmatch(text) and (style.dim or contrast(style) < LEAST)
            }
            assert not faint
        for size in (TINY[0], (39, 24), (80, 11)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            assert size[0] < 39 or ASKS in " ".join(read(app).split())
        for size in ((40, 12), (300, 60)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            assert ASKS not in " ".join(read(app).split())


class PoisonedReview(Reviewing):
    """Every text that anybody wrote is hostile: the author's, the learner's and the assessors'."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        attempt = self._store.record(self.attempt)
        self.scenario = poisoned(self.scenario, cycle(TEXTS))
        self.rubric = poisoned(self.rubric, cycle(TEXTS))
        from simulator.reviewing.kept import played_of

        self.state = replay(self.scenario, played_of(attempt).events)

    @property
    def review(self) -> Any:
        texts = cycle(TEXTS)
        kept = super().review
        from simulator.review.state import fold

        if kept.entries and [each.number for each in kept.entries] != list(range(len(kept.entries))):
            return kept  # a marker who may not see all of it
        return fold(hostile_entry(each, next(texts)) for each in kept.entries)


def hostile_entry(entry: Entry, text: str) -> Entry:
    """The same entry with hostile free texts."""
    free = {
        name: text for name in ("note", "comment", "reason", "text", "action", "grounds") if hasattr(entry.event, name)
    }
    event: ReviewEvent = replace(entry.event, **free)  # type: ignore[arg-type]
    return replace(entry, event=event)


class PoisonedDesk(ReviewDesk):
    """A desk at which everything that is read is hostile."""

    def reviewing(self, attempt: str, part: Part) -> Reviewing:
        assert self.person is not None
        return PoisonedReview(self.store, self.person, part, attempt, self.clock)


@pytest.mark.parametrize("view", [view for view in VIEWS if view.by is not None], ids=lambda view: view.name)
async def test_hostile_text_is_only_text_in_a_review(view: View, library: Library, store: Store) -> None:
    view.prepare(library, store)
    assert view.by is not None
    store.set_person(view.by.code, "", view.by.role)
    plain = desk(library, store, view.by)
    async with at_the_desk(PoisonedDesk(library, store, view.by.code, clock=plain.clock)) as (app, pilot):
        await press(pilot, *view.keys)
        for size in ((80, 24), (120, 60), (40, 12)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            nothing_acts(app)
        assert app._exit is False
