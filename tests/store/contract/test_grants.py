"""On a server the database itself refuses what a role may not do, whatever program asks; and each can do their work."""

import pytest
from sqlalchemy import text

from simulator.review.events import Checked, HandedIn, Outcome, Released, Sampled
from simulator.review.people import Part, Role
from simulator.review.permissions import ReviewRefused
from simulator.review.state import Status
from simulator.review.summary import ReviewSummary
from simulator.sessions.attempt import Attempt
from simulator.sessions.dossier import read_review
from simulator.sessions.hand_in import hand_in, may_hand_in
from simulator.sessions.personal_data import erase, hold, lift
from simulator.store.errors import NoSuchAttempt, StoreMoved, StoreReadOnly
from simulator.store.format.record import beginning
from tests.store.reviewed import begun, played

from .centre import COMMENT, DENIED, SECRET, STAMP, Centre, body, entry, length, now

OF_ATTEMPTS = ("attempts", "events", "heads", "paths", "drafts")


# Everybody's work


def test_a_learner_plays_and_goes_on_another_day_and_hands_in_and_sees_no_more_until_the_release(
    centre: Centre,
) -> None:
    with centre.store("lea") as store:
        attempt = begun(store)
        attempt.choose("honest")
        attempt.choose("tell")
        attempt.keep_draft({"account": "half a"})
    with centre.store("lea") as store:
        again = Attempt.resume(store, attempt.id)
        assert again.draft() == {"account": "half a"}
        again.answer({"account": SECRET})
        assert may_hand_in(store, attempt.id)
        hand_in(store, attempt.id, now(), declared=True, note="I did my best")
    centre.marked(attempt.id)
    with centre.store("lea") as store:
        assert not may_hand_in(store, attempt.id)
        assert [type(each.event) for each in store.reviews.entries(attempt.id)] == [HandedIn]
        assert read_review(store, attempt.id)[1].handed_in.event.note == "I did my best"  # type: ignore[union-attr]
        assert store.attempts.summary(attempt.id).review == Status.HANDED_IN
        assert {each.id: each.review for each in store.attempts.of("L-1")}[attempt.id] == Status.HANDED_IN
        store.everything(attempt.id)
    with centre.reviewing("asa", attempt.id) as at:
        at.release()
    with centre.store("lea") as store:
        review = read_review(store, attempt.id)[1]
        assert review.first.advice.event.text == COMMENT  # type: ignore[union-attr]
        assert store.attempts.summary(attempt.id).review == Status.RELEASED
    with centre.reviewing("lea", attempt.id, Part.APPEAL) as own:
        own.appeal("It has a date")
    with centre.reviewing("ben", attempt.id, Part.APPEAL) as at:
        at.decide_appeal(Outcome.NOT_UPHELD, "It has none")


def test_a_learner_who_lost_a_race_to_hand_in_is_told(centre: Centre) -> None:
    attempt = centre.handed_in()
    with centre.store("lea") as store:
        with pytest.raises(ReviewRefused, match="handed in already"):
            hand_in(store, attempt, now(), declared=True)
        lea, again = centre.person("lea"), HandedIn(5, "x", True)
        with pytest.raises(StoreMoved):
            store.reviews.add(attempt, beginning(attempt), lea, now(), [again], ReviewSummary(Status.HANDED_IN))


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
    for name in ("bob", "tess", "asa", "quinn"):
        with centre.store(name) as store:
            kept = store.attempts.sound(attempt)
            assert kept.texts.erased
            assert not kept.texts.kept
            assert store.reviews.entries(attempt)
    assert centre.count("bob", "entries WHERE stream = 'centre'") == 0
    assert centre.count("lea", "erasures") == 0


def test_anybody_of_the_centre_tries_a_scenario_under_their_own_code(centre: Centre) -> None:
    for name in ("tess", "asa", "quinn"):
        attempt = centre.played(name)
        with centre.store(name) as store:
            assert store.attempts.sound(attempt.id).texts.kept
    assert centre.count("asa", "attempts WHERE learner = 'T-1'") == 0


# What a learner is refused


def test_a_learner_sees_nothing_of_anothers(centre: Centre) -> None:
    with centre.store("bob") as store:
        attempt = begun(store, learner="L-2")
        attempt.choose("honest")
        attempt.choose("tell")
        attempt.keep_draft({"account": SECRET})
    other = centre.released("bob")
    for table in OF_ATTEMPTS:
        assert centre.count("", f"{table} WHERE attempt IN (:one, :two)", one=attempt.id, two=other)
        assert centre.count("lea", f"{table} WHERE attempt IN (:one, :two)", one=attempt.id, two=other) == 0
    for table in ("texts", "entries", "entry_heads", "erasures"):
        assert centre.count("lea", f"{table} WHERE stream = :of", of=other) == 0
    assert centre.count("lea", "people") == 1
    assert centre.count("lea", "people_logins") == 1
    with centre.store("lea") as store:
        assert {each.learner for each in store.attempts.all()} <= {"L-1"}
        with pytest.raises(NoSuchAttempt, match="There is no attempt"):
            store.attempts.sound(other)


def test_a_learner_writes_nothing_into_anothers_attempt(centre: Centre) -> None:
    with centre.store("bob") as store:
        other = begun(store, learner="L-2").id
    event = "INSERT INTO events VALUES (:of, 0, '2026', '{}', 'x')"
    assert centre.refused("lea", event, of=other) == DENIED
    assert centre.refused("lea", "INSERT INTO texts VALUES (:of, 'x', 'x', 'x')", of=other) == DENIED
    assert centre.refused("lea", "INSERT INTO drafts VALUES (:of, 1, '{}', 'x')", of=other) == DENIED
    assert centre.refused("lea", "DELETE FROM events WHERE attempt = :of", of=other) == DENIED
    assert centre.refused("lea", "UPDATE attempts SET learner = 'L-1' WHERE attempt = :of", of=other) == DENIED
    with centre.sql("lea") as connection:
        assert connection.execute(text("UPDATE heads SET seal = 'x' WHERE attempt = :of"), {"of": other}).rowcount == 0
    with centre.store("bob") as store:
        store.attempts.sound(other)
    with centre.store("lea") as store, pytest.raises(StoreReadOnly, match="does not let you"):
        played(store, learner="L-2")


def test_a_learner_touches_no_mark_no_claim_no_people_and_nothing_of_the_centre(centre: Centre) -> None:
    attempt = centre.handed_in()
    centre.marked(attempt)
    for statement in (
        "UPDATE entries SET body = '{}'",
        "DELETE FROM entries",
        "INSERT INTO claims VALUES (:of, 'first marking', 'L-1', '2026')",
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
        "DROP POLICY simulator_learner_select_own ON attempts",
        "CREATE TABLE mine (x int)",
        "GRANT simulator_assessor TO CURRENT_USER",
        "SET ROLE simulator_assessor",
    ):
        assert centre.refused("lea", statement, of=attempt) == DENIED, statement
    assert centre.count("lea", "texts WHERE stream = :of AND text LIKE '%may read%'", of=attempt) == 0
    assert centre.count("lea", "entry_heads WHERE stream = :of", of=attempt) == 0
    assert centre.count("lea", "entries WHERE stream = 'centre'") == 0
    with centre.sql("lea") as connection:
        release = "UPDATE entry_heads SET status = 'released', released_at = 'x' WHERE stream = :of"
        assert connection.execute(text(release), {"of": attempt}).rowcount == 0


@pytest.mark.parametrize(
    ("code", "role", "kind"),
    [
        ("L-1", "learner", "marked"),
        ("L-1", "learner", "released"),
        ("A-1", "assessor", "marked"),
        ("L-1", "assessor", "appealed"),
        ("L-2", "learner", "appealed"),
    ],
)
def test_a_learner_adds_nothing_but_an_appeal_of_their_own_to_a_released_review(
    centre: Centre, code: str, role: str, kind: str
) -> None:
    attempt = centre.released()
    assert entry(centre, "lea", attempt, body(code, role, kind), length(centre, attempt)) == DENIED


def test_a_learner_changes_no_more_of_a_released_review_than_that_it_is_appealed(centre: Centre) -> None:
    attempt = centre.released()
    for change in ("unsafe = 0, count = count + 1", "first = 'A-2', count = count + 1, status = 'appealed'"):
        assert centre.refused("lea", f"UPDATE entry_heads SET {change} WHERE stream = :of", of=attempt) == DENIED
    alone = "UPDATE entry_heads SET count = count + 1, status = 'appealed', head = 'x' WHERE stream = :of"
    assert centre.refused("lea", alone, of=attempt) == DENIED, "there is no entry with it"
    with centre.store("asa") as store:
        store.everything(attempt)


def test_nothing_is_added_to_an_attempt_after_its_end(centre: Centre) -> None:
    attempt = centre.handed_in()
    number = centre.count("lea", "events WHERE attempt = :of", of=attempt)
    event = "INSERT INTO events VALUES (:of, :number, '2026', '{}', 'x')"
    assert centre.refused("lea", event, of=attempt, number=number) == DENIED
    assert centre.refused("lea", "UPDATE heads SET closed = '', count = count + 1 WHERE attempt = :of", of=attempt) == (
        "23000"
    )


def test_a_text_that_stands_for_another_is_pinned_by_nobody(centre: Centre) -> None:
    pinned = "INSERT INTO documents VALUES ('0', 'small', 'scenario', 'title: mine')"
    assert centre.refused("lea", pinned) == DENIED


def test_a_learner_hands_in_only_what_they_played_to_its_end_and_only_as_handed_in(centre: Centre) -> None:
    with centre.store("lea") as store:
        open_one = begun(store).id
    bobs, done = centre.played("bob").id, centre.played("lea").id
    head = (
        "INSERT INTO entry_heads VALUES (:of, 1, 'x', :status, '2026', :first, '', '', '', 0, 0, 0, 0, '', '2026', 'x')"
    )
    both = f"WITH made AS ({head}) INSERT INTO entries VALUES (:of, 0, :at, :body, 'x')"
    own = {"at": now().strftime(STAMP), "body": body("L-1", "learner", "handed-in")}
    for of, status, first in (
        (open_one, "handed in", ""),
        (bobs, "handed in", ""),
        (done, "released", ""),
        (done, "handed in", "A-1"),
    ):
        assert centre.refused("lea", both, of=of, status=status, first=first, **own) == DENIED
    assert centre.refused("lea", head, of=done, status="handed in", first="") == DENIED, "there is no entry with it"
    with centre.sql("lea") as connection:
        connection.exec_driver_sql("BEGIN")
        connection.execute(text(both), {"of": done, "status": "handed in", "first": "", **own})
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
        connection.exec_driver_sql("ROLLBACK")


def test_a_change_of_everything_at_once_changes_nothing_of_anothers(centre: Centre) -> None:
    centre.released("bob")
    with centre.logins() as logins:
        logins.grant(centre.login("idle"), "L-3", Role.LEARNER)
    with centre.sql("idle") as connection:
        for table in ("heads", "entry_heads"):
            assert connection.exec_driver_sql(f"UPDATE {table} SET seal = 'x'").rowcount == 0
        assert connection.exec_driver_sql("DELETE FROM drafts").rowcount == 0
        assert connection.exec_driver_sql("DELETE FROM review_drafts").rowcount == 0
