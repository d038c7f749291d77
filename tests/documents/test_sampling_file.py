"""Sampling plans: every key means what it says, and every fault is told at its place."""

from collections.abc import Collection
from pathlib import Path

import pytest

from simulator.diagnostics import Diagnostic
from simulator.documents.centre.sampling import read_sampling
from simulator.documents.yaml.source import Source
from simulator.library import DocumentKind, Library, kind_of, read_any
from simulator.review.quality.sampling_plan import NewAssessors, Plan
from tests.cli.conftest import run_here

TEXT = """\
title: Autumn at Thistlewick
kind: sampling
from: 2030-09-01
until: 2030-12-18
seed: thistles
learners: 20
interim: 5
assessors: 90
criteria: 60
safety: true
new_assessors: {learners: 95, signed_below: 12, codes: [A-7, "9"]}
within_days: 21
scenarios: [promise-you-wont-tell]
"""


def read(text: str, scenarios: Collection[str] | None = None) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    loaded = read_sampling(Source.of_text(text, "autumn.yaml"), scenarios)
    return loaded.value, loaded.diagnostics


def test_a_plan_becomes_what_it_says() -> None:
    plan, found = read(f"{TEXT}awards: [aim-level-2-peer-mentoring]\nmethods: false\n")
    assert found == ()
    assert plan is not None
    assert (plan.id, plan.title, plan.seed) == ("autumn", "Autumn at Thistlewick", "thistles")
    assert (plan.starts, plan.ends, plan.within) == ("2030-09-01", "2030-12-18", 21)
    assert (plan.learners, plan.interim, plan.assessors, plan.criteria) == (20, 5, 90, 60)
    assert plan.new == NewAssessors(95, 12, ("A-7", "9"))
    assert plan.scenarios == {"promise-you-wont-tell"}
    assert plan.awards == {"aim-level-2-peer-mentoring"}
    assert not plan.methods
    assert plan.safety
    assert len(plan.digest) == 64


def test_what_is_left_out_asks_for_everything_but_interim_sampling() -> None:
    plan, found = read("kind: sampling\ntitle: t\nfrom: 2030-01-01\nuntil: 2030-01-01\nseed: s\nlearners: 10\n")
    assert found == ()
    assert plan is not None
    assert (plan.interim, plan.assessors, plan.criteria, plan.methods, plan.safety) == (0, 100, 100, True, True)
    assert plan.new == NewAssessors(100, 0, ())
    assert plan.within == 14


@pytest.mark.parametrize(
    ("old", "new", "rule", "said"),
    [
        ("seed: thistles\n", "", "missing-key", "The document needs `seed`."),
        ("learners: 20\n", "learnrs: 20\n", "unknown-key", "Did you mean `learners`?"),
        ("learners: 20", "learners: 120", "out-of-range", "`learners` should be at most 100."),
        ("learners: 20", "learners: a fifth", "bad-number", "`learners` should be a whole number."),
        ("interim: 5", "interim: 5%", "bad-number", "Write digits only."),
        ("safety: true", "safety: always", "bad-flag", "Write true or false."),
        ("until: 2030-12-18", "until: 18 December", "bad-date", "Write it as 2025-03-31."),
        ("until: 2030-12-18", "until: 2030-11-31", "bad-date", "There is no day 2030-11-31."),
        ("until: 2030-12-18", "until: 2029-12-18", "min-over-max", "The last day is before the first."),
        (
            "{learners: 95, signed_below: 12, codes",
            "{learner: 95, signed_below: 12, codes",
            "unknown-key",
            "`learners`",
        ),
        (', signed_below: 12, codes: [A-7, "9"]', "", "missing-key", "Write signed_below: 10"),
        ('[A-7, "9"]', "[A-7, A-7]", "repeated-entry", "“A-7” is in this list twice."),
        ("within_days: 21", "within_days: 0", "out-of-range", "at least 1"),
        ("scenarios: [promise-you-wont-tell]", "scenarios: promise-you-wont-tell", "wrong-type", "square brackets"),
        ("scenarios: [promise-you", "scenarios: [Promise you", "bad-name", "promise-you-wont-tell"),
        ("kind: sampling", "kind: sampling-plan", "unknown-word", "Did you mean `sampling`?"),
        ("title: Autumn at Thistlewick", "format: 99", "newer-format", "Install a newer version"),
    ],
)
def test_a_fault_is_told_once_and_at_its_line(old: str, new: str, rule: str, said: str) -> None:
    assert TEXT.count(old) == 1
    plan, (finding,) = read(TEXT.replace(old, new))
    assert plan is None
    assert finding.rule == rule
    assert said in f"{finding.message} {finding.hint}"


def test_all_faults_are_told_at_once_in_the_order_of_the_document() -> None:
    wrong = TEXT.replace("seed", "sed").replace("interim: 5", "interim: -1").replace("[A-7", "[A-7, A-7")
    assert [finding.rule for finding in read(wrong)[1]] == ["unknown-key", "out-of-range", "repeated-entry"]


def test_a_scenario_that_is_not_in_the_library_is_told_with_the_one_that_is_meant() -> None:
    found = read(TEXT.replace("wont", "wnt"), ["promise-you-wont-tell"])[1]
    assert [(each.rule, each.hint) for each in found] == [("unknown-scenario", "Did you mean `promise-you-wont-tell`?")]
    assert read(TEXT, ["promise-you-wont-tell"])[1] == ()


def test_check_and_format_know_a_plan_by_its_kind(tmp_path: Path) -> None:
    plan = tmp_path / "autumn.yaml"
    plan.write_text(TEXT, encoding="utf-8")
    source = Source(str(plan), plan.read_bytes())
    assert kind_of(source) is DocumentKind.SAMPLING
    assert isinstance(read_any(source, Library()).value, Plan)
    assert run_here("check", str(plan)).returncode == 0
    plan.write_text(TEXT.replace("learners: 20", "learners: many"), encoding="utf-8")
    done = run_here("check", str(plan))
    assert done.returncode == 1
    assert "autumn.yaml:6:11" in done.stdout
    assert run_here("format", str(plan)).returncode == 0
    assert plan.read_text(encoding="utf-8").startswith("kind: sampling\ntitle")
