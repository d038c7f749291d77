"""On a server the database itself refuses what a role may not do, whatever program asks; and each can do their work."""

from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from simulator.attempt import Attempt
from simulator.review.centre import Erased, Ground, HoldLifted
from simulator.review.events import Checked, HandedIn, Outcome, Released, Sampled
from simulator.review.paired import What
from simulator.review.people import Part, Role
from simulator.review.rules import ReviewRefused
from simulator.review.standardising import Judgement, Standardised
from simulator.review.state import Status
from simulator.review.summary import ReviewSummary
from simulator.reviewing import hand_in, may_hand_in
from simulator.reviewing.kept import read
from simulator.reviewing.personal_data import erase, hold, lift
from simulator.store import grants
from simulator.store.errors import NoSuchAttempt, StoreMoved, StoreReadOnly, StoreRefused
from simulator.store.logins import Logins
from simulator.store.place import place_of
from simulator.store.record import beginning
from tests.cli.conftest import run_here
from tests.store.reviewed import begun, played
from tests.store.server import Server

from .centre import COMMENT, SECRET, Centre, now, run

DENIED = "42501"
UNKNOWN = "42P01"
OF_ATTEMPTS = ("attempts", "events", "heads", "paths", "drafts")


@pytest.fixture(scope="module")
def centre(postgresql: Server, database: str) -> Centre:
    return Centre.new(postgresql, database)


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
        assert [type(each.event) for each in store.review(attempt.id)] == [HandedIn]
        assert read(store, attempt.id)[1].handed_in.event.note == "I did my best"  # type: ignore[union-attr]
        assert store.summary(attempt.id).review == Status.HANDED_IN
        assert {each.id: each.review for each in store.attempts_of("L-1")}[attempt.id] == Status.HANDED_IN
        store.everything(attempt.id)
    with centre.reviewing("asa", attempt.id) as at:
        at.release()
    with centre.store("lea") as store:
        review = read(store, attempt.id)[1]
        assert review.first.advice.event.text == COMMENT  # type: ignore[union-attr]
        assert store.summary(attempt.id).review == Status.RELEASED
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
            store.add_review(attempt, beginning(attempt), lea, now(), [again], ReviewSummary(Status.HANDED_IN))


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
        assert len(store.review(attempt)) == 1
        assert SECRET in str(store.sound(attempt).texts.kept)
        assert COMMENT not in str(store.sound(attempt).texts.kept)
    with centre.reviewing("quinn", attempt, Part.QUALITY) as at:
        at.release()
    with centre.store("tess") as store:
        assert isinstance(store.review(attempt)[-1].event, Released)
        assert COMMENT in str(store.sound(attempt).texts.kept)
        assert attempt in {each.id for each in store.attempts()}


def test_a_quality_assurer_holds_and_erases_and_others_can_still_check_what_was_erased(centre: Centre) -> None:
    attempt = centre.released("bob")
    with centre.store("quinn") as store:
        quinn = centre.person("quinn")
        hold(store, quinn, now(), "L-2", "case 14")
        lift(store, quinn, now(), "L-2")
        assert erase(store, quinn, now(), "L-2") >= 1
    for name in ("bob", "tess", "asa", "quinn"):
        with centre.store(name) as store:
            kept = store.sound(attempt)
            assert kept.texts.erased
            assert not kept.texts.kept
            assert store.review(attempt)
    assert centre.count("bob", "entries WHERE stream = 'centre'") == 0
    assert centre.count("lea", "erasures") == 0


def test_anybody_of_the_centre_tries_a_scenario_under_their_own_code(centre: Centre) -> None:
    for name in ("tess", "asa", "quinn"):
        attempt = centre.played(name)
        with centre.store(name) as store:
            assert store.sound(attempt.id).texts.kept
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
        assert {each.learner for each in store.attempts()} <= {"L-1"}
        with pytest.raises(NoSuchAttempt, match="There is no attempt"):
            store.sound(other)


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
        store.sound(other)
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


ENTRY = "INSERT INTO entries VALUES (:of, :number, :at, :body, 'x')"
STAMP = "%Y-%m-%dT%H:%M:%S.%fZ"


def entry(centre: Centre, name: str, attempt: str, body: str, number: int, *, at: str = "") -> str:
    values = {"of": attempt, "number": number, "at": at or now().strftime(STAMP), "body": body}
    return centre.refused(name, ENTRY, **values)


def body(code: str, role: str, kind: str, more: str = "") -> str:
    return f'{{"by":{{"code":"{code}","role":"{role}"}},"event":{{"kind":"{kind}"{more}}}}}'


def length(centre: Centre, attempt: str) -> int:
    return centre.count("", "entries WHERE stream = :of", of=attempt)


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


# What the others are refused


def test_an_assessor_writes_in_nobody_elses_name(centre: Centre) -> None:
    attempt = centre.handed_in()
    with centre.reviewing("asa", attempt) as at:
        at.claim()
    mark = ',"part":"first marking","event":3,"field":"account","level":"competent","comment":""'
    forged = {
        "another assessor": ("ben", body("A-1", "assessor", "marked", mark)),
        "a quality assurer": ("ben", body("A-2", "quality assurer", "released")),
        "without the part": ("ben", body("A-2", "assessor", "marked", mark)),
        "what a quality assurer does": ("ben", body("A-2", "assessor", "checked")),
        "what a learner does": ("ben", body("A-2", "assessor", "handed-in")),
        "a claim that was not taken": (
            "ben",
            body("A-2", "assessor", "claimed", ',"part":"first marking","until":"2999"'),
        ),
        "letting go for another": ("ben", body("A-2", "assessor", "let-go", ',"part":"first marking"')),
        "not JSON": ("ben", "released"),
    }
    centre_of = length(centre, attempt)
    for what, (name, given) in forged.items():
        raised = "UPDATE entry_heads SET count = count + 1, head = 'x' WHERE stream = :of"
        assert entry(centre, name, attempt, given, centre_of) in (DENIED, "22P02"), what
        assert centre.refused(name, raised, of=attempt) == DENIED, "a head with no entry"
    dated_back = body("A-2", "assessor", "claimed", ',"part":"second marking","until":"2026"')
    assert entry(centre, "ben", attempt, dated_back, centre_of, at="2026-01-01T09:00:00.000000Z") == DENIED


def test_an_assessor_takes_no_part_in_anothers_name_nor_for_ever_nor_from_who_holds_it(centre: Centre) -> None:
    attempt = centre.handed_in()
    with centre.reviewing("asa", attempt) as at:
        at.claim()
    take = "INSERT INTO claims VALUES (:of, :part, :code, :until)"
    soon = now().strftime(STAMP)
    for part, code, until in (
        ("second marking", "A-1", soon),
        ("second marking", "A-2", "2999-01-01T00:00:00.000000Z"),
        ("quality assurance", "A-2", soon),
    ):
        assert centre.refused("ben", take, of=attempt, part=part, code=code, until=until) == DENIED
    with centre.sql("ben") as connection:
        for statement in ("UPDATE claims SET code = 'A-2'", "DELETE FROM claims"):
            assert connection.execute(text(f"{statement} WHERE attempt = :of"), {"of": attempt}).rowcount == 0
    assert centre.count("", "claims WHERE attempt = :of AND code = 'A-1'", of=attempt) == 1
    with centre.reviewing("ben", attempt) as at, pytest.raises(ReviewRefused, match="A-1 has this attempt"):
        at.claim()


def test_an_assessor_sees_only_what_is_handed_in_and_changes_and_erases_nothing(centre: Centre) -> None:
    with centre.store("lea") as store:
        open_one = begun(store).id
    attempt = centre.handed_in()
    for table in ("attempts", "events", "heads", "drafts"):
        assert centre.count("asa", f"{table} WHERE attempt = :of", of=open_one) == 0
    assert centre.count("asa", "events WHERE attempt = :of", of=attempt)
    for name in ("asa", "tess"):
        for statement in (
            "INSERT INTO events SELECT :of, count(*), '2026', '{}', 'x' FROM events WHERE attempt = :of",
            "DELETE FROM events",
            "DELETE FROM texts",
            "INSERT INTO erasures VALUES (:of, 'x', 0)",
            "UPDATE people SET role = 'quality assurer'",
        ):
            assert centre.refused(name, statement, of=attempt) == DENIED, statement
    with centre.store("asa") as store, pytest.raises(StoreReadOnly, match="does not let you"):
        store.set_person("A-1", "", Role.QUALITY_ASSURER)


def test_a_tutor_writes_no_mark_and_a_quality_assurer_neither(centre: Centre) -> None:
    attempt = centre.handed_in()
    mark = ',"part":"first marking","event":3,"field":"account","level":"competent","comment":""'
    end = length(centre, attempt)
    assert entry(centre, "tess", attempt, body("T-1", "tutor", "marked", mark), end) == DENIED
    assert entry(centre, "quinn", attempt, body("Q-1", "quality assurer", "marked", mark), end) == DENIED
    assert centre.refused("tess", "UPDATE entry_heads SET count = count + 1") == DENIED


def test_a_quality_assurer_erases_only_what_is_on_record(centre: Centre) -> None:
    centre.handed_in()
    assert centre.refused("quinn", "DELETE FROM texts").startswith("23")
    assert centre.refused("quinn", "INSERT INTO erasures VALUES ('x', 'x', 999)") == DENIED
    with centre.sql("quinn") as connection:
        connection.exec_driver_sql("CREATE TEMP TABLE erasures AS SELECT stream, commitment FROM texts")
        with pytest.raises(DBAPIError, match="erasure is recorded"):
            connection.exec_driver_sql("DELETE FROM texts")


def test_nothing_is_erased_while_a_legal_hold_stands_whatever_program_asks(centre: Centre) -> None:
    attempt = centre.handed_in()
    quinn = centre.person("quinn")
    with centre.store("quinn") as store:
        hold(store, quinn, now(), "L-1", "case 14")
        lift(store, quinn, now(), "L-1")
        hold(store, quinn, now(), "L-1", "case 15")
        past_the_rules = Erased("L-1", Ground.ASKED)
        with pytest.raises(StoreReadOnly, match="does not let you"):
            store.erase_texts([attempt], store.centre_tip(), quinn, now(), past_the_rules)
        assert store.sound(attempt).texts.kept
        lift(store, quinn, now(), "L-1")
        store.erase_texts([attempt], store.centre_tip(), quinn, now(), past_the_rules)
        assert not store.sound(attempt).texts.kept


def test_an_assessor_notes_in_the_centre_how_they_marked_the_gold_and_nothing_else(centre: Centre) -> None:
    asa, found = centre.person("asa"), (Judgement("one", What.CRITERION, "aim/AC-1", "met", "met"),)
    with centre.store("asa") as store:
        store.add_centre(store.centre_tip(), asa, now(), [Standardised("set", "d" * 64, found)])
        with pytest.raises(StoreReadOnly, match="does not let you"):
            store.add_centre(store.centre_tip(), asa, now(), [HoldLifted("L-1")])
    with centre.store("quinn") as store:
        assert isinstance(store.centre()[-1].event, Standardised)


def test_nobody_adds_a_text_that_nothing_commits_to(centre: Centre) -> None:
    attempt = centre.handed_in()
    add = "INSERT INTO texts VALUES (:of, :commitment, 'x', '\"x\"')"
    with centre.store("asa") as store:
        head = store.record(attempt).head.tip.head
    for name in ("lea", "tess", "asa", "quinn"):
        for commitment in ("", "text", head):
            assert centre.refused(name, add, of=attempt, commitment=commitment) == DENIED


def test_what_was_erased_is_put_back_by_nobody(centre: Centre) -> None:
    attempt = centre.released("bob")
    with centre.store("asa") as store:
        copied = next(iter(store.record(attempt).texts.kept.values()))
    with centre.store("quinn") as store:
        erase(store, centre.person("quinn"), now(), "L-2")
    back = "INSERT INTO texts VALUES (:of, :commitment, :salt, '\"x\"')"
    assert centre.refused("asa", back, of=attempt, commitment=copied.commitment, salt=copied.salt) == DENIED


# Logins


def test_a_login_that_nobody_vouched_for_sees_nothing(centre: Centre) -> None:
    with centre.logins() as logins:
        logins.grant(centre.login("gone"), "L-1", Role.LEARNER)
        logins.withdraw(centre.login("gone"))
        with pytest.raises(StoreRefused, match="nobody’s login"):
            logins.withdraw(centre.login("gone"))
    assert centre.refused("gone", "SELECT count(*) FROM attempts") in (DENIED, UNKNOWN)


def test_who_gets_another_role_loses_the_one_before(centre: Centre) -> None:
    with centre.logins() as logins:
        logins.grant(centre.login("max"), "A-3", Role.ASSESSOR)
        logins.grant(centre.login("max"), "T-3", Role.TUTOR)
        found = {each.login: each for each in logins.listed()}[centre.login("max")]
        assert (found.code, found.role) == ("T-3", Role.TUTOR)
    assert centre.refused("max", "SELECT * FROM claims") == DENIED


@pytest.mark.parametrize(
    "name", ["postgres", "pg_read_all_data", "simulator_tutor", "public", "", " x", "x\n", "x" * 64]
)
def test_what_no_right_could_be_kept_from_is_nobodys_login(centre: Centre, name: str) -> None:
    with centre.logins() as logins, pytest.raises(StoreRefused, match="cannot be somebody’s login"):
        logins.grant(name, "L-1", Role.LEARNER)


def test_a_name_and_a_code_with_every_kind_of_quote_stay_what_they_are(centre: Centre) -> None:
    name, code = f"o'hara\"; 100%s \\ {centre.suffix}", "L'1\\ %(x)s $$"
    with centre.logins() as logins:
        logins.grant(name, code, Role.LEARNER)
        assert (name, code) in {(each.login, each.code) for each in logins.listed()}


def test_only_the_owner_gives_rights(centre: Centre) -> None:
    logins = Logins(place_of(centre.address("quinn")))
    with pytest.raises(StoreRefused, match="Only who owns"):
        logins.set_up()
    logins.close()


def test_what_is_said_beforehand_is_not_done(centre: Centre) -> None:
    with centre.logins() as logins:
        before = logins.listed()
        said = logins.grant(centre.login("new"), "L-7", Role.LEARNER, dry=True)
        assert any("CREATE ROLE" in each for each in said)
        assert logins.listed() == before


# The command


def test_the_owner_sets_up_lets_somebody_in_lists_and_withdraws_by_command(centre: Centre) -> None:
    def simulator(*arguments: str) -> tuple[str, str]:
        done = run_here("people", *arguments, "--store", centre.owner)
        assert done.returncode == 0, done.stderr
        return done.stdout, done.stderr

    login = centre.login("zoe")
    assert "ON TABLE entries TO simulator_assessor;" in simulator("grant", "--setup", "--dry-run")[0]
    assert simulator("grant", "--setup")[0] == ""
    out, err = simulator("grant", "A-2", "--login", login, "--dry-run")
    assert f'GRANT simulator_assessor TO "{login}";\n' in out
    assert err == ""
    assert login not in simulator("logins")[0]
    assert "set its password" in simulator("grant", "A-2", "--login", login)[1]
    assert f'"{login}"' in simulator("logins", "--json")[0]
    assert "A-2               assessor" in next(line for line in simulator("logins")[0].splitlines() if login in line)
    simulator("grant", "--withdraw", "--login", login)
    assert login not in simulator("logins")[0]
    unknown = run_here("people", "grant", "X-9", "--login", login, "--store", centre.owner)
    assert unknown.returncode == 2
    assert "X-9" in unknown.stderr


def test_a_store_that_was_not_set_up_or_by_another_version_says_so(
    postgresql: Server, database: str, centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    with centre.logins() as logins, monkeypatch.context() as patch:
        patch.setattr(grants, "version", lambda: "another")
        with pytest.raises(StoreRefused, match="another version"):
            logins.listed()
    run(postgresql.address(database), f"CREATE SCHEMA bare_{centre.suffix}")
    bare = Logins(place_of(postgresql.address(database, f"bare_{centre.suffix}")))
    with closing(bare), pytest.raises(StoreRefused, match="--setup"):
        bare.grant("somebody", "L-1", Role.LEARNER)


def test_a_policy_that_is_gone_is_told(postgresql: Server, database: str) -> None:
    other = Centre.new(postgresql, database)
    with other.store("") as store:
        assert store.faults() == ()
        run(
            other.owner,
            "DROP POLICY simulator_learner_select_own ON attempts",
            "ALTER TABLE texts DISABLE ROW LEVEL SECURITY",
        )
        told = store.faults()
    assert told == (
        "The table “texts” no longer keeps people apart.",
        "The policy “simulator_learner_select_own” of “attempts” is missing.",
    )
