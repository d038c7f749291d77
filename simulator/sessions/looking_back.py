"""What a learner is shown of an attempt afterwards, with what an assessor has released."""

from typing import TYPE_CHECKING

from simulator.engine.events import Mode
from simulator.engine.scoring import score
from simulator.report.views.debrief import Debrief, debrief
from simulator.review.people import Person, Role
from simulator.review.state import Review, is_held_back
from simulator.store.errors import StoreError

from .dossier import shown_review

if TYPE_CHECKING:  # the database is loaded when a store is opened, not before
    from simulator.sessions.attempt import Attempt
    from simulator.store import Store


def held_back(store: "Store", attempt: "Attempt") -> bool:
    """Whether nothing may tell yet how an attempt went: it counts, and no result of it is released.

    Where that cannot be read, it is held back.
    """
    try:
        released = attempt.closed and _as_learner(store, attempt).released is not None
    except StoreError:
        released = False
    return is_held_back(attempt.mode, released=released)


def look_back(store: "Store", attempt: "Attempt") -> Debrief:
    """The debrief of an attempt; of an assessment only that it is handed in, until the result is released.

    Raises:
        StoreError: the review cannot be read.
    """
    if attempt.mode is not Mode.ASSESSMENT:
        return debrief(attempt.scenario, attempt.rubric, attempt.state, attempt.scorecard())
    review = _as_learner(store, attempt)
    marks = review.first.levels() if review.released is not None else {}
    card = score(attempt.scenario, attempt.rubric, attempt.state, marks)
    return debrief(attempt.scenario, attempt.rubric, attempt.state, card, review=review)


def _as_learner(store: "Store", attempt: "Attempt") -> Review:
    return shown_review(store, attempt.id, attempt.learner, Person(attempt.learner, Role.LEARNER))
