"""Every view of a preview: as text at two sizes, readable in both themes, whole at every size, and never obeyed."""

from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path

import pytest

from simulator.authoring.playthrough import ChoiceStep, FormStep, JumpStep, SetStep, Way
from simulator.authoring.reading import ScenarioReading
from simulator.authoring.workbench import Workbench
from simulator.diagnostics import Diagnostic, Severity
from simulator.tui.author.preview import PreviewScreen
from simulator.tui.shared.theme import DARK, LIGHT

from .hostile import TEXTS, poisoned
from .preview_stage import previewed, read_again, save, saved
from .stage import LARGE, SMALL, drawn, press, read, settled
from .test_colours import DECORATION, LEAST, contrast
from .test_hostile_text import nothing_acts
from .test_sizes import ASKS, tiny
from .test_snapshots import SNAPSHOTS

FOUND = (
    Diagnostic(
        "stuck",
        Severity.ERROR,
        "the-blue-notebook.yaml",
        119,
        5,
        "A learner can come to `nowhere` and find no way on.",
        "Give it a goto without a condition.",
        ("limits", "go-quiet"),
    ),
    Diagnostic("never-read", Severity.WARNING, "the-blue-notebook.yaml", 20, 3, "Nothing reads the fact `wet_coat`."),
    Diagnostic(
        "breach-without-repair", Severity.REMARK, "the-blue-notebook.yaml", 70, 9, "Nothing repairs `promises`."
    ),
)
WRITTEN = FormStep({"lines": ("said",), "who": "bell", "account": 'She said, "I didn\'t go home last night."'})


@dataclass(frozen=True)
class Sight:
    """A view of the preview as its user comes to it."""

    name: str
    keys: tuple[str, ...] = ()
    way: Way = ()
    spoilt: bool = False
    """The file was saved with an error after it had been played."""


SIGHTS = (
    Sight("preview"),
    Sight("preview-chosen", way=(ChoiceStep("limits"),)),
    Sight("preview-by-hand", way=(SetStep("trust", "9"), JumpStep("nowhere"))),
    Sight("preview-ended", way=(ChoiceStep("limits"), ChoiceStep("hear"), WRITTEN)),
    Sight("preview-stale", way=(ChoiceStep("promise"),), spoilt=True),
    Sight("preview-findings", ("f", "down")),
    Sight("preview-inside", ("i",), (ChoiceStep("promise"),)),
    Sight("preview-finding", ("f", "enter")),
    Sight("preview-scenes", ("g",)),
    Sight("preview-values", ("v",)),
    Sight("preview-value", ("v", *"say", "enter")),
    Sight("preview-number", ("v", *"trust", "enter", *"12", "enter")),
    Sight("preview-block", ("x",), (ChoiceStep("limits"), ChoiceStep("hear"), WRITTEN)),
)


@pytest.fixture(autouse=True)
def _proved_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other process is started: the proofs are always the same."""

    def prove(screen: PreviewScreen) -> None:
        screen.bench.proofs = FOUND if screen.bench.reading.playable is not None else None

    monkeypatch.setattr(PreviewScreen, "prove", prove)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)  # files are named as seen from here
    return saved(tmp_path).relative_to(tmp_path)


def spoil(path: Path) -> None:
    save(path, "goto: nowhere", "goto: somewhere")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
async def test_a_view_reads_as_it_did(sight: Sight, size: tuple[int, int], path: Path, writing: bool) -> None:
    async with previewed(path, size, way=sight.way) as (app, pilot, _):
        if sight.spoilt:
            spoil(path)
            await read_again(pilot)
        await press(pilot, *sight.keys)
        text = read(app)
    width, height = size
    assert len(text.splitlines()) == height
    kept = SNAPSHOTS / f"{sight.name}.{width}x{height}.txt"
    compare(kept, text, writing=writing)


def compare(kept: Path, text: str, *, writing: bool) -> None:
    if writing:
        kept.write_text(text, encoding="utf-8")
    assert text == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
async def test_every_text_stands_out_from_its_background(sight: Sight, path: Path) -> None:
    async with previewed(path, (120, 50), way=sight.way) as (app, pilot, _):
        if sight.spoilt:
            spoil(path)
            await read_again(pilot)
        await press(pilot, *sight.keys)
        for theme in (DARK, LIGHT):
            app.theme = theme
            await settled(pilot)
            faint = {
                (text, round(contrast(style), 2))
                for text, style in drawn(app)
                if not DECORATION.fullmatch(text) and not style.dim and contrast(style) < LEAST
            }
            assert not faint
            assert not {text for text, style in drawn(app) if style is not None and style.dim and text.strip()}


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
async def test_every_view_survives_every_size_and_comes_back(sight: Sight, path: Path) -> None:
    async with previewed(path, way=sight.way) as (app, pilot, _):
        if sight.spoilt:
            spoil(path)
            await read_again(pilot)
        await press(pilot, *sight.keys)
        before = read(app)
        for size in tiny(sight.name):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            if size[0] >= 39:
                assert ASKS in " ".join(read(app).split())
        for size in ((40, 12), (300, 80), (121, 13), (80, 24)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            assert ASKS not in " ".join(read(app).split())
        assert read(app) == before


@pytest.mark.parametrize("sight", [each for each in SIGHTS if not each.spoilt], ids=lambda sight: sight.name)
async def test_hostile_text_is_only_text(sight: Sight, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = cycle((*TEXTS[len(sight.name) % len(TEXTS) :], *TEXTS[: len(sight.name) % len(TEXTS)]))
    found = tuple(replace(each, message=next(texts), hint=next(texts), file=next(texts)) for each in FOUND)
    monkeypatch.setattr(PreviewScreen, "prove", lambda screen: setattr(screen.bench, "proofs", found))
    before = Workbench.__init__

    def poison(bench: Workbench, where: Path, reading: ScenarioReading, way: Way = ()) -> None:
        playable = reading.playable
        assert playable is not None
        scenario, rubric = poisoned(playable.scenario, texts), poisoned(playable.rubric, texts)
        before(bench, where, replace(reading, playable=replace(playable, scenario=scenario, rubric=rubric)), way)

    monkeypatch.setattr(Workbench, "__init__", poison)
    async with previewed(path, way=sight.way) as (app, pilot, _):
        await press(pilot, *(key for key in sight.keys if len(key) > 1 or sight.keys.index(key) == 0))
        for size in ((80, 24), (120, 60), (40, 12)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            nothing_acts(app)
        assert app._exit is False
