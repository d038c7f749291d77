"""Codes of people over both databases: who is known, who looks alike, and whose login it is."""

import pytest

from simulator.engine.events import Mode
from simulator.engine.play import Refused
from simulator.review.people import Role
from simulator.sessions.attempt import Attempt
from simulator.store.errors import StoreReadOnly
from simulator.store.store import Store
from tests.engine.small import CODE, small
from tests.sessions.texts import held
from tests.store.reviewed import begun

from .centre import Centre


def test_everybody_who_is_known_or_has_an_attempt_is_recognised(store: Store) -> None:
    assert store.people.recognise("L-900").first
    begun(store, learner="L-900")
    store.people.set("A-7", "Ada", Role.ASSESSOR)
    assert store.people.codes() == ("A-7", "L-900")
    assert store.people.recognise("A-7").known
    assert store.people.recognise("l-900").alike == ("L-900",)
    assert store.people.recognise("А-7").alike == ("A-7",)
    assert store.people.login_code() == ""


def test_a_slip_begins_no_attempt_unless_it_is_said_to_be_somebody_new(store: Store) -> None:
    begun(store, learner="L-900")
    begun(store, learner="L-900 ")
    assert store.people.codes() == ("L-900",)
    with pytest.raises(Refused, match="looks like “L-900”"):
        begun(store, learner="l-900")
    assert len(store.attempts.all()) == 2
    documents = held(small(written=True)), held(CODE)
    Attempt.begin(store, *documents, Mode.ASSESSMENT, learner="l-900", new_person=True)
    begun(store, learner="l-900")
    assert store.people.codes() == ("L-900", "l-900")


def test_a_login_says_whose_it_is_and_that_it_may_not_show_everybody(centre: Centre) -> None:
    with centre.store("asa") as store:
        assert store.people.login_code() == "A-1"
        found = store.people.recognise("L-77")
        assert (found.known, found.partly, found.alike) == (False, True, ())
        assert begun(store, learner="").learner == "A-1"
        assert begun(store, learner=" A-1").learner == "A-1"
        with pytest.raises(StoreReadOnly, match="your login, “A-1”"):
            begun(store, learner="a-1")
    with centre.store("") as store:
        assert store.people.login_code() == ""
