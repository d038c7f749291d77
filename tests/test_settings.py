"""What is set: which of four places wins, and what is said of a file that cannot be followed."""

import json
from pathlib import Path

import pytest

from simulator import settings
from simulator.settings import FILE, Origin, Setting, SettingsRefused, chosen, read_settings
from tests.cli.conftest import run_here

ALL = {"store": "a.sqlite3", "library": "ours", "theme": "light", "learner": "L-7"}


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A person's file and the machine's, neither of them there yet."""
    mine, machines = tmp_path / "mine.toml", tmp_path / "machine.toml"
    monkeypatch.setattr(settings, "files", lambda: ((Origin.PERSON, mine), (Origin.MACHINE, machines)))
    for setting in Setting:
        monkeypatch.delenv(setting.variable, raising=False)
    return mine, machines


def toml(values: dict[str, str]) -> str:
    return "".join(f"{name} = {json.dumps(value)}\n" for name, value in values.items())


@pytest.mark.parametrize("setting", Setting)
def test_a_flag_goes_before_the_environment_that_before_ones_own_file_and_that_before_the_machines(
    places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, setting: Setting
) -> None:
    mine, machines = places
    assert (chosen(setting).value, chosen(setting).origin) == ("", Origin.DEFAULT)
    values = iter(["dark", "light", "dark", "light"])
    machines.write_text(toml({setting: next(values)}))
    assert chosen(setting).origin is Origin.MACHINE
    assert chosen(setting).where == str(machines)
    mine.write_text(toml({setting: next(values)}))
    assert chosen(setting).origin is Origin.PERSON
    monkeypatch.setenv(setting.variable, next(values))
    assert (chosen(setting).origin, chosen(setting).where) == (Origin.ENVIRONMENT, setting.variable)
    assert chosen(setting, next(values)) == settings.Chosen("light", Origin.FLAG)


def test_what_one_file_leaves_open_the_next_may_say(places: tuple[Path, Path]) -> None:
    mine, machines = places
    mine.write_text(toml({"theme": "light", "learner": ""}))
    machines.write_text(toml({"theme": "dark", "learner": "L-7"}))
    assert (chosen(Setting.THEME).value, chosen(Setting.LEARNER).value) == ("light", "L-7")


def test_paths_are_seen_from_the_file_and_a_home_is_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    path = tmp_path / "settings.toml"
    path.write_text(toml({"store": "a.sqlite3", "library": "~/ours"}))
    assert read_settings(path) == {
        Setting.STORE: str(tmp_path / "a.sqlite3"),
        Setting.LIBRARY: str(tmp_path / "home" / "ours"),
    }
    path.write_text(toml({"store": "postgresql://ann@college.example/peers", "library": "/elsewhere"}))
    assert read_settings(path) == {
        Setting.STORE: "postgresql://ann@college.example/peers",
        Setting.LIBRARY: "/elsewhere",
    }


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"theme = light\n", "cannot be understood"),
        (b'theme = "light', "cannot be understood"),
        (b"theme: light\n", "cannot be understood"),
        (b'them = "light"\n', "did you mean “theme”"),
        (b'colour = "light"\n', "there are store, library, theme, learner"),
        (b'theme = "blue"\n', "it is “light” or “dark”"),
        (b"theme = 1\n", "between quotes"),
        (b'[store]\nfile = "a"\n', "between quotes"),
        (b'learner = "L\\u202e7"\n', "cannot be shown"),
        (b'store = "a\\u0000b"\n', "cannot be shown"),
        (b"\xff\xfet\x00h\x00", "not text in UTF-8"),
        (b"[" * 30_000, "cannot be understood"),
        (b"#" * 100_000, "too large"),
        (b'store = "~nobody-of-that-name/a"\n', "home that nobody here has"),
    ],
)
def test_a_file_that_cannot_be_followed_is_told_in_one_sentence_that_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, words: str
) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(data)
    with pytest.raises(SettingsRefused, match=r"settings\.toml") as refused:
        read_settings(path)
    assert words in str(refused.value)
    monkeypatch.setenv(FILE, str(path))
    for setting in (Setting.STORE, Setting.LIBRARY):
        monkeypatch.delenv(setting.variable, raising=False)
    for command in (["list"], ["locate"], ["attempts", "list"], ["play", "promise-you-wont-tell", "--plain"]):
        done = run_here(*command)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1), done
        assert words in done.stderr


def test_a_file_from_an_editor_that_puts_a_mark_in_front_is_followed(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes(b"\xef\xbb\xbf" + toml(ALL).encode())
    assert set(read_settings(tmp_path / "settings.toml")) == set(Setting)


def test_a_named_file_that_is_not_there_is_told_and_an_empty_name_means_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for setting in Setting:
        monkeypatch.delenv(setting.variable, raising=False)
    monkeypatch.setenv(FILE, str(tmp_path / "settings.toml"))
    with pytest.raises(SettingsRefused, match="There is no settings file"):
        chosen(Setting.STORE)
    monkeypatch.setenv(FILE, "")
    assert chosen(Setting.STORE).origin is Origin.DEFAULT


def test_locate_shows_what_counts_and_who_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(toml({**ALL, "store": "postgresql://ann:hunter2@college.example/peers"}))
    monkeypatch.setenv(FILE, str(path))
    for setting in Setting:
        monkeypatch.delenv(setting.variable, raising=False)
    monkeypatch.setenv("SIMULATOR_THEME", "dark")
    told = json.loads(run_here("locate", "--json").stdout)
    assert told["own"] == str(tmp_path / "ours")
    assert told["settings"]["theme"] == {"value": "dark", "from": "environment", "where": "SIMULATOR_THEME"}
    assert told["settings"]["learner"] == {"value": "L-7", "from": "person", "where": str(path)}
    words = run_here("locate").stdout
    assert f"Learner: L-7 (said by {path})" in words
    assert "Theme: dark (said by SIMULATOR_THEME)" in words
    assert f"Attempts: {tmp_path / 'b'} (given here)" in run_here("locate", "--store", str(tmp_path / "b")).stdout
    assert "hunter2" not in json.dumps(told) + words


def test_the_learner_that_is_set_is_whose_attempt_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMULATOR_STORE", str(tmp_path / "attempts.sqlite3"))
    monkeypatch.setenv("SIMULATOR_LEARNER", "L-7")
    assert run_here("play", "promise-you-wont-tell", "--plain", stdin="1\n").returncode == 0
    assert run_here("play", "promise-you-wont-tell", "--plain", "--learner", "L-8", stdin="1\n").returncode == 0
    attempts = json.loads(run_here("attempts", "list", "--json").stdout)
    assert sorted(each["learner"] for each in attempts) == ["L-7", "L-8"]
