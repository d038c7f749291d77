"""Processes that prove scenarios: the same findings, whatever happens to a process."""

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from multiprocessing.connection import wait
from pathlib import Path

import pytest

from simulator.analysis.context import AnalysisContext
from simulator.analysis.finding import Finding
from simulator.analysis.waivers import Examination
from simulator.authoring.prover import ENDED, Job, Proof, Prover
from simulator.cli.author.check_files import MANY, Checker
from simulator.diagnostics import Severity, Step
from simulator.documents.yaml.source import Source
from simulator.isolation import InternalFault, reason
from simulator.library import Library
from tests.cli.clean import GOOD
from tests.cli.conftest import ROOT
from tests.report.proofs import finds, only_checks

LIBRARY = Library(ROOT, ROOT / "there-is-nothing-here")
LONGEST = Finding("best-is-longest", ("scenes", "hello"), "It is the longest.", "", ("sit-down", {"f": ("x",)}))

pytestmark = pytest.mark.skipif(
    multiprocessing.get_start_method() != "fork", reason="a process of its own has none of the checks of these tests"
)


@pytest.fixture
def prover() -> Iterator[Prover]:
    prover = Prover(LIBRARY, None)
    yield prover
    prover.close()


def job(name: str, text: str = GOOD) -> Job:
    return Job(Path(f"{name}.yaml"), Source.of_text(text, f"{name}.yaml"), frozenset())


def answers(prover: Prover) -> dict[str, Proof]:
    """Everything that is still to come."""
    found: dict[str, Proof] = {}
    while prover.connections:
        assert wait(prover.connections, 60)
        found |= {path.stem: each for path, each in prover.answers()}
    return found


def sleepy(case: AnalysisContext) -> Iterator[Finding]:
    """Takes for ever over the scenario that asks for it."""
    if case.scenario.about.title == "Slow":
        time.sleep(600)
    return iter(())


def fails(case: AnalysisContext) -> Iterator[Finding]:
    """Fails, or ends the process, over the scenarios that ask for it."""
    if case.scenario.about.title == "Fails":
        raise KeyError(case.scenario.id)
    if case.scenario.about.title == "Ends":
        os._exit(9)
    return iter(())


def titled(title: str) -> str:
    return GOOD.replace("title: First meeting", f"title: {title}", 1)


def test_many_jobs_are_all_answered(prover: Prover, monkeypatch: pytest.MonkeyPatch) -> None:
    only_checks(monkeypatch, finds(LONGEST))
    prover.give([job(f"s-{number}") for number in range(7)])
    found = answers(prover)
    assert sorted(found) == [f"s-{number}" for number in range(7)]
    for name, each in found.items():
        assert isinstance(each, Examination)
        (finding,) = each.findings
        assert (finding.file, finding.rule, finding.witness) == (f"{name}.yaml", LONGEST.rule, LONGEST.witness)


def test_a_fault_and_an_end_are_answers_and_the_others_come_all_the_same(
    prover: Prover, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_checks(monkeypatch, (frozenset({"stuck"}), fails))
    prover.give([job("fails", titled("Fails")), job("ends", titled("Ends")), *(job(f"s-{n}") for n in range(5))])
    found = answers(prover)
    assert found.pop("fails") == InternalFault("fails.yaml", reason(KeyError("fails")))
    assert found.pop("ends") == InternalFault("ends.yaml", ENDED)
    assert list(map(type, found.values())) == [Examination] * 5


def test_what_is_given_up_is_not_answered(prover: Prover, monkeypatch: pytest.MonkeyPatch) -> None:
    only_checks(monkeypatch, (frozenset({"stuck"}), sleepy))
    slow = [job(f"slow-{number}", titled("Slow")) for number in range(9)]
    prover.give([*slow, job("quick")])
    prover.give_up([each.path for each in slow])
    assert list(answers(prover)) == ["quick"]


def test_what_is_new_comes_before_what_takes_for_ever(prover: Prover, monkeypatch: pytest.MonkeyPatch) -> None:
    only_checks(monkeypatch, (frozenset({"stuck"}), sleepy))
    prover.give([job(f"slow-{number}", titled("Slow")) for number in range(9)])
    prover.give([job("quick")])
    while True:
        assert wait(prover.connections, 60)
        if [path.stem for path, _ in prover.answers()] == ["quick"]:
            break


def test_a_text_that_is_given_again_is_answered_once(prover: Prover, monkeypatch: pytest.MonkeyPatch) -> None:
    only_checks(monkeypatch, (frozenset({"stuck"}), sleepy))
    prover.give([job("same", titled("Slow"))])
    prover.give([job("same")])
    assert list(answers(prover)) == ["same"]


def test_a_library_that_has_changed_begins_everything_again(
    prover: Prover, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_checks(monkeypatch, finds(LONGEST))
    prover.give([job(f"s-{number}") for number in range(3)])
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / "code-of-conduct.yaml").write_text("title: Nothing\n")
    prover.renew(Library(ROOT, tmp_path))
    for found in answers(prover).values():
        assert isinstance(found, Examination)
        assert {each.rule for each in found.findings} == {"unknown-rubric"}


def test_many_files_are_told_as_if_each_were_checked_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_checks(monkeypatch, finds(LONGEST))
    paths = [tmp_path / f"s-{number}.yaml" for number in range(MANY + 2)]
    for path in paths:
        path.write_text(GOOD)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    together = Checker(LIBRARY, None).check_all(paths)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    one_by_one = Checker(LIBRARY, None).check_all(paths)
    assert together == one_by_one
    assert len(together.findings) == len(paths)


def test_a_fault_in_a_process_is_told_as_one_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_checks(monkeypatch, (frozenset({"stuck"}), fails))
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    paths = [tmp_path / f"s-{number}.yaml" for number in range(MANY)]
    for path in paths:
        path.write_text(titled("Fails"))
    together = Checker(LIBRARY, None).check_all(paths)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert together == Checker(LIBRARY, None).check_all(paths)
    assert [each.rule for each in together.findings] == ["internal"] * MANY


def test_a_process_that_the_system_ended_is_not_tried_again_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_checks(monkeypatch, (frozenset({"stuck"}), fails))
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    paths = [tmp_path / f"s-{number}.yaml" for number in range(MANY)]
    for path in paths:
        path.write_text(titled("Ends"))
    found = Checker(LIBRARY, None).check_all(paths).findings
    assert [(each.file, each.message) for each in found] == [(str(path), ENDED) for path in paths]


def test_a_finding_comes_back_as_it_was(prover: Prover, monkeypatch: pytest.MonkeyPatch) -> None:
    witness: tuple[Step, ...] = ("a", {"f": ("b",), "g": "text"})
    only_checks(monkeypatch, finds(Finding("stuck", ("scenes", "hello"), "It is “stuck”.", "Try.", witness)))
    prover.give([job("told")])
    found = answers(prover)["told"]
    assert isinstance(found, Examination)
    (finding,) = found.findings
    assert (finding.file, finding.severity) == ("told.yaml", Severity.ERROR)
    assert (finding.message, finding.hint, finding.witness) == ("It is “stuck”.", "Try.", witness)


def test_a_process_imports_nothing_from_the_folder_that_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pickle", "socket", "struct"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('the wrong module')")
    monkeypatch.chdir(tmp_path)
    with closing(Prover(LIBRARY, start="spawn", silent=True)) as prover:
        prover.give([job("late", titled("Late"))])
        assert isinstance(answers(prover)["late"], Examination)
    assert "PYTHONSAFEPATH" not in os.environ


def test_the_screen_that_has_something_proved_does_not_load_what_proves_it() -> None:
    code = "import simulator.tui.author.preview, sys; print('simulator.analysis.check' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
