"""What a review looks at: an attempt that is kept, and what was decided of it so far."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.engine.state import State, Wrote
from simulator.review.disclosure import as_shown
from simulator.review.people import Person
from simulator.review.permissions import Subject
from simulator.review.state import Answer, Review, fold_shown
from simulator.store.errors import StoreCorrupt
from simulator.store.format import snapshots, verify
from simulator.store.format.record import Record, Tip
from simulator.store.format.verify import Played

if TYPE_CHECKING:  # the database is loaded when a store is opened, not before
    from simulator.store import Store


def read(store: "Store", attempt: str) -> tuple[Tip, Review]:
    """Where a review stands, and the tip to write after.

    Raises:
        StoreError: it cannot be read.
    """
    tip, entries = store.reviews.with_tip(attempt)
    return tip, fold_shown(entries, tip.count)


def seen(store: "Store", attempt: str, learner: str, viewer: Person | None) -> Review:
    """Where the review of a learner's attempt stands, as far as somebody may see it.

    Raises:
        StoreError: it cannot be read.
    """
    return as_shown(read(store, attempt)[1], viewer, learner)


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """A written answer that a person marks."""

    answer: Answer
    clause: str
    ask: str
    text: str


def written_answers(state: State) -> tuple[WrittenAnswer, ...]:
    """The written answers that are not blank, in order."""
    return tuple(
        WrittenAnswer((turn.event, act.field.id), act.field.clause, act.field.ask, act.text)
        for turn in state.turns
        for act in turn.acts
        if isinstance(act, Wrote) and act.text.strip()
    )


def subject_of(kept: Record, state: State) -> Subject:
    """The attempt as its review sees it."""
    written = {each.answer: each.clause for each in written_answers(state)}
    return Subject(kept.header.attempt, kept.header.learner, kept.head.tip.count, kept.head.tip.head, written)


def played_of(kept: Record) -> Played:
    """An attempt as its events make it, from the texts pinned with it.

    Raises:
        StoreError: it is damaged, or its texts can no longer be read.
    """
    try:
        return verify.replayed(kept, snapshots.read_pinned)
    except verify.Unreplayable as error:
        raise StoreCorrupt(f"The attempt {kept.header.attempt} is damaged: {error}") from error
