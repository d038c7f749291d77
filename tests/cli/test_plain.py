"""Plain mode: the same attempts, choices, forms and debrief in numbered lines, through a pipe."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.engine import play
from simulator.engine.events import Mode
from simulator.engine.scenario import Form, PickField, TickField, WriteField
from simulator.library import Library
from tests.cli.conftest import ROOT, Run

ID = "promise-you-wont-tell"


def inputs_for(identity: str, walkthrough: str, seed: int) -> list[str]:
    """The lines a person would type to take a scenario's own walkthrough."""
    library = Library()
    entry = library.find(identity)
    assert entry is not None
    scenario = library.scenario(entry.path).value
    assert scenario is not None
    way = next(each for each in scenario.expect if each.name == walkthrough)
    state = play.replay(scenario, [play.begin(Mode.PRACTICE, seed)])
    typed: list[str] = []
    for step in way.choose:
        situation = state.situation
        content = scenario.scenes[situation.scene].content
        if isinstance(step, str):
            shown = play.in_shown_order(seed, situation.scene, play.open_choices(scenario, situation))
            typed.append(str(1 + [choice.id for choice in shown].index(step)))
            if getattr(content, "because", "never") != "never":
                typed.append("Because it is fair to them.")
            events = play.choose(scenario, state, step)
        else:
            assert isinstance(content, Form)
            for field in play.shown_fields(content, situation):
                given = step.get(field.id, ())
                match field:
                    case TickField(options=ticks):
                        numbers = [str(place) for place, option in enumerate(ticks, 1) if option.id in given]
                        typed.append(" ".join(numbers) or "0")
                    case PickField(options=picks):
                        typed.append(str(1 + [pick.id for pick in picks].index(str(given))))
                    case WriteField():
                        typed.append(given if isinstance(given, str) else "")
            events = play.answer(scenario, state, step)
        for event in events:
            state = play.evolve(scenario, state, event)
    return typed


def first_attempt(simulator: Run) -> dict[str, object]:
    listed = json.loads(simulator("attempts", "list", "--json").stdout)
    assert isinstance(listed, list)
    return dict(listed[0])


def seed_of(simulator: Run) -> int:
    identity = str(first_attempt(simulator)["id"])
    shown = json.loads(simulator("attempts", "show", identity, "--json").stdout)
    return int(shown["events"][0]["body"]["seed"])


def test_the_first_words_come_without_a_question(simulator: Run) -> None:
    done = simulator("play", ID)
    assert done.returncode == 0
    assert "Jamie: Good door, this." in done.stdout
    assert "1. " in done.stdout
    assert "Everything is saved." in done.stdout


def test_numbers_through_a_pipe_are_choices(simulator: Run) -> None:
    done = simulator("play", ID, "--plain", stdin="1\n2\n")
    assert done.stdout.count("You: ") + done.stdout.count("You decide: ") == 2
    assert first_attempt(simulator)["decisions"] == 2


@pytest.mark.parametrize(
    ("walkthrough", "outcome"),
    [
        ("lets-jamie-lead", "exemplary"),
        ("keeps-the-secret", "unsafe"),
        ("promises-then-takes-it-back", "developing"),
    ],
)
def test_the_flagship_is_played_to_its_debrief(simulator: Run, walkthrough: str, outcome: str) -> None:
    simulator("play", ID)
    typed = inputs_for(ID, walkthrough, seed_of(simulator))
    done = simulator("play", ID, stdin="\n".join(typed) + "\n")
    assert f"Outcome: {outcome}." in done.stdout, done.stdout[-3000:] + done.stderr
    assert "The code, clause by clause" in done.stdout
    assert "The conversation again" in done.stdout
    assert first_attempt(simulator)["outcome"] == outcome
    assert simulator("attempts", "verify").returncode == 0


def test_an_attempt_goes_on_where_it_was(simulator: Run) -> None:
    simulator("play", ID, stdin="1\n")
    again = simulator("play", ID, stdin="1\n")
    assert "goes on where you left it" in again.stdout
    assert len(json.loads(simulator("attempts", "list", "--json").stdout)) == 1
    assert first_attempt(simulator)["decisions"] == 2


def test_a_new_attempt_is_begun_only_when_asked(simulator: Run) -> None:
    simulator("play", ID, stdin="1\n")
    simulator("play", ID, "--new", stdin="1\n")
    assert len(json.loads(simulator("attempts", "list", "--json").stdout)) == 2


def test_an_attempt_can_be_named_by_the_start_of_its_id(simulator: Run) -> None:
    simulator("play", ID, stdin="1\n")
    start = str(first_attempt(simulator)["id"])[:8]
    assert "Everything is saved." in simulator("play", "--attempt", start).stdout


def test_without_an_id_the_library_is_listed_and_a_number_picks(simulator: Run) -> None:
    done = simulator("play", stdin="99\nnope\n1\n")
    assert "Which conversation?" in done.stdout
    assert done.stdout.count("Type a number from 1 to") == 2
    assert "Who you meet" in done.stdout


def test_enter_in_the_list_begins_where_a_newcomer_should(simulator: Run) -> None:
    done = simulator("play", stdin="\n")
    assert "Who you meet\n  Aisha" in done.stdout


@pytest.mark.parametrize("typed", ["0", "-1", "9", "x", "٣", "1 2", "0000019", "9" * 5000, "\x1b[2J", "\ud7ff", ""])
def test_what_is_no_choice_is_asked_again_and_changes_nothing(simulator: Run, typed: str) -> None:
    done = simulator("play", ID, stdin=f"{typed}\n")
    assert done.returncode == 0
    assert "or help." in done.stdout
    assert first_attempt(simulator)["decisions"] == 0
    assert "\x1b" not in done.stdout


def test_bytes_that_are_no_text_are_no_choice(simulator_process: Run) -> None:
    done = simulator_process("play", ID, stdin=b"\xff\xfe\n1\n\x00\n")
    assert done.returncode == 0
    assert "or help." in done.stdout
    assert "Traceback" not in done.stderr


def test_a_pipe_that_never_means_anything_comes_to_an_end(simulator: Run) -> None:
    done = simulator("play", ID, stdin="y\n" * 5000)
    assert done.returncode == 0
    assert "the rest is not read" in done.stdout
    assert done.stdout.count("or help.") == 99


def test_a_reader_that_goes_away_is_one_sentence_and_loses_nothing(simulator_process: Run, tmp_path: Path) -> None:
    command = f"{sys.executable} -m simulator play {ID} --store {tmp_path}/attempts.sqlite3 | head -1"
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, input="1\n2\n", capture_output=True, text=True, timeout=120, check=False
    )
    assert "Traceback" not in done.stderr
    assert simulator_process("attempts", "verify").returncode == 0


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("code", "Confidentiality and its limits"),
        ("brief", "Who you meet\n  Jamie"),
        ("notes", "Good door, this."),
        ("support", "ring 999"),
        ("help", "take your last choice back"),
        ("?", "take your last choice back"),
    ],
)
def test_the_pages_can_be_read_at_any_time(simulator: Run, word: str, told: str) -> None:
    done = simulator("play", ID, stdin=f"{word}\n")
    assert told in done.stdout
    assert first_attempt(simulator)["decisions"] == 0


def test_support_says_when_nothing_is_set_and_when_it_is_a_sample(simulator: Run, tmp_path: Path) -> None:
    library = tmp_path / "library"
    assert f"contacts is not there: {library}" in simulator("support").stdout
    library.mkdir()
    assert "has not set its contacts" in simulator("support").stdout
    sample = Path(__file__).resolve().parent.parent.parent / "signposts.sample.yaml"
    (library / "signposts.yaml").write_text(sample.read_text())
    assert "This is a SAMPLE" in simulator("support").stdout


def test_a_choice_is_taken_back_in_practice_and_stays_in_the_record(simulator: Run) -> None:
    done = simulator("play", ID, stdin="1\nback\n2\n")
    assert "Taken back." in done.stdout
    shown = simulator("attempts", "show", str(first_attempt(simulator)["id"]), "--json")
    kinds = [event["body"]["kind"] for event in json.loads(shown.stdout)["events"]]
    assert kinds[:4] == ["began", "chose", "rewound", "chose"]


def test_nothing_is_taken_back_in_rehearsal_and_there_is_no_coach(simulator: Run) -> None:
    done = simulator("play", ID, "--mode", "rehearsal", stdin="1\nback\n")
    assert "Only in practice" in done.stdout
    assert "Coach." not in done.stdout
    assert "Coach." in simulator("play", ID, "--new", stdin="1\n").stdout


def test_the_coach_says_what_breaks_the_code_as_the_screen_does(simulator: Run, tmp_path: Path) -> None:
    own = tmp_path / "library" / "scenarios"
    own.mkdir(parents=True)
    shutil.copy(Path(__file__).with_name("small.yaml"), own)
    done = simulator("play", "small", stdin="1\nback\n2\n")
    assert "Confidentiality and its limits: unsafe\n" in done.stdout
    assert "Breaks the code: Promises to keep a secret, or that nothing will ever be passed on." in done.stdout


def test_stopping_for_good_asks_first_and_is_at_best_developing(simulator: Run) -> None:
    done = simulator("play", ID, stdin="stop\nno\nstop\nyes\n")
    assert "The attempt goes on." in done.stdout
    assert re.search(r"Outcome: (unsafe|developing)\.", done.stdout)
    assert first_attempt(simulator)["closed"] == "left"


def test_an_assessment_says_whose_work_it_is(simulator: Run) -> None:
    done = simulator("play", ID, "--mode", "assessment", stdin="1\n")
    assert done.returncode == 2
    assert "--learner CODE" in done.stderr
    assert json.loads(simulator("attempts", "list", "--json").stdout) == []


def test_another_mode_or_learner_begins_anew_and_the_same_goes_on(simulator: Run) -> None:
    simulator("play", ID, stdin="1\n")
    other = simulator("play", ID, "--mode", "assessment", "--learner", "amy", stdin="1\n")
    assert "goes on where you left it" not in other.stdout
    bob = simulator("play", ID, "--mode", "assessment", "--learner", "bob", stdin="1\n")
    assert "goes on where you left it" not in bob.stdout
    again = simulator("play", ID, "--mode", "assessment", "--learner", "amy", stdin="1\n")
    assert "goes on where you left it: assessment, amy" in again.stdout
    assert len(json.loads(simulator("attempts", "list", "--json").stdout)) == 3


def test_the_way_back_names_the_store(simulator: Run, tmp_path: Path) -> None:
    store = tmp_path / "an other.sqlite3"
    done = simulator("play", ID, "--store", str(store), stdin="1\n")
    command = done.stdout.strip().splitlines()[-1].partition("from here: simulator ")[2]
    again = simulator(*shlex.split(command))
    assert again.returncode == 0
    assert "Jamie: Good door, this." in again.stdout


def test_a_held_back_score_is_in_no_list_and_no_page(simulator: Run) -> None:
    simulator("play", ID, "--mode", "assessment", "--learner", "amy", stdin="stop\nyes\n")
    (listed,) = json.loads(simulator("attempts", "list", "--json").stdout)
    assert (listed["closed"], listed["outcome"]) == ("left", None)
    shown = json.loads(simulator("attempts", "show", listed["id"], "--json").stdout)
    assert shown["scorecard"] is None


def test_an_assessment_is_handed_in_and_no_more(simulator: Run) -> None:
    done = simulator("play", ID, "--mode", "assessment", "--learner", "L-1", stdin="stop\nyes\n")
    assert "handed in" in done.stdout
    assert "clause by clause" not in done.stdout


def test_a_misspelt_scenario_gets_a_suggestion_and_a_usage_code(simulator: Run) -> None:
    done = simulator("play", "promise-you-wont-tel")
    assert done.returncode == 2
    assert "Did you mean “promise-you-wont-tell”?" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_scenario_with_faults_is_not_played(simulator: Run, tmp_path: Path) -> None:
    folder = tmp_path / "library" / "scenarios"
    folder.mkdir(parents=True)
    (folder / "broken.yaml").write_text("title: Broken\n")
    done = simulator("play", "broken")
    assert done.returncode == 1
    assert "simulator check broken" in done.stdout


@pytest.mark.parametrize("where", ["/dev/null/x.sqlite3", "/proc/nothing/x.sqlite3"])
def test_a_store_that_cannot_be_used_is_one_sentence(simulator: Run, where: str) -> None:
    done = simulator("play", ID, "--store", where)
    assert done.returncode == 3
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr
