"""The debrief: every line of it stands for something that happened."""

from hypothesis import given, settings

from simulator.engine import play, scoring
from simulator.engine.events import Mode
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Scenario
from simulator.engine.state import DutyStatus, State
from simulator.report.views.debrief import HANDED_IN, NOT_HANDED_IN, Debrief, debrief
from simulator.report.views.looking_back import looking_back
from simulator.report.views.notebook import notebook
from simulator.report.views.transcript import moved
from simulator.report.words.columns import prose
from simulator.report.words.outcome import lower_first
from simulator.report.write.text import text_lines
from simulator.review.events import Entry, HandedIn, Released
from simulator.review.people import Person, Role
from simulator.review.state import evolve, fold
from tests.depth import tries
from tests.engine.small import CODE, small
from tests.engine.test_scoring import walk
from tests.strategies import Choosing, modes, playable_scenarios, played, rubrics, ways


def of(scenario: Scenario, state: State, rubric: Rubric = CODE) -> Debrief:
    return debrief(scenario, rubric, state, scoring.score(scenario, rubric, state))


@settings(max_examples=tries(60, 750), deadline=None)
@given(playable_scenarios(), rubrics(), modes, ways)
def test_any_playthrough_can_be_told(scenario: Scenario, rubric: Rubric, mode: Mode, choosing: Choosing) -> None:
    state, _ = played(scenario, mode, choosing)
    told = of(scenario, state, rubric)
    assert list(text_lines(looking_back(told)))
    if mode is not Mode.ASSESSMENT:
        turns_with_acts = [turn for turn in state.turns if turn.acts]
        assert len([turn for turn in told.turns if turn.acts]) == len(turns_with_acts)
        assert all(because.turn < len(state.turns) for clause in told.clauses for because in clause.because)


@settings(max_examples=tries(40, 500), deadline=None)
@given(playable_scenarios(), rubrics(), ways)
def test_an_assessment_tells_nothing_until_it_is_released(
    scenario: Scenario, rubric: Rubric, choosing: Choosing
) -> None:
    state, _ = played(scenario, Mode.ASSESSMENT, choosing)
    card = scoring.score(scenario, rubric, state)
    learner = Person("L-1", Role.LEARNER)
    handed_in = fold([Entry(0, "then", learner, HandedIn(1, "head", declared=True))])
    released = evolve(handed_in, Entry(1, "later", Person("A-1", Role.ASSESSOR), Released()))
    for review, word, sentence in ((None, "finished", NOT_HANDED_IN), (handed_in, "handed in", HANDED_IN)):
        bare = debrief(scenario, rubric, state, card, review=review)
        assert bare.held_back
        assert bare.outcome is None
        assert list(text_lines(looking_back(bare))) == [f"This attempt is {word}", sentence]
    assert debrief(scenario, rubric, state, card, review=released).outcome == card.outcome


def test_a_clause_quotes_the_line_that_made_it() -> None:
    told = of(small(), walk(small(), "honest", "tell"))
    confidentiality = told.clauses[0]
    assert [line.text for line in confidentiality.because] == ["You said: “I say honest.”"]
    assert confidentiality.label == "competent"
    assert confidentiality.summary == "Taken together, one piece of evidence is competent."


def test_what_holds_a_clause_down_is_told() -> None:
    told = of(small(), walk(small(), "honest", "wait"))
    reporting = next(clause for clause in told.clauses if clause.id == "reporting")
    assert reporting.label == "unsafe"
    assert "Tell the lead: not done. That holds the clause at unsafe." in [line.text for line in reporting.because]
    assert [duty.status for duty in told.duties] == [DutyStatus.FULFILLED, DutyStatus.MISSED]
    assert told.next_steps[0] == "Next time: tell the lead."


def test_a_stronger_line_is_shown_only_where_one_was_open() -> None:
    told = of(small(), walk(small(), "promise", "listen", "tell"))
    first, second, third = [turn for turn in told.turns if turn.acts]
    assert first.stronger is not None
    assert first.stronger.text == "I say honest."
    assert second.stronger is not None
    assert second.stronger.text == "I say take-back."
    assert third.stronger is not None
    assert third.stronger.text == "I say tell-together."
    best = of(small(), walk(small(), "honest", "tell-together"))
    assert [turn.stronger for turn in best.turns if turn.acts] == [None, None]


def test_what_was_taken_back_stays_visible() -> None:
    scenario = small()
    state = play.replay(scenario, [play.begin(Mode.PRACTICE, 1)])
    for events in (play.choose(scenario, state, "promise"),):
        for event in events:
            state = play.evolve(scenario, state, event)
    for event in play.rewind(scenario, state):
        state = play.evolve(scenario, state, event)
    assert of(scenario, state).taken_back == ("I say promise.",)


def test_leaving_is_told_and_the_award_is_never_said_to_be_achieved() -> None:
    told = of(small(), walk(small(), "honest", leave=True))
    assert told.outcome is Level.UNSAFE or told.outcome is Level.DEVELOPING
    assert "You stopped before the end" in told.sentence
    assert all("award achieved" not in line.casefold() for line in text_lines(looking_back(told)))
    assert "for a person to decide" in told.indicative


def test_the_notebook_has_what_was_said_and_what_you_said() -> None:
    notes = notebook(small(), walk(small(), "honest"))
    assert [each.text for each in notes.said] == ["Jamie in asks.", "Jamie in tells."]
    assert [each.text for each in notes.yours] == ["I say honest."]


def test_a_number_that_moves_is_told_in_words_and_a_flag_is_not() -> None:
    assert moved("Trust", 3, 4) == "Trust: up a little."
    assert moved("Trust", 4, 1) == "Trust: down a lot."
    assert moved("Trust", 4, 2) == "Trust: down clearly."
    assert moved("Promised", False, True) == ""
    assert moved("Mood", "guarded", "told") == ""


def test_sentences_after_a_colon_begin_small_but_names_and_i_stay() -> None:
    assert lower_first("Tell Ms Okafor.") == "tell Ms Okafor"
    assert lower_first("I agree.") == "I agree"


def test_wrapping_keeps_every_word_and_a_pipe_gets_whole_lines() -> None:
    text = "one two three four five six seven eight nine ten"
    assert prose(text, None, "  ") == "  " + text
    assert prose(text, 20).split() == text.split()
    assert all(len(line) <= 20 for line in prose(text, 20).splitlines())


def test_a_duty_that_is_late_is_done_late_only_once_it_is_done() -> None:
    waiting = of(small(), walk(small(), "promise", "listen")).clauses[0]
    assert any("State the limits: late, and still not done." in line.text for line in waiting.because)
    done = of(small(), walk(small(), "promise", "listen", "limits-now")).clauses[0]
    assert any("State the limits: done, but late." in line.text for line in done.because)


def test_a_clause_that_is_held_down_does_not_claim_what_most_was() -> None:
    held = of(small(), walk(small(), "promise", "take-back", "tell-together")).clauses[0]
    assert held.label == "developing"
    assert "Most of" not in held.summary
    duty = next(clause for clause in of(small(), walk(small(), "honest", "wait")).clauses if clause.id == "reporting")
    assert duty.label == "unsafe"
    assert "Most of" not in duty.summary
