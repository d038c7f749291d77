"""While others write, the screen says that the store is waited for, and goes on by itself."""

import sqlite3
from pathlib import Path

from simulator.sessions.attempt import Attempt
from simulator.store import open_store
from simulator.waiting import SENTENCE

from .stage import begun, little_library
from .test_terminal import Terminal


def test_a_choice_waits_visibly_while_others_write_and_is_taken_when_they_are_done(tmp_path: Path) -> None:
    place = tmp_path / "attempts.sqlite3"
    with open_store(str(place)) as store:
        attempt = begun(little_library(), store)
    terminal = Terminal(place, attempt.id)
    terminal.seen("Slide a chair out")  # a choice is only taken once its turn has stood for long enough to be seen
    other = sqlite3.connect(place, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    terminal.process.send("1")
    terminal.wait_for(SENTENCE)
    other.execute("ROLLBACK")
    other.close()
    while SENTENCE in "\n".join(terminal.screen.display):
        terminal.take()
    terminal.process.sendcontrol("q")
    assert terminal.ended() == 0
    with open_store(str(place)) as store:
        assert len(Attempt.resume(store, attempt.id).events) > len(attempt.events)
