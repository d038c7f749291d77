"""Attempts that were played, handed in and marked, for the tests of reviews in a store."""

import json
from datetime import UTC, datetime, timedelta

from simulator.engine.events import Mode
from simulator.engine.rubric import Level
from simulator.engine.scoring import score
from simulator.review.events import Claimed, Entry, HandedIn, Judged, Marked, ReviewEvent, Settled, Signed
from simulator.review.people import Part, Person, Role
from simulator.review.result import digest_of
from simulator.review.state import Review, evolve, fold
from simulator.review.summary import summary_of
from simulator.sessions.attempt import Attempt
from simulator.store.format.chain import stamp
from simulator.store.format.export import Exported, from_plain, to_plain
from simulator.store.format.record import Document
from simulator.store.store import Store
from tests.engine.small import CODE, small
from tests.sessions.texts import held

NINE = datetime(2026, 11, 1, 9, tzinfo=UTC)
ANN = Person("ann", Role.ASSESSOR)
BEN = Person("ben", Role.ASSESSOR)
WORDS = "Jamie told me about it"


def begun(store: Store, *, learner: str = "L-1", seed: int = 1) -> Attempt:
    return Attempt.begin(store, held(small(written=True)), held(CODE), Mode.ASSESSMENT, learner=learner, seed=seed)


def played(store: Store, text: str = WORDS, *, learner: str = "L-1") -> Attempt:
    attempt = begun(store, learner=learner)
    attempt.choose("honest")
    attempt.choose("tell")
    attempt.answer({"account": text})
    return attempt


def after(minutes: int) -> datetime:
    return NINE + timedelta(minutes=minutes)


def add(
    store: Store,
    attempt: Attempt,
    by: Person,
    *events: ReviewEvent,
    at: datetime = NINE,
    documents: tuple[Document, ...] = (),
) -> None:
    """Add to a review with the summary that the entries come to."""
    review = fold(store.reviews.entries(attempt.id))
    for number, event in enumerate(events, start=len(review.entries)):
        review = evolve(review, Entry(number, stamp(at), by, event))
    scorecard = score(attempt.scenario, attempt.rubric, attempt.state)
    summary = summary_of(review, attempt.rubric, scorecard)
    store.reviews.add(attempt.id, store.reviews.tip(attempt.id), by, at, events, summary, documents)


def hand_in(store: Store, attempt: Attempt, *, at: datetime = NINE, note: str = "I did my best") -> None:
    tip = store.attempts.record(attempt.id).head.tip
    add(store, attempt, Person(attempt.learner, Role.LEARNER), HandedIn(tip.count, tip.head, True, note), at=at)


def marked(store: Store, attempt: Attempt, by: Person = ANN, *, comment: str = "Clear and factual") -> None:
    """Claim, mark, settle, judge and sign the first marking."""
    until = stamp(after(120))
    part = Part.FIRST
    add(store, attempt, by, Claimed(part, until))
    add(
        store,
        attempt,
        by,
        Marked(part, 3, "account", Level.COMPETENT, comment),
        Settled(part, "records", Level.COMPETENT, Level.EXEMPLARY, "More than asked for"),
        Judged(part, True, True, True, True, True),
    )
    review: Review = fold(store.reviews.entries(attempt.id))
    tip = store.attempts.record(attempt.id).head.tip
    add(store, attempt, by, Signed(part, tip.count, tip.head, len(review.entries), digest_of(review, part)))


def exported(store: Store, attempt: str, *, texts: bool = True) -> Exported:
    """An attempt as it comes out of a file."""
    kept = store.everything(attempt)
    return from_plain(json.loads(json.dumps(to_plain(kept, None, texts=texts))))
