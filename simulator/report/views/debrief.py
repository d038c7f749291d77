"""What a learner is shown afterwards: the outcome, each clause with the lines that made it, and every turn again."""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.engine.events import Ended, Left, Mode, Stuck
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Scenario
from simulator.engine.scoring import Scorecard
from simulator.engine.state import Act, DutyStatus, LineKind, State
from simulator.report.page import Section
from simulator.report.words.duties import duty_stands
from simulator.report.words.outcome import NEXT_LIMIT, OUTCOMES, STUCK, UNFINISHED, lower_first
from simulator.review.state import Review

from .audience import LEARNER, ending_title
from .clauses import ClauseReview, clause_review
from .result import appeal_sections, result_section
from .stronger import Stronger, stronger
from .transcript import question, taken_back, transcript, turn_id

INDICATIVE = (
    "This is an indication worked out from your choices. Whether an award’s criterion is met is for a person to decide."
)
NOT_HANDED_IN = "It is not handed in yet. Hand it in with your declaration, and your assessor reads it."
HANDED_IN = "Your assessor reads it next; what they decide is shown to you when they release it."
TAKEN_UP_AGAIN = "Your result was taken up again; what is decided anew is shown to you when it is released."


@dataclass(frozen=True, slots=True)
class TurnReview:
    """One turn again."""

    turn: int
    acts: tuple[Act, ...]
    stronger: Stronger | None
    told: Section
    """What was said before, what the learner did, what that did, and what would have been stronger."""


@dataclass(frozen=True, slots=True)
class DutyReview:
    """A duty, and what became of it."""

    clause: str
    status: DutyStatus
    sentence: str


@dataclass(frozen=True, slots=True)
class Course:
    """How a number of the scenario moved, such as trust."""

    means: str
    points: tuple[int, ...]
    """Its value at the beginning and after each turn that stands."""
    highest: int | None


@dataclass(frozen=True, slots=True)
class EndingReview:
    """How it ended, told afterwards."""

    title: str
    text: str
    afterwards: str
    """What usually happens next for someone like the mentee; empty where the scenario does not say."""


@dataclass(frozen=True, slots=True)
class Debrief:
    """Everything that is shown after a playthrough."""

    held_back: bool
    """An assessment whose result is not released: nothing but whether it is handed in is shown."""
    outcome: Level | None
    word: str
    sentence: str
    indicative: str
    """What the machine's score is and is not."""
    clauses: tuple[ClauseReview, ...]
    turns: tuple[TurnReview, ...]
    duties: tuple[DutyReview, ...]
    courses: tuple[Course, ...]
    next_steps: tuple[str, ...]
    awaiting: tuple[str, ...]
    """Written answers that a person has still to mark."""
    taken_back: tuple[str, ...] = ()
    """What was said or done first and then taken back, in practice; it stays in the record."""
    result: Section | None = None
    """What the assessor decided, once it is released."""
    appeals: tuple[Section, ...] = ()
    """Against a result that was released, whether or not it still stands."""
    ending: EndingReview | None = None
    """How an assessment ended, once its result is released: it was held back when it happened."""


def debrief(
    scenario: Scenario, rubric: Rubric, state: State, card: Scorecard, *, review: Review | None = None
) -> Debrief:
    """The debrief of a playthrough. In assessment it is bare until an assessor has released the result."""
    result = result_section(review, scenario, rubric) if review is not None else None
    if state.mode is Mode.ASSESSMENT and result is None:
        handed_in = review is not None and review.handed_in is not None
        word, sentence = ("handed in", HANDED_IN) if handed_in else ("finished", NOT_HANDED_IN)
        appeals = appeal_sections(review) if review is not None else ()
        sentence = TAKEN_UP_AGAIN if appeals else sentence
        return Debrief(True, None, word, sentence, "", (), (), (), (), (), (), appeals=appeals)
    word, sentence = _headline(state, card)
    clauses = tuple(
        clause_review(scenario, rubric, state, each, LEARNER)
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
        turns=tuple(_turns(scenario, rubric, state, card)),
        duties=tuple(_duties(scenario, rubric, state)),
        courses=tuple(_courses(scenario, state)),
        next_steps=_next_steps(scenario, rubric, state, card),
        awaiting=tuple(question(scenario, each) for each in card.awaiting),
        taken_back=taken_back(state),
        result=result,
        appeals=appeal_sections(review) if review is not None else (),
        ending=None if result is None else _ending(scenario, state),
    )


def _turns(scenario: Scenario, rubric: Rubric, state: State, card: Scorecard) -> Iterator[TurnReview]:
    told = {each.id: each for each in transcript(scenario, rubric, state, card, LEARNER)}
    for number, turn in enumerate(state.turns):
        if section := told.get(turn_id("", turn.event)):
            before = state.turns[number - 1].after
            yield TurnReview(number, turn.acts, stronger(scenario, rubric, before, turn.choice, state.seed), section)


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
            reviews.append(DutyReview(clause, status, duty_stands(duty, status)))
    return reviews


def _courses(scenario: Scenario, state: State) -> list[Course]:
    courses = []
    for name, variable in scenario.variables.items():
        values = [turn.after.values[name] for turn in state.turns]
        numbers = tuple(value for value in values if isinstance(value, int) and not isinstance(value, bool))
        if len(numbers) == len(values) and len(set(numbers)) > 1:
            courses.append(Course(variable.means or name, numbers, variable.maximum))
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
