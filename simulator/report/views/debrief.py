"""What a learner is shown afterwards: the outcome, each clause with the lines that made it, and every turn again."""

from collections.abc import Sequence

from simulator.engine.events import Ended, Left, Mode, Stuck
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import PickField, Scenario, TickField, WriteField
from simulator.engine.scoring import Awaiting, Scorecard
from simulator.engine.state import Did, DutyStatus, LineKind, State
from simulator.report.words.outcome import DUTY_WORDS, NEXT_LIMIT, OUTCOMES, STUCK, UNFINISHED, lower_first
from simulator.review.state import Review

from .clauses import clause_review
from .ending import ending_title
from .result import appeals_of, result_of
from .reviews import ClauseReview, Course, Debrief, DutyReview, EndingReview
from .turns import turn_reviews

__all__ = ["ClauseReview", "Course", "Debrief", "DutyReview", "debrief"]

INDICATIVE = (
    "This is an indication worked out from your choices. Whether an award’s criterion is met is for a person to decide."
)
NOT_HANDED_IN = "It is not handed in yet. Hand it in with your declaration, and your assessor reads it."
HANDED_IN = "Your assessor reads it next; what they decide is shown to you when they release it."
TAKEN_UP_AGAIN = "Your result was taken up again; what is decided anew is shown to you when it is released."


def debrief(
    scenario: Scenario, rubric: Rubric, state: State, card: Scorecard, *, review: Review | None = None
) -> Debrief:
    """The debrief of a playthrough. In assessment it is bare until an assessor has released the result."""
    result = result_of(review, scenario, rubric) if review is not None else None
    if state.mode is Mode.ASSESSMENT and result is None:
        handed_in = review is not None and review.handed_in is not None
        word, sentence = ("handed in", HANDED_IN) if handed_in else ("finished", NOT_HANDED_IN)
        appeals = appeals_of(review) if review is not None else ()
        sentence = TAKEN_UP_AGAIN if appeals else sentence
        return Debrief(True, None, word, sentence, "", (), (), (), (), (), (), appeals=appeals)
    word, sentence = _headline(state, card)
    clauses = tuple(
        clause_review(scenario, rubric, state, each)
        for each in card.clauses
        if each.required or each.pieces or each.caps
    )
    return Debrief(
        held_back=False,
        outcome=card.outcome,
        word=word,
        sentence=sentence,
        indicative=INDICATIVE,
        clauses=clauses,
        turns=turn_reviews(scenario, rubric, state, card),
        duties=tuple(_duties(scenario, rubric, state)),
        courses=tuple(_courses(scenario, state)),
        next_steps=_next_steps(scenario, rubric, state, card),
        awaiting=tuple(_field_question(scenario, each) for each in card.awaiting),
        taken_back=tuple(
            act.action.text
            for turn in state.taken_back
            for act in turn.acts
            if isinstance(act, Did) and act.field is None
        ),
        result=result,
        appeals=appeals_of(review) if review is not None else (),
        ending=None if result is None else _ending(scenario, state),
    )


def _ending(scenario: Scenario, state: State) -> EndingReview | None:
    """What the learner was not told when the assessment ended."""
    if not isinstance(state.closed, Ended):
        return None
    said = {line.kind: line.text for turn in state.turns for line in turn.lines}
    title = ending_title(scenario, state.closed.ending, held_back=False)
    return EndingReview(title, said.get(LineKind.ENDING, ""), said.get(LineKind.AFTERWARDS, ""))


def _headline(state: State, card: Scorecard) -> tuple[str, str]:
    match state.closed:
        case Stuck():
            return STUCK
        case None:
            return UNFINISHED
        case Ended() | Left():
            assert card.outcome is not None  # noqa: S101  (a closed playthrough has one unless it is stuck)
    sentence = OUTCOMES[card.outcome]
    if isinstance(state.closed, Left):
        sentence += " You stopped before the end, so part of the conversation is missing."
    if card.provisional:
        sentence += " It is provisional: a person has still to read what you wrote."
    return card.outcome.word, sentence


def _duties(scenario: Scenario, rubric: Rubric, state: State) -> list[DutyReview]:
    reviews = []
    for name, duty in scenario.duties.items():
        status = state.situation.duties[name]
        if status is not DutyStatus.WAITING:
            clause = rubric.clauses[duty.clause].title
            reviews.append(
                DutyReview(duty.says, clause, status, f"{duty.says}: {DUTY_WORDS[state.situation.duties[name]]}.")
            )
    return reviews


def _courses(scenario: Scenario, state: State) -> list[Course]:
    courses = []
    for name, variable in scenario.variables.items():
        values = [turn.after.values[name] for turn in state.turns]
        numbers = tuple(value for value in values if isinstance(value, int) and not isinstance(value, bool))
        if len(numbers) == len(values) and len(set(numbers)) > 1:
            courses.append(Course(name, variable.means or name, numbers, variable.minimum, variable.maximum))
    return courses


def _next_steps(scenario: Scenario, rubric: Rubric, state: State, card: Scorecard) -> tuple[str, ...]:
    steps: list[str] = []
    for name, status in state.situation.duties.items():
        if status in (DutyStatus.MISSED, DutyStatus.FULFILLED_LATE):
            duty = scenario.duties[name]
            steps.append(
                f"Next time: {lower_first(duty.says)}{' sooner' if status is DutyStatus.FULFILLED_LATE else ''}."
            )
    weakest = sorted(
        (each for each in card.clauses if each.required and (each.level is None or each.level < Level.EXEMPLARY)),
        key=lambda each: (each.level if each.level is not None else -1, not rubric.clauses[each.clause].critical),
    )
    for each in weakest:
        clause = rubric.clauses[each.clause]
        aim = rubric.aim(clause, each.level)
        if aim is not None:
            steps.append(f"{clause.title}: {aim.word} looks like this. {clause.descriptors[aim]}")
    return tuple(steps[:NEXT_LIMIT])


def _field_question(scenario: Scenario, awaiting: Awaiting) -> str:
    content = scenario.scenes[awaiting.scene].content
    fields: Sequence[TickField | PickField | WriteField] = getattr(content, "fields", ())
    return next((field.ask for field in fields if field.id == awaiting.field), awaiting.field)
