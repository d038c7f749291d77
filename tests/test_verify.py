"""`make test` ends with what holds, what does not, what could not be tried here and why, and one last line."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MIXED = """
import sys, pytest

def test_that_holds(): pass

@pytest.mark.parametrize("number", range(4))
def test_in_a_browser(number): pytest.skip("chromium is not installed")

def test_signature(): pytest.skip("openssl is not installed")

@pytest.fixture
def server(): pytest.skip("there is no server here")

def test_on_a_server(server): pass
"""
LATE = 'import atexit, os; atexit.register(os.write, 2, b"leaked 111 functions!\\n")'
FAILING = MIXED + "\ndef test_that_does_not_hold(): assert 1 == 2\n"

Verify = Callable[..., list[str]]


@pytest.fixture
def verify(tmp_path: Path) -> Verify:
    """The tests of a folder with one file of tests, as ``make unit`` runs them; what it prints."""
    (tmp_path / "scripts").mkdir()
    for name in ("verify.py", "outcome.py"):
        (tmp_path / "scripts" / name).write_bytes((ROOT / "scripts" / name).read_bytes())

    def run(text: str, *parts: str, code: int = 0) -> list[str]:
        (tmp_path / "test_mixed.py").write_text(text, encoding="utf-8")
        plugins = {
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PYTEST_PLUGINS": "xdist.plugin",
        }  # the others are slow to load
        env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")} | plugins
        command = [sys.executable, "scripts/verify.py", *parts]
        done = subprocess.run(
            command, cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        assert done.returncode == code, done.stdout
        return done.stdout.splitlines()

    return run


def test_the_last_lines_say_what_could_not_be_tried_and_why(verify: Verify) -> None:
    said = verify(MIXED, "unit")
    assert said[-1] == "Everything that was tried holds; 6 could not be tried here, as said above."
    assert said[-2] == "tests: 1 passed, 0 failed, 6 skipped"
    assert said[-6:-2] == [
        "Not proved here:",
        "  4 tests: chromium is not installed (test_mixed)",
        "  1 test: openssl is not installed (test_mixed)",
        "  1 test: there is no server here (test_mixed)",
    ]


def test_what_a_library_says_when_the_tests_have_ended_stands_before_the_result(verify: Verify, tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(LATE, encoding="utf-8")
    said = verify(MIXED, "unit")
    assert "leaked 111 functions!" in said
    assert said.index("leaked 111 functions!") < said.index("Not proved here:")


def test_what_failed_is_named_at_the_end(verify: Verify) -> None:
    said = verify(FAILING, "unit", code=1)
    assert said[-1] == "NOT everything holds: unit."
    assert "tests: 1 passed, 1 failed, 6 skipped" in said[-2]
    assert said[said.index("Failed:") + 1] == "  test_mixed::test_that_does_not_hold"


def test_where_nothing_is_left_out_the_last_line_says_so(verify: Verify) -> None:
    said = verify("def test_that_holds(): pass\n", "unit")
    assert said[-2:] == ["tests: 1 passed, 0 failed, 0 skipped", "Everything holds, and nothing was left out."]


def test_what_was_not_begun_is_not_taken_for_proved(verify: Verify) -> None:
    said = verify("import os\n", "lint", "unit", "scenarios", code=1)
    assert "  unit: an earlier part does not hold" in said
    assert "  scenarios: an earlier part does not hold" in said
    assert said[-1] == "NOT everything holds: lint."


def test_tests_that_could_not_even_be_read_do_not_hold(verify: Verify) -> None:
    assert verify("import nothing_of_this_name\n", "unit", code=1)[-1] == "NOT everything holds: unit."


def test_our_own_tests_leave_nothing_for_a_library_to_complain_about() -> None:
    asked = "tests/cohort/test_tables.py"
    command = [sys.executable, "-m", "pytest", "-n", "1", asked, "-k", "parquet"]
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert " passed" in done.stdout
    assert "leaked" not in done.stdout + done.stderr


def test_where_everything_must_be_proved_lacking_something_is_a_failure(
    verify: Verify, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from tests.lacking import missing, needed

def test_with_a_program(): needed("no-such-program", "no-such-other")

def test_with_a_network(): missing("what is locked could not be installed")
"""
    monkeypatch.delenv("CI", raising=False)
    said = verify(text, "unit")
    assert any("no-such-program or no-such-other is not installed" in line for line in said[-5:])
    assert said[-2] == "tests: 0 passed, 0 failed, 2 skipped"
    monkeypatch.setenv("CI", "true")
    assert verify(text, "unit", code=1)[-2] == "tests: 0 passed, 2 failed, 0 skipped"
