"""Ways through every shipped scenario: its own walkthroughs, and a way to each ending that none of them comes to."""

import random
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from simulator import library
from simulator.documents.scenario.expect import Step, walk
from simulator.engine import play
from simulator.engine.events import Ended, Mode
from simulator.engine.rubric import Level
from simulator.engine.scenario import Ending, Field, Form, PickField, Scenario, TickField, WriteField
from simulator.engine.state import State
from simulator.sessions.attempt import Attempt
from simulator.store.store import Store

VERDICTS = ("What usually happens next", "Coach\n", "Coach. ", "Clause ", "Breaks the code", "Outcome", "Indicative")
"""Words with which the program itself would tell how it went."""

TRIES = 20_000
"""How many ways are tried, at random but always the same, to come to an ending that no walkthrough comes to."""


@cache
def shipped() -> library.Library:
    return library.Library(own=Path("/nowhere"))


def scenarios() -> list[str]:
    return [entry.id for entry in shipped().scenarios]


@cache
def scenario(name: str) -> Scenario:
    entry = shipped().find(name)
    assert entry is not None
    value = shipped().scenario(entry.path).value
    assert value is not None
    return value


def walkthroughs(name: str) -> Iterator[tuple[str, tuple[Step, ...]]]:
    for each in scenario(name).expect:
        yield each.name, tuple(step if isinstance(step, str) else dict(step) for step in each.choose)


@cache
def ways_to_endings(name: str) -> dict[str, tuple[Step, ...]]:
    """A way to each ending of a scenario, by the ending's scene."""
    told = scenario(name)
    wanted = {id_ for id_, scene in told.scenes.items() if isinstance(scene.content, Ending)}
    found: dict[str, tuple[Step, ...]] = {}
    for _, steps in walkthroughs(name):
        state, fault = walk(told, steps)
        if fault is None and isinstance(state.closed, Ended):
            found.setdefault(state.closed.ending, steps)
    dice = random.Random(name)
    for _ in range(TRIES):
        if wanted <= set(found):
            return found
        steps, state = _anyhow(told, dice)
        if isinstance(state.closed, Ended):
            found.setdefault(state.closed.ending, steps)
    raise AssertionError(f"{name}: no way to {wanted - set(found)}")


def _anyhow(told: Scenario, dice: random.Random) -> tuple[tuple[Step, ...], State]:
    steps: list[Step] = []
    state = play.replay(told, [play.begin(Mode.PRACTICE, 0)])
    while state.closed is None:
        situation = state.situation
        choices = play.open_choices(told, situation)
        if choices:
            steps.append(dice.choice(choices).id)
            events = play.choose(told, state, str(steps[-1]), "It is fair.")
        else:
            form = told.scenes[situation.scene].content
            assert isinstance(form, Form)
            answers = {each.id: _anything(each, dice) for each in play.shown_fields(form, situation)}
            steps.append(answers)
            events = play.answer(told, state, answers)
        for event in events:
            state = play.evolve(told, state, event)
    return tuple(steps), state


def _anything(field: Field, dice: random.Random) -> str | tuple[str, ...]:
    match field:
        case TickField(options=ticks):
            return tuple(each.id for each in ticks if dice.random() < 0.5)
        case PickField(options=picks):
            return dice.choice(picks).id
        case WriteField(min_words=words):
            return "word " * words


def begun(store: Store, name: str, mode: Mode, learner: str = "L-1") -> Attempt:
    entry = shipped().find(name)
    assert entry is not None
    told = shipped().scenario(entry.path)
    assert told.value is not None
    rubric = shipped().rubric(told.value.rubric)
    assert rubric is not None
    return Attempt.begin(store, told, rubric, mode, learner=learner, seed=7)


def take(attempt: Attempt, steps: Sequence[Step]) -> Attempt:
    """Take steps, with a reason and enough words wherever they are asked for."""
    for step in steps:
        if isinstance(step, str):
            attempt.choose(step, "It is fair." if attempt.reason_asked() != "never" else "")
        else:
            written = {each.id: each.min_words for each in attempt.form() or () if isinstance(each, WriteField)}
            attempt.answer({**step, **{name: "word " * words for name, words in written.items()}})
    return attempt


def afterwards(attempt: Attempt) -> list[str]:
    """What usually happens next, in every wording of every ending of the scenario."""
    contents = [scene.content for scene in attempt.scenario.scenes.values()]
    return [words.text for each in contents if isinstance(each, Ending) for words in each.afterwards]


def gives_away(attempt: Attempt, text: str) -> list[str]:
    """What in a text tells how an assessment went."""
    told = " ".join(text.split())
    levels = [level.word for level in Level if f" {level.word}" in told.casefold()]
    verdicts = [each for each in VERDICTS if each in text]
    return [*(each for each in afterwards(attempt) if " ".join(each.split()) in told), *verdicts, *levels]
