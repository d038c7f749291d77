"""What a batch gives of an attempt is what the store gives that is asked for it alone, whoever asks."""

from collections.abc import Callable

import pytest

from simulator.sessions.personal_data import erase
from simulator.store.batches import AttemptSource, EachByItself, read_together
from simulator.store.errors import StoreError
from simulator.store.store import Store
from tests.store.reviewed import begun, hand_in, marked, played

from .centre import STAFF, Centre, now

NOBODY = "0000000000000000"

Asked = Callable[[], object]


def answers(source: AttemptSource, attempt: str) -> list[object]:
    """What a source says of an attempt, errors too, whatever it is asked for."""

    def said(ask: Asked) -> object:
        try:
            return ask()
        except StoreError as error:
            return type(error), str(error)

    def qualifications() -> object:
        return source.qualifications(source.stream(attempt))

    asked: list[Asked] = [
        lambda: source.record(attempt),
        lambda: source.stream(attempt),
        qualifications,
        *(lambda count=count: source.draft(attempt, count) for count in range(6)),
        lambda: source.path(attempt),
    ]
    return [said(each) for each in asked]


def assert_the_same(store: Store, attempts: list[str]) -> None:
    read = read_together(store, attempts)
    for attempt in (*attempts, NOBODY):
        assert answers(read, attempt) == answers(EachByItself(store), attempt)


def test_whatever_is_kept_of_an_attempt_a_batch_gives_it(store: Store) -> None:
    typing, closed = begun(store), played(store, learner="L-2")
    typing.choose("honest")
    typing.keep_draft({"reason": "becau"})
    reviewed = [played(store, "It was said twice", learner="L-3") for _ in range(2)]
    for attempt in reviewed:
        hand_in(store, attempt)
    marked(store, reviewed[0])
    store.paths.forget(reviewed[1].id)
    attempts = [typing.id, closed.id, *(each.id for each in reviewed)]
    assert_the_same(store, attempts)
    read = read_together(store, attempts)
    assert read.draft(typing.id, 2) == {"reason": "becau"}
    assert (read.path(closed.id) is None, read.path(reviewed[1].id) is None) == (False, True)
    assert read.stream(reviewed[0].id).entries
    assert read.record(closed.id).texts.kept


@pytest.mark.parametrize("name", ["", *STAFF])
def test_what_is_erased_or_held_back_a_batch_gives_to_each_as_the_store_does(centre: Centre, name: str) -> None:
    attempts = [centre.handed_in("lea"), centre.handed_in("bob"), centre.played("bob").id]
    centre.marked(attempts[0])
    with centre.store("quinn") as store:
        assert erase(store, centre.person("quinn"), now(), "L-2") >= 1
    with centre.store(name) as store:
        assert_the_same(store, attempts)
        if name == "":
            assert read_together(store, attempts).record(attempts[1]).texts.erased
