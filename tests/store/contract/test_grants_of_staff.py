"""On a server an assessor, a tutor and a quality assurer do their own work only; and who gives them their logins."""

from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from simulator.review.centre import Erased, Ground, HoldLifted
from simulator.review.double_marking import What
from simulator.review.people import Role
from simulator.review.permissions import ReviewRefused
from simulator.review.quality.standardisation import Judgement, Standardised
from simulator.sessions.hand_in import hand_in
from simulator.sessions.personal_data import erase, hold, lift
from simulator.store.db import grants
from simulator.store.db.location import location_of
from simulator.store.db.logins import Logins
from simulator.store.errors import StoreReadOnly, StoreRefused
from tests.cli.conftest import run_here
from tests.store.reviewed import begun, played
from tests.store.server import Server

from .centre import DENIED, STAFF, STAMP, Centre, body, entry, length, now, run

UNKNOWN = "42P01"


# What the others are refused


def test_nobody_reviews_what_they_handed_in_when_they_were_a_learner(centre: Centre) -> None:
    with centre.store("") as store:
        attempt = played(store, learner="P-1")
        hand_in(store, attempt.id, now(), declared=True)
    with centre.logins() as logins:
        logins.grant(centre.login("pat"), "P-1", Role.ASSESSOR)
    release = body("P-1", "assessor", "released")
    with centre.sql("pat") as connection:
        on = "UPDATE entry_heads SET count = 2, head = 'x' WHERE stream = :of"
        assert connection.execute(text(on), {"of": attempt.id}).rowcount == 0
    assert entry(centre, "pat", attempt.id, release, 1) == DENIED


def test_what_an_assessor_types_and_does_not_submit_is_their_own(centre: Centre) -> None:
    attempt = centre.handed_in()
    with centre.reviewing("asa", attempt) as at:
        at.keep_draft("advice", "half a")
        assert at.drafts() == {"advice": "half a"}
    for name in ("ben", "tess"):
        assert centre.count(name, "review_drafts WHERE attempt = :of", of=attempt) == 0


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
    with centre.sql("quinn") as connection:
        take = "UPDATE claims SET part = 'appeal', code = 'Q-1', until = '' WHERE attempt = :of"
        assert connection.execute(text(take), {"of": attempt}).rowcount == 0
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
        store.people.set("A-1", "", Role.QUALITY_ASSURER)


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
            store.erasing.erase([attempt], store.centre.tip(), quinn, now(), past_the_rules)
        assert store.attempts.sound(attempt).texts.kept
        lift(store, quinn, now(), "L-1")
        store.erasing.erase([attempt], store.centre.tip(), quinn, now(), past_the_rules)
        assert not store.attempts.sound(attempt).texts.kept


def test_an_assessor_notes_in_the_centre_how_they_marked_the_gold_and_nothing_else(centre: Centre) -> None:
    asa, found = centre.person("asa"), (Judgement("one", What.CRITERION, "aim/AC-1", "met", "met"),)
    with centre.store("asa") as store:
        store.centre.add(store.centre.tip(), asa, now(), [Standardised("set", "d" * 64, found)])
        with pytest.raises(StoreReadOnly, match="does not let you"):
            store.centre.add(store.centre.tip(), asa, now(), [HoldLifted("L-1")])
    with centre.store("quinn") as store:
        assert isinstance(store.centre.entries()[-1].event, Standardised)


def test_nobody_adds_a_text_that_nothing_commits_to(centre: Centre) -> None:
    attempt = centre.handed_in()
    add = "INSERT INTO texts VALUES (:of, :commitment, 'x', '\"x\"')"
    with centre.store("asa") as store:
        head = store.attempts.record(attempt).head.tip.head
    for name in STAFF:
        for commitment in ("", "text", head):
            assert centre.refused(name, add, of=attempt, commitment=commitment) == DENIED


def test_what_was_erased_is_put_back_by_nobody(centre: Centre) -> None:
    attempt = centre.released("bob")
    with centre.store("asa") as store:
        copied = next(iter(store.attempts.record(attempt).texts.kept.values()))
    with centre.store("quinn") as store:
        erase(store, centre.person("quinn"), now(), "L-2")
    back = "INSERT INTO texts VALUES (:of, :commitment, :salt, '\"x\"')"
    assert centre.refused("asa", back, of=attempt, commitment=copied.commitment, salt=copied.salt) == DENIED


# Logins


def test_a_login_that_nobody_vouched_for_sees_nothing(centre: Centre) -> None:
    with centre.logins() as logins:
        logins.grant(centre.login("gone"), "T-1", Role.TUTOR)
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
        logins.grant(name, "T-1", Role.TUTOR)


def test_a_name_and_a_code_with_every_kind_of_quote_stay_what_they_are(centre: Centre) -> None:
    name, code = f"o'hara\"; 100%s \\ {centre.suffix}", "T'1\\ %(x)s $$"
    with centre.logins() as logins:
        logins.grant(name, code, Role.TUTOR)
        assert (name, code) in {(each.login, each.code) for each in logins.listed()}


def test_a_learner_gets_no_login(centre: Centre) -> None:
    with centre.logins() as logins, pytest.raises(StoreRefused, match="learners have no login"):
        logins.grant(centre.login("lou"), "L-5", Role.LEARNER)
    with centre.sql("") as connection:
        role = {"login": centre.login("lou")}
        assert connection.execute(text("SELECT count(*) FROM pg_roles WHERE rolname = :login"), role).scalar() == 0


def test_what_a_learners_login_was_let_do_once_is_taken_from_it(postgresql: Server, database: str) -> None:
    other = Centre.new(postgresql, database)
    former = "CREATE ROLE simulator_learner NOLOGIN"
    with other.sql("") as connection:
        if not connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = 'simulator_learner'")).scalar():
            connection.exec_driver_sql(former)
    schema = f"centre_{other.suffix}"
    run(
        other.owner,
        f"CREATE ROLE {other.login('lou')} LOGIN",
        f"GRANT simulator_learner TO {other.login('lou')}",
        f"GRANT USAGE ON SCHEMA {schema} TO simulator_learner",
        "GRANT SELECT ON people_logins, people TO simulator_learner",
        "CREATE POLICY simulator_learner_select ON people FOR SELECT TO simulator_learner USING (true)",
    )
    assert other.count("lou", "people") > 0
    with other.logins() as logins:
        logins.set_up()
    assert other.refused("lou", "SELECT count(*) FROM people") in (DENIED, UNKNOWN)


def test_only_the_owner_gives_rights(centre: Centre) -> None:
    logins = Logins(location_of(centre.address("quinn")))
    with pytest.raises(StoreRefused, match="Only who owns"):
        logins.set_up()
    logins.close()


def test_what_is_said_beforehand_is_not_done(centre: Centre) -> None:
    with centre.logins() as logins:
        before = logins.listed()
        said = logins.grant(centre.login("new"), "T-7", Role.TUTOR, dry=True)
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
    bare = Logins(location_of(postgresql.address(database, f"bare_{centre.suffix}")))
    with closing(bare), pytest.raises(StoreRefused, match="--setup"):
        bare.grant("somebody", "T-1", Role.TUTOR)


def test_a_policy_that_is_gone_is_told(postgresql: Server, database: str) -> None:
    other = Centre.new(postgresql, database)
    with other.store("") as store:
        assert store.faults() == ()
        run(
            other.owner,
            "DROP POLICY simulator_tutor_select_own ON attempts",
            "ALTER TABLE texts DISABLE ROW LEVEL SECURITY",
        )
        told = store.faults()
    assert told == (
        "The table “texts” no longer keeps people apart.",
        "The policy “simulator_tutor_select_own” of “attempts” is missing.",
    )
