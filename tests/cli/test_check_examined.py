"""`simulator check` with what the analysis finds: formats, choice of rules, waivers, exit codes."""

import json
import shlex
from pathlib import Path

import pytest

from simulator.analysis.finding import Finding, Step
from simulator.cli.shared.exits import ExitCode
from simulator.documents.yaml.source import MAX_BYTES
from tests.cli.conftest import Run, run_here
from tests.documents.examples import RUBRIC, SCENARIO, changed
from tests.report.proofs import finds, only_checks

GOOD = SCENARIO.replace("rubric: small", "rubric: code-of-conduct").replace("covers: [AIM-MC-3]\n", "")
BAD = changed("goto: record", "goto: recrod", GOOD)
WAIVED = changed("start: arrives\n", "allow: {best-is-longest: It is meant}\nstart: arrives\n", GOOD)

SAID = "What Jamie's “said”: it $is."
WITNESS: tuple[Step, ...] = ("honest", {"contents": ("words",), "who": "lead", "account": SAID})
STUCK = Finding("stuck", ("scenes", "record"), "Nothing follows.", "Add a way on.", WITNESS)
LONGEST = Finding("best-is-longest", ("scenes", "arrives", "choices", "honest"), "It is the longest.")
REMARK = Finding("breach-without-why", ("scenes", "arrives", "choices", "promise"), "It says no why.")


@pytest.fixture
def here(simulator: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a scenario in it, of which the analysis finds one thing of each severity."""
    only_checks(monkeypatch, finds(STUCK), finds(LONGEST), finds(REMARK))
    del simulator
    (tmp_path / "good.yaml").write_text(GOOD)
    return tmp_path


def rules_in(text: str) -> set[str]:
    return {found["rule"] for found in json.loads(text)}


def test_a_scenario_is_examined_however_it_is_found(here: Path) -> None:
    (here / "library" / "scenarios").mkdir(parents=True)
    (here / "library" / "scenarios" / "own.yaml").write_text(GOOD)
    for path in ("good.yaml", ".", "own", "library"):
        done = run_here("check", path)
        assert done.returncode == ExitCode.FINDINGS
        assert done.stderr == "1 file read: 1 error, 1 warning, 1 remark.\n"


def test_the_line_to_play_can_be_copied(here: Path) -> None:
    (here / "my good one.yaml").write_text(GOOD)
    out = run_here("check", "my good one.yaml").stdout
    line = next(line for line in out.splitlines() if line.startswith("  play: "))
    words = shlex.split(line.removeprefix("  play: "))
    walked = run_here(*words[1:])
    assert (words[0], walked.returncode, walked.stderr) == ("simulator", ExitCode.WELL, "")
    assert SAID in walked.stdout


def test_a_scenario_with_faults_of_its_own_is_told_of_those_only(here: Path) -> None:
    (here / "bad.yaml").write_text(BAD)
    assert rules_in(run_here("check", "bad.yaml", "--format", "json").stdout) == {"unknown-scene"}


def test_a_scenario_whose_rubric_has_faults_is_told_of_that_only(here: Path) -> None:
    (here / "library" / "rubrics").mkdir(parents=True)
    (here / "library" / "rubrics" / "code-of-conduct.yaml").write_text(RUBRIC.replace("caps: unsafe", "caps: unsfe"))
    assert rules_in(run_here("check", "good.yaml", "--format", "json").stdout) == {"unknown-rubric"}


def test_every_format_tells_every_finding(here: Path) -> None:
    assert len(json.loads(run_here("check", "good.yaml", "--format", "json").stdout)) == 3
    (run,) = json.loads(run_here("check", "good.yaml", "--format", "sarif").stdout)["runs"]
    assert [result["level"] for result in run["results"]] == ["warning", "note", "error"]
    lines = run_here("check", "good.yaml", "--format", "github").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["::warning", "::notice", "::error"]
    assert all("file=good.yaml," in line for line in lines)


def test_with_nothing_found_sarif_is_a_whole_document_and_github_is_silent(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_checks(monkeypatch)
    del here
    assert json.loads(run_here("check", "good.yaml", "--format", "sarif").stdout)["runs"][0]["results"] == []
    assert run_here("check", "good.yaml", "--format", "github").stdout == ""


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--select", "play"], {"stuck"}),
        (["--select", "play,writing"], {"stuck", "best-is-longest"}),
        (["--select", "stuck", "--select", "breach-without-why"], {"stuck", "breach-without-why"}),
        (["--select", " [Stuck] , assessment"], {"stuck", "breach-without-why"}),
        (["--ignore", "stuck,writing"], {"breach-without-why"}),
        (["--select", "play,writing", "--ignore", "stuck"], {"best-is-longest"}),
        (["--select", "document"], set()),
    ],
)
def test_rules_and_families_are_selected_and_ignored(here: Path, options: list[str], found: set[str]) -> None:
    del here
    done = run_here("check", "good.yaml", "--format", "json", *options)
    assert rules_in(done.stdout) == found
    assert done.returncode == (ExitCode.FINDINGS if "stuck" in found else ExitCode.WELL)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--select", "stuk"], "There is no rule or family “stuk”. Did you mean “stuck”?"),
        (["--ignore", "asessment"], "There is no rule or family “asessment”. Did you mean “assessment”?"),
        (["--select", "zzzzzz"], "There is no rule or family “zzzzzz”. “simulator explain” lists the rules."),
        (["--select", "play,"], "The name of a rule is empty."),
        (["--select", "stuck", "--ignore", "play"], "No rule is left to look for"),
        (["--ignore", "a\x1b[2Jb"], "There is no rule or family “a<U+001B>[2Jb”."),
    ],
)
def test_a_name_that_is_no_rule_is_a_matter_of_usage(here: Path, options: list[str], sentence: str) -> None:
    del here
    done = run_here("check", "good.yaml", *options)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert done.stderr.startswith(sentence)


def test_what_is_not_asked_for_is_not_looked_for(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(case: object) -> None:
        raise AssertionError(case)

    only_checks(monkeypatch, (frozenset({"stuck"}), explode), finds(LONGEST))  # type: ignore[arg-type]
    del here
    assert rules_in(run_here("check", "good.yaml", "--select", "writing", "--format", "json").stdout) == {
        "best-is-longest"
    }


def test_rules_that_are_proved_bring_the_one_that_says_they_could_not_be(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_checks(monkeypatch, finds(Finding("not-proved", (), "Too many situations.")), finds(LONGEST))
    del here
    asked = ("check", "good.yaml", "--format", "json", "--select")
    assert rules_in(run_here(*asked, "stuck").stdout) == {"not-proved"}
    assert rules_in(run_here(*asked, "stuck", "--ignore", "not-proved").stdout) == set()
    assert rules_in(run_here(*asked, "best-is-longest").stdout) == {"best-is-longest"}


@pytest.mark.parametrize("options", [["--ignore", "unknown-scene"], ["--select", "play"]])
def test_an_error_that_is_left_out_still_keeps_the_scenario_from_being_examined(here: Path, options: list[str]) -> None:
    (here / "bad.yaml").write_text(BAD)
    done = run_here("check", "bad.yaml", *options)
    assert (done.returncode, done.stdout) == (ExitCode.FINDINGS, "")
    assert done.stderr.splitlines() == [
        "bad.yaml was not examined, because of errors left out: unknown-scene.",
        "1 file read: nothing wrong.",
    ]


def test_an_error_that_is_left_out_hinders_nothing_where_only_reading_is_asked_for(here: Path) -> None:
    (here / "bad.yaml").write_text(BAD)
    done = run_here("check", "bad.yaml", "--select", "document", "--ignore", "unknown-scene")
    assert (done.returncode, done.stderr) == (ExitCode.WELL, "1 file read: nothing wrong.\n")


def test_a_file_that_cannot_be_read_is_not_passed_over(here: Path) -> None:
    (here / "large.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
    (here / "link.yaml").symlink_to(here / "nowhere.yaml")
    done = run_here("check", "large.yaml", "link.yaml", "--select", "play")
    assert done.returncode == ExitCode.FINDINGS
    assert "file-too-large" in done.stderr
    assert "unreadable-file" in done.stderr


def test_what_is_waived_is_counted_and_listed_when_asked_for(here: Path) -> None:
    (here / "good.yaml").write_text(WAIVED)
    done = run_here("check", "good.yaml", "--select", "writing")
    assert (done.returncode, done.stdout) == (ExitCode.WELL, "")
    assert done.stderr == "1 file read: nothing wrong, 1 waived.\n"
    listed = run_here("check", "good.yaml", "--select", "writing", "--show-waived").stdout
    assert "waived warning: It is the longest. [best-is-longest]" in listed
    assert "  because: It is meant" in listed


def test_what_is_waived_is_in_the_other_formats_when_asked_for(here: Path) -> None:
    (here / "good.yaml").write_text(WAIVED)
    asked = ("check", "good.yaml", "--select", "writing", "--format")
    assert json.loads(run_here(*asked, "json").stdout) == []
    (waived,) = json.loads(run_here(*asked, "json", "--show-waived").stdout)
    assert waived["waived"] == "It is meant"
    assert json.loads(run_here(*asked, "sarif").stdout)["runs"][0]["results"] == []
    (result,) = json.loads(run_here(*asked, "sarif", "--show-waived").stdout)["runs"][0]["results"]
    assert result["suppressions"][0]["justification"] == "It is meant"
    assert run_here(*asked, "github").stdout == ""
    assert run_here(*asked, "github", "--show-waived").stdout.startswith("::notice ")


def test_warnings_end_well_unless_it_is_strict_and_remarks_always_do(here: Path) -> None:
    del here
    assert run_here("check", "good.yaml", "--select", "writing").returncode == ExitCode.WELL
    assert run_here("check", "good.yaml", "--select", "writing", "--strict").returncode == ExitCode.FINDINGS
    assert run_here("check", "good.yaml", "--select", "assessment", "--strict").returncode == ExitCode.WELL


def test_what_is_waived_does_not_count_as_a_warning(here: Path) -> None:
    (here / "good.yaml").write_text(WAIVED)
    assert run_here("check", "good.yaml", "--ignore", "stuck", "--strict").returncode == ExitCode.WELL


def test_what_is_watched_is_told_as_text(here: Path) -> None:
    del here
    done = run_here("check", "good.yaml", "--watch", "--format", "json")
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
