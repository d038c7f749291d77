"""``simulator attempts xapi`` as a person uses it."""

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simulator.engine.events import Mode
from simulator.engine.rubric import Level
from simulator.review.events import Judged, Reopened
from simulator.review.people import Part, Person, Role
from simulator.sessions.attempt import Attempt
from simulator.sessions.hand_in import hand_in
from simulator.sessions.review import ReviewSession
from simulator.store import open_store
from simulator.store.store import Store
from tests.cli.conftest import Run, place, simulator  # noqa: F401  (fixtures)
from tests.engine.small import CODE, small
from tests.sessions.texts import held
from tests.stores import _held_texts  # noqa: F401  (a fixture)

from . import spec

HOME = ("--homepage", "https://college.example/")
WROTE = "Jamie told me everything"


@pytest.fixture
def run(simulator: Run) -> Run:  # noqa: F811
    return lambda *arguments: simulator("attempts", "xapi", *arguments)


def finished(store: Store, mode: Mode, learner: str) -> Attempt:
    attempt = Attempt.begin(store, held(small(written=True)), held(CODE), mode, learner=learner, seed=1)
    attempt.choose("honest")
    attempt.choose("tell")
    attempt.answer({"account": WROTE})
    return attempt


@pytest.fixture
def counted(place: Path) -> Attempt:  # noqa: F811
    with open_store(str(place)) as store:
        finished(store, Mode.PRACTICE, "L-2")
        return finished(store, Mode.ASSESSMENT, "L-1")


def release(place: Path, attempt: Attempt) -> None:  # noqa: F811
    with open_store(str(place)) as store:
        hand_in(store, attempt.id, datetime(2026, 11, 22, tzinfo=UTC), declared=True)
        review = ReviewSession(store, Person("A-1", Role.ASSESSOR), Part.FIRST, attempt.id)
        review.claim()
        for each in review.written():
            review.mark(each.answer, Level.COMPETENT, "Clear.")
        for clause in review.scorecard().clauses:
            review.settle(clause.clause, clause.level)
        review.judge(Judged(Part.FIRST, valid=True, authentic=True, current=True, sufficient=True, reliable=True))
        review.sign()
        review.release()


def told(output: str) -> list[dict[str, dict[str, str]]]:
    return [json.loads(line) for line in output.splitlines()]


def verb_of(statement: dict[str, dict[str, str]]) -> str:
    return statement["verb"]["id"].rsplit("/", 1)[1]


def verbs(output: str) -> list[str]:
    return [verb_of(each) for each in told(output)]


@pytest.mark.usefixtures("counted")
def test_every_attempt_is_told_one_statement_a_line(run: Run) -> None:
    done = run(*HOME)
    assert done.returncode == 0
    assert [fault for each in told(done.stdout) for fault in spec.faults(each)] == []
    assert done.stderr == f"{len(told(done.stdout))} statements of 2 attempts.\n"
    assert WROTE not in done.stdout
    assert run(*HOME).stdout == done.stdout
    assert WROTE in run(*HOME, "--with-answers").stdout


def test_a_released_result_comes_with_the_next_export_and_changes_nothing_before_it(
    run: Run,
    counted: Attempt,
    place: Path,  # noqa: F811
) -> None:
    before = run(counted.id[:6], *HOME)
    assert "passed" not in verbs(before.stdout)
    release(place, counted)
    after = run(counted.id[:6], *HOME)
    assert after.stdout.startswith(before.stdout)
    assert verbs(after.stdout)[-1] == "passed"
    assert after.stderr.endswith("statements of 1 attempt.\n")


def test_attempts_are_chosen_by_id_and_by_learner(run: Run, counted: Attempt) -> None:
    mine = told(run(*HOME, "--learner", "L-1").stdout)
    assert {each["actor"]["account"]["name"] for each in mine} == {"L-1"}  # type: ignore[index]
    assert told(run(*HOME, counted.id, counted.id).stdout) == mine
    assert run(*HOME, counted.id, "--learner", "L-2").stdout == ""
    assert run(*HOME, "--learner", "nobody").returncode == 0
    assert run(*HOME, "no-such-attempt").returncode == 2


def test_what_is_erased_from_the_store_is_voided_by_the_next_export(run: Run, counted: Attempt, place: Path) -> None:  # noqa: F811
    release(place, counted)
    before = told(run(*HOME, "--with-answers", counted.id).stdout)
    with open_store(str(place)) as store:
        record = Reopened("Any kind of entry can record it.")
        by = Person("Q-1", Role.QUALITY_ASSURER)
        store.erasing.erase([counted.id], store.centre.tip(), by, datetime(2026, 11, 23, tzinfo=UTC), record)
    done = run(*HOME, "--with-answers", counted.id)
    after = told(done.stdout)
    assert WROTE not in done.stdout
    assert [each for each in after if each not in before] == [each for each in after if verb_of(each) == "voided"]
    voided = {each["object"]["id"] for each in after if verb_of(each) == "voided"}
    assert voided == {str(each["id"]) for each in before if verb_of(each) in {"answered", "commented"}}
    assert voided


@pytest.mark.usefixtures("counted")
def test_the_home_page_has_to_be_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done = run()
    assert (done.returncode, done.stdout) == (2, "")
    assert "--homepage https://college.example/" in done.stderr
    assert run("--homepage", "college").returncode == 2
    assert "no web address" in run(*HOME, "--base", "x").stderr
    monkeypatch.setenv("SIMULATOR_XAPI_HOMEPAGE", "https://college.example/")
    monkeypatch.setenv("SIMULATOR_XAPI_BASE", "https://records.example/")
    assert "https://records.example/scenarios/small" in run().stdout


@pytest.mark.usefixtures("counted")
def test_a_file_is_written_whole_for_its_owner_alone_or_not_at_all(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "statements.jsonl"
    done = run(*HOME, "--to", str(target))
    assert (done.returncode, done.stdout) == (0, "")
    assert target.read_text(encoding="utf-8") == run(*HOME).stdout
    assert target.stat().st_mode & 0o077 == 0
    wrong = run(*HOME, "--to", str(tmp_path / "nowhere" / "x.jsonl"))
    assert (wrong.returncode, wrong.stderr.count("\n")) == (3, 1)


def test_a_damaged_attempt_is_named_and_the_others_are_told(run: Run, counted: Attempt, place: Path) -> None:  # noqa: F811
    with sqlite3.connect(place) as other:
        for (trigger,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            other.execute(f"DROP TRIGGER {trigger}")
        other.execute("UPDATE events SET body = '{}' WHERE attempt = ? AND number = 1", (counted.id,))
    other.close()
    done = run(*HOME)
    assert done.returncode == 1
    assert counted.id in done.stderr
    assert {each["actor"]["account"]["name"] for each in told(done.stdout)} == {"L-2"}  # type: ignore[index]


def test_looking_makes_no_store(run: Run, place: Path) -> None:  # noqa: F811
    assert run(*HOME).returncode == 3
    assert not place.exists()
