"""Pages of blocks: how many lines they have is known before any is drawn, and only what is in view is drawn."""

import random
from typing import get_args

from textual.content import Content

from simulator.library import Library
from simulator.store.store import Store
from simulator.tui.widgets.page import Block, BlockKind, Page, Side
from simulator.tui.widgets.prose import prose
from tests.depth import tries

from .hostile import TEXTS
from .stage import on_stage, read, settled

WIDTHS = (2, 3, 9, 24, 40, 79, 120)


def blocks() -> list[Block]:
    """Blocks of every kind and side, with texts of every length."""
    dice = random.Random(1)
    sentences = [" ".join("x" * dice.randint(1, 14) for _ in range(dice.randint(1, 60))) for _ in range(tries(20, 60))]
    texts = [prose(text) for text in (*TEXTS, *sentences)] + [
        Content(text) for text in ("", "a\n", "\n", "a\tb", "  a  ")
    ]
    made = []
    for text in texts:
        kind, side = dice.choice(get_args(BlockKind)), dice.choice(get_args(Side))
        lead = Content(dice.choice(["", "· ", "12  "]))
        made.append(Block(text, kind, side, lead, dice.randint(0, 8), dice.randint(0, 1), dice.choice(["", "ref"])))
    return made


async def test_a_block_has_as_many_lines_as_are_drawn(library: Library, store: Store) -> None:
    async with on_stage(library, store) as (app, pilot):
        page = app.screen.query_one("#list", Page)
        await settled(pilot)
        made = blocks()
        for width in WIDTHS:
            page._width = width
            for block in made:
                assert page._height(block) == len(page._strips(-1, block)), (width, block)


async def test_only_what_is_in_view_is_drawn(library: Library, store: Store) -> None:
    async with on_stage(library, store, (80, 24)) as (app, pilot):
        page = app.screen.query_one("#list", Page)
        page.show([Block(Content(f"Line {number}"), ref=str(number)) for number in range(3000)])
        await settled(pilot)
        assert "Line 3" in read(app)
        page.select("2900")
        await settled(pilot)
        assert "› Line 2900" in read(app)
        assert "Line 2990" not in read(app)
        assert sum(laid.strips is not None for laid in page._laid) < 100
