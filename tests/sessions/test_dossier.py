"""What a review looks at in an attempt."""

import pytest

from simulator.engine import play
from simulator.engine.events import Mode
from simulator.store.format.dossier import written_answers
from tests.engine.small import small


@pytest.mark.parametrize(("text", "found"), [("  \n", []), ("", []), ("Jamie told me.", [("account", "records")])])
def test_an_answer_that_was_left_blank_is_not_there_to_mark(text: str, found: list[tuple[str, str]]) -> None:
    scenario = small(written=True)
    state = play.replay(scenario, [play.begin(Mode.PRACTICE, 1)])
    for choice in ("honest", "tell"):
        for event in play.choose(scenario, state, choice):
            state = play.evolve(scenario, state, event)
    for event in play.answer(scenario, state, {"account": text}):
        state = play.evolve(scenario, state, event)
    assert [(each.answer[1], each.clause) for each in written_answers(state)] == found
