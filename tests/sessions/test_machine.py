"""However an attempt is played, dropped and taken up again: live, replayed and kept are one."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from simulator.engine import play
from simulator.engine.events import Answer, Mode
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Form, Scenario
from simulator.engine.scoring import score
from simulator.sessions.attempt import Attempt
from simulator.store import open_store
from simulator.store.format import snapshots
from simulator.store.store import Store
from tests.sessions.texts import Held, held, read_held
from tests.shortcuts import faults_of
from tests.strategies import answers, modes, playable_scenarios, rubrics

SHM = Path("/dev/shm")
texts = st.text(st.characters(exclude_categories=()), max_size=30)
drafts = st.dictionaries(st.text(max_size=8), st.one_of(texts, st.lists(texts, max_size=3).map(tuple)), max_size=3)


class Attempts(RuleBasedStateMachine):
    """Several attempts in one store; the store and the attempts are dropped without a word at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=SHM if SHM.is_dir() else None))
        self.reader, snapshots.read_pinned = snapshots.read_pinned, read_held
        self.stores = [open_store(str(self.folder / "attempts.sqlite3"))]
        self.live: list[Attempt] = []
        self.at = 0
        self.draft: dict[str, Answer] = {}

    def teardown(self) -> None:
        for store in self.stores:
            store.close()
        shutil.rmtree(self.folder)
        snapshots.read_pinned = self.reader

    @property
    def store(self) -> Store:
        return self.stores[-1]

    @property
    def attempt(self) -> Attempt:
        return self.live[self.at]

    @initialize(scenario=playable_scenarios(), rubric=rubrics())
    def pin(self, scenario: Scenario, rubric: Rubric) -> None:
        self.scenario: Held[Scenario] = held(scenario)
        self.rubric: Held[Rubric] = held(rubric)
        self.begin(Mode.PRACTICE, 1)

    @rule(mode=modes, seed=st.integers(0, 2**63 - 1))
    def begin(self, mode: Mode, seed: int) -> None:
        self.live.append(Attempt.begin(self.store, self.scenario, self.rubric, mode, seed=seed))
        self.at = len(self.live) - 1
        self.draft = {}

    @precondition(lambda self: not self.attempt.closed)
    @rule(number=st.integers(0, 500), reason=st.one_of(st.just("So."), texts))
    def go_on(self, number: int, reason: str) -> None:
        content = self.attempt.scenario.scenes[self.attempt.state.situation.scene].content
        if isinstance(content, Form):
            self.attempt.answer(answers(content, self.attempt.state, number))
        else:
            choices = self.attempt.choices()
            asked = self.attempt.reason_asked() == "required"
            self.attempt.choose(choices[number % len(choices)].id, reason if reason.strip() or not asked else "So.")
        self.draft = {}

    @precondition(lambda self: not self.attempt.closed and len(self.attempt.state.turns) > 1)
    @rule(number=st.integers(0, 500))
    def rewind(self, number: int) -> None:
        if self.attempt.mode is Mode.PRACTICE:
            self.attempt.rewind(1 + number % (len(self.attempt.state.turns) - 1))
            self.draft = {}

    @precondition(lambda self: not self.attempt.closed)
    @rule(sure=st.integers(0, 5))
    def leave(self, sure: int) -> None:
        if sure == 0:
            self.attempt.leave()
            self.draft = {}

    @precondition(lambda self: not self.attempt.closed)
    @rule(draft=drafts)
    def type(self, draft: dict[str, Answer]) -> None:
        self.attempt.keep_draft(draft)
        self.draft = draft

    @rule()
    def crash(self) -> None:
        self.stores.append(open_store(str(self.folder / "attempts.sqlite3")))
        self.live[self.at] = Attempt.resume(self.store, self.attempt.id)

    @invariant()
    def one_truth(self) -> None:
        if not self.live:
            return
        live = self.attempt
        kept = self.store.attempts.record(live.id)
        again = Attempt.resume(self.store, live.id)
        assert live.state == play.replay(live.scenario, live.events) == again.state
        assert live.events == again.events
        assert live.choices() == again.choices()
        assert live.draft() == again.draft() == self.draft
        assert live.scorecard() == again.scorecard() == score(live.scenario, live.rubric, live.state)
        assert faults_of(kept) == ()
        summary = self.store.attempts.summary(live.id)
        outcome = live.scorecard().outcome
        assert (summary.closed is not None) == live.closed
        assert summary.outcome == (outcome.word if outcome is not None else "")

    @invariant()
    def all_are_there(self) -> None:
        assert {summary.id for summary in self.store.attempts.all()} == {each.id for each in self.live}


TestAttempts = Attempts.TestCase
TestAttempts.settings = settings(
    max_examples=15, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck)
)
