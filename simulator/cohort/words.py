"""Words for a class, shared by every way of showing it: letters and signs beside words, and numbers that stay small."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from simulator.engine.rubric import Level
from simulator.engine.scoring import ClauseStatus
from simulator.report.words.signs import counted

from .values import (
    FEW,
    Basis,
    ChosenLine,
    ClassAttempt,
    ClassScenario,
    ClauseOutcome,
    Cohort,
    DiscussionPoint,
    FirstLast,
    LineCount,
    MistakeKind,
)

LETTERS: Final = {Level.UNSAFE: "U", Level.DEVELOPING: "D", Level.COMPETENT: "C", Level.EXEMPLARY: "E"}
NOTHING: Final = "·"
"""There is nothing to say of a clause."""
OTHERS: Final = {str(ClauseStatus.NOT_SHOWN): "n", str(ClauseStatus.AWAITING): "a"}
UNKNOWN: Final = "?"

INDICATIVE: Final = (
    "Levels are indicative: worked out from choices. Whether an award’s criterion is met is for a person to decide."
)
NO_CODE: Final = "(no code)"
HEADINGS: Final = {
    MistakeKind.BREACH: "Breaks the code",
    MistakeKind.DUTY: "Left undone, or done late",
    MistakeKind.CLAUSE: "Below what the code asks",
}


def letter(result: ClauseOutcome | None) -> str:
    """A result as one letter; the key below the table says what it stands for."""
    if result is None:
        return NOTHING
    return LETTERS[result.level] if result.level is not None else OTHERS.get(result.word, UNKNOWN)


def key_of(results: Iterable[ClauseOutcome | None]) -> str:
    """What the letters of a table mean, in one line."""
    seen = list(results)
    parts = [f"{LETTERS[level]} {level.word}" for level in Level]
    words = {each.word for each in seen if each is not None and each.level is None}
    parts += [f"{sign_} {word}" for word, sign_ in OTHERS.items() if word in words]
    parts += [f"{UNKNOWN} not enough to say"] if words - set(OTHERS) else []
    parts += [f"{NOTHING} nothing to say"] if None in seen else []
    return ", ".join(parts)


def learner_words(code: str, names: Mapping[str, str]) -> str:
    """A learner by code, or by name where names are wanted and known."""
    if not code:
        return NO_CODE
    name = names.get(code, "")
    return f"{name} ({code})" if name else code


def outcome_words(tried: ClassAttempt) -> str:
    """How an attempt came out, as far as it is shown."""
    if tried.basis is Basis.HELD_BACK:
        return "not released"
    word = tried.outcome.word if tried.outcome is not None else "no outcome"
    extra = [
        *(["not released"] if tried.basis is Basis.UNRELEASED else []),
        *(["left early"] if tried.left_early else []),
        *(["provisional"] if tried.provisional else []),
    ]
    return f"{word} ({', '.join(extra)})" if extra else word


def change_words(change: FirstLast, clauses: Mapping[str, str]) -> str:
    """The first attempt against the last, with the clauses that went up and down by what they are called."""
    steps = [
        f"{way}: {', '.join(clauses.get(each, each) for each in moved)}"
        for way, moved in (("up", change.risen), ("down", change.fallen))
        if moved
    ]
    outcomes = f"{outcome_words(change.first)} → {outcome_words(change.last)}"
    return "; ".join([f"{outcomes}, {counted(change.attempts, 'attempt')}", *(steps or ["no clause changed"])])


def out_of(number: int, of: int) -> str:
    """A share as a count; never a percentage, which would say more than a few learners can."""
    return f"{number} of {counted(of, 'learner')}"


def quoted(text: str, *, spoken: bool) -> str:
    """A line: what was said stands in quotes."""
    return f"“{text}”" if spoken else text


def chosen_words(said: ChosenLine) -> str:
    """A line as it was chosen."""
    return quoted(said.text, spoken=said.spoken)


def stronger_words(point: DiscussionPoint) -> str:
    """What a stronger line would have been; where no line was, what the clause asks."""
    if point.line is not None and point.line.said.stronger:
        said = point.line.said
        return quoted(said.stronger, spoken=said.stronger_spoken)
    return point.clause.competent


def shown_line(point: DiscussionPoint) -> LineCount | None:
    """The line of a point, where it tells more than the point itself: what was left undone has none."""
    return point.line if point.line is not None and point.line.said.scene else None


def line_lead(line: LineCount) -> str:
    """What stands before the line of a point."""
    if line.said.ref == line.said.field:
        return "Where it came from most often"
    return f"Chosen most often ({counted(line.learners, 'learner')})" if line.learners > 1 else "What was chosen"


def small(scenario: ClassScenario) -> str:
    """What to bear in mind where there are few learners; empty where there are enough."""
    number = sum(any(each.shown for each in attempts) for _, attempts in scenario.learners)
    if number >= FEW:
        return ""
    if not number:
        return "Nothing can be shown yet."
    return f"Results of {counted(number, 'learner')}: too few to speak of a class, and each may be recognised."


def notes(cohort: Cohort) -> Iterator[str]:
    """What is not in the tables, and why: a sentence each."""
    if cohort.unreleased and cohort.with_unreleased:
        yield f"{_attempts(cohort.unreleased)} not released to the learner: do not show this to the class."
    elif cohort.unreleased:
        yield f"{_attempts(cohort.unreleased)} not released to the learner, so the result is held back."
    if cohort.decided:
        yield f"{counted(cohort.decided, 'assessment')} released: what the assessor settled counts there."
    if cohort.open:
        yield f"{counted(cohort.open, 'attempt')} not finished yet and not counted."
    if cohort.stuck:
        yield f"{counted(cohort.stuck, 'attempt')} in which the scenario gave no way on: not counted."
    if cohort.without_code:
        yield f"{counted(cohort.without_code, 'attempt')} without a learner’s code, counted as one learner."


def _attempts(number: int) -> str:
    return "1 assessment is" if number == 1 else f"{number} assessments are"
