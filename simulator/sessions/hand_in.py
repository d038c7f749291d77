"""A learner hands an attempt in."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

from simulator.engine.events import Mode
from simulator.review import hand_in as handing
from simulator.review.events import Entry
from simulator.review.people import Person, Role
from simulator.review.permissions import ReviewRefused
from simulator.review.state import evolve
from simulator.review.summary import summary_of
from simulator.store.format.chain import stamp

from .dossier import read_dossier, read_review

if TYPE_CHECKING:  # the database is loaded when a store is opened, not before
    from simulator.store import Store

DECLARATION: Final = (
    "I played this myself and the answers are my own work. I know that my assessor, and those who check the marking, "
    "will read them."
)
"""What a learner declares."""


def may_hand_in(store: "Store", attempt: str) -> bool:
    """Whether an attempt counts, has ended, and is not handed in yet.

    Raises:
        StoreError: it cannot be read.
    """
    summary = store.attempts.summary(attempt)
    if summary.mode is not Mode.ASSESSMENT or summary.closed is None:
        return False
    return read_review(store, attempt)[1].handed_in is None


def hand_in(store: "Store", attempt: str, at: datetime, *, declared: bool, note: str = "") -> None:
    """Hand an attempt in, with the learner's declaration.

    Raises:
        ReviewRefused: it does not count, has not ended, is handed in already, or the declaration is missing.
        StoreError: it could not be kept.
    """
    dossier = read_dossier(store, attempt)
    if dossier.mode is not Mode.ASSESSMENT:
        raise ReviewRefused("Only an attempt that counts is handed in; this one was practice or rehearsal.")
    if dossier.state.closed is None:
        raise ReviewRefused("This attempt has not ended yet; play it to its end first.")
    by = Person(dossier.learner, Role.LEARNER)
    review = dossier.review
    event = handing.hand_in(review, by, dossier.subject, declared=declared, note=note)
    after = evolve(review, Entry(review.count, stamp(at), by, event))
    summary = summary_of(after, dossier.rubric, dossier.unmarked)
    store.reviews.add(attempt, dossier.review_tip, by, at, [event], summary)
