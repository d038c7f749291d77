"""Every screen as text, at two sizes; ``--write-snapshots`` writes them again."""

from pathlib import Path

import pytest

from simulator.library import Library
from simulator.store.store import Store

from .scenes import VIEWS, View
from .stage import LARGE, SMALL, on_stage, press, read

SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
async def test_a_screen_reads_as_it_did(
    view: View, size: tuple[int, int], library: Library, store: Store, writing: bool
) -> None:
    attempt = view.prepare(library, store).id if view.prepare else None
    shown = None if view.stays_in_library else attempt
    async with on_stage(library, store, size, scenario=view.scenario, attempt=shown) as (app, pilot):
        await press(pilot, *view.keys)
        text = read(app)
    width, height = size
    assert len(text.splitlines()) == height
    kept = SNAPSHOTS / f"{view.name}.{width}x{height}.txt"
    if writing:
        kept.write_text(text, encoding="utf-8")
    assert text == kept.read_text(encoding="utf-8")
