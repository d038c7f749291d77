"""Plain lines: where a newcomer is led, and what is said to somebody who was assessed before."""

from datetime import UTC, datetime

from simulator.documents.scenario.header import first_meeting
from simulator.engine.events import Mode
from simulator.sessions.hand_in import hand_in
from simulator.store import open_store
from tests.cli.conftest import Run
from tests.playthroughs import begun, shipped, take, ways_to_endings


def test_plain_lines_lead_a_newcomer_to_the_same(simulator: Run) -> None:
    said = simulator("play", "--plain", stdin="\n").stdout
    ids = [entry.id for entry in shipped().scenarios]
    card = first_meeting(shipped().card(entry) for entry in shipped().scenarios)
    assert card is not None
    assert f"Enter for number {1 + ids.index(card.id)}." in said
    assert f"Who you meet\n  {card.mentee}" in said


def test_plain_lines_do_not_begin_another_assessment_unless_it_is_meant(simulator: Run) -> None:
    steps = next(iter(ways_to_endings("do-better").values()))
    again = ("play", "do-better", "--plain", "--mode", "assessment", "--learner", "L-1")
    with open_store() as store:
        attempt = take(begun(store, "do-better", Mode.ASSESSMENT, "L-1"), steps)
    said = simulator(*again)
    assert said.returncode == 1
    assert "and is not handed in." in said.stdout
    with open_store() as store:
        hand_in(store, attempt.id, datetime(2026, 1, 5, 12, tzinfo=UTC), declared=True)
    said = simulator(*again)
    assert said.returncode == 1
    assert "You were assessed in this already. It was handed in on 5 January 2026;" in said.stdout
    assert "To begin one, add --new." in said.stdout
    assert simulator(*again, "--new").returncode == 0
    with open_store() as store:
        assert len(store.attempts.all()) == 2
