"""A learner appeals against a released result, or somebody of the centre writes it down for them."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from simulator.review.people import Part, Person

from .dossier import read_review
from .review import ReviewSession, now

if TYPE_CHECKING:  # the database is loaded when a store is opened, not before
    from simulator.store import Store


def may_appeal(store: "Store", attempt: str) -> bool:
    """Whether a result of an attempt stands released, and no appeal is open.

    Raises:
        StoreError: it cannot be read.
    """
    review = read_review(store, attempt)[1]
    return review.released is not None and review.open_appeal is None


def appeal(store: "Store", attempt: str, by: Person, grounds: str, clock: Callable[[], datetime] = now) -> None:
    """Appeal, with the grounds in the learner's words; it is dated when it is kept.

    Raises:
        ReviewRefused: no result was released, an appeal is open, this person may not, or the grounds are missing.
        StoreError: it could not be kept.
    """
    ReviewSession(store, by, Part.APPEAL, attempt, clock).appeal(grounds)
