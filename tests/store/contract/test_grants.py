"""On a server the database itself refuses what a role may not do, whatever program asks; and each can do their work."""

import pytest
from sqlalchemy import text

from simulator.review.events import Checked, Released, Sampled
from simulator.review.people import Part, Role
from simulator.sessions.personal_data import erase, hold, lift
from simulator.store.errors import StoreReadOnly
from tests.store.reviewed import begun, played

from .centre import COMMENT, DENIED, SECRET, STAFF, Centre, now

# Everybody's work


def test_two_assessors_mark_and_a_quality_assurer_checks_and_a_tutor_looks(centre: Centre) -> None:
    attempt = centre.handed_in()
    with centre.reviewing("asa", attempt) as at:
        at.claim()
        at.let_go()
    centre.marked(attempt)
    centre.marked(attempt, "ben", Part.SECOND)
    with centre.reviewing("quinn", attempt, Part.QUALITY) as at:
        at.sample(Sampled("spring", "0" * 64, ("new assessor",)))
        at.claim()
        with pytest.raises(ValueError, match="not decided"):
            at.check(Checked("award", "AC-1", True))
        at.keep_draft("check", "half a")
        assert at.drafts() == {"check": "half a"}
    with centre.store("tess") as store:
        assert len(store.reviews.entries(attempt)) == 1
        assert SECRET in str(store.attempts.sound(attempt).texts.kept)
        assert COMMENT not in str(store.attempts.sound(attempt).texts.kept)
    with centre.reviewing("quinn", attempt, Part.QUALITY) as at:
        at.release()
    with centre.store("tess") as store:
        assert isinstance(store.reviews.entries(attempt)[-1].event, Released)
        assert COMMENT in str(store.attempts.sound(attempt).texts.kept)
        assert attempt in {each.id for each in store.attempts.all()}


def test_a_quality_assurer_holds_and_erases_and_others_can_still_check_what_was_erased(centre: Centre) -> None:
    attempt = centre.released("bob")
    with centre.store("quinn") as store:
        quinn = centre.person("quinn")
        hold(store, quinn, now(), "L-2", "case 14")
        lift(store, quinn, now(), "L-2")
        assert erase(store, quinn, now(), "L-2") >= 1
    for name in ("", "tess", "asa", "quinn"):
        with centre.store(name) as store:
            kept = store.attempts.sound(attempt)
            assert kept.texts.erased
            assert not kept.texts.kept
            assert store.reviews.entries(attempt)
    assert centre.count("tess", "entries WHERE stream = 'centre'") == 0


def test_anybody_of_the_centre_tries_a_scenario_under_their_own_code(centre: Centre) -> None:
    for name in ("tess", "asa", "quinn"):
        attempt = centre.played(name)
        with centre.store(name) as store:
            assert store.attempts.sound(attempt.id).texts.kept
    assert centre.count("asa", "attempts WHERE learner = 'T-1'") == 0


# What they are refused


def test_nobody_writes_into_anothers_attempt(centre: Centre) -> None:
    with centre.store("lea") as store:
        other = begun(store).id
    event = "INSERT INTO events SELECT :of, count(*), '2026', '{}', 'x' FROM events WHERE attempt = :of"
    for name in STAFF:
        assert centre.refused(name, event, of=other) == DENIED
        assert centre.refused(name, "INSERT INTO texts VALUES (:of, 'x', 'x', 'x')", of=other) == DENIED
        assert centre.refused(name, "INSERT INTO drafts VALUES (:of, 1, '{}', 'x')", of=other) == DENIED
        assert centre.refused(name, "DELETE FROM events WHERE attempt = :of", of=other) == DENIED
        assert centre.refused(name, "UPDATE attempts SET learner = 'T-1' WHERE attempt = :of", of=other) == DENIED
        change = text("UPDATE heads SET seal = 'x' WHERE attempt = :of")
        with centre.sql(name) as connection:
            assert connection.execute(change, {"of": other}).rowcount == 0
        with centre.store(name) as store, pytest.raises(StoreReadOnly, match="does not let you"):
            played(store, learner="L-2")
    with centre.store("lea") as store:
        store.attempts.sound(other)


def test_a_tutor_touches_no_mark_no_claim_no_people_and_nothing_of_the_centre(centre: Centre) -> None:
    attempt = centre.handed_in()
    centre.marked(attempt)
    for statement in (
        "UPDATE entries SET body = '{}'",
        "DELETE FROM entries",
        "INSERT INTO claims VALUES (:of, 'first marking', 'T-1', '2026')",
        "DELETE FROM claims",
        "INSERT INTO people VALUES ('L-9', '\"\"', 'assessor')",
        "UPDATE people SET role = 'assessor'",
        "INSERT INTO people_logins VALUES ('x', 'A-1')",
        "UPDATE people_logins SET code = 'A-1'",
        "DELETE FROM texts",
        "INSERT INTO erasures VALUES (:of, 'x', 0)",
        "TRUNCATE drafts",
        "ALTER TABLE entries DISABLE TRIGGER USER",
        "ALTER TABLE attempts DISABLE ROW LEVEL SECURITY",
        "DROP POLICY simulator_tutor_select_own ON attempts",
        "CREATE TABLE mine (x int)",
        "GRANT simulator_assessor TO CURRENT_USER",
        "SET ROLE simulator_assessor",
    ):
        assert centre.refused("tess", statement, of=attempt) == DENIED, statement
    assert centre.count("tess", "texts WHERE stream = :of AND text LIKE '%may read%'", of=attempt) == 0
    assert centre.count("tess", "entry_heads WHERE stream = :of", of=attempt) == 0
    assert centre.count("tess", "entries WHERE stream = 'centre'") == 0
    release = "UPDATE entry_heads SET status = 'released', released_at = 'x' WHERE stream = :of"
    assert centre.refused("tess", release, of=attempt) == DENIED


def test_nothing_is_added_to_an_attempt_after_its_end(centre: Centre) -> None:
    attempt = centre.played("tess").id
    number = centre.count("tess", "events WHERE attempt = :of", of=attempt)
    event = "INSERT INTO events VALUES (:of, :number, '2026', '{}', 'x')"
    assert centre.refused("tess", event, of=attempt, number=number) == DENIED
    assert centre.refused(
        "tess", "UPDATE heads SET closed = '', count = count + 1 WHERE attempt = :of", of=attempt
    ) == ("23000")


def test_a_text_that_stands_for_another_is_pinned_by_nobody(centre: Centre) -> None:
    pinned = "INSERT INTO documents VALUES ('0', 'small', 'scenario', 'title: mine')"
    for name in STAFF:
        assert centre.refused(name, pinned) == DENIED


def test_a_change_of_everything_at_once_changes_nothing_of_anothers(centre: Centre) -> None:
    centre.released("bob")
    with centre.logins() as logins:
        logins.grant(centre.login("idle"), "T-3", Role.TUTOR)
    with centre.sql("idle") as connection:
        assert connection.exec_driver_sql("UPDATE heads SET seal = 'x'").rowcount == 0
        assert connection.exec_driver_sql("DELETE FROM drafts").rowcount == 0
        assert connection.exec_driver_sql("DELETE FROM review_drafts").rowcount == 0
