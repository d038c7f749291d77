"""A conversation read out: who speaks and who acts is told in words."""

from simulator.engine.rubric import Level
from simulator.engine.scoring import score
from simulator.report.views.debrief import debrief
from simulator.report.views.looking_back import looking_back
from simulator.report.views.transcript import speech
from simulator.report.write.text import text_lines
from tests.engine.build import action, choice, decision, scenario
from tests.engine.small import CODE
from tests.engine.test_scoring import walk

WAIT = action("wait", evidence={"listening": Level.COMPETENT})
ASKED = scenario(decision(choice(WAIT, "home", spoken=False)))


def test_what_is_done_is_told_as_a_decision_because_it_is_written_as_an_instruction() -> None:
    state = walk(ASKED, "wait")
    spoken = list(text_lines([speech(ASKED, state.turns[1].lines)]))
    assert spoken[0] == f"You decide: {WAIT.text}"
    told = [line.strip() for line in text_lines(looking_back(debrief(ASKED, CODE, state, score(ASKED, CODE, state))))]
    assert f"competent: You decided: {WAIT.text}" in told
    decided = told.index(f"You decide: {WAIT.text}")
    assert told[decided + 1].endswith("listening: competent")
