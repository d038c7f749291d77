"""Draw the README's picture: the flagship conversation after its first choices, as a person sees it."""

import asyncio
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "picture.svg"
SCENARIO = "promise-you-wont-tell"
CHOICES = 2
SIZE = (112, 34)


async def drawn() -> str:
    """The picture as SVG; the same each time."""
    from simulator.engine.events import Mode
    from simulator.library import Library
    from simulator.sessions.attempt import Attempt
    from simulator.store import open_store
    from simulator.tui.app import SimulatorApp, open_at
    from simulator.tui.shared.services import Services

    library = Library(own=Path("/nowhere"))
    entry = library.find(SCENARIO)
    if entry is None:
        raise FileNotFoundError(SCENARIO)
    scenario = library.scenario(entry.path)
    if scenario.value is None:
        raise ValueError(f"{SCENARIO} has faults")
    rubric = library.rubric(scenario.value.rubric)
    if rubric is None:
        raise FileNotFoundError(scenario.value.rubric)
    walkthrough = scenario.value.expect[0].choose[:CHOICES]
    with tempfile.TemporaryDirectory() as folder, open_store(str(Path(folder) / "attempts.sqlite3")) as store:
        attempt = Attempt.begin(store, scenario, rubric, Mode.PRACTICE, seed=1)
        for choice in walkthrough:
            attempt.choose(str(choice))

        def start(app: SimulatorApp) -> None:
            app.call_after_refresh(open_at, app.screen, None, attempt.id)

        app = SimulatorApp(Services(library, store), start)
        async with app.run_test(size=SIZE) as pilot:
            for _ in range(8):
                await pilot.pause(0.05)
            return app.export_screenshot(title="simulator")


def main() -> int:
    """Write the picture; 1 where ``--check`` finds that it is not what would be drawn."""
    svg = without_fonts_from_elsewhere(asyncio.run(drawn()))
    if "--check" in sys.argv:
        same = PICTURE.exists() and PICTURE.read_text(encoding="utf-8") == svg
        print("The picture is as it would be drawn." if same else "The picture is out of date: make picture")
        return 0 if same else 1
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(svg, encoding="utf-8")
    print(f"Drawn: {PICTURE.relative_to(ROOT)}")
    return 0


def without_fonts_from_elsewhere(svg: str) -> str:
    """The picture with no address in it, and ids that do not change from one drawing to the next."""
    svg = re.sub(r"@font-face\s*\{[^}]*\}\s*", "", svg)
    return re.sub(r"terminal-\d+", "terminal", svg)


if __name__ == "__main__":
    sys.exit(main())
