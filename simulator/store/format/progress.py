"""How far an attempt has got, as a list of attempts shows it."""

from simulator.engine.events import Ended, Left, Stuck
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario
from simulator.engine.scoring import Scorecard, score
from simulator.engine.state import State
from simulator.store.format.record import Progress


def progress_of(scenario: Scenario, rubric: Rubric, state: State) -> Progress:
    """The progress of an attempt in this state; the outcome only once it is closed."""
    return progress_in(state, None if state.closed is None else score(scenario, rubric, state))


def progress_in(state: State, scorecard: Scorecard | None) -> Progress:
    """The same where the scorecard is worked out already."""
    if state.closed is None or scorecard is None:
        return Progress(decisions=len(state.turns) - 1)
    match state.closed:
        case Ended(ending):
            closed = "ended"
        case Stuck():
            closed, ending = "stuck", ""
        case Left():
            closed, ending = "left", ""
    outcome = "" if scorecard.outcome is None else scorecard.outcome.word
    # the closing is a turn of its own, and so is the beginning
    return Progress(closed, ending, outcome, scorecard.provisional, len(state.turns) - 2)
