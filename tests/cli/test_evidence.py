"""``simulator evidence`` and ``simulator verify`` as a person uses them."""

import json
import os
import shutil
from importlib import util
from pathlib import Path

import pytest

from simulator.pack.archive import read_pack
from simulator.pack.keys import key_path, public_path, shown_key
from simulator.store import open_store
from tests.cli.conftest import Run, run_here
from tests.cli.test_attempts import tamper
from tests.pack.centre import AIM, Texts, play
from tests.pack.conftest import Centre, centre_in
from tests.pack.hostile import hostile
from tests.test_architecture import loaded_after


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    return centre_in(tmp_path_factory.mktemp("centre"), more=True)


@pytest.fixture
def centre(kept: Centre, simulator: Run, monkeypatch: pytest.MonkeyPatch) -> Centre:
    del simulator
    monkeypatch.setenv("SIMULATOR_STORE", str(kept.place))
    monkeypatch.setenv("SIMULATOR_KEY", str(kept.key_at))
    monkeypatch.setenv("SIMULATOR_PERSON", "Q-1")
    return kept


@pytest.fixture(scope="module")
def made(kept: Centre, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack as an archive, made by the command."""
    target = tmp_path_factory.mktemp("made") / "pack.zip"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIMULATOR_STORE", str(kept.place))
        patch.setenv("SIMULATOR_KEY", str(kept.key_at))
        patch.setenv("SIMULATOR_PERSON", "Q-1")
        result = run_here("evidence", "L-1", "--out", str(target))
    assert result.returncode == 0, result.stderr
    return target


def test_a_learners_pack_is_a_folder_here_with_all_that_was_handed_in(centre: Centre) -> None:
    result = run_here("evidence", "L-1", "--no-pdf")
    assert (result.returncode, result.stdout) == (0, "evidence-L-1\n")
    assert "2 attempts" in result.stderr
    files = read_pack(Path("evidence-L-1"))
    assert "report.pdf" not in files
    assert [each["header"]["attempt"] for each in json.loads(files["attempts.json"])["attempts"]] == list(
        centre.attempts
    )
    again = run_here("evidence", "L-1", "--no-pdf")
    assert again.returncode == 3
    assert "already" in again.stderr


def test_one_attempt_is_enough_and_the_start_of_its_id(centre: Centre) -> None:
    result = run_here("evidence", centre.attempts[1][:8], "--no-pdf", "--out", "one")
    assert result.returncode == 0
    assert "1 attempt," in result.stderr
    assert run_here("verify", "one").returncode == 0


def test_the_same_moment_makes_the_same_archive(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    Path("b").mkdir()
    for name in ("pack.zip", "b/pack.zip"):
        assert run_here("evidence", centre.attempts[1], "--no-pdf", "--out", name).returncode == 0
    assert Path("pack.zip").read_bytes() == Path("b/pack.zip").read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert run_here("evidence", "L-1", "--no-pdf", "--out", "other").returncode == 2


def test_a_pack_is_well_and_says_what_it_proves_and_what_it_does_not(made: Path, centre: Centre) -> None:
    result = run_here("verify", str(made))
    assert (result.returncode, result.stderr) == (0, "")
    assert "2 attempts of the learner L-1" in result.stdout
    assert "only the one that the pack itself names" in result.stdout
    assert "who sat at the keyboard" in result.stdout
    pinned = run_here("verify", str(made), "--key", str(public_path(centre.key_at)))
    assert pinned.returncode == 0
    assert "The key is the one you expected" in pinned.stdout
    assert run_here("verify", str(made), "--key", centre.key.public.hex).returncode == 0


def test_verify_needs_neither_store_nor_screen(made: Path) -> None:
    code = f"from simulator.cli.main import main; assert main(['verify', {str(made)!r}]) == 0"
    assert not loaded_after(code) & {"sqlalchemy", "textual"}


def test_the_check_as_json_keeps_its_names(made: Path, centre: Centre, tmp_path: Path) -> None:
    result = run_here("verify", str(made), "--json")
    assert result.returncode == 0
    assert json.loads(result.stdout) == {
        "well": True,
        "wrong": [],
        "key": centre.key.public.hex,
        "key_expected": False,
        "learner": "L-1",
        "made_at": json.loads(read_pack(made)["checkpoint.json"])["made_at"],
        "attempts": 2,
        "not_compared": [],
    }
    (tmp_path / "cut.zip").write_bytes(made.read_bytes()[:-100])
    cut = run_here("verify", str(tmp_path / "cut.zip"), "--json")
    assert cut.returncode == 1
    assert json.loads(cut.stdout)["wrong"] == [{"file": "", "attempt": "", "message": "The archive is damaged."}]


@pytest.mark.parametrize("arguments", [["evidence", "--help"], ["evidence", "pack", "--help"], ["verify", "--help"]])
def test_help_loads_neither_pages_nor_signatures(arguments: list[str]) -> None:
    loaded = loaded_after(f"from simulator.cli.main import main\nmain({arguments!r})")
    assert not loaded & {"sqlalchemy", "textual", "jinja2", "typst", "cryptography", "pydantic"}


def test_another_key_is_told(made: Path, tmp_path: Path) -> None:
    assert run_here("evidence", "key", "new", "--key", str(tmp_path / "other.pem")).returncode == 0
    result = run_here("verify", str(made), "--key", str(tmp_path / "other.pem.pub"))
    assert result.returncode == 1
    assert "the expected one is" in result.stdout


@pytest.mark.parametrize("key", ["no-such-file", "abc", ""])
def test_a_key_that_is_none_is_a_question_of_usage(made: Path, key: str, simulator: Run) -> None:
    result = simulator("verify", str(made), "--key", key)
    assert result.returncode == 2
    assert "key" in result.stderr


def test_a_changed_pack_ends_with_1_and_names_the_file(made: Path, tmp_path: Path, simulator: Run) -> None:
    for name, data in read_pack(made).items():
        (tmp_path / "pack").mkdir(exist_ok=True)
        (tmp_path / "pack" / name).write_bytes(data.replace(b"not yet met", b"met") if name == "marks.csv" else data)
    result = simulator("verify", str(tmp_path / "pack"))
    assert result.returncode == 1
    assert result.stdout == "marks.csv: It was changed since it was signed.\n"
    assert "not as it was signed" in result.stderr


def test_a_name_that_would_draw_on_the_terminal_is_written_out(tmp_path: Path, made: Path, simulator: Run) -> None:
    (tmp_path / "pack").mkdir()
    for name, data in read_pack(made).items():
        (tmp_path / "pack" / name).write_bytes(data)
    (tmp_path / "pack" / "\x1b[31mred\u202e").write_bytes(b"")
    result = simulator("verify", str(tmp_path / "pack"))
    assert result.returncode == 1
    assert "<U+001B>[31mred<U+202E>: It was added" in result.stdout
    assert "\x1b" not in result.stdout


def test_what_is_no_pack_ends_with_3_and_what_is_damaged_with_1(tmp_path: Path, made: Path, simulator: Run) -> None:
    assert simulator("verify", str(tmp_path / "nothing")).returncode == 3
    (tmp_path / "text").write_text("hello")
    assert simulator("verify", str(tmp_path / "text")).returncode == 3
    (tmp_path / "cut.zip").write_bytes(made.read_bytes()[:-100])
    result = simulator("verify", str(tmp_path / "cut.zip"))
    assert (result.returncode, result.stdout) == (1, "The archive is damaged.\n")


@pytest.mark.parametrize("what", ["nobody", "", "zzzz"])
def test_a_learner_or_attempt_that_is_not_there_is_told(centre: Centre, what: str) -> None:
    result = run_here("evidence", what, "--no-pdf")
    assert result.returncode == 2
    assert "No learner has the code" in result.stderr


def test_a_learner_who_handed_nothing_in_gets_no_pack_unless_the_attempt_is_named(
    simulator: Run, place: Path, kept: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIMULATOR_KEY", str(kept.key_at))
    with open_store(str(place)) as store:
        attempt = play(store, Texts())
    result = simulator("evidence", "L-1", "--no-pdf")
    assert result.returncode == 3
    assert "handed nothing in" in result.stderr
    assert simulator("evidence", attempt, "--no-pdf", "--out", "pack").returncode == 0
    assert "has not handed this attempt in" in Path("pack/report.html").read_text(encoding="utf-8")


def test_a_damaged_attempt_is_not_left_out_in_silence(
    kept: Centre, simulator: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIMULATOR_KEY", str(kept.key_at))
    with open_store(str(kept.place)):
        shutil.copyfile(kept.place, place)
    tamper(place, "UPDATE heads SET seal = 'x' WHERE attempt = ?", kept.attempts[1])
    result = simulator("evidence", "L-1", "--no-pdf", "--as", "Q-1")
    assert result.returncode == 0
    assert "An attempt is damaged here, and not looked at" in result.stderr
    assert "1 attempt," in result.stderr


def test_answers_can_be_left_out(centre: Centre) -> None:
    assert run_here("evidence", "L-1", "--no-pdf", "--without-answers", "--out", "pack").returncode == 0
    result = run_here("verify", "pack")
    assert result.returncode == 0
    assert "left out of this pack on purpose" in result.stdout
    assert centre.texts.comment.encode() not in b"".join(read_pack(Path("pack")).values())


def test_without_a_key_it_says_how_to_make_one(centre: Centre, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SIMULATOR_KEY", str(tmp_path / "none.pem"))
    result = run_here("evidence", "L-1", "--no-pdf")
    assert result.returncode == 3
    assert "simulator evidence key new" in result.stderr
    assert not Path("evidence-L-1").exists()


def test_without_the_typesetter_it_says_what_to_do(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    found = util.find_spec
    monkeypatch.setattr("simulator.report.write.pdf.find_spec", lambda name: None if name == "typst" else found(name))
    result = run_here("evidence", "L-1")
    assert result.returncode == 3
    assert "--no-pdf" in result.stderr


def test_a_key_is_made_shown_and_kept(simulator: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMULATOR_KEY", str(tmp_path / "keys" / "centre.pem"))
    first = simulator("evidence", "key", "new")
    assert first.returncode == 0
    assert "not behind a passphrase" in first.stderr
    assert shown_key(key_path()).id in first.stdout
    assert simulator("evidence", "key", "show").stdout == first.stdout
    again = simulator("evidence", "key", "new")
    assert again.returncode == 3
    assert "never written over" in again.stderr
    assert os.stat(tmp_path / "keys" / "centre.pem").st_mode & 0o077 == 0  # noqa: PTH116


def test_a_passphrase_comes_from_the_environment(
    centre: Centre, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SIMULATOR_KEY", str(tmp_path / "locked.pem"))
    monkeypatch.setenv("SIMULATOR_KEY_PASSPHRASE", "geese at noon")
    assert run_here("evidence", "key", "new").returncode == 0
    assert run_here("evidence", centre.attempts[1], "--no-pdf", "--out", "pack").returncode == 0
    monkeypatch.setenv("SIMULATOR_KEY_PASSPHRASE", "geese")
    assert "wrong" in run_here("evidence", "L-1", "--no-pdf", "--out", "other").stderr
    monkeypatch.delenv("SIMULATOR_KEY_PASSPHRASE")
    result = run_here("evidence", "L-1", "--no-pdf", "--out", "other")
    assert result.returncode == 3
    assert "SIMULATOR_KEY_PASSPHRASE" in result.stderr
    assert "geese" not in result.stderr


def test_showing_a_key_that_is_not_there_is_a_sentence(
    simulator: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIMULATOR_KEY", str(tmp_path / "none.pem"))
    result = simulator("evidence", "key", "show")
    assert result.returncode == 3
    assert result.stderr.count("\n") == 1


def test_a_hostile_learners_code_makes_a_harmless_name(simulator: Run, tmp_path: Path, kept: Centre) -> None:
    del kept
    centre = centre_in(tmp_path / "hostile", hostile())
    of = ("--store", str(centre.place), "--key", str(centre.key_at), "--as", "Q-1")
    result = simulator("evidence", hostile().learner, "--no-pdf", *of)
    assert result.returncode == 0, result.stderr
    name = result.stdout.strip()
    assert name == "evidence-HYPERLINK--x---b-L--b"
    assert run_here("verify", name).returncode == 0
    assert AIM in Path(name, "marks.csv").read_text(encoding="utf-8-sig")
