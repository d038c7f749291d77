"""Every screen, and how to come to it: the one list that snapshots, contrast and sizes are checked over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from simulator.engine.events import Mode
from simulator.engine.rubric import Level
from simulator.library import Library
from simulator.review.events import Judged
from simulator.review.people import Part, Person, Role
from simulator.sessions.attempt import Attempt
from simulator.sessions.hand_in import hand_in
from simulator.sessions.review import ReviewSession
from simulator.store.store import Store

from .stage import begun


def number_of(attempt: Attempt, choice: str) -> str:
    """The key of a choice."""
    return str([each.id for each in attempt.choices()].index(choice) + 1)


Prepare = Callable[[Library, Store], Attempt]


def fresh(library: Library, store: Store) -> Attempt:
    return begun(library, store)


def told(library: Library, store: Store, mode: Mode = Mode.PRACTICE) -> Attempt:
    attempt = begun(library, store, mode)
    attempt.choose("limits")
    return attempt


def at_form(library: Library, store: Store, mode: Mode = Mode.PRACTICE) -> Attempt:
    attempt = told(library, store, mode)
    attempt.choose("hear", "She needed to be heard first.")
    return attempt


def ended(library: Library, store: Store, mode: Mode = Mode.PRACTICE) -> Attempt:
    attempt = at_form(library, store, mode)
    account = "Robin said she did not go home last night."
    attempt.answer({"lines": ("said", "guess"), "who": "bell", "account": account})
    return attempt


def unsafe(library: Library, store: Store) -> Attempt:
    attempt = begun(library, store)
    attempt.choose("promise")
    attempt.rewind()
    attempt.choose("promise")
    attempt.choose("go-quiet")
    return attempt


def finished(library: Library, store: Store) -> Attempt:
    return ended(library, store, Mode.ASSESSMENT)


def handed_in(library: Library, store: Store) -> Attempt:
    attempt = finished(library, store)
    hand_in(store, attempt.id, datetime(2026, 1, 5, 9, 30, tzinfo=UTC), declared=True)
    return attempt


def released(library: Library, store: Store) -> Attempt:
    """A result that an assessor overrode in one clause and released."""
    attempt = handed_in(library, store)
    reviewing = ReviewSession(store, Person("A-1", Role.ASSESSOR), Part.FIRST, attempt.id)
    for each in reviewing.written():
        reviewing.mark(each.answer, Level.COMPETENT, "Says what happened, and when.")
    for clause in reviewing.scorecard().clauses:
        reviewing.settle(clause.clause, clause.level)
    first = next(clause for clause in reviewing.scorecard().clauses if clause.required)
    reviewing.settle(first.clause, Level.DEVELOPING, "You said it only when she asked.")
    reviewing.judge(Judged(Part.FIRST, valid=True, authentic=True, current=True, sufficient=True, reliable=True))
    reviewing.advise("You stayed calm with her. Next time say the limit before she starts.")
    reviewing.sign()
    reviewing.release()
    return attempt


def stuck(library: Library, store: Store) -> Attempt:
    attempt = begun(library, store, scenario="dead-end")
    attempt.choose("follow")
    return attempt


@dataclass(frozen=True)
class View:
    """A screen as a person comes to it."""

    name: str
    keys: tuple[str, ...] = ()
    prepare: Prepare | None = None
    scenario: str | None = None
    stays_in_library: bool = False
    """The attempt is made, and the library is opened all the same."""


VIEWS = (
    View("library"),
    View("library-begun", prepare=told, stays_in_library=True),
    View("library-find", ("slash", *"goodbye")),
    View("brief", scenario="the-blue-notebook"),
    View("brief-reviewed", scenario="a-long-goodbye"),
    View("name", ("3",), scenario="the-blue-notebook"),
    View("play", prepare=fresh),
    View("play-coached", prepare=told),
    View("play-form-next", prepare=at_form),
    View("reason", ("1",), told),
    View("form", ("1", "space", "tab", "down", "space"), at_form),
    View("form-faults", ("1", "tab", "tab", *"Too short", "ctrl+s"), at_form),
    View("ending", prepare=ended),
    View("debrief", ("1",), ended),
    View("debrief-unsafe", ("1", "down"), unsafe),
    View("debrief-why", ("1", "down", "enter"), ended),
    View("debrief-end", ("1", "end"), ended),
    View("hand-in", ("1",), finished),
    View("handed-in", ("1",), handed_in),
    View("released", ("1",), released),
    View("stuck", prepare=stuck),
    View("stop", ("X",), told),
    View("brief-again", ("b",), told),
    View("notebook", ("n",), told),
    View("code", ("c",), told),
    View("code-clause", ("c", "down", "enter"), told),
    View("support", ("s",), told),
    View("help", ("question_mark",), told),
    View("palette", ("ctrl+p", *"read"), told),
)
