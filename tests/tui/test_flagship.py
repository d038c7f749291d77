"""The whole of it: the flagship through a real terminal, from the library to the debrief."""

import sys
import time
from pathlib import Path

import pexpect
import pyte

from simulator.engine import play
from simulator.engine.events import Mode
from simulator.engine.scenario import Form, PickField, Scenario, TickField, WriteField
from simulator.engine.state import State
from simulator.store import open_store
from tests.playthroughs import scenario as shipped_scenario

from .test_terminal import PATIENCE, ROOT, Terminal, as_it_was

FLAGSHIP = "promise-you-wont-tell"
WALKTHROUGH = "lets-jamie-lead"


class Opened(Terminal):
    """The command as a person types it."""

    def __init__(self, env: dict[str, str]) -> None:  # not the parent's program
        self.process = pexpect.spawn(
            sys.executable, ["-m", "simulator", "play"], dimensions=(24, 80), env=env, cwd=str(ROOT)
        )
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        self.bytes = b""

    def press(self, *keys: str) -> None:
        for key in keys:
            self.process.send(key)
            self.take()

    def until_kept(self, store: Path, decisions: int) -> None:
        """Wait until the store has this many decisions."""
        end = time.monotonic() + PATIENCE
        while not has_kept(store, decisions):
            assert time.monotonic() < end, f"no {decisions} decisions:\n" + "\n".join(self.screen.display)
            self.take()


def has_kept(where: Path, decisions: int) -> bool:
    """Whether the store has an attempt with this many decisions."""
    if not where.exists():
        return False
    with open_store(str(where)) as store:
        return any(each.decisions == decisions for each in store.attempts.all())


def number_of(state: State, scenario: Scenario, choice: str) -> str:
    scene = state.situation.scene
    shown = play.in_shown_order(state.seed, scene, play.open_choices(scenario, state.situation))
    return str(1 + [each.id for each in shown].index(choice))


def first_offer(state: State, scenario: Scenario) -> str:
    """What stands first below the conversation."""
    scene = state.situation.scene
    content = scenario.scenes[scene].content
    if isinstance(content, Form):
        return f"Fill in: {content.title}"
    return play.in_shown_order(state.seed, scene, play.open_choices(scenario, state.situation))[0].action.text


def keys_for_form(form: Form, state: State, answers: dict[str, object]) -> list[str]:
    """Down and space for boxes, text for text, Tab from field to field, Ctrl+S to hand in."""
    keys: list[str] = []
    for field in play.shown_fields(form, state.situation):
        given = answers.get(field.id, ())
        match field:
            case TickField(options=ticks):
                for place, option in enumerate(ticks):
                    keys += ["\x1b[B"] * (place > 0)
                    keys += [" "] * (isinstance(given, tuple) and option.id in given)
            case PickField(options=picks):
                keys += ["\x1b[B"] * [pick.id for pick in picks].index(str(given))
                keys += [" "]
            case WriteField():
                keys += [str(given)] if given else []
        keys += ["\t"]
    return [*keys, "\x13"]


def test_the_flagship_is_played_from_the_library_to_the_debrief(tmp_path: Path) -> None:
    store = tmp_path / "attempts.sqlite3"
    scenario = shipped_scenario(FLAGSHIP)
    way = next(each for each in scenario.expect if each.name == WALKTHROUGH)
    terminal = Opened(surroundings(store, tmp_path))
    terminal.wait_for("New here?")
    terminal.press("/")
    terminal.wait_for("Find a title")
    terminal.press("jamie")
    terminal.wait_for("Promise you won't tell")
    terminal.press("\r")
    terminal.seen("› ○ Promise you won't tell")
    terminal.press("\r")
    terminal.seen("Practice")
    terminal.press("1")
    terminal.wait_for("Good door, this. Nine out of ten.")
    with open_store(str(store)) as opened:
        (summary,) = opened.attempts.all()
        seed = opened.attempts.record(summary.id).header.seed
    state = play.replay(scenario, [play.begin(Mode.PRACTICE, seed)])
    for number, step in enumerate(way.choose, 1):
        content = scenario.scenes[state.situation.scene].content
        terminal.seen(first_offer(state, scenario))
        if isinstance(step, str):
            terminal.press(number_of(state, scenario, step))
            if getattr(content, "because", "never") != "never":
                terminal.wait_for("Say it")
                terminal.press("It is fair.", "\x13")
            events = play.choose(scenario, state, step)
        else:
            assert isinstance(content, Form)
            terminal.press("1")
            terminal.wait_for("Ctrl+S Hand in")
            terminal.press("".join(keys_for_form(content, state, dict(step))))  # all at once, without looking
            events = play.answer(scenario, state, step)
        terminal.until_kept(store, number)
        for event in events:
            state = play.evolve(scenario, state, event)
    terminal.seen("Ten out of ten")
    terminal.press("1")
    terminal.wait_for("Looking back")
    terminal.wait_for("exemplary")
    terminal.press("\x1b")
    terminal.press("q")
    while terminal.process.isalive():
        terminal.press("\x1b", "q")
        time.sleep(0.2)
    terminal.take()
    as_it_was(terminal)
    with open_store(str(store)) as opened:
        (summary,) = opened.attempts.all()
        assert (summary.closed, summary.outcome) == ("ended", "exemplary")


def surroundings(store: Path, folder: Path) -> dict[str, str]:
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "SIMULATOR_STORE": str(store),
        "SIMULATOR_LIBRARY": str(folder / "library"),
    }
