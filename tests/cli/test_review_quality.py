"""Sampling plans, agreement and actions from the command line, over a store in which people really marked."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from simulator.engine.rubric import Level
from simulator.review.events import Checked, Verdict
from simulator.review.people import Part

from .conftest import Run
from .reviewed import AIM, ANN, BEN, CONDUCT, QUINN, RECORDS, UNSAFE, Centre, made

PLAN = f"""\
kind: sampling
title: Autumn plan
from: 2026-10-01
until: 2026-12-18
seed: thistles
learners: 50
interim: 0
criteria: 100
awards: [{AIM}]
within_days: 7
"""


def story(centre: Centre) -> None:
    """Ann signs four, one of them unsafe; Ben signs one of his own, and marks two of Ann's a second time."""
    attempts = [centre.hand_in(f"L-{number}") for number in range(3)]
    attempts.append(centre.hand_in("L-3", UNSAFE))
    for attempt in attempts:
        centre.sign(ANN, attempt)
    bens = centre.hand_in("L-4")
    doing = centre.mark(BEN, bens)
    centre.decide(doing, CONDUCT, Verdict.NOT_YET)
    doing.sign()
    centre.mark(BEN, centre.hand_in("L-5"))
    centre.hand_in("L-6")
    centre.sign(BEN, attempts[0], Part.SECOND)
    centre.sign(BEN, attempts[1], Part.SECOND, Level.DEVELOPING)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("centre") / "attempts.sqlite3", story)


@pytest.fixture
def run(simulator: Run, told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    shutil.copy(told, tmp_path / "attempts.sqlite3")
    (tmp_path / "autumn.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.setenv("SIMULATOR_PERSON", QUINN.code)
    return simulator


def sampled(run: Run, *options: str) -> list[dict[str, object]]:
    done = run("review", "sample", "autumn.yaml", "--json", *options)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def test_a_dry_run_says_what_the_plan_would_choose_and_chooses_nothing(run: Run) -> None:
    done = run("review", "sample", "autumn.yaml", "--dry-run")
    assert done.returncode == 0
    assert (
        "Safety: an unsafe breach, a safety-critical clause that is unsafe, or any clause found unsafe." in done.stdout
    )
    assert "Learners of assessor A-1: 50 of every 100." in done.stdout
    assert "Would choose 4 attempts; none in the sample before." in done.stderr
    assert run("review", "sample", "autumn.yaml", "--dry-run").stdout == done.stdout
    assert "in a sample" not in run("review", "list").stdout


def test_what_is_chosen_is_written_into_the_reviews_and_stays_chosen(run: Run) -> None:
    first = sampled(run, "--as", QUINN.code)
    assert {each["learner"] for each in first} > {"L-3", "L-4"}
    assert len(first) == 4
    assert sampled(run, "--as", QUINN.code) == []
    assert run("review", "list").stdout.count("in a sample") == 4
    shown = run("review", "show", str(first[0]["attempt"]))
    assert "autumn" in shown.stdout
    assert "Learners of assessor" in shown.stdout or "Safety" in shown.stdout


def test_only_a_quality_assurer_samples(run: Run) -> None:
    for options, said in (
        (("--as", ""), "Say who you are"),
        (("--as", "A-1"), "quality assurer"),
        (("--as", "X"), "Nobody here"),
    ):
        done = run("review", "sample", "autumn.yaml", *options)
        assert done.returncode == 2
        assert said in done.stderr


def test_who_and_which_store_may_be_said_before_the_command(run: Run, tmp_path: Path) -> None:
    (tmp_path / "attempts.sqlite3").rename(tmp_path / "other.sqlite3")
    done = run("review", "--as", QUINN.code, "--store", "other.sqlite3", "sample", "autumn.yaml")
    assert done.returncode == 0, done.stderr
    assert "Chose 4 attempts" in done.stderr


def test_new_assessors_and_interim_sampling_choose_more(run: Run, tmp_path: Path) -> None:
    more = PLAN.replace("interim: 0", "interim: 50\nnew_assessors: {signed_below: 2}").replace(
        "learners: 50", "learners: 1"
    )
    (tmp_path / "autumn.yaml").write_text(more, encoding="utf-8")
    found = sampled(run, "--dry-run")
    assert [each["learner"] for each in found if each["stage"] == "interim"] == ["L-5"]
    new = [each for each in found if "Learners of the new assessor A-2: 100 of every 100." in each["why"]]  # type: ignore[operator]
    assert [each["learner"] for each in new] == ["L-4"]


def test_compliance_counts_what_is_asked_for_chosen_and_looked_at(run: Run, tmp_path: Path) -> None:
    before = run("review", "compliance", "autumn.yaml")
    assert before.returncode == 1
    assert "“simulator review sample” chooses what can be" in before.stdout
    chosen = sampled(run, "--as", QUINN.code)
    today = datetime.now(UTC).date()
    found = json.loads(run("review", "compliance", "autumn.yaml", "--json", "--day", str(today)).stdout)
    assert not found["met"]
    assert not any(each["overdue"] for each in found["outstanding"])
    late = run("review", "compliance", "autumn.yaml", "--day", str(today + timedelta(days=8)))
    assert late.stdout.count("OVERDUE") == 4
    look_at(tmp_path, [str(each["attempt"]) for each in chosen])
    after = run("review", "compliance", "autumn.yaml", "--day", str(today + timedelta(days=8)))
    assert after.returncode == 0
    assert "Everything that the plan asks for so far was looked at." in after.stdout
    assert "No signed attempt decides these criteria of the plan yet: AIM-AC-1" in after.stdout


@pytest.mark.parametrize(
    ("old", "new"), [("from: 2026-10-01", "from: 2026-10-06"), ("until: 2026-12-18", "until: 2026-10-04")]
)
def test_a_plan_about_other_days_finds_nothing_to_do(run: Run, tmp_path: Path, old: str, new: str) -> None:
    for more in ("", "new_assessors: {signed_below: 99}\n"):
        (tmp_path / "autumn.yaml").write_text(PLAN.replace(old, new) + more, encoding="utf-8")
        done = run("review", "compliance", "autumn.yaml")
        assert (done.returncode, "Nothing that the plan is about" in done.stdout) == (0, True)


def look_at(folder: Path, attempts: list[str], *, accepted: bool = True) -> None:
    """Quinn accepts or rejects every decision in attempts."""
    centre = Centre(folder / "attempts.sqlite3", datetime.now(UTC))
    with centre.store:
        for attempt in attempts:
            doing = centre.reviewing(QUINN, Part.QUALITY, attempt)
            for qualification, criterion in doing.review.first.criteria:
                action = "" if accepted else "Give the reason\x1b[2J in the learner's words."
                doing.check(Checked(qualification, criterion, accepted, action, "" if accepted else "2026-12-01"))
            doing.let_go()


def test_open_actions_are_listed_the_overdue_ones_first_and_harmlessly(run: Run, tmp_path: Path) -> None:
    assert "No open actions" in run("review", "actions").stderr
    chosen = sampled(run, "--as", QUINN.code)
    look_at(tmp_path, [str(chosen[0]["attempt"])], accepted=False)
    done = run("review", "actions", "--day", "2026-12-03")
    assert done.returncode == 0
    assert "OVERDUE by 2 days, due 2026-12-01" in done.stdout
    assert "Give the reason<U+001B>[2J" in done.stdout
    assert "OVERDUE" not in run("review", "actions", "--day", "2026-12-01").stdout
    (told, *_) = json.loads(run("review", "actions", "--json", "--day", "2026-12-03").stdout)
    assert (told["criterion"], told["overdue"]) in {(RECORDS, True), (CONDUCT, True)}
    assert run("review", "actions", "--assessor", "nobody").stdout == ""
    assert run("review", "actions", "--day", "soon").returncode == 2


def test_agreement_shows_counts_first_then_coefficients_and_a_caution(run: Run) -> None:
    done = run("review", "agreement")
    assert done.returncode == 0
    assert done.stdout.startswith("2 attempts signed by two markers")
    lines = done.stdout.splitlines()
    assert "Levels of written answers: agree on 1 of 2; of the other 1, 1 one level apart" in lines
    assert "Verdicts on criteria: agree on 2 of 2" in lines
    assert any(line.startswith("  Cohen’s kappa, linearly weighted: ") for line in lines)
    assert "There are only 2 pairs, and fewer than 30 say little" in done.stdout
    assert done.stdout.index("agree on") < done.stdout.index("Cohen")
    assert "%" not in done.stdout


def test_agreement_of_one_clause(run: Run) -> None:
    done = run("review", "agreement", "--clause", "records", "--json")
    found = json.loads(done.stdout)
    assert list(found["sorts"]) == ["clauses"]
    assert found["sorts"]["clauses"]["pairs"] == 2
    wrong = run("review", "agreement", "--clause", "record")
    assert wrong.returncode == 2
    assert "Did you mean “records”?" in wrong.stderr
    assert run("review", "agreement", "--marker", "A-9").stdout == ""


def test_overrides_are_counted_without_being_called_agreement(run: Run, tmp_path: Path) -> None:
    before = run("review", "overrides")
    assert "In 5 signed attempts the indicative level was kept for 15 of 15 clauses." in before.stdout
    centre = Centre(tmp_path / "attempts.sqlite3", datetime.now(UTC))
    with centre.store:
        attempt = centre.store.queue.items()[0].attempt.id
        doing = centre.reviewing(ANN, Part.FIRST, attempt)
        doing.settle("records", Level.EXEMPLARY, "The words are exact.")
        doing.sign()
    after = run("review", "overrides", "--marker", ANN.code)
    assert "kept for 11 of 12 clauses; of the other 1, 1 one level apart." in after.stdout
    assert "  Raised: 1. Lowered: 0." in after.stdout
    assert "They differ on records (agree on 3 of 4)." in after.stdout
    assert "kappa" not in after.stdout
    found = json.loads(run("review", "overrides", "--json").stdout)
    assert found["clauses"]["records"] == {"kept": 4, "of": 5}
    assert run("review", "overrides", "--scenario", "none").stdout == ""


def test_a_plan_with_faults_is_told_as_check_tells_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "autumn.yaml").write_text(PLAN.replace("learners: 50", "learners: 500"), encoding="utf-8")
    done = run("review", "compliance", "autumn.yaml")
    assert done.returncode == 1
    assert "autumn.yaml:6:11: error: `learners` should be at most 100." in done.stdout
    (tmp_path / "autumn.yaml").write_text(PLAN.replace(f"[{AIM}]", "[aim-level-2-peer-mentorin]"), encoding="utf-8")
    done = run("review", "sample", "autumn.yaml", "--dry-run")
    assert done.returncode == 2
    assert f"Did you mean “{AIM}”?" in done.stderr
    (tmp_path / "code.yaml").write_text("title: no plan\nclauses: {}\n", encoding="utf-8")
    assert "is no sampling plan" in run("review", "sample", "code.yaml").stderr
    assert "There is no such file" in run("review", "sample", "nothing.yaml").stderr


def test_nothing_is_made_where_there_is_no_store(simulator: Run, tmp_path: Path) -> None:
    (tmp_path / "autumn.yaml").write_text(PLAN, encoding="utf-8")
    for command in (["compliance", "autumn.yaml"], ["agreement"], ["actions"]):
        done = simulator("review", *command)
        assert done.returncode == 3
        assert "There is no store at" in done.stderr
    assert not (tmp_path / "attempts.sqlite3").exists()


# What is damaged


def test_what_is_damaged_of_what_was_handed_in_is_listed_everywhere(run: Run, tmp_path: Path) -> None:
    listed = json.loads(run("review", "list", "--json").stdout)
    harmed = next(str(each["attempt"]) for each in listed if each["learner"] == "L-1")
    engine = create_engine(f"sqlite:///{tmp_path / 'attempts.sqlite3'}")
    with engine.begin() as connection:
        for table, key in (("entry_heads", "stream"), ("heads", "attempt")):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_only_grow")
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_stay_closed")
            connection.exec_driver_sql(f"UPDATE {table} SET seal = 'x' WHERE {key} = ?", (harmed,))
    engine.dispose()
    again = json.loads(run("review", "list", "--json").stdout)
    assert len(again) == len(listed)
    assert {"attempt": harmed, "status": "damaged"} in again
    assert f"{harmed}  damaged" in run("review", "list").stdout
    for command in (
        ("review", "sample", "autumn.yaml", "--dry-run"),
        ("review", "compliance", "autumn.yaml"),
        ("review", "agreement"),
        ("review", "overrides"),
        ("class",),
        ("portfolio", "L-1"),
    ):
        done = run(*command)
        assert harmed in done.stderr, command
        assert "damaged" in done.stderr, command
