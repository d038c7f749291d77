"""Whatever becomes of a scenario's file, an attempt that was played before means what it meant."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.documents.rubric.loader import read_rubric
from simulator.documents.scenario.loader import read_scenario
from simulator.engine.events import Mode
from simulator.engine.rubric import Rubric
from simulator.engine.scoring import Scorecard
from simulator.engine.state import State
from simulator.sessions.attempt import Attempt
from simulator.store import open_store
from simulator.store.store import Store
from tests.sessions.test_attempt import RUBRIC, SCENARIO
from tests.shortcuts import faults_of


@dataclass
class Before:
    """An attempt that was played before the edits."""

    store: Store
    path: Path
    code: Rubric
    id: str
    state: State
    scorecard: Scorecard


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Before]:
    folder = tmp_path_factory.mktemp("edits")
    (folder / "code.yaml").write_text(RUBRIC)
    path = folder / "a-question.yaml"
    path.write_text(SCENARIO)
    code = read_rubric(folder / "code.yaml")
    assert code.value is not None
    with open_store(str(folder / "attempts.sqlite3")) as store:
        attempt = Attempt.begin(store, read_scenario(path, code.value), code, Mode.PRACTICE)
        attempt.choose("no-comment")
        yield Before(store, path, code.value, attempt.id, attempt.state, attempt.scorecard())


@pytest.fixture(autouse=True)
def _held_texts() -> None:
    """Pinned texts are read as they are in earnest."""


edits = st.lists(
    st.tuples(
        st.integers(0, len(SCENARIO)),
        st.integers(0, 30),
        st.one_of(
            st.sampled_from(["unsafe", "exemplary", "honesty", "home", "asks", ": ", "\n", "  "]), st.text(max_size=8)
        ),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits)
def test_no_edit_of_the_file_changes_an_attempt_that_was_played_before(
    before: Before, edits: list[tuple[int, int, str]]
) -> None:
    text = SCENARIO
    for at, length, instead in edits:
        text = text[:at] + instead + text[at + length :]
    before.path.write_text(text, encoding="utf-8")
    edited = read_scenario(before.path, before.code)
    if edited.value is not None:
        code = read_rubric(before.path.with_name("code.yaml"))
        other = Attempt.begin(before.store, edited, code, Mode.REHEARSAL)
        assert Attempt.resume(before.store, other.id).scenario == edited.value
    again = Attempt.resume(before.store, before.id)
    assert again.state == before.state
    assert again.scorecard() == before.scorecard
    assert faults_of(before.store.attempts.record(before.id)) == ()


def test_an_export_pins_the_exact_bytes_whatever_they_end_with(tmp_path: Path) -> None:
    (tmp_path / "code.yaml").write_bytes(RUBRIC.encode())
    code = read_rubric(tmp_path / "code.yaml")
    assert code.value is not None
    with open_store(str(tmp_path / "attempts.sqlite3")) as store:
        for content in (
            SCENARIO.encode(),
            SCENARIO.replace("\n", "\r\n").encode(),
            b"\xef\xbb\xbf" + SCENARIO.encode(),
        ):
            path = tmp_path / "a-question.yaml"
            path.write_bytes(content)
            scenario = read_scenario(path, code.value)
            if scenario.value is None:
                continue
            attempt = Attempt.begin(store, scenario, code, Mode.PRACTICE)
            assert store.attempts.record(attempt.id).scenario.text.encode() == content
            assert Attempt.resume(store, attempt.id).scenario == scenario.value
