"""Attempts and reviews out of a store, whole or as far as somebody may see them: what everything else reads through."""

from typing import TYPE_CHECKING

from simulator.review.disclosure import as_shown
from simulator.review.people import Person
from simulator.review.state import Review, fold_shown
from simulator.store.format.chain import Tip
from simulator.store.format.dossier import Dossier

if TYPE_CHECKING:  # the database is loaded when a store is opened, not before
    from simulator.store import Store


def read_dossier(store: "Store", attempt: str) -> Dossier:
    """An attempt with its whole review.

    Raises:
        StoreError: it is damaged, or its texts can no longer be read.
    """
    return Dossier.of(store.everything(attempt))


def shown_dossier(store: "Store", attempt: str, viewer: Person | None) -> Dossier:
    """An attempt with its review as far as somebody may see that.

    Raises:
        StoreError: it is damaged, or its texts can no longer be read.
    """
    return read_dossier(store, attempt).as_shown(viewer)


def read_review(store: "Store", attempt: str) -> tuple[Tip, Review]:
    """Where a review stands, and the tip to write after.

    Raises:
        StoreError: it cannot be read.
    """
    tip, entries = store.reviews.with_tip(attempt)
    return tip, fold_shown(entries, tip.count)


def shown_review(store: "Store", attempt: str, learner: str, viewer: Person | None) -> Review:
    """Where the review of a learner's attempt stands, as far as somebody may see it.

    Raises:
        StoreError: it cannot be read.
    """
    return as_shown(read_review(store, attempt)[1], viewer, learner)
