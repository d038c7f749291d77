"""The screens of a review: as text at two sizes, readable in both themes, whole at every size, and safe."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from simulator.engine.play import replay
from simulator.library import Library
from simulator.review.events import Entry, ReviewEvent
from simulator.review.people import Part
from simulator.sessions.review import ReviewSession
from simulator.store import open_store
from simulator.store.store import Store
from simulator.tui.app import SimulatorApp
from simulator.tui.assessor.review_services import ReviewServices
from simulator.tui.shared.theme import LIGHT

from .hostile import TEXTS, poisoned
from .review_scenes import VIEWS, Prepare, View
from .review_stage import at_the_desk, desk, hold_still
from .stage import LARGE, SMALL, drawn, little_library, press, read, settled
from .test_colours import DECORATION, LEAST, contrast
from .test_hostile_text import nothing_acts
from .test_sizes import ASKS, TINY

SNAPSHOTS = Path(__file__).parent / "snapshots"
CLOSELY = ("queue", "who", "room-said", "mark", "decide", "sign-again", "compare", "quality")
"""The views that are looked at in the light and in windows of every size; between them they have every kind of part."""
POISONED = ("room-said", "decide", "history", "compare", "check")
FORBIDDEN = ("%", "passed", "award achieved", "qualification achieved")


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Prepare], Path]:
    """Prepared stores by what prepares them, each made once."""
    made: dict[Prepare, Path] = {}
    folder = tmp_path_factory.mktemp("reviews")

    def prepared(prepare: Prepare) -> Path:
        if prepare not in made:
            made[prepare] = folder / f"{prepare.__name__}.db"
            with pytest.MonkeyPatch.context() as patch, open_store(str(made[prepare])) as store:
                hold_still(patch)
                prepare(little_library(), store)
        return made[prepare]

    return prepared


@pytest.fixture
def prepared(stores: Callable[[Prepare], Path], tmp_path: Path) -> Iterator[Callable[[Prepare], Store]]:
    """A copy of a prepared store."""
    opened: list[Store] = []

    def copied(prepare: Prepare) -> Store:
        place = tmp_path / "copy.db"
        shutil.copyfile(stores(prepare), place)
        opened.append(open_store(str(place)))
        return opened[-1]

    yield copied
    for store in opened:
        store.close()


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
async def test_a_review_reads_as_it_did_stands_out_and_fits_every_size(
    view: View, library: Library, prepared: Callable[[Prepare], Store], writing: bool
) -> None:
    async with at_the_desk(desk(library, prepared(view.prepare), view.by), SMALL) as (app, pilot):
        await press(pilot, *view.keys)
        reads_as_it_did(app, view, SMALL, writing=writing)
        await pilot.resize_terminal(*LARGE)
        await settled(pilot)
        reads_as_it_did(app, view, LARGE, writing=writing)
        stands_out(app)
        if view.name in CLOSELY:
            app.theme = LIGHT
            await settled(pilot)
            stands_out(app)
            for size, asks in ((TINY[0], None), ((39, 24), True), ((40, 12), False)):
                await pilot.resize_terminal(*size)
                await settled(pilot)
                assert asks is None or (ASKS in " ".join(read(app).split())) is asks


def reads_as_it_did(app: SimulatorApp, view: View, size: tuple[int, int], *, writing: bool) -> None:
    text = read(app)
    assert len(text.splitlines()) == size[1]
    assert not any(word in text.casefold() for word in FORBIDDEN)
    kept = SNAPSHOTS / f"review-{view.name}.{size[0]}x{size[1]}.txt"
    if writing:
        kept.write_text(text, encoding="utf-8")
    assert text == kept.read_text(encoding="utf-8")


def stands_out(app: SimulatorApp) -> None:
    """Every text has the contrast that WCAG asks for."""
    faint = {
        (text, round(contrast(style), 2))
        for text, style in drawn(app)
        if not DECORATION.fullmatch(text) and (style.dim or contrast(style) < LEAST)
    }
    assert not faint


class PoisonedReview(ReviewSession):
    """Every text that anybody wrote is hostile: the author's, the learner's and the assessors'."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        attempt = self._store.attempts.dossier(self.attempt)
        self.scenario = poisoned(self.scenario, cycle(TEXTS))
        self.rubric = poisoned(self.rubric, cycle(TEXTS))
        self.state = replay(self.scenario, attempt.events)

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


class PoisonedDesk(ReviewServices):
    """A desk at which everything that is read is hostile."""

    def reviewing(self, attempt: str, part: Part) -> ReviewSession:
        assert self.person is not None
        return PoisonedReview(self.store, self.person, part, attempt, self.clock)


@pytest.mark.parametrize("view", [view for view in VIEWS if view.name in POISONED], ids=lambda view: view.name)
async def test_hostile_text_is_only_text_in_a_review(
    view: View, library: Library, prepared: Callable[[Prepare], Store]
) -> None:
    assert view.by is not None
    plain = desk(library, prepared(view.prepare), view.by)
    async with at_the_desk(PoisonedDesk(library, plain.store, view.by.code, clock=plain.clock)) as (app, pilot):
        await press(pilot, *view.keys)
        for size in ((80, 24), (120, 60), (40, 12)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            nothing_acts(app)
        assert app._exit is False
