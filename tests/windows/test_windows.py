"""What a learner, a tutor and an assessor do works without anything that Windows lacks."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from simulator.engine.events import Mode
from simulator.review.people import Role
from simulator.store import open_store
from simulator.store.db.database import address
from tests.cli.clean import BAD, GOOD
from tests.tui.scenes import ended
from tests.tui.stage import little_library

ROOT = Path(__file__).resolve().parent.parent.parent
STANDIN = Path(__file__).resolve().parent / "standin"


class Machine:
    """A folder on a machine without what Windows lacks, on which commands are run with a PC's code page."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def run(self, *arguments: str, stdin: bytes = b"", code: int = 0) -> str:
        """Standard output of a command, which has to end with ``code``."""
        env = {
            **os.environ,
            "STANDIN_PLACE": str(self.place),
            "PYTHONPATH": os.pathsep.join((str(STANDIN), str(ROOT))),
            "PYTHONIOENCODING": "cp850",
            "PYTHONWARNDEFAULTENCODING": "1",
            "SIMULATOR_STORE": str(self.place / "attempts.sqlite3"),
            "SIMULATOR_LIBRARY": str(self.place / "library"),
            "SIMULATOR_KEY": str(self.place / "key.pem"),
        }
        command = [sys.executable, "-m", "simulator", *arguments]
        done = subprocess.run(
            command, cwd=self.place, env=env, input=stdin, capture_output=True, timeout=240, check=False
        )
        told = done.stderr.decode("cp850")
        assert done.returncode == code, f"{arguments}\n{told}"
        assert "Traceback" not in told, told
        return done.stdout.decode("cp850")


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    return Machine(tmp_path_factory.mktemp("machine"))


@pytest.fixture(scope="module")
def handed_in(machine: Machine) -> str:
    """An assessment that was played elsewhere and is taken in here."""
    home = machine.place / "home.sqlite3"
    with open_store(str(home)) as store:
        attempt = ended(little_library(), store, Mode.ASSESSMENT)
    with open_store(str(machine.place / "attempts.sqlite3")) as store:
        store.people.set("A-1", "Ann", Role.ASSESSOR)
        store.people.set("L-9", "", Role.LEARNER)
    machine.run("attempts", "hand-in", attempt.id, "--declare", "--store", str(home))
    machine.run("attempts", "export", "--store", str(home), "--to", "handed-in.json")
    assert "taken in" in machine.run("review", "take-in", "--as", "A-1", "handed-in.json")
    return attempt.id


def test_the_stand_in_takes_away_what_it_says(machine: Machine) -> None:
    script = (
        "import os, sys\n"
        "g = {'__name__': 'simulator.x'}\n"
        "exec('import os, sys, signal', g)\n"
        "assert g['os'].name == 'nt' and g['sys'].platform == 'win32'\n"
        "assert not any(hasattr(g['os'], n) for n in ('fork', 'geteuid', 'O_NOFOLLOW'))\n"
        "assert not hasattr(g['signal'], 'SIGHUP')\n"
        "for wrong in ('a:b', 'nul', 'con.txt', 'x.'):\n"
        "    try: open(wrong, 'w', encoding='utf-8')\n"
        "    except OSError: pass\n"
        "    else: raise AssertionError(wrong)\n"
        "held = open('held', 'w', encoding='utf-8')\n"
        "try: os.replace('held', 'other')\n"
        "except PermissionError: pass\n"
        "else: raise AssertionError('held')\n"
        "held.close()\n"
        "os.remove('held')\n"
    )
    env = {**os.environ, "STANDIN_PLACE": str(machine.place), "PYTHONPATH": str(STANDIN)}
    subprocess.run([sys.executable, "-c", script], cwd=machine.place, env=env, check=True)


def test_a_learner_finds_plays_and_walks(machine: Machine) -> None:
    assert "promise-you-wont-tell" in machine.run("list")
    lines = b"1\r\n1\r\n"
    assert "Jamie:" in machine.run("play", "promise-you-wont-tell", "--plain", "--learner", "L-9", stdin=lines)
    walked = machine.run("walk", "promise-you-wont-tell", "--expect", "lets-jamie-lead")
    assert "Outcome: exemplary" in walked
    assert "\\u" not in walked
    listed = json.loads(machine.run("attempts", "list", "--json"))
    (attempt,) = (each for each in listed if each["scenario"] == "promise-you-wont-tell")
    machine.run("attempts", "show", attempt["id"])
    for command in (["locate"], ["support"], ["explain", "stuck"], ["attempts", "list"], ["--version"]):
        assert machine.run(*command)


def test_a_tutor_begins_checks_with_several_processes_formats_and_draws(machine: Machine) -> None:
    folder = machine.place / "mine"
    folder.mkdir()
    for number in range(3):
        (folder / f"meeting-{number}.yaml").write_text(GOOD, encoding="utf-8", newline="\r\n")
    assert machine.run("check", "mine") == ""
    (folder / "wrong.yaml").write_text(BAD, encoding="utf-8", newline="\r\n")
    said = json.loads(machine.run("check", "mine", "--format", "json", code=1))
    assert {Path(each["file"]).name for each in said} >= {"wrong.yaml"}
    machine.run("format", "mine/meeting-0.yaml")
    assert b"\r\n" in (folder / "meeting-0.yaml").read_bytes()
    machine.run("graph", "mine/meeting-0.yaml", "--output", "meeting.svg")
    machine.run("graph", "mine/meeting-0.yaml", "--output", "meeting.svg")
    machine.run("analyse", "mine/meeting-0.yaml")
    machine.run("schema", "--no-names", "--into", "schemas")
    assert b"\r" not in (machine.place / "schemas" / "scenario.schema.json").read_bytes()
    machine.run("new", "my-first", "--yes")
    machine.run("new", "aux", "--yes", code=2)


def test_an_assessor_takes_in_verifies_and_packs(machine: Machine, handed_in: str) -> None:
    assert handed_in in machine.run("review", "list")
    assert machine.run("review", "show", handed_in)
    machine.run("attempts", "verify")
    machine.run("evidence", "key", "new")
    machine.run("evidence", handed_in, "--no-pdf", "--out", "pack.zip")
    machine.run("evidence", handed_in, "--no-pdf", "--out", "pack")
    assert "Well: 1 attempt" in machine.run("verify", "pack.zip")
    assert "Well: 1 attempt" in machine.run("verify", "pack")
    for name in (path.name for path in (machine.place / "pack").rglob("*")):
        assert not set(name) & set('<>:"|?*\\'), name


def test_a_class_is_looked_at_and_written_out(machine: Machine, handed_in: str) -> None:
    del handed_in
    machine.run("class", "--with-unreleased")
    for option, name in (("--csv", "class.csv"), ("--html", "class.html"), ("--parquet", "class.parquet")):
        machine.run("class", "--with-unreleased", option, name)
        machine.run("class", "--with-unreleased", option, name)  # over the file that is there
        assert (machine.place / name).stat().st_size
    machine.run("rescore")
    machine.run("portfolio", "L-1")
    machine.run("attempts", "xapi", "--homepage", "https://mentoring.example", "--to", "statements.jsonl")
    machine.run("people", "list")


# Files: their encoding and line ends are said, never the machine's ----------------------------------------------------


def opens(path: Path) -> Iterator[tuple[int, str]]:
    """The calls in a file that open a text file and leave its encoding, or the line ends of what is written, unsaid."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        given = {keyword.arg: keyword.value for keyword in node.keywords}
        if ast.unparse(node).endswith("read_text('direct_url.json')"):
            continue  # of a distribution, which knows its encoding
        if name in {"read_text", "write_text"}:
            mode = name[0]
        elif name in {"open", "fdopen", "NamedTemporaryFile", "TemporaryFile"}:
            said = [str(each.value) for each in (*node.args, given.get("mode")) if isinstance(each, ast.Constant)]
            modes = [each for each in said if each and set(each) <= set("rwaxbt+")]
            if not modes and ast.unparse(node.func) != "open":
                continue  # of a database, an archive, a dialog …
            mode = modes[0] if modes else "r"
        elif name in {"run", "Popen", "check_output"} and given.keys() & {"text", "universal_newlines"}:
            mode = "r"
        else:
            continue
        if "b" in mode or "devnull" in ast.unparse(node):
            continue
        if "encoding" not in given:
            yield node.lineno, "names no encoding"
        elif set(mode) & set("wax") and "newline" not in given:
            yield node.lineno, "leaves the line ends to the machine"


def test_every_text_file_is_opened_with_its_encoding_and_its_line_ends() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {what}"
        for path in sorted((ROOT / "simulator").rglob("*.py"))
        for line, what in opens(path)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("open('notes.txt')", True),
        ("open('notes.txt', 'w', encoding='utf-8')", True),
        ("path.write_text(t, encoding='utf-8')", True),
        ("path.read_text()", True),
        ("open('notes.txt', encoding='utf-8')", False),
        ("path.open('xb')", False),
        ("path.write_text(t, encoding='utf-8', newline='')", False),
    ],
)
def test_what_leaves_something_to_the_machine_is_seen(tmp_path: Path, text: str, wrong: bool) -> None:
    (tmp_path / "a.py").write_text(text, encoding="utf-8")
    assert bool([*opens(tmp_path / "a.py")]) is wrong


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PureWindowsPath(r"C:\Users\Zoë B\attempts.sqlite3"), "file:///C:/Users/Zo%C3%AB%20B/attempts.sqlite3"),
        (PureWindowsPath(r"\\server\home$\a.sqlite3"), "file:////server/home%24/a.sqlite3"),
        (PurePosixPath("/home/a b/a.sqlite3"), "file:///home/a%20b/a.sqlite3"),
    ],
)
def test_a_store_on_a_share_of_the_network_has_an_address_that_sqlite_takes(path: PurePath, uri: str) -> None:
    assert address(path) == uri


def test_the_readme_has_three_lines_for_windows() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for line in ("py -m venv .venv", r".venv\Scripts\pip install .", r".venv\Scripts\simulator play"):
        assert line in text
