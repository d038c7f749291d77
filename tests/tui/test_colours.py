"""Text can be read: the contrast of every pair of colours that is really drawn, in both themes, to WCAG 2.2 AA."""

import re
from pathlib import Path

import pytest
from rich.color import Color
from rich.style import Style

from simulator.library import Library
from simulator.store.store import Store
from simulator.tui.shared.theme import DARK, LIGHT

from .scenes import VIEWS, View, told
from .stage import drawn, on_stage, press, read, settled

LEAST = 4.5
DECORATION = re.compile(r"[\s─-▟]*")
"""Borders, bars and blocks: they carry no meaning of their own."""


def luminance(color: Color) -> float:
    """Relative luminance, as WCAG defines it."""
    channels = [value / 255 for value in color.get_truecolor()]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(style: Style) -> float:
    assert style.color is not None
    assert style.bgcolor is not None
    front, back = (style.bgcolor, style.color) if style.reverse else (style.color, style.bgcolor)
    high, low = sorted((luminance(front), luminance(back)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
async def test_every_text_stands_out_from_its_background(view: View, library: Library, store: Store) -> None:
    attempt = view.prepare(library, store).id if view.prepare else None
    shown = None if view.stays_in_library else attempt
    async with on_stage(library, store, (120, 50), scenario=view.scenario, attempt=shown) as (app, pilot):
        await press(pilot, *view.keys)
        for theme in (DARK, LIGHT):
            app.theme = theme
            await settled(pilot)
            faint = {
                (text, round(contrast(style), 2))
                for text, style in drawn(app)
                if not DECORATION.fullmatch(text) and not style.dim and contrast(style) < LEAST
            }
            dimmed = {text for text, style in drawn(app) if style is not None and style.dim and text.strip()}
            assert not faint
            assert not dimmed


async def test_the_key_changes_between_light_and_dark(library: Library, store: Store) -> None:
    async with on_stage(library, store) as (app, pilot):
        assert app.theme == DARK
        text = read(app)
        await press(pilot, "ctrl+t")
        assert app.theme == LIGHT
        assert read(app) == text


async def test_without_colour_everything_reads_the_same(
    library: Library, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = told(library, store)
    async with on_stage(library, store, attempt=attempt.id) as (app, _):
        coloured = read(app)
    monkeypatch.setenv("NO_COLOR", "1")
    async with on_stage(library, store, attempt=attempt.id) as (app, _):
        assert read(app) == coloured
        assert "›" in coloured  # the cursor has a sign of its own
        colours = {style.color.get_truecolor() for text, style in drawn(app) if style and style.color and text.strip()}
        assert app.no_color
        del colours


def test_the_stylesheet_names_colours_and_defines_none() -> None:
    import simulator.tui.app

    sheet = Path(simulator.tui.app.__file__).with_name("simulator.tcss").read_text(encoding="utf-8")
    rules = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    assert not re.search(r":[^;{}]*(#[0-9a-fA-F]{3,8}\b|rgb|hsl|\bansi_)", rules)
    colours = re.findall(r"(?:color|background|tint):\s*([^;]+);", rules)
    assert colours
    assert all(colour.strip().startswith("$") for colour in colours)
