"""The queue: filtered, counted and paged, the longest waiting first, without looking into any review."""

from datetime import timedelta

import pytest

from simulator.review.events import Advised, Claimed, Released, Sampled
from simulator.review.people import Part, Person, Role
from simulator.review.state import Status
from simulator.sessions.attempt import Attempt
from simulator.store import queue as queue_module
from simulator.store.format.chain import stamp
from simulator.store.queue import QueueFilter
from simulator.store.store import Store
from tests.engine.small import CODE, small
from tests.sessions.texts import held
from tests.store.reviewed import ANN, NINE, add, after, hand_in, marked, played


@pytest.fixture
def attempts(store: Store) -> list[Attempt]:
    """Handed in one after another, and each a step further than the one before."""
    made = [played(store, learner=learner) for learner in ("L-1", "L-2", "L-1", "Löwe_%", "L-3")]
    played(store, learner="not handed in")
    for number, attempt in enumerate(reversed(made)):
        hand_in(store, attempt, at=NINE + timedelta(minutes=number))
    add(store, made[1], ANN, Claimed(Part.FIRST, stamp(after(60))), Advised(Part.FIRST, "Well recorded."))
    marked(store, made[2])
    marked(store, made[3])
    add(store, made[3], ANN, Released())
    add(store, made[4], Person("qa", Role.QUALITY_ASSURER), Sampled("plan", "d" * 64, ("chance",)))
    return made


def shown(store: Store, wanted: QueueFilter | None = None) -> list[str]:
    found = [line.attempt.id for line in store.queue.items(wanted)]
    assert sum(store.queue.counts(wanted).values()) == len(found)
    return found


def test_the_longest_waiting_comes_first_and_pages_follow_each_other(store: Store, attempts: list[Attempt]) -> None:
    wanted = [attempt.id for attempt in reversed(attempts)]
    assert shown(store) == wanted
    pages, after_line = [], None
    while page := store.queue.items(limit=2, after=after_line):
        pages.append([line.attempt.id for line in page])
        after_line = page[-1].after
    assert pages == [wanted[:2], wanted[2:4], wanted[4:]]


def test_those_handed_in_at_the_same_moment_are_neither_lost_nor_doubled_between_pages(store: Store) -> None:
    made = {played(store).id for _ in range(5)}
    for each in made:
        hand_in(store, Attempt.resume(store, each))
    first = store.queue.items(limit=3)
    second = store.queue.items(limit=3, after=first[-1].after)
    assert {line.attempt.id for line in (*first, *second)} == made
    assert len(first) + len(second) == 5


def test_each_filter_shows_what_fits_and_counts_it(store: Store, attempts: list[Attempt]) -> None:
    ids = [attempt.id for attempt in attempts]
    of = {
        QueueFilter(status=(Status.HANDED_IN,)): [ids[4], ids[0]],
        QueueFilter(status=(Status.MARKING, Status.RELEASED)): [ids[3], ids[1]],
        QueueFilter(learner="L-1"): [ids[2], ids[0]],
        QueueFilter(learner="l-1"): [],
        QueueFilter(scenario="small"): ids[::-1],
        QueueFilter(scenario="other"): [],
        QueueFilter(marker="ann"): [ids[3], ids[2], ids[1]],
        QueueFilter(marker="ann", learner="L-1"): [ids[2]],
        QueueFilter(sampled=True): [ids[4]],
        QueueFilter(unsafe=True): [],
        QueueFilter(action=True): [],
        QueueFilter(text="l-2"): [ids[1]],
        QueueFilter(text="SMALL l-1"): [ids[2], ids[0]],
        QueueFilter(text="%"): [ids[3]],
        QueueFilter(text="_"): [ids[3]],
        QueueFilter(text=ids[0][:10]): [ids[0]],
        QueueFilter(text="'; \0 \ud800"): [],
    }
    for wanted, expected in of.items():
        assert shown(store, wanted) == expected, wanted
    assert store.queue.counts() == {
        Status.HANDED_IN: 2,
        Status.MARKING: 1,
        Status.SIGNED: 1,
        Status.RELEASED: 1,
        Status.APPEALED: 0,
    }


def test_an_unsafe_attempt_is_among_the_unsafe_ones(store: Store) -> None:
    from simulator.engine.events import Mode

    attempt = Attempt.begin(store, held(small()), held(CODE), Mode.ASSESSMENT, learner="L-1", seed=1)
    attempt.choose("promise")
    attempt.leave()
    hand_in(store, attempt)
    assert shown(store, QueueFilter(unsafe=True)) == [attempt.id]


PLANNED = [
    QueueFilter(),
    QueueFilter(status=(Status.HANDED_IN,)),
    QueueFilter(learner="L-1"),
    QueueFilter(marker="ann"),
    QueueFilter(scenario="small"),
]


def test_no_page_of_the_queue_goes_through_every_attempt(store: Store) -> None:
    if store.location.address:
        return  # a server plans by what is in its tables, so an empty one tells nothing
    with store.database.reading() as connection:
        for wanted in PLANNED:
            lines = queue_module.lines_of(wanted, 200, None).compile(
                connection.engine, compile_kwargs={"literal_binds": True}
            )
            plan = [str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {lines}")]
            assert not any(step.startswith("SCAN") and "INDEX" not in step for step in plan), (wanted, plan)
