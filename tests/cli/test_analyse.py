"""``simulator analyse``: the figures of a scenario, and what scenarios cover of the qualifications."""

import json
import re
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ROOT, Run
from tests.test_architecture import loaded_after

SHIPPED = "people-like-you"
SMALL = (ROOT / "scenarios" / f"{SHIPPED}.yaml").read_text()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A scenario of so few situations that every figure comes at once."""
    text = (ROOT / "tests" / "cli" / "small.yaml").read_text()
    path = tmp_path / "small.yaml"
    path.write_text(text)
    return path


def read(text: str) -> Any:
    return json.loads(text)


def test_a_page_begins_with_the_verdict_and_says_that_it_is_proved(simulator: Run) -> None:
    done = simulator("analyse", SHIPPED)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0] == "People like you (people-like-you)"
    assert re.fullmatch(r"Guessing does not pay: someone who guesses passes 1 time in [\d,]+\.", lines[2])
    assert re.search(
        r"proved, not estimated: all [\d,]+ situations that a learner can come to were looked at", done.stdout
    )
    assert len([line for line in lines if line.startswith("  always the ")]) == 6


def test_the_json_has_the_stable_names_and_every_distribution_sums_to_one(simulator: Run) -> None:
    found = read(simulator("analyse", SHIPPED, "--json").stdout)
    assert [*found] == [
        "scenario",
        "digest",
        "rubric",
        "budget",
        "proved",
        "policy",
        "situations",
        "transitions",
        "playthroughs",
        "decisions",
        "passing",
        "endings",
        "outcomes",
        "endings_by_outcome",
        "clauses",
        "breaches",
        "duties",
        "not_computed",
        "policies",
        "bearing",
    ]
    assert (found["proved"], found["policy"], found["not_computed"]) == (True, "uniform", [])
    assert [*found["policies"]] == ["uniform", "first", "last", "longest", "shortest", "best", "worst"]
    assert [*found["outcomes"]] == ["unsafe", "developing", "competent", "exemplary"]
    assert [*found["decisions"]] == ["shortest", "longest", "expected"]
    for figures in found["policies"].values():
        several = [figures["endings"], figures["outcomes"], *figures["clauses"].values(), *figures["duties"].values()]
        for chances in several:
            assert sum(map(Fraction, chances.values())) == 1
        joint = [chance for row in figures["endings_by_outcome"].values() for chance in row.values()]
        assert sum(map(Fraction, joint)) == 1
    assert {*found["policies"]["uniform"]} == {*found} & {*found["policies"]["uniform"]}
    assert set(found["clauses"]["equality"]) == {"unsafe", "developing", "competent", "exemplary", "not shown"}
    assert set(next(iter(found["duties"].values()))) == {"fulfilled", "late", "missed", "not opened"}


def test_a_strategys_choices_can_be_walked_to_the_outcome_it_has(simulator: Run, small: Path) -> None:
    policies = read(simulator("analyse", str(small), "--json").stdout)["policies"]
    for policy in ("first", "worst"):
        chosen = ", ".join(map(json.dumps, policies[policy]["choose"]))
        walked = read(simulator("walk", str(small), "--choose", chosen, "--json").stdout)
        assert policies[policy]["outcomes"][walked["scorecard"]["outcome"]] == "1/1"


def test_figures_of_the_ways_of_choosing_that_are_asked_for(simulator: Run, small: Path) -> None:
    found = read(simulator("analyse", str(small), "--json", "--policy", "best", "--policy", "uniform").stdout)
    assert found["policy"] == "best"
    assert [*found["policies"]] == ["best", "uniform"]
    done = simulator("analyse", str(small), "--policy", "worst")
    assert "Always the worst option\n" in done.stdout
    assert "Guessing" not in done.stdout


def test_past_the_budget_there_is_a_sentence_no_figure_and_exit_code_1(simulator: Run) -> None:
    done = simulator("analyse", SHIPPED, "--budget", "100")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Not proved: more than 100 situations. ")
    assert "%" not in done.stderr
    done = simulator("analyse", SHIPPED, "--budget", "100", "--cover")
    assert (done.returncode, done.stdout) == (1, "")
    done = simulator("analyse", SHIPPED, "--budget", "100", "--json", "--cover")
    found = read(done.stdout)
    assert done.returncode == 1
    assert (found["proved"], found["not_computed"]) == (False, ["There are more than 100 situations."])
    assert {*found} == {"scenario", "digest", "rubric", "budget", "proved", "not_computed"}


def test_a_sample_is_labelled_and_has_counts_and_no_fraction(simulator: Run) -> None:
    arguments = ("analyse", SHIPPED, "--budget", "100", "--sample", "200", "--seed", "5")
    told = simulator(*arguments)
    assert told.returncode == 0
    assert "A SAMPLE, NOT A PROOF: what happened when 200 playthroughs were guessed (seed 5)." in told.stdout
    done = simulator(*arguments, "--json")
    found = read(done.stdout)
    assert found["proved"] is False
    assert {*found} == {"scenario", "digest", "rubric", "budget", "proved", "sampled"}
    assert (found["sampled"]["playthroughs"], found["sampled"]["seed"]) == (200, 5)
    assert sum(found["sampled"]["outcomes"].values()) == 200
    assert sum(found["sampled"]["endings"].values()) == 200
    assert "/" not in json.dumps(found["sampled"])
    assert simulator(*arguments, "--json").stdout == done.stdout
    assert simulator("analyse", SHIPPED, "--sample", "200", "--json").stdout != done.stdout


def test_the_cover_is_a_block_that_holds_when_it_is_pasted(simulator: Run, small: Path) -> None:
    bare = small.read_text().partition("\nexpect:")[0] + "\n"
    small.write_text(bare)
    done = simulator("analyse", str(small), "--cover")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\nexpect:\n" in done.stdout
    small.write_text(bare + done.stdout)
    checked = simulator("check", str(small), "--select", "document", "--format", "json")
    assert read(checked.stdout) == []
    again = simulator("analyse", str(small), "--cover")
    assert again.stderr == "These lines go among the document's other walkthroughs, below `expect`.\n"
    assert "expect:" not in again.stdout


def test_the_json_has_the_cover_where_it_is_asked_for(simulator: Run, small: Path) -> None:
    found = read(simulator("analyse", str(small), "--cover", "--json").stdout)["cover"]
    assert [*found] == ["walkthroughs", "missing", "outcomes_known", "clauses_unknown"]
    assert {*found["walkthroughs"][0]} == {"name", "choose", "ending", "outcome"}


def test_every_question_with_its_options(simulator: Run) -> None:
    done = simulator("analyse", SHIPPED, "--options")
    assert done.returncode == 0
    assert re.search(r"^rack: \d options$", done.stdout, re.MULTILINE) or " options\n" in done.stdout
    assert re.search(r"^  1  \S+ +\d+ ", done.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--cover"], "Figures are of one scenario; name its id or its file."),
        (["--policy", "first"], "Figures are of one scenario; name its id or its file."),
        ([SHIPPED, "--seed", "1"], "--seed says which sample it is; it goes with --sample."),
        ([SHIPPED, "--sample", "5", "--cover"], "--sample gives a sample and nothing else"),
        ([SHIPPED, "--sample", "5", "--policy", "best"], "Only guessing can be sampled"),
        ([SHIPPED, "--cover", "--options"], "--options and --cover write different things"),
        ([SHIPPED, "--sample", "0"], "0 is not in the range"),
        ([SHIPPED, "--budget", "0"], "0 is not in the range"),
        (["people-like-yuo"], "Did you mean “people-like-you”?"),
        ([""], "The scenario's name is empty."),
        ([str(ROOT / "rubrics" / "code-of-conduct.yaml")], "is a rubric; only a scenario can be analysed."),
    ],
)
def test_what_does_not_go_together_is_told_in_a_sentence(simulator: Run, arguments: list[str], sentence: str) -> None:
    done = simulator("analyse", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr


def test_a_scenario_with_errors_is_told_and_not_analysed(simulator: Run, small: Path) -> None:
    small.write_text(small.read_text().replace("goto: ", "goto: nowhere-", 1))
    done = simulator("analyse", str(small))
    assert (done.returncode, done.stdout) == (1, "")
    assert "error: " in done.stderr


def test_where_only_a_walkthrough_does_not_hold_the_figures_come_with_exit_code_1(simulator: Run, small: Path) -> None:
    text = small.read_text().partition("\nexpect:")[0]
    small.write_text(f"{text}\nexpect:\n  wrong:\n    choose: [nonsense]\n    outcome: competent\n")
    done = simulator("analyse", str(small))
    assert done.returncode == 1
    assert "[walkthrough-step]" in done.stderr
    assert "This is proved" in done.stdout


# Many scenarios


def test_the_library_is_told_qualification_by_qualification(simulator: Run) -> None:
    done = simulator("analyse")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Understand Peer Mentoring (aim-level-2-peer-mentoring)\n" in done.stdout
    assert re.search(r"^Criteria: \d+ of \d+ are borne on\.", done.stdout, re.MULTILINE)
    assert re.search(r"^  AIM-CM-2: ", done.stdout, re.MULTILINE)
    assert re.search(r"^      shown by: choice", done.stdout, re.MULTILINE)


def test_what_a_folder_covers_is_counted_from_its_scenarios(simulator: Run, tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "ours.yaml").write_text(SMALL)
    found = read(simulator("analyse", str(folder), "--json").stdout)
    assert found["scenarios"] == ["ours"]
    items = found["qualifications"]["aim-level-2-peer-mentoring"]["items"]
    assert items["AIM-AC-3"]["scenarios"] == {"ours": SMALL.count("AIM-AC-3") - 1}
    assert items["AIM-AC-1"]["scenarios"] == {}
    assert "AIM-AC-1" in found["qualifications"]["aim-level-2-peer-mentoring"]["missing"]
    assert items["AIM-AC-3"]["evidence"] == ["choice", "written"]


def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_counted(simulator: Run, tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "ours.yaml").write_text(SMALL)
    (folder / "broken.yaml").write_text("title: [\n")
    (folder / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    (folder / "walks.yaml").write_text(
        SMALL.partition("\nexpect:")[0] + "\nexpect:\n  w: {choose: [x], outcome: unsafe}\n"
    )
    done = simulator("analyse", str(folder), "--json")
    assert done.returncode == 1
    assert read(done.stdout)["scenarios"] == ["ours", "walks"]
    assert read(done.stdout)["left_out"] == ["ours/broken.yaml", "ours/bytes.yaml"]
    sentences = done.stderr.splitlines()
    assert [sentence.split(" was ")[0] for sentence in sentences] == [
        "ours/broken.yaml",
        "ours/bytes.yaml",
        "ours/walks.yaml",
    ]
    assert "ours/walks.yaml was counted, but: Line " in done.stderr


def test_a_folders_own_qualification_is_told_too(simulator: Run, tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "award.yaml").write_text(
        "kind: qualification\ntitle: Ours\nawarding_body: Us\nlevel: '2'\n"
        "items:\n  OUR-1: {kind: criterion, text: Listens, clauses: [listening], evidence: [choice]}\n"
    )
    done = simulator("analyse", str(folder))
    assert done.returncode == 0
    assert "Ours (award)\n\nCriteria: 0 of 1 are borne on. Nothing bears on OUR-1 (choice)." in done.stdout


def test_a_qualification_beside_the_scenarios_is_known(simulator: Run, tmp_path: Path) -> None:
    for name in ("rubrics", "scenarios"):
        (tmp_path / "ours" / name).mkdir(parents=True)
    (tmp_path / "ours" / "rubrics" / "award.yaml").write_text(
        "kind: qualification\ntitle: Ours\nawarding_body: Us\nlevel: '2'\n"
        "items:\n  OUR-1: {kind: criterion, text: Listens to Jamie, clauses: [listening], evidence: [choice]}\n"
    )
    text = (ROOT / "tests" / "cli" / "small.yaml").read_text()
    path = tmp_path / "ours" / "scenarios" / "small.yaml"
    path.write_text(text.replace("        why: Limits first.", "        why: Limits first.\n        covers: [OUR-1]"))
    assert re.search(r"^  OUR-1 +1  Listens to Jamie$", simulator("analyse", str(path)).stdout, re.MULTILINE)
    done = simulator("analyse", str(path.parent), "--json")
    assert done.returncode == 0, done.stderr
    assert read(done.stdout)["qualifications"]["award"]["items"]["OUR-1"]["scenarios"] == {"small": 1}


def test_an_empty_folder_is_told(simulator: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = simulator("analyse", "empty")
    assert done.returncode == 2
    assert "There is no document in the folder “empty”." in done.stderr


# The machine


LONG = """\
start: form
scenes:
  form:
    form:
      title: Again
      fields:
        which: {{ask: Which?, clause: listening, levels: {{0: developing}}, tick: {{{boxes}}}}}
    goto: count
  count:
    change: {{times: 1}}
    goto: [{{when: times < 300, to: form}}, {{to: done}}]
  done:
    ending: {{title: Done}}
"""


def test_numbers_of_any_length_are_written(simulator: Run, small: Path) -> None:
    boxes = ", ".join(f"b{number}: {{text: Box {number}, belongs: true}}" for number in range(60))
    head = small.read_text().partition("facts:")[0]
    small.write_text(f"{head}variables:\n  times: {{start: 0, min: 0, max: 300}}\n{LONG.format(boxes=boxes)}")
    before = sys.get_int_max_str_digits()
    done = simulator("analyse", str(small))
    assert done.returncode == 0, done.stderr
    assert "there are about 3.5 × 10⁵⁴¹⁸ different ones" in done.stdout
    done = simulator("analyse", str(small), "--json")
    assert done.returncode == 0, done.stderr
    assert sys.get_int_max_str_digits() == before
    assert len(re.search(r'"playthroughs": (\d+)', done.stdout)[1]) == 5419  # type: ignore[index]


def test_help_loads_nothing_heavy() -> None:
    loaded = loaded_after("from simulator.cli.main import main\nmain(['analyse', '--help'])")
    assert not loaded & {"textual", "networkx", "pydantic", "sqlalchemy", "simulator.analysis.context"}


def test_two_runs_in_processes_of_their_own_write_the_same(simulator_process: Run) -> None:
    one, two = (simulator_process("analyse", "do-better", "--cover") for _ in range(2))
    assert one.returncode == 0
    assert one.stdout == two.stdout
